"""The catalogue as a table for spreadsheets: streamed, so that a million rows take no memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.people.models import CapacityKind
from portal.ui import spreadsheet

from .catalogue import SHUFFLED, Catalogue
from .models import State

AT_A_TIME = 2000


def lines(catalogue: Catalogue) -> Iterator[str]:
    """Return the lines, in the order of the page."""
    return spreadsheet.lines(_head(), _rows(catalogue))


def _rows(catalogue: Catalogue) -> Iterator[list[Any]]:
    ideas = catalogue.ideas()
    order = catalogue.order
    if catalogue.sort == SHUFFLED:
        ideas, order = ideas.with_lots(), ("lot", "pk")
    states, kinds = dict(State.choices), dict(CapacityKind.choices)
    rows = ideas.order_by(*order).values_list(
        "number",
        "title",
        "excerpt",
        F("theme__name_da"),
        "capacity_kind",
        "capacity_label",
        "state",
        "published_at",
        "support_count",
        "comment_count",
    )
    for number, title, excerpt, theme, kind, label, state, at, supports, comments in rows.iterator(
        chunk_size=AT_A_TIME
    ):
        told = [title, excerpt, theme, str(kinds[kind]), label, str(states[state])]
        day = timezone.localdate(at).isoformat()
        yield [number, *told, day, supports, comments]


def _head() -> list[Any]:
    return [
        _("Number"),
        _("Title"),
        _("Text"),
        _("Theme"),
        _("Role"),
        _("On behalf of"),
        _("Handling"),
        _("Published"),
        _("Supports"),
        _("Comments"),
    ]
