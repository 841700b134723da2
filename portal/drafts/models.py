"""One row for each person and form; the text of a form that has not been sent."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DraftQuerySet(models.QuerySet["Draft"]):
    def visible_to(self, user: Any) -> DraftQuerySet:
        """Return one's own; there is no one else for whom a draft exists."""
        return self.filter(owner=user) if user.is_authenticated else self.none()


class Draft(models.Model):
    """The fields of a form by name, as the browser would send them."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("owner"),
    )
    form = models.CharField(_("form"), max_length=300)
    values = models.JSONField(_("values"))
    version = models.PositiveIntegerField(_("version"), default=1)
    saved_at = models.DateTimeField(_("saved"))

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.UniqueConstraint(fields=["owner", "form"], name="draft_one_for_each_form"),
        ]
        indexes = [models.Index(fields=["saved_at"], name="form_draft_oldest")]

    def __str__(self) -> str:
        return f"{self.pk} v{self.version}"
