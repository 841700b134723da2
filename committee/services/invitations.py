from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from committee.models import GroupMembership, Invitation
from committee.models.invitations import hashed
from portal import audit
from portal.notifications import mail
from portal.people.models import Person, User
from portal.ui import addresses
from portal.ui.models import first_result, free_key

from .asking import locked, role_in

VALID_FOR = timedelta(days=14)


@transaction.atomic
def invite_person(
    committee_id: int,
    person_id: int,
    *,
    by: User,
    email: str,
    language: str = "da",
    form_key: UUID | None = None,
) -> Invitation:
    """Ask a person by mail to take over their record; an older link stops working."""
    committee = locked(committee_id)
    if not by.has_perm("committee.invite_person", committee):
        raise PermissionDenied
    if made := first_result(Invitation, form_key, committee=committee, person=person_id):
        return made
    person = Person.objects.select_for_update(of=("self",)).get(pk=person_id)
    in_groups = GroupMembership.objects.filter(group__committee=committee, person=person)
    if not committee.memberships.filter(person=person).exists() and not in_groups.exists():
        raise PermissionDenied
    if person.user_id is not None:
        raise ValidationError(_("This person already has an account."), code="has_account")
    now = timezone.now()
    Invitation.objects.open().filter(person=person).update(expires_at=now)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        person=person,
        committee=committee,
        email=email.strip().lower(),
        token_hash=hashed(token),
        created_at=now,
        expires_at=now + VALID_FOR,
        sent_by=by,
        form_key=free_key(Invitation, form_key),
    )
    audit.record(
        "invitation.sent",
        actor=by,
        role=role_in(by, committee),
        subject=person,
        data={"invitation": invitation.pk},
    )
    _send(invitation, token, language=language)
    return invitation


def _send(invitation: Invitation, token: str, *, language: str) -> None:
    with translation.override("da"):
        path = reverse("committee:invitation-accept", args=[token])
    with translation.override(language):
        committee = invitation.committee.name
    mail.send(
        to=invitation.email,
        language=language,
        template="committee/mail/invitation",
        context={
            "name": invitation.person.name,
            "committee": committee,
            "url": addresses.absolute(path, language),
            "expires_at": invitation.expires_at,
        },
        key=f"committee.invitation:{invitation.pk}",
    )


@transaction.atomic
def accept_invitation(token: str, *, by: User) -> Person:
    """Give the record to the account with the invited address; the link has then been used.

    The same person sending it twice changes nothing; anybody else is told what is wrong.
    """
    invitation = (
        Invitation.objects.select_for_update(of=("self",))
        .with_token(token)
        .select_related("person", "committee")
        .get()
    )
    if invitation.accepted_at and invitation.accepted_by_id == by.pk:
        return invitation.person
    if not invitation.is_open:
        raise ValidationError(_("The invitation has been used or has expired."), code="closed")
    if not holds_address(by, invitation.email):
        raise ValidationError(_("The invitation is for another address."), code="address")
    person = Person.objects.select_for_update(of=("self",)).get(pk=invitation.person_id)
    if person.user_id not in {None, by.pk}:
        raise ValidationError(_("This person already has an account."), code="has_account")
    if Person.objects.filter(user=by).exclude(pk=person.pk).exists():
        raise ValidationError(
            _("Your account already belongs to another person in the record."), code="other_person"
        )
    person.user = by
    person.save(update_fields=["user"])
    invitation.accepted_at, invitation.accepted_by = timezone.now(), by
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    audit.record(
        "invitation.accepted", actor=by, subject=person, data={"invitation": invitation.pk}
    )
    return person


def holds_address(user: User, email: str) -> bool:
    """Whether the account has shown that it reads mail to this address."""
    if not user.is_active:
        return False
    proven = EmailAddress.objects.filter(user=user, email__iexact=email, verified=True)
    return bool(proven.exists())
