"""Make a text, save a text. Who may is asked by the app whose section it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from portal.documents import richtext

from .conflicts import Conflict
from .merging import merge
from .models import Revision, Text

if TYPE_CHECKING:
    from portal.people.models import User


@transaction.atomic
def create(*, content: str = "", by: User | None) -> Text:
    """Make a text with its first revision."""
    text = Text(content=richtext.clean(content), revision=1, saved_at=timezone.now(), saved_by=by)
    text.save()
    _keep(text)
    return text


@transaction.atomic
def save(text_id: int, *, content: str, base_revision: int, by: User) -> Text:
    """Save what somebody wrote on top of a revision; raise `Conflict` where both wrote.

    If others saved meanwhile in other blocks, both are put together. Saving what already
    stands there makes no revision.
    """
    text = Text.objects.select_for_update(of=("self",)).get(pk=text_id)
    yours = richtext.clean(content)
    if base_revision != text.revision:
        base = text.revisions.filter(number=base_revision).first()
        merged = merge(base=base.content if base else "", yours=yours, theirs=text.content)
        if not merged.clean:
            raise Conflict(text, yours=yours, theirs=text.content, proposal=merged.content)
        yours = merged.content
    if yours == text.content:
        return text
    text.content, text.revision = yours, text.revision + 1
    text.saved_at, text.saved_by = timezone.now(), by
    text.save(update_fields=["content", "revision", "saved_at", "saved_by"])
    _keep(text)
    return text


def _keep(text: Text) -> None:
    Revision.objects.create(
        text=text,
        number=text.revision,
        content=text.content,
        saved_at=text.saved_at,
        author=text.saved_by,
    )
