"""The two records, taken from the rows as they stand now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import translation

from committee.models import Municipality
from meetings import comparison
from meetings.models import Correction, Meeting, Minutes
from meetings.timeline import meeting_timeline

from .approval import approval, correction_box
from .facts import committee_facts, iso, meeting_facts, next_meeting
from .items import items_of, printed_numbers, still_open
from .people import attendance_lists, quorum_of
from .shapes import FORMAT, LANGUAGE, Agenda, Changed, Edition, MinutesSnapshot


@dataclass(frozen=True)
class Frame:
    """What is said of a version beside its content."""

    version: int
    published_at: datetime
    late_reason: str = ""


def build_agenda(meeting: Meeting, frame: Frame, edition: Edition) -> Agenda:
    """Return the agenda as it stands now, for everybody or for the committee."""
    return {
        "format": FORMAT,
        "what": "agenda",
        "edition": edition,
        "language": LANGUAGE,
        "version": frame.version,
        "published_at": iso(frame.published_at),
        "late_reason": frame.late_reason,
        "municipality": Municipality.current().name,
        "committee": committee_facts(meeting),
        "meeting": meeting_facts(meeting),
        "items": items_of(meeting, edition),
        "follow_up": still_open(meeting, edition),
    }


def build_minutes(
    minutes: Minutes, frame: Frame, edition: Edition, correction: Correction | None = None
) -> MinutesSnapshot:
    """Return the minutes as they stand now, for everybody or for the committee."""
    meeting = minutes.meeting
    line = meeting_timeline(meeting)
    printed = printed_numbers(meeting)
    items = items_of(meeting, edition, line)
    first, *later = attendance_lists(meeting, line, printed)
    record: MinutesSnapshot = {
        "format": FORMAT,
        "what": "minutes",
        "edition": edition,
        "language": LANGUAGE,
        "version": frame.version,
        "published_at": iso(frame.published_at),
        "municipality": Municipality.current().name,
        "committee": committee_facts(meeting),
        "meeting": meeting_facts(meeting),
        "attendance": first,
        "later_attendance": later,
        "quorum": quorum_of(meeting, line, printed),
        "items": items,
        "approved": approval(minutes, edition),
        "correction": correction_box(correction, items, edition) if correction else None,
        "next_meeting": next_meeting(meeting),
    }
    if (box := record["correction"]) is not None:
        box["changes"] = _changes(minutes, record)
    return record


def _changes(minutes: Minutes, now: MinutesSnapshot) -> list[Changed]:
    """Return what the version that is replaced said in the place of what is said now.

    Of one that was withdrawn nothing is said again.
    """
    replaced = minutes.current_version
    if replaced is None or minutes.is_withdrawn:
        return []
    body = replaced.body
    before = body.public if now["edition"] == "public" else body.member
    with translation.override(LANGUAGE):
        return comparison.before_and_after(before, now)


def build_public(of: Meeting | Minutes, frame: Frame) -> Agenda | MinutesSnapshot:
    """Return what everybody may read of the agenda or the minutes as they stand now."""
    if isinstance(of, Minutes):
        return build_minutes(of, frame, "public")
    return build_agenda(of, frame, "public")


def build_member(of: Meeting | Minutes, frame: Frame) -> Agenda | MinutesSnapshot:
    """Return what the committee may read of the agenda or the minutes as they stand now."""
    if isinstance(of, Minutes):
        return build_minutes(of, frame, "member")
    return build_agenda(of, frame, "member")
