from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from committee.models import Committee, Membership, Role
from meetings import notices
from meetings.models import (
    AgendaItem,
    AgendaTemplate,
    Disqualification,
    ItemKind,
    Meeting,
    MeetingMove,
    Standing,
    SubstituteCall,
)
from portal import audit
from portal.ui.models import first_result, free_key
from portal.writing.rows import Seen, settle

from .locking import ask, must_be, role_in, take_meeting
from .preparing import fill_from_template

if TYPE_CHECKING:
    from portal.people.models import User

State = Meeting.State
MOVES = {"starts_at", "place"}
"""With another one of these a meeting is moved; all else is only told better."""


@transaction.atomic
def plan_meeting(
    committee_id: int,
    *,
    by: User,
    starts_at: datetime,
    ends_at: datetime,
    place: str,
    name: str = "",
    is_extraordinary: bool = False,
    address: str = "",
    access_info: str = "",
    online_link: str = "",
    open_to_public: bool = False,
    template: AgendaTemplate | None = None,
    form_key: UUID | None = None,
) -> Meeting:
    """Plan a meeting, public at once, with the two items that every agenda has.

    With a `template` its items stand between those two.

    A form sent twice leads to the first result.
    """
    # The committee's row is the lock under which its meetings are numbered.
    committee = Committee.objects.select_for_update(of=("self",)).get(pk=committee_id)
    ask(by, "meetings.plan_meeting", committee)
    if made := first_result(Meeting, form_key, committee=committee):
        return made
    number = None if is_extraordinary else _next_number(committee)
    meeting = Meeting(
        committee=committee,
        number=number,
        name=name.strip() or _name(number),
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        address=address,
        access_info=access_info,
        online_link=online_link,
        open_to_public=open_to_public,
        created_by=by,
        form_key=free_key(Meeting, form_key),
    )
    meeting.full_clean()
    meeting.save()
    _add_standing_items(meeting, by)
    audit.record("meeting.planned", actor=by, subject=meeting, role=role_in(by, meeting))
    if template is not None:
        fill_from_template(meeting.pk, template=template, by=by)
        meeting.refresh_from_db()
    return meeting


def _next_number(committee: Committee) -> int:
    last: int | None = committee.meetings.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _name(number: int | None) -> str:
    """Name it in the record's language."""
    with translation.override("da"):
        if number is None:
            return _("Extraordinary meeting")
        return _("Meeting no. %(number)s") % {"number": number}


def _add_standing_items(meeting: Meeting, by: User) -> None:
    with translation.override("da"):
        for place, (standing, kind, minutes) in enumerate(
            [
                (Standing.APPROVAL, ItemKind.DECISION, 5),
                (Standing.OTHER_BUSINESS, ItemKind.INFORMATION, 5),
            ]
        ):
            AgendaItem.objects.create(
                meeting=meeting,
                position=place,
                title=str(standing.label),
                kind=kind,
                standing=standing,
                planned_minutes=minutes,
                added_by=by,
            )


@transaction.atomic
def change_meeting(
    meeting_id: int,
    *,
    by: User,
    reason: str = "",
    opened_with: Seen | None = None,
    **facts: Any,
) -> Meeting:
    """Change place, time or name before the meeting.

    With another time or place it is moved: `reason` says why, the meeting keeps its page and the
    story of its moves, and all who may come are told. Raises `Overtaken` for what somebody else
    has changed since it was `opened_with`.
    """
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.change_meeting", meeting)
    must_be(meeting.state, State.PLANNED, State.CALLED)
    theirs = {name: getattr(meeting, name) for name in facts}
    facts = settle(meeting, opened_with, yours=facts, theirs=theirs)
    changed = [name for name, value in facts.items() if getattr(meeting, name) != value]
    if not changed:
        return meeting
    before = {name: getattr(meeting, name) for name in MOVES}
    for name in changed:
        setattr(meeting, name, facts[name])
    moved = MOVES & set(changed)
    if moved and not reason.strip():
        raise ValidationError({"reason": _("Say why the meeting is moved.")})
    meeting.full_clean()
    meeting.calendar_revision += 1
    meeting.save(update_fields=[*changed, "calendar_revision"])
    entry = audit.record(
        "meeting.moved" if moved else "meeting.changed",
        actor=by,
        subject=meeting,
        reason=reason.strip() if moved else "",
        role=role_in(by, meeting),
        data={"fields": sorted(changed)},
    )
    if moved:
        move = MeetingMove.objects.create(
            meeting=meeting,
            **before,
            to_starts_at=meeting.starts_at,
            to_place=meeting.place,
            reason=reason.strip(),
            by=by,
        )
        notices.tell_of_move(move, by=by, change=entry.pk)
    return meeting


@transaction.atomic
def call_meeting(meeting_id: int, *, by: User) -> Meeting:
    """Call the committee to a planned meeting; sending out the agenda does it as well."""
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.change_meeting", meeting)
    if meeting.state == State.CALLED:
        return meeting
    must_be(meeting.state, State.PLANNED)
    meeting.state = State.CALLED
    meeting.save(update_fields=["state"])
    notices.invite(meeting)
    audit.record("meeting.called", actor=by, subject=meeting, role=role_in(by, meeting))
    return meeting


@transaction.atomic
def cancel_meeting(meeting_id: int, *, reason: str, by: User) -> Meeting:
    """Cancel a meeting that has not been held; its page stays and says so."""
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.cancel_meeting", meeting)
    if meeting.state == State.CANCELLED:
        return meeting
    must_be(meeting.state, State.PLANNED, State.CALLED)
    meeting.state, meeting.cancelled_reason = State.CANCELLED, reason
    meeting.calendar_revision += 1
    meeting.save(update_fields=["state", "cancelled_reason", "calendar_revision"])
    entry = audit.record(
        "meeting.cancelled", actor=by, subject=meeting, reason=reason, role=role_in(by, meeting)
    )
    notices.tell_of_cancelling(meeting, by=by, change=entry.pk)
    return meeting


@transaction.atomic
def call_substitute(
    meeting_id: int, *, membership: Membership, stands_in_for: Membership, by: User
) -> SubstituteCall:
    """Call a substitute to one meeting; from then on they read and write its papers.

    Nobody stands in for who holds no seat, or who is entered as present and may take part in all.
    """
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.call_substitute", meeting)
    must_be(meeting.state, State.PLANNED, State.CALLED, State.IN_PROGRESS)
    day = timezone.localdate(meeting.starts_at)
    wrong = (
        membership.role != Role.SUBSTITUTE
        or {membership.committee_id, stands_in_for.committee_id} != {meeting.committee_id}
        or not membership.is_current(day)
    )
    if wrong:
        raise ValidationError(
            _("Choose a substitute of this committee whose time covers the meeting.")
        )
    seats = Membership.objects.current(day).seats()
    if not seats.filter(pk=stands_in_for.pk).exists():
        raise ValidationError(
            {"stands_in_for": _("Choose somebody who holds a seat on the day of the meeting.")}
        )
    kept = meeting.calls.filter(withdrawn_at=None, membership=membership).first()
    if kept:
        return kept
    if _takes_part_in_all(meeting, stands_in_for):
        raise ValidationError(
            {
                "stands_in_for": _(
                    "%(name)s is entered as present and is disqualified under no item."
                )
                % {"name": stands_in_for.person.name}
            }
        )
    if meeting.calls.filter(withdrawn_at=None, stands_in_for=stands_in_for).exists():
        raise ValidationError(_("Another substitute is already called for this member."))
    call = SubstituteCall.objects.create(
        meeting=meeting, membership=membership, stands_in_for=stands_in_for, called_by=by
    )
    audit.record(
        "meeting.substitute_called",
        actor=by,
        subject=meeting,
        role=role_in(by, meeting),
        data={"substitute": membership.person_id, "for": stands_in_for.person_id},
    )
    notices.tell_substitute(call)
    return call


def _takes_part_in_all(meeting: Meeting, membership: Membership) -> bool:
    """Whether somebody is there from first to last. Before the meeting nobody knows."""
    there = meeting.attendances.present().filter(membership=membership, presences=None)
    away = Disqualification.objects.filter(
        item__meeting=meeting, person=membership.person_id, is_upheld=True, removed_at=None
    )
    return there.exists() and not away.exists()


@transaction.atomic
def withdraw_substitute(call_id: int, *, by: User) -> SubstituteCall:
    """Take a call back; the rights that came with it end at once."""
    meeting_id = SubstituteCall.objects.values_list("meeting_id", flat=True).get(pk=call_id)
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.call_substitute", meeting)
    call = meeting.calls.get(pk=call_id)
    if call.withdrawn_at is not None:
        return call
    must_be(meeting.state, State.PLANNED, State.CALLED)
    call.withdrawn_at = timezone.now()
    call.save(update_fields=["withdrawn_at"])
    audit.record(
        "meeting.substitute_withdrawn",
        actor=by,
        subject=meeting,
        role=role_in(by, meeting),
        data={"substitute": call.membership_id},
    )
    notices.tell_substitute(call)
    return call
