"""Where and when: the facts of a meeting, and how a moment and a day are written."""

from __future__ import annotations

from datetime import UTC, date, datetime

from meetings.models import Meeting
from meetings.timeline import sittings_of

from .shapes import CommitteeFacts, MeetingFacts, NextMeeting, SittingFacts


def iso(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat() if at else ""


def day(on: date | None) -> str:
    return on.isoformat() if on else ""


def committee_facts(meeting: Meeting) -> CommitteeFacts:
    committee = meeting.committee
    return {"id": committee.pk, "slug": committee.slug, "name": committee.name_da}


def meeting_facts(meeting: Meeting) -> MeetingFacts:
    return {
        "id": meeting.pk,
        "name": meeting.name,
        "number": meeting.number,
        "starts_at": iso(meeting.starts_at),
        "ends_at": iso(meeting.ends_at),
        "started_at": iso(meeting.started_at),
        "ended_at": iso(meeting.ended_at),
        "place": meeting.place,
        "address": meeting.address,
        "access_info": meeting.access_info,
        "open_to_public": meeting.open_to_public,
        "sittings": _sittings(meeting),
    }


def _sittings(meeting: Meeting) -> list[SittingFacts]:
    sittings = sittings_of(meeting)
    if len(sittings) < 2:
        return []
    return [
        {
            "number": one.number,
            "started_at": iso(one.begins),
            "ended_at": iso(one.ends),
            "place": one.place,
            "address": one.address,
        }
        for one in sittings
    ]


def next_meeting(meeting: Meeting) -> NextMeeting | None:
    following = (
        Meeting.objects.filter(committee=meeting.committee, starts_at__gt=meeting.starts_at)
        .exclude(state=Meeting.State.CANCELLED)
        .order_by("starts_at", "pk")
        .first()
    )
    if following is None:
        return None
    return {
        "id": following.pk,
        "name": following.name,
        "starts_at": iso(following.starts_at),
    }
