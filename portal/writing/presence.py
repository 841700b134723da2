"""Who else is where: a hint that goes by itself, kept in the cache alone.

A cache that is away or was emptied is no error: then nobody is seen, until they look again.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.cache import cache
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from portal.people.models import User

STAYS = 45
"""Seconds for which somebody is seen who does not look any more."""
COLOURS = 6


@dataclass(frozen=True)
class Present:
    """Somebody else who has the same thing open."""

    pk: int
    name: str
    section: str

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def colour(self) -> int:
        return self.pk % COLOURS + 1

    @property
    def said(self) -> str:
        return _("%(name)s is writing here") % {"name": self.name}


def look_around(place: str, user: User, section: str) -> list[Present]:
    """Say where this person writes, and return who else has the place open."""
    key, now = f"writing-{place}", time.time()
    kept: dict[int, tuple[str, str, float]] = cache.get(key) or {}
    there = {pk: entry for pk, entry in kept.items() if entry[2] > now}
    mine = there.get(user.pk)
    if mine is None or mine[1] != section or mine[2] - now < STAYS / 2:
        there[user.pk] = (str(user), section, now + STAYS)
        cache.set(key, there, STAYS)
    return [
        Present(pk, name, where)
        for pk, (name, where, _until) in sorted(there.items())
        if pk != user.pk
    ]


def around(present: list[Present]) -> str:
    """Say by first names who is here."""
    names = [one.name.split()[0] for one in present if one.name.split()]
    if not names:
        return ""
    listed = (
        _("%(names)s and %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}
        if len(names) > 1
        else names[0]
    )
    return ngettext("%(names)s is here", "%(names)s are here", len(names)) % {"names": listed}
