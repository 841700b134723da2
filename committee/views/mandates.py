"""The mandate, its versions, and where the secretary writes the next one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee import services
from committee.deliverables import deliverables_of
from committee.forms import MandateForm, TaskForms
from committee.models import Committee, MandateVersion
from committee.overview import mandate_of, tasks_of
from committee.services.mandates import TASK_VALUES
from portal.access import fetch, require
from portal.documents.http import serve
from portal.jobs.models import Job
from portal.people.acting import who
from portal.ui.http import HttpRequest, go_to, status_of
from portal.writing.rows import Overtaken

from .answers import posted, refuse
from .pages import crumbs_to


@require_safe
def mandate_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """The mandate in force; before there is one, the page says so."""
    committee = fetch(request, Committee.objects, slug=slug)
    return _show(request, committee, mandate_of(committee))


@require_safe
def mandate_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    committee = fetch(request, Committee.objects, slug=slug)
    version = fetch(request, committee.mandates.select_related("committee"), number=number)
    return _show(request, committee, version)


def _show(
    request: HttpRequest, committee: Committee, version: MandateVersion | None
) -> HttpResponse:
    versions = list(
        committee.mandates.visible_to(request.user).select_related("committee").newest_first()
    )
    newest = next((row for row in versions if row.is_published), None)
    return render(
        request,
        "committee/mandate_detail.html",
        {
            "committee": committee,
            "version": version,
            "tasks": tasks_of(version, deliverables_of(committee, request.user)),
            "versions": versions,
            "newest": newest,
            "draft": next((row for row in versions if not row.is_published), None),
            "may_edit": request.user.has_perm("committee.edit_mandate", committee),
            **_paper(version),
            "crumbs": [*crumbs_to(committee), (_("Mandate"), "")],
        },
    )


def _paper(version: MandateVersion | None) -> dict[str, Any]:
    """Say whether the PDF is there, on its way, or could not be made."""
    if version is None or not version.is_published:
        return {"pdf": None, "job": None}
    rendition = version.rendition
    job = None
    if rendition is None:
        job = Job.objects.for_key("committee.render_mandate", version.pk)
    return {"pdf": rendition.file if rendition else None, "job": job}


@require_safe
def mandate_pdf(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    committee = fetch(request, Committee.objects, slug=slug)
    version = fetch(request, committee.mandates, number=number)
    rendition = version.rendition
    if rendition is None:
        raise Http404
    return serve(request, rendition.file, inline=True, public=True)


@require_POST
def mandate_draft(request: HttpRequest, slug: str) -> HttpResponse:
    committee = fetch(request, Committee.objects, slug=slug, may="committee.edit_mandate")
    draft = services.draft_mandate(committee.pk, by=who(request))
    return go_to(request, reverse("committee:mandate-edit", args=[slug, draft.number]))


def _draft(request: HttpRequest, slug: str, number: int, may: str) -> MandateVersion:
    committee = fetch(request, Committee.objects, slug=slug)
    version = fetch(request, committee.mandates.select_related("committee"), number=number)
    require(request, may, version)
    return version


@require_http_methods(["GET", "POST"])
def mandate_edit(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    version = _draft(request, slug, number, "committee.edit_mandate")
    if version.is_published:
        raise Http404
    committee = version.committee
    tasks = list(version.tasks.values(*TASK_VALUES))
    form = MandateForm(posted(request), instance=version, beside={"tasks": tasks})
    rows: Any = TaskForms(posted(request), initial=tasks, prefix="tasks")
    if form.is_valid() and rows.is_valid():
        try:
            services.write_mandate(
                version.pk, by=who(request), tasks=rows.rows(), **form.cleaned_data
            )
        except Overtaken as overtaken:
            form.on_top_of(overtaken)
            if "tasks" in overtaken.taken:
                rows = TaskForms(initial=tasks, prefix="tasks")
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The draft is saved."))
            return go_to(request, version)
    mandate = reverse("committee:mandate-detail", args=[slug])
    context = {
        "committee": committee,
        "version": version,
        "form": form,
        "rows": rows,
        "crumbs": [*crumbs_to(committee), (_("Mandate"), mandate), (_("Edit the draft"), "")],
    }
    return render(request, "committee/mandate_edit.html", context, status=status_of(form, rows))


@require_POST
def mandate_publish(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    version = _draft(request, slug, number, "committee.publish_mandate")
    try:
        version = services.publish_mandate(version.pk, by=who(request))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("The mandate is published and stays as it is."))
    return go_to(request, version)
