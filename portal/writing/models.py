"""A text, the revision it is at, and every revision it has been."""

from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
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


class Revision(models.Model):
    """What a text said from one save to the next."""

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

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(
                fields=["text", "number"], name="revision_numbered_in_its_text"
            ),
        ]
        triggers = [pgtrigger.Protect(name="unchangeable", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.text_id} r{self.number}"
