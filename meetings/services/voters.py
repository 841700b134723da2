"""Who could vote under an item, and that nothing entered contradicts a vote that was cast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import (
    AgendaItem,
    Meeting,
    Vote,
)
from meetings.refusals import NotReady
from meetings.snapshots import printed_numbers
from meetings.timeline import (
    Timeline,
    meeting_timeline,
)
from portal.people.models import Person

if TYPE_CHECKING:
    pass


def must_hold(meeting: Meeting) -> None:
    """Refuse what contradicts a vote or a disqualification that stands entered."""
    line = meeting_timeline(meeting)
    if wrong := [*_wrong_votes(meeting, line), *_wrong_outs(meeting, line)]:
        raise NotReady(*wrong)


def _wrong_votes(meeting: Meeting, line: Timeline) -> list[str]:
    ballots = Vote.objects.filter(
        event__item__meeting=meeting, event__item__removed_at=None, event__removed_at=None
    )
    voted: dict[int, dict[int, str]] = {}
    for ballot in ballots.select_related("person", "event").order_by("person__sort_key", "pk"):
        voted.setdefault(ballot.event.item_id, {})[ballot.person_id] = ballot.person.name
    found = []
    for item, cast in voted.items():
        wrong = line.wrong_voters(item, cast)
        out = wrong & line.disqualified_under(item)
        for people, advice in (
            (out, _VOTED_AND_OUT),
            (wrong - out, _VOTED_ELSEWHERE if line.turns_of(item) else _VOTED_SOMETIME),
        ):
            if people:
                names = ", ".join(name for pk, name in cast.items() if pk in people)
                found.append(str(advice) % {"names": names, "number": _number(meeting, item)})
    return found


_VOTED_AND_OUT = gettext_lazy(
    "%(names)s voted under item %(number)s and cannot be disqualified there. Change the vote first."
)
_VOTED_ELSEWHERE = gettext_lazy(
    "%(names)s voted under item %(number)s without being there. Change the vote first."
)
_VOTED_SOMETIME = gettext_lazy(
    "%(names)s voted under item %(number)s, and it is not noted when it was on. Enter the"
    " time of the item first."
)


def _wrong_outs(meeting: Meeting, line: Timeline) -> list[str]:
    return [
        _(
            "%(name)s left or came back as disqualified under item %(number)s, at a time without"
            " being at the meeting. Change the disqualification first."
        )
        % {"name": out.name, "number": _number(meeting, out.item)}
        for out in line.wrong_outs()
    ]


def _number(meeting: Meeting, item: int) -> str:
    return printed_numbers(meeting).get(item, "")


def unsure_of(item: AgendaItem, line: Timeline | None = None) -> list[Person]:
    """Return who may have voted under an item of which nobody has noted when it was on."""
    unsure = (line or meeting_timeline(item.meeting)).unsure_under(item.pk)
    return list(Person.objects.filter(pk__in=unsure).in_order()) if unsure else []


def voters(item: AgendaItem, line: Timeline | None = None) -> list[Person]:
    """Return who may vote under the item, in the order of the committee's list."""
    could = (line or meeting_timeline(item.meeting)).voters(item.pk)
    return list(Person.objects.filter(pk__in=could).in_order())
