"""Comments that somebody says must not stand there, and what the secretary makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from committee.models import Membership, Role
from ideas.locking import danish_path, locked
from ideas.models import Idea
from portal.discussion import services as discussion
from portal.notifications import services as notifications

if TYPE_CHECKING:
    from portal.discussion.models import Case, Comment, Report
    from portal.people.models import User


@transaction.atomic
def report_comment(
    idea_id: int, comment_id: int, *, by: User, reason: str, form_key: UUID | None = None
) -> Report:
    """Tell the secretary what is wrong with a comment; one person's second time changes nothing."""
    idea = locked(idea_id, by=by, may="ideas.report_comment")
    comment = _comment_of(idea, comment_id)
    report = discussion.report_comment(comment.pk, by=by, reason=reason, form_key=form_key)
    secretaries = Membership.objects.current().filter(committee=idea.committee, role=Role.SECRETARY)
    notifications.notify(
        "ideas.comment_reported",
        event=f"case:{report.case_id}",
        url=_path("comment-decide", comment),
        title_da=f"En kommentar til »{idea.title}« er anmeldt",
        title_en=f"A comment on “{idea.title}” has been reported",
        to=get_user_model().objects.filter(person__memberships__in=secretaries).order_by("pk"),
        except_for=by,
    )
    return report


@transaction.atomic
def hide_comment(idea_id: int, comment_id: int, *, by: User, reason: str) -> Comment:
    """Take a comment's words out of the idea's thread; its place and the reason stay."""
    idea = locked(idea_id, by=by, may="ideas.hide_comment")
    case = _comment_of(idea, comment_id).cases.open().first()
    comment = discussion.hide_comment(comment_id, by=by, reason=reason)
    idea.thread.refresh_from_db(fields=["comment_count"])
    idea.comment_count = idea.thread.comment_count
    idea.save(update_fields=["comment_count"])
    where = f"{danish_path(idea)}?kommentar={comment.pk}#kommentar-{comment.pk}"
    notifications.notify(
        "ideas.comment_hidden",
        event=f"comment:{comment.pk}:{comment.hidden_at}",
        url=where,
        title_da=f"Din kommentar til »{idea.title}« er skjult",
        title_en=f"Your comment on “{idea.title}” has been hidden",
        to=[comment.author],
        except_for=by,
    )
    if case:
        _tell_reporters(
            case,
            url=where,
            title_da=f"Kommentaren til »{idea.title}«, som du anmeldte, er skjult",
            title_en=f"The comment on “{idea.title}” that you reported has been hidden",
        )
    return comment


@transaction.atomic
def let_comment_stand(idea_id: int, comment_id: int, *, by: User, reason: str) -> Comment:
    """Dismiss the reports of a comment with a reason. Without any nothing changes."""
    idea = locked(idea_id, by=by, may="ideas.hide_comment")
    comment = _comment_of(idea, comment_id)
    if case := discussion.dismiss_reports(comment.pk, by=by, reason=reason):
        _tell_reporters(
            case,
            url=_path("comment-report", comment),
            title_da=f"Kommentaren til »{idea.title}«, som du anmeldte, bliver stående",
            title_en=f"The comment on “{idea.title}” that you reported stays",
        )
    return comment


def _comment_of(idea: Idea, comment_id: int) -> Comment:
    comment: Comment | None = idea.thread.comments.filter(pk=comment_id).first()
    if comment is None:
        raise PermissionDenied
    return comment


def _path(name: str, comment: Comment) -> str:
    with override("da"):
        return reverse(f"ideas:{name}", args=[comment.thread.idea.pk, comment.pk])


def _tell_reporters(case: Case, *, url: str, title_da: str, title_en: str) -> None:
    reporters = get_user_model().objects.filter(pk__in=case.reports.values("by"))
    notifications.notify(
        "ideas.report_decided",
        event=f"case:{case.pk}:decided",
        url=url,
        title_da=title_da,
        title_en=title_en,
        to=reporters.order_by("pk"),
    )
