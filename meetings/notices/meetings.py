"""Of a meeting: who is asked to it, when it is moved, cancelled or adjourned, and soon."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from committee.models import Membership, Role
from meetings import calendars, invitees
from meetings.models import (
    INSIDERS,
    Adjournment,
    AgendaVersion,
    Meeting,
    MeetingMove,
    Reply,
    SubstituteCall,
)
from meetings.refusals import Advice
from portal.notifications import kinds
from portal.notifications.services import notify
from portal.ui import addresses, formats

from .wording import PLAIN, in_both, path

if TYPE_CHECKING:
    from portal.notifications.models import Notice
    from portal.people.models import User


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
        pause = meeting.pause
        starts_at = pause.resumes_at if pause else meeting.starts_at
        start, held = timezone.localtime(starts_at), pause or meeting
        return {
            "when": f"{formats.weekday_day(start)} {formats.clock(start)}",
            "where": ", ".join(filter(None, [held.place, held.address])),
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
    """To the committee and its followers: moved, cancelled, or adjourned to another day."""

    name = "meetings.meeting_changed"


@kinds.register
class LaterDayDropped(kinds.Kind):
    """To the committee and its followers: the meeting does not go on another day after all."""

    name = "meetings.later_day_dropped"
    template = PLAIN

    @classmethod
    def calendar(cls, notice: Notice) -> str:
        """Return the file that takes the day off; its row is gone, the notice remembers it."""
        told = notice.context
        day = Adjournment(
            number=int(told["number"]), resumes_at=datetime.fromisoformat(told["resumes_at"])
        )
        return calendars.without_day(_meeting_of(notice), day)


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


def insiders(meeting: Meeting) -> Iterable[User]:
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
        url=path("meeting-detail", meeting.pk),
        to=users,
        context=_about(meeting),
        **in_both(_("You are invited to %(meeting)s, %(date)s (%(committee)s)"), meeting),
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
        url=path("meeting-detail", meeting.pk),
        to=insiders(meeting),
        channel=meeting.committee.channel,
        except_for=[by, *invited],
        **in_both(text, meeting),
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
        url=path("meeting-detail", meeting.pk),
        to=insiders(meeting),
        channel=meeting.committee.channel,
        context={**_about(meeting), "reason": reason},
        except_for=except_for,
        **in_both(text, meeting),
    )


def tell_of_adjournment(
    meeting: Meeting, adjournment: Adjournment, change: int, *, by: User
) -> None:
    """Tell when an adjourned meeting goes on; anew for each new time."""
    text = _("%(meeting)s is adjourned and goes on %(due)s (%(committee)s)")
    notify(
        MeetingChanged.name,
        event=f"adjourned-{change}",
        url=path("meeting-detail", meeting.pk),
        to=insiders(meeting),
        channel=meeting.committee.channel,
        context=_about(meeting),
        except_for=by,
        **in_both(text, meeting, timezone.localdate(adjournment.resumes_at)),
    )


def tell_of_dropped_day(
    meeting: Meeting, adjournment: Adjournment, change: int, *, by: User
) -> None:
    """Tell all who were told of it that the meeting does not go on another day after all."""
    notify(
        LaterDayDropped.name,
        event=f"adjourned-{change}",
        url=path("meeting-detail", meeting.pk),
        to=insiders(meeting),
        channel=meeting.committee.channel,
        context={
            **_about(meeting),
            "number": str(adjournment.number),
            "resumes_at": adjournment.resumes_at.isoformat(),
        },
        except_for=by,
        **in_both(
            _("%(meeting)s does not go on %(due)s after all (%(committee)s)"),
            meeting,
            timezone.localdate(adjournment.resumes_at),
        ),
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
        url=path("meeting-detail", call.meeting_id),
        to=[user] if user else [],
        context=_about(call.meeting),
        **in_both(text, call.meeting),
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
        url=path("substitutes", meeting.pk),
        to=get_user_model().objects.filter(person__memberships__in=secretaries).order_by("pk"),
        **in_both(
            _("An answer to %(meeting)s, %(date)s, is about a substitute (%(committee)s)"), meeting
        ),
    )


def remind_silent(meeting: Meeting, stamp: str, users: Iterable[User]) -> int:
    return notify(
        AnswerWanted.name,
        event=f"answer-{meeting.pk}-{stamp}",
        url=path("meeting-detail", meeting.pk),
        to=users,
        context=_about(meeting),
        **in_both(_("Are you coming to %(meeting)s, %(date)s? (%(committee)s)"), meeting),
    )


def remind_all(meeting: Meeting, stamp: str) -> int:
    return notify(
        MeetingSoon.name,
        event=f"soon-{meeting.pk}-{stamp}",
        url=path("meeting-detail", meeting.pk),
        to=insiders(meeting),
        context=_about(meeting),
        **in_both(_("Remember %(meeting)s, %(date)s (%(committee)s)"), meeting),
    )


def _about(meeting: Meeting) -> dict[str, str]:
    return {"meeting": str(meeting.pk), "reason": ""}
