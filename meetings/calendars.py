"""Meetings for people's calendars (RFC 5545): one meeting, or all of a committee.

`METHOD:PUBLISH`, not `REQUEST`: a request makes the mail program show its own buttons, whose
answers go to a mailbox that nobody reads here. The answer belongs to the links of the mail.
A move raises SEQUENCE, a cancelled meeting stays and says so. Times are those of Copenhagen, with
its rules beside them, so that a program that knows no time zones is right in summer and winter.

Only what everybody may know of a meeting stands in it: who reads somebody's calendar is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vCalAddress, vText

from portal.ui.addresses import absolute

from .models import Adjournment, Meeting

if TYPE_CHECKING:
    from committee.models import Committee

LANGUAGE = "da"
READ_AGAIN_AFTER = timedelta(hours=6)
ZONE = ZoneInfo("Europe/Copenhagen")
RULES = """BEGIN:VTIMEZONE
TZID:Europe/Copenhagen
BEGIN:DAYLIGHT
DTSTART:19960331T020000
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
END:VTIMEZONE
"""
"""When the clocks change, as a rule: not every program reads a list of days."""


def of_meeting(meeting: Meeting) -> str:
    """Return one meeting as a calendar file; a cancelled one takes itself off the calendar."""
    return _written([meeting], method="CANCEL" if meeting.is_cancelled else "PUBLISH")


def without_day(meeting: Meeting, day: Adjournment) -> str:
    """Return the file that takes the later day of a meeting off the calendar again."""
    with translation.override(LANGUAGE):
        event = _later_day(meeting, day, is_off=True)
    return _put_together([event], method="CANCEL")


def of_meetings(meetings: Iterable[Meeting], committee: Committee | None) -> str:
    """Return a calendar to subscribe to."""
    with translation.override(LANGUAGE):
        name = committee.name_da if committee else _("Meetings")
    return _written(meetings, method="PUBLISH", name=name)


def of_person(meetings: Iterable[Meeting]) -> str:
    """Return the calendar of somebody's own committees."""
    with translation.override(LANGUAGE):
        name = _("My committees’ meetings")
    return _written(meetings, method="PUBLISH", name=name)


def _written(meetings: Iterable[Meeting], *, method: str, name: str = "") -> str:
    with translation.override(LANGUAGE):
        events = [
            event
            for meeting in meetings
            for event in (
                _event(meeting),
                *(_later_day(meeting, day) for day in meeting.adjournments.all()),
            )
        ]
    return _put_together(events, method=method, name=name)


def _put_together(events: Iterable[Event], *, method: str, name: str = "") -> str:
    calendar = Calendar()
    calendar.add("prodid", "-//Samskab//Samskab//DA")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", READ_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", READ_AGAIN_AFTER)
    calendar.add_component(Timezone.from_ical(RULES))
    for event in events:
        calendar.add_component(event)
    return str(calendar.to_ical().decode())


def _local(at: datetime) -> datetime:
    return at.astimezone(ZONE)


def _event(meeting: Meeting) -> Event:
    event = Event()
    url = absolute(meeting.get_absolute_url())
    event.add("uid", f"meeting-{meeting.pk}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("sequence", meeting.calendar_revision)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", _local(meeting.starts_at))
    event.add("dtend", _local(meeting.ends_at))
    title = f"{meeting.name}, {meeting.committee.name_da}"
    cancelled = meeting.is_cancelled
    event.add("summary", _("Cancelled: %(title)s") % {"title": title} if cancelled else title)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("location", ", ".join(filter(None, [meeting.place, meeting.address])))
    event.add("description", "\n".join(filter(None, [meeting.cancelled_reason, url])))
    event.add("url", url)
    event["organizer"] = _organizer(meeting)
    return event


def _later_day(meeting: Meeting, day: Adjournment, *, is_off: bool = False) -> Event:
    """Return the day on which an adjourned meeting goes on; how long it takes nobody knows yet."""
    event = Event()
    url = absolute(meeting.get_absolute_url())
    host = urlsplit(settings.BASE_URL).hostname
    event.add("uid", f"meeting-{meeting.pk}-{day.number + 1}@{host}")
    event.add("sequence", meeting.calendar_revision)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", _local(day.resumed_at or day.resumes_at))
    title = _("%(meeting)s goes on, %(committee)s") % {
        "meeting": meeting.name,
        "committee": meeting.committee.name_da,
    }
    event.add("summary", _("Cancelled: %(title)s") % {"title": title} if is_off else title)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("location", ", ".join(filter(None, [day.place, day.address])))
    event.add("description", url)
    event.add("url", url)
    event["organizer"] = _organizer(meeting)
    return event


def _organizer(meeting: Meeting) -> vCalAddress:
    committee = meeting.committee
    address = committee.contact_email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    organizer = vCalAddress(f"mailto:{address}")
    organizer.params["cn"] = vText(committee.name_da)
    return organizer
