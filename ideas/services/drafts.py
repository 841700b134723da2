"""What a visitor typed before signing in: kept until the account is there to send it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone

from ideas.models import Draft

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from committee.models import Committee
    from portal.people.models import User

KEPT_FOR = timedelta(days=14)


def keep_draft(committee: Committee, typed: dict[str, str], *, secret: str = "") -> str:
    """Keep what was typed and return the secret that opens it; with it, write over the same row."""
    values = {"committee": committee, "typed": typed, "saved_at": timezone.now()}
    kept = Draft.objects.filter(secret_hash=_hash(secret), owner=None)
    if not kept.update(**values):
        secret = secrets.token_urlsafe(24)
        Draft.objects.create(secret_hash=_hash(secret), form_key=uuid4(), **values)
    return secret


@transaction.atomic
def claim_draft(secret: str, *, by: User | AnonymousUser) -> Draft | None:
    """Give the draft to the account that came back with its secret; nobody else gets it.

    A visitor who comes back without signing in sees it, and it stays without an owner.
    """
    draft = Draft.objects.select_for_update().filter(secret_hash=_hash(secret)).first()
    if draft is None or draft.owner_id not in {None, by.pk}:
        return None
    if draft.owner_id is None and by.is_authenticated:
        draft.owner = by
        draft.save(update_fields=["owner"])
    return draft


def drop_draft(form_key: UUID | None, *, by: User) -> None:
    """Forget a draft whose idea has been sent."""
    if form_key is not None:
        Draft.objects.filter(form_key=form_key, owner=by).delete()


def forget_drafts() -> int:
    """Delete what nobody came back for; returns how many."""
    return Draft.objects.filter(saved_at__lt=timezone.now() - KEPT_FOR).delete()[0]


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
