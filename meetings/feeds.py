"""Meetings as calendars, to load once or to subscribe to."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from committee.models import Committee
from portal.access import fetch
from portal.ui.http import HttpRequest

from . import calendars
from .models import Meeting

KIND = "text/calendar; charset=utf-8"
MOST = 200


@require_safe
def meeting_calendar(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting as it stands; a moved or cancelled one changes what the calendar has."""
    meeting = fetch(request, Meeting.objects.select_related("committee"), pk=pk)
    response = HttpResponse(calendars.of_meeting(meeting), content_type=KIND)
    response["Content-Disposition"] = f'attachment; filename="moede-{meeting.pk}.ics"'
    return response


@require_safe
def meetings_calendar(request: HttpRequest) -> HttpResponse:
    """All meetings, or those of the committee named; cancelled ones stay and say so."""
    meetings = Meeting.objects.visible_to(request.user).select_related("committee")
    meetings = meetings.prefetch_related("adjournments")
    committee = None
    if slug := request.GET.get("udvalg", ""):
        committee = get_object_or_404(Committee.objects.visible_to(request.user), slug=slug)
        meetings = meetings.filter(committee=committee)
    newest = meetings.order_by("-starts_at", "-pk")[:MOST]
    return HttpResponse(calendars.of_meetings(newest, committee), content_type=KIND)
