"""What must not stand in a discussion: taken out, looked at, put back.

As in `writing`, the owner's service asks whether this person may, and holds the owner's row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import audit
from portal.discussion.models import Comment, Thread

if TYPE_CHECKING:
    from portal.people.models import User


@transaction.atomic
def hide_comment(comment_id: int, *, by: User, reason: str) -> Comment:
    """Take a comment's words out of the thread; its place and the reason stay. Safe to repeat."""
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment_id)
    if comment.is_hidden:
        return comment
    if not reason.strip():
        raise ValidationError(_("Say why the comment is hidden."), code="no_reason")
    comment.hidden_at, comment.hidden_by = timezone.now(), by
    comment.hidden_reason = reason.strip()
    comment.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    Thread.objects.filter(pk=comment.thread_id).update(comment_count=F("comment_count") - 1)
    audit.record("comment.hidden", actor=by, subject=comment, reason=comment.hidden_reason)
    return comment


@transaction.atomic
def show_comment(comment_id: int, *, by: User, reason: str) -> Comment:
    """Put a hidden comment's words back. Safe to repeat."""
    comment = Comment.objects.select_for_update(of=("self",)).get(pk=comment_id)
    if not comment.is_hidden:
        return comment
    comment.hidden_at, comment.hidden_by, comment.hidden_reason = None, None, ""
    comment.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    Thread.objects.filter(pk=comment.thread_id).update(comment_count=F("comment_count") + 1)
    audit.record("comment.shown_again", actor=by, subject=comment, reason=reason.strip())
    return comment
