"""What is tapped in the room: the item that is on, who comes and goes; and times put right.

Each tap is a form of its own, so that it works without scripts. A script may send it later, with
the moment at which it was tapped (`at`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import services
from meetings.forms import ItemTimesForm
from meetings.models import AgendaItem, Disqualification, Meeting
from meetings.refusals import Refusal
from meetings.timeline import meeting_timeline
from portal.ui.http import HttpRequest
from portal.writing import answers

from .common import (
    attempt,
    carry_out,
    done,
    fetch_meeting,
    known_item,
    not_saved,
    on_day,
    who,
)
from .course import RUN


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


def back_to(meeting: Meeting, uid: str = "", anchor: str = "") -> str:
    """Return the page for the room, at an item and at a place on it."""
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
    back = back_to(meeting, uid if readable else "")
    return tapped(request, services.begin_item, item.pk, back=back)


@require_POST
@answers.while_open
def item_end(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """Stop the item that is on."""
    meeting = fetch_meeting(request, pk, may=RUN)
    item = known_item(meeting, uid, request.user)
    return tapped(request, services.end_item, item.pk, back=back_to(meeting))


@require_POST
@answers.while_open
def attendance_tap(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Note of one person that they are here, come, leave."""
    meeting = fetch_meeting(request, pk, may=RUN)
    values = {"membership_id": row, "tap": request.POST.get("tap", "")}
    back = back_to(meeting, _item_shown(request), "fremmoede")
    return tapped(request, services.note_attendance, meeting.pk, back=back, **values)


@require_POST
@answers.while_open
def attendance_rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter everybody who is not entered yet as here."""
    meeting = fetch_meeting(request, pk, may=RUN)
    back = back_to(meeting, _item_shown(request), "fremmoede")
    return tapped(request, services.note_the_rest_present, meeting.pk, back=back)


@require_POST
@answers.while_open
def disqualified_tap(request: HttpRequest, pk: int, uid: str, row: int) -> HttpResponse:
    """Note that whoever is disqualified leaves the room, or is back."""
    meeting = fetch_meeting(request, pk, may="meetings.disqualify")
    item = known_item(meeting, uid, request.user)
    found = get_object_or_404(Disqualification, item=item, pk=row)
    way = services.Door.BACK if request.POST.get("way") == "back" else services.Door.OUT
    back = back_to(meeting, uid, "inhabil")
    return tapped(request, services.note_disqualified, found.pk, back=back, way=way)


@require_POST
def item_times(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """Correct from when to when an item was on."""
    meeting = fetch_meeting(request, pk, may=RUN)
    item = known_item(meeting, uid, request.user)
    form = ItemTimesForm(request.POST, times=services.times_of(item))
    back = back_to(meeting, uid)
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
