"""Lock, then ask: how every verb of a meeting begins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import QuerySet

from committee.models import Role, roles_of
from meetings.models import AgendaItem, Correction, Meeting, Minutes
from meetings.refusals import MinutesNotWritable, MovedOn, NotWritable

if TYPE_CHECKING:
    from portal.people.models import User


def ask(by: User, permission: str, on: Any) -> None:
    if not by.has_perm(permission, on):
        raise PermissionDenied


def take_meeting(meeting_id: int) -> Meeting:
    """Lock the meeting: agenda, sitting and minutes all change under this one row."""
    return _locked_meetings().get(pk=meeting_id)


def _locked_meetings() -> QuerySet[Meeting]:
    rows = Meeting.objects.select_for_update(of=("self",))
    return rows.select_related("committee", "current_agenda")


def take_item(item_id: int) -> AgendaItem:
    """Lock the item's meeting and return the item as it is from then on."""
    meeting = _locked_meetings().get(items=item_id)
    item = AgendaItem.objects.get(pk=item_id)
    item.meeting = meeting
    return item


TAKE_TOGETHER = """
    SELECT meeting.id FROM meetings_meeting meeting
    JOIN meetings_agendaitem item ON item.meeting_id = meeting.id
    WHERE item.id = %s FOR SHARE OF meeting
"""


def take_item_together(item_id: int, *, by: User) -> AgendaItem:
    """Lock the item's meeting against all but those who do the same; return the readable item.

    For saving a text, which is locked by itself: many write at once in one meeting, and none waits
    for another's text. Whatever changes the meeting waits for them, and they for it.
    """
    with connection.cursor() as cursor:
        cursor.execute(TAKE_TOGETHER, [item_id])
    readable = AgendaItem.objects.visible_to(by).select_related("meeting__committee")
    item = readable.filter(pk=item_id).first()
    if item is None:
        raise PermissionDenied
    item.read_by = by.pk
    return item


def take_minutes(minutes_id: int) -> Minutes:
    meeting = take_meeting(Minutes.objects.values_list("meeting_id", flat=True).get(pk=minutes_id))
    minutes = Minutes.objects.select_related("current_version").get(pk=minutes_id)
    minutes.meeting = meeting
    return minutes


def must_write_agenda(meeting: Meeting) -> None:
    if not meeting.agenda_is_writable:
        raise NotWritable


def open_correction(minutes: Minutes) -> Correction | None:
    return minutes.corrections.being_written().first()


def must_write_minutes(meeting: Meeting, by: User, item: AgendaItem | None = None) -> Minutes:
    """Return the minutes if they are being written; a correction touches its own items only.

    Whoever writes during a correction is remembered, because another must release it.
    """
    minutes = Minutes.objects.select_related("current_version").filter(meeting=meeting).first()
    if minutes is None or not minutes.is_written:
        raise MinutesNotWritable
    minutes.meeting = meeting
    correction = open_correction(minutes)
    if correction is not None:
        ask(by, "meetings.correct_minutes", meeting)
        if item is not None and not correction.items.filter(pk=item.pk).exists():
            raise MinutesNotWritable
        correction.writers.add(by)
    return minutes


def must_be(state: str, *allowed: str) -> None:
    if state not in allowed:
        raise MovedOn


def role_in(by: User, on: Any, *wanted: str) -> str:
    """Return the role in which somebody acts, the weightiest first; the record names it."""
    roles = roles_of(by, on.committee)
    order = wanted or (Role.CHAIR, Role.DEPUTY, Role.SECRETARY, Role.MEMBER, Role.SUBSTITUTE)
    return next((str(role) for role in order if role in roles), "")
