"""Rows that several people edit in a form: what only one of two changed merges by itself.

A form says what stood in each of its fields when it was opened, as short prints of the values.
The service compares under its lock: what only the other changed stays theirs, what only this
person changed becomes theirs, and what both changed is for a person to look at (`Overtaken`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.db.models import Model

from portal import audit

if TYPE_CHECKING:
    from portal.audit.models import Entry

Seen = Mapping[str, str]
"""The print of each value by its name, as a form was opened with it."""


class Overtaken(Exception):  # noqa: N818 - it is a situation, not an error
    """Somebody else changed the same fields meanwhile; nothing was saved, and both are here."""

    def __init__(
        self, row: Model, *, theirs: Mapping[str, Any], clashes: set[str], taken: set[str]
    ) -> None:
        super().__init__(f"{row} has moved on in {sorted(clashes)}")
        self.theirs = dict(theirs)
        """What stands there now, of all fields that were asked about."""
        self.clashes = frozenset(clashes)
        """The names that both changed."""
        self.taken = frozenset(taken)
        """The names that only the other changed."""
        self.entry: Entry | None = audit.last_change(row, clashes)


def settle(
    row: Model, seen: Seen | None, *, yours: Mapping[str, Any], theirs: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the values to save: yours where you changed something, theirs where only they did.

    `theirs` is what stands there now, read under the lock. Raises `Overtaken` for what both
    changed differently. A caller that saw nothing (`None`) speaks for all it names.
    """
    if seen is None:
        return dict(yours)
    merged, clashes, taken = dict(yours), set(), set()
    for name, value in yours.items():
        mine, now = fingerprint(value), fingerprint(theirs[name])
        before = seen.get(name, NOTHING)
        if now in {mine, before}:
            continue
        if mine == before:
            merged[name] = theirs[name]
            taken.add(name)
        else:
            clashes.add(name)
    if clashes:
        raise Overtaken(row, theirs=theirs, clashes=clashes, taken=taken)
    return merged


def fingerprint(value: Any) -> str:
    """Return a short print of a value; what reads the same has the same."""
    plain = json.dumps(_plain(value), sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, str):
        return "\n".join(value.splitlines()).strip()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, Mapping):
        return {str(name): _plain(part) for name, part in value.items()}
    if isinstance(value, Iterable):
        return [_plain(part) for part in value]
    return str(value)


NOTHING = fingerprint(None)


def written(values: Mapping[str, Any]) -> str:
    """Write the prints of values as one line, for a hidden field."""
    prints = (f"{name}:{fingerprint(value)}" for name, value in values.items())
    return " ".join(["opened", *prints])  # said even where nothing stood there


def read(line: str) -> Seen:
    """Read such a line; what makes no sense in it is left out, as never seen."""
    pairs = (part.rpartition(":") for part in line.split())
    return {name: print_ for name, _colon, print_ in pairs if name}
