"""Which ways the items of an agenda can be moved by one step: up, down, in and out of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from .models import AgendaItem

WAYS = ("up", "down", "in", "out")
Place = tuple[AgendaItem | None, AgendaItem | None]
"""After whom, and under whom."""


class Steps:
    """The order of one agenda; gone through once, then each step is looked up."""

    def __init__(self, items: Iterable[AgendaItem]) -> None:
        self._items: dict[int, AgendaItem] = {}
        self._under: dict[int | None, list[AgendaItem]] = defaultdict(list)
        self._at: dict[int, int] = {}
        for item in items:
            beside = self._under[item.parent_id]
            self._items[item.pk], self._at[item.pk] = item, len(beside)
            beside.append(item)

    def ways(self, item: AgendaItem) -> dict[str, bool]:
        """Tell for each way whether the item can go there."""
        return {way: self.to(item, way) is not None for way in WAYS}

    def to(self, item: AgendaItem, way: str) -> Place | None:
        """Return after whom and under whom the item comes to stand; None where it cannot go."""
        if item.standing or item.pk not in self._items:
            return None
        under = self._items.get(item.parent_id) if item.parent_id else None
        if way == "out":
            return (under, None) if under is not None else None
        before = self._beside(item, -1)
        if way == "up" and _moves(before):
            return self._beside(item, -2), under
        after = self._beside(item, 1)
        if way == "down" and _moves(after):
            return after, under
        if way == "in" and under is None and _moves(before) and not self._under.get(item.pk):
            return self._last_under(before), before
        return None

    def _beside(self, item: AgendaItem, by: int) -> AgendaItem | None:
        beside, at = self._under[item.parent_id], self._at[item.pk] + by
        return beside[at] if 0 <= at < len(beside) else None

    def _last_under(self, item: AgendaItem | None) -> AgendaItem | None:
        below = self._under.get(item.pk) if item else None
        return below[-1] if below else None


def _moves(item: AgendaItem | None) -> bool:
    """Tell whether there is one that may change its place; first and last never do."""
    return item is not None and not item.standing
