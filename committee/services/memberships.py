from __future__ import annotations

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.models import (
    OFFICES,
    AppointedAs,
    Committee,
    GroupMembership,
    Membership,
    Portrait,
    Role,
)
from portal import audit
from portal.documents import services as documents
from portal.documents.pictures import without_traces
from portal.people.models import Person, User
from portal.ui.models import first_result, free_key
from portal.writing.rows import Seen, settle

from .asking import locked, role_in


@transaction.atomic
def appoint(
    committee_id: int,
    *,
    by: User,
    role: str,
    appointed_as: str,
    started_on: date,
    person: Person | None = None,
    name: str = "",
    email: str = "",
    phone: str = "",
    votes: bool = True,
    ended_on: date | None = None,
    substitute_for: Membership | None = None,
    form_key: UUID | None = None,
) -> Membership:
    """Enter an appointment made by the council; a person new to the record is entered with it."""
    committee = locked(committee_id)
    if not by.has_perm("committee.manage_members", committee):
        raise PermissionDenied
    if made := first_result(Membership, form_key, committee=committee):
        return made
    if person is None:
        person = Person.objects.create(name=name, email=email.lower(), phone=phone)
        audit.record("person.entered", actor=by, role=role_in(by, committee), subject=person)
    membership = Membership(
        committee=committee,
        person=person,
        role=role,
        appointed_as=appointed_as,
        votes=votes and role not in OFFICES,
        substitute_for=substitute_for,
        started_on=started_on,
        ended_on=ended_on,
        form_key=free_key(Membership, form_key),
    )
    membership.full_clean()
    membership.save()
    audit.record(
        "membership.appointed",
        actor=by,
        role=role_in(by, committee),
        subject=membership,
        data={"committee": committee.slug, "from": started_on.isoformat()},
    )
    return membership


@transaction.atomic
def change_membership(
    membership_id: int,
    *,
    by: User,
    role: str,
    appointed_as: str,
    votes: bool,
    started_on: date,
    on: date | None = None,
    opened_with: Seen | None = None,
) -> Membership:
    """Change what a membership is from a day on.

    Who becomes chair in the middle of the period was a member until the day before: the old
    row ends and a new one starts, so that the record still says who was what, when. Before it
    has started, or on its first day, the row itself is put right. Raises `Overtaken` for what
    somebody else has changed since it was `opened_with`.
    """
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership_id)
    committee = locked(membership.committee_id)
    if not by.has_perm("committee.manage_members", committee):
        raise PermissionDenied
    on = on or timezone.localdate()
    votes = votes and role not in OFFICES
    if made := _successor(membership, role=role, on=on):
        return made
    yours = {"role": role, "appointed_as": appointed_as, "votes": votes, "started_on": started_on}
    theirs = {name: getattr(membership, name) for name in yours}
    role, appointed_as, votes, started_on = settle(
        membership, opened_with, yours=yours, theirs=theirs
    ).values()
    before = (membership.role, membership.appointed_as, membership.votes, membership.started_on)
    if before == (role, appointed_as, votes, started_on):
        return membership
    if role != membership.role and membership.started_on < on:
        membership = _succeed(membership, on=on)
    else:
        membership.started_on = started_on
    membership.role, membership.appointed_as, membership.votes = role, appointed_as, votes
    if role != membership.Role.SUBSTITUTE:
        membership.substitute_for = None
    membership.full_clean()
    membership.save()
    audit.record(
        "membership.changed",
        actor=by,
        role=role_in(by, committee),
        subject=membership,
        data={"was": before[0], "is": role},
    )
    return membership


@transaction.atomic
def appoint_first_secretary(membership: Membership, *, by: User) -> Membership:
    """Give a committee that has no secretary one, so that the rest can be done in the portal.

    Setting up a committee includes saying who runs it; from then on it runs itself, and the
    administrator has no more to say about who sits in it.
    """
    committee = locked(membership.committee_id)
    if not by.has_perm("committee.add_membership"):
        raise PermissionDenied
    if by.pk == membership.person.user_id:
        raise PermissionDenied
    today = timezone.localdate()
    serving = committee.memberships.filter(role=Role.SECRETARY).exclude(ended_on__lt=today)
    if serving.exists():
        raise PermissionDenied
    membership.role, membership.appointed_as = Role.SECRETARY, AppointedAs.OFFICIAL
    membership.votes = False
    membership.full_clean()
    membership.save()
    audit.record("membership.appointed", actor=by, role="administrator", subject=membership)
    return membership


def _successor(membership: Membership, *, role: str, on: date) -> Membership | None:
    """Return the row that this very change made before, when it is sent again."""
    if membership.ended_on is None or membership.ended_on >= on:
        return None
    follows = Membership.objects.filter(
        committee=membership.committee_id, person=membership.person_id, role=role, started_on=on
    )
    return follows.order_by("pk").first()


def _succeed(membership: Membership, *, on: date) -> Membership:
    """End the row the day before and return the one that follows it, not yet saved."""
    if membership.ended_on and membership.ended_on < on:
        raise ValidationError(_("This membership has ended. Enter a new one."), code="ended")
    last_day, membership.ended_on = membership.ended_on, date.fromordinal(on.toordinal() - 1)
    membership.save(update_fields=["ended_on"])
    return Membership(
        committee=membership.committee,
        person=membership.person,
        started_on=on,
        ended_on=last_day,
    )


@transaction.atomic
def end_membership(
    membership_id: int,
    *,
    by: User,
    ended_on: date,
    reason: str = "",
    opened_with: Seen | None = None,
) -> Membership:
    """Set the last day of a membership; the row stays, and so does everything done in it.

    Raises `Overtaken` if somebody else has set another day since it was `opened_with`.
    """
    membership = (
        Membership.objects.select_for_update(of=("self",))
        .select_related("committee", "person")
        .get(pk=membership_id)
    )
    if not by.has_perm("committee.manage_members", membership):
        raise PermissionDenied
    if membership.ended_on == ended_on:
        return membership
    settle(
        membership,
        opened_with,
        yours={"ended_on": ended_on},
        theirs={"ended_on": membership.ended_on},
    )
    if ended_on < membership.started_on:
        raise ValidationError({"ended_on": _("The last day must come after the first.")})
    membership.ended_on = ended_on
    membership.full_clean()
    membership.save(update_fields=["ended_on"])
    audit.record(
        "membership.ended",
        actor=by,
        role=role_in(by, membership.committee),
        subject=membership,
        reason=reason,
        data={"last_day": ended_on.isoformat()},
    )
    return membership


@transaction.atomic
def change_person(
    person_id: int,
    committee_id: int,
    *,
    by: User,
    name: str,
    email: str = "",
    phone: str = "",
    opened_with: Seen | None = None,
) -> Person:
    """Change how the record names one of the committee's people, and how to reach them.

    What has been published keeps the name that it was published with. Raises `Overtaken` for what
    somebody else has changed since it was `opened_with`.
    """
    committee = locked(committee_id)
    if not by.has_perm("committee.manage_members", committee):
        raise PermissionDenied
    person = _one_of(committee, person_id)
    yours = {"name": name, "email": email.lower(), "phone": phone}
    theirs = {field: getattr(person, field) for field in yours}
    values = settle(person, opened_with, yours=yours, theirs=theirs)
    changed = sorted(field for field, value in values.items() if getattr(person, field) != value)
    if changed:
        for field in changed:
            setattr(person, field, values[field])
        person.save(update_fields=changed)
        audit.record(
            "person.changed",
            actor=by,
            role=role_in(by, committee),
            subject=person,
            data={"fields": changed},
        )
    return person


@transaction.atomic
def set_portrait(
    person_id: int, committee_id: int, *, by: User, picture: UploadedFile[bytes]
) -> Portrait:
    """Give one of the committee's people a picture, or another one; it tells no place or time."""
    committee = locked(committee_id)
    if not by.has_perm("committee.manage_members", committee):
        raise PermissionDenied
    person = _one_of(committee, person_id)
    file = documents.store(without_traces(picture), by=by)
    portrait, _created = Portrait.objects.update_or_create(person=person, defaults={"file": file})
    audit.record("person.portrait_set", actor=by, role=role_in(by, committee), subject=person)
    return portrait


def _one_of(committee: Committee, person_id: int) -> Person:
    """Return a person who has or had a part in this committee; nobody else is its to change."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    in_groups = GroupMembership.objects.filter(group__committee=committee, person=person)
    if not committee.memberships.filter(person=person).exists() and not in_groups.exists():
        raise PermissionDenied
    return person
