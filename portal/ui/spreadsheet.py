"""Lines of a table as spreadsheets read them here: semicolons, UTF-8 with a mark, no formulas."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any

MARK = "\ufeff"
"""Stands in front, and tells programs that it is UTF-8."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class _Line:
    """What `csv.writer` writes into: it hands the line back."""

    def write(self, line: str) -> str:
        return line


def lines(head: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Return the lines of a table one by one; what people wrote is kept from being a formula."""
    writer = csv.writer(_Line(), delimiter=";")
    yield MARK + writer.writerow(head)
    for row in rows:
        yield writer.writerow(map(_harmless, row))


def _harmless(value: Any) -> Any:
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
