"""Who comes, leaves and is here, noted by one tap in the room."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.models import Membership
from meetings.models import (
    AttendanceStatus,
    Meeting,
    Mode,
)
from meetings.refusals import NotReady
from meetings.timeline import (
    Sitting,
    Stay,
    current_sitting,
)
from portal import audit
from portal.ui import formats

from .attendance import Entry, enter, entered, expected, recorded
from .locking import ask, must_be, must_write_minutes, role_in, take_meeting
from .voters import must_hold

if TYPE_CHECKING:
    from portal.people.models import User


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
    enter(meeting, sitting, after)
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
            enter(meeting, sitting, standing[row.pk])
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
