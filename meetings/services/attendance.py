"""Who was there, from when to when: all of a sitting entered and corrected on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.models import OFFICES, Membership, Role
from meetings import invitees
from meetings.models import (
    Attendance,
    AttendanceStatus,
    Meeting,
    Presence,
    ReplyChoice,
)
from meetings.refusals import MovedOn
from meetings.timeline import (
    Sitting,
    Stay,
    sittings_of,
)
from portal import audit
from portal.writing.rows import Overtaken, Seen, settle

from .locking import ask, must_write_minutes, role_in, take_meeting
from .voters import must_hold

if TYPE_CHECKING:
    from portal.people.models import User

RANKS = {role: place for place, role in enumerate(Role.values)}


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
        rows[entry.membership.pk] = enter(meeting, on, entry)
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


def enter(meeting: Meeting, sitting: Sitting, entry: Entry) -> Attendance:
    """Write what stands entered of one person; for verbs that have asked and locked."""
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
