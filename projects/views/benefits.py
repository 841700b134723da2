from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from committee.models import GroupMembership, Membership
from portal.access import require
from portal.people.acting import who
from portal.people.models import Person
from portal.ui.http import HttpRequest, status_of
from projects import charts, pages, services
from projects.forms import BaselineForm, BenefitForm, MeasurementForm, OutcomeForm, TargetForm
from projects.models import Benefit, Measurement, Proposal
from projects.refusals import Refusal

from .responses import (
    carry_out,
    done,
    edit_url,
    fetch_proposal,
    moved_on,
    refused,
    writing_crumbs,
)

EDIT = "projects.edit_proposal"
MEASURE = "projects.measure_benefit"


def _owners(proposal: Proposal) -> QuerySet[Person]:
    """Those whom one may name as owner: who is or works in the committee or the group today."""
    seats = Membership.objects.current().filter(committee=proposal.committee_id)
    grouped = GroupMembership.objects.current().filter(group=proposal.working_group_id)
    named = Q(memberships__in=seats) | Q(group_memberships__in=grouped)
    current = Q(benefits__proposal=proposal)
    return Person.objects.filter(
        pk__in=Person.objects.filter(named | current).order_by().values("pk")
    ).in_order()


@require_http_methods(["GET", "POST"])
def benefit_add(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = fetch_proposal(request, pk, may=EDIT)
    if not proposal.is_writable and request.method == "GET":
        return moved_on(request, proposal)
    form = BenefitForm(request.POST or None, owners=_owners(proposal))
    if (
        request.method == "POST"
        and form.is_valid()
        and carry_out(form, services.add_benefit, proposal.pk, by=who(request), **form.cleaned_data)
    ):
        return done(request, _("Added."), edit_url(proposal, "benefits"))
    return render(
        request,
        "projects/benefit_form.html",
        _form_context(proposal, form),
        status=status_of(form),
    )


def _form_context(
    proposal: Proposal, form: BenefitForm, *, benefit: Benefit | None = None
) -> dict[str, Any]:
    label = benefit.title if benefit else _("New benefit")
    return {
        "proposal": proposal,
        "benefit": benefit,
        "form": form,
        "label": label,
        "back_url": edit_url(proposal, "benefits"),
        "crumbs": writing_crumbs(proposal, label),
    }


@require_http_methods(["GET", "POST"])
def benefit_edit(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Change a benefit of the draft; what somebody else saved meanwhile is shown beside."""
    proposal = fetch_proposal(request, pk, may=EDIT)
    benefit = _benefit(proposal, row)
    if not proposal.is_writable and request.method == "GET":
        return moved_on(request, proposal)
    form = BenefitForm(request.POST or None, owners=_owners(proposal), benefit=benefit)
    if (
        request.method == "POST"
        and form.is_valid()
        and carry_out(
            form, services.change_benefit, benefit.pk, by=who(request), **form.cleaned_data
        )
    ):
        return done(request, _("Saved."), edit_url(proposal, "benefits"))
    return render(
        request,
        "projects/benefit_form.html",
        _form_context(proposal, form, benefit=benefit),
        status=status_of(form),
    )


@require_POST
def benefit_remove(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    proposal = fetch_proposal(request, pk, may=EDIT)
    if proposal.benefits.filter(pk=row).exists():
        try:
            services.remove_benefit(row, by=who(request))
        except Refusal as refusal:
            return refused(request, refusal, proposal)
    return done(request, _("Removed."), edit_url(proposal, "benefits"))


def _benefit(proposal: Proposal, row: int) -> Benefit:
    """Return a benefit of a proposal that was fetched through the gate."""
    benefit = proposal.benefits.select_related("owner").filter(pk=row).first()
    if benefit is None:
        raise Http404
    benefit.proposal = proposal
    return benefit


def _measured(request: HttpRequest, pk: int, row: int, *, may: str) -> tuple[Proposal, Benefit]:
    """Return the benefit of an approved project, if this person may do that to it.

    Before the approval benefits are part of the draft: for others they are not there.
    """
    proposal = fetch_proposal(request, pk)
    if not proposal.is_carried_out:
        raise Http404
    benefit = _benefit(proposal, row)
    require(request, may, benefit)
    return proposal, benefit


def _at(benefit: Benefit) -> str:
    return f"{benefit.proposal.get_absolute_url()}#gevinst-{benefit.pk}"


@require_http_methods(["GET", "POST"])
def measurement_add(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    proposal, benefit = _measured(request, pk, row, may=MEASURE)
    form = MeasurementForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and carry_out(
            form, services.add_measurement, benefit.pk, by=who(request), **form.cleaned_data
        )
    ):
        return done(request, _("The measurement has been entered."), _at(benefit))
    return render(
        request,
        "projects/measurement_add.html",
        _measuring(proposal, benefit, form, _("Enter a measurement")),
        status=status_of(form),
    )


def _measuring(
    proposal: Proposal, benefit: Benefit, form: Any, label: str, **more: Any
) -> dict[str, Any]:
    return {
        "proposal": proposal,
        "benefit": benefit,
        "form": form,
        "baseline": charts.with_unit(benefit.baseline_value, benefit),
        "target": charts.with_unit(benefit.target_value, benefit),
        "back_url": _at(benefit),
        "crumbs": pages.crumbs(proposal, label),
        **more,
    }


@require_http_methods(["GET", "POST"])
def measurement_correct(request: HttpRequest, pk: int, row: int, measurement: int) -> HttpResponse:
    """Follow a wrong measurement by a right one, which says why."""
    proposal, benefit = _measured(request, pk, row, may=MEASURE)
    wrong = benefit.measurements.filter(pk=measurement).first()
    if wrong is None:
        raise Http404
    initial = {"value": wrong.value, "measured_on": wrong.measured_on, "source": wrong.source}
    form = MeasurementForm(request.POST or None, is_correction=True, initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and carry_out(
            form, services.correct_measurement, wrong.pk, by=who(request), **form.cleaned_data
        )
    ):
        return done(request, _("The measurement has been corrected."), _at(benefit))
    context = _measuring(
        proposal,
        benefit,
        form,
        _("Correct"),
        wrong=wrong,
        wrong_value=charts.with_unit(wrong.value, benefit),
    )
    return render(request, "projects/measurement_correct.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def baseline_measure(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    proposal, benefit = _measured(request, pk, row, may=MEASURE)
    form = BaselineForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and carry_out(
            form, services.measure_baseline, benefit.pk, by=who(request), **form.cleaned_data
        )
    ):
        return done(request, _("The baseline has been entered."), _at(benefit))
    return render(
        request,
        "projects/baseline_measure.html",
        _measuring(proposal, benefit, form, _("Baseline")),
        status=status_of(form),
    )


@require_http_methods(["GET", "POST"])
def target_change(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    proposal, benefit = _measured(request, pk, row, may="projects.change_target")
    initial = {"value": benefit.target_value, "reach_by": benefit.target_on}
    form = TargetForm(request.POST or None, initial=initial)
    if (
        request.method == "POST"
        and form.is_valid()
        and carry_out(
            form, services.change_target, benefit.pk, by=who(request), **form.cleaned_data
        )
    ):
        return done(request, _("The target has been changed. The first one stays."), _at(benefit))
    return render(
        request,
        "projects/target_change.html",
        _measuring(proposal, benefit, form, _("Change the target")),
        status=status_of(form),
    )


@require_http_methods(["GET", "POST"])
def benefit_conclude(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    proposal, benefit = _measured(request, pk, row, may=MEASURE)
    form = OutcomeForm(request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and carry_out(
            form, services.conclude_benefit, benefit.pk, by=who(request), **form.cleaned_data
        )
    ):
        return done(request, _("Saved."), _at(benefit))
    last = Measurement.objects.standing().filter(benefit=benefit).last()
    context = _measuring(
        proposal,
        benefit,
        form,
        _("What came of it"),
        last=last,
        last_value=charts.with_unit(last.value, benefit) if last else "",
    )
    return render(request, "projects/benefit_conclude.html", context, status=status_of(form))
