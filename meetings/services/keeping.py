"""Ending a change without making one: the last published version holds on, to the letter.

What was written meanwhile is written back from that version; the texts' history keeps it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideas.models import Idea
from meetings import comparison, snapshots
from meetings.models import (
    AgendaItem,
    AgendaState,
    Meeting,
    Minutes,
    MinutesState,
    SectionKind,
)
from meetings.refusals import Advice, MovedOn, NotReady
from portal import audit

from .finding import index_meeting
from .items import write
from .links import put_links
from .locking import ask, must_be, open_correction, role_in, take_meeting, take_minutes

if TYPE_CHECKING:
    from portal.people.models import User

Json = dict[str, Any]
FACTS = (
    "title",
    "kind",
    "presenter",
    "case_number",
    "planned_minutes",
    "public_title",
    "closed_reason",
)


@transaction.atomic
def keep_agenda(meeting_id: int, *, by: User) -> Meeting:
    """Close an agenda that was opened for changes, as it was sent out. Again changes nothing."""
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.reopen_agenda", meeting)
    version = meeting.current_agenda
    if version is None or not meeting.is_coming:
        raise MovedOn
    if meeting.agenda_state == AgendaState.PUBLISHED:
        return meeting
    must_be(meeting.agenda_state, AgendaState.DRAFT, AgendaState.IN_REVIEW)
    if version.withdrawal is not None:
        raise NotReady(_("What was public has been withdrawn, so a new version must follow."))
    rows: list[Json] = version.body.member["items"]
    items = {item.uid: item for item in AgendaItem.objects.filter(meeting=meeting).order_by("pk")}
    _must_be_as_open(items, rows)
    sent_out = {row["uid"] for row in rows}
    for item in items.values():
        if item.uid not in sent_out and not item.is_removed:
            item.removed_at, item.removed_by, item.position = timezone.now(), by, None
            item.save(update_fields=["removed_at", "removed_by", "position"])
    for place, row in enumerate(rows):
        item = items[row["uid"]]
        item.removed_at, item.removed_by, item.position = None, None, place
        if "parent" in row:
            item.parent = items.get(row["parent"])
        item.save(update_fields=["removed_at", "removed_by", "position", "parent"])
        _write_back(item, row, by)
    meeting.agenda_state = AgendaState.PUBLISHED
    meeting.order_revision += 1
    meeting.save(update_fields=["agenda_state", "order_revision"])
    index_meeting(meeting)
    audit.record(
        "agenda.kept",
        actor=by,
        subject=meeting,
        role=role_in(by, meeting),
        data={"version": version.number},
    )
    return meeting


@transaction.atomic
def drop_correction(minutes_id: int, *, by: User) -> Minutes:
    """End a correction without a new version. Again changes nothing.

    Words, outcomes and files are put back; what people have entered by name (attendance, votes,
    disqualification, remarks) is theirs to take back first.
    """
    minutes = take_minutes(minutes_id)
    ask(by, "meetings.correct_minutes", minutes)
    correction, version = open_correction(minutes), minutes.current_version
    if correction is None or version is None:
        must_be(minutes.state, MinutesState.PUBLISHED)
        return minutes
    must_be(minutes.state, MinutesState.CORRECTING)
    if minutes.is_withdrawn:
        raise NotReady(_("What was public has been withdrawn, so a new version must follow."))
    frozen: Json = version.body.member
    items = {item.uid: item for item in correction.items.order_by("pk")}
    rows = [row for row in frozen["items"] if row["uid"] in items]
    _must_be_as_open(items, rows)
    for row in rows:
        item = items[row["uid"]]
        item.meeting = minutes.meeting
        _write_back(item, row, by)
        item.outcome = row["outcome"]
        item.save(update_fields=["outcome"])
        _put_section(item, SectionKind.DECISION, row["decision"], by)
    _must_say_the_same(minutes, frozen)
    correction.dropped_at, correction.dropped_by = timezone.now(), by
    correction.save(update_fields=["dropped_at", "dropped_by"])
    minutes.state = MinutesState.PUBLISHED
    minutes.save(update_fields=["state"])
    index_meeting(minutes.meeting)
    audit.record(
        "minutes.correction_dropped",
        actor=by,
        subject=minutes,
        role=role_in(by, minutes),
        data={"items": sorted(items)},
    )
    return minutes


def _must_be_as_open(items: dict[str, AgendaItem], rows: list[Json]) -> None:
    """Refuse where an item was closed or opened since: that takes effect by a version only."""
    differing = [row["number"] for row in rows if items[row["uid"]].is_public == row["is_closed"]]
    if differing:
        raise NotReady(
            _("Closed or opened since: item %(items)s. Put that back first, or send out a version.")
            % {"items": ", ".join(differing)}
        )


def _must_say_the_same(minutes: Minutes, frozen: Json) -> None:
    frame = snapshots.Frame(minutes.next_number, timezone.now())
    now: Any = snapshots.build_minutes(minutes, frame, "member")
    left: list[Advice] = [
        _("Take this back first: %(what)s.") % {"what": _named(change)}
        for change in comparison.changes(frozen, now)
    ]
    if left:
        raise NotReady(*left)


def _named(change: Json) -> str:
    labels = ", ".join(label for label, _words in change["parts"] if label)
    where = f"{change['number']}. " if change["number"] else ""
    return f"{where}{labels or change['title']}"


def _write_back(item: AgendaItem, row: Json, by: User) -> None:
    """Give an item the words, facts, files and ideas that the version shows."""
    changed = [name for name in FACTS if getattr(item, name) != row[name]]
    if changed:
        for name in changed:
            setattr(item, name, row[name])
        item.revision += 1
        item.save(update_fields=[*changed, "revision"])
    said = {part["kind"]: part["html"] for part in row["sections"]}
    for kind in SectionKind.of_agenda():
        _put_section(item, kind, said.get(kind.value, ""), by)
    _put_files(item, {each["uid"] for each in row["attachments"]})
    _put_ideas(item, {each["id"] for each in row["ideas"]}, by)
    if "linked" in row:  # versions sent out before items could deal with proposals say nothing
        put_links(item, "proposals", set(row["linked"]), by)
    if "deliverables" in row:  # the same goes for deliverables
        put_links(item, "deliverables", {each["id"] for each in row["deliverables"]}, by)


def _put_section(item: AgendaItem, kind: SectionKind, content: str, by: User) -> None:
    section = item.sections.select_related("text").filter(kind=kind).first()
    if section is not None and section.left_out_at is not None:
        if not content:
            return
        section.left_out_at, section.left_out_by = None, None
        section.save(update_fields=["left_out_at", "left_out_by"])
    written = section.text.content if section else ""
    if written != content:
        revision = section.text.revision if section else 0
        write(item, kind, content=content, base_revision=revision, by=by)


def _put_files(item: AgendaItem, uids: set[str]) -> None:
    for file in item.attachments.order_by("pk"):
        if (str(file.uid) in uids) == (file.removed_at is not None):
            file.removed_at = None if file.removed_at else timezone.now()
            file.save(update_fields=["removed_at"])


def _put_ideas(item: AgendaItem, wanted: set[int], by: User) -> None:
    """Put the links back; one to an idea that is hidden since is in no version, and stays."""
    hidden = item.idea_links.exclude(idea__publication="published", idea__hidden_at=None)
    kept = set(hidden.order_by("pk").values_list("idea_id", flat=True))
    there = set(Idea.objects.filter(pk__in=wanted).order_by("pk").values_list("pk", flat=True))
    put_links(item, "ideas", there | kept, by)
