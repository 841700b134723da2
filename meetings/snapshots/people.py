"""Who was there, and whether they were enough."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from committee.models import OFFICES
from meetings.models import Attendance, AttendanceStatus, Meeting
from meetings.timeline import Timeline, attendance_rows, number_of_seats, seat_of

from .facts import iso
from .shapes import AttendanceList, Attendee, Quorum


def attendance_lists(
    meeting: Meeting, line: Timeline, printed: Mapping[int, str]
) -> list[AttendanceList]:
    """Return who was there, a list for each sitting."""
    lists: list[AttendanceList] = [
        {"present": [], "apologies": [], "absent": [], "others": []}
        for _sitting in range(max(len(line.sittings), 1))
    ]
    for row in attendance_rows(meeting):
        if row.sitting <= len(lists):
            result = lists[row.sitting - 1]
            result[_list_of(row)].append(attendee_of(row, line, printed))
    return lists


def _list_of(row: Attendance) -> Literal["present", "apologies", "absent", "others"]:
    if row.status == AttendanceStatus.APOLOGY:
        return "apologies"
    if row.status == AttendanceStatus.ABSENT:
        return "absent"
    return "others" if row.membership.role in OFFICES else "present"


def attendee_of(row: Attendance, line: Timeline, printed: Mapping[int, str]) -> Attendee:
    """Return one person as the record has them; sentences are made of it."""
    came_instead: Attendance | None = getattr(row, "substitute", None)
    return {
        "name": row.person.name,
        "role": row.membership.role,
        "appointed_as": row.membership.appointed_as,
        "stands_in_for": row.stands_in_for.person.name if row.stands_in_for else "",
        "substitute": came_instead.person.name if came_instead else "",
        "stays": [
            {
                "arrived_at": iso(stay.arrived_at),
                "arrived_during": printed.get(stay.arrived_during or 0, ""),
                "left_at": iso(stay.left_at),
                "left_during": printed.get(stay.left_during or 0, ""),
                "mode": stay.mode,
            }
            for stay in line.told(seat_of(row))
        ],
    }


def quorum_of(meeting: Meeting, line: Timeline, printed: Mapping[int, str]) -> Quorum | None:
    """Return whether enough were there; None where there is no rule, or nobody is entered."""
    seats = number_of_seats(meeting)
    needed = meeting.committee.quorum_of(seats)
    if not needed or not line.seats:
        return None
    return {
        "seats": seats,
        "needed": needed,
        "gaps": [
            {
                "begins_at": iso(gap.begins),
                "ends_at": iso(gap.ends),
                "during": printed.get(gap.item or 0, ""),
            }
            for gap in line.without_quorum(needed)
        ],
    }
