"""Everything of a meeting in one file, for the one who asked for it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .meetings import Meeting


class MeetingArchive(models.Model):
    """A ZIP of all that its reader may read of a meeting; gone after some days.

    It lies in the database, in blocks, and nowhere else. `fingerprint` is that of what it was
    made from: it is handed out only while its reader may read just that.
    """

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    times_asked = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)
    fingerprint = models.CharField(max_length=128, blank=True)
    size = models.PositiveBigIntegerField(_("size in bytes"), default=0)
    lacking = models.PositiveIntegerField(_("files that could not be taken in"), default=0)

    objects: ClassVar[models.Manager[MeetingArchive]] = models.Manager()

    class Meta:
        verbose_name = _("archive of a meeting")
        verbose_name_plural = _("archives of meetings")
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "meeting"], name="archive_one_for_each_reader"
            ),
            models.CheckConstraint(
                name="archive_says_what_it_was_made_from",
                condition=Q(size=0) ^ ~Q(fingerprint=""),
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def committee(self) -> Any:
        return self.meeting.committee

    @property
    def is_made(self) -> bool:
        return bool(self.fingerprint)

    @property
    def job_key(self) -> str:
        """Asked for again after it was forgotten or out of date, it is another job."""
        return f"{self.pk}:{self.times_asked}"


class ArchiveBlock(models.Model):
    """One of the blocks that an archive lies in, so that nobody ever holds it whole."""

    archive = models.ForeignKey(MeetingArchive, on_delete=models.CASCADE, related_name="blocks")
    number = models.PositiveIntegerField(_("number"))
    data = models.BinaryField()

    objects: ClassVar[models.Manager[ArchiveBlock]] = models.Manager()

    class Meta:
        verbose_name = _("block of an archive")
        verbose_name_plural = _("blocks of archives")
        constraints = [
            models.UniqueConstraint(fields=["archive", "number"], name="archive_block_once"),
        ]

    def __str__(self) -> str:
        return f"{self.archive_id}: {self.number}"
