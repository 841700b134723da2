"""What tells one snapshot from another: its fingerprint, and the mark of what was seen."""

from __future__ import annotations

import hashlib
import json
import secrets
from typing import Any, TypeVar, cast

from .shapes import Agenda, MinutesSnapshot

S = TypeVar("S", Agenda, MinutesSnapshot)


def written(snapshot: Agenda | MinutesSnapshot) -> bytes:
    """Return the snapshot in its one written form: sorted keys, no spaces, UTF-8."""
    text = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def fingerprint(snapshot: Agenda | MinutesSnapshot) -> str:
    """Return the SHA-512 of the snapshot as it is written."""
    return hashlib.sha512(written(snapshot)).hexdigest()


def salted(snapshot: S) -> S:
    """Return the public snapshot as it is sealed, with chance letters in it.

    Should its words have to be erased one day, nobody can find them again by trying which ones
    fit the fingerprint, because the letters go with them.
    """
    return {**snapshot, "salt": secrets.token_hex(16)}


def seen_mark(snapshot: Agenda | MinutesSnapshot) -> str:
    """Return a mark of what a person saw, so that nothing else is published in its place.

    When, by whom and why it is published comes after the look at it.
    """
    changing = {"version", "published_at", "late_reason"}
    seen: dict[str, Any] = {key: val for key, val in snapshot.items() if key not in changing}
    if seen.get("correction"):
        seen["correction"] = {**seen["correction"], "released_by": "", "released_at": ""}
    return fingerprint(cast("Agenda", seen))[:40]
