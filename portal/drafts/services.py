"""Keep a draft, drop a draft. Everything here is its owner's own."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from .models import Draft

if TYPE_CHECKING:
    from portal.people.models import User

Values = dict[str, list[str]]

KEPT_FOR = timedelta(days=14)
MOST = 500_000
"""Characters of one draft; as many as a form may have that waits for its sender to sign in."""
MOST_DRAFTS = 50
"""For each person; beyond them the oldest go."""


class TooLong(Exception):  # noqa: N818 - a situation, not an error
    """More than a draft may hold."""


class NewerDraft(Exception):  # noqa: N818 - a situation, not an error
    """The same form was typed in elsewhere meanwhile; nothing was written over."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(f"Draft {draft.pk} is at version {draft.version}")
        self.draft = draft


@transaction.atomic
def save_draft(form: str, values: Values, *, by: User, base: int) -> Draft:
    """Save what was typed on top of the version that the tab knows; 0 means that it knows none.

    Raises `NewerDraft` if there is another one, and `TooLong`.
    """
    if not by.has_perm("drafts.keep_draft"):
        raise PermissionDenied
    if sum(len(name) + sum(map(len, several)) for name, several in values.items()) > MOST:
        raise TooLong
    now = timezone.now()
    draft, created = Draft.objects.select_for_update().get_or_create(
        owner=by, form=form, defaults={"values": values, "saved_at": now}
    )
    if created:
        oldest = Draft.objects.filter(owner=by).order_by("-saved_at", "-pk")[MOST_DRAFTS:]
        Draft.objects.filter(pk__in=list(oldest.values_list("pk", flat=True))).delete()
        return draft
    if draft.values == values:
        return draft
    if draft.version != base:
        raise NewerDraft(draft)
    draft.values, draft.version, draft.saved_at = values, draft.version + 1, now
    draft.save(update_fields=["values", "version", "saved_at"])
    return draft


def drop_draft(form: str, *, by: User) -> None:
    """Forget the draft of a form that was sent or discarded; twice is once."""
    Draft.objects.filter(owner=by, form=form).delete()


def forget_drafts() -> int:
    """Delete what nobody came back for; returns how many."""
    return Draft.objects.filter(saved_at__lt=timezone.now() - KEPT_FOR).delete()[0]
