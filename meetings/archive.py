"""Finds past meetings by committee and year; ended committees stay in the choice for good."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from committee.models import Committee

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .models.meetings import MeetingQuerySet

YEAR = re.compile(r"[12][0-9]{3}")


@dataclass(frozen=True)
class Archive:
    """What the address asks for, and what else could be asked."""

    committee: Committee | None
    year: int | None
    committees: list[Committee]
    years: list[int]

    def of(self, meetings: MeetingQuerySet) -> MeetingQuerySet:
        """Return the past meetings that are asked for, the latest first."""
        behind = meetings.behind()
        return behind.filter(starts_at__year=self.year) if self.year else behind


def asked_for(asked: Mapping[str, str], meetings: MeetingQuerySet, user: Any) -> Archive:
    """Read committee and year from an address; a committee or year that is none is a 404.

    `meetings` are all that this person may see, so no choice tells of another.
    """
    committees = Committee.objects.visible_to(user)
    committee, year = None, None
    if slug := asked.get("udvalg", ""):
        committee = get_object_or_404(committees, slug=slug)
        meetings = meetings.filter(committee=committee)
    if number := asked.get("aar", ""):
        if not YEAR.fullmatch(number):
            raise Http404
        year = int(number)
    days = meetings.behind().order_by().dates("starts_at", "year", order="DESC")
    return Archive(committee, year, list(committees.in_order()), [day.year for day in days])
