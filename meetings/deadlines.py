"""When an agenda must be out: weekdays before the meeting, Danish holidays left out.

How many days, and whether Saturday is one, are the committee's settings. The rule of thumb of
the act on open agendas is four for the council; a committee sets its own.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from django.utils import timezone

from .models import Meeting

SATURDAY, SUNDAY = 5, 6


def easter(year: int) -> date:
    """Return Easter Sunday by the Gregorian rule (Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@cache
def holidays(year: int) -> frozenset[date]:
    """Return the Danish public holidays; the great prayer day is none since 2024."""
    sunday = easter(year)
    moving = {sunday + timedelta(days=days) for days in (-3, -2, 0, 1, 39, 49, 50)}
    if year < 2024:  # the law of 2023
        moving.add(sunday + timedelta(days=26))
    return frozenset({*moving, date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)})


def is_weekday(day: date, *, count_saturday: bool) -> bool:
    if day in holidays(day.year) or day.weekday() == SUNDAY:
        return False
    return count_saturday or day.weekday() != SATURDAY


def last_day_to_publish(meeting: Meeting) -> date:
    """Return the last day that leaves the committee's number of weekdays before the meeting."""
    committee = meeting.committee
    day = timezone.localdate(meeting.starts_at)
    missing = committee.notice_days
    while missing:
        day -= timedelta(days=1)
        if is_weekday(day, count_saturday=committee.count_saturday):
            missing -= 1
    return day - timedelta(days=1) if committee.notice_days else day


def is_late(meeting: Meeting, on: date | None = None) -> bool:
    return (on or timezone.localdate()) > last_day_to_publish(meeting)
