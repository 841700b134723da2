"""Who may read which item of a snapshot, and the way to a meeting's pages."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _

from .models import AgendaItem, AgendaVersion, Meeting, Minutes, MinutesVersion
from .snapshots import redact

Json = dict[str, Any]
Version = AgendaVersion | MinutesVersion


def closed_to(user: Any, meeting: Meeting) -> dict[str, str]:
    """Return the closed items that this reader may not have, with their neutral titles.

    An item that is being closed, or was closed by the last version, is closed at once in older
    versions too.
    """
    rows = list(AgendaItem.objects.filter(meeting=meeting).order_by("pk"))
    closed = [row for row in rows if not _is_open(row)]
    if not closed:
        return {}
    readable = set(
        AgendaItem.objects.visible_to(user)
        .filter(meeting=meeting, pk__in=[row.pk for row in closed])
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    return {row.uid: neutral(row) for row in closed if row.pk not in readable}


def _is_open(item: AgendaItem) -> bool:
    return item.is_public and (item.shown_is_public or item.shown_at is None)


def neutral(item: AgendaItem) -> str:
    """Return the title that may be said of a closed item."""
    if item.public_title:
        return item.public_title
    if item.shown_at and not item.shown_is_public:
        return item.shown_title
    return _("Closed item")


def for_reader(snapshot: Json, user: Any, meeting: Meeting) -> Json:
    """Return the snapshot without what this reader may not have."""
    hidden = closed_to(user, meeting)
    return without_closed_action_points(redact(snapshot, hidden.keys(), hidden), user)


def without_closed_action_points(snapshot: Json, user: Any) -> Json:
    """Return the snapshot without action points of closed items that this reader may not read.

    They come from other meetings too, and an item of those may have been closed since.
    """
    left: list[Json] = snapshot.get("follow_up", [])
    told = [point for item in snapshot["items"] for point in item.get("followed_up", [])]
    hidden = _unreadable({point["uid"] for point in [*left, *told]}, user)
    if not hidden:
        return snapshot
    items = [
        {**item, "followed_up": _outside(item["followed_up"], hidden)}
        if "followed_up" in item
        else item
        for item in snapshot["items"]
    ]
    kept = {"follow_up": _outside(left, hidden)} if left else {}
    return {**snapshot, "items": items, **kept}


def _outside(points: list[Json], hidden: set[str]) -> list[Json]:
    return [point for point in points if point["uid"] not in hidden]


def _unreadable(uids: set[str], user: Any) -> set[str]:
    if not uids:
        return set()
    rows = AgendaItem.objects.filter(uid__in=uids).order_by("pk")
    closed = {row.uid for row in rows if not _is_open(row)}
    if not closed:
        return set()
    readable = AgendaItem.objects.visible_to(user).filter(uid__in=closed).order_by("pk")
    return closed - set(readable.values_list("uid", flat=True))


def for_everybody(snapshot: Any, meeting: Meeting) -> Any:
    """Return a public snapshot as it may still be read: what was closed since is closed in it."""
    return for_reader(snapshot, AnonymousUser(), meeting)


def still_says(snapshot: Any, meeting: Meeting, uid: str) -> bool:
    """Whether everybody may still read all that a public version tells of an item."""

    def told(of: Any) -> Any:
        return next((item for item in of["items"] if item["uid"] == uid), None)

    return bool(told(for_everybody(snapshot, meeting)) == told(snapshot))


def holds_closed(snapshot: Any, meeting: Meeting) -> bool:
    """Whether a public version tells an item that has been closed since it was frozen."""
    closed = closed_to(AnonymousUser(), meeting)
    return any(item["uid"] in closed and "kind" in item for item in snapshot["items"])


def published_minutes(meeting: Meeting) -> MinutesVersion | None:
    """Return the minutes that hold, withdrawn ones too."""
    minutes: Minutes | None = getattr(meeting, "minutes", None)
    if minutes is None or minutes.current_version_id is None:
        return None
    return MinutesVersion.objects.select_related("body", "minutes__meeting").get(
        pk=minutes.current_version_id
    )


def newest_version(meeting: Meeting) -> Version | None:
    """Return what the public has of the meeting: its minutes, else its agenda."""
    if (minutes := published_minutes(meeting)) is not None:
        return minutes
    if meeting.current_agenda_id is None:
        return None
    return AgendaVersion.objects.select_related("body", "meeting").get(pk=meeting.current_agenda_id)


def crumbs(meeting: Meeting, *last: tuple[str, str]) -> list[tuple[str, str]]:
    """Return the way to a meeting and on from it."""
    way = [
        (meeting.committee.name, meeting.committee.get_absolute_url()),
        (_("Meetings"), reverse("meetings:meeting-list")),
        (meeting.name, meeting.get_absolute_url() if last else ""),
    ]
    return [*way, *last]
