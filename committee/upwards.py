"""What the apps above hang on a committee: read over reverse relations, never imported.

Each question passes through the upper app's own `visible_to`, so a page here can never show
more than that app's own pages do.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Avg, Count, F, Q
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.ui import formats

from .models import Committee

NEW_IDEAS = 4
PROJECTS = 4


@dataclass(frozen=True)
class IdeaCount:
    """How many ideas came in, how many have an answer, and after how many days on average."""

    total: int = 0
    answered: int = 0
    days: int | None = None


def address(name: str, committee: Committee | None = None) -> str:
    """Return where an upper app's list is, for one committee; empty without the app."""
    try:
        url = reverse(name)
    except NoReverseMatch:
        return ""
    return f"{url}?udvalg={committee.slug}" if committee else url


def new_ideas(committee: Committee, user: Any) -> list[Any]:
    ideas = getattr(committee, "ideas", None)
    if ideas is None:
        return []
    listed = ideas.visible_to(user).listed().with_cards()
    return list(listed.order_by("-published_at", "-pk")[:NEW_IDEAS])


def count_ideas(committee: Committee) -> IdeaCount:
    ideas = getattr(committee, "ideas", None)
    if ideas is None:
        return IdeaCount()
    found = ideas.listed().aggregate(
        total=Count("pk"),
        answered=Count("pk", filter=Q(handling="answered")),
        wait=Avg(F("answered_at") - F("published_at"), filter=Q(handling="answered")),
    )
    wait: timedelta | None = found["wait"]
    return IdeaCount(found["total"], found["answered"], wait.days if wait is not None else None)


def projects(committee: Committee, user: Any) -> list[Any]:
    """Return the proposals that this reader may see, those that run and wait first."""
    proposals = getattr(committee, "proposals", None)
    if proposals is None:
        return []
    return list(proposals.visible_to(user).exclude(state="withdrawn").newest_first()[:PROJECTS])


@dataclass(frozen=True)
class MeetingRow:
    """A meeting or its minutes as a front page tells of it."""

    title: str
    starts_at: datetime
    url: str
    weekday: str = ""
    detail: str = ""
    note: str = ""


def meetings(committee: Committee, user: Any) -> list[Any]:
    """Return all meetings of a committee in their order; there are few of them."""
    found = getattr(committee, "meetings", None)
    return [] if found is None else list(found.visible_to(user).order_by("starts_at", "pk"))


def next_meeting(meetings: list[Any]) -> MeetingRow | None:
    """Return the meeting that comes next, of those that are still on."""
    now = timezone.now()
    coming = (each for each in meetings if each.is_coming and each.ends_at >= now)
    meeting = next(coming, None)
    if meeting is None:
        return None
    place = ", ".join(filter(None, [formats.clock(meeting.starts_at), meeting.place]))
    return MeetingRow(
        title=str(meeting),
        starts_at=meeting.starts_at,
        url=url_of(meeting),
        weekday=formats.weekday_day_short(meeting.starts_at),
        detail=place,
        note=_("The meeting is open to the public.") if meeting.open_to_public else "",
    )


def newest_minutes(committee: Committee, user: Any) -> MeetingRow | None:
    """Return the published minutes of the meeting held last."""
    found = getattr(committee, "meetings", None)
    if found is None:
        return None
    seen = found.visible_to(user).with_minutes().exclude(minutes__state="withdrawn")
    meeting = seen.select_related("minutes__current_version").first()
    if meeting is None:
        return None
    version = meeting.minutes.current_version
    told = {"number": version.number, "day": formats.day(version.published_at)}
    return MeetingRow(
        title=str(meeting),
        starts_at=meeting.starts_at,
        url=url_of(meeting.minutes),
        detail=_("Version %(number)s, published %(day)s") % told,
    )


def url_of(thing: Any) -> str:
    """Return a thing's address, or nothing while its app has no pages."""
    try:
        return str(thing.get_absolute_url())
    except NoReverseMatch:
        return ""
