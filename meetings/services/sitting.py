"""The course of a meeting: opened, item after item, adjourned and resumed, closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings import notices
from meetings.models import (
    Adjournment,
    AgendaItem,
    AgendaState,
    ItemTurn,
    Meeting,
    MeetingState,
    Minutes,
)
from meetings.refusals import MovedOn, NotReady
from meetings.timeline import Sitting, current_sitting, sittings_of
from portal import audit
from portal.ui import formats
from portal.writing.rows import Seen, settle

from .locking import ask, must_be, must_write_minutes, role_in, take_item, take_meeting
from .taps import moment_of, must_be_sitting
from .voters import must_hold

if TYPE_CHECKING:
    from portal.people.models import User

Span = tuple[datetime, datetime | None]
"""From when to when an item was on; an open end means that it is."""

SLIP = timedelta(seconds=60)
"""Whoever goes back so soon had not meant to go on."""


@transaction.atomic
def open_meeting(meeting_id: int, *, by: User, at: datetime | None = None) -> Minutes:
    """Begin the meeting: the agenda is locked and the minutes begin as its copy."""
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.open_meeting", meeting)
    if meeting.state in {MeetingState.IN_PROGRESS, MeetingState.HELD}:
        return meeting.minutes
    if meeting.agenda_state != AgendaState.PUBLISHED or meeting.current_agenda is None:
        raise NotReady(_("Send the agenda out first; the minutes are made from what was sent."))
    must_be(meeting.state, MeetingState.PLANNED, MeetingState.CALLED)
    meeting.state, meeting.agenda_state = MeetingState.IN_PROGRESS, AgendaState.LOCKED
    meeting.started_at = at or timezone.now()
    meeting.save(update_fields=["state", "agenda_state", "started_at"])
    minutes = Minutes.objects.create(meeting=meeting, agenda_version=meeting.current_agenda)
    audit.record("meeting.opened", actor=by, subject=meeting, role=role_in(by, meeting))
    return minutes


@transaction.atomic
def close_meeting(
    meeting_id: int, *, by: User, at: datetime | None = None, opened_with: Seen | None = None
) -> Meeting:
    """Close the meeting at the time at which it really ended; what is on then ends with it.

    Raises `Overtaken` if somebody else has entered another time since it was `opened_with`.
    """
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.close_meeting", meeting)
    if meeting.state == MeetingState.HELD and at in {None, meeting.ended_at}:
        return meeting
    settle(meeting, opened_with, yours={"ended_at": at}, theirs={"ended_at": meeting.ended_at})
    if meeting.state == MeetingState.HELD:
        must_write_minutes(meeting, by)
    else:
        must_be_sitting(meeting)
    meeting.state, meeting.ended_at = MeetingState.HELD, at or timezone.now()
    begins = sittings_of(meeting)[-1].begins
    if meeting.ended_at <= begins:
        raise ValidationError({"ended_at": _("The meeting must end after it starts.")})
    _end_turns(meeting, meeting.ended_at)
    _must_lie_before(meeting, meeting.ended_at, begins, "ended_at")
    meeting.save(update_fields=["state", "ended_at"])
    must_hold(meeting)
    audit.record("meeting.closed", actor=by, subject=meeting, role=role_in(by, meeting))
    return meeting


def _end_turns(meeting: Meeting, at: datetime) -> None:
    """End the item that is on; what only began then never was."""
    on = meeting.turns.filter(ended_at=None)
    on.filter(began_at__gte=at).delete()
    for turn in meeting.turns.filter(ended_at=None):
        turn.ended_at = at
        turn.save(update_fields=["ended_at"])


def _must_lie_before(meeting: Meeting, at: datetime, begins: datetime, field: str) -> None:
    """Refuse an end before something that is noted as having happened in the sitting."""
    turn = meeting.turns.filter(began_at__gte=begins, ended_at__gt=at).last()
    if turn is not None:
        advice = _("An item is noted until %(clock)s. Correct its time first.")
        raise ValidationError({field: advice % {"clock": formats.clock(turn.ended_at)}})
    rows = meeting.attendances.filter(
        Q(presences__arrived_at__gte=at) | Q(presences__left_at__gt=at),
        Q(presences__arrived_at__gte=begins) | Q(presences__left_at__gt=begins),
    )
    if (row := rows.select_related("person").in_order().first()) is not None:
        advice = _("%(name)s is noted as coming or leaving after that. Correct the time first.")
        raise ValidationError({field: advice % {"name": row.person.name}})


@transaction.atomic
def correct_beginnings(
    meeting_id: int,
    *,
    begins: Mapping[str, datetime],
    by: User,
    opened_with: Seen | None = None,
) -> Meeting:
    """Say when the meeting really began; of an adjourned one each sitting, by its number as text.

    An item that began with it begins with it still. Raises `Overtaken` for a sitting whose
    beginning somebody else corrected since it was `opened_with`.
    """
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.record_attendance", meeting)
    must_write_minutes(meeting, by)
    sittings = {str(sitting.number): sitting for sitting in sittings_of(meeting)}
    if set(begins) - set(sittings):
        raise MovedOn
    was = {name: sittings[name].begins for name in begins}
    settled = settle(meeting, opened_with, yours=begins, theirs=was)
    changed = [name for name in settled if settled[name] != was[name]]
    for name in changed:
        _must_begin_in_time(meeting, sittings[name], settled[name])
        _move_beginning(meeting, sittings[name], settled[name])
    if changed:
        must_hold(meeting)
        audit.record(
            "meeting.beginning_corrected",
            actor=by,
            subject=meeting,
            role=role_in(by, meeting),
            data={"fields": changed},
        )
    return meeting


def _must_begin_in_time(meeting: Meeting, sitting: Sitting, at: datetime) -> None:
    """Refuse a beginning after the end, or after what is noted as having happened since."""
    name = str(sitting.number)
    if sitting.ends is not None and at >= sitting.ends:
        raise ValidationError({name: _("The meeting must end after it starts.")})
    if at > timezone.now():
        raise ValidationError({name: _("That time has not come yet.")})
    before = meeting.adjournments.filter(number=sitting.number - 1).first()
    if before is not None and at <= before.adjourned_at:
        raise ValidationError({name: _("The meeting goes on after it was adjourned.")})
    turn = meeting.turns.filter(began_at__gt=sitting.begins, began_at__lt=at).first()
    met = meeting.turns.filter(began_at=sitting.begins, ended_at__lte=at).first()
    if (noted := turn or met) is not None:
        advice = _("An item is noted from %(clock)s. Correct its time first.")
        raise ValidationError({name: advice % {"clock": formats.clock(noted.began_at)}})
    rows = meeting.attendances.filter(
        Q(presences__arrived_at__lt=at) | Q(presences__left_at__lte=at), sitting=sitting.number
    )
    if (row := rows.select_related("person").in_order().first()) is not None:
        advice = _("%(name)s is noted as coming or leaving before that. Correct the time first.")
        raise ValidationError({name: advice % {"name": row.person.name}})


def _move_beginning(meeting: Meeting, sitting: Sitting, at: datetime) -> None:
    meeting.turns.filter(began_at=sitting.begins).update(began_at=at)
    if sitting.number == 1:
        meeting.started_at = at
        meeting.save(update_fields=["started_at"])
    else:
        meeting.adjournments.filter(number=sitting.number - 1).update(resumed_at=at)
        _raise_in_calendars(meeting)


# Adjourned --------------------------------------------------------------------------------------


@transaction.atomic
def adjourn_meeting(
    meeting_id: int,
    *,
    by: User,
    resumes_at: datetime,
    at: datetime | None = None,
    place: str = "",
    address: str = "",
) -> Adjournment:
    """Break the meeting off, to go on another day under the same minutes.

    The item that is on stops, and can be taken up again. Calling it again while the meeting is
    adjourned changes when and where it goes on.
    """
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.close_meeting", meeting)
    must_be(meeting.state, MeetingState.IN_PROGRESS)
    row = meeting.adjournments.filter(resumed_at=None).first()
    if row is None:
        sitting = must_be_sitting(meeting)
        at = at or timezone.now()
        if at <= sitting.begins:
            raise ValidationError({"adjourned_at": _("The meeting is adjourned after it starts.")})
        _end_turns(meeting, at)
        _must_lie_before(meeting, at, sitting.begins, "adjourned_at")
        row = Adjournment(meeting=meeting, number=sitting.number, adjourned_at=at)
    if resumes_at <= row.adjourned_at:
        raise ValidationError({"resumes_at": _("The meeting goes on after it was adjourned.")})
    row.resumes_at, row.place, row.address = resumes_at, place or meeting.place, address.strip()
    row.save()
    _raise_in_calendars(meeting)
    must_hold(meeting)
    entry = audit.record(
        "meeting.adjourned",
        actor=by,
        subject=meeting,
        role=role_in(by, meeting),
        data={"resumes_at": resumes_at.isoformat()},
    )
    notices.tell_of_adjournment(meeting, row, entry.pk, by=by)
    return row


def _raise_in_calendars(meeting: Meeting) -> None:
    """Let calendars take the day on which it goes on as newer than what they have of it."""
    meeting.calendar_revision += 1
    meeting.save(update_fields=["calendar_revision"])


@transaction.atomic
def resume_meeting(meeting_id: int, *, by: User, at: datetime | None = None) -> Meeting:
    """Go on with an adjourned meeting; its second sitting begins."""
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.open_meeting", meeting)
    must_be(meeting.state, MeetingState.IN_PROGRESS)
    row = meeting.adjournments.filter(resumed_at=None).first()
    if row is None:
        return meeting
    at = at or timezone.now()
    if at <= row.adjourned_at:
        raise ValidationError({"resumed_at": _("The meeting goes on after it was adjourned.")})
    row.resumed_at = at
    row.save(update_fields=["resumed_at"])
    _raise_in_calendars(meeting)
    audit.record("meeting.resumed", actor=by, subject=meeting, role=role_in(by, meeting))
    return meeting


@transaction.atomic
def take_adjournment_back(meeting_id: int, *, by: User) -> Meeting:
    """Let an adjourned meeting be as if it had never been broken off; it can then be closed.

    Whoever has the later day in the calendar is told that it is off.
    """
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.close_meeting", meeting)
    must_be(meeting.state, MeetingState.IN_PROGRESS)
    row = meeting.adjournments.filter(resumed_at=None).first()
    if row is None:
        return meeting
    row.delete()
    _raise_in_calendars(meeting)
    entry = audit.record(
        "meeting.adjournment_removed", actor=by, subject=meeting, role=role_in(by, meeting)
    )
    notices.tell_of_dropped_day(meeting, row, entry.pk, by=by)
    return meeting


# Item after item --------------------------------------------------------------------------------


@transaction.atomic
def begin_item(item_id: int, *, by: User, at: datetime | None = None) -> AgendaItem:
    """Let an item be the one that is on; the one before it ends at the same moment.

    The item is named, so that two who tap at once do not go on twice. Whoever goes back within a
    minute had slipped: the item before goes on as if nothing had been.
    """
    item = take_item(item_id)
    meeting = item.meeting
    ask(by, "meetings.record_attendance", meeting)
    must_write_minutes(meeting, by)
    at = moment_of(must_be_sitting(meeting), at)
    if item.is_removed:
        raise NotReady(_("Somebody has removed this item meanwhile. It can be put back."))
    on = meeting.turns.filter(ended_at=None).first()
    if on is not None and on.item_id == item.pk:
        return item
    if on is None or not _slipped(on, item, at):
        _end_turns(meeting, at)
        last = meeting.turns.last()
        if last is not None and last.ended_at and last.ended_at > at:
            raise ValidationError(
                _("An item is noted until %(clock)s. Correct its time first.")
                % {"clock": formats.clock(last.ended_at)}
            )
        ItemTurn.objects.create(meeting=meeting, item=item, began_at=at)
    must_hold(meeting)
    audit.record("item.begun", actor=by, subject=item, role=role_in(by, meeting))
    return item


def _slipped(on: ItemTurn, item: AgendaItem, at: datetime) -> bool:
    """Undo the step to the item that is on, if it came by mistake."""
    before = on.meeting.turns.filter(ended_at=on.began_at).first()
    if at - on.began_at > SLIP or before is None or before.item_id != item.pk:
        return False
    on.delete()
    before.ended_at = None
    before.save(update_fields=["ended_at"])
    return True


@transaction.atomic
def end_item(item_id: int, *, by: User, at: datetime | None = None) -> AgendaItem:
    """Stop the item that is on, for a break or because it was the last."""
    item = take_item(item_id)
    ask(by, "meetings.record_attendance", item.meeting)
    must_write_minutes(item.meeting, by)
    at = moment_of(must_be_sitting(item.meeting), at)
    if not item.turns.filter(ended_at=None).exists():
        return item
    _end_turns(item.meeting, at)
    must_hold(item.meeting)
    audit.record("item.ended", actor=by, subject=item, role=role_in(by, item.meeting))
    return item


@transaction.atomic
def correct_item_times(
    item_id: int, *, spans: Sequence[Span], by: User, opened_with: Seen | None = None
) -> AgendaItem:
    """Say from when to when an item was on; what met it at the same moment moves along.

    Raises `Overtaken` if somebody else corrected them since they were `opened_with`.
    """
    item = take_item(item_id)
    meeting = item.meeting
    ask(by, "meetings.record_attendance", meeting)
    must_write_minutes(meeting, by, item)
    was = times_of(item)
    yours = [{"began_at": begins, "ended_at": ends} for begins, ends in spans]
    settled = settle(item, opened_with, yours={"times": yours}, theirs={"times": was})["times"]
    if settled == was:
        return item
    new = [(row["began_at"], row["ended_at"]) for row in settled]
    _must_be_spans(meeting, new)
    old = [(row["began_at"], row["ended_at"]) for row in was]
    item.turns.all().delete()
    _move_neighbours(item, old, new)
    _must_be_free(item, new)
    ItemTurn.objects.bulk_create(
        ItemTurn(meeting=meeting, item=item, began_at=begins, ended_at=ends) for begins, ends in new
    )
    must_hold(meeting)
    audit.record(
        "item.times_corrected",
        actor=by,
        subject=item,
        role=role_in(by, meeting),
        data={"fields": ["times"]},
    )
    return item


def times_of(item: AgendaItem) -> list[dict[str, Any]]:
    """Return from when to when an item was on, as it stands noted."""
    rows = item.turns.order_by("began_at")
    return [{"began_at": row.began_at, "ended_at": row.ended_at} for row in rows]


def _must_be_spans(meeting: Meeting, spans: Sequence[Span]) -> None:
    sittings = sittings_of(meeting)
    is_on = current_sitting(meeting) is not None
    free_from: datetime | None = None
    for place, (begins, ends) in enumerate(spans):
        if ends is not None and ends <= begins:
            raise ValidationError(_("An item must end after it begins."))
        if ends is None and (not is_on or place < len(spans) - 1):
            raise ValidationError(_("Enter when the item ended."))
        if free_from is not None and begins < free_from:
            raise ValidationError(_("An item cannot begin again before it ended."))
        if not any(
            one.begins <= begins and (one.ends is None or (ends or begins) <= one.ends)
            for one in sittings
        ):
            raise ValidationError(_("The time lies outside the meeting."))
        free_from = ends


def _move_neighbours(item: AgendaItem, old: Sequence[Span], new: Sequence[Span]) -> None:
    if len(old) != len(new):
        return
    others = item.meeting.turns
    for (began, ended), (begins, ends) in zip(old, new, strict=True):
        if begins != began:
            others.filter(ended_at=began, began_at__lt=begins).update(ended_at=begins)
        if ends is not None and ended is not None and ends != ended:
            after = others.filter(began_at=ended)
            after.filter(Q(ended_at=None) | Q(ended_at__gt=ends)).update(began_at=ends)


def _must_be_free(item: AgendaItem, spans: Sequence[Span]) -> None:
    for begins, ends in spans:
        others = item.meeting.turns.filter(Q(ended_at=None) | Q(ended_at__gt=begins))
        if ends is not None:
            others = others.filter(began_at__lt=ends)
        if (other := others.first()) is not None:
            raise ValidationError(
                _("Another item was on from %(clock)s. Two cannot be on at the same time.")
                % {"clock": formats.clock(other.began_at)}
            )
