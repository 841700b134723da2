"""Who may do what with a proposal. Who wrote it never decides on it."""

from typing import Any

import rules

from committee.models import Role, roles_by_committee
from committee.permissions import (
    is_chair,
    is_chief,
    is_in_working_group,
    is_secretary,
    works_for_committee,
)
from portal.access import is_signed_in, predicate


@predicate
def is_not_author(user: Any, proposal: Any) -> bool:
    """Nobody decides on their own work: whoever is or was in the group, or saved a section."""
    return proposal is not None and user.pk not in proposal.authors()


@predicate
def owns_benefit(user: Any, benefit: Any) -> bool:
    """The owner answers for the benefit, and so may say how far it has come."""
    return benefit is not None and benefit.owner is not None and benefit.owner.user_id == user.pk


@predicate
def is_chief_somewhere(user: Any) -> bool:
    """The desk shows what waits in every committee that the chief works for."""
    return any(Role.CHIEF.value in roles for roles in roles_by_committee(user).values())


rules.add_perm("projects.start_proposal", is_in_working_group)
rules.add_perm("projects.read_draft", is_in_working_group | works_for_committee)
rules.add_perm("projects.edit_proposal", is_in_working_group)
rules.add_perm("projects.submit_proposal", is_chair | is_secretary)
rules.add_perm("projects.withdraw_proposal", is_chair)
rules.add_perm("projects.decide_on_proposal", is_chief & is_not_author)
rules.add_perm("projects.carry_out_project", is_chief)
rules.add_perm("projects.measure_benefit", is_chief | owns_benefit)
rules.add_perm("projects.change_target", is_chief)
rules.add_perm("projects.follow_proposal", is_signed_in)
rules.add_perm("projects.read_desk", is_chief_somewhere)
