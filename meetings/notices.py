"""Who is told what about a meeting. Titles name the meeting and never an item."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from committee.models import Committee, Membership, Role
from portal.notifications import kinds
from portal.notifications.services import notify
from portal.ui import formats

from .models import (
    INSIDERS,
    ActionPoint,
    AgendaVersion,
    ItemSuggestion,
    Meeting,
    Minutes,
    MinutesVersion,
    ReviewComment,
    SubstituteCall,
)
from .refusals import Advice

if TYPE_CHECKING:
    from portal.people.models import Person, User

PLAIN = "notifications/mail/plain"


@kinds.register
class AgendaPublished(kinds.Kind):
    """To the committee and its followers: an agenda, or a new version of it."""

    name = "meetings.agenda_published"
    template = PLAIN


@kinds.register
class MeetingChanged(kinds.Kind):
    """To the committee and its followers: moved or cancelled."""

    name = "meetings.meeting_changed"
    template = PLAIN


@kinds.register
class SubstituteCalled(kinds.Kind):
    """To the substitute: there is a meeting to come to."""

    name = "meetings.substitute_called"
    template = PLAIN


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
class ActionDue(kinds.Kind):
    """To whoever took something on: it is due soon, or overdue."""

    name = "meetings.action_due"
    template = PLAIN


@kinds.register
class MinutesPublished(kinds.Kind):
    """To the committee and its followers: minutes, or a correction of them."""

    name = "meetings.minutes_published"
    template = PLAIN


@kinds.register
class ItemSuggested(kinds.Kind):
    """To those who run the meetings: somebody suggests an item."""

    name = "meetings.item_suggested"
    template = PLAIN


@kinds.register
class SuggestionAnswered(kinds.Kind):
    """To whoever suggested an item: it was taken on, or not and why."""

    name = "meetings.suggestion_answered"
    template = PLAIN


def _insiders(meeting: Meeting) -> Iterable[User]:
    seats = Membership.objects.current().filter(committee=meeting.committee, role__in=INSIDERS)
    called = SubstituteCall.objects.filter(meeting=meeting, withdrawn_at=None)
    return (
        get_user_model()
        .objects.filter(
            Q(person__memberships__in=seats)
            | Q(person__memberships__in=called.order_by().values("membership"))
        )
        .distinct()
        .order_by("pk")
    )


class Titles(TypedDict):
    title_da: str
    title_en: str


def _in_both(text: Advice, meeting: Meeting, due: date | None = None) -> Titles:
    return {"title_da": _in("da", text, meeting, due), "title_en": _in("en", text, meeting, due)}


def _in(language: str, text: Advice, meeting: Meeting, due: date | None) -> str:
    with translation.override(language):
        told = str(text) % {
            "due": formats.day(due),
            "meeting": meeting.name_in_text,
            "committee": meeting.committee.name,
            "date": formats.day(timezone.localtime(meeting.starts_at)),
        }
        return capfirst(told)


def _path(name: str, *args: object) -> str:
    with translation.override("da"):
        return reverse(f"meetings:{name}", args=args)


def tell_of_agenda(version: AgendaVersion, *, by: User) -> None:
    meeting = version.meeting
    text = (
        _("The agenda of %(meeting)s, %(date)s, has been sent out (%(committee)s)")
        if version.number == 1
        else _("The agenda of %(meeting)s, %(date)s, has changed (%(committee)s)")
    )
    notify(
        AgendaPublished.name,
        event=f"agenda-{meeting.pk}-{version.number}",
        url=_path("meeting-detail", meeting.pk),
        to=_insiders(meeting),
        channel=meeting.committee.channel,
        except_for=by,
        **_in_both(text, meeting),
    )


def tell_of_change(meeting: Meeting, *, by: User, change: object) -> None:
    """Tell of one change, known by its key: a meeting may be moved back, and moved again."""
    text = (
        _("%(meeting)s, %(date)s, has been cancelled (%(committee)s)")
        if meeting.is_cancelled
        else _("%(meeting)s has moved to %(date)s (%(committee)s)")
    )
    notify(
        MeetingChanged.name,
        event=f"meeting-{meeting.pk}-{change}",
        url=_path("meeting-detail", meeting.pk),
        to=_insiders(meeting),
        channel=meeting.committee.channel,
        except_for=by,
        **_in_both(text, meeting),
    )


def tell_substitute(call: SubstituteCall) -> None:
    user = call.membership.person.user
    notify(
        SubstituteCalled.name,
        event=f"call-{call.pk}",
        url=_path("meeting-detail", call.meeting_id),
        to=[user] if user else [],
        **_in_both(_("You are called to %(meeting)s, %(date)s (%(committee)s)"), call.meeting),
    )


def tell_reviewers(minutes: Minutes, *, by: User) -> None:
    sat = minutes.meeting.attendances.present().voting()
    notify(
        MinutesInReview.name,
        event=f"review-{minutes.pk}-{minutes.review_round}",
        url=_path("minutes-review", minutes.meeting_id),
        to=get_user_model().objects.filter(person__attendances__in=sat).order_by("pk"),
        except_for=by,
        **_in_both(
            _("The minutes of %(meeting)s, %(date)s, await your answer (%(committee)s)"),
            minutes.meeting,
        ),
    )


def tell_of_comment(comment: ReviewComment, *, by: User) -> None:
    seats = Membership.objects.current().filter(committee=comment.committee, role=Role.SECRETARY)
    notify(
        MinutesCommented.name,
        event=f"comment-{comment.pk}",
        url=_path("minutes-comments", comment.meeting.pk),
        to=get_user_model().objects.filter(person__memberships__in=seats).order_by("pk"),
        except_for=by,
        **_in_both(
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
        url=_path("minutes-comments", comment.meeting.pk),
        to=[user] if user else [],
        except_for=by,
        **_in_both(
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
        url=_path("minutes-review", minutes.meeting_id),
        to=[person.user for person in people if person.user],
        **_in_both(text, minutes.meeting, due=minutes.review_deadline),
    )


def remind_of_action(point: ActionPoint, user: User, *, step: str) -> int:
    """Remind of what somebody took on, once for each `step`; the title says nothing of it."""
    text = (
        _("A follow-up of yours from %(meeting)s is due by %(due)s (%(committee)s)")
        if step == "soon"
        else _("A follow-up of yours from %(meeting)s was due by %(due)s (%(committee)s)")
    )
    return notify(
        ActionDue.name,
        event=f"action-{point.pk}-{point.due_on}-{step}",
        url=_path("action-detail", point.pk),
        to=[user],
        **_in_both(text, point.meeting, due=point.due_on),
    )


def tell_of_remark(meeting: Meeting, change: int, user: User | None) -> None:
    """Ask the member to read what was entered in their name; anew for each new wording."""
    notify(
        RemarkToConfirm.name,
        event=f"remark-{change}",
        url=_path("minutes-remarks", meeting.pk),
        to=[user] if user else [],
        **_in_both(
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
        url=_path("minutes-detail", meeting.pk),
        to=_insiders(meeting),
        channel=meeting.committee.channel,
        except_for=by,
        **_in_both(text, meeting),
    )


def tell_of_suggestion(suggestion: ItemSuggestion, *, by: User) -> None:
    runs_it = Membership.objects.current().filter(
        committee=suggestion.committee, role__in=[Role.SECRETARY, Role.CHAIR, Role.DEPUTY]
    )
    notify(
        ItemSuggested.name,
        event=f"suggestion-{suggestion.pk}",
        url=_path("suggestion", suggestion.pk),
        to=get_user_model()
        .objects.filter(person__memberships__in=runs_it)
        .distinct()
        .order_by("pk"),
        except_for=by,
        **_of_committee(
            _("Somebody suggests an item for the agenda (%(committee)s)"), suggestion.committee
        ),
    )


def tell_of_answer(suggestion: ItemSuggestion, *, by: User) -> None:
    notify(
        SuggestionAnswered.name,
        event=f"suggestion-{suggestion.pk}-answered",
        url=_path("suggestion", suggestion.pk),
        to=[suggestion.suggested_by],
        except_for=by,
        **_of_committee(
            _("Your suggestion for the agenda has been answered (%(committee)s)"),
            suggestion.committee,
        ),
    )


def _of_committee(text: Advice, committee: Committee) -> Titles:
    said = {}
    for language in ("da", "en"):
        with translation.override(language):
            said[f"title_{language}"] = str(text) % {"committee": committee.name}
    return {"title_da": said["title_da"], "title_en": said["title_en"]}
