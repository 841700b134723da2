"""What a comment has been: its words at each saving, and what each of them changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from portal.ui.difference import marked

from .models import Comment, Stance

MOST = 50
"""Wordings that the history shows, the newest ones."""


@dataclass(frozen=True)
class Wording:
    key: int
    at: datetime
    body: str
    stance: str

    @property
    def stance_name(self) -> str:
        return str(Stance(self.stance).label) if self.stance else ""


@dataclass(frozen=True)
class History:
    """The wordings, the newest first, and the one that is looked at against the one before."""

    wordings: list[Wording]
    chosen: Wording
    changed: SafeString

    @property
    def is_now(self) -> bool:
        return self.chosen is self.wordings[0]

    @property
    def is_first(self) -> bool:
        return self.chosen is self.wordings[-1]


def history_of(comment: Comment, asked: str = "") -> History | None:
    """Return the wordings of a comment; None where there is none of the key asked for.

    They are read from the row's own trail, which the database keeps.
    """
    trail = comment.events.order_by("edited_at", "-pgh_id").distinct("edited_at")
    rows = trail.values_list("pgh_id", "edited_at", "body", "stance")
    found = [
        Wording(key, edited_at or comment.created_at, body, stance)
        for key, edited_at, body, stance in rows
    ]
    wordings = sorted(found, key=lambda wording: wording.at, reverse=True)[:MOST]
    if not wordings:  # brought in without a trail
        wordings = [Wording(0, comment.worded_at, comment.body, comment.stance)]
    place = next((n for n, one in enumerate(wordings) if str(one.key) == asked), None)
    if asked and place is None:
        return None
    chosen, *earlier = wordings[place or 0 :]
    before = earlier[0].body if earlier else chosen.body
    return History(wordings, chosen, marked(before, chosen.body))
