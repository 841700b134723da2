"""Pages by key: as fast at the end of a long list as at its start, and stable while it grows.

The cursor holds the ordering values of the last row shown, so the next page is one indexed
range read. It is readable by anyone, holds nothing secret, and whatever is sent instead of
it is compared as a value only.
"""

import base64
import binascii
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Generic, TypeVar

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.http import HttpRequest

M = TypeVar("M", bound=Model)
CURSOR = "efter"


@dataclass(frozen=True)
class Page(Generic[M]):
    items: list[M]
    next_url: str | None
    is_first: bool

    def __iter__(self) -> Iterator[M]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def __bool__(self) -> bool:
        return bool(self.items)


def paginate(
    request: HttpRequest, queryset: QuerySet[M], *, order: tuple[str, ...], size: int = 20
) -> Page[M]:
    """Return the page that the address asks for; an unreadable cursor gives the first page.

    `order` names columns (or annotations), `-` for descending; the last must be unique.
    """
    cursor = _read(request.GET.get(CURSOR, ""), order)
    after = _after(queryset, order, cursor) if cursor else None
    rows = queryset.order_by(*order)
    items = list((rows.filter(after) if after is not None else rows)[: size + 1])
    return _page(request, items, order=order, size=size, is_first=after is None)


def paginate_ring(
    request: HttpRequest,
    queryset: QuerySet[M],
    *,
    order: tuple[str, str],
    start: int,
    size: int = 20,
) -> Page[M]:
    """Page through a circle: from `start` on in the first column of `order`, then what is before.

    Both columns ascend. Two indexed range reads at most.
    """
    place = order[0]
    rows = queryset.order_by(*order)
    halves = [rows.filter(**{f"{place}__gte": start}), rows.filter(**{f"{place}__lt": start})]
    cursor = _read(request.GET.get(CURSOR, ""), order)
    after = _after(queryset, order, cursor) if cursor else None
    if cursor and after is not None:
        if not isinstance(cursor[0], int) or cursor[0] < start:
            halves.pop(0)
        halves[0] = halves[0].filter(after)
    items: list[M] = []
    for half in halves:
        if len(items) <= size:
            items += half[: size + 1 - len(items)]
    return _page(request, items, order=order, size=size, is_first=after is None)


def _page(
    request: HttpRequest, items: list[M], *, order: tuple[str, ...], size: int, is_first: bool
) -> Page[M]:
    """Return the page of these rows, of which one more than its size is known."""
    next_url = None
    if len(items) > size:
        items = items[:size]
        query = request.GET.copy()
        query[CURSOR] = _write(items[-1], order)
        next_url = f"{request.path}?{query.urlencode()}"
    return Page(items=items, next_url=next_url, is_first=is_first)


def _after(queryset: QuerySet[M], order: tuple[str, ...], cursor: list[Any]) -> Q | None:
    """Build "comes after the cursor": a > x or (a = x and (b > y or …))."""
    try:
        values = [
            _value(queryset, name.lstrip("-"), raw) for name, raw in zip(order, cursor, strict=True)
        ]
    except (ValidationError, ValueError, TypeError, ArithmeticError):
        return None
    condition = Q()
    for name, value in reversed(list(zip(order, values, strict=True))):
        field = name.lstrip("-")
        beyond = Q(**{f"{field}__{'lt' if name.startswith('-') else 'gt'}": value})
        condition = beyond | (Q(**{field: value}) & condition) if condition else beyond
    # A plain range on the first column lets the planner use the index at once.
    first = order[0].lstrip("-")
    bound = Q(**{f"{first}__{'lte' if order[0].startswith('-') else 'gte'}": values[0]})
    return bound & condition


def _value(queryset: QuerySet[M], name: str, raw: Any) -> Any:
    if name == "pk":
        return queryset.model._meta.pk.to_python(raw)
    try:
        field = queryset.model._meta.get_field(name)
    except FieldDoesNotExist:
        return raw if isinstance(raw, (int, float, str)) else str(raw)
    if not isinstance(field, Field) or (value := field.to_python(raw)) is None:
        raise ValueError(name)
    return value


def _write(row: Model, order: tuple[str, ...]) -> str:
    values = [_plain(getattr(row, name.lstrip("-"))) for name in order]
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def _plain(value: Any) -> Any:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return value


def _read(text: str, order: tuple[str, ...]) -> list[Any] | None:
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (binascii.Error, ValueError):
        return None
    if not isinstance(values, list) or len(values) != len(order):
        return None
    if any(isinstance(value, str) and "\0" in value for value in values):
        return None
    return values
