"""Who may do what with a meeting. Predicates take a meeting or anything that has one."""

from typing import Any

import rules

from committee.models import Membership
from committee.permissions import (
    committee_of,
    is_chair,
    is_member,
    is_secretary,
    works_for_committee,
)
from portal.access import is_administrator, predicate
from portal.people.permissions import is_oneself

from . import invitees
from .models import ActionPoint, AgendaItem, Attendance, AttendanceStatus, Minutes, SubstituteCall


@predicate
def is_called_substitute(user: Any, on: Any) -> bool:
    """A substitute has a member's rights for the meetings called to, and no other."""
    if on is None:
        return False
    return SubstituteCall.objects.filter(
        meeting=on.meeting,
        withdrawn_at=None,
        membership__in=Membership.objects.current().filter(person__user=user),
    ).exists()


@predicate
def is_asked(user: Any, on: Any) -> bool:
    """Whoever holds a seat on the day of the meeting, or is called to it, says if they come."""
    return on is not None and invitees.seat_of(user, on.meeting) is not None


@predicate
def may_read_item(user: Any, item: Any) -> bool:
    """Whoever is disqualified under a closed item has no part in it."""
    if item is None:
        return False
    if item.read_by == user.pk:
        return True
    return AgendaItem.objects.visible_to(user).filter(pk=item.pk).exists()


@predicate
def sat_in_the_meeting(user: Any, on: Any) -> bool:
    """Whoever was there says whether the minutes are right, even if their seat has ended."""
    return (
        on is not None
        and Attendance.objects.filter(
            meeting=on.meeting,
            person__user=user,
            status=AttendanceStatus.PRESENT,
            membership__votes=True,
        ).exists()
    )


@predicate
def minutes_are_not_out(user: Any, on: Any) -> bool:
    """What somebody who only sat there may see of the draft ends with its publication."""
    return not Minutes.objects.filter(meeting=on.meeting, current_version__isnull=False).exists()


@predicate
def did_not_write_it(user: Any, correction: Any) -> bool:
    """A correction is seen by four eyes: who wrote in it does not release it."""
    return correction is not None and not correction.writers.filter(pk=user.pk).exists()


@predicate
def is_the_other_hand(user: Any, withdrawal: Any) -> bool:
    """Chair and administrator withdraw together: the other one answers, and another person."""
    if withdrawal is None or withdrawal.asked_by_id == user.pk:
        return False
    if withdrawal.asked_role == "administrator":
        return bool(is_chair(user, withdrawal))
    return bool(is_administrator(user))


@predicate
def may_read_action(user: Any, point: Any) -> bool:
    """What was agreed under an item is for those who may read the item."""
    return point is not None and ActionPoint.objects.visible_to(user).filter(pk=point.pk).exists()


@predicate
def took_it_on(user: Any, point: Any) -> bool:
    """Whoever does it says when it is done."""
    return (
        point is not None and point.responsible is not None and point.responsible.user_id == user.pk
    )


@predicate
def may_suggest_here(user: Any, on: Any) -> bool:
    """Whoever signs in may, where the committee asks everybody and is still at work."""
    committee = committee_of(on)
    return (
        committee is not None and committee.participants_suggest_items and not committee.has_ended
    )


@predicate
def suggested_it(user: Any, suggestion: Any) -> bool:
    """What somebody suggested is theirs to take back."""
    return suggestion is not None and suggestion.suggested_by_id == user.pk


works_with_the_papers = works_for_committee | is_called_substitute
runs_the_meeting = is_chair | is_secretary

rules.add_perm("meetings.plan_meeting", runs_the_meeting)
rules.add_perm("meetings.change_meeting", runs_the_meeting)
rules.add_perm("meetings.cancel_meeting", runs_the_meeting)
rules.add_perm("meetings.call_substitute", runs_the_meeting)

rules.add_perm("meetings.answer_invitation", is_asked)
rules.add_perm("meetings.read_reasons", runs_the_meeting)
rules.add_perm("meetings.note_answer", runs_the_meeting)

rules.add_perm("meetings.read_papers", works_with_the_papers)
rules.add_perm("meetings.edit_agenda", works_with_the_papers)
rules.add_perm("meetings.edit_item", works_with_the_papers & may_read_item)
rules.add_perm("meetings.send_agenda_to_review", is_member | is_secretary | is_called_substitute)
rules.add_perm("meetings.take_agenda_back", runs_the_meeting)
rules.add_perm("meetings.publish_agenda", runs_the_meeting)
rules.add_perm("meetings.reopen_agenda", runs_the_meeting)

rules.add_perm("meetings.edit_templates", is_secretary)
rules.add_perm("meetings.suggest_item", works_for_committee | may_suggest_here)
rules.add_perm("meetings.answer_suggestion", runs_the_meeting)
rules.add_perm("meetings.withdraw_suggestion", suggested_it)

rules.add_perm("meetings.open_meeting", runs_the_meeting)
rules.add_perm("meetings.close_meeting", runs_the_meeting)
rules.add_perm("meetings.record_attendance", runs_the_meeting)
rules.add_perm("meetings.record_vote", runs_the_meeting & may_read_item)
rules.add_perm("meetings.disqualify", runs_the_meeting)
rules.add_perm("meetings.write_minutes", works_with_the_papers)
rules.add_perm("meetings.set_decision", works_with_the_papers & may_read_item)
rules.add_perm("meetings.adopt_proposal", runs_the_meeting & may_read_item)
rules.add_perm("meetings.enter_remark", sat_in_the_meeting | is_secretary)

rules.add_perm(
    "meetings.read_draft_minutes",
    works_with_the_papers | (sat_in_the_meeting & minutes_are_not_out),
)
rules.add_perm("meetings.send_minutes_to_review", is_secretary)
rules.add_perm("meetings.take_minutes_back", is_secretary)
rules.add_perm("meetings.review_minutes", sat_in_the_meeting)
rules.add_perm("meetings.comment_on_minutes", sat_in_the_meeting)
rules.add_perm("meetings.answer_comment", runs_the_meeting)
rules.add_perm("meetings.approve_minutes", is_chair)
rules.add_perm("meetings.publish_minutes", runs_the_meeting)
rules.add_perm("meetings.correct_minutes", runs_the_meeting)
rules.add_perm("meetings.release_correction", runs_the_meeting & did_not_write_it)

rules.add_perm("meetings.pack_meeting", runs_the_meeting)

rules.add_perm("meetings.ask_for_withdrawal", is_chair | is_administrator)
rules.add_perm("meetings.read_withdrawal", is_chair | is_secretary | is_administrator)
rules.add_perm("meetings.answer_withdrawal", is_the_other_hand)
rules.add_perm("meetings.erase_withdrawn", is_administrator)
rules.add_perm("meetings.use_own_calendar", is_oneself)

rules.add_perm("meetings.see_actions", works_for_committee)
rules.add_perm("meetings.read_action", may_read_action)
rules.add_perm("meetings.change_action", works_with_the_papers & may_read_action)
rules.add_perm("meetings.change_published_action", runs_the_meeting & may_read_action)
rules.add_perm("meetings.close_action", (works_with_the_papers | took_it_on) & may_read_action)
