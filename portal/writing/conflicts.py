from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .models import Text


class Conflict(Exception):  # noqa: N818 - it is a situation, not an error
    """Two people changed the same block; nothing was saved, and both texts are here."""

    def __init__(self, text: Text, *, base: str, yours: str, theirs: str, proposal: str) -> None:
        super().__init__(f"Text {text.pk} has moved on to revision {text.revision}")
        self.text = text
        self.base = base
        """What both started from, as far as it is known."""
        self.yours = yours
        self.theirs = theirs
        self.proposal = proposal
        self.revision = text.revision
