"""What became of the ideas: the side of the catalogue, from kept counts and two index reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils import timezone

from .models import Idea, State

if TYPE_CHECKING:
    from .catalogue import Catalogue

ANSWERED = [
    State.TAKEN_UP,
    State.PARTLY,
    State.PASSED_ON,
    State.NOT_TAKEN_UP,
    State.CARRIED_OUT,
]
SHOWN = [*ANSWERED, State.IN_REVIEW, State.NEW]


@dataclass(frozen=True)
class Bar:
    """One state with its count, drawn against the highest of them."""

    label: str
    count: int
    of: int
    address: str


def bars(catalogue: Catalogue) -> list[Bar]:
    """Return the states that ideas are in, each a link that filters by it."""
    counts = catalogue.counts["state"]
    highest = max([counts.get(state, 0) for state in SHOWN] + [1])
    return [
        Bar(
            label=str(state.label),
            count=counts.get(state, 0),
            of=highest,
            address=f"{catalogue.request.path}?{_query(catalogue, state)}",
        )
        for state in SHOWN
        if counts.get(state, 0) or state != State.CARRIED_OUT
    ]


def answered(catalogue: Catalogue) -> int:
    return sum(catalogue.counts["state"].get(state, 0) for state in ANSWERED)


def oldest_waiting_days(catalogue: Catalogue) -> int | None:
    """Return how long the oldest idea without an answer has waited."""
    waiting = Idea.objects.visible_to(catalogue.request.user).waiting()
    if catalogue.committee:
        waiting = waiting.filter(committee=catalogue.committee)
    first = waiting.order_by("published_at", "pk").values_list("published_at", flat=True).first()
    if first is None:
        return None
    return (timezone.localdate() - timezone.localdate(first)).days


def average_days(catalogue: Catalogue) -> int | None:
    """Return how many days this year's first answers took on average."""
    year = str(timezone.localdate().year)
    answers = catalogue.counts["answers"].get(year, 0)
    return round(catalogue.counts["days"].get(year, 0) / answers) if answers else None


def _query(catalogue: Catalogue, state: State) -> str:
    chosen = f"status={state.value}"
    return f"udvalg={catalogue.committee.slug}&{chosen}" if catalogue.committee else chosen
