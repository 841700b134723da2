"""The secret address of somebody's own calendar: opened, renewed, closed, always by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from meetings.models import CalendarAddress
from meetings.models.calendars import new_secret
from portal import audit

from .locking import ask

if TYPE_CHECKING:
    from portal.people.models import User


@transaction.atomic
def open_calendar(*, by: User) -> CalendarAddress:
    """Give somebody an address for their calendar; who has one keeps it."""
    ask(by, "meetings.use_own_calendar", by)
    address, is_new = CalendarAddress.objects.get_or_create(user=by)
    if is_new:
        audit.record("calendar.opened", actor=by, subject=by)
    return address


@transaction.atomic
def renew_calendar(*, by: User, instead_of: int) -> CalendarAddress | None:
    """Put a new secret in the place of the one that was seen; the old address ends at once.

    `instead_of` is the number of the address that the person had before their eyes: a form sent
    twice renews once.
    """
    ask(by, "meetings.use_own_calendar", by)
    address = CalendarAddress.objects.select_for_update().filter(user=by).first()
    if address is None or address.number != instead_of:
        return address
    address.secret, address.number = new_secret(), address.number + 1
    address.made_at = timezone.now()
    address.save(update_fields=["secret", "number", "made_at"])
    audit.record("calendar.renewed", actor=by, subject=by)
    return address


@transaction.atomic
def close_calendar(*, by: User) -> None:
    """Let the address lead nowhere from now on."""
    ask(by, "meetings.use_own_calendar", by)
    gone, _rows = CalendarAddress.objects.filter(user=by).delete()
    if gone:
        audit.record("calendar.closed", actor=by, subject=by)
