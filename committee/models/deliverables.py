from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pghistory
import pgtrigger
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.ui import editorial
from portal.ui.models import Keyed
from portal.ui.text import make_slug

from .committees import Committee


class DeliverableQuerySet(models.QuerySet["Deliverable"]):
    def visible_to(self, user: Any) -> DeliverableQuerySet:
        """Everybody: what a committee is to deliver is public from the day it is planned."""
        return self.all()

    def in_order(self) -> DeliverableQuerySet:
        """By the day on which it was or is to be handed over, those without a day last."""
        day = Coalesce("handed_over_on", "due_on")
        return self.order_by(day.asc(nulls_last=True), "task_number", "pk")


@pghistory.track()
class Deliverable(Keyed):
    """What the committee hands over, up to the council's decision on it.

    How far it is follows from its dates. Once handed over it is never removed.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        HANDED_OVER = "handed_over", _("Handed over")
        DECIDED = "decided", _("Decided by the council")

    committee = models.ForeignKey(
        Committee,
        on_delete=models.PROTECT,
        related_name="deliverables",
        verbose_name=_("committee"),
    )
    title_da = models.CharField(_("title in Danish"), max_length=160)
    title_en = models.CharField(_("title in English"), max_length=160, blank=True)
    summary_da = models.TextField(_("what it is, in Danish"), blank=True)
    summary_en = models.TextField(_("what it is, in English"), blank=True)
    task_number = models.PositiveSmallIntegerField(
        _("task"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("The number of the task in the mandate."),
    )
    due_on = models.DateField(_("to be handed over on"), null=True, blank=True)
    handed_over_on = models.DateField(_("handed over on"), null=True, blank=True)
    document = models.ForeignKey(
        "documents.File",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    document_url = models.URLField(_("address of the document"), blank=True)
    document_note_da = models.CharField(_("version, in Danish"), max_length=160, blank=True)
    document_note_en = models.CharField(_("version, in English"), max_length=160, blank=True)
    council_decides_on = models.DateField(_("the council decides on"), null=True, blank=True)
    council_reference = models.CharField(_("the council’s reference"), max_length=80, blank=True)
    council_decision_da = models.TextField(_("the council’s decision in Danish"), blank=True)
    council_decision_en = models.TextField(_("the council’s decision in English"), blank=True)
    council_decision_url = models.URLField(_("address of the council’s minutes"), blank=True)

    objects = DeliverableQuerySet.as_manager()

    class Meta:
        verbose_name = _("deliverable")
        verbose_name_plural = _("deliverables")
        constraints = [
            models.CheckConstraint(
                name="deliverable_has_one_document",
                condition=Q(document=None) | Q(document_url=""),
                violation_error_message=_("Choose a file or give an address, not both."),
            ),
            models.CheckConstraint(
                name="deliverable_council_decides_after_it",
                condition=Q(council_decides_on=None)
                | Q(handed_over_on=None)
                | Q(council_decides_on__gte=F("handed_over_on")),
                violation_error_message=_("The council decides on what has been handed over."),
            ),
            models.CheckConstraint(
                name="deliverable_decision_has_its_days",
                condition=Q(council_decision_da="")
                | Q(council_decides_on__isnull=False, handed_over_on__isnull=False),
                violation_error_message=_("Say on which day the council decided."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="keep_handed_over",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__handed_over_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title_da

    def get_absolute_url(self) -> str:
        return reverse(
            "committee:deliverable-detail", args=[self.committee.slug, self.pk, self.slug]
        )

    @property
    def slug(self) -> str:
        """The part of the address that people read; the number before it counts."""
        return make_slug(self.title_da)

    @property
    def title(self) -> str:
        return editorial.text(self, "title")

    @property
    def summary(self) -> str:
        return editorial.text(self, "summary")

    @property
    def state(self) -> State:
        if self.council_decision_da:
            return self.State.DECIDED
        return self.State.HANDED_OVER if self.handed_over_on else self.State.PLANNED

    @property
    def is_planned(self) -> bool:
        return self.state == self.State.PLANNED

    @property
    def is_decided(self) -> bool:
        return self.state == self.State.DECIDED

    @property
    def awaits_council(self) -> bool:
        """Whether the day of the council's decision is known and still to come."""
        day = self.council_decides_on
        return not self.is_decided and day is not None and day >= timezone.localdate()

    def is_late(self, on: date | None = None) -> bool:
        """Whether it should have been handed over and has not been."""
        day = on or timezone.localdate()
        return self.is_planned and self.due_on is not None and self.due_on < day

    def clean(self) -> None:
        """Say at its field what does not fit together; the database has the last word."""
        faults = [*self._faults_of_handing_over(), *self._faults_of_decision()]
        if faults:
            raise ValidationError(dict(faults))

    def _faults_of_handing_over(self) -> Iterator[tuple[str, Any]]:
        starts = self.committee.started_on
        if self.due_on and self.due_on < starts:
            yield "due_on", _("Nothing is handed over before the committee starts.")
        if self.handed_over_on and not starts <= self.handed_over_on <= timezone.localdate():
            advice = _("Choose today or an earlier day, from the committee’s first day on.")
            yield "handed_over_on", advice
        if self.document_id and self.document_url:
            yield "document_url", _("Choose a file or give an address, not both.")

    def _faults_of_decision(self) -> Iterator[tuple[str, Any]]:
        day, handed_over_on = self.council_decides_on, self.handed_over_on
        if day and handed_over_on and day < handed_over_on:
            advice = _("The council decides after the handing over: choose a later day.")
            yield "council_decides_on", advice
        if not self.council_decision_da:
            if self.council_decision_en:
                yield "council_decision_da", _("Write the decision in Danish, too.")
        elif handed_over_on is None:
            yield "council_decision_da", _("Enter first when it was handed over.")
        elif day is None:
            yield "council_decides_on", _("Say on which day the council decided.")
        elif day > timezone.localdate():
            advice = _("The council has not met yet. Enter its decision when it has.")
            yield "council_decision_da", advice
