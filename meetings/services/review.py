"""Comments on a draft of minutes: made by those who were there, answered by who runs it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings import notices
from meetings.models import AgendaItem, MinutesState, ReviewComment, SectionKind
from meetings.refusals import NotReady
from portal import audit
from portal.ui.models import first_result, free_key
from portal.writing.rows import Seen, settle

from .locking import ask, must_be, role_in, take_minutes

if TYPE_CHECKING:
    from portal.people.models import User


@transaction.atomic
def comment_on_minutes(
    minutes_id: int,
    *,
    text: str,
    by: User,
    item: AgendaItem | None = None,
    section: str = "",
    form_key: UUID | None = None,
) -> ReviewComment:
    """Say what is to be put right, in a section, under an item or of the minutes as a whole."""
    minutes = take_minutes(minutes_id)
    ask(by, "meetings.comment_on_minutes", minutes)
    if made := first_result(ReviewComment, form_key, minutes=minutes, person=by.person):
        return made
    must_be(minutes.state, MinutesState.IN_REVIEW)
    if not text.strip():
        raise ValidationError({"text": _("Write what is to be put right.")})
    if item is not None:
        _must_be_read(item, minutes.meeting_id, by)
    if section and (item is None or section not in SectionKind.values):
        raise ValidationError({"place": _("Choose a section of an item.")})
    comment = ReviewComment.objects.create(
        minutes=minutes,
        review_round=minutes.review_round,
        item=item,
        section=section,
        person=by.person,
        text=text.strip(),
        form_key=free_key(ReviewComment, form_key),
    )
    audit.record("minutes.commented_on", actor=by, subject=minutes, data={"comment": comment.pk})
    notices.tell_of_comment(comment, by=by)
    return comment


def _must_be_read(item: AgendaItem, meeting_id: int, by: User) -> None:
    readable = AgendaItem.objects.visible_to(by).standing_on_agenda()
    if not readable.filter(pk=item.pk, meeting=meeting_id).exists():
        raise PermissionDenied


def _take_comment(comment_id: int) -> ReviewComment:
    minutes_id = ReviewComment.objects.values_list("minutes_id", flat=True).get(pk=comment_id)
    minutes = take_minutes(minutes_id)
    comment = ReviewComment.objects.select_related("item", "person").get(pk=comment_id)
    comment.minutes = minutes
    return comment


@transaction.atomic
def answer_comment(
    comment_id: int, *, state: str, by: User, answer: str = "", opened_with: Seen | None = None
) -> ReviewComment:
    """Say that the minutes now say so, or why they do not; until the minutes are approved.

    Raises `Overtaken` if somebody else has answered otherwise since it was `opened_with`.
    """
    comment = _take_comment(comment_id)
    ask(by, "meetings.answer_comment", comment)
    if comment.item is not None:
        _must_be_read(comment.item, comment.minutes.meeting_id, by)
    must_be(comment.minutes.state, MinutesState.IN_REVIEW, MinutesState.DRAFT)
    if comment.removed_at is not None:
        raise NotReady(_("The comment has been taken back meanwhile."))
    if state not in {ReviewComment.State.TAKEN_OVER, ReviewComment.State.ANSWERED}:
        raise ValidationError({"state": _("Choose what became of the comment.")})
    answer = answer.strip()
    if state == ReviewComment.State.ANSWERED and not answer:
        raise ValidationError({"answer": _("Write why it stays as it is.")})
    standing = {"state": comment.state, "answer": comment.answer}
    if standing == {"state": state, "answer": answer}:
        return comment
    settle(comment, opened_with, yours={"state": state, "answer": answer}, theirs=standing)
    comment.state, comment.answer = state, answer
    comment.answered_at, comment.answered_by = timezone.now(), by
    comment.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    entry = audit.record(
        "minutes.comment_answered",
        actor=by,
        subject=comment,
        role=role_in(by, comment),
        data={"state": state, "fields": ["state", "answer"]},
    )
    notices.tell_commenter(comment, entry.pk, by=by)
    return comment


@transaction.atomic
def take_comment_back(comment_id: int, *, by: User) -> ReviewComment:
    """Take one's own comment back before anybody has answered it."""
    comment = _take_comment(comment_id)
    if comment.person.user_id != by.pk:
        raise PermissionDenied
    if comment.removed_at is not None:
        return comment
    if not comment.is_open:
        raise NotReady(_("The comment has been answered meanwhile, so it stays."))
    comment.removed_at = timezone.now()
    comment.save(update_fields=["removed_at"])
    audit.record("minutes.comment_taken_back", actor=by, subject=comment)
    return comment
