"""What an address of the catalogue asks for: filters, order, and how much there is of it.

Everything stands in the address, so Back, links and bookmarks bring the same list. Unknown
values are left out, not refused: an old link still leads somewhere.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from committee.models import Committee
from portal.people.models import CapacityKind
from portal.ui.paging import CURSOR

from . import tallies
from .models import Idea, IdeaQuerySet, State, Theme

ORDERS = {
    "nyeste": ("-published_at", "-pk"),
    "stoette": ("-support_count", "-pk"),
    "debat": ("-comment_count", "-pk"),
    "aktive": ("-last_active_at", "-pk"),
    "blandet": ("lot", "pk"),
}
SHUFFLED = "blandet"
SEED = "start"
"""Where the shuffled order begins. It goes round from there, so each idea is as often first."""
RING = 2**32
MOST_COUNTED = 1000
"""Combinations of filters are counted up to here; more is said as "1,000+"."""


@dataclass
class Choice:
    """One value of a filter: how many ideas it holds, and the list without it."""

    value: str
    label: str
    count: int
    chosen: bool
    without: str = ""


@dataclass
class Filter:
    """One filter of the row, with its values."""

    name: str
    label: str
    column: str
    choices: list[Choice] = field(default_factory=list)
    keys: dict[str, list[Any]] = field(default_factory=dict)

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.chosen]

    @property
    def condition(self) -> Q:
        """What an idea has that is chosen here."""
        values = [key for choice in self.chosen for key in self.keys[choice.value]]
        return Q(**{f"{self.column}__in": values})


class Periods(Filter):
    """The quarters in which ideas came."""

    @property
    def condition(self) -> Q:
        found = Q()
        for choice in self.chosen:
            first, after = _bounds(choice.value)
            found |= Q(published_at__gte=first, published_at__lt=after)
        return found


def _bounds(quarter: str) -> tuple[datetime, datetime]:
    """Return the first moment of a quarter, and the first after it."""
    year, part = (int(one) for one in quarter.split("-"))
    first = datetime(year, part * 3 - 2, 1)  # noqa: DTZ001 - made aware below
    after = datetime(year + part // 4, part * 3 % 12 + 1, 1)  # noqa: DTZ001 - made aware below
    return timezone.make_aware(first), timezone.make_aware(after)


def _period_name(quarter: str) -> str:
    year, part = quarter.split("-")
    return _("Quarter %(part)s of %(year)s") % {"part": part, "year": year}


class Catalogue:
    """The list that one address asks for."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.query = request.GET
        self.committees = list(Committee.objects.visible_to(request.user).in_order())
        self.committee = self._committee()
        shown = [self.committee] if self.committee else self.committees
        self.counts = tallies.counts([committee.pk for committee in shown])
        self.filters = [
            self._theme_filter(shown),
            self._filter("status", _("Handling"), "state", State.choices),
            self._filter(
                "rolle", pgettext("filter", "Role"), "capacity_kind", CapacityKind.choices
            ),
        ]
        self.filters.append(self._period_filter())
        sort = self.query.get("sorter", "")
        self.sort = sort if sort in ORDERS else "nyeste"

    @property
    def order(self) -> tuple[str, ...]:
        return ORDERS[self.sort]

    @property
    def seed(self) -> int | None:
        """Where the shuffled order begins; None where the address does not say."""
        asked = self.query.get(SEED, "")
        return int(asked) % RING - RING // 2 if asked.isdecimal() and len(asked) < 12 else None

    @property
    def seeded_address(self) -> str:
        """The same list, with a beginning of the shuffled order drawn by lot."""
        query = self._first_page()
        query[SEED] = str(secrets.randbelow(RING))
        return self._url(query)

    @property
    def question(self) -> str:
        """What the address asks for besides the page, for the same list in another format."""
        query = self._first_page().urlencode()
        return f"?{query}" if query else ""

    @property
    def sorts(self) -> list[tuple[str, str, bool]]:
        labels = {
            "nyeste": _("Newest"),
            "stoette": _("Most supported"),
            "debat": _("Most discussed"),
            "aktive": _("Lately active"),
            SHUFFLED: _("Shuffled"),
        }
        return [(name, label, name == self.sort) for name, label in labels.items()]

    @property
    def chosen(self) -> list[Choice]:
        return [choice for one in self.filters for choice in one.chosen]

    def ideas(self) -> IdeaQuerySet:
        """Return the ideas asked for, without their order."""
        found = Idea.objects.visible_to(self.request.user).listed()
        if self.committee:
            found = found.filter(committee=self.committee)
        for one in self.filters:
            if one.chosen:
                found = found.filter(one.condition)
        return found

    def size(self) -> tuple[int, bool]:
        """Return how many ideas there are and whether that is all of them.

        One filter is known from the kept counts; a combination is counted up to a limit.
        """
        narrowed = [one for one in self.filters if one.chosen]
        if not narrowed:
            return self.counts["all"][""], True
        if len(narrowed) == 1:
            return sum(choice.count for choice in narrowed[0].chosen), True
        counted = self.ideas()[: MOST_COUNTED + 1].count()
        return min(counted, MOST_COUNTED), counted <= MOST_COUNTED

    @property
    def total(self) -> int:
        """How many ideas there are before any filter."""
        return self.counts["all"][""]

    @property
    def several(self) -> bool:
        return len(self.committees) > 1

    @property
    def first_address(self) -> str:
        return self._url(self._first_page())

    @property
    def all_address(self) -> str:
        """The same committee and order without filters."""
        query = self._first_page()
        for one in self.filters:
            query.pop(one.name, None)
        return self._url(query)

    def _committee(self) -> Committee | None:
        slug = self.query.get("udvalg")
        if slug is None and len(self.committees) == 1:
            return self.committees[0]
        return next((one for one in self.committees if one.slug == slug), None)

    def _theme_filter(self, committees: list[Committee]) -> Filter:
        """Two committees may have a theme of the same address: it is one choice of both."""
        themes = Theme.objects.filter(committee__in=committees).in_order()
        by_slug: dict[str, list[Theme]] = {}
        for theme in themes:
            by_slug.setdefault(theme.slug, []).append(theme)
        one = self._filter(
            "tema", _("Theme"), "theme", [(slug, same[0].name) for slug, same in by_slug.items()]
        )
        counts = self.counts["theme"]
        one.keys = {slug: [theme.pk for theme in same] for slug, same in by_slug.items()}
        for choice in one.choices:
            choice.count = sum(counts.get(str(pk), 0) for pk in one.keys[choice.value])
        return one

    def _period_filter(self) -> Filter:
        quarters = sorted((one for one, n in self.counts["quarter"].items() if n), reverse=True)
        labels = [(one, _period_name(one)) for one in quarters]
        one = self._filter("periode", _("Period"), "quarter", labels)
        return Periods(one.name, one.label, one.column, one.choices, one.keys)

    def _filter(
        self, name: str, label: str, column: str, options: Iterable[tuple[str, Any]]
    ) -> Filter:
        asked = set(self.query.getlist(name))
        counts = self.counts.get("capacity" if column == "capacity_kind" else column, {})
        choices = [
            Choice(
                value=value,
                label=str(text),
                count=counts.get(value, 0),
                chosen=value in asked,
                without=self._without(name, value) if value in asked else "",
            )
            for value, text in options
        ]
        keys = {choice.value: [choice.value] for choice in choices}
        return Filter(name=name, label=label, column=column, choices=choices, keys=keys)

    def _without(self, name: str, value: str) -> str:
        query = self._first_page()
        query.setlist(name, [one for one in query.getlist(name) if one != value])
        return self._url(query)

    def _first_page(self) -> QueryDict:
        query = self.query.copy()
        query.pop(CURSOR, None)
        return query

    def _url(self, query: QueryDict) -> str:
        return f"{self.request.path}?{query.urlencode()}" if query else self.request.path
