"""Items of an agenda: add, change, move, remove, and what hangs on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.models import (
    AgendaItem,
    ItemAttachment,
    ItemSection,
    Meeting,
    SectionKind,
    Standing,
)
from meetings.refusals import ItemIsFixed, NotReady, NotWritable, OrderChanged
from portal import audit
from portal.documents import services as documents
from portal.ui.models import first_result, free_key
from portal.writing import services as writing

from .locking import ask, must_write_agenda, must_write_minutes, take_item, take_meeting

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from portal.documents.models import File
    from portal.people.models import User
    from portal.writing.models import Text
from portal.writing.rows import Seen, settle

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


def _in_order(meeting: Meeting) -> list[AgendaItem]:
    return list(meeting.items.standing_on_agenda())


def _number_places(meeting: Meeting, items: list[AgendaItem]) -> None:
    """Give the items their places and raise the revision of the order."""
    moved = []
    for place, item in enumerate(items):
        if item.position != place:
            item.position = place
            moved.append(item)
    AgendaItem.objects.bulk_update(moved, ["position"])
    meeting.order_revision += 1
    meeting.save(update_fields=["order_revision"])


def _place(items: list[AgendaItem], after: AgendaItem | None) -> int:
    """Return where an item comes to stand: after another, or last before any other business."""
    if after is not None:
        return next(at for at, item in enumerate(items) if item.pk == after.pk) + 1
    last = items[-1] if items else None
    return len(items) - 1 if last and last.standing == Standing.OTHER_BUSINESS else len(items)


@transaction.atomic
def add_item(
    meeting_id: int,
    *,
    by: User,
    title: str,
    all_agreed: bool = False,
    form_key: UUID | None = None,
    **facts: Any,
) -> AgendaItem:
    """Add an item before any other business.

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
    items = _in_order(meeting)
    item = AgendaItem(
        meeting=meeting,
        title=title.strip(),
        position=len(items),
        off_agenda_agreed=off_agenda,
        added_by=by,
        form_key=free_key(AgendaItem, form_key),
        **facts,
    )
    item.full_clean(exclude=["meeting"])
    item.save()
    items.insert(_place(items, None), item)
    _number_places(meeting, items)
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
    verb = "item.changed"
    if was_open != item.is_public:
        verb = "item.opened" if item.is_public else "item.closed"
    audit.record(verb, actor=by, subject=item, data={"fields": changed})
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
def move_item(
    item_id: int, *, after: AgendaItem | None, order_revision: int, by: User
) -> AgendaItem:
    """Put an item after another one (None: first), in the order that the person saw."""
    item = take_item(item_id)
    ask(by, "meetings.edit_agenda", item)
    must_write_agenda(item.meeting)
    items = _in_order(item.meeting)
    now = [one.pk for one in items]
    anchor = after.pk if after else None
    if item.pk not in now or (anchor is not None and anchor not in now) or anchor == item.pk:
        raise OrderChanged
    rest = [one for one in items if one.pk != item.pk]
    rest.insert(0 if anchor is None else _place(rest, after), item)
    if [one.pk for one in rest] == now:
        return item  # sent twice, or there already
    if order_revision != item.meeting.order_revision:
        raise OrderChanged
    _must_keep_standing(rest)
    _number_places(item.meeting, rest)
    audit.record("item.moved", actor=by, subject=item)
    return item


def _must_keep_standing(items: list[AgendaItem]) -> None:
    places = {item.standing: at for at, item in enumerate(items) if item.standing}
    if places.get(Standing.APPROVAL, 0) != 0:
        raise ItemIsFixed
    if places.get(Standing.OTHER_BUSINESS, len(items) - 1) != len(items) - 1:
        raise ItemIsFixed


@transaction.atomic
def remove_item(item_id: int, *, by: User) -> AgendaItem:
    """Take an item off the agenda; its row, texts and address stay, and it can be put back."""
    item = take_item(item_id)
    ask(by, "meetings.edit_item", item)
    if item.is_removed:
        return item
    must_write_agenda(item.meeting)
    if item.standing:
        raise ItemIsFixed
    item.removed_at, item.removed_by, item.position = timezone.now(), by, None
    item.save(update_fields=["removed_at", "removed_by", "position"])
    _number_places(item.meeting, _in_order(item.meeting))
    audit.record("item.removed", actor=by, subject=item)
    return item


@transaction.atomic
def restore_item(item_id: int, *, by: User, after: AgendaItem | None = None) -> AgendaItem:
    """Put a removed item back where it stood, or at the end if its neighbour is gone too."""
    item = take_item(item_id)
    ask(by, "meetings.edit_item", item)
    if not item.is_removed:
        return item
    must_write_agenda(item.meeting)
    items = _in_order(item.meeting)
    if after is not None and after.pk not in {one.pk for one in items}:
        after = None
    item.removed_at, item.removed_by, item.position = None, None, len(items)
    item.save(update_fields=["removed_at", "removed_by", "position"])
    items.insert(_place(items, after), item)
    _number_places(item.meeting, items)
    audit.record("item.restored", actor=by, subject=item)
    return item


@transaction.atomic
def save_section(item_id: int, kind: str, *, content: str, base_revision: int, by: User) -> Text:
    """Save one section on top of a revision; raises `portal.writing.Conflict` where both wrote.

    A section has no text before its first saving, so that starts from revision 0.
    """
    item = take_item(item_id)
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
    section = item.sections.select_related("text").filter(kind=kind).first()
    if section is not None:
        return writing.save(section.text_id, content=content, base_revision=base_revision, by=by)
    text = writing.create(content=content, by=by)
    ItemSection.objects.create(item=item, kind=kind, text=text)
    return text


@transaction.atomic
def attach_file(
    item_id: int,
    *,
    by: User,
    upload: UploadedFile[bytes] | None = None,
    file: File | None = None,
    title: str = "",
    is_public: bool = True,
    form_key: UUID | None = None,
) -> ItemAttachment:
    """Put a file under an item; an upload is checked and stored for good."""
    item = take_item(item_id)
    ask(by, "meetings.edit_item", item)
    if made := first_result(ItemAttachment, form_key, item=item):
        return made
    must_be_written(item, by)
    if file is None:
        if upload is None:
            raise ValidationError(_("Choose a file."))
        file = documents.store(upload, by=by, title=title)
    attachment = ItemAttachment.objects.create(
        item=item,
        file=file,
        title=title.strip() or file.title,
        is_public=is_public,
        added_by=by,
        form_key=free_key(ItemAttachment, form_key),
    )
    audit.record("item.file_attached", actor=by, subject=item, data={"file": str(file.pk)})
    return attachment


@transaction.atomic
def remove_attachment(attachment_id: int, *, by: User) -> ItemAttachment:
    return _set_removed(attachment_id, by=by, removed=True)


@transaction.atomic
def restore_attachment(attachment_id: int, *, by: User) -> ItemAttachment:
    return _set_removed(attachment_id, by=by, removed=False)


def _set_removed(attachment_id: int, *, by: User, removed: bool) -> ItemAttachment:
    item_id = ItemAttachment.objects.values_list("item_id", flat=True).get(pk=attachment_id)
    item = take_item(item_id)
    ask(by, "meetings.edit_item", item)
    attachment = item.attachments.get(pk=attachment_id)
    if (attachment.removed_at is not None) == removed:
        return attachment
    must_be_written(item, by)
    attachment.removed_at = timezone.now() if removed else None
    attachment.save(update_fields=["removed_at"])
    verb = "item.file_removed" if removed else "item.file_restored"
    audit.record(verb, actor=by, subject=item, data={"file": str(attachment.file_id)})
    return attachment
