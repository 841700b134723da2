"""Make a text, save a text. Who may is asked by the app whose section it is."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from portal.documents import richtext

from .conflicts import Conflict
from .merging import merge
from .models import PAUSE, Revision, Text

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
    stands there makes no revision, so a save may be sent twice.
    """
    text = Text.objects.select_for_update(of=("self",)).get(pk=text_id)
    return save_locked(text, content=content, base_revision=base_revision, by=by)


def save_locked(text: Text, *, content: str, base_revision: int, by: User) -> Text:
    """The same for a text that the caller has locked, together with the row that points to it."""
    yours = richtext.clean(content)
    if base_revision != text.revision:
        yours = _on_top(text, yours, base_revision)
    text.goes_on = yours == text.content or _goes_on(text, by)
    if yours == text.content:
        return text
    text.content, text.revision = yours, text.revision + 1
    text.saved_at, text.saved_by = timezone.now(), by
    text.save(update_fields=["content", "revision", "saved_at", "saved_by"])
    _keep(text)
    return text


@transaction.atomic
def keep_beside(conflict: Conflict, *, by: User) -> None:
    """Keep in the history what clashed; what is typed on replaces it until it is settled."""
    text = conflict.text
    beside = Revision.objects.filter(text=text, number=text.revision, author=by, is_beside=True)
    if beside.filter(content=conflict.yours).exists():
        return
    beside.delete()
    Revision.objects.create(
        text=text,
        number=text.revision,
        content=conflict.yours,
        saved_at=timezone.now(),
        author=by,
        is_beside=True,
    )


def thin_revisions() -> int:
    """Remove what was only typing on the way to a version, a day after; return how many."""
    long_ago = timezone.now() - timedelta(days=1)
    gone = Revision.objects.on_the_way().filter(saved_at__lt=long_ago).values_list("pk", flat=True)
    count, _by_model = Revision.objects.filter(pk__in=list(gone)).delete()
    return count


def _on_top(text: Text, yours: str, base_revision: int) -> str:
    """Return yours put together with what others saved since the revision it started from."""
    base = text.revisions.in_the_text().filter(number=base_revision).first()
    before = base.content if base else ""
    merged = merge(base=before, yours=yours, theirs=text.content)
    # Without the text that both started from nobody can tell what was changed: a person looks.
    is_known = base is not None or base_revision == 0
    if not merged.clean or (not is_known and yours != text.content):
        raise Conflict(text, base=before, yours=yours, theirs=text.content, proposal=merged.content)
    return merged.content


def _goes_on(text: Text, by: User) -> bool:
    return text.saved_by_id == by.pk and timezone.now() - text.saved_at < PAUSE


def _keep(text: Text) -> None:
    Revision.objects.create(
        text=text,
        number=text.revision,
        content=text.content,
        saved_at=text.saved_at,
        author=text.saved_by,
    )
