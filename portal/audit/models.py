"""One row for each act: who, in what role, did what to what, when and why."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """An act as it was recorded beside the change, in the same transaction.

    The subject is kept as text, so that the record stays when the row does not.
    """

    at = models.DateTimeField(_("at"))
    action = models.CharField(_("act"), max_length=80)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("who"),
    )
    role = models.CharField(_("role"), max_length=40, blank=True)
    subject_type = models.CharField(_("kind"), max_length=80)
    subject_id = models.CharField(_("number"), max_length=40)
    subject_label = models.CharField(_("what"), max_length=200)
    reason = models.TextField(_("reason"), blank=True)
    data = models.JSONField(_("details"), default=dict)
    request_id = models.CharField(_("request"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("entry of the record")
        verbose_name_plural = _("record")
        indexes = [
            models.Index(fields=["subject_type", "subject_id", "-id"], name="entry_of_subject"),
            models.Index(fields=["actor", "-id"], name="entry_of_actor"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.action}: {self.subject_label}"
