"""Files: stored once, never changed, reached only through the pages that own them."""

from __future__ import annotations

from typing import ClassVar
from uuid import uuid4

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def random_path(file: File, filename: str) -> str:
    """Return a place in the storage that says nothing of the file and cannot be guessed."""
    secret = uuid4().hex
    return f"documents/{secret[:2]}/{secret}"


class File(models.Model):
    """A file's bytes with what is known of them; the database refuses every change.

    It has no address and no owner of its own: whoever shows it (an item's attachment, a
    rendition of minutes) decides who may have it.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    title = models.CharField(_("title"), max_length=200)
    name = models.CharField(_("file name"), max_length=150)
    mime_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    sha512 = models.CharField(max_length=128)
    blob = models.FileField(upload_to=random_path, max_length=100)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    created_at = models.DateTimeField(_("stored"), default=timezone.now)

    objects: ClassVar[models.Manager[File]] = models.Manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        indexes = [models.Index(fields=["sha512"], name="file_by_hash")]
        constraints = [
            models.CheckConstraint(
                name="file_hash_is_sha512", condition=Q(sha512__regex="^[0-9a-f]{128}$")
            ),
            models.CheckConstraint(name="file_has_content", condition=Q(size__gt=0)),
        ]
        triggers = [
            pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        # A title may belong to a closed item, and this is what lists of operators print.
        return str(self.pk)

    @property
    def etag(self) -> str:
        return f'"{self.sha512[:32]}"'

    @property
    def extension(self) -> str:
        return self.name.rpartition(".")[2].lower()


class FileWords(models.Model):
    """The words of a file that everybody could have when they were read, for the search.

    They say nothing of who may read them now: whoever shows them asks the file's owner.
    """

    file = models.OneToOneField(
        File, on_delete=models.PROTECT, related_name="words", primary_key=True
    )
    text = models.TextField(blank=True)
    """Empty where there are none, or where they cannot be read."""

    objects: ClassVar[models.Manager[FileWords]] = models.Manager()

    class Meta:
        verbose_name = _("words of a file")
        verbose_name_plural = _("words of files")

    def __str__(self) -> str:
        return str(self.file_id)
