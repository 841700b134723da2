"""Answers to invitations, and the reminders of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.models import Membership
from meetings import invitees, notices
from meetings.models import Meeting, MeetingState, Reply, ReplyChoice
from meetings.refusals import InvitationOver
from portal import audit
from portal.notifications.models import Notice

from .locking import ask, role_in, take_meeting

if TYPE_CHECKING:
    from portal.people.models import User

TO_ANSWER, TO_COME = "answer", "come"


@transaction.atomic
def answer_invitation(
    meeting_id: int,
    *,
    membership: Membership,
    choice: str,
    by: User,
    reason: str = "",
    substitute: Membership | None = None,
) -> Reply:
    """Say whether a member comes; a later answer takes the earlier one's place.

    Members answer for themselves. Whoever runs the meeting notes what others have said aloud:
    not everybody has an account.

    The secretary is told when a substitute is asked for, and when an answer changes after one
    was called. The same answer again changes nothing.
    """
    meeting = take_meeting(meeting_id)
    mine = next((row for row in invitees.asked(meeting) if row.pk == membership.pk), None)
    if mine is None:
        raise PermissionDenied
    is_own = mine.person.user_id == by.pk
    ask(by, "meetings.answer_invitation" if is_own else "meetings.note_answer", meeting)
    if not invitees.may_still_answer(meeting):
        raise InvitationOver
    if choice == ReplyChoice.COMES:
        reason = ""
    if choice != ReplyChoice.SUBSTITUTE:
        substitute = None
    elif substitute is not None and substitute not in invitees.substitutes_for(mine, meeting):
        raise ValidationError({"substitute": _("Choose one of those who may come instead.")})
    said = {
        "choice": choice,
        "reason": reason.strip(),
        "substitute": substitute,
        "answers_for": meeting.starts_at,
    }
    reply = Reply.objects.filter(meeting=meeting, membership=mine).first()
    if reply is not None and all(getattr(reply, name) == value for name, value in said.items()):
        return reply
    reply, _made = Reply.objects.update_or_create(
        meeting=meeting, membership=mine, defaults={**said, "at": timezone.now()}
    )
    entry = audit.record(
        "meeting.invitation_answered",
        actor=by,
        subject=meeting,
        role=role_in(by, meeting),
        data={"choice": choice} | ({} if is_own else {"person": mine.person_id}),
    )
    if choice == ReplyChoice.SUBSTITUTE or _is_filled(meeting, mine):
        notices.tell_secretary(reply, change=entry.pk)
    return reply


def _is_filled(meeting: Meeting, membership: Membership) -> bool:
    return meeting.calls.filter(withdrawn_at=None, stands_in_for=membership).exists()


# Reminders ------------------------------------------------------------------------------------


def reminders_due(now: datetime | None = None) -> list[str]:
    """Return the keys of the reminders whose time has come: meeting, which one, for which time.

    Whoever has been invited within a day is not pressed for an answer yet.
    """
    now = now or timezone.now()
    due = []
    meetings = Meeting.objects.filter(state=MeetingState.CALLED, starts_at__gt=now)
    for meeting in meetings.select_related("committee").order_by("pk"):
        stamp = f"{meeting.starts_at:%Y%m%d%H%M}"
        ahead = timedelta(days=meeting.committee.remind_days)
        if ahead and meeting.starts_at - ahead <= now and _invited_before(meeting, now):
            due.append(f"{meeting.pk}:{TO_ANSWER}:{stamp}")
        if meeting.committee.remind_day_before and meeting.starts_at - timedelta(days=1) <= now:
            due.append(f"{meeting.pk}:{TO_COME}:{stamp}")
    return due


def _invited_before(meeting: Meeting, now: datetime) -> bool:
    return Notice.objects.filter(
        kind=notices.InvitationSent.name,
        event=notices.invitation_event(meeting),
        created_at__lt=now - timedelta(days=1),
    ).exists()


def send_reminder(key: str) -> int:
    """Send one reminder; doing it twice tells nobody twice. Returns how many were told."""
    meeting_id, what, stamp = key.split(":")
    meeting = Meeting.objects.select_related("committee").get(pk=int(meeting_id))
    is_over = meeting.state != MeetingState.CALLED or meeting.starts_at <= timezone.now()
    if is_over or f"{meeting.starts_at:%Y%m%d%H%M}" != stamp:
        return 0
    if what == TO_COME:
        return notices.remind_all(meeting, stamp)
    known = invitees.replies(meeting)
    silent = [row.person.user for row in invitees.asked(meeting) if row.pk not in known]
    return notices.remind_silent(meeting, stamp, [user for user in silent if user is not None])
