"""Printed numbers and clock times of the items of one meeting, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from .models import AgendaItem

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def numbers(items: Sequence[AgendaItem], *, taken: Iterable[str] = ()) -> dict[int, str]:
    """Return the printed number of each item by its key; sub-items are 4.1, 4.2.

    Before anything is published the numbers follow the order. A published number stays with its
    item for good; what comes later stands under the number before it as 4a, 4b. `taken` are
    numbers of items that were published once and removed since.
    """
    used = {item.shown_number for item in items if item.shown_number} | set(taken) - {""}
    tops = [item for item in items if item.parent_id is None]
    result = _in_order(tops) if not used else _late(tops, used, base="0")
    for top in tops:
        below = [item for item in items if item.parent_id == top.pk]
        result |= _below(below, result[top.pk], used)
    return result


def _in_order(items: Iterable[AgendaItem], prefix: str = "") -> dict[int, str]:
    return {item.pk: f"{prefix}{place}" for place, item in enumerate(items, start=1)}


def _below(items: Sequence[AgendaItem], number: str, used: set[str]) -> dict[int, str]:
    """Return the numbers of sub-items; what comes after the last published one counts on."""
    prefix = f"{number}."
    if not any(one.startswith(prefix) for one in used) and not any(
        item.shown_number for item in items
    ):
        return _in_order(items, prefix)
    last = max((at for at, item in enumerate(items) if item.shown_number), default=-1)
    result = _late(items[: last + 1], used, base=f"{prefix}0")
    place = 1
    for item in items[last + 1 :]:
        while f"{prefix}{place}" in used:
            place += 1
        result[item.pk] = f"{prefix}{place}"
        used.add(result[item.pk])
    return result


def _late(items: Iterable[AgendaItem], used: set[str], *, base: str) -> dict[int, str]:
    result: dict[int, str] = {}
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


def is_below(number: str) -> bool:
    """Tell whether a printed number is that of a sub-item; the record shows it a level lower."""
    return "." in number


def clock_times(items: Iterable[AgendaItem], start: datetime) -> dict[int, datetime]:
    """Return when each item is expected to begin, from the minutes planned before it."""
    times: dict[int, datetime] = {}
    for item in items:
        times[item.pk] = start
        start += timedelta(minutes=item.planned_minutes)
    return times
