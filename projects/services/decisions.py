from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from committee.models import Role
from portal import audit
from portal.writing.rows import Seen, settle
from projects import notices
from projects.models import (
    TRANSITIONS,
    BenefitState,
    Decision,
    DecisionKind,
    Proposal,
    Question,
    State,
)
from projects.refusals import AnotherVersion, BenefitMissing, MovedOn, NothingAsked

from .locking import must_allow, role_of, take_for, take_for_writing
from .submission import move

if TYPE_CHECKING:
    from portal.people.models import User


@transaction.atomic
def return_with_questions(
    proposal_id: int, *, version: int, reason: str, questions: Sequence[str], by: User
) -> Decision:
    """Send a version back with numbered questions, which opens the next one for writing."""
    proposal = take_for("return", proposal_id, by=by)
    if repeated := _already(proposal, DecisionKind.RETURNED, version=version, by=by):
        return repeated
    _must_await_decision("return", proposal, version)
    asked = [text.strip() for text in questions if text.strip()]
    if not asked:
        raise NothingAsked
    decision = _decide(proposal, "return", DecisionKind.RETURNED, reason=reason, by=by)
    Question.objects.bulk_create(
        Question(version=proposal.current_version, number=number, text=text)
        for number, text in enumerate(asked, start=1)
    )
    return _announce(decision, by=by, data={"questions": len(asked)})


@transaction.atomic
def answer_question(
    question_id: int, *, answer: str, opened_with: Seen | None = None, by: User
) -> Question:
    """Write the group's answer, which becomes public with the next version.

    Raises `Overtaken` if somebody else has answered since it was `opened_with`.
    """
    of = Question.objects.values_list("version__proposal", flat=True).get(pk=question_id)
    take_for_writing(of, by=by)
    question = Question.objects.select_related("version").get(pk=question_id)
    if question.published_at is not None:
        raise MovedOn
    values = settle(
        question, opened_with, yours={"answer": answer}, theirs={"answer": question.answer}
    )
    if question.answer == values["answer"]:
        return question
    question.answer = values["answer"]
    question.answered_by, question.answered_at = by, timezone.now()
    question.save(update_fields=["answer", "answered_by", "answered_at"])
    audit.record(
        "proposal.question_answered",
        actor=by,
        subject=question,
        data={"version": question.version.number, "fields": ["answer"]},
    )
    return question


@transaction.atomic
def approve(proposal_id: int, *, version: int, reason: str, by: User) -> Decision:
    """Approve the version submitted; its benefits are measured from now on.

    Needs one benefit with owner, indicator, target, and baseline or a dated plan to measure it.
    """
    proposal = take_for("approve", proposal_id, by=by)
    if repeated := _already(proposal, DecisionKind.APPROVED, version=version, by=by):
        return repeated
    _must_await_decision("approve", proposal, version)
    if not proposal.benefits.complete().exists():
        raise BenefitMissing
    decision = _decide(proposal, "approve", DecisionKind.APPROVED, reason=reason, by=by)
    proposal.benefits.update(first_target_value=F("target_value"), first_target_on=F("target_on"))
    proposal.benefits.filter(baseline_value__isnull=False).update(state=BenefitState.MEASURING)
    return _announce(decision, by=by)


@transaction.atomic
def reject(proposal_id: int, *, version: int, reason: str, by: User) -> Decision:
    """Reject the version submitted, for a reason that everybody can read."""
    proposal = take_for("reject", proposal_id, by=by)
    if repeated := _already(proposal, DecisionKind.REJECTED, version=version, by=by):
        return repeated
    _must_await_decision("reject", proposal, version)
    return _announce(
        _decide(proposal, "reject", DecisionKind.REJECTED, reason=reason, by=by), by=by
    )


@transaction.atomic
def withdraw(proposal_id: int, *, reason: str, by: User) -> Decision:
    """Take a proposal back before it is decided on."""
    proposal = take_for("withdraw", proposal_id, by=by)
    if repeated := _last(proposal, DecisionKind.WITHDRAWN):
        return repeated
    must_allow("withdraw", proposal)
    return _announce(
        _decide(proposal, "withdraw", DecisionKind.WITHDRAWN, reason=reason, by=by), by=by
    )


@transaction.atomic
def start_project(proposal_id: int, *, started_on: date, by: User, reason: str = "") -> Decision:
    """Say that an approved project has begun."""
    proposal = take_for("start", proposal_id, by=by)
    if repeated := _last(proposal, DecisionKind.STARTED):
        return repeated
    must_allow("start", proposal)
    proposal.started_on = started_on
    proposal.save(update_fields=["started_on"])
    return _announce(_decide(proposal, "start", DecisionKind.STARTED, reason=reason, by=by), by=by)


@transaction.atomic
def finish_project(proposal_id: int, *, ended_on: date, by: User, reason: str = "") -> Decision:
    """Say that a project has been carried out; its benefits go on being measured."""
    proposal = take_for("finish", proposal_id, by=by)
    if repeated := _last(proposal, DecisionKind.FINISHED):
        return repeated
    must_allow("finish", proposal)
    proposal.ended_on = ended_on
    return _announce(
        _decide(proposal, "finish", DecisionKind.FINISHED, reason=reason, by=by), by=by
    )


@transaction.atomic
def stop_project(proposal_id: int, *, ended_on: date, reason: str, by: User) -> Decision:
    """Stop a project before its end, for a reason that everybody can read."""
    proposal = take_for("stop", proposal_id, by=by)
    if repeated := _last(proposal, DecisionKind.STOPPED):
        return repeated
    must_allow("stop", proposal)
    proposal.ended_on = ended_on
    return _announce(_decide(proposal, "stop", DecisionKind.STOPPED, reason=reason, by=by), by=by)


def _already(proposal: Proposal, kind: str, *, version: int, by: User) -> Decision | None:
    """Return the same decision by the same person on that version: a form sent twice."""
    return proposal.decisions.filter(kind=kind, version__number=version, by=by).first()


def _last(proposal: Proposal, kind: str) -> Decision | None:
    return proposal.decisions.filter(kind=kind).order_by("-pk").first()


def _must_await_decision(verb: str, proposal: Proposal, version: int) -> None:
    must_allow(verb, proposal)
    if proposal.current_version is None or proposal.current_version.number != version:
        raise AnotherVersion


def _decide(proposal: Proposal, verb: str, kind: str, *, reason: str, by: User) -> Decision:
    """Write the decision and move the proposal on."""
    decision = Decision.objects.create(
        proposal=proposal,
        version=proposal.current_version,
        kind=kind,
        reason=reason,
        by=by,
        role=role_of(by, proposal, Role.CHIEF, Role.CHAIR, Role.DEPUTY),
        days=proposal.days_waited(),
    )
    state = TRANSITIONS[verb][1]
    if state in {State.FINISHED, State.STOPPED}:
        # The end belongs to the state in one row's check: both are written at once.
        proposal.state, proposal.state_since = state, timezone.now()
        proposal.validate_constraints()
        proposal.save(update_fields=["state", "state_since", "ended_on"])
    else:
        move(proposal, state)
    return decision


def _announce(decision: Decision, *, by: User, data: dict[str, int] | None = None) -> Decision:
    audit.record(
        f"proposal.{decision.kind}",
        actor=by,
        subject=decision.proposal,
        reason=decision.reason,
        role=decision.role,
        data=data or {},
    )
    notices.tell_of_decision(decision, by=by)
    return decision
