"""The course of a meeting as the room sees it: what is on, who is here, the time against the plan.

The page asks what others have tapped meanwhile.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from committee.models import Membership
from meetings import wording
from meetings.models import AgendaItem, Attendance, Meeting
from meetings.services import Tap
from meetings.services.attendance import expected, said_to_stay_away
from meetings.snapshots import attendee_of, printed_numbers
from meetings.timeline import (
    Timeline,
    attendance_rows,
    current_sitting,
    meeting_timeline,
    number_of_seats,
    seat_of,
)
from portal.ui.http import HttpRequest
from portal.writing.rows import fingerprint

from .agenda import outline
from .common import (
    fetch_meeting,
    private,
)

RUN = "meetings.record_attendance"
MINUTE = timedelta(minutes=1)


def course_of(meeting: Meeting, rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    """Return what the page for the room shows of the course; nothing before and after the meeting.

    `rows` are the items as the outline has them.
    """
    if meeting.state != Meeting.State.IN_PROGRESS:
        return None
    line, now = meeting_timeline(meeting), timezone.now()
    pause = meeting.adjournments.filter(resumed_at=None).first()
    people = _people(meeting, line)
    return {
        "line": line,
        "pause": pause,
        "is_on": current_sitting(meeting) is not None,
        "sitting": line.sittings[-1],
        **_now_on(meeting, rows, line, now),
        "people": people,
        "to_enter": sum(person["state"] == "unknown" for person in people),
        "quorum": _quorum(meeting, line, now),
        "stand": stand_of_course(meeting),
    }


def _now_on(
    meeting: Meeting, rows: list[dict[str, Any]], line: Timeline, now: datetime
) -> dict[str, Any]:
    """Return the item that is on, its neighbours, and the time used against the plan."""
    on = line.current
    here = next((at for at, row in enumerate(rows) if on and row["item"].pk == on.item), None)
    begun = {turn.item for turn in line.turns}
    waiting = [row for row in rows if row["item"].pk not in begun]
    context: dict[str, Any] = {
        "on": rows[here] if here is not None else None,
        "before": rows[here - 1] if here else None,
        "after": (rows[here + 1] if here + 1 < len(rows) else None)
        if here is not None
        else (waiting[0] if waiting else None),
        "late": _late(meeting, rows, line, now),
        "elapsed": line.time_in_sittings(now) // MINUTE,
        "frame": (meeting.ends_at - meeting.starts_at) // MINUTE,
    }
    if on is not None and here is not None:
        used = line.time_used(on.item, now)
        context |= {
            "used": used // MINUTE,
            "used_seconds": int(used.total_seconds()),
            "planned": rows[here]["minutes"],
            "is_over": used > rows[here]["minutes"] * MINUTE,
            "since": on.begins,
        }
    return context


def _late(
    meeting: Meeting, rows: list[dict[str, Any]], line: Timeline, now: datetime
) -> dict[str, Any] | None:
    """Tell how far the meeting is ahead of its plan or behind it."""
    on = line.current
    begun = {turn.item for turn in line.turns}
    if not begun:
        return None
    planned = timedelta()
    for row in rows:
        if row["item"].pk not in begun:
            continue
        share = row["minutes"] * MINUTE
        if on is not None and row["item"].pk == on.item:
            share = min(share, line.time_used(on.item, now))
        planned += share
    seconds = int((line.time_in_sittings(now) - planned).total_seconds())
    return {"seconds": seconds, "said": wording.against_plan(seconds), "is_behind": seconds >= 60}


def _quorum(meeting: Meeting, line: Timeline, now: datetime) -> dict[str, Any] | None:
    if not line.seats:
        return None
    seats = number_of_seats(meeting)
    needed, there = meeting.committee.quorum_of(seats), line.count_at(now)
    return {"there": there, "seats": seats, "needed": needed, "holds": there >= needed}


def _people(meeting: Meeting, line: Timeline) -> list[dict[str, Any]]:
    """Return everybody expected, with what stands noted of them and what can be tapped."""
    sitting = line.sittings[-1]
    printed = printed_numbers(meeting)
    rows = {
        row.membership_id: row for row in attendance_rows(meeting) if row.sitting == sitting.number
    }
    away = said_to_stay_away(meeting)
    people = [
        _person(membership, rows.get(membership.pk), line, printed)
        for membership in expected(meeting)
    ]
    for person in people:
        if person["state"] == "unknown" and person["key"] in away:
            person |= {"said": _("Has sent an apology"), "taps": person["taps"][1::-1]}
    return people


def _person(
    membership: Membership, row: Attendance | None, line: Timeline, printed: dict[int, str]
) -> dict[str, Any]:
    state, said = "unknown", ""
    if row is not None:
        state = row.status
        said = str(row.get_status_display())
    if row is not None and row.status == Attendance.Status.PRESENT:
        stays = line.stays(seat_of(row))
        is_here = bool(stays) and stays[-1].ends is None
        state = (stays[-1].mode if is_here else "left") if stays else "left"
        said = wording.note(attendee_of(row, line, printed)) or _("Here from the start")
    return {
        "key": membership.pk,
        "name": membership.person.name,
        "role": membership.get_role_display(),
        "state": state,
        "said": said,
        "taps": [(tap.value, tap.label) for tap in TAPS[state]],
    }


TAPS: dict[str, tuple[Tap, ...]] = {
    "unknown": (Tap.PRESENT, Tap.APOLOGY, Tap.ONLINE, Tap.ARRIVED),
    "physical": (Tap.LEFT, Tap.TO_ONLINE),
    "online": (Tap.LEFT, Tap.TO_ROOM),
    "left": (Tap.ARRIVED,),
    "apology": (Tap.ARRIVED,),
    "absent": (Tap.ARRIVED,),
}
"""What can be tapped of somebody, by where they are; the likeliest first."""


def stand_of_course(meeting: Meeting) -> str:
    """Return the print of all that is tapped, so that a page knows when others have."""
    turns = meeting.turns.values_list("item_id", "began_at", "ended_at")
    people = meeting.attendances.order_by("pk").values_list(
        "pk", "status", "presences__arrived_at", "presences__left_at", "presences__mode"
    )
    pauses = meeting.adjournments.values_list("number", "resumes_at", "resumed_at")
    return fingerprint([meeting.state, [*turns], [*people], [*pauses]])


@require_safe
def course_news(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the tapped part of the page as it is now; 204 if the page shows it already."""
    meeting = fetch_meeting(request, pk, may=RUN)
    if request.GET.get("stand") == stand_of_course(meeting):
        return private(HttpResponse(status=204))
    chosen = AgendaItem.objects.filter(meeting=pk, uid=request.GET.get("punkt", "")).first()
    course = course_of(meeting, outline(meeting, request.user, chosen))
    if course is None:
        raise Http404
    context = {"meeting": meeting, "course": course, "item": chosen}
    html = render_to_string("meetings/pieces/course_news.html", context, request=request)
    return private(JsonResponse({"html": html}))
