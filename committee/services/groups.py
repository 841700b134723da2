from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.models import GroupMembership, WorkingGroup
from portal import audit
from portal.people.models import Person, User
from portal.ui.models import first_result, free_key
from portal.ui.text import make_slug
from portal.writing.rows import Seen, settle

from .asking import locked, role_in


@transaction.atomic
def form_group(
    committee_id: int,
    *,
    by: User,
    name: str,
    purpose: str = "",
    started_on: date | None = None,
    form_key: UUID | None = None,
) -> WorkingGroup:
    """Form a working group, as the committee decided at a meeting."""
    committee = locked(committee_id)
    if not by.has_perm("committee.manage_groups", committee):
        raise PermissionDenied
    if made := first_result(WorkingGroup, form_key, committee=committee):
        return made
    group = WorkingGroup(
        committee=committee,
        slug=address_of(name),
        name=name,
        purpose=purpose,
        started_on=started_on or timezone.localdate(),
        form_key=free_key(WorkingGroup, form_key),
    )
    _check(group)
    group.save()
    audit.record("group.formed", actor=by, role=role_in(by, committee), subject=group)
    return group


def address_of(name: str) -> str:
    """Return the group's part of its address; `ny` is the form for a new one."""
    slug = make_slug(name)
    return f"{slug}-gruppe" if slug == "ny" else slug


@transaction.atomic
def change_group(
    group_id: int,
    *,
    by: User,
    name: str,
    purpose: str,
    started_on: date,
    ended_on: date | None = None,
    opened_with: Seen | None = None,
) -> WorkingGroup:
    """Change a group's name, purpose or dates; its address stays as it was.

    Raises `Overtaken` for what somebody else has changed since it was `opened_with`.
    """
    group = (
        WorkingGroup.objects.select_for_update(of=("self",))
        .select_related("committee")
        .get(pk=group_id)
    )
    if not by.has_perm("committee.manage_groups", group):
        raise PermissionDenied
    yours = {"name": name, "purpose": purpose, "started_on": started_on, "ended_on": ended_on}
    theirs = {field: getattr(group, field) for field in yours}
    values = settle(group, opened_with, yours=yours, theirs=theirs)
    changed = sorted(field for field, value in values.items() if getattr(group, field) != value)
    if changed:
        for field in changed:
            setattr(group, field, values[field])
        _check(group)
        group.save(update_fields=changed)
        audit.record(
            "group.changed",
            actor=by,
            role=role_in(by, group.committee),
            subject=group,
            data={"fields": changed},
        )
    return group


def _check(group: WorkingGroup) -> None:
    if group.started_on < group.committee.started_on:
        raise ValidationError(
            {"started_on": _("A group cannot start before its committee.")}, code="early"
        )
    group.full_clean()


@transaction.atomic
def add_to_group(
    group_id: int,
    *,
    by: User,
    person: Person | None = None,
    name: str = "",
    email: str = "",
    phone: str = "",
    started_on: date | None = None,
) -> GroupMembership:
    """Take somebody into a working group, member of the committee or guest; twice is once."""
    group = (
        WorkingGroup.objects.select_for_update(of=("self",))
        .select_related("committee")
        .get(pk=group_id)
    )
    if not by.has_perm("committee.manage_groups", group):
        raise PermissionDenied
    started_on = started_on or timezone.localdate()
    if person is None:
        # The same new guest sent twice is one person: the name is new to this group only once.
        there = GroupMembership.objects.filter(group=group, person__name=name, ended_on=None)
        if found := there.order_by("pk").first():
            return found
        person = Person.objects.create(name=name, email=email.lower(), phone=phone)
        audit.record("person.entered", actor=by, role=role_in(by, group.committee), subject=person)
    open_row = GroupMembership.objects.filter(group=group, person=person, ended_on=None)
    if found := open_row.first():
        return found
    membership = GroupMembership(group=group, person=person, started_on=started_on)
    membership.full_clean()
    membership.save()
    audit.record("group.joined", actor=by, role=role_in(by, group.committee), subject=membership)
    return membership


@transaction.atomic
def leave_group(membership_id: int, *, by: User, ended_on: date | None = None) -> GroupMembership:
    """End somebody's time in a group; the row stays."""
    membership = (
        GroupMembership.objects.select_for_update(of=("self",))
        .select_related("group__committee", "person")
        .get(pk=membership_id)
    )
    if not by.has_perm("committee.manage_groups", membership.group):
        raise PermissionDenied
    if membership.ended_on is not None:
        return membership
    membership.ended_on = max(ended_on or timezone.localdate(), membership.started_on)
    membership.save(update_fields=["ended_on"])
    audit.record(
        "group.left", actor=by, role=role_in(by, membership.group.committee), subject=membership
    )
    return membership
