"""What everybody reads: the front page, a committee, its people, the standing pages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from committee import services
from committee.models import Committee, GroupMembership
from committee.overview import composition_of, day_shown, overview
from committee.upwards import projects_of
from committee.words import people_heading, tasks_heading
from portal.access import fetch
from portal.ui.http import HttpRequest, go_to


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The featured committee, and every other one, apart by coming, ongoing and ended."""
    committees = list(
        Committee.objects.visible_to(request.user).select_related("channel").in_order()
    )
    shown = _featured(committees)
    context: dict[str, Any] = {"lists": _apart(committees), "committee": None}
    if shown is not None:
        context |= _told(shown, request)
        context["crumbs"] = [(_("Committees"), "#all-committees"), (shown.name, "")]
    return render(request, "committee/front.html", context)


@require_safe
def committee_list(request: HttpRequest) -> HttpResponse:
    """Lead from what stands before every committee's address to where all of them are listed."""
    return HttpResponsePermanentRedirect(f"{reverse('committee:front')}#all-committees")


def _told(committee: Committee, request: HttpRequest) -> dict[str, Any]:
    """Return the overview with the headings that its numbers make."""
    told = overview(committee, request.user)
    is_told = any(row.progress for row in told["tasks"])
    told["tasks_heading"] = tasks_heading(len(told["tasks"]), committee, is_told=is_told)
    told["people_heading"] = people_heading(told["composition"])
    return told


def _featured(committees: list[Committee]) -> Committee | None:
    featured = [committee for committee in committees if committee.is_featured]
    ongoing = [committee for committee in committees if committee.is_ongoing]
    return next(iter(featured or ongoing or committees), None)


def _apart(committees: list[Committee]) -> list[tuple[str, list[Committee]]]:
    stages = [
        (_("Ongoing"), Committee.Stage.ONGOING),
        (_("Coming"), Committee.Stage.COMING),
        (_("Ended"), Committee.Stage.ENDED),
    ]
    return [
        (label, [committee for committee in committees if committee.stage() == stage])
        for label, stage in stages
    ]


@require_safe
def committee_detail(request: HttpRequest, slug: str) -> HttpResponse:
    committee = fetch(request, Committee.objects.select_related("channel"), slug=slug)
    context = _told(committee, request)
    context["crumbs"] = [(_("Committees"), reverse("committee:front")), (committee.name, "")]
    return render(request, "committee/committee_detail.html", context)


@require_POST
def committee_follow(request: HttpRequest, slug: str) -> HttpResponse:
    committee = fetch(request, Committee.objects, slug=slug, may="committee.follow_committee")
    user: Any = request.user
    if request.POST.get("follow") == "0":
        services.unfollow_committee(committee.pk, by=user)
        messages.success(request, _("You no longer follow the committee."))
    else:
        services.follow_committee(committee.pk, by=user)
        messages.success(request, _("You follow the committee and hear of what happens."))
    return go_to(request, committee)


@require_safe
def committee_members(request: HttpRequest, slug: str) -> HttpResponse:
    """Who sits in the committee, who sat in it, and who works for it."""
    committee = fetch(request, Committee.objects, slug=slug)
    rows = list(committee.memberships.select_related("person__portrait", "committee").in_order())
    day = day_shown(committee)
    manages = request.user.has_perm("committee.manage_members", committee)
    return render(
        request,
        "committee/committee_members.html",
        {
            "committee": committee,
            "composition": composition_of(committee),
            "former": [row for row in rows if not row.is_current(day) and row.started_on <= day],
            "future": [row for row in rows if row.started_on > day] if manages else [],
            "groups": list(committee.working_groups.select_related("committee").in_order()),
            "manages": manages,
            "pictured": any(row.has_picture for row in rows),
            "day": day,
            "crumbs": [*crumbs_to(committee), (_("Members"), "")],
        },
    )


def crumbs_to(committee: Committee) -> list[tuple[str, str]]:
    """Return the way to a committee's page, for the pages below it."""
    return [
        (_("Committees"), reverse("committee:front")),
        (committee.name, committee.get_absolute_url()),
    ]


@require_safe
def group_detail(request: HttpRequest, slug: str, group: str) -> HttpResponse:
    committee = fetch(request, Committee.objects, slug=slug)
    found = fetch(request, committee.working_groups, slug=group)
    people = list(GroupMembership.objects.filter(group=found).select_related("person").in_order())
    today = timezone.localdate()
    seats = set(
        committee.memberships.current(day_shown(committee)).seats().values_list("person", flat=True)
    )
    return render(
        request,
        "committee/group_detail.html",
        {
            "committee": committee,
            "group": found,
            "works": [row for row in people if row.ended_on is None or row.ended_on >= today],
            "worked": [row for row in people if row.ended_on is not None and row.ended_on < today],
            "seats": seats,
            "projects": projects_of(found, request.user),
            "manages": request.user.has_perm("committee.manage_groups", found),
            "crumbs": [*crumbs_to(committee), (found.name, "")],
        },
    )


def _at_front(title: str) -> list[tuple[str, str]]:
    """Return the way to a page of the portal's own texts."""
    return [(_("Committees"), reverse("committee:front")), (title, "")]


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(
        request, "committee/about.html", {"crumbs": _at_front(_("What a task committee is"))}
    )


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(
        request, "committee/accessibility.html", {"crumbs": _at_front(_("Accessibility statement"))}
    )


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "committee/privacy.html", {"crumbs": _at_front(_("Privacy"))})
