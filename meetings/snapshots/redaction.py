"""Taking out of a members' snapshot what its reader may not have."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from .shapes import ClosedItem


def redact(
    snapshot: dict[str, Any], uids: Collection[str], titles: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return a snapshot for a reader who may not have the items named.

    Of each is left what leaves the house of a closed item. `titles` gives the neutral titles
    of items that were open when the snapshot was frozen and have been closed since.
    """
    neutral = {
        item["uid"]: (titles or {}).get(item["uid"]) or item.get("public_title", "")
        for item in snapshot["items"]
        if item["uid"] in uids
    }
    if not neutral:
        return snapshot
    items = [
        ClosedItem(
            uid=item["uid"], number=item["number"], title=neutral[item["uid"]], is_closed=True
        )
        if item["uid"] in neutral and "kind" in item
        else item
        for item in snapshot["items"]
    ]
    return {
        **snapshot,
        "items": items,
        **_redacted_box(snapshot, neutral),
        **_redacted_reservations(snapshot, neutral),
    }


def _redacted_reservations(snapshot: dict[str, Any], neutral: Mapping[str, str]) -> dict[str, Any]:
    """Return the approval without what is said of closed items.

    Of an item that was open when its reservations were written, nobody can tell whether they
    speak of it.
    """
    approved = snapshot.get("approved")
    if approved is None:
        return {}
    was_open = any(item["uid"] in neutral and not item["is_closed"] for item in snapshot["items"])
    kept = [
        {**row, "text": ""} if was_open or row["is_closed"] else row
        for row in approved["reservations"]
    ]
    return {"approved": {**approved, "reservations": kept}}


def _redacted_box(snapshot: dict[str, Any], neutral: Mapping[str, str]) -> dict[str, Any]:
    """Return the correction without words that were written of a closed item."""
    box = snapshot.get("correction")
    if box is None:
        return {}
    if "changes" in box:
        kept = [row for row in box["changes"] if row["uid"] not in neutral]
        box = {**box, "changes": kept}
    if not any(item["uid"] in neutral for item in box["items"]):
        return {"correction": box}
    corrected = [
        {**item, "title": neutral[item["uid"]], "is_closed": True}
        if item["uid"] in neutral
        else item
        for item in box["items"]
    ]
    told = {**box, "what": "", "why": "", "requested_by": "", "items": corrected}
    return {"correction": told}
