"""The chain of fingerprints: what was published, each link holding on to the one before it."""

from __future__ import annotations

from typing import ClassVar, cast

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .agenda import AgendaVersion
from .minutes import MinutesVersion

FIRST = "0" * 128
"""What the first link holds on to."""


class SealKind(models.TextChoices):
    TEXT = "text", pgettext_lazy("sealed", "The text")
    PDF = "pdf", pgettext_lazy("sealed", "The PDF")
    WITHDRAWAL = "withdrawal", pgettext_lazy("sealed", "The withdrawal")


FITS = """
    SELECT number, hash INTO last FROM meetings_seal ORDER BY number DESC LIMIT 1;
    said = NEW.line::json;
    IF NEW.number IS DISTINCT FROM COALESCE(last.number, 0) + 1
        OR (said->>'number')::bigint IS DISTINCT FROM NEW.number
        OR said->>'previous' IS DISTINCT FROM COALESCE(last.hash, repeat('0', 128))
        OR said->>'sha512' IS DISTINCT FROM NEW.sha512
        OR NEW.hash IS DISTINCT FROM encode(sha512(convert_to(NEW.line, 'UTF8')), 'hex')
    THEN
        RAISE EXCEPTION 'this link does not fit on the chain of fingerprints';
    END IF;
    RETURN NEW;
"""


class Seal(models.Model):
    """One link: that a text or a file was published, or a version withdrawn.

    `line` is what anybody can download, to the letter: a line of JSON that names the fingerprint
    of the line before it (`previous`), so no line can be changed, left out or put in between
    without breaking all that follow. The database takes only a link that fits, and keeps it.
    Fingerprints are those of what everybody may read, and of nothing else.
    """

    Kind = SealKind

    number = models.PositiveBigIntegerField(_("number"), primary_key=True)
    line = models.TextField(_("line"))
    hash = models.CharField(_("fingerprint of the line"), max_length=128, unique=True)
    kind = models.CharField(_("what"), max_length=12, choices=SealKind.choices)
    sha512 = models.CharField(_("fingerprint"), max_length=128)
    agenda_version = models.ForeignKey(
        AgendaVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="seals"
    )
    minutes_version = models.ForeignKey(
        MinutesVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="seals"
    )

    objects: ClassVar[models.Manager[Seal]] = models.Manager()

    class Meta:
        verbose_name = _("seal")
        verbose_name_plural = _("seals")
        indexes = [models.Index(fields=["sha512"], name="seal_by_fingerprint")]
        constraints = [
            models.CheckConstraint(
                name="seal_of_one_version",
                condition=Q(agenda_version=None) ^ Q(minutes_version=None),
            ),
            models.CheckConstraint(
                name="seal_kind_known", condition=Q(kind__in=sorted(SealKind.values))
            ),
            models.UniqueConstraint(
                fields=["agenda_version"], condition=Q(kind="text"), name="seal_agenda_text_once"
            ),
            models.UniqueConstraint(
                fields=["minutes_version"], condition=Q(kind="text"), name="seal_minutes_text_once"
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="fits",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                declare=[("last", "RECORD"), ("said", "JSON")],
                func=FITS,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.kind}"

    @property
    def version(self) -> AgendaVersion | MinutesVersion:
        return self.minutes_version or cast("AgendaVersion", self.agenda_version)
