"""What happens at the meeting, entered by whoever takes the minutes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.models import Membership, Role
from meetings import invitees, notices
from meetings.models import (
    AgendaItem,
    AgendaState,
    Attendance,
    AttendanceStatus,
    Disqualification,
    Meeting,
    MeetingState,
    Minutes,
    MinutesState,
    Presence,
    ProtocolRemark,
    ReplyChoice,
    SectionKind,
    Vote,
    VoteEvent,
    VoteOption,
)
from meetings.models.agenda import NEEDS_NO_TEXT
from meetings.refusals import MinutesNotWritable, MovedOn, NotReady
from portal import audit
from portal.documents import richtext
from portal.writing.rows import Overtaken, Seen, settle

from .items import write
from .locking import (
    ask,
    must_be,
    must_write_minutes,
    open_correction,
    role_in,
    take_item,
    take_meeting,
)

if TYPE_CHECKING:
    from portal.people.models import Person, User

RANKS = {role: place for place, role in enumerate(Role.values)}


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
    """Close the meeting at the time at which it really ended.

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
        must_be(meeting.state, MeetingState.IN_PROGRESS)
    meeting.state, meeting.ended_at = MeetingState.HELD, at or timezone.now()
    if meeting.started_at is not None and meeting.ended_at <= meeting.started_at:
        raise ValidationError({"ended_at": _("The meeting must end after it starts.")})
    meeting.save(update_fields=["state", "ended_at"])
    audit.record("meeting.closed", actor=by, subject=meeting, role=role_in(by, meeting))
    return meeting


@dataclass(frozen=True)
class Entry:
    """What is entered of one person: there or not, for whom, and from when to when."""

    membership: Membership
    status: str
    stands_in_for: Membership | None = None
    arrived_at: datetime | None = None
    arrived_during: AgendaItem | None = None
    left_at: datetime | None = None
    left_during: AgendaItem | None = None
    opened_with: Seen | None = None

    @property
    def is_partial(self) -> bool:
        return bool(self.arrived_at or self.left_at)

    @property
    def values(self) -> dict[str, Any]:
        """What two people may enter differently, by name."""
        return {name: getattr(self, name) for name in ENTERED}


ENTERED = (
    "status",
    "stands_in_for",
    "arrived_at",
    "arrived_during",
    "left_at",
    "left_during",
)


class AttendanceOvertaken(Exception):  # noqa: N818 - it is a situation, not an error
    """Somebody else entered the same persons differently; by the membership's key."""

    def __init__(self, rows: dict[int, Overtaken]) -> None:
        super().__init__()
        self.rows = rows


def expected(meeting: Meeting) -> list[Membership]:
    """Return whose attendance is recorded: seats on the day of the meeting, and those called.

    The offices come last; they are there, but no members.
    """
    day = timezone.localdate(meeting.started_at or meeting.starts_at)
    current = Membership.objects.current(day).filter(committee=meeting.committee)
    called = meeting.calls.filter(withdrawn_at=None).order_by().values("membership")
    rows = current.exclude(role=Role.SUBSTITUTE) | current.filter(pk__in=called)
    return list(rows.select_related("person", "committee").in_order())


def entered(meeting: Meeting) -> dict[int, Entry]:
    """Return what stands entered of each membership; before that, what a form begins with."""
    called = meeting.calls.filter(withdrawn_at=None).select_related("stands_in_for")
    stands_in = {call.membership_id: call.stands_in_for for call in called.order_by("pk")}
    replies = invitees.replies(meeting)
    away = {pk for pk, reply in replies.items() if reply.choice != ReplyChoice.COMES}
    entries = {
        row.pk: Entry(
            row,
            AttendanceStatus.APOLOGY if row.pk in away else AttendanceStatus.PRESENT,
            stands_in.get(row.pk),
        )
        for row in expected(meeting)
    }
    known = meeting.attendances.select_related("membership", "stands_in_for__membership")
    for row in known.prefetch_related("presences__arrived_during", "presences__left_during"):
        seat = row.stands_in_for.membership if row.stands_in_for else None
        stay = next(iter(row.presences.all()), Presence())
        entries[row.membership_id] = Entry(
            row.membership,
            row.status,
            seat,
            arrived_at=stay.arrived_at,
            arrived_during=stay.arrived_during,
            left_at=stay.left_at,
            left_during=stay.left_during,
        )
    return entries


def _settled(meeting: Meeting, entries: Sequence[Entry]) -> list[Entry]:
    """Put together what was entered meanwhile; refuse where two entered the same."""
    standing = entered(meeting)
    settled, overtaken = [], {}
    for entry in entries:
        theirs = standing[entry.membership.pk].values
        try:
            values = settle(meeting, entry.opened_with, yours=entry.values, theirs=theirs)
        except Overtaken as both:
            overtaken[entry.membership.pk] = both
        else:
            settled.append(replace(entry, **values))
    if overtaken:
        raise AttendanceOvertaken(overtaken)
    return settled


@transaction.atomic
def record_attendance(meeting_id: int, *, entries: Sequence[Entry], by: User) -> list[Attendance]:
    """Enter who was there; what is entered again replaces what stood before.

    Raises `AttendanceOvertaken` for what others entered since the form was opened.
    A vote by somebody who turns out to have been away is refused, not forgotten.
    """
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.record_attendance", meeting)
    must_write_minutes(meeting, by)
    known = {row.pk for row in expected(meeting)}
    if {entry.membership.pk for entry in entries} - known:
        raise ValidationError(_("Somebody here does not belong to this meeting."))
    rows: dict[int, Attendance] = {}
    settled = _settled(meeting, entries)
    for entry in sorted(settled, key=lambda entry: entry.stands_in_for is not None):
        rows[entry.membership.pk] = _enter(meeting, entry)
    for item in meeting.items.standing_on_agenda():
        _must_hold(item)
    audit.record(
        "meeting.attendance_recorded",
        actor=by,
        subject=meeting,
        role=role_in(by, meeting),
        data={
            "persons": sorted(entry.membership.person_id for entry in entries),
            "fields": list(ENTERED),
        },
    )
    return list(rows.values())


def _enter(meeting: Meeting, entry: Entry) -> Attendance:
    _check_times(meeting, entry)
    stands_in_for = None
    if entry.stands_in_for is not None and entry.status == AttendanceStatus.PRESENT:
        stands_in_for = meeting.attendances.filter(membership=entry.stands_in_for).first()
        if stands_in_for is None or stands_in_for.status == AttendanceStatus.PRESENT:
            raise ValidationError(
                _("%(name)s stands in for somebody who is entered as present.")
                % {"name": entry.membership.person.name}
            )
    row, _created = Attendance.objects.update_or_create(
        meeting=meeting,
        person=entry.membership.person,
        defaults={
            "membership": entry.membership,
            "rank": RANKS[entry.membership.role],
            "status": entry.status,
            "stands_in_for": stands_in_for,
            "recorded_at": timezone.now(),
        },
    )
    row.presences.all().delete()
    if entry.is_partial and entry.status == AttendanceStatus.PRESENT:
        Presence.objects.create(
            attendance=row,
            arrived_at=entry.arrived_at,
            arrived_during=entry.arrived_during,
            left_at=entry.left_at,
            left_during=entry.left_during,
        )
    return row


def _check_times(meeting: Meeting, entry: Entry) -> None:
    name = {"name": entry.membership.person.name}
    if entry.arrived_at and entry.left_at and entry.left_at <= entry.arrived_at:
        raise ValidationError(_("%(name)s cannot leave before arriving.") % name)
    for item in (entry.arrived_during, entry.left_during):
        if item is not None and item.meeting_id != meeting.pk:
            raise ValidationError(_("Choose an item of this meeting."))
    begin, end = meeting.started_at, meeting.ended_at
    for at in (entry.arrived_at, entry.left_at):
        if at and ((begin and at < begin) or (end and at > end)):
            raise ValidationError(_("%(name)s: the time lies outside the meeting.") % name)


def voters(item: AgendaItem) -> list[Person]:
    """Return who may vote under the item: there at the time, with a vote, not disqualified."""
    away = set(
        item.disqualifications.filter(is_upheld=True, removed_at=None)
        .order_by("pk")
        .values_list("person_id", flat=True)
    )
    rows = (
        item.meeting.attendances.present()
        .voting()
        .in_order()
        .select_related("person")
        .prefetch_related("presences__arrived_during", "presences__left_during")
    )
    return [row.person for row in rows if row.person_id not in away and _was_there(row, item)]


def _was_there(row: Attendance, item: AgendaItem) -> bool:
    stays = list(row.presences.all())
    return not stays or any(stay.covers(item.position or 0) for stay in stays)


def _must_hold(item: AgendaItem) -> None:
    """Refuse if somebody has voted who could not."""
    ballots = Vote.objects.filter(event__item=item, event__removed_at=None).select_related("person")
    cast = {ballot.person_id: ballot.person for ballot in ballots.order_by("pk")}
    if not cast:
        return
    could = {person.pk for person in voters(item)}
    if wrong := [person.name for pk, person in cast.items() if pk not in could]:
        raise NotReady(
            _("%(names)s voted under an item without being there. Change the vote first.")
            % {"names": ", ".join(wrong)}
        )


@transaction.atomic
def disqualify(
    item_id: int,
    *,
    person: Person,
    by: User,
    is_upheld: bool = True,
    raised_by: str = "",
    left_at: datetime | None = None,
    returned_at: datetime | None = None,
    substitute: Person | None = None,
    note: str = "",
    opened_with: Seen | None = None,
) -> Disqualification:
    """Record whether somebody is disqualified under an item.

    Possible before the meeting too, so that the papers of a closed item stay away from them.
    Raises `Overtaken` if somebody else entered the person otherwise since it was `opened_with`.
    """
    item = take_item(item_id)
    ask(by, "meetings.disqualify", item.meeting)
    if not item.meeting.is_coming:
        must_write_minutes(item.meeting, by, item)
    if not Membership.objects.filter(committee=item.meeting.committee, person=person).exists():
        raise ValidationError(_("Choose somebody of this committee."))
    if not is_upheld:
        _must_not_free_themselves(item, person, by)
    if returned_at and (left_at is None or returned_at <= left_at):
        raise ValidationError({"returned_at": _("Nobody can return before they leave.")})
    values = {
        "is_upheld": is_upheld,
        "raised_by": raised_by,
        "left_at": left_at,
        "returned_at": returned_at,
        "note": note,
    }
    name = str(person.pk)
    standing = disqualified(item).get(name)
    settle(item, opened_with, yours={name: values}, theirs={name: standing})
    row, created = Disqualification.objects.update_or_create(
        item=item,
        person=person,
        removed_at=None,
        defaults={**values, "substitute": substitute, "entered_by": by},
    )
    _must_hold(item)
    audit.record(
        "item.disqualification_entered" if created else "item.disqualification_changed",
        actor=by,
        subject=item,
        role=role_in(by, item),
        data={"person": person.pk, "upheld": is_upheld},
    )
    return row


def disqualified(item: AgendaItem) -> dict[str, dict[str, Any]]:
    """Return what stands entered under an item, by the person's key."""
    rows = item.disqualifications.filter(removed_at=None).order_by("pk")
    names = ("is_upheld", "raised_by", "left_at", "returned_at", "note")
    return {str(row.person_id): {name: getattr(row, name) for name in names} for row in rows}


def _must_not_free_themselves(item: AgendaItem, person: Person, by: User) -> None:
    """Whoever chairs is disqualified like anybody: another takes it back, and opens the papers."""
    stands = item.disqualifications.filter(person=person, is_upheld=True, removed_at=None)
    if person.user_id == by.pk and stands.exists():
        raise NotReady(_("You are disqualified under this item yourself; let another change that."))


@transaction.atomic
def remove_disqualification(row_id: int, *, by: User) -> Disqualification:
    """Take back what was entered by mistake; the history keeps it."""
    item_id = Disqualification.objects.values_list("item_id", flat=True).get(pk=row_id)
    item = take_item(item_id)
    ask(by, "meetings.disqualify", item.meeting)
    row = item.disqualifications.get(pk=row_id)
    if row.removed_at is not None:
        return row
    _must_not_free_themselves(item, row.person, by)
    if not item.meeting.is_coming:
        must_write_minutes(item.meeting, by, item)
    row.removed_at = timezone.now()
    row.save(update_fields=["removed_at"])
    audit.record(
        "item.disqualification_removed", actor=by, subject=item, data={"person": row.person_id}
    )
    return row


@transaction.atomic
def record_vote(
    item_id: int,
    *,
    votes: Mapping[int, str],
    by: User,
    on: str = "",
    opened_with: Seen | None = None,
) -> VoteEvent | None:
    """Record a vote by name, by the persons' keys; without votes the record is taken back.

    Only those vote who were there and not disqualified. Raises `Overtaken` for those whose vote
    somebody else entered otherwise since it was `opened_with`.
    """
    item = take_item(item_id)
    ask(by, "meetings.record_vote", item)
    must_write_minutes(item.meeting, by, item)
    if set(votes.values()) - set(VoteOption.values):
        raise ValidationError(_("Choose for, against or abstains."))
    could = {person.pk for person in voters(item)}
    if set(votes) - could:
        raise NotReady(_("Only those who were there and not disqualified can have voted."))
    event = item.votes.filter(on=on, removed_at=None).first()
    standing = {row.person_id: row.option for row in event.ballots.order_by("pk")} if event else {}
    settled = settle(
        item,
        opened_with,
        yours={str(pk): votes.get(pk, "") for pk in could},
        theirs={str(pk): standing.get(pk, "") for pk in could},
    )
    votes = {int(pk): option for pk, option in settled.items() if option}
    if event is None and not votes:
        return None
    if event is None:
        event = VoteEvent.objects.create(item=item, on=on, entered_by=by)
    _cast(event, votes)
    if not votes:
        event.removed_at = timezone.now()
        event.save(update_fields=["removed_at"])
    audit.record(
        "item.vote_recorded",
        actor=by,
        subject=item,
        role=role_in(by, item),
        data={"votes": len(votes), "fields": sorted(settled)},
    )
    return event


def _cast(event: VoteEvent, votes: Mapping[int, str]) -> None:
    event.ballots.exclude(person__in=list(votes)).delete()
    for person_id, option in votes.items():
        Vote.objects.update_or_create(event=event, person_id=person_id, defaults={"option": option})


@transaction.atomic
def set_decision(
    item_id: int,
    *,
    outcome: str,
    by: User,
    content: str = "",
    base_revision: int = 0,
    opened_with: Seen | None = None,
) -> AgendaItem:
    """Enter what the committee decided: a code, and the words, unless the code says it all.

    Raises `portal.writing.Conflict` where somebody else wrote the same; the code waits then too.
    Raises `Overtaken` where somebody else chose another code since it was `opened_with`.
    """
    item = take_item(item_id)
    ask(by, "meetings.set_decision", item)
    must_write_minutes(item.meeting, by, item)
    outcome = settle(
        item, opened_with, yours={"outcome": outcome}, theirs={"outcome": item.outcome}
    )["outcome"]
    if outcome not in AgendaItem.Outcome.values:
        raise ValidationError({"outcome": _("Choose what came of the item.")})
    if outcome not in NEEDS_NO_TEXT and richtext.is_empty(richtext.clean(content)):
        raise ValidationError({"content": _("Write the decision in words.")})
    text = write(item, SectionKind.DECISION, content=content, base_revision=base_revision, by=by)
    item.outcome = outcome
    item.save(update_fields=["outcome"])
    audit.record(
        "item.decided",
        actor=by,
        subject=item,
        role=role_in(by, item),
        data={"outcome": outcome, "revision": text.revision, "fields": ["outcome"]},
    )
    return item


@transaction.atomic
def protocol_remark(
    item_id: int, *, person: Person, text: str, by: User, opened_with: Seen | None = None
) -> ProtocolRemark:
    """Enter a member's dissent: by the member, or by the secretary for them to confirm.

    Nobody changes what another has entered or confirmed; the member is asked again for what is
    entered anew. Raises `Overtaken` if it was entered otherwise since it was `opened_with`.
    """
    item = take_item(item_id)
    ask(by, "meetings.enter_remark", item)
    minutes = _minutes_open_for_remarks(item, by)
    own = person.user_id == by.pk
    is_secretary = by.has_perm("meetings.send_minutes_to_review", item)
    sat = item.meeting.attendances.present().voting().filter(person=person).exists()
    if not sat:
        raise ValidationError({"person": _("Only who took part can have a remark entered.")})
    if not own and not is_secretary:
        raise PermissionDenied
    if own and not AgendaItem.objects.known_to(by).filter(pk=item.pk).exists():
        raise PermissionDenied
    row = item.remarks.filter(person=person, removed_at=None).first()
    if row is not None and not own and (row.confirmed_at or row.entered_by_id != by.pk):
        raise NotReady(_("The member has entered or confirmed this; only they change it."))
    settle(
        item,
        opened_with,
        yours={str(person.pk): text},
        theirs={str(person.pk): row.text if row else ""},
    )
    if minutes.state == MinutesState.CORRECTING:
        must_write_minutes(item.meeting, by, item)
    row = row or ProtocolRemark(item=item, person=person)
    row.text, row.entered_by = text.strip(), by
    row.confirmed_at = timezone.now() if own else None
    row.full_clean()
    row.save()
    entry = audit.record("item.remark_entered", actor=by, subject=item, data={"person": person.pk})
    if not own:
        notices.tell_of_remark(item.meeting, entry.pk, person.user)
    return row


@transaction.atomic
def confirm_remark(remark_id: int, *, by: User) -> ProtocolRemark:
    """Let the member say that the remark entered for them is theirs."""
    row = ProtocolRemark.objects.select_related("person").get(pk=remark_id)
    item = take_item(row.item_id)
    if row.person.user_id != by.pk:
        raise PermissionDenied
    if row.confirmed_at is not None:
        return row
    _minutes_open_for_remarks(item, by)
    row.confirmed_at = timezone.now()
    row.save(update_fields=["confirmed_at"])
    audit.record("item.remark_confirmed", actor=by, subject=item, data={"person": row.person_id})
    return row


@transaction.atomic
def remove_remark(remark_id: int, *, by: User) -> ProtocolRemark:
    """Take a remark back: the member their own, the secretary one not yet confirmed."""
    row = ProtocolRemark.objects.select_related("person").get(pk=remark_id)
    item = take_item(row.item_id)
    secretary = by.has_perm("meetings.send_minutes_to_review", item)
    if row.person.user_id != by.pk and not (secretary and row.confirmed_at is None):
        raise PermissionDenied
    if row.removed_at is not None:
        return row
    _minutes_open_for_remarks(item, by)
    row.removed_at = timezone.now()
    row.save(update_fields=["removed_at"])
    audit.record("item.remark_removed", actor=by, subject=item, data={"person": row.person_id})
    return row


def _minutes_open_for_remarks(item: AgendaItem, by: User) -> Minutes:
    """A dissent may still be entered while the minutes are under review, until approval.

    In a correction only what is said under its own items changes, and whoever changes it there
    is one of its writers.
    """
    minutes = Minutes.objects.filter(meeting=item.meeting).first()
    if minutes is None:
        raise MovedOn
    if minutes.state not in {
        MinutesState.DRAFT,
        MinutesState.IN_REVIEW,
        MinutesState.CORRECTING,
    }:
        raise MinutesNotWritable
    correction = open_correction(minutes)
    if correction is not None:
        if not correction.items.filter(pk=item.pk).exists():
            raise MinutesNotWritable
        correction.writers.add(by)
    return minutes
