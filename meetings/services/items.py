"""Items of an agenda and minutes: add, change, and write their sections."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.models import AgendaItem, ItemSection, Meeting, SectionKind
from meetings.refusals import NotReady, NotWritable, SectionLeftOut
from portal import audit
from portal.ui.models import first_result, free_key
from portal.writing import services as writing
from portal.writing.rows import Seen, settle

from .finding import index_meeting
from .locking import (
    ask,
    must_write_agenda,
    must_write_minutes,
    role_in,
    take_item,
    take_item_together,
    take_meeting,
)
from .order import block_of, in_order, must_take_sub_items, number_places, place_after

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.writing.models import Text

FACTS = (
    "title",
    "kind",
    "presenter",
    "planned_minutes",
    "case_number",
    "is_public",
    "public_title",
    "closed_reason",
)


@transaction.atomic
def add_item(
    meeting_id: int,
    *,
    by: User,
    title: str,
    all_agreed: bool = False,
    under: AgendaItem | None = None,
    form_key: UUID | None = None,
    **facts: Any,
) -> AgendaItem:
    """Add an item before any other business, or as the last sub-item of another.

    While the agenda is written every member may. Once the meeting has begun, whoever runs it
    may, if all present agree. A form sent twice leads to the first result.
    """
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.edit_agenda", meeting)
    if made := first_result(AgendaItem, form_key, meeting=meeting):
        return made
    off_agenda = meeting.state == Meeting.State.IN_PROGRESS
    if off_agenda:
        ask(by, "meetings.record_attendance", meeting)
        must_write_minutes(meeting, by)
        if not all_agreed:
            raise NotReady(
                _("An item that is not on the agenda is taken up only if all present agree.")
            )
    else:
        must_write_agenda(meeting)
    items = in_order(meeting)
    after = None
    if under is not None:
        must_take_sub_items(under, items)
        after = block_of(under, items)[-1]
    item = AgendaItem(
        meeting=meeting,
        parent=under,
        title=title.strip(),
        position=len(items),
        off_agenda_agreed=off_agenda,
        added_by=by,
        form_key=free_key(AgendaItem, form_key),
        **facts,
    )
    item.full_clean(exclude=["meeting"])
    item.save()
    items.insert(place_after(items, after, under), item)
    number_places(meeting, items)
    audit.record("item.added", actor=by, subject=item)
    return item


@transaction.atomic
def edit_item(
    item_id: int, *, by: User, opened_with: Seen | None = None, **facts: Any
) -> AgendaItem:
    """Change an item's facts; raises `Overtaken` for what others changed since `opened_with`.

    Marking a published item as closed acts at once, everywhere; opening it acts with the next
    published version.
    """
    item = take_item(item_id)
    ask(by, "meetings.edit_item", item)
    must_be_written(item, by)
    theirs = {name: getattr(item, name) for name in FACTS if name in facts}
    facts = settle(item, opened_with, yours={name: facts[name] for name in theirs}, theirs=theirs)
    changed = [name for name in theirs if theirs[name] != facts[name]]
    if not changed:
        return item
    if item.standing and not facts.get("is_public", True):
        raise ValidationError({"is_public": _("This item is always open.")})
    was_open = item.is_public
    for name in changed:
        setattr(item, name, facts[name])
    item.revision += 1
    item.full_clean(exclude=["meeting"])
    item.save(update_fields=[*changed, "revision"])
    if item.shown_at is not None and {"is_public", "public_title"} & set(changed):
        index_meeting(item.meeting)
    verb = "item.changed"
    if was_open != item.is_public:
        verb = "item.opened" if item.is_public else "item.closed"
    role = role_in(by, item.meeting)
    audit.record(verb, actor=by, subject=item, role=role, data={"fields": changed})
    return item


def must_be_written(item: AgendaItem, by: User) -> None:
    """Refuse unless the item belongs to an agenda, or to minutes, that are being written."""
    if item.is_removed:
        raise NotReady(_("Somebody has removed this item meanwhile. It can be put back."))
    if item.meeting.agenda_is_writable:
        return
    if item.meeting.state not in {Meeting.State.IN_PROGRESS, Meeting.State.HELD}:
        raise NotWritable
    minutes = must_write_minutes(item.meeting, by, item)
    if not item.off_agenda_agreed and minutes.current_version is None:
        raise NotWritable  # the agenda that was sent out is never altered


@transaction.atomic
def save_section(item_id: int, kind: str, *, content: str, base_revision: int, by: User) -> Text:
    """Save one section on top of a revision; raises `portal.writing.Conflict` where both wrote.

    A section has no text before its first saving, so that starts from revision 0.
    """
    item = take_item_together(item_id, by=by)
    ask(by, "meetings.edit_item", item)
    if kind == SectionKind.DECISION:
        must_write_minutes(item.meeting, by, item)
    else:
        must_be_written(item, by)
    text = write(item, kind, content=content, base_revision=base_revision, by=by)
    if not text.goes_on:
        audit.record(
            "item.section_saved",
            actor=by,
            subject=item,
            data={"section": kind, "revision": text.revision},
        )
    return text


def write(item: AgendaItem, kind: str, *, content: str, base_revision: int, by: User) -> Text:
    """Save a section of an item whose meeting is locked; two may begin the same at once."""
    section = _section_to_write(item, kind)
    if section is None:
        try:
            with transaction.atomic():
                text = writing.create(content=content, by=by)
                ItemSection.objects.create(item=item, kind=kind, text=text)
        except IntegrityError:
            section = _section_to_write(item, kind)
        else:
            return text
    if section is None or section.left_out_at is not None:
        raise SectionLeftOut(SectionKind(kind).label)
    return writing.save_locked(section.text, content=content, base_revision=base_revision, by=by)


def _section_to_write(item: AgendaItem, kind: str) -> ItemSection | None:
    """Return the section with its text, which is locked by the same question."""
    sections = item.sections.select_related("text").select_for_update(of=("self", "text"))
    return sections.filter(kind=kind).first()


def has_changed(item: AgendaItem) -> None:
    """Raise the revision by which open pages see that something stands otherwise at the item."""
    item.revision += 1
    item.save(update_fields=["revision"])


@transaction.atomic
def add_section(item_id: int, kind: str, *, by: User) -> ItemSection:
    """Give the item a section; one that was left out comes back with its words."""
    return _set_section(item_id, kind, by=by, is_in=True)


@transaction.atomic
def leave_out_section(item_id: int, kind: str, *, by: User) -> ItemSection:
    """Leave a section out; its words stay and come back when it is added again."""
    return _set_section(item_id, kind, by=by, is_in=False)


def _set_section(item_id: int, kind: str, *, by: User, is_in: bool) -> ItemSection:
    item = take_item(item_id)
    ask(by, "meetings.edit_item", item)
    if kind not in SectionKind.of_agenda():
        raise ValidationError(_("An agenda has no such section."))
    section = item.sections.filter(kind=kind).first()
    if section is not None and (section.left_out_at is None) == is_in:
        return section
    must_be_written(item, by)
    if section is None:
        section = ItemSection(item=item, kind=kind, text=writing.create(by=by))
    section.left_out_at, section.left_out_by = (None, None) if is_in else (timezone.now(), by)
    section.save()
    has_changed(item)
    audit.record(
        "item.section_added" if is_in else "item.section_left_out",
        actor=by,
        subject=item,
        data={"section": kind},
    )
    return section
