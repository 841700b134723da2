"""What anybody signed in may do with an idea: support, comment, follow."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from ideas.locking import danish_path, locked
from ideas.models import Idea, Support
from portal import audit
from portal.discussion import services as discussion
from portal.notifications import services as notifications
from portal.people.models import Capacity

if TYPE_CHECKING:
    from portal.discussion.models import Comment
    from portal.people.models import User
    from portal.writing.rows import Seen


@transaction.atomic
def support_idea(idea_id: int, *, by: User, capacity: Capacity | None = None) -> Idea:
    """Add a person's support, in a capacity held today. Supporting again changes nothing.

    Without a capacity it is given as the first one held, which for everybody is citizen.
    """
    idea = locked(idea_id, by=by, may="ideas.support_idea")
    if idea.supports.filter(user=by).exists():
        return idea
    if not idea.is_open:
        raise ValidationError(_("The idea is closed for support."), code="closed")
    held = Capacity.objects.held_by(by)
    chosen = held.first() if capacity is None else held.filter(pk=capacity.pk).first()
    if chosen is None:
        raise PermissionDenied
    Support.objects.create(
        idea=idea,
        user=by,
        version=idea.version,
        capacity_kind=chosen.kind,
        capacity_label=chosen.organisation,
    )
    Idea.objects.filter(pk=idea.pk).update(support_count=F("support_count") + 1)
    audit.record("idea.supported", actor=by, subject=idea)
    return idea


@transaction.atomic
def withdraw_support(idea_id: int, *, by: User) -> Idea:
    """Take a person's support back, always. Doing it again changes nothing."""
    idea = locked(idea_id, by=by, may="ideas.support_idea")
    removed, _rows = idea.supports.filter(user=by).delete()
    if removed:
        Idea.objects.filter(pk=idea.pk).update(support_count=F("support_count") - 1)
        audit.record("idea.support_withdrawn", actor=by, subject=idea)
    return idea


@transaction.atomic
def comment_on_idea(
    idea_id: int,
    *,
    by: User,
    body: str,
    capacity: Capacity,
    parent_id: int | None = None,
    stance: str = "",
    form_key: UUID | None = None,
) -> Comment:
    """Add a comment or a reply, and tell the author and whoever is answered."""
    idea = locked(idea_id, by=by, may="ideas.comment_idea")
    if not idea.is_open:
        raise ValidationError(_("The discussion is closed."), code="closed")
    comment = discussion.post_comment(
        idea.thread_id,
        by=by,
        body=body,
        capacity=capacity,
        parent_id=parent_id,
        stance=stance,
        for_committee=by.has_perm("ideas.speak_for_committee", idea),
        form_key=form_key,
    )
    _count_comments(idea, active=True)
    answered = comment.parent.author if comment.parent else None
    notifications.notify(
        "ideas.commented",
        event=f"comment:{comment.pk}",
        url=f"{danish_path(idea)}?kommentar={comment.pk}#kommentar-{comment.pk}",
        title_da=f"Ny kommentar til »{idea.title}«",
        title_en=f"New comment on “{idea.title}”",
        to=[idea.author, *([answered] if answered else [])],
        except_for=by,
    )
    return comment


@transaction.atomic
def edit_comment(
    idea_id: int,
    comment_id: int,
    *,
    by: User,
    body: str,
    stance: str = "",
    opened_with: Seen | None = None,
) -> Comment:
    """Change one's own comment while it is time; what stood there stays in its history."""
    idea = locked(idea_id, by=by, may="ideas.comment_idea")
    comment = idea.thread.comments.get(pk=comment_id)
    if not by.has_perm("ideas.edit_comment", comment):
        raise PermissionDenied
    if not idea.is_open:
        raise ValidationError(_("The discussion is closed."), code="closed")
    return discussion.edit_comment(
        comment.pk, by=by, body=body, stance=stance, opened_with=opened_with
    )


def _count_comments(idea: Idea, *, active: bool) -> None:
    """Carry the thread's count over; the idea's row is locked, so the last one is right."""
    idea.thread.refresh_from_db(fields=["comment_count"])
    idea.comment_count = idea.thread.comment_count
    fields = ["comment_count"]
    if active:
        idea.last_active_at = timezone.now()
        fields.append("last_active_at")
    idea.save(update_fields=fields)


def follow_idea(idea_id: int, *, by: User) -> None:
    """Be told of the committee's answers. Safe to repeat."""
    if not by.has_perm("ideas.follow_idea"):
        raise PermissionDenied
    idea = Idea.objects.visible_to(by).get(pk=idea_id)
    notifications.follow(idea.channel_id, by=by)


def unfollow_idea(idea_id: int, *, by: User) -> None:
    """Stop being told. Safe to repeat."""
    idea = Idea.objects.get(pk=idea_id)
    notifications.unfollow(idea.channel_id, by=by)
