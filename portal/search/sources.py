"""What an app says about its part of the search: what is indexed, who may find it, how it looks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Text:
    """The words of one row, without markup; the title counts most."""

    pk: int
    title: str
    body: str
    at: datetime
    language: str = "da"


@dataclass(frozen=True)
class Shown:
    """What the results page says about one row besides its words."""

    url: str
    about: str
    at: datetime


class Source:
    """A kind of thing that is found. An app's `search.py` has one for each; settings list them.

    `texts` decides what stands in the index at all and `visible_to` who finds it: it is the
    QuerySet that page, list and feed start from. Both are asked with few rows at a time.
    """

    name: str
    """Stands in the address; never changed, since the index knows the rows by it."""
    label: str | Promise

    def hold(self, pks: Iterable[int]) -> None:
        """Lock what these texts are made from until the transaction ends.

        For a source whose words must not come back: the nightly look could else write what it
        read just before somebody took it away.
        """

    def texts(self, pks: Iterable[int]) -> Iterable[Text]:
        """Return what is to be found of these rows; one that is left out leaves the index."""
        raise NotImplementedError

    def every(self) -> QuerySet[Any]:
        """Return all rows that may have a text, for making the index anew."""
        raise NotImplementedError

    def visible_to(self, user: Any) -> QuerySet[Any]:
        """Return the rows that this person may find."""
        raise NotImplementedError

    def shown(self, pks: Iterable[int], user: Any) -> dict[int, Shown]:
        """Return how these rows are shown, of those that the person may find."""
        raise NotImplementedError


@cache
def sources() -> dict[str, Source]:
    """Return the sources that the settings list, by name, in their order."""
    found = [import_string(path)() for path in settings.SEARCH_SOURCES]
    return {source.name: source for source in found}
