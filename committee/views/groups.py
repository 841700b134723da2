"""Where the secretary forms working groups and says who works in them."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from committee import services
from committee.forms import GroupForm, GroupGuestForm, NewGroupForm
from committee.models import Committee, WorkingGroup
from portal.access import fetch, require
from portal.people.acting import who
from portal.ui.http import HttpRequest, go_to, status_of
from portal.writing.rows import Overtaken

from .answers import posted, refuse
from .pages import crumbs_to


@require_http_methods(["GET", "POST"])
def group_form(request: HttpRequest, slug: str) -> HttpResponse:
    committee = fetch(request, Committee.objects, slug=slug, may="committee.manage_groups")
    first_day = max(timezone.localdate(), committee.started_on)
    form = NewGroupForm(
        posted(request), committee_id=committee.pk, initial={"started_on": first_day}
    )
    if form.is_valid():
        try:
            group = services.form_group(committee.pk, by=who(request), **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The group is formed. Say who works in it."))
            return go_to(request, group)
    context = {
        "committee": committee,
        "form": form,
        "crumbs": [*crumbs_to(committee), (_("Form a working group"), "")],
    }
    return render(request, "committee/group_form.html", context, status=status_of(form))


def _group(request: HttpRequest, slug: str, group: str) -> WorkingGroup:
    committee = fetch(request, Committee.objects, slug=slug)
    found = fetch(request, committee.working_groups.select_related("committee"), slug=group)
    require(request, "committee.manage_groups", found)
    return found


@require_http_methods(["GET", "POST"])
def group_change(request: HttpRequest, slug: str, group: str) -> HttpResponse:
    found = _group(request, slug, group)
    names = ("name", "purpose", "started_on", "ended_on")
    form = GroupForm(posted(request), initial={name: getattr(found, name) for name in names})
    if form.is_valid():
        try:
            services.change_group(found.pk, by=who(request), **form.cleaned_data)
        except Overtaken as overtaken:
            form.on_top_of(overtaken)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The group is saved."))
            return go_to(request, found)
    context = {
        "committee": found.committee,
        "group": found,
        "form": form,
        "crumbs": [
            *crumbs_to(found.committee),
            (found.name, found.get_absolute_url()),
            (_("Edit"), ""),
        ],
    }
    return render(request, "committee/group_change.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def group_add(request: HttpRequest, slug: str, group: str) -> HttpResponse:
    found = _group(request, slug, group)
    form = GroupGuestForm(posted(request))
    if form.is_valid():
        try:
            joined = services.add_to_group(found.pk, by=who(request), **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            named = {"name": joined.person.name}
            messages.success(request, _("%(name)s works in the group now.") % named)
            return go_to(request, found)
    context = {
        "committee": found.committee,
        "group": found,
        "form": form,
        "crumbs": [
            *crumbs_to(found.committee),
            (found.name, found.get_absolute_url()),
            (_("Take somebody in"), ""),
        ],
    }
    return render(request, "committee/group_add.html", context, status=status_of(form))


@require_POST
def group_leave(request: HttpRequest, slug: str, group: str, pk: int) -> HttpResponse:
    found = _group(request, slug, group)
    if not found.memberships.filter(pk=pk).exists():
        raise Http404
    services.leave_group(pk, by=who(request))
    messages.success(request, _("The person no longer works in the group. The record keeps it."))
    return go_to(request, found)
