"""What people say of themselves, and the capacities that others grant them."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import audit

from .models import Capacity, CapacityKind, User


@transaction.atomic
def welcome(user: User) -> Capacity:
    """Make everybody a citizen at the start; twice is once."""
    capacity, created = Capacity.objects.get_or_create(
        user=user, kind=CapacityKind.CITIZEN, organisation="", ended_on=None
    )
    if created:
        audit.record("account.opened", actor=user, subject=user)
    return capacity


@transaction.atomic
def change_details(user_id: int, *, by: User, display_name: str, language: str) -> User:
    """Change one's own name and the language of one's mails."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user_id)
    if not by.has_perm("people.change_details", user):
        raise PermissionDenied
    values = {"display_name": display_name.strip(), "language": language}
    changed = sorted(field for field, value in values.items() if getattr(user, field) != value)
    if changed:
        for field in changed:
            setattr(user, field, values[field])
        user.full_clean(exclude=["password"])
        user.save(update_fields=changed)
        audit.record("account.changed", actor=by, subject=user, data={"fields": changed})
    return user


@transaction.atomic
def declare_volunteer(user_id: int, *, by: User) -> Capacity:
    """Say of oneself that one is a volunteer: the one capacity that nobody has to grant."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user_id)
    if not by.has_perm("people.change_details", user):
        raise PermissionDenied
    held = Capacity.objects.held_by(user).filter(kind=CapacityKind.VOLUNTEER).first()
    if held:
        return held
    capacity = Capacity.objects.create(user=user, kind=CapacityKind.VOLUNTEER)
    audit.record("capacity.declared", actor=by, subject=user, data={"capacity": capacity.pk})
    return capacity


@transaction.atomic
def grant_capacity(
    *,
    by: User,
    to: User,
    kind: str,
    organisation: str = "",
    started_on: date | None = None,
    ended_on: date | None = None,
) -> Capacity:
    """Let an account act in a capacity; what it already holds is returned as it is."""
    if not by.has_perm("people.grant_capacity"):
        raise PermissionDenied
    user = User.objects.select_for_update(of=("self",)).get(pk=to.pk)
    if kind in Capacity.SELF_DECLARED:
        raise ValidationError(
            {"kind": _("Citizen and volunteer are not granted: people say so themselves.")}
        )
    held = Capacity.objects.held_by(user).filter(kind=kind, organisation=organisation).first()
    if held:
        return held
    capacity = Capacity(
        user=user,
        kind=kind,
        organisation=organisation,
        started_on=started_on or timezone.localdate(),
        ended_on=ended_on,
        granted_by=by,
    )
    capacity.full_clean()
    capacity.save()
    audit.record("capacity.granted", actor=by, subject=user, data={"capacity": capacity.pk})
    return capacity


@transaction.atomic
def end_capacity(capacity_id: int, *, by: User) -> Capacity:
    """End a capacity; what was written in it keeps it. It stops to count at once.

    The last day is yesterday, so that nothing more is sent in it today; a capacity that began
    today ends today.
    """
    capacity = Capacity.objects.select_for_update(of=("self",)).get(pk=capacity_id)
    if not by.has_perm("people.end_capacity", capacity):
        raise PermissionDenied
    today = timezone.localdate()
    if capacity.ended_on is not None and capacity.ended_on < today:
        return capacity
    capacity.ended_on = max(today - timedelta(days=1), capacity.started_on)
    capacity.save(update_fields=["ended_on"])
    audit.record("capacity.ended", actor=by, subject=capacity.user, data={"capacity": capacity.pk})
    return capacity


@transaction.atomic
def open_account(user: User, *, by: User) -> User:
    """Open an account for somebody who cannot sign up; they set their password by mail."""
    if not by.has_perm("people.add_user"):
        raise PermissionDenied
    user.email = user.email.strip().lower()
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save()
    Capacity.objects.get_or_create(user=user, kind=CapacityKind.CITIZEN, ended_on=None)
    audit.record("account.opened", actor=by, subject=user)
    return user


@transaction.atomic
def change_account(user: User, *, by: User, changed: list[str]) -> User:
    """Close or reopen an account, or make somebody administrator; nothing is deleted."""
    if not by.has_perm("people.change_user", user):
        raise PermissionDenied
    allowed = sorted(set(changed) & {"display_name", "language", "is_active", "is_staff"})
    if allowed:
        user.save(update_fields=allowed)
        audit.record("account.changed", actor=by, subject=user, data={"fields": allowed})
    return user


@transaction.atomic
def make_administrator(email: str) -> User:
    """Make an account administrator from the command line, as nobody else could make the first.

    Calling it again changes nothing; raises `User.DoesNotExist`.
    """
    user = User.objects.select_for_update().get(email__iexact=email.strip())
    if not user.is_staff:
        user.is_staff = True
        user.save(update_fields=["is_staff"])
        audit.record(
            "account.changed",
            actor=None,
            subject=user,
            reason="command line",
            data={"fields": ["is_staff"]},
        )
    return user


def forget_old_sessions() -> None:
    """Drop sessions that have run out; what they allowed is over anyway."""
    SessionStore.clear_expired()
