"""Of the minutes: the review and its comments, remarks to confirm, and that they are out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from committee.models import Membership, Role
from meetings.models import Meeting, Minutes, MinutesVersion, ReviewComment
from portal.notifications import kinds
from portal.notifications.services import notify

from .meetings import insiders
from .wording import PLAIN, in_both, path

if TYPE_CHECKING:
    from portal.people.models import Person, User


@kinds.register
class MinutesInReview(kinds.Kind):
    """To those who were present: read, and say whether it is right."""

    name = "meetings.minutes_in_review"
    template = PLAIN


@kinds.register
class RemarkToConfirm(kinds.Kind):
    """To the member in whose name the secretary entered a remark."""

    name = "meetings.remark_to_confirm"
    template = PLAIN


@kinds.register
class AnswerMissing(kinds.Kind):
    """To those who were present and have not answered: the deadline is near, or has passed."""

    name = "meetings.answer_missing"
    template = PLAIN


@kinds.register
class MinutesCommented(kinds.Kind):
    """To the secretary: somebody who was present wants something put right."""

    name = "meetings.minutes_commented"
    template = PLAIN


@kinds.register
class CommentAnswered(kinds.Kind):
    """To whoever commented: it has been taken over or answered."""

    name = "meetings.comment_answered"
    template = PLAIN


@kinds.register
class MinutesPublished(kinds.Kind):
    """To the committee and its followers: minutes, or a correction of them."""

    name = "meetings.minutes_published"
    template = PLAIN


def tell_reviewers(minutes: Minutes, *, by: User) -> None:
    sat = minutes.meeting.attendances.present().voting()
    notify(
        MinutesInReview.name,
        event=f"review-{minutes.pk}-{minutes.review_round}",
        url=path("minutes-review", minutes.meeting_id),
        to=get_user_model().objects.filter(person__attendances__in=sat).distinct().order_by("pk"),
        except_for=by,
        **in_both(
            _("The minutes of %(meeting)s, %(date)s, await your answer (%(committee)s)"),
            minutes.meeting,
        ),
    )


def tell_of_comment(comment: ReviewComment, *, by: User) -> None:
    seats = Membership.objects.current().filter(committee=comment.committee, role=Role.SECRETARY)
    notify(
        MinutesCommented.name,
        event=f"comment-{comment.pk}",
        url=path("minutes-comments", comment.meeting.pk),
        to=get_user_model().objects.filter(person__memberships__in=seats).order_by("pk"),
        except_for=by,
        **in_both(
            _("A comment on the minutes of %(meeting)s, %(date)s (%(committee)s)"),
            comment.meeting,
        ),
    )


def tell_commenter(comment: ReviewComment, change: int, *, by: User) -> None:
    """Tell whoever commented; anew for each new answer."""
    user = comment.person.user
    notify(
        CommentAnswered.name,
        event=f"comment-answer-{change}",
        url=path("minutes-comments", comment.meeting.pk),
        to=[user] if user else [],
        except_for=by,
        **in_both(
            _("Your comment on the minutes of %(meeting)s, %(date)s, is answered (%(committee)s)"),
            comment.meeting,
        ),
    )


def remind_reviewers(minutes: Minutes, people: Iterable[Person], *, step: str) -> int:
    """Ask once more, once for each `step` of a round: before the deadline, and after it."""
    text = (
        _("Answers about the minutes of %(meeting)s, %(date)s, are due by %(due)s (%(committee)s)")
        if step == "soon"
        else _("Your answer about the minutes of %(meeting)s, %(date)s, is missing (%(committee)s)")
    )
    return notify(
        AnswerMissing.name,
        event=f"review-{minutes.pk}-{minutes.review_round}-{minutes.review_deadline}-{step}",
        url=path("minutes-review", minutes.meeting_id),
        to=[person.user for person in people if person.user],
        **in_both(text, minutes.meeting, due=minutes.review_deadline),
    )


def tell_of_remark(meeting: Meeting, change: int, user: User | None) -> None:
    """Ask the member to read what was entered in their name; anew for each new wording."""
    notify(
        RemarkToConfirm.name,
        event=f"remark-{change}",
        url=path("minutes-remarks", meeting.pk),
        to=[user] if user else [],
        **in_both(
            _("A remark in your name at %(meeting)s, %(date)s, awaits you (%(committee)s)"),
            meeting,
        ),
    )


def tell_of_minutes(version: MinutesVersion, *, by: User) -> None:
    meeting = version.minutes.meeting
    text = (
        _("The minutes of %(meeting)s, %(date)s, have been published (%(committee)s)")
        if version.number == 1
        else _("The minutes of %(meeting)s, %(date)s, have been corrected (%(committee)s)")
    )
    notify(
        MinutesPublished.name,
        event=f"minutes-{version.minutes_id}-{version.number}",
        url=path("minutes-detail", meeting.pk),
        to=insiders(meeting),
        channel=meeting.committee.channel,
        except_for=by,
        **in_both(text, meeting),
    )
