from __future__ import annotations

import pgtrigger
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .committees import Committee


class FiguresRendition(models.Model):
    """A committee's numbers of one day as a PDF; a new one is made when they have changed."""

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="figures_renditions"
    )
    told_on = models.DateField(_("day"))
    digest = models.CharField(max_length=64)
    template_version = models.PositiveSmallIntegerField()
    file = models.ForeignKey("documents.File", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("PDF of a committee’s numbers")
        verbose_name_plural = _("PDFs of committees’ numbers")
        constraints = [
            models.UniqueConstraint(fields=["committee", "told_on"], name="figures_once_a_day")
        ]
        triggers = [pgtrigger.Protect(name="keep", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.committee}, {self.told_on.isoformat()}"
