"""Printed numbers and clock times of the items of one meeting, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from .models import AgendaItem

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def numbers(items: Sequence[AgendaItem], *, taken: Iterable[str] = ()) -> dict[int, str]:
    """Return the printed number of each item by its key.

    Before anything is published the numbers follow the order. A published number stays with its
    item for good; what comes later stands under the number before it as 4a, 4b. `taken` are
    numbers of items that were published once and removed since.
    """
    if not any(item.shown_number for item in items) and not any(taken):
        return {item.pk: str(place) for place, item in enumerate(items, start=1)}
    used = {item.shown_number for item in items if item.shown_number} | set(taken)
    result: dict[int, str] = {}
    base = "0"
    for item in items:
        number = item.shown_number or _next(base, used)
        used.add(number)
        result[item.pk] = number
        base = re.sub(r"\D+$", "", number) or base
    return result


def _next(base: str, used: set[str]) -> str:
    for letter in LETTERS:
        if f"{base}{letter}" not in used:
            return f"{base}{letter}"
    place = 1
    while f"{base}z{place}" in used:
        place += 1
    return f"{base}z{place}"


def clock_times(items: Iterable[AgendaItem], start: datetime) -> dict[int, datetime]:
    """Return when each item is expected to begin, from the minutes planned before it."""
    times: dict[int, datetime] = {}
    for item in items:
        times[item.pk] = start
        start += timedelta(minutes=item.planned_minutes)
    return times
