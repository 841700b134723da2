"""The record on paper: a frozen snapshot in, a PDF out. No live row is read on the way."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from portal.documents import kinds, pdf
from portal.ui import formats

from . import wording
from .models import ItemKind
from .numbering import is_below
from .snapshots import Agenda, Attachment, AttendanceList, ClosedItem, Item, MinutesSnapshot

TEMPLATE_VERSION = "7"
"""Raised whenever a template, a style or a sentence changes what a PDF says or how."""


def minutes_pdf(snapshot: MinutesSnapshot) -> bytes:
    """Return the PDF of published minutes."""
    return _whole(snapshot, "meetings/pdf/minutes.html")


def agenda_pdf(snapshot: Agenda) -> bytes:
    """Return the PDF of a published agenda."""
    return _whole(snapshot, "meetings/pdf/agenda.html")


def pdf_of(snapshot: Agenda | MinutesSnapshot) -> bytes:
    """Return the PDF of what the snapshot is of."""
    return minutes_pdf(snapshot) if snapshot["what"] == "minutes" else agenda_pdf(snapshot)


def item_pdf(snapshot: Agenda | MinutesSnapshot, uid: str) -> bytes:
    """Return the PDF of one item as the agenda or the minutes tell it."""
    with translation.override(snapshot["language"]):
        [item] = [each for each in snapshot["items"] if each["uid"] == uid]
        url = settings.BASE_URL + reverse(
            "meetings:item-detail", args=[snapshot["meeting"]["id"], uid]
        )
        taken = cast("Any", {**snapshot, "items": [item]})
        of = _("Item %(number)s") % {"number": item["number"]}
        said = {"from_title": title(snapshot), "from_url": _address(snapshot)}
        return _render(
            "meetings/pdf/extract.html",
            taken,
            paper={**paper(taken, url), **said},
            title=f"{of}: {item['title']}. {title(snapshot)}",
            url=url,
        )


def file_name(snapshot: Agenda | MinutesSnapshot, uid: str = "") -> str:
    """2026-05-03-opgaveudvalg-innovation-referat-v1.pdf; of one item with its number."""
    starts = wording.at(snapshot["meeting"]["started_at"] or snapshot["meeting"]["starts_at"])
    slug = snapshot["committee"]["slug"].removeprefix("opgaveudvalg-")
    what = "referat" if snapshot["what"] == "minutes" else "dagsorden"
    inside = "" if snapshot["edition"] == "public" else "-udvalget"
    day = timezone.localdate(starts)
    number = next((f"-punkt-{row['number']}" for row in snapshot["items"] if row["uid"] == uid), "")
    version = f"v{snapshot['version']}"
    return f"{day:%Y-%m-%d}-opgaveudvalg-{slug}-{what}-{version}{number}{inside}.pdf"


def title(snapshot: Agenda | MinutesSnapshot) -> str:
    """Return what a reader's window shows: what it is, of which meeting, on which day."""
    meeting = snapshot["meeting"]
    starts = wording.at(meeting["started_at"] or meeting["starts_at"])
    values = {
        "what": _what(snapshot),
        "meeting": wording.meeting_title(meeting),
        "committee": snapshot["committee"]["name"],
        "day": formats.day(starts),
    }
    return _("%(what)s: %(meeting)s, %(committee)s, %(day)s") % values


def paper(snapshot: Agenda | MinutesSnapshot, url: str) -> dict[str, Any]:
    """Return what the templates show: values and sentences, in the active language."""
    meeting = snapshot["meeting"]
    shown = url.partition("://")[2]
    was = snapshot["what"] == "minutes"
    values = {
        "municipality": snapshot["municipality"],
        "committee": snapshot["committee"]["name"],
        "what": _what(snapshot),
        "starts": wording.at(meeting["started_at"] or meeting["starts_at"]),
        "published": wording.at(snapshot["published_at"]),
        "edition": snapshot["version"],
        "url": url,
        "shown_address": shown,
        "short_address": f"{shown.partition('/')[0]}/moeder/{meeting['id']}",
        "when": capfirst(wording.when(meeting)),
        "where": wording.where(meeting),
        "items": [_item(item, meeting["id"], was=was) for item in snapshot["items"]],
        "from_url": "",
        "is_inside": snapshot["edition"] == "member",
    }
    if snapshot["what"] == "minutes":
        return values | _results(snapshot)
    return values | {
        "late_reason": snapshot["late_reason"],
        "follow_up": [
            {**wording.action(row), "meeting": row["meeting"]}
            for row in snapshot.get("follow_up", [])
        ],
    }


def _address(snapshot: Agenda | MinutesSnapshot) -> str:
    name = "minutes-version" if snapshot["what"] == "minutes" else "agenda-version"
    args = [snapshot["meeting"]["id"], snapshot["version"]]
    return f"{settings.BASE_URL}{reverse(f'meetings:{name}', args=args)}"


def _whole(snapshot: Agenda | MinutesSnapshot, template: str) -> bytes:
    with translation.override(snapshot["language"]):
        url = _address(snapshot)
        return _render(
            template, snapshot, paper=paper(snapshot, url), title=title(snapshot), url=url
        )


def _render(
    template: str,
    snapshot: Agenda | MinutesSnapshot,
    *,
    paper: dict[str, Any],
    title: str,
    url: str,
) -> bytes:
    committee = snapshot["committee"]["name"]
    return pdf.render(
        template,
        {"paper": paper},
        language=snapshot["language"],
        title=title,
        author=f"{snapshot['municipality']}, {committee}",
        subject=_what(snapshot),
        keywords=[_what(snapshot).lower(), committee],
        url=url,
        dated=timezone.localtime(cast("datetime", wording.at(snapshot["published_at"]))),
    )


def _what(snapshot: Agenda | MinutesSnapshot) -> str:
    return _("Minutes") if snapshot["what"] == "minutes" else _("Agenda")


def _results(snapshot: MinutesSnapshot) -> dict[str, Any]:
    box = snapshot["correction"]
    return {
        "correction": box
        and {
            "day": wording.at(box["released_at"]),
            "sentences": wording.correction(box),
            "replaces": box["replaces"],
            "changes": [wording.change(row) for row in box.get("changes", [])],
        },
        "adjournments": wording.adjournments(snapshot["meeting"]),
        "sittings": _sittings(snapshot),
        "quorum": wording.quorum(snapshot.get("quorum")),
        "closing": wording.closing(snapshot),
        "approval": wording.approval(snapshot["approved"]),
    }


def _sittings(snapshot: MinutesSnapshot) -> list[dict[str, Any]]:
    """Return who was there; of a meeting that was adjourned, on each of its days."""
    lists = [snapshot["attendance"], *snapshot.get("later_attendance", [])]
    days = wording.sittings(snapshot["meeting"])
    if not days:
        return [_attendance(lists[0])]
    return [
        _attendance(people, day=wording.at(day["started_at"]), number=day["number"])
        for day, people in zip(days, lists, strict=True)
    ]


def _attendance(
    attendance: AttendanceList, *, day: datetime | None = None, number: int = 1
) -> dict[str, Any]:
    return {
        "day": day,
        "place": "til-stede" if number == 1 else f"til-stede-{number}",
        "present": [
            {
                "name": person["name"],
                "role": wording.role(person),
                "office": wording.office(person),
                "note": wording.note(person),
                "appointed_as": wording.appointed_as(person),
            }
            for person in attendance["present"]
        ],
        "present_count": wording.present_count(attendance),
        "has_notes": any(wording.note(person) for person in attendance["present"]),
        "apologies": wording.apologies(attendance),
        "absent": wording.absent(attendance),
        "others": wording.others(attendance),
        "comings_and_goings": wording.comings_and_goings(attendance),
        "others_moved": [line for row in attendance["others"] for line in wording.stays(row)],
    }


def _item(item: Item | ClosedItem, meeting_id: int, *, was: bool) -> dict[str, Any]:
    """Return what the templates show of an item; of a closed one there is only the frame."""
    closed = item["is_closed"]
    frame = {
        "uid": item["uid"],
        "number": item["number"],
        "is_closed": closed,
        "is_sub": is_below(item["number"]),
        "place": f"punkt-{item['number']}",
        "title": item["title"],
        "access": wording.access(is_closed=closed),
        "heading": f"({wording.access(is_closed=True)}) {item['title']}"
        if closed
        else item["title"],
        "is_told": "kind" in item,
    }
    if "kind" not in item:
        return frame | {"closed_doors": wording.behind_closed_doors(was=was)}
    return frame | _told(cast("Item", item), meeting_id)


def _told(item: Item, meeting_id: int) -> dict[str, Any]:
    return {
        "facts": " · ".join(_facts(item)),
        "planned": wording.at(item["planned_at"]),
        "planned_minutes": item["planned_minutes"],
        "is_late": item["is_late"],
        "sections": [
            {"title": wording.section_title(section["kind"]), "html": section["html"]}
            for section in item["sections"]
        ],
        "outcome": wording.outcome(item),
        "decision": item["decision"],
        "votes": [
            {"title": wording.vote_title(votes), "rows": wording.vote_rows(votes)}
            for votes in item["votes"]
        ],
        "disqualifications": [wording.disqualification(row) for row in item["disqualified"]],
        "remarks": item["remarks"],
        "action_points": [wording.action(row) for row in item.get("action_points", [])],
        "followed_up": [wording.followed_up(row) for row in item.get("followed_up", [])],
        "attachments": [_attachment(row, meeting_id, item["uid"]) for row in item["attachments"]],
        "links": _links(item),
    }


def _facts(item: Item) -> list[str]:
    facts = []
    if item["case_number"]:
        facts.append(_("Case %(number)s") % {"number": item["case_number"]})
    facts.append(str(ItemKind(item["kind"]).label))
    if item["presenter"]:
        facts.append(_("Presented by %(name)s") % {"name": item["presenter"]})
    if item["off_agenda"]:
        facts.append(_("Taken up outside the agenda; all agreed"))
    elif item["is_late"]:
        facts.append(_("Added after the agenda was sent out"))
    if dealt_with := wording.dealt_with(item.get("days", [])):
        facts.append(dealt_with)
    return facts


def _attachment(row: Attachment, meeting_id: int, item_uid: str) -> dict[str, str]:
    about = [kinds.EXTENSIONS[row["mime_type"]][0].upper(), formats.size(row["size"])]
    if row["is_late"]:
        added = formats.day(wording.at(row["added_at"]))
        about.append(_("added %(day)s") % {"day": added})
    return {
        "title": row["title"],
        "url": settings.BASE_URL
        + reverse("meetings:attachment", args=[meeting_id, item_uid, row["uid"]]),
        "about": ", ".join(about),
    }


def _links(item: Item) -> list[dict[str, str]]:
    ideas = [
        (_("Idea %(number)s: %(title)s") % row, f"/ideer/{row['id']}-{row['slug']}/")
        for row in item["ideas"]
    ]
    proposals = [
        (_("Project %(number)s: %(title)s") % row, f"/projekter/{row['id']}-{row['slug']}/")
        for row in item["proposals"]
    ]
    deliverables = [
        (
            _("Deliverable: %(title)s") % row,
            f"/udvalg/{row['committee']}/leverancer/{row['id']}-{row['slug']}/",
        )
        for row in item.get("deliverables", [])
    ]
    return [
        {"text": text, "url": f"{settings.BASE_URL}{path}"}
        for text, path in [*ideas, *proposals, *deliverables]
    ]
