"""Keeping what is found of the record: part of whatever changes what everybody may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from meetings.search import Items
from portal.search import services as search

if TYPE_CHECKING:
    from meetings.models import Meeting


def index_meeting(meeting: Meeting) -> None:
    """Let be found what the public reads of this meeting now, and nothing else of it."""
    search.index(Items.name, Items().every().filter(meeting=meeting).values_list("pk", flat=True))
