"""Papers that somebody asks for: an item on its own, and what holds closed items."""

from __future__ import annotations

from typing import ClassVar, cast

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .agenda import AgendaItem, AgendaVersion
from .meetings import Meeting
from .minutes import MadeFromVersion, MinutesVersion


class ItemRendition(MadeFromVersion):
    """The PDF of one item as a published version tells it to everybody."""

    agenda_version = models.ForeignKey(
        AgendaVersion, on_delete=models.PROTECT, null=True, related_name="item_renditions"
    )
    minutes_version = models.ForeignKey(
        MinutesVersion, on_delete=models.PROTECT, null=True, related_name="item_renditions"
    )
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="renditions")

    class Meta(MadeFromVersion.Meta):
        verbose_name = _("rendition of an item")
        verbose_name_plural = _("renditions of items")
        constraints = [
            models.CheckConstraint(
                name="item_rendition_of_one_version",
                condition=Q(agenda_version=None) ^ Q(minutes_version=None),
            ),
            models.CheckConstraint(
                name="item_rendition_is_for_everybody", condition=Q(edition="public")
            ),
            models.UniqueConstraint(
                fields=["agenda_version", "minutes_version", "item", "template_version"],
                nulls_distinct=False,
                name="item_rendition_once",
            ),
        ]


class PaperForReader(models.Model):
    """A PDF with closed items, made for one reader who may have them, and gone after a day.

    It lies in the database and nowhere else. `fingerprint` is that of what the reader could read
    when it was made: it is handed out only while that is still so.
    """

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    agenda_version = models.ForeignKey(
        AgendaVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    minutes_version = models.ForeignKey(
        MinutesVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    times_asked = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    fingerprint = models.CharField(max_length=128, blank=True)
    pdf = models.BinaryField(null=True)

    objects: ClassVar[models.Manager[PaperForReader]] = models.Manager()

    class Meta:
        verbose_name = _("paper for one reader")
        verbose_name_plural = _("papers for one reader")
        constraints = [
            models.CheckConstraint(
                name="paper_of_one_version",
                condition=Q(agenda_version=None) ^ Q(minutes_version=None),
            ),
            models.CheckConstraint(
                name="paper_says_what_it_was_made_from", condition=Q(pdf=None) ^ ~Q(fingerprint="")
            ),
            models.UniqueConstraint(
                fields=["reader", "agenda_version", "minutes_version"],
                nulls_distinct=False,
                name="paper_one_for_each_reader",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def version(self) -> AgendaVersion | MinutesVersion:
        return self.minutes_version or cast("AgendaVersion", self.agenda_version)

    @property
    def meeting(self) -> Meeting:
        return self.version.meeting

    @property
    def job_key(self) -> str:
        """Asked for again after it was forgotten or out of date, it is another job."""
        return f"{self.pk}:{self.times_asked}"
