"""A text, the revision it is at, and every revision it has been."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q, Window
from django.db.models.functions import Lead
from django.utils.translation import gettext_lazy as _

PAUSE = timedelta(minutes=10)
"""Who has not saved for so long has made a version; what they saved on the way to it was typing."""


class Text(models.Model):
    """The text of one section; the section itself is a row of the app that shows it.

    Whoever saves says which revision they started from, so that nobody overwrites what they
    have not seen.
    """

    content = models.TextField(_("text"), blank=True)
    revision = models.PositiveIntegerField(_("revision"), default=0)
    saved_at = models.DateTimeField(_("saved"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("saved by"),
    )

    goes_on = False
    """Whether a save only went on with what the same person saved a moment before."""

    class Meta:
        verbose_name = _("text")
        verbose_name_plural = _("texts")

    def __str__(self) -> str:
        return f"{self.pk} r{self.revision}"


class RevisionQuerySet(models.QuerySet["Revision"]):
    def in_the_text(self) -> RevisionQuerySet:
        """Return what the text has been, without what was kept beside it."""
        return self.filter(is_beside=False)

    def versions(self) -> RevisionQuerySet:
        """Return those after which their author paused, left, or did not get into the text."""
        kept = Q(next_at=None) | Q(next_at__gte=F("saved_at") + PAUSE)
        found: RevisionQuerySet = self._with_next().filter(kept)
        return found

    def on_the_way(self) -> RevisionQuerySet:
        """Return those that were only typing on the way to a version."""
        soon = Q(is_beside=False, next_at__lt=F("saved_at") + PAUSE)
        found: RevisionQuerySet = self._with_next().filter(soon)
        return found

    def _with_next(self) -> Any:
        following = Window(
            Lead("saved_at"),
            partition_by=[F("text"), F("author"), F("is_beside")],
            order_by=[F("number"), F("pk")],
        )
        return self.annotate(next_at=following)


class Revision(models.Model):
    """What a text said from one save to the next, or what somebody could not save into it.

    What stands beside the text has the number of the revision that it clashed with.
    """

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("revision"))
    content = models.TextField(_("text"), blank=True)
    saved_at = models.DateTimeField(_("saved"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("saved by"),
    )

    is_beside = models.BooleanField(_("beside the text"), default=False)

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(
                fields=["text", "number"],
                condition=Q(is_beside=False),
                name="revision_numbered_in_its_text",
            ),
        ]
        triggers = [pgtrigger.Protect(name="unchangeable", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.text_id} r{self.number}"
