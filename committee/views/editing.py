"""Where the secretary keeps the committee's texts, links and progress."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committee import services
from committee.forms import CommitteeForm, LinkForms, LinksForm, ProgressForm
from committee.models import Committee, TaskProgress
from committee.overview import mandate_of
from portal.access import fetch
from portal.people.acting import who
from portal.ui import editorial
from portal.ui.http import HttpRequest, go_to, status_of
from portal.writing.rows import Overtaken

from .answers import posted, refuse
from .pages import crumbs_to


@require_http_methods(["GET", "POST"])
def committee_edit(request: HttpRequest, slug: str) -> HttpResponse:
    committee = fetch(request, Committee.objects, slug=slug, may="committee.edit_committee")
    crumbs = [*crumbs_to(committee), (_("Edit texts and contact"), "")]
    form = CommitteeForm(posted(request), instance=committee)
    if form.is_valid():
        try:
            services.edit_committee(committee.pk, by=who(request), **form.cleaned_data)
        except Overtaken as overtaken:
            form.on_top_of(overtaken)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The texts are saved."))
            return go_to(request, committee)
    context = {"committee": committee, "form": form, "crumbs": crumbs}
    return render(request, "committee/committee_edit.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def committee_links(request: HttpRequest, slug: str) -> HttpResponse:
    committee = fetch(request, Committee.objects, slug=slug, may="committee.edit_committee")
    links = list(committee.links.values("title_da", "title_en", "url"))
    rows: Any = LinkForms(posted(request), initial=links)
    form = LinksForm(posted(request), beside={"links": links})
    if rows.is_valid() and form.is_valid():
        try:
            services.edit_committee(
                committee.pk, by=who(request), links=rows.rows(), **form.cleaned_data
            )
        except Overtaken as overtaken:
            form.on_top_of(overtaken)
        else:
            messages.success(request, _("The links are saved."))
            return go_to(request, committee)
    context = {
        "committee": committee,
        "form": form,
        "rows": rows,
        "crumbs": [*crumbs_to(committee), (_("Links"), "")],
    }
    return render(request, "committee/committee_links.html", context, status=status_of(form, rows))


@require_http_methods(["GET", "POST"])
def progress_report(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    committee = fetch(request, Committee.objects, slug=slug, may="committee.edit_committee")
    mandate = mandate_of(committee)
    task = mandate.tasks.filter(number=number).first() if mandate else None
    if task is None:
        raise Http404
    told = TaskProgress.objects.filter(committee=committee, task_number=number).values(
        "steps_done", "steps_total", "status_da", "status_en", "next_da", "next_en"
    )
    initial: dict[str, Any] = {"steps_done": 0, "steps_total": 5, **(told.first() or {})}
    form = ProgressForm(posted(request), initial=initial)
    if form.is_valid():
        try:
            services.report_progress(
                committee.pk, by=who(request), task_number=number, **form.cleaned_data
            )
        except Overtaken as overtaken:
            form.on_top_of(overtaken)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The progress is saved."))
            return go_to(request, committee)
    title = editorial.text(task, "title")
    context = {
        "committee": committee,
        "task": task,
        "form": form,
        "crumbs": [*crumbs_to(committee), (title, "")],
    }
    return render(request, "committee/progress_report.html", context, status=status_of(form))
