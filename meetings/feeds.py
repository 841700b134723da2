"""Meetings as calendars, to load once or to subscribe to."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from committee.models import Committee
from portal.access import fetch
from portal.people.limits import within_limit
from portal.ui.http import HttpRequest

from . import calendars
from .models import CalendarAddress, Meeting

KIND = "text/calendar; charset=utf-8"
MOST = 200
MOST_ASKED, IN_SECONDS = 120, 600
"""How often a house may ask for its people's calendars; programs ask a few times a day."""


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


@require_safe
def my_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """The meetings of somebody's own committees, for a program that knows the secret address.

    Who is signed in plays no part, and nothing is in it that not everybody may know.
    """
    if not within_limit(request, "calendar", most=MOST_ASKED, seconds=IN_SECONDS):
        refused = HttpResponse(_("Try again later."), status=429, content_type="text/plain")
        refused["Retry-After"] = str(IN_SECONDS)
        return refused
    known = CalendarAddress.objects.select_related("user").filter(secret=secret).first()
    if known is None or not known.user.is_active:
        raise Http404
    own = Meeting.objects.of_own_committees(known.user).select_related("committee")
    newest = own.prefetch_related("adjournments").order_by("-starts_at", "-pk")[:MOST]
    response = HttpResponse(calendars.of_person(newest), content_type=KIND)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response
