from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from portal import audit
from portal.people.models import Person
from portal.ui.models import first_result, free_key
from portal.writing.rows import Seen, settle
from projects.models import Benefit, BenefitState, Direction, Measurement, Proposal
from projects.refusals import (
    AlreadyCorrected,
    BeforeBaseline,
    DayTaken,
    MovedOn,
    NotMeasurable,
    NotMeasured,
)

from .locking import ask, take_for_writing

if TYPE_CHECKING:
    from portal.people.models import User

FIELDS = (
    "title",
    "kind",
    "owner_name",
    "owner",
    "indicator",
    "unit",
    "direction",
    "baseline_value",
    "baseline_on",
    "baseline_source",
    "baseline_planned_on",
    "target_value",
    "target_on",
)


@transaction.atomic
def add_benefit(
    proposal_id: int,
    *,
    title: str,
    kind: str,
    owner_name: str = "",
    owner: Person | None = None,
    indicator: str = "",
    unit: str = "",
    direction: str = Direction.HIGHER,
    baseline_value: Decimal | None = None,
    baseline_on: date | None = None,
    baseline_source: str = "",
    baseline_planned_on: date | None = None,
    target_value: Decimal | None = None,
    target_on: date | None = None,
    by: User,
    form_key: UUID | None = None,
) -> Benefit:
    """Add a benefit to the draft; it may be incomplete until the chief is to approve."""
    proposal = take_for_writing(proposal_id, by=by)
    if first := first_result(Benefit, form_key, proposal=proposal):
        return first
    benefit = Benefit(
        proposal=proposal,
        title=title,
        kind=kind,
        owner_name=owner_name,
        owner=owner,
        indicator=indicator,
        unit=unit,
        direction=direction,
        baseline_value=baseline_value,
        baseline_on=baseline_on,
        baseline_source=baseline_source,
        baseline_planned_on=baseline_planned_on,
        target_value=target_value,
        target_on=target_on,
        form_key=free_key(Benefit, form_key),
    )
    benefit.full_clean(exclude=["form_key"])
    benefit.save()
    audit.record("proposal.benefit_added", actor=by, subject=proposal, data={"row": benefit.pk})
    return benefit


@transaction.atomic
def change_benefit(
    benefit_id: int, *, opened_with: Seen | None = None, by: User, **values: Any
) -> Benefit:
    """Save the draft's benefit anew.

    Raises `Overtaken` for what somebody else has changed since it was `opened_with`.
    """
    _proposal, benefit = _take_for_writing(benefit_id, by=by)
    theirs = {name: getattr(benefit, name) for name in FIELDS}
    values = settle(
        benefit, opened_with, yours={name: values[name] for name in FIELDS}, theirs=theirs
    )
    changed = sorted(name for name in FIELDS if theirs[name] != values[name])
    if not changed:
        return benefit
    for name in changed:
        setattr(benefit, name, values[name])
    benefit.full_clean(exclude=["form_key"])
    benefit.save(update_fields=changed)
    audit.record("proposal.benefit_changed", actor=by, subject=benefit, data={"fields": changed})
    return benefit


@transaction.atomic
def remove_benefit(benefit_id: int, *, by: User) -> Proposal | None:
    """Take a benefit out of the draft; versions submitted keep it. Twice changes nothing."""
    if not Benefit.objects.filter(pk=benefit_id).exists():
        return None
    proposal, benefit = _take_for_writing(benefit_id, by=by)
    benefit.delete()
    audit.record("proposal.benefit_removed", actor=by, subject=proposal, data={"row": benefit_id})
    return proposal


def _take_for_writing(benefit_id: int, *, by: User) -> tuple[Proposal, Benefit]:
    of = Benefit.objects.values_list("proposal", flat=True).get(pk=benefit_id)
    proposal = take_for_writing(of, by=by)
    return proposal, Benefit.objects.select_related("owner").get(pk=benefit_id)


def _take_for_measuring(benefit_id: int, *, by: User, may: str) -> Benefit:
    """Lock the benefit of a project that was approved."""
    benefit = (
        Benefit.objects.select_for_update(of=("self",))
        .select_related("proposal__committee", "owner")
        .get(pk=benefit_id)
    )
    ask(by, may, benefit)
    if not benefit.proposal.is_carried_out:
        raise MovedOn
    return benefit


@transaction.atomic
def measure_baseline(
    benefit_id: int, *, value: Decimal, measured_on: date, source: str = "", by: User
) -> Benefit:
    """Enter the baseline that was planned at approval; given once."""
    benefit = _take_for_measuring(benefit_id, by=by, may="projects.measure_benefit")
    if (benefit.baseline_value, benefit.baseline_on) == (value, measured_on):
        return benefit
    if benefit.baseline_value is not None:
        raise MovedOn
    benefit.baseline_value, benefit.baseline_on = value, measured_on
    benefit.baseline_source, benefit.state = source, BenefitState.MEASURING
    benefit.full_clean(exclude=["form_key"])
    benefit.save(update_fields=["baseline_value", "baseline_on", "baseline_source", "state"])
    audit.record("benefit.baseline_measured", actor=by, subject=benefit)
    return benefit


@transaction.atomic
def change_target(
    benefit_id: int, *, value: Decimal, reach_by: date, reason: str, by: User
) -> Benefit:
    """Set another target for a reason; the first one stays visible."""
    benefit = _take_for_measuring(benefit_id, by=by, may="projects.change_target")
    if (benefit.target_value, benefit.target_on) == (value, reach_by):
        return benefit
    before = {"value": str(benefit.target_value), "by": str(benefit.target_on)}
    benefit.target_value, benefit.target_on = value, reach_by
    benefit.full_clean(exclude=["form_key"])
    benefit.save(update_fields=["target_value", "target_on"])
    audit.record(
        "benefit.target_changed", actor=by, subject=benefit, reason=reason, data={"before": before}
    )
    return benefit


@transaction.atomic
def add_measurement(
    benefit_id: int,
    *,
    value: Decimal,
    measured_on: date,
    source: str = "",
    note: str = "",
    by: User,
    form_key: UUID | None = None,
) -> Measurement:
    """Add what was measured on a day; one measurement stands for each day."""
    benefit = _take_for_measuring(benefit_id, by=by, may="projects.measure_benefit")
    if first := first_result(Measurement, form_key, benefit=benefit):
        return first
    _must_fit(benefit, measured_on)
    return _enter(
        benefit,
        "benefit.measured",
        value=value,
        measured_on=measured_on,
        source=source,
        note=note,
        entered_by=by,
        form_key=free_key(Measurement, form_key),
    )


@transaction.atomic
def correct_measurement(
    measurement_id: int,
    *,
    value: Decimal,
    measured_on: date,
    source: str = "",
    note: str,
    by: User,
    form_key: UUID | None = None,
) -> Measurement:
    """Follow a wrong measurement by a right one, saying why; the wrong one stays on record."""
    of = Measurement.objects.values_list("benefit", flat=True).get(pk=measurement_id)
    benefit = _take_for_measuring(of, by=by, may="projects.measure_benefit")
    if first := first_result(Measurement, form_key, benefit=benefit):
        return first
    wrong = benefit.measurements.get(pk=measurement_id)
    if benefit.measurements.filter(corrects=wrong).exists():
        raise AlreadyCorrected
    _must_fit(benefit, measured_on, instead_of=wrong)
    return _enter(
        benefit,
        "benefit.measurement_corrected",
        value=value,
        measured_on=measured_on,
        source=source,
        note=note,
        corrects=wrong,
        entered_by=by,
        form_key=free_key(Measurement, form_key),
    )


def _must_fit(benefit: Benefit, day: date, *, instead_of: Measurement | None = None) -> None:
    if benefit.baseline_on is None:
        raise NotMeasurable
    if day <= benefit.baseline_on:
        raise BeforeBaseline
    same_day = benefit.measurements.standing().filter(measured_on=day)
    if instead_of is not None:
        same_day = same_day.exclude(pk=instead_of.pk)
    if same_day.exists():
        raise DayTaken


def _enter(benefit: Benefit, action: str, **values: Any) -> Measurement:
    row = Measurement.objects.create(benefit=benefit, **values)
    audit.record(
        action,
        actor=row.entered_by,
        subject=benefit,
        reason=row.note,
        data={"value": str(row.value), "on": row.measured_on.isoformat()},
    )
    return row


@transaction.atomic
def conclude_benefit(benefit_id: int, *, outcome: str, by: User) -> Benefit:
    """Say what came of a benefit, with its last measurement at hand."""
    benefit = _take_for_measuring(benefit_id, by=by, may="projects.measure_benefit")
    if benefit.state == outcome:
        return benefit
    if outcome not in OUTCOMES:
        raise MovedOn
    if not benefit.measurements.exists():
        raise NotMeasured
    benefit.state = outcome
    benefit.save(update_fields=["state"])
    audit.record("benefit.concluded", actor=by, subject=benefit, data={"outcome": outcome})
    return benefit


OUTCOMES = frozenset(
    {
        BenefitState.REALISED.value,
        BenefitState.PARTLY.value,
        BenefitState.NOT_REALISED.value,
    }
)
