"""The record as tables for spreadsheets: from the snapshot that its reader may read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, cast

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from meetings import wording
from meetings.models import ActionState, AttendanceStatus, ItemKind, Mode
from portal.documents.richtext import to_text
from portal.ui import spreadsheet

Json = dict[str, Any]
Row = list[Any]
Table = Callable[[Json], Iterator[Row]]
"""A table of a snapshot, its first row the head."""


def written(table: Table, snapshot: Json) -> bytes:
    """Return a table in the record's own language, as it lies in the archive."""
    with translation.override(snapshot["language"]):
        head, *rows = table(snapshot)
        return "".join(spreadsheet.lines(head, rows)).encode()


def items(snapshot: Json) -> Iterator[Row]:
    """Return every item; of one that is closed to the reader number and neutral title."""
    yield [
        _("Item"),
        _("Title"),
        _("Access"),
        _("Kind"),
        _("Presented by"),
        _("Case number"),
        _("Planned"),
        _("Planned minutes"),
        _("Began"),
        _("Ended"),
        _("Taken up outside the agenda"),
        _("Attachments"),
        _("Address"),
    ]
    for item in snapshot["items"]:
        frame = [item["number"], item["title"], wording.access(is_closed=item["is_closed"])]
        address = _address(snapshot, item)
        if "kind" not in item:
            yield [*frame, *[""] * 9, address]
            continue
        yield [
            *frame,
            str(ItemKind(item["kind"]).label),
            item["presenter"],
            item["case_number"],
            _moment(item["planned_at"]),
            item["planned_minutes"],
            _moment(item.get("began_at", "")),
            _moment(item.get("ended_at", "")),
            _yes(is_so=item["off_agenda"]),
            len(item["attachments"]),
            address,
        ]


def decisions(snapshot: Json) -> Iterator[Row]:
    yield [_("Item"), _("Title"), _("Outcome"), _("Decision"), _("Protocol remarks")]
    for item in _told(snapshot):
        if item["outcome"] or item["decision"]:
            remarks = [f"{row['name']}: {row['text']}" for row in item["remarks"]]
            yield [
                *_of(item),
                wording.outcome(cast("Any", item)),
                to_text(item["decision"]),
                "\n".join(remarks),
            ]


def attendance(snapshot: Json) -> Iterator[Row]:
    """Return everybody at each sitting, with a row for each stay in the room."""
    yield [
        _("Sitting"),
        _("Name"),
        _("Role"),
        _("Appointed as"),
        _("Attendance"),
        _("Substitute"),
        _("Came"),
        _("Came during item"),
        _("Left"),
        _("Left during item"),
        _("Takes part"),
    ]
    if "attendance" not in snapshot:
        return
    lists = [snapshot["attendance"], *snapshot.get("later_attendance", [])]
    statuses = {
        "present": AttendanceStatus.PRESENT,
        "apologies": AttendanceStatus.APOLOGY,
        "absent": AttendanceStatus.ABSENT,
        "others": AttendanceStatus.PRESENT,
    }
    for sitting, of in enumerate(lists, start=1):
        for name, status in statuses.items():
            for person in of[name]:
                frame = [
                    sitting,
                    person["name"],
                    wording.role(person),
                    wording.appointed_as(person),
                    str(status.label),
                    person["substitute"],
                ]
                for stay in person["stays"] or [None]:
                    yield [*frame, *_stay(stay)]


def _stay(stay: Json | None) -> Row:
    if stay is None:
        return [""] * 5
    mode = stay.get("mode", "")
    return [
        _moment(stay["arrived_at"]),
        stay["arrived_during"],
        _moment(stay["left_at"]),
        stay["left_during"],
        str(Mode(mode).label) if mode else "",
    ]


def disqualifications(snapshot: Json) -> Iterator[Row]:
    yield [
        _("Item"),
        _("Title"),
        _("Name"),
        _("Disqualified"),
        _("Left"),
        _("Returned"),
        _("Substitute"),
    ]
    for item in _told(snapshot):
        for row in item["disqualified"]:
            yield [
                *_of(item),
                row["name"],
                _yes(is_so=row["is_upheld"]),
                _moment(row["left_at"]),
                _moment(row["returned_at"]),
                row["substitute"],
            ]


def votes(snapshot: Json) -> Iterator[Row]:
    """Return a row for each ballot."""
    yield [
        _("Item"),
        _("Title"),
        _("What was voted on"),
        pgettext("of one person", "Vote"),
        _("Name"),
    ]
    for item in _told(snapshot):
        for vote in item["votes"]:
            options = {
                pgettext("vote", "For"): vote["in_favour"],
                pgettext("vote", "Against"): vote["against"],
                pgettext("vote", "Abstained"): vote["abstained"],
            }
            for option, names in options.items():
                yield from ([*_of(item), vote["on"], option, name] for name in names)


def action_points(snapshot: Json) -> Iterator[Row]:
    """Return what was agreed at the meeting, and what the committee was told of and closed."""
    yield [
        _("Item"),
        _("Title"),
        _("What is to be done"),
        _("Responsible"),
        _("Due"),
        _("State"),
        _("Words"),
    ]
    for item in _told(snapshot):
        for row in item.get("action_points", []):
            yield [
                *_of(item),
                row["text"],
                row["responsible"],
                row["due_on"],
                str(ActionState.OPEN.label),
                "",
            ]
        for row in item.get("followed_up", []):
            state = str(ActionState(row["state"]).label)
            yield [*_of(item), row["text"], row["responsible"], "", state, row["words"]]


TABLES: dict[str, Table] = {
    "punkter": items,
    "beslutninger": decisions,
    "fremmoede": attendance,
    "inhabilitet": disqualifications,
    "afstemninger": votes,
    "opfoelgning": action_points,
}


def _told(snapshot: Json) -> list[Json]:
    return [item for item in snapshot["items"] if "kind" in item]


def _of(item: Json) -> Row:
    return [item["number"], item["title"]]


def _address(snapshot: Json, item: Json) -> str:
    place = reverse("meetings:item-detail", args=[snapshot["meeting"]["id"], item["uid"]])
    return f"{settings.BASE_URL}{place}"


def _moment(told: str) -> str:
    """2026-05-05 18:05, on the clock of the place."""
    at = wording.at(told)
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def _yes(*, is_so: bool) -> str:
    return _("Yes") if is_so else _("No")
