"""Writing in a discussion.

A thread knows no owner, so nothing here asks whether a person may see or join it: the owner's
service asks first, holds the owner's row locked, and keeps the owner's own counter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal import audit
from portal.discussion.models import LONGEST_COMMENT, Comment, Thread
from portal.people.models import Capacity
from portal.ui.models import first_result, free_key
from portal.ui.text import without_controls
from portal.writing.rows import Seen, settle

if TYPE_CHECKING:
    from portal.people.models import User


def open_thread() -> Thread:
    """Make an empty thread for an owner that is being made in the same transaction."""
    return Thread.objects.create()


@transaction.atomic
def post_comment(
    thread_id: int,
    *,
    body: str,
    capacity: Capacity,
    by: User,
    parent_id: int | None = None,
    stance: str = "",
    for_committee: bool = False,
    form_key: UUID | None = None,
) -> Comment:
    """Add a comment or a reply. The same form sent again gives the comment it made first.

    An answer to a reply lands beside it, below the same comment.
    """
    thread = Thread.objects.select_for_update(of=("self",), no_key=True).get(pk=thread_id)
    if first := first_result(Comment, form_key, author=by, thread=thread):
        return first
    if not Capacity.objects.held_by(by).filter(pk=capacity.pk).exists():
        raise PermissionDenied
    comment = Comment.objects.create(
        thread=thread,
        parent_id=_comment_above(thread, parent_id),
        author=by,
        body=_checked(body),
        language=(get_language() or "da")[:2],
        stance=stance,
        for_committee=for_committee,
        form_key=free_key(Comment, form_key),
        **Comment.capacity_values(capacity),
    )
    Thread.objects.filter(pk=thread.pk).update(comment_count=F("comment_count") + 1)
    audit.record("comment.posted", actor=by, subject=comment)
    return comment


@transaction.atomic
def edit_comment(
    comment_id: int, *, by: User, body: str, stance: str = "", opened_with: Seen | None = None
) -> Comment:
    """Change one's own words while it is time; the earlier ones stay in the history.

    Saving what stands there already changes nothing. Raises `Overtaken` for what another window
    has changed since it was `opened_with`.
    """
    comment = Comment.objects.select_for_update(of=("self",), no_key=True).get(pk=comment_id)
    if comment.author_id != by.pk or comment.is_hidden:
        raise PermissionDenied
    if not comment.may_still_change:
        raise ValidationError(
            _("The time for changes ran out. Write another comment instead."), code="too_late"
        )
    theirs = {"body": comment.body, "stance": comment.stance}
    yours = {"body": _checked(body), "stance": stance}
    values = settle(comment, opened_with, yours=yours, theirs=theirs)
    if values != theirs:
        comment.body, comment.stance = values["body"], values["stance"]
        comment.edited_at = timezone.now()
        comment.save(update_fields=["body", "stance", "edited_at"])
        fields = [name for name in values if values[name] != theirs[name]]
        audit.record("comment.edited", actor=by, subject=comment, data={"fields": fields})
    return comment


@transaction.atomic
def recount(thread_id: int) -> int:
    """Count the comments shown again and keep the number; the owner's row is locked."""
    thread = Thread.objects.select_for_update(no_key=True).get(pk=thread_id)
    thread.comment_count = thread.comments.shown().count()
    thread.save(update_fields=["comment_count"])
    return thread.comment_count


def _comment_above(thread: Thread, parent_id: int | None) -> int | None:
    if parent_id is None:
        return None
    above = thread.comments.shown().filter(pk=parent_id).first()
    if above is None:
        raise ValidationError(_("The comment you answer is not there any more."), code="no_parent")
    return above.parent_id or above.pk


def _checked(body: str) -> str:
    body = without_controls(body).replace("\r\n", "\n").strip()
    if not body:
        raise ValidationError(_("Write a comment first."), code="empty")
    if len(body) > LONGEST_COMMENT:
        raise ValidationError(
            _("Shorten the comment to %(longest)s characters."),
            code="too_long",
            params={"longest": LONGEST_COMMENT},
        )
    return body
