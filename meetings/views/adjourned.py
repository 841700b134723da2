"""A meeting that is broken off and goes on another day."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from meetings import reading, services
from meetings.forms import AdjournForm
from meetings.models import Meeting
from portal.ui.http import HttpRequest, status_of

from .common import (
    attempt,
    carry_out,
    done,
    fetch_meeting,
    fetch_minutes,
    on_day,
    who,
)
from .taps import back_to


@require_http_methods(["GET", "POST"])
def meeting_adjourn(request: HttpRequest, pk: int) -> HttpResponse:
    """Break the meeting off, to go on another day."""
    meeting = fetch_meeting(request, pk, may="meetings.close_meeting")
    if meeting.state != Meeting.State.IN_PROGRESS:
        raise Http404
    form = AdjournForm(request.POST if request.method == "POST" else None, meeting=meeting)
    if form.is_valid():
        data = form.cleaned_data
        if attempt(
            form,
            services.adjourn_meeting,
            meeting.pk,
            by=who(request),
            resumes_at=form.resumes_at(),
            at=on_day(meeting, data.get("adjourned")),
            place=data["place"],
            address=data["address"],
        ):
            return done(request, meeting, _("The meeting is adjourned. Its page says so."))
    return render(
        request,
        "meetings/meeting_form.html",
        {
            "form": form,
            "title": _("Adjourn the meeting"),
            "of": meeting.name,
            "submit": _("Adjourn the meeting"),
            "back": back_to(meeting),
            "back_label": _("Back to the minutes"),
            "crumbs": reading.crumbs(meeting, (_("Adjourn the meeting"), "")),
        },
        status=status_of(form),
    )


@require_POST
def meeting_resume(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = fetch_meeting(request, pk, may="meetings.open_meeting")
    fetch_minutes(request, pk)
    carry_out(request, services.resume_meeting, meeting.pk, said=_("The meeting goes on."))
    return done(request, back_to(meeting, anchor="fremmoede"))


@require_POST
def adjournment_remove(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = fetch_meeting(request, pk, may="meetings.close_meeting")
    fetch_minutes(request, pk)
    carry_out(
        request, services.take_adjournment_back, meeting.pk, said=_("The meeting is not adjourned.")
    )
    return done(request, back_to(meeting))
