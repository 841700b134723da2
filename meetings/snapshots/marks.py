"""What tells one snapshot from another: its fingerprint, and the mark of what was seen."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from .shapes import Agenda, MinutesSnapshot


def fingerprint(snapshot: Agenda | MinutesSnapshot) -> str:
    """Return the SHA-512 of the snapshot in its one written form: sorted keys, no spaces, UTF-8."""
    written = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha512(written.encode()).hexdigest()


def seen_mark(snapshot: Agenda | MinutesSnapshot) -> str:
    """Return a mark of what a person saw, so that nothing else is published in its place.

    When, by whom and why it is published comes after the look at it.
    """
    changing = {"version", "published_at", "late_reason"}
    seen: dict[str, Any] = {key: val for key, val in snapshot.items() if key not in changing}
    if seen.get("correction"):
        seen["correction"] = {**seen["correction"], "released_by": "", "released_at": ""}
    return fingerprint(cast("Agenda", seen))[:40]
