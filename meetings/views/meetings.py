"""The list of meetings, the page of one, and what is done with a meeting as a whole."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from committee.models import Committee
from meetings import reading, services
from meetings.forms import BeginningsForm, CancelForm, CloseForm, MeetingForm, SubstituteForm
from meetings.models import AgendaItem, AgendaTemplate, Meeting, Minutes, Reply
from meetings.timeline import sittings_of
from portal.access import require
from portal.ui import formats
from portal.ui.http import HttpRequest, status_of

from .common import (
    attempt,
    carry_out,
    done,
    fetch_meeting,
    fetch_minutes,
    not_saved,
    on_day,
    who,
)
from .moves import plans_for
from .sitting import edit_page


@require_http_methods(["GET", "POST"])
def meeting_create(request: HttpRequest) -> HttpResponse:
    """Plan a meeting of the committee named, or of the one this person works for."""
    slug = request.GET.get("udvalg", "")
    committee: Committee | None
    if slug:
        committee = get_object_or_404(Committee.objects.visible_to(request.user), slug=slug)
    else:
        committee = plans_for(request, None) or Committee.objects.in_order().first()
    require(request, "meetings.plan_meeting", committee)
    assert committee is not None  # noqa: S101 - nobody plans for no committee
    templates = AgendaTemplate.objects.visible_to(request.user).filter(committee=committee)
    form = MeetingForm(request.POST or None, templates=templates.order_by("name", "pk"))
    if request.method == "POST" and form.is_valid():
        meeting = attempt(
            form, services.plan_meeting, committee.pk, by=who(request), **form.facts()
        )
        if meeting is not None:
            return done(request, meeting, _("The meeting is planned and public."))
    return render(
        request,
        "meetings/meeting_form.html",
        {
            "form": form,
            "title": _("Plan a meeting"),
            "of": committee.name,
            "submit": _("Plan the meeting"),
            "back": reverse("meetings:meeting-list"),
            "back_label": "",
            "crumbs": [(_("Meetings"), reverse("meetings:meeting-list")), (_("New meeting"), "")],
        },
        status=status_of(form),
    )


@require_http_methods(["GET", "POST"])
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = fetch_meeting(request, pk, may="meetings.change_meeting")
    form = MeetingForm(request.POST or None, meeting=meeting)
    saved = None
    if form.is_valid():
        saved = attempt(form, services.change_meeting, meeting.pk, by=who(request), **form.facts())
    if saved is not None:
        return done(request, meeting, _("Saved."))
    return render(
        request,
        "meetings/meeting_form.html",
        {
            "form": form,
            "title": _("Change time and place"),
            "of": _of(meeting),
            "submit": _("Save"),
            "back": meeting.get_absolute_url(),
            "back_label": "",
            "crumbs": reading.crumbs(meeting, (_("Change time and place"), "")),
        },
        status=status_of(form),
    )


def _of(meeting: Meeting) -> str:
    """Return which meeting a form is about, so that nobody cancels another one."""
    return f"{meeting.name}, {formats.day(meeting.starts_at)}"


@require_POST
def meeting_call(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = fetch_meeting(request, pk, may="meetings.change_meeting")
    carry_out(request, services.call_meeting, meeting.pk, said=_("The invitation is sent."))
    return done(request, meeting)


@require_http_methods(["GET", "POST"])
def meeting_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = fetch_meeting(request, pk, may="meetings.cancel_meeting")
    form = CancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if attempt(form, services.cancel_meeting, meeting.pk, by=who(request), reason=reason):
            return done(request, meeting, _("The meeting is cancelled. Its page says so."))
    return render(
        request,
        "meetings/meeting_form.html",
        {
            "form": form,
            "title": _("Cancel the meeting"),
            "of": _of(meeting),
            "submit": _("Cancel the meeting"),
            "back": meeting.get_absolute_url(),
            "back_label": _("Keep the meeting"),
            "crumbs": reading.crumbs(meeting, (_("Cancel the meeting"), "")),
        },
        status=status_of(form),
    )


@require_http_methods(["GET", "POST"])
def substitutes(request: HttpRequest, pk: int) -> HttpResponse:
    """Who stands in for whom at this meeting."""
    meeting = fetch_meeting(request, pk, may="meetings.call_substitute")
    form = SubstituteForm(request.POST or None, meeting=meeting)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(form, services.call_substitute, meeting.pk, by=who(request), **data):
            return done(request, reverse("meetings:substitutes", args=[pk]), _("Called."))
    return render(
        request,
        "meetings/substitutes.html",
        {
            "form": form,
            "meeting": meeting,
            "wishes": _wishes(meeting),
            "calls": list(
                meeting.calls.filter(withdrawn_at=None)
                .select_related("membership__person", "stands_in_for__person")
                .order_by("pk")
            ),
            "crumbs": reading.crumbs(meeting, (_("Substitutes"), "")),
        },
        status=status_of(form),
    )


def _wishes(meeting: Meeting) -> list[Reply]:
    """Return who asks for a substitute and has none yet."""
    called = set(meeting.calls.filter(withdrawn_at=None).values_list("stands_in_for", flat=True))
    asking = Reply.objects.filter(meeting=meeting, choice=Reply.Choice.SUBSTITUTE).that_hold()
    rows = asking.select_related("membership__person", "substitute__person").order_by("at", "pk")
    return [row for row in rows if row.membership_id not in called]


@require_POST
def substitute_back(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    meeting = fetch_meeting(request, pk, may="meetings.call_substitute")
    call = get_object_or_404(meeting.calls, pk=row)
    carry_out(request, services.withdraw_substitute, call.pk, said=_("The call is taken back."))
    return done(request, reverse("meetings:substitutes", args=[pk]))


@require_POST
def meeting_open(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = fetch_meeting(request, pk, may="meetings.open_meeting")
    if carry_out(request, services.open_meeting, meeting.pk, said=_("The meeting has begun.")):
        return done(request, reverse("meetings:attendance", args=[pk]))
    return done(request, meeting)


@require_POST
def meeting_begun(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct when the meeting began, on each of its days."""
    meeting = fetch_meeting(request, pk, may="meetings.record_attendance")
    minutes = fetch_minutes(request, pk)
    form = BeginningsForm(request.POST, sittings=sittings_of(meeting))
    if form.is_valid():
        begins = {
            str(one.number): on_day(meeting, clock, sitting=one.number, was=one.begins)
            for one, clock in form.clocks()
        }
        seen = form.cleaned_data["opened_with"]
        if attempt(
            form,
            services.correct_beginnings,
            meeting.pk,
            begins=begins,
            opened_with=seen,
            by=who(request),
        ):
            return done(request, reverse("meetings:minutes-edit", args=[pk]), _("Saved."))
    return _times_again(request, minutes, form, begins=form)


@require_POST
def meeting_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the meeting at a clock time of its day."""
    meeting = fetch_meeting(request, pk, may="meetings.close_meeting")
    minutes = fetch_minutes(request, pk)
    form = CloseForm(request.POST, meeting=meeting)
    back = reverse("meetings:minutes-edit", args=[pk])
    if form.is_valid():
        moment = on_day(meeting, form.cleaned_data["ended"])
        seen = form.cleaned_data["opened_with"]
        if attempt(
            form, services.close_meeting, meeting.pk, at=moment, opened_with=seen, by=who(request)
        ):
            is_over = meeting.state == Meeting.State.HELD
            return done(request, back, _("Saved.") if is_over else _("The meeting is over."))
    return _times_again(request, minutes, form, close=form)


def _times_again(
    request: HttpRequest, minutes: Minutes, form: forms.Form, **shown: Any
) -> HttpResponse:
    """Show the refused form on the minutes, or alone if they are not written any more."""
    meeting = minutes.meeting
    if not minutes.is_written:
        back = reverse("meetings:minutes-edit", args=[meeting.pk])
        return not_saved(request, meeting, form, back=back)
    items = AgendaItem.objects.visible_to(request.user).filter(meeting=meeting)
    item = items.standing_on_agenda().first()
    return edit_page(request, minutes, item, status=status_of(form), **shown)
