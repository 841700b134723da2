"""Who was there, from when to when: tapped in the room, corrected on one page afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committee.models import OFFICES, Membership, Role
from meetings import invitees
from meetings.models import (
    AgendaItem,
    Attendance,
    AttendanceStatus,
    Meeting,
    Mode,
    Presence,
    ReplyChoice,
    Vote,
)
from meetings.refusals import MovedOn, NotReady
from meetings.snapshots import printed_numbers
from meetings.timeline import (
    Sitting,
    Stay,
    Timeline,
    current_sitting,
    meeting_timeline,
    sittings_of,
)
from portal import audit
from portal.people.models import Person
from portal.ui import formats
from portal.writing.rows import Overtaken, Seen, settle

from .locking import ask, must_be, must_write_minutes, role_in, take_meeting

if TYPE_CHECKING:
    from portal.people.models import User

RANKS = {role: place for place, role in enumerate(Role.values)}


# What must hold ---------------------------------------------------------------------------------


def must_hold(meeting: Meeting) -> None:
    """Refuse what contradicts a vote or a disqualification that stands entered."""
    line = meeting_timeline(meeting)
    if wrong := [*_wrong_votes(meeting, line), *_wrong_outs(meeting, line)]:
        raise NotReady(*wrong)


def _wrong_votes(meeting: Meeting, line: Timeline) -> list[str]:
    ballots = Vote.objects.filter(
        event__item__meeting=meeting, event__item__removed_at=None, event__removed_at=None
    )
    voted: dict[int, dict[int, str]] = {}
    for ballot in ballots.select_related("person", "event").order_by("person__sort_key", "pk"):
        voted.setdefault(ballot.event.item_id, {})[ballot.person_id] = ballot.person.name
    found = []
    for item, cast in voted.items():
        wrong = line.wrong_voters(item, cast)
        out = wrong & line.disqualified_under(item)
        for people, advice in (
            (out, _VOTED_AND_OUT),
            (wrong - out, _VOTED_ELSEWHERE if line.turns_of(item) else _VOTED_SOMETIME),
        ):
            if people:
                names = ", ".join(name for pk, name in cast.items() if pk in people)
                found.append(str(advice) % {"names": names, "number": _number(meeting, item)})
    return found


_VOTED_AND_OUT = gettext_lazy(
    "%(names)s voted under item %(number)s and cannot be disqualified there. Change the vote first."
)
_VOTED_ELSEWHERE = gettext_lazy(
    "%(names)s voted under item %(number)s without being there. Change the vote first."
)
_VOTED_SOMETIME = gettext_lazy(
    "%(names)s voted under item %(number)s, and it is not noted when it was on. Enter the"
    " time of the item first."
)


def _wrong_outs(meeting: Meeting, line: Timeline) -> list[str]:
    return [
        _(
            "%(name)s left or came back as disqualified under item %(number)s, at a time without"
            " being at the meeting. Change the disqualification first."
        )
        % {"name": out.name, "number": _number(meeting, out.item)}
        for out in line.wrong_outs()
    ]


def _number(meeting: Meeting, item: int) -> str:
    return printed_numbers(meeting).get(item, "")


def unsure_of(item: AgendaItem, line: Timeline | None = None) -> list[Person]:
    """Return who may have voted under an item of which nobody has noted when it was on."""
    unsure = (line or meeting_timeline(item.meeting)).unsure_under(item.pk)
    return list(Person.objects.filter(pk__in=unsure).in_order()) if unsure else []


def voters(item: AgendaItem, line: Timeline | None = None) -> list[Person]:
    """Return who may vote under the item, in the order of the committee's list."""
    could = (line or meeting_timeline(item.meeting)).voters(item.pk)
    return list(Person.objects.filter(pk__in=could).in_order())


# Everybody at once ------------------------------------------------------------------------------


def expected(meeting: Meeting, sitting: int | None = None) -> list[Membership]:
    """Return whose attendance is recorded: seats on the day of the sitting, and those called.

    Without a number it is the latest sitting. The offices come last; they are there, but no
    members.
    """
    sittings = sittings_of(meeting)
    begins = sittings[(sitting or len(sittings)) - 1].begins if sittings else meeting.starts_at
    day = timezone.localdate(begins)
    current = Membership.objects.current(day).filter(committee=meeting.committee)
    called = meeting.calls.filter(withdrawn_at=None).order_by().values("membership")
    rows = current.exclude(role=Role.SUBSTITUTE) | current.filter(pk__in=called)
    return list(rows.select_related("person", "committee").in_order())


def not_entered(meeting: Meeting) -> list[Membership]:
    """Return the members of whom nothing is entered yet, of any sitting."""
    known = set(meeting.attendances.order_by("pk").values_list("membership_id", "sitting"))
    missing = {
        row.pk: row
        for number in range(1, last_number(meeting) + 1)
        for row in expected(meeting, number)
        if row.role not in OFFICES and (row.pk, number) not in known
    }
    return list(missing.values())


@dataclass(frozen=True)
class Entry:
    """What is entered of one person: there or not, for whom, and when if not all the time."""

    membership: Membership
    status: str
    stands_in_for: Membership | None = None
    stays: tuple[Stay, ...] = ()
    opened_with: Seen | None = None

    @property
    def values(self) -> dict[str, Any]:
        """What two people may enter differently, by name."""
        return {
            "status": self.status,
            "stands_in_for": self.stands_in_for,
            "stays": [
                {"begins": stay.begins, "ends": stay.ends, "mode": stay.mode} for stay in self.stays
            ],
        }

    def with_values(self, values: dict[str, Any]) -> Entry:
        stays = tuple(Stay(**dict(stay)) for stay in values["stays"])
        return replace(self, **{**values, "stays": stays})


class AttendanceOvertaken(Exception):  # noqa: N818 - it is a situation, not an error
    """Somebody else entered the same persons differently; by the membership's key."""

    def __init__(self, rows: dict[int, Overtaken]) -> None:
        super().__init__()
        self.rows = rows


def entered(meeting: Meeting, sitting: int | None = None) -> dict[int, Entry]:
    """Return what stands entered of each membership; before that, what a form begins with."""
    called = meeting.calls.filter(withdrawn_at=None).select_related("stands_in_for")
    stands_in = {call.membership_id: call.stands_in_for for call in called.order_by("pk")}
    away = said_to_stay_away(meeting)
    entries = {
        row.pk: Entry(
            row,
            AttendanceStatus.APOLOGY if row.pk in away else AttendanceStatus.PRESENT,
            stands_in.get(row.pk),
        )
        for row in expected(meeting, sitting)
    }
    return entries | recorded(meeting, sitting)


def said_to_stay_away(meeting: Meeting) -> set[int]:
    """Return whose answer to the invitation is an apology, by the membership's key."""
    if len(sittings_of(meeting)) > 1:
        return set()  # they were asked about the first day
    replies = invitees.replies(meeting)
    return {pk for pk, reply in replies.items() if reply.choice != ReplyChoice.COMES}


def recorded(meeting: Meeting, sitting: int | None = None) -> dict[int, Entry]:
    """Return what stands entered of each membership, and of nobody else."""
    rows = meeting.attendances.filter(sitting=sitting or last_number(meeting))
    rows = rows.select_related("membership__person", "stands_in_for__membership")
    return {
        row.membership_id: Entry(
            row.membership,
            row.status,
            row.stands_in_for.membership if row.stands_in_for else None,
            stays=tuple(Stay(one.arrived_at, one.left_at, one.mode) for one in row.presences.all()),
        )
        for row in rows.prefetch_related("presences").order_by("pk")
    }


def last_number(meeting: Meeting) -> int:
    return max(len(sittings_of(meeting)), 1)


def _settled(meeting: Meeting, sitting: int, entries: Sequence[Entry]) -> list[Entry]:
    """Put together what was entered meanwhile; refuse where two entered the same."""
    standing = entered(meeting, sitting)
    settled, overtaken = [], {}
    for entry in entries:
        theirs = standing[entry.membership.pk].values
        try:
            values = settle(meeting, entry.opened_with, yours=entry.values, theirs=theirs)
        except Overtaken as both:
            overtaken[entry.membership.pk] = both
        else:
            settled.append(entry.with_values(values))
    if overtaken:
        raise AttendanceOvertaken(overtaken)
    return settled


@transaction.atomic
def record_attendance(
    meeting_id: int, *, entries: Sequence[Entry], by: User, sitting: int | None = None
) -> list[Attendance]:
    """Enter who was there; what is entered again replaces what stood before.

    Without a number it is the latest sitting. Raises `AttendanceOvertaken` for what others entered
    since the form was opened. A vote by somebody who turns out to have been away is refused, not
    forgotten, and so is a disqualification that does not fit any more.
    """
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.record_attendance", meeting)
    must_write_minutes(meeting, by)
    on = _sitting(meeting, sitting)
    known = {row.pk for row in expected(meeting, on.number)}
    if {entry.membership.pk for entry in entries} - known:
        raise ValidationError(_("Somebody here does not belong to this meeting."))
    rows: dict[int, Attendance] = {}
    settled = _settled(meeting, on.number, entries)
    for entry in sorted(settled, key=lambda entry: entry.stands_in_for is not None):
        rows[entry.membership.pk] = _enter(meeting, on, entry)
    must_hold(meeting)
    audit.record(
        "meeting.attendance_recorded",
        actor=by,
        subject=meeting,
        role=role_in(by, meeting),
        data={
            "persons": sorted(entry.membership.person_id for entry in entries),
            "fields": ["status", "stands_in_for", "stays"],
        },
    )
    return list(rows.values())


def _sitting(meeting: Meeting, number: int | None) -> Sitting:
    sittings = sittings_of(meeting)
    wanted = number or len(sittings)
    found = next((one for one in sittings if one.number == wanted), None)
    if found is None:
        raise MovedOn
    return found


def _enter(meeting: Meeting, sitting: Sitting, entry: Entry) -> Attendance:
    is_present = entry.status == AttendanceStatus.PRESENT
    if is_present:
        _check_times(sitting, entry)
    row, _created = Attendance.objects.update_or_create(
        meeting=meeting,
        sitting=sitting.number,
        person=entry.membership.person,
        defaults={
            "membership": entry.membership,
            "rank": RANKS[entry.membership.role],
            "status": entry.status,
            "stands_in_for": _whose_place(meeting, sitting, entry) if is_present else None,
            "recorded_at": timezone.now(),
        },
    )
    row.presences.all().delete()
    if is_present:
        Presence.objects.bulk_create(
            Presence(attendance=row, arrived_at=stay.begins, left_at=stay.ends, mode=stay.mode)
            for stay in entry.stays
        )
    return row


def _whose_place(meeting: Meeting, sitting: Sitting, entry: Entry) -> Attendance | None:
    if entry.stands_in_for is None:
        return None
    rows = meeting.attendances.filter(sitting=sitting.number, membership=entry.stands_in_for)
    away = rows.exclude(status=AttendanceStatus.PRESENT).first()
    if away is None:
        raise ValidationError(
            _("%(name)s stands in for somebody who is entered as present.")
            % {"name": entry.membership.person.name}
        )
    return away


def _check_times(sitting: Sitting, entry: Entry) -> None:
    name = {"name": entry.membership.person.name}
    free_from = sitting.begins
    for place, stay in enumerate(entry.stays):
        if stay.begins and stay.ends and stay.ends <= stay.begins:
            raise ValidationError(_("%(name)s cannot leave before arriving.") % name)
        for at in (stay.begins, stay.ends):
            if at and (at < sitting.begins or (sitting.ends and at > sitting.ends)):
                raise ValidationError(_("%(name)s: the time lies outside the meeting.") % name)
        if place and (stay.begins is None or stay.begins < free_from):
            raise ValidationError(_("%(name)s came back before having left.") % name)
        if place < len(entry.stays) - 1 and stay.ends is None:
            raise ValidationError(_("%(name)s came back without having left.") % name)
        free_from = stay.ends or free_from


# One tap ----------------------------------------------------------------------------------------


class Tap(models.TextChoices):
    """What the one who takes the minutes says of a person in passing."""

    PRESENT = "present", _("Here from the start")
    ONLINE = "online", _("Online from the start")
    ARRIVED = "arrived", _("Comes now")
    LEFT = "left", _("Leaves now")
    APOLOGY = "apology", _("Apology")
    TO_ONLINE = "to_online", _("Goes on online")
    TO_ROOM = "to_room", _("Goes on in the room")


@transaction.atomic
def note_attendance(
    meeting_id: int, *, membership_id: int, tap: str, by: User, at: datetime | None = None
) -> bool:
    """Note that somebody is here, comes, leaves or changes; return whether that was news.

    What somebody else has noted already is not noted twice, and nothing is ever overwritten: what
    was wrong is corrected on the page with all times. `at` is when it was tapped, if it was sent
    later.
    """
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.record_attendance", meeting)
    must_write_minutes(meeting, by)
    sitting = must_be_sitting(meeting)
    membership = next((row for row in expected(meeting) if row.pk == membership_id), None)
    if membership is None or tap not in Tap.values:
        raise ValidationError(_("Somebody here does not belong to this meeting."))
    before = recorded(meeting).get(membership_id)
    after = _tapped(meeting, membership, before, tap, moment_of(sitting, at))
    if after is None:
        return False
    _enter(meeting, sitting, after)
    must_hold(meeting)
    audit.record(
        "meeting.attendance_noted",
        actor=by,
        subject=meeting,
        role=role_in(by, meeting),
        data={"person": membership.person_id, "what": tap},
    )
    return True


def _tapped(
    meeting: Meeting, membership: Membership, before: Entry | None, tap: str, at: datetime
) -> Entry | None:
    """Return what then stands entered; None if it stands so already."""
    is_present = before is not None and before.status == AttendanceStatus.PRESENT
    if before is None or not is_present:
        return _first_tap(meeting, membership, before, tap, at)
    if tap in {Tap.PRESENT, Tap.ONLINE}:
        return None
    if tap == Tap.APOLOGY:
        raise NotReady(
            _("%(name)s is entered as present. Correct it under Attendance.")
            % {"name": membership.person.name}
        )
    *earlier, last = before.stays or (Stay(),)
    is_here = last.ends is None
    if tap == Tap.ARRIVED:
        stays = None if is_here else (*before.stays, Stay(at, None, last.mode))
    elif not is_here:
        stays = None
    elif tap == Tap.LEFT:
        stays = (*earlier, replace(last, ends=at))
    else:
        mode = Mode.ONLINE if tap == Tap.TO_ONLINE else Mode.PHYSICAL
        stays = (
            None if mode == last.mode else (*earlier, replace(last, ends=at), Stay(at, None, mode))
        )
    return None if stays is None else replace(before, stays=stays)


def _first_tap(
    meeting: Meeting, membership: Membership, before: Entry | None, tap: str, at: datetime
) -> Entry | None:
    """Return what stands entered of somebody of whom nothing was, or who was entered as away."""
    if tap == Tap.APOLOGY:
        return None if before else Entry(membership, AttendanceStatus.APOLOGY)
    stays: tuple[Stay, ...] = ()
    if tap == Tap.ARRIVED:
        stays = (Stay(at),)
    elif tap == Tap.ONLINE and before is None:
        stays = (Stay(mode=Mode.ONLINE),)
    elif tap != Tap.PRESENT or before is not None:
        raise NotReady(
            _("%(name)s is not entered as present. Correct it under Attendance.")
            % {"name": membership.person.name}
        )
    called = meeting.calls.filter(withdrawn_at=None, membership=membership).first()
    seat = called.stands_in_for if called else None
    return Entry(membership, AttendanceStatus.PRESENT, seat, stays)


@transaction.atomic
def note_the_rest_present(meeting_id: int, *, by: User, at: datetime | None = None) -> int:
    """Enter the rest as here from the start, or as away if they said so; return how many.

    Whoever was noted since it was tapped (`at`, if it was sent later) is none of the rest.
    """
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.record_attendance", meeting)
    must_write_minutes(meeting, by)
    sitting = must_be_sitting(meeting)
    moment_of(sitting, at)
    known = recorded(meeting)
    standing = entered(meeting)
    rest = [row for row in expected(meeting) if row.pk not in known]
    known |= {row.pk: standing[row.pk] for row in rest}
    away = {pk for pk, entry in known.items() if entry.status != AttendanceStatus.PRESENT}
    noted = 0
    for row in sorted(rest, key=lambda row: standing[row.pk].stands_in_for is not None):
        seat = standing[row.pk].stands_in_for
        if seat is None or seat.pk in away:
            _enter(meeting, sitting, standing[row.pk])
            noted += 1
    must_hold(meeting)
    if noted:
        audit.record(
            "meeting.attendance_noted",
            actor=by,
            subject=meeting,
            role=role_in(by, meeting),
            data={"persons": noted, "what": Tap.PRESENT.value},
        )
    return noted


def must_be_sitting(meeting: Meeting) -> Sitting:
    """Return the sitting that is on; what is tapped belongs to it."""
    must_be(meeting.state, Meeting.State.IN_PROGRESS)
    sitting = current_sitting(meeting)
    if sitting is None:
        raise NotReady(_("The meeting is adjourned. Resume it first."))
    return sitting


def moment_of(sitting: Sitting, at: datetime | None) -> datetime:
    """Return when something was tapped: now, or when the tablet says it was, within the sitting."""
    now = timezone.now()
    if at is None:
        return max(now, sitting.begins)
    if not sitting.begins <= at <= now:
        raise ValidationError(
            _("%(clock)s lies outside the meeting.") % {"clock": formats.clock(at)}
        )
    return at
