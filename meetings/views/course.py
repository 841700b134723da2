"""The course of a meeting, tapped in the room: what is on, who comes and goes, adjourned, resumed.

Each tap is a form of its own, so that it works without scripts. A script may send it later, with
the moment at which it was tapped (`at`), and asks what others have tapped meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.models import Membership
from meetings import reading, services, wording
from meetings.forms import AdjournForm, ItemTimesForm
from meetings.models import AgendaItem, Attendance, Disqualification, Meeting
from meetings.refusals import Refusal
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
from portal.ui.http import HttpRequest, status_of
from portal.writing import answers
from portal.writing.rows import fingerprint

from .agenda import outline
from .common import (
    attempt,
    carry_out,
    done,
    fetch_meeting,
    fetch_minutes,
    known_item,
    not_saved,
    on_day,
    private,
    who,
)

RUN = "meetings.record_attendance"
MINUTE = timedelta(minutes=1)


# What the page shows ------------------------------------------------------------------------------


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


# Taps ---------------------------------------------------------------------------------------------


def tapped(
    request: HttpRequest, verb: Callable[..., Any], *args: Any, back: str, **values: Any
) -> HttpResponse:
    """Carry out a tap, at the moment at which it was made; answer a script or lead back."""
    at = _tapped_at(request)
    if not answers.by_script(request):
        carry_out(request, verb, *args, at=at, **values)
        return done(request, back)
    try:
        verb(*args, by=who(request), at=at, **values)
    except Refusal as refusal:
        return answers.told(" ".join(str(reason) for reason in refusal.reasons), 422)
    except ValidationError as error:
        return answers.told(" ".join(error.messages), 422)
    return answers.told(_("Noted."), 200)


def _tapped_at(request: HttpRequest) -> datetime | None:
    """Read when a tap was made that is sent later; in whole milliseconds, as scripts count."""
    written = request.POST.get("at", "")
    if not written.isdecimal() or len(written) > 14:
        return None
    return datetime.fromtimestamp(int(written) / 1000, tz=UTC)


def _page(meeting: Meeting, uid: str = "", anchor: str = "") -> str:
    name, args = ("minutes-item", [meeting.pk, uid]) if uid else ("minutes-edit", [meeting.pk])
    return reverse(f"meetings:{name}", args=args) + (f"#{anchor}" if anchor else "")


def _item_shown(request: HttpRequest) -> str:
    """Return which item the page showed when it was tapped on; what no address takes is none."""
    uid = request.POST.get("punkt", "")
    return uid if len(uid) <= 12 and uid.isascii() and uid.isalnum() else ""


@require_POST
@answers.while_open
def item_begin(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """Let an item be the one that is on."""
    meeting = fetch_meeting(request, pk, may=RUN)
    item = known_item(meeting, uid, request.user)
    readable = AgendaItem.objects.visible_to(request.user).filter(pk=item.pk).exists()
    back = _page(meeting, uid if readable else "")
    return tapped(request, services.begin_item, item.pk, back=back)


@require_POST
@answers.while_open
def item_end(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """Stop the item that is on."""
    meeting = fetch_meeting(request, pk, may=RUN)
    item = known_item(meeting, uid, request.user)
    return tapped(request, services.end_item, item.pk, back=_page(meeting))


@require_POST
@answers.while_open
def attendance_tap(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Note of one person that they are here, come, leave."""
    meeting = fetch_meeting(request, pk, may=RUN)
    values = {"membership_id": row, "tap": request.POST.get("tap", "")}
    back = _page(meeting, _item_shown(request), "fremmoede")
    return tapped(request, services.note_attendance, meeting.pk, back=back, **values)


@require_POST
@answers.while_open
def attendance_rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter everybody who is not entered yet as here."""
    meeting = fetch_meeting(request, pk, may=RUN)
    back = _page(meeting, _item_shown(request), "fremmoede")
    return tapped(request, services.note_the_rest_present, meeting.pk, back=back)


@require_POST
@answers.while_open
def disqualified_tap(request: HttpRequest, pk: int, uid: str, row: int) -> HttpResponse:
    """Note that whoever is disqualified leaves the room, or is back."""
    meeting = fetch_meeting(request, pk, may="meetings.disqualify")
    item = known_item(meeting, uid, request.user)
    found = get_object_or_404(Disqualification, item=item, pk=row)
    way = services.Door.BACK if request.POST.get("way") == "back" else services.Door.OUT
    back = _page(meeting, uid, "inhabil")
    return tapped(request, services.note_disqualified, found.pk, back=back, way=way)


@require_POST
def item_times(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """Correct from when to when an item was on."""
    meeting = fetch_meeting(request, pk, may=RUN)
    item = known_item(meeting, uid, request.user)
    form = ItemTimesForm(request.POST, times=services.times_of(item))
    back = _page(meeting, uid)
    if form.is_valid():
        spans = _moments(meeting, form)
        seen = form.cleaned_data["opened_with"]
        if attempt(
            form,
            services.correct_item_times,
            item.pk,
            spans=spans,
            opened_with=seen,
            by=who(request),
        ):
            return done(request, back, _("The times are saved."))
    return not_saved(request, meeting, form, back=back)


def _moments(meeting: Meeting, form: ItemTimesForm) -> list[tuple[Any, Any]]:
    """Return the typed clock times as moments of the sitting in which each time lay."""
    spans = []
    line = meeting_timeline(meeting)
    for place, (began, ended) in enumerate(form.spans()):
        was = form.standing[place] if place < len(form.standing) else {}
        at = line.sitting_at(was["began_at"]) if was else None
        number = at.number if at else None
        spans.append(
            (
                on_day(meeting, began, sitting=number, was=was.get("began_at")),
                on_day(meeting, ended, sitting=number, was=was.get("ended_at")),
            )
        )
    return spans


# Adjourned ----------------------------------------------------------------------------------------


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
            "of": _("The meeting goes on another day, under the same minutes."),
            "submit": _("Adjourn the meeting"),
            "back": _page(meeting),
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
    return done(request, _page(meeting, anchor="fremmoede"))


@require_POST
def adjournment_remove(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = fetch_meeting(request, pk, may="meetings.close_meeting")
    fetch_minutes(request, pk)
    carry_out(
        request, services.take_adjournment_back, meeting.pk, said=_("The meeting is not adjourned.")
    )
    return done(request, _page(meeting))
