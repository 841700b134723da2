"""Meetings for people's calendars (RFC 5545): one meeting, or all of a committee.

`METHOD:PUBLISH`, not `REQUEST`: a request makes the mail program show its own buttons, whose
answers go to a mailbox that nobody reads here. The answer belongs to the links of the mail.
A move raises SEQUENCE, a cancelled meeting stays and says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, timedelta
from email.utils import parseaddr
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from portal.ui.addresses import absolute

from .models import Adjournment, Meeting

if TYPE_CHECKING:
    from committee.models import Committee

LANGUAGE = "da"
READ_AGAIN_AFTER = timedelta(hours=6)


def of_meeting(meeting: Meeting) -> str:
    """Return one meeting as a calendar file; a cancelled one takes itself off the calendar."""
    return _written([meeting], method="CANCEL" if meeting.is_cancelled else "PUBLISH")


def of_meetings(meetings: Iterable[Meeting], committee: Committee | None) -> str:
    """Return a calendar to subscribe to."""
    with translation.override(LANGUAGE):
        name = committee.name_da if committee else _("Meetings")
    return _written(meetings, method="PUBLISH", name=name)


def _written(meetings: Iterable[Meeting], *, method: str, name: str = "") -> str:
    calendar = Calendar()
    calendar.add("prodid", "-//Samskab//Samskab//DA")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", READ_AGAIN_AFTER, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", READ_AGAIN_AFTER)
    with translation.override(LANGUAGE):
        for meeting in meetings:
            calendar.add_component(_event(meeting))
            for day in meeting.adjournments.all():
                calendar.add_component(_later_day(meeting, day))
    return str(calendar.to_ical().decode())


def _event(meeting: Meeting) -> Event:
    event = Event()
    url = absolute(meeting.get_absolute_url())
    event.add("uid", f"meeting-{meeting.pk}@{urlsplit(settings.BASE_URL).hostname}")
    event.add("sequence", meeting.calendar_revision)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    title = f"{meeting.name}, {meeting.committee.name_da}"
    cancelled = meeting.is_cancelled
    event.add("summary", _("Cancelled: %(title)s") % {"title": title} if cancelled else title)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("location", ", ".join(filter(None, [meeting.place, meeting.address])))
    event.add("description", "\n".join(filter(None, [meeting.cancelled_reason, url])))
    event.add("url", url)
    event["organizer"] = _organizer(meeting)
    return event


def _later_day(meeting: Meeting, day: Adjournment) -> Event:
    """Return the day on which an adjourned meeting goes on; how long it takes nobody knows yet."""
    event = Event()
    url = absolute(meeting.get_absolute_url())
    host = urlsplit(settings.BASE_URL).hostname
    event.add("uid", f"meeting-{meeting.pk}-{day.number + 1}@{host}")
    event.add("sequence", meeting.calendar_revision)
    event.add("dtstamp", timezone.now())
    event.add("dtstart", (day.resumed_at or day.resumes_at).astimezone(UTC))
    title = _("%(meeting)s goes on, %(committee)s")
    event.add("summary", title % {"meeting": meeting.name, "committee": meeting.committee.name_da})
    event.add("status", "CONFIRMED")
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
