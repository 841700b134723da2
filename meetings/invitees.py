"""Who is asked to a meeting, the links in their mails, and what they have answered.

The link proves that its holder reads the member's mail: it opens the answer to this one meeting
and nothing else, shows nothing that is not public, and ends with the meeting. Opening it changes
nothing, because mail programs open links by themselves; the page has the choice made already,
and its one button sends it. No script presses that button: those who scan mail run scripts, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation

from committee.models import SEATS, Membership, Role

from .models import Meeting, MeetingState, Reply, ReplyChoice

if TYPE_CHECKING:
    from portal.people.models import Person, User

SALT = "meetings.invitation"
WORDS = {
    "ja": ReplyChoice.COMES,
    "nej": ReplyChoice.STAYS_AWAY,
    "stedfortraeder": ReplyChoice.SUBSTITUTE,
}
"""How the choices are called in addresses."""


def asked(meeting: Meeting) -> list[Membership]:
    """Return whose coming is asked for: the seats on the day, and the substitutes called."""
    current = Membership.objects.current(timezone.localdate(meeting.starts_at)).filter(
        committee=meeting.committee_id
    )
    called = meeting.calls.filter(withdrawn_at=None).order_by().values("membership")
    rows = current.filter(role__in=sorted(SEATS)) | current.filter(pk__in=called)
    return list(rows.select_related("person__user", "committee").in_order())


def seat_of(user: Any, meeting: Meeting) -> Membership | None:
    """Return the membership for which this person is asked to the meeting."""
    return next((row for row in asked(meeting) if row.person.user_id == user.pk), None)


def users_asked(meeting: Meeting) -> list[User]:
    return [row.person.user for row in asked(meeting) if row.person.user is not None]


def may_still_answer(meeting: Meeting) -> bool:
    return meeting.is_coming and timezone.now() < meeting.ends_at


def substitutes_for(membership: Membership, meeting: Meeting) -> list[Membership]:
    """Return who may come instead: those appointed for the seat, else those for any seat.

    A substitute who is called already, for somebody else, is not offered again.
    """
    called = meeting.calls.filter(withdrawn_at=None).exclude(stands_in_for=membership)
    rows = (
        Membership.objects.current(timezone.localdate(meeting.starts_at))
        .filter(committee=meeting.committee_id, role=Role.SUBSTITUTE)
        .filter(Q(substitute_for=membership) | Q(substitute_for=None))
        .exclude(pk__in=called.order_by().values("membership"))
        .select_related("person")
        .in_order()
    )
    found = list(rows)
    return [row for row in found if row.substitute_for_id] or found


# Links ----------------------------------------------------------------------------------------


def token(meeting: Meeting, membership: Membership) -> str:
    """Return what stands for this member's answer to this meeting; the same one every time."""
    return signing.dumps([meeting.pk, membership.pk], salt=SALT)


def behind(told: str) -> tuple[Meeting, Membership] | None:
    """Return what a link is about, if it was made here and the person is still asked."""
    try:
        meeting_id, membership_id = signing.loads(told, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    meeting = Meeting.objects.for_rows().filter(pk=meeting_id).first()
    if meeting is None:
        return None
    found = next((row for row in asked(meeting) if row.pk == membership_id), None)
    return (meeting, found) if found is not None else None


def links(meeting: Meeting, membership: Membership) -> dict[str, str]:
    """Return the Danish path for each choice, by its name in the mail's template."""
    with translation.override("da"):
        path = reverse("meetings:reply-by-link", args=[token(meeting, membership)])
    return {choice.value: f"{path}?svar={word}" for word, choice in WORDS.items()}


# Answers --------------------------------------------------------------------------------------


def replies(meeting: Meeting) -> dict[int, Reply]:
    """Return the answers that hold, by membership."""
    rows = Reply.objects.filter(meeting=meeting).that_hold()
    return {
        row.membership_id: row
        for row in rows.select_related("membership", "substitute__person").order_by("pk")
    }


@dataclass(frozen=True)
class Answered:
    """One person's answer as the committee's page shows it."""

    seat: int
    person: Person
    reason: str = ""
    substitute: str = ""
    stands_in_for: str = ""


@dataclass(frozen=True)
class Answers:
    """Who comes and who does not; reasons are empty for whom they are not for.

    Before the invitation is sent nobody is silent: nobody has been asked.
    """

    are_asked: bool

    come: list[Answered]
    stay_away: list[Answered]
    want_substitute: list[Answered]
    silent: list[Answered]
    votes_coming: int
    votes: int
    needed: int


def answers(meeting: Meeting, *, with_reasons: bool) -> Answers:
    """Return all answers; a called substitute fills the seat of whom they stand in for."""
    rows, known = asked(meeting), replies(meeting)
    calls = meeting.calls.filter(withdrawn_at=None).select_related("stands_in_for__person")
    stands_in = {call.membership_id: call.stands_in_for for call in calls.order_by("pk")}
    lists: dict[str, list[Answered]] = {choice: [] for choice in ("", *ReplyChoice.values)}
    coming = 0
    for row in rows:
        reply = known.get(row.pk)
        instead = stands_in.get(row.pk)
        lists[reply.choice if reply else ""].append(
            Answered(
                row.pk,
                row.person,
                reason=reply.reason if reply and with_reasons else "",
                substitute=reply.substitute.person.name if reply and reply.substitute else "",
                stands_in_for=instead.person.name if instead else "",
            )
        )
        if reply and reply.choice == ReplyChoice.COMES:
            coming += (instead or row).votes
    seats = sum(row.votes for row in rows if row.role != Role.SUBSTITUTE)
    return Answers(
        are_asked=meeting.state != MeetingState.PLANNED,
        come=lists[ReplyChoice.COMES],
        stay_away=lists[ReplyChoice.STAYS_AWAY],
        want_substitute=lists[ReplyChoice.SUBSTITUTE],
        silent=lists[""],
        votes_coming=coming,
        votes=seats,
        needed=meeting.committee.quorum_of(seats),
    )
