"""How every verb begins: take the proposal's row, then ask for the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied

from committee.models import roles_of
from projects.models import TRANSITIONS, Proposal
from projects.refusals import MovedOn

if TYPE_CHECKING:
    from portal.people.models import User


def take_proposal(proposal_id: int, *, by: User, may: str) -> Proposal:
    """Lock the proposal until the transaction ends and ask whether this person may."""
    proposal = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("committee", "working_group__committee", "current_version", "channel")
        .get(pk=proposal_id)
    )
    ask(by, may, proposal)
    return proposal


def take_for_writing(proposal_id: int, *, by: User) -> Proposal:
    """Lock a proposal that its group may write on now."""
    proposal = take_proposal(proposal_id, by=by, may="projects.edit_proposal")
    if not proposal.is_writable:
        raise MovedOn
    return proposal


def take_for(verb: str, proposal_id: int, *, by: User) -> Proposal:
    """Lock a proposal for one of the moves of `TRANSITIONS`; where it stands is asked later."""
    return take_proposal(proposal_id, by=by, may=TRANSITIONS[verb][2])


def ask(by: User, permission: str, on: Any) -> None:
    if not by.has_perm(permission, on):
        raise PermissionDenied


def must_allow(verb: str, proposal: Proposal) -> None:
    """Raise unless the proposal is in a state that the move starts from."""
    if proposal.state not in TRANSITIONS[verb][0]:
        raise MovedOn


def role_of(by: User, proposal: Proposal, *wanted: str) -> str:
    """Return in which of the wanted roles this person acts, for the record."""
    roles = roles_of(by, proposal.committee)
    return next((role for role in wanted if role in roles), "")
