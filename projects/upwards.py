"""What the meetings hang on a proposal: read over the reverse relation, never imported.

`meetings.Adoption` is made first, at the agenda item; here it is only asked whether there is one,
and shown as far as the meetings let this reader see it.
"""

from __future__ import annotations

from typing import Any

from .models import Proposal


def is_adopted(proposal: Proposal) -> bool:
    """Tell whether the committee made the proposal its own at an agenda item."""
    adoptions: Any = getattr(proposal, "adoptions", None)
    return adoptions is not None and bool(adoptions.exists())


def adopted_at(proposal: Proposal, user: Any) -> Any:
    """Return the agenda item that adopted the proposal, if this reader may know of the link."""
    adoptions: Any = getattr(proposal, "adoptions", None)
    if adoptions is None:
        return None
    link = adoptions.visible_to(user).select_related("item__meeting").order_by("pk").first()
    return link.item if link else None


def title_of(item: Any) -> str:
    """Return the item's title as published, or as it is being written, for insiders."""
    return str(item.shown_title or item.title)
