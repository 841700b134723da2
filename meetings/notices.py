"""Who is told what about a meeting. Titles name the meeting and never an item."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, TypedDict

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from committee.models import Committee, Membership, Role
from portal.notifications import kinds
from portal.notifications.services import notify
from portal.ui import addresses, formats

from . import calendars, invitees
from .models import (
    INSIDERS,
    ActionPoint,
    Adjournment,
    AgendaVersion,
    ItemSuggestion,
    Meeting,
    MeetingMove,
    Minutes,
    MinutesVersion,
    Reply,
    ReviewComment,
    SubstituteCall,
)
from .refusals import Advice

if TYPE_CHECKING:
    from portal.notifications.models import Notice
    from portal.people.models import Person, User

PLAIN = "notifications/mail/plain"


@kinds.register
class AgendaPublished(kinds.Kind):
    """To the committee and its followers: an agenda, or a new version of it."""

    name = "meetings.agenda_published"
    template = PLAIN


class OfMeeting(kinds.Kind):
    """A mail that says when and where, carries the meeting for the calendar, and asks who comes."""

    template = "meetings/mail/meeting"

    @classmethod
    def more(cls, notice: Notice) -> dict[str, Any]:
        """Return what is so when the mail is written: it may be read long after the notice."""
        meeting = _meeting_of(notice)
        seat = invitees.seat_of(notice.user, meeting) if meeting.is_coming else None
        paths = invitees.links(meeting, seat) if seat is not None else {}
        start = timezone.localtime(meeting.starts_at)
        return {
            "when": f"{formats.weekday_day(start)} {formats.clock(start)}",
            "where": ", ".join(filter(None, [meeting.place, meeting.address])),
            "is_cancelled": meeting.is_cancelled,
            "answer": {
                choice: addresses.absolute(path, notice.user.language)
                for choice, path in paths.items()
            },
        }

    @classmethod
    def calendar(cls, notice: Notice) -> str:
        return calendars.of_meeting(_meeting_of(notice))


def _meeting_of(notice: Notice) -> Meeting:
    return Meeting.objects.select_related("committee").get(pk=int(notice.context["meeting"]))


@kinds.register
class InvitationSent(OfMeeting):
    """To those who hold a seat: a meeting to come to."""

    name = "meetings.invitation_sent"


@kinds.register
class MeetingChanged(OfMeeting):
    """To the committee and its followers: moved or cancelled."""

    name = "meetings.meeting_changed"


@kinds.register
class SubstituteCalled(OfMeeting):
    """To the substitute: there is a meeting to come to, or no longer."""

    name = "meetings.substitute_called"


@kinds.register
class AnswerWanted(OfMeeting):
    """To those who have not answered an invitation."""

    name = "meetings.answer_wanted"


@kinds.register
class MeetingSoon(OfMeeting):
    """To the committee: the meeting is tomorrow."""

    name = "meetings.meeting_soon"


@kinds.register
class SubstituteWanted(kinds.Kind):
    """To the secretary: somebody cannot come and asks for a substitute."""

    name = "meetings.substitute_wanted"
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


def invitation_event(meeting: Meeting) -> str:
    return f"invitation-{meeting.pk}"


def invite(meeting: Meeting) -> list[User]:
    """Ask all who hold a seat, and the substitutes called, whether they come; return them.

    Whoever sends the agenda out is asked, too: the chair's answer counts like any other.
    """
    users = invitees.users_asked(meeting)
    notify(
        InvitationSent.name,
        event=invitation_event(meeting),
        url=_path("meeting-detail", meeting.pk),
        to=users,
        context=_about(meeting),
        **_in_both(_("You are invited to %(meeting)s, %(date)s (%(committee)s)"), meeting),
    )
    return users


def tell_of_agenda(version: AgendaVersion, *, by: User, invited: Iterable[User] = ()) -> None:
    """Tell of an agenda all but those whom the invitation has just told of it."""
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
        except_for=[by, *invited],
        **_in_both(text, meeting),
    )


def tell_of_move(move: MeetingMove, *, by: User, change: object) -> None:
    """Tell of one move, known by its key: a meeting may be moved back, and moved again."""
    text = (
        _("%(meeting)s has moved to %(date)s (%(committee)s)")
        if move.changed_time
        else _("%(meeting)s, %(date)s, has moved to another place (%(committee)s)")
    )
    _tell_of_change(move.meeting, text, change, move.reason, except_for=[by])


def tell_of_cancelling(meeting: Meeting, *, by: User, change: object) -> None:
    text = _("%(meeting)s, %(date)s, has been cancelled (%(committee)s)")
    _tell_of_change(meeting, text, change, meeting.cancelled_reason, except_for=[by])


def _tell_of_change(
    meeting: Meeting, text: Advice, change: object, reason: str, *, except_for: list[User]
) -> None:
    notify(
        MeetingChanged.name,
        event=f"meeting-{meeting.pk}-{change}",
        url=_path("meeting-detail", meeting.pk),
        to=_insiders(meeting),
        channel=meeting.committee.channel,
        context={**_about(meeting), "reason": reason},
        except_for=except_for,
        **_in_both(text, meeting),
    )


def tell_of_adjournment(
    meeting: Meeting, adjournment: Adjournment, change: int, *, by: User
) -> None:
    """Tell when an adjourned meeting goes on; anew for each new time."""
    text = _("%(meeting)s is adjourned and goes on %(due)s (%(committee)s)")
    notify(
        MeetingChanged.name,
        event=f"adjourned-{change}",
        url=_path("meeting-detail", meeting.pk),
        to=_insiders(meeting),
        channel=meeting.committee.channel,
        except_for=by,
        **_in_both(text, meeting, timezone.localdate(adjournment.resumes_at)),
    )


def tell_substitute(call: SubstituteCall) -> None:
    """Invite the substitute who is called; tell one whose call is taken back."""
    user = call.membership.person.user
    is_called = call.withdrawn_at is None
    text = (
        _("You are called to %(meeting)s, %(date)s (%(committee)s)")
        if is_called
        else _("You are no longer called to %(meeting)s, %(date)s (%(committee)s)")
    )
    notify(
        SubstituteCalled.name,
        event=f"call-{call.pk}" if is_called else f"call-{call.pk}-taken-back",
        url=_path("meeting-detail", call.meeting_id),
        to=[user] if user else [],
        context=_about(call.meeting),
        **_in_both(text, call.meeting),
    )


def tell_secretary(reply: Reply, *, change: object) -> None:
    """Say that a substitute is wanted, or no longer; who it is stands on the committee's page."""
    meeting = reply.meeting
    secretaries = Membership.objects.current().filter(
        committee=meeting.committee, role=Role.SECRETARY
    )
    notify(
        SubstituteWanted.name,
        event=f"reply-{meeting.pk}-{change}",
        url=_path("substitutes", meeting.pk),
        to=get_user_model().objects.filter(person__memberships__in=secretaries).order_by("pk"),
        **_in_both(
            _("An answer to %(meeting)s, %(date)s, is about a substitute (%(committee)s)"), meeting
        ),
    )


def remind_silent(meeting: Meeting, stamp: str, users: Iterable[User]) -> int:
    return notify(
        AnswerWanted.name,
        event=f"answer-{meeting.pk}-{stamp}",
        url=_path("meeting-detail", meeting.pk),
        to=users,
        context=_about(meeting),
        **_in_both(_("Are you coming to %(meeting)s, %(date)s? (%(committee)s)"), meeting),
    )


def remind_all(meeting: Meeting, stamp: str) -> int:
    return notify(
        MeetingSoon.name,
        event=f"soon-{meeting.pk}-{stamp}",
        url=_path("meeting-detail", meeting.pk),
        to=_insiders(meeting),
        context=_about(meeting),
        **_in_both(_("Remember %(meeting)s, %(date)s (%(committee)s)"), meeting),
    )


def _about(meeting: Meeting) -> dict[str, str]:
    return {"meeting": str(meeting.pk), "reason": ""}


def tell_reviewers(minutes: Minutes, *, by: User) -> None:
    sat = minutes.meeting.attendances.present().voting()
    notify(
        MinutesInReview.name,
        event=f"review-{minutes.pk}-{minutes.review_round}",
        url=_path("minutes-review", minutes.meeting_id),
        to=get_user_model().objects.filter(person__attendances__in=sat).distinct().order_by("pk"),
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
