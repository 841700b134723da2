"""Who may do what in a committee. Every right comes from a membership valid today.

The predicates take a committee or anything that has a `committee`; the administrator's
`is_staff` opens none of them.
"""

from typing import Any

import rules

from portal.access import is_administrator, is_signed_in, predicate

from .models import SEATS, Committee, Role, groups_of, roles_by_committee, roles_of

PRESIDING = frozenset({Role.CHAIR.value, Role.DEPUTY.value})


def committee_of(on: Any) -> Committee | None:
    """Return the committee that a thing belongs to; of no thing there is none."""
    return None if on is None else on.committee


@predicate
def is_member(user: Any, on: Any) -> bool:
    """Whoever holds a seat today carries the committee's work."""
    return bool(roles_of(user, committee_of(on)) & SEATS)


sits_in_committee = is_member


@predicate
def is_chair(user: Any, on: Any) -> bool:
    """The chair answers for the committee; the deputy may do all that the chair may."""
    return bool(roles_of(user, committee_of(on)) & PRESIDING)


@predicate
def is_secretary(user: Any, on: Any) -> bool:
    """The secretary runs the daily work, and goes on after the committee's end."""
    return Role.SECRETARY.value in roles_of(user, committee_of(on))


@predicate
def is_chief(user: Any, on: Any) -> bool:
    """The innovation chief decides on proposals and keeps the benefits, after the end too."""
    return Role.CHIEF.value in roles_of(user, committee_of(on))


@predicate
def works_for_committee(user: Any, on: Any) -> bool:
    """Members write together with the secretary, who keeps the papers."""
    return bool(roles_of(user, committee_of(on)) & (SEATS | {Role.SECRETARY.value}))


@predicate
def is_in_working_group(user: Any, on: Any) -> bool:
    """A working group writes its own proposal; its guests write with it."""
    return (
        on is not None and on.working_group is not None and on.working_group.pk in groups_of(user)
    )


@predicate
def is_any_secretary(user: Any) -> bool:
    """A secretary knows who speaks for a company or an association, whatever the committee."""
    return any(Role.SECRETARY.value in roles for roles in roles_by_committee(user).values())


rules.add_perm("committee.edit_committee", is_secretary)
rules.add_perm("committee.edit_mandate", is_secretary)
rules.add_perm("committee.publish_mandate", is_secretary)
rules.add_perm("committee.manage_members", is_secretary)
rules.add_perm("committee.manage_groups", is_secretary)
rules.add_perm("committee.manage_deliverables", is_secretary)
rules.add_perm("committee.invite_person", is_secretary)
rules.add_perm("committee.follow_committee", is_signed_in)
rules.add_perm("people.grant_capacity", is_any_secretary | is_administrator)

# Django's admin asks by these names: the frame is the administrator's, records are to look at.
for permission in (
    "view_municipality",
    "add_municipality",
    "change_municipality",
    "view_committee",
    "add_committee",
    "change_committee",
    "view_membership",
    "add_membership",
):
    rules.add_perm(f"committee.{permission}", is_administrator)
