"""What must not stand in a discussion: taken out, looked at, put back.

As in `writing`, the owner's service asks whether this person may, and holds the owner's row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from portal import audit
from portal.discussion.models import Case, CaseState, Comment, Report, Thread
from portal.ui.models import first_result, free_key
from portal.ui.text import without_controls

if TYPE_CHECKING:
    from portal.people.models import User


@transaction.atomic
def report_comment(
    comment_id: int, *, by: User, reason: str, form_key: UUID | None = None
) -> Report:
    """Say why a comment must not stand there. The same person's first report counts.

    Words that were looked at and let stand are not looked at again; other words are.
    """
    comment = Comment.objects.select_for_update(of=("self",), no_key=True).get(pk=comment_id)
    if comment.author_id == by.pk:
        raise PermissionDenied
    if first := first_result(Report, form_key, by=by, case__comment=comment):
        return first
    if comment.is_hidden:
        raise ValidationError(_("The comment is hidden already."), code="hidden")
    if let_stand(comment):
        raise ValidationError(
            _("The committee’s secretary has looked at these words and let them stand."),
            code="let_stand",
        )
    if not reason.strip():
        raise ValidationError(_("Say what is wrong with the comment."), code="no_reason")
    case, _is_new = Case.objects.get_or_create(comment=comment, state=CaseState.OPEN)
    if given := case.reports.filter(by=by).first():
        return given
    report = Report.objects.create(
        case=case,
        by=by,
        reason=without_controls(reason).strip(),
        form_key=free_key(Report, form_key),
    )
    Case.objects.filter(pk=case.pk).update(report_count=F("report_count") + 1)
    audit.record("comment.reported", actor=by, subject=comment, reason=report.reason)
    return report


def let_stand(comment: Comment) -> Case | None:
    """Return the decision that the words that stand there now may do so, if there is one."""
    return comment.cases.filter(state=CaseState.DISMISSED, about=comment.worded_at).first()


@transaction.atomic
def dismiss_reports(comment_id: int, *, by: User, reason: str) -> Case | None:
    """Let a reported comment stand. Without an open case nothing changes."""
    comment = Comment.objects.select_for_update(of=("self",), no_key=True).get(pk=comment_id)
    case = comment.cases.open().first()
    if case is None:
        return None
    if not reason.strip():
        raise ValidationError(_("Say why the comment may stand."), code="no_reason")
    _decide(case, CaseState.DISMISSED, by=by, reason=reason.strip())
    audit.record("comment.let_stand", actor=by, subject=comment, reason=case.reason)
    return case


def _decide(case: Case, state: CaseState, *, by: User, reason: str) -> None:
    """Close a case for good; the comment's row is locked."""
    case.state, case.reason = state, reason
    case.decided_by, case.decided_at = by, timezone.now()
    case.about = case.comment.worded_at
    case.save(update_fields=["state", "reason", "decided_by", "decided_at", "about"])


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
    if case := comment.cases.open().first():
        _decide(case, CaseState.UPHELD, by=by, reason=comment.hidden_reason)
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
