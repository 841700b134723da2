"""What the committee hands over: the list, each one's page, and where the secretary keeps them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from committee import services
from committee.deliverables import chain_of, deliverables_of, task_choices, task_of
from committee.forms import CouncilForm, DeliverableForm, HandOverForm, NewDeliverableForm
from committee.models import Committee, Deliverable
from portal.access import fetch, require
from portal.documents.http import serve
from portal.people.acting import who
from portal.ui.http import HttpRequest, go_to, status_of, to_present_address
from portal.writing.forms import SharedForm
from portal.writing.rows import Overtaken

from .answers import posted, refuse
from .pages import crumbs_to


def _list_of(committee: Committee) -> str:
    return reverse("committee:deliverable-list", args=[committee.slug])


def _crumbs(committee: Committee, *further: tuple[str, str]) -> list[tuple[str, str]]:
    here = "" if not further else _list_of(committee)
    return [*crumbs_to(committee), (_("Deliverables"), here), *further]


@require_safe
def deliverable_list(request: HttpRequest, slug: str) -> HttpResponse:
    """All that the committee hands over, in the order of their days."""
    committee = fetch(request, Committee.objects, slug=slug)
    found = deliverables_of(committee, request.user)
    context = {
        "committee": committee,
        "deliverables": found,
        "handed_over": sum(not each.is_planned for each in found),
        "manages": request.user.has_perm("committee.manage_deliverables", committee),
        "crumbs": _crumbs(committee),
    }
    return render(request, "committee/deliverable_list.html", context)


def _deliverable(request: HttpRequest, slug: str, pk: int, may: str = "") -> Deliverable:
    committee = fetch(request, Committee.objects, slug=slug)
    rows = committee.deliverables.select_related("committee", "document")
    found = fetch(request, rows, pk=pk)
    if may:
        require(request, may, found)
    return found


@require_safe
def deliverable_redirect(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Lead from the number alone to the whole address."""
    return to_present_address(request, _deliverable(request, slug, pk))


@require_safe
def deliverable_detail(request: HttpRequest, slug: str, pk: int, title: str) -> HttpResponse:
    deliverable = _deliverable(request, slug, pk)
    if title != deliverable.slug:
        return to_present_address(request, deliverable)
    committee = deliverable.committee
    task = task_of(deliverable)
    context = {
        "committee": committee,
        "deliverable": deliverable,
        "task": task,
        "steps": chain_of(deliverable, task, request.user),
        "manages": request.user.has_perm("committee.manage_deliverables", deliverable),
        "crumbs": _crumbs(committee, (deliverable.title, "")),
    }
    return render(request, "committee/deliverable_detail.html", context)


@require_safe
def deliverable_document(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The document that lies here; it may be replaced, so no cache keeps it unasked."""
    deliverable = _deliverable(request, slug, pk)
    if deliverable.document is None:
        raise Http404
    return serve(request, deliverable.document, inline=True)


@require_http_methods(["GET", "POST"])
def deliverable_plan(request: HttpRequest, slug: str) -> HttpResponse:
    committee = fetch(request, Committee.objects, slug=slug, may="committee.manage_deliverables")
    form = NewDeliverableForm(
        posted(request), tasks=task_choices(committee), initial={"due_on": committee.ended_on}
    )
    if form.is_valid():
        try:
            made = services.plan_deliverable(committee.pk, by=who(request), **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The deliverable is on the committee’s timeline."))
            return go_to(request, made)
    context = {
        "committee": committee,
        "form": form,
        "back": _list_of(committee),
        "crumbs": _crumbs(committee, (_("Plan a deliverable"), "")),
    }
    status = status_of(form)
    return render(request, "committee/deliverable_plan.html", context, status=status)


@require_http_methods(["GET", "POST"])
def deliverable_edit(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    deliverable = _deliverable(request, slug, pk, "committee.manage_deliverables")
    form = DeliverableForm(
        posted(request),
        tasks=task_choices(deliverable.committee, also=deliverable.task_number),
        initial={name: getattr(deliverable, name) for name in DeliverableForm.FIELDS},
    )
    heading = _("Edit the deliverable")
    return _keep(request, deliverable, form, services.describe_deliverable, heading)


@require_http_methods(["GET", "POST"])
def deliverable_hand_over(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    deliverable = _deliverable(request, slug, pk, "committee.manage_deliverables")
    form = HandOverForm(posted(request), request.FILES or None, deliverable=deliverable)
    heading = (
        _("Hand over the deliverable") if deliverable.is_planned else _("Edit the handing over")
    )
    return _keep(request, deliverable, form, services.hand_over, heading)


@require_http_methods(["GET", "POST"])
def deliverable_council(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    deliverable = _deliverable(request, slug, pk, "committee.manage_deliverables")
    form = CouncilForm(
        posted(request),
        initial={name: getattr(deliverable, name) for name in CouncilForm.FIELDS},
    )
    heading = _("The council’s decision")
    return _keep(request, deliverable, form, services.record_council_decision, heading)


def _keep(
    request: HttpRequest,
    deliverable: Deliverable,
    form: SharedForm,
    verb: Callable[..., Deliverable],
    heading: str,
) -> HttpResponse:
    """Answer one of the three forms over a deliverable."""
    if form.is_valid():
        try:
            kept = verb(deliverable.pk, by=who(request), **form.cleaned_data)
        except Overtaken as overtaken:
            form.on_top_of(overtaken)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The deliverable is saved."))
            return go_to(request, kept)
    committee = deliverable.committee
    context: dict[str, Any] = {
        "committee": committee,
        "deliverable": deliverable,
        "form": form,
        "heading": heading,
        "crumbs": _crumbs(
            committee, (deliverable.title, deliverable.get_absolute_url()), (heading, "")
        ),
    }
    status = status_of(form)
    return render(request, "committee/deliverable_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def deliverable_remove(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask once more, then remove what was planned and never handed over."""
    deliverable = _deliverable(request, slug, pk, "committee.manage_deliverables")
    committee = deliverable.committee
    if request.method == "POST":
        try:
            services.remove_deliverable(pk, by=who(request))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return go_to(request, deliverable)
        messages.success(request, _("%(title)s is removed.") % {"title": deliverable.title})
        return go_to(request, _list_of(committee))
    context = {
        "committee": committee,
        "deliverable": deliverable,
        "crumbs": _crumbs(
            committee, (deliverable.title, deliverable.get_absolute_url()), (_("Remove"), "")
        ),
    }
    return render(request, "committee/deliverable_remove.html", context)
