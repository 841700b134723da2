"""The stage: who and what there is so far, and the acts still to be played."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pghistory
from django.utils import translation

from committee.models import Committee, Deliverable, Membership, WorkingGroup
from committee.models.memberships import forget_roles
from config.demo import clock
from ideas.models import Idea, Theme
from meetings.models import AgendaItem, Meeting
from portal.people.models import Capacity, Person, User
from projects.models import Benefit, Proposal

HOME = ZoneInfo("Europe/Copenhagen")
THURSDAY = 3
SATURDAY = 5


@dataclass
class Stage:
    """All keys are those of the data modules; ``today`` is the day of loading."""

    today: date
    users: dict[str, User] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    capacities: dict[tuple[str, str], Capacity] = field(default_factory=dict)
    committees: dict[str, Committee] = field(default_factory=dict)
    memberships: dict[tuple[str, str], Membership] = field(default_factory=dict)
    groups: dict[str, WorkingGroup] = field(default_factory=dict)
    deliverables: dict[tuple[str, str], Deliverable] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    ideas: dict[str, Idea] = field(default_factory=dict)
    meetings: dict[str, Meeting] = field(default_factory=dict)
    items: dict[tuple[str, int], AgendaItem] = field(default_factory=dict)
    proposals: dict[str, Proposal] = field(default_factory=dict)
    benefits: dict[tuple[str, str], Benefit] = field(default_factory=dict)
    acts: list[tuple[datetime, int, str, Callable[[], Any]]] = field(default_factory=list)

    def at(self, day: int | date, clock_time: str = "12.00") -> datetime:
        """Return the moment on a day, counted from that of loading, in local time."""
        on = day if isinstance(day, date) else self.today + timedelta(days=day)
        hour, minute = clock_time.split(".")
        return datetime.combine(on, time(int(hour), int(minute)), tzinfo=HOME)

    def around(self, day: int | date, *keys: object) -> datetime:
        """Return a moment in the waking hours of a day, always the same for the same keys.

        On the day of loading it is early, so that nothing happens after the visitor comes.
        """
        on = day if isinstance(day, date) else self.today + timedelta(days=day)
        minutes = scatter(*keys) % (14 * 60) if on < self.today else scatter(*keys) % 30
        return datetime.combine(on, time(7 if on < self.today else 0), tzinfo=HOME) + timedelta(
            minutes=minutes
        )

    def meeting_day(self, day: int) -> date:
        """Return when a meeting is: past ones on a Thursday, near ones never on a weekend."""
        on = self.today + timedelta(days=day)
        if day < -30:
            return on - timedelta(days=(on.weekday() - THURSDAY) % 7)
        if on.weekday() >= SATURDAY:
            return on + timedelta(days=7 - on.weekday() if day > 0 else 4 - on.weekday())
        return on

    def act(self, moment: datetime, who: str, do: Callable[[], Any]) -> None:
        """Have something done by somebody at a moment; what was planned first comes first."""
        self.acts.append((moment, len(self.acts), who, do))

    def perform(self) -> None:
        """Play all acts in the order of time, with the clock set and the actor known."""
        self.acts.sort(key=lambda act: act[:2])
        with translation.override("da"):
            for moment, _place, who, do in self.acts:
                user = self.users.get(who)
                with (
                    clock.set_to(moment),
                    pghistory.context(actor=user.pk if user else None, request="load_demo"),
                ):
                    do()
        self.acts.clear()

    def roles_changed(self) -> None:
        """Accounts remember their roles for a day; let them ask again."""
        for user in self.users.values():
            forget_roles(user)


def scatter(*keys: object) -> int:
    """Return a number that looks random and is always the same for the same keys."""
    return int.from_bytes(hashlib.sha256(repr(keys).encode()).digest()[:6])
