from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.people.models import Person
from portal.ui.models import Keyed

from .proposals import Proposal

ROUGHLY = {Decimal(100): Decimal(1), Decimal(10): Decimal("0.1")}
"""From how much on points between baseline and target are how rough; below, to the hundredth."""


def _as_rough_as(whole: Decimal) -> Decimal:
    return next((step for much, step in ROUGHLY.items() if whole >= much), Decimal("0.01"))


class BenefitKind(models.TextChoices):
    """Kinds are never added up with each other."""

    SAVING = "saving", _("Budgetary saving")
    TIME = "time", _("Time saved")
    AVOIDED = "avoided", _("Avoided cost")
    QUALITY = "quality", pgettext_lazy("benefit", "Quality")
    ENGAGEMENT = "engagement", pgettext_lazy("benefit", "Engagement")


class Direction(models.TextChoices):
    HIGHER = "higher", _("Higher is better")
    LOWER = "lower", _("Lower is better")


class BenefitState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("benefit", "Planned")
    MEASURING = "measuring", pgettext_lazy("benefit", "Being measured")
    REALISED = "realised", pgettext_lazy("benefit", "Realised")
    PARTLY = "partly", pgettext_lazy("benefit", "Partly realised")
    NOT_REALISED = "not_realised", pgettext_lazy("benefit", "Not realised")


class BenefitQuerySet(models.QuerySet["Benefit"]):
    def complete(self) -> BenefitQuerySet:
        """Those that an approval can rest on."""
        measured = Q(baseline_value__isnull=False) | Q(baseline_planned_on__isnull=False)
        return (
            self.exclude(owner_name="")
            .exclude(indicator="")
            .filter(measured, target_value__isnull=False)
        )


@pghistory.track()
class Benefit(Keyed):
    """What shall be different afterwards, who answers for it, and how one will know."""

    Kind = BenefitKind
    Direction = Direction
    State = BenefitState

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="benefits")
    title = models.CharField(_("benefit"), max_length=120)
    kind = models.CharField(_("type"), max_length=12, choices=BenefitKind.choices)
    owner_name = models.CharField(
        _("owner"),
        max_length=160,
        blank=True,
        help_text=_("Name and title of the one who answers for it."),
    )
    owner = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="benefits",
        verbose_name=_("the owner’s place in the portal"),
        help_text=_("Then the owner can enter measurements."),
    )
    indicator = models.CharField(_("indicator"), max_length=200, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    direction = models.CharField(
        _("direction"), max_length=8, choices=Direction.choices, default=Direction.HIGHER
    )
    baseline_value = models.DecimalField(
        _("baseline"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    baseline_on = models.DateField(_("measured on"), null=True, blank=True)
    baseline_source = models.CharField(
        pgettext_lazy("measurement", "source"), max_length=200, blank=True
    )
    baseline_planned_on = models.DateField(_("or measured by"), null=True, blank=True)
    target_value = models.DecimalField(
        pgettext_lazy("benefit", "target"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    target_on = models.DateField(_("to be reached by"), null=True, blank=True)
    first_target_value = models.DecimalField(
        _("first target"), max_digits=16, decimal_places=2, null=True, editable=False
    )
    first_target_on = models.DateField(_("first target’s date"), null=True, editable=False)
    state = models.CharField(
        _("state"), max_length=16, choices=BenefitState.choices, default=BenefitState.PLANNED
    )

    objects = BenefitQuerySet.as_manager()

    class Meta:
        verbose_name = _("benefit")
        verbose_name_plural = _("benefits")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="benefit_baseline_has_a_date",
                condition=~(Q(baseline_value=None) ^ Q(baseline_on=None)),
                violation_error_message=_("A baseline needs both its value and its date."),
            ),
            models.CheckConstraint(
                name="benefit_target_has_a_date",
                condition=~(Q(target_value=None) ^ Q(target_on=None)),
                violation_error_message=_("A target needs both its value and its date."),
            ),
            models.CheckConstraint(
                name="benefit_target_comes_after_the_baseline",
                condition=Q(target_on=None)
                | Q(baseline_on=None)
                | Q(target_on__gt=F("baseline_on")),
                violation_error_message=_("The target’s date must come after the baseline’s."),
            ),
            models.CheckConstraint(
                name="benefit_target_is_better_than_the_baseline",
                condition=Q(target_value=None)
                | Q(baseline_value=None)
                | Q(direction="higher", target_value__gt=F("baseline_value"))
                | Q(direction="lower", target_value__lt=F("baseline_value")),
                violation_error_message=_(
                    "The target must be better than the baseline in the direction chosen."
                ),
            ),
            models.CheckConstraint(
                name="benefit_measured_from_a_baseline",
                condition=Q(state="planned") | Q(baseline_value__isnull=False),
            ),
        ]
        triggers = [
            # Once submitted it has been in public; the service deletes only unpublished ones.
            pgtrigger.Protect(
                name="never_deleted_once_measured",
                operation=pgtrigger.Delete,
                condition=~pgtrigger.Q(old__state="planned"),
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return its place on the project's page, where it is once the project is approved."""
        return f"{self.proposal.get_absolute_url()}#gevinst-{self.pk}"

    @property
    def committee(self) -> Any:
        return self.proposal.committee

    @property
    def sign(self) -> int:
        return -1 if self.direction == Direction.LOWER else 1

    def gain(self, value: Decimal) -> Decimal:
        """How much better than the baseline a value is; worse is negative."""
        return (value - (self.baseline_value or Decimal(0))) * self.sign

    @property
    def planned_gain(self) -> Decimal | None:
        """The whole way from baseline to target; unknown before both are."""
        if self.target_value is None or self.baseline_value is None:
            return None
        return self.gain(self.target_value)

    def planned_gain_on(self, day: date) -> Decimal | None:
        """What should be reached on the day, in a straight line from baseline to target."""
        whole = self.planned_gain
        if whole is None or self.baseline_on is None or self.target_on is None:
            return None
        if day <= self.baseline_on:
            return Decimal(0)
        if day >= self.target_on:
            return whole
        part = Decimal((day - self.baseline_on).days) / Decimal(
            (self.target_on - self.baseline_on).days
        )
        # A straight line is a rough plan: decimals would pretend to know more than it does.
        return (whole * part).quantize(_as_rough_as(abs(whole)))


class MeasurementQuerySet(models.QuerySet["Measurement"]):
    def standing(self) -> MeasurementQuerySet:
        """Those that no later row has corrected, by date."""
        return self.filter(corrected_by=None).order_by("measured_on", "pk")


ONE_STANDING_A_DAY = """
    IF EXISTS (
        SELECT 1 FROM projects_measurement AS other
        WHERE other.benefit_id = NEW.benefit_id
        AND other.measured_on = NEW.measured_on
        AND other.id IS DISTINCT FROM NEW.corrects_id
        AND NOT EXISTS (SELECT 1 FROM projects_measurement AS c WHERE c.corrects_id = other.id)
    ) THEN
        RAISE EXCEPTION 'pgtrigger: another measurement stands for that day';
    END IF;
    IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM projects_measurement AS wrong
        WHERE wrong.id = NEW.corrects_id AND wrong.benefit_id = NEW.benefit_id
    ) THEN
        RAISE EXCEPTION 'pgtrigger: a measurement corrects one of the same benefit';
    END IF;
    RETURN NEW;
"""


class Measurement(Keyed):
    """A value on a day. Never changed or deleted: a wrong one is corrected by a new row."""

    benefit = models.ForeignKey(Benefit, on_delete=models.PROTECT, related_name="measurements")
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2)
    measured_on = models.DateField(_("measured on"))
    source = models.CharField(pgettext_lazy("measurement", "source"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    corrects = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="corrected_by",
        verbose_name=_("corrects"),
    )
    entered_at = models.DateTimeField(_("entered"), default=timezone.now)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("entered by"),
    )

    objects = MeasurementQuerySet.as_manager()

    class Meta:
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        indexes = [
            models.Index(fields=["benefit", "measured_on", "id"], name="measurement_by_date")
        ]
        constraints = [
            models.CheckConstraint(
                name="measurement_corrects_another",
                condition=Q(corrects=None) | ~Q(corrects=F("pk")),
            ),
            models.CheckConstraint(
                name="measurement_correction_says_why",
                condition=Q(corrects=None) | ~Q(note=""),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="one_standing_a_day",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=ONE_STANDING_A_DAY,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.benefit}: {self.value}, {self.measured_on}"
