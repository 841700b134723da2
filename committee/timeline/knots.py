"""The knots of the picture: moments that would lie on one another share one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext

from .moments import Moment, short_day

KNOT = 8
"""Half of a knot's width."""


@dataclass(frozen=True)
class Knot:
    """One point of the thread with what is written at it; no name, nothing written."""

    x: float
    name: str
    when: str
    weight: int
    is_planned: bool
    is_cancelled: bool


def knots_of(moments: list[Moment], x: Callable[[date], float]) -> list[Knot]:
    """Gather what lies within a knot's width; what is planned stays apart from what was."""
    gathered: list[list[Moment]] = []
    for moment in moments:
        last = gathered[-1] if gathered else None
        if (
            last
            and x(moment.day) - x(last[0].day) < 2 * KNOT + 2
            and moment.is_planned == last[0].is_planned
        ):
            last.append(moment)
        else:
            gathered.append([moment])
    years = [None, *(group[0].day.year for group in gathered)]
    return [
        _knot(group, x(group[0].day), year=group[0].day.year != before)
        for group, before in zip(gathered, years, strict=False)
    ]


def _knot(moments: list[Moment], x: float, *, year: bool) -> Knot:
    """Name the moment that matters most and count the others."""
    first = min(moments, key=lambda moment: (moment.is_cancelled, moment.weight))
    others = sum(1 for moment in moments if moment.short) - 1
    name = first.short
    if name and others > 0:
        more = ngettext("%(name)s and %(count)s more", "%(name)s and %(count)s more", others)
        name = more % {"name": name, "count": others}
    return Knot(
        x=x,
        name=name,
        when=short_day(first.day, year=year),
        weight=first.weight,
        is_planned=moments[0].is_planned,
        is_cancelled=all(moment.is_cancelled for moment in moments),
    )
