"""Two versions of one record beside each other, word by word."""

from __future__ import annotations

from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.documents import richtext
from portal.ui.difference import marked

from . import wording
from .models import Outcome, SectionKind

Json = dict[str, Any]


def changes(before: Json, after: Json) -> list[Json]:
    """Return what differs between two snapshots, item by item; attendance comes first."""
    found = []
    old_there, new_there = _attendance(before), _attendance(after)
    if old_there != new_there:
        found.append(
            {
                "number": "",
                "title": _("Attendance"),
                "parts": [("", marked("\n".join(old_there), "\n".join(new_there)))],
            }
        )
    old_items = {item["uid"]: item for item in before["items"]}
    for item in after["items"]:
        parts = _parts(old_items.get(item["uid"], {}), item)
        if parts:
            found.append({"number": item["number"], "title": item["title"], "parts": parts})
    return found


def _parts(old: Json, new: Json) -> list[tuple[str, SafeString]]:
    if "kind" not in new:
        return []
    before, after = _texts(old), _texts(new)
    labels = [*before, *(label for label in after if label not in before)]
    return [
        (label, marked(before.get(label, ""), after.get(label, "")))
        for label in labels
        if before.get(label, "") != after.get(label, "")
    ]


def _texts(item: Json) -> dict[str, str]:
    """Return all that an item says, by the label over it."""
    if "kind" not in item:
        return {}
    said = {
        str(SectionKind(part["kind"]).label): richtext.to_text(part["html"])
        for part in item["sections"]
    }
    said[_("Title")] = item["title"]
    said[_("Outcome")] = str(Outcome(item["outcome"]).label) if item["outcome"] else ""
    said[str(SectionKind.DECISION.label)] = richtext.to_text(item["decision"])
    said[_("Vote")] = "\n".join(
        f"{vote['on']} {_('For')}: {', '.join(vote['in_favour'])}. "
        f"{_('Against')}: {', '.join(vote['against'])}. "
        f"{_('Abstained')}: {', '.join(vote['abstained'])}."
        for vote in item["votes"]
    )
    said[_("Disqualification")] = ", ".join(row["name"] for row in item["disqualified"])
    said[_("Protocol remark")] = "\n".join(f"{r['name']}: {r['text']}" for r in item["remarks"])
    said[_("Follow-up")] = "\n".join(_follow_up(item))
    said[_("Attachments")] = ", ".join(row["title"] for row in item["attachments"])
    return said


def _follow_up(item: Json) -> list[str]:
    rows = [wording.action(row) for row in item.get("action_points", [])]
    told = [wording.followed_up(row) for row in item.get("followed_up", [])]
    return [*(f"{row['text']} {row['who']}, {row['due']}" for row in rows), *told]


def _attendance(snapshot: Json) -> list[str]:
    said = snapshot["attendance"]
    lines = []
    for kind, label in (
        ("present", _("Present")),
        ("apologies", _("Apologies")),
        ("absent", _("Absent without apology")),
    ):
        for row in said[kind]:
            stays = " ".join(value for stay in row["stays"] for value in stay.values() if value)
            lines.append(f"{label}: {row['name']} {row['stands_in_for']} {stays}".strip())
    return lines
