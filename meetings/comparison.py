"""Two versions of one record beside each other, word by word."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from portal.documents import richtext
from portal.ui.difference import marked

from . import wording
from .models import Outcome, SectionKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .snapshots import Changed, MinutesSnapshot

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


def before_and_after(before: Json, after: MinutesSnapshot) -> list[Changed]:
    """Return what a correction put in the place of what, to be frozen with it.

    All of it is of the item whose uid it carries, so that it goes when that is closed: what is
    told there of points from other items, which may be closed one day too, is left out.
    """
    found: list[Changed] = []
    there = "\n".join(_attendance(before)), "\n".join(_attendance(after))
    if there[0] != there[1]:
        found.append(_changed({"uid": "", "number": ""}, _("Attendance"), *there))
    old_items = {item["uid"]: _outside_others(item) for item in before["items"]}
    for item in after["items"]:
        old = old_items.get(item["uid"], {})
        for part, was, is_now in _differing(old, _outside_others(item)):
            found.append(_changed(item, part, was, is_now))
    return found


def _outside_others(item: Any) -> Json:
    return {**item, "followed_up": []}


def _changed(item: Any, part: str, before: str, after: str) -> Changed:
    gone: list[str] = []
    come: list[str] = []
    old, new = before.splitlines(), after.splitlines()
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            gone += old[a:b]
            come += new[c:d]
    return {
        "uid": item["uid"],
        "number": item["number"],
        "part": part,
        "before": "\n".join(gone),
        "after": "\n".join(come),
    }


def _parts(old: Json, new: Json) -> list[tuple[str, SafeString]]:
    return [(label, marked(before, after)) for label, before, after in _differing(old, new)]


def _differing(old: Json, new: Json) -> Iterator[tuple[str, str, str]]:
    """Yield what two states of an item say differently, with the label over it."""
    if "kind" not in new:
        return
    before, after = _texts(old), _texts(new)
    for label in dict.fromkeys([*before, *after]):
        if before.get(label, "") != after.get(label, ""):
            yield label, before.get(label, ""), after.get(label, "")


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


def _attendance(snapshot: Any) -> list[str]:
    lines = []
    for said in [snapshot["attendance"], *snapshot.get("later_attendance", [])]:
        for kind, label in (
            ("present", _("Present")),
            ("apologies", _("Apologies")),
            ("absent", _("Absent without apology")),
        ):
            lines += [f"{label}: {row['name']}. {wording.note(row)}".strip() for row in said[kind]]
    return lines
