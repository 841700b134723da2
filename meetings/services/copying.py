"""An item made from another: a duplicate in its agenda, or what an earlier meeting left open."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from meetings.models import AgendaItem, Disqualification, ItemAttachment, ItemSection, SectionKind
from meetings.refusals import ItemIsFixed, NotReady
from portal import audit
from portal.ui.models import first_result, free_key
from portal.writing import services as writing

from .items import FACTS
from .links import put_links
from .locking import ask, must_write_agenda, take_item, take_meeting
from .order import block_of, in_order, number_places, place_after

if TYPE_CHECKING:
    from meetings.models import Meeting
    from portal.people.models import User


@transaction.atomic
def duplicate_item(item_id: int, *, by: User, form_key: UUID | None = None) -> AgendaItem:
    """Put a copy of an item right after it, with its texts, files and links.

    A form sent twice leads to the first result.
    """
    source = take_item(item_id)
    meeting = source.meeting
    ask(by, "meetings.edit_item", source)
    if made := first_result(AgendaItem, form_key, meeting=meeting):
        return made
    must_write_agenda(meeting)
    if source.is_removed:
        raise NotReady(_("Somebody has removed this item meanwhile. It can be put back."))
    if source.standing:
        raise ItemIsFixed
    title = _("%(title)s (copy)") % {"title": source.title[:390]}
    copy = _copied(source, meeting, by, title=title, form_key=form_key)
    copy.parent = source.parent
    copy.save()
    _fill(copy, source, by)
    items = in_order(meeting)
    items.remove(copy)
    after = source if source.parent_id else block_of(source, items)[-1]
    items.insert(place_after(items, after, source.parent), copy)
    number_places(meeting, items)
    audit.record("item.duplicated", actor=by, subject=copy, data={"from": source.uid})
    return copy


@transaction.atomic
def take_over_item(meeting_id: int, source_id: int, *, by: User) -> AgendaItem:
    """Take what an earlier meeting left open onto this agenda, with a link to where it came from.

    Taking it over again returns what the first time made.
    """
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.edit_agenda", meeting)
    source = AgendaItem.objects.select_related("meeting__committee").get(pk=source_id)
    ask(by, "meetings.edit_item", source)
    made = meeting.items.filter(came_from=source, removed_at=None).first()
    if made is not None:
        return made
    must_write_agenda(meeting)
    is_open = AgendaItem.objects.unfinished().filter(
        pk=source.pk, meeting__committee=meeting.committee_id, standing=""
    )
    if not is_open.exists():
        raise NotReady(_("The item is not open any more, or another meeting has taken it over."))
    item = _copied(source, meeting, by, title=source.title)
    item.came_from = source
    item.save()
    _fill(item, source, by)
    items = in_order(meeting)
    items.remove(item)
    items.insert(place_after(items, None), item)
    number_places(meeting, items)
    audit.record("item.taken_over", actor=by, subject=item, data={"from": source.uid})
    return item


def _copied(
    source: AgendaItem, meeting: Meeting, by: User, *, title: str, form_key: UUID | None = None
) -> AgendaItem:
    facts = {name: getattr(source, name) for name in FACTS}
    return AgendaItem(
        **{**facts, "title": title},
        meeting=meeting,
        position=meeting.items.standing_on_agenda().count(),
        added_by=by,
        form_key=free_key(AgendaItem, form_key),
    )


def _fill(item: AgendaItem, source: AgendaItem, by: User) -> None:
    """Give an item what hangs on another: whoever is kept from that one is kept from this too."""
    sections = source.sections.select_related("text").filter(kind__in=SectionKind.of_agenda())
    for section in sections.order_by("pk"):
        text = writing.create(content=section.text.content, by=by)
        ItemSection.objects.create(
            item=item,
            kind=section.kind,
            text=text,
            left_out_at=section.left_out_at,
            left_out_by=section.left_out_by,
        )
    ItemAttachment.objects.bulk_create(
        [
            ItemAttachment(
                item=item, file=row.file, title=row.title, is_public=row.is_public, added_by=by
            )
            for row in source.attachments.present().select_related("file")
        ]
    )
    put_links(item, "ideas", _linked(source, "idea"), by)
    put_links(item, "proposals", _linked(source, "proposal"), by)
    put_links(item, "deliverables", _linked(source, "deliverable"), by)
    Disqualification.objects.bulk_create(
        [
            Disqualification(
                item=item, person_id=row.person_id, raised_by=row.raised_by, entered_by=by
            )
            for row in source.disqualifications.filter(is_upheld=True, removed_at=None)
        ]
    )


def _linked(source: AgendaItem, to: str) -> set[int]:
    links = getattr(source, f"{to}_links")
    return set(links.order_by("pk").values_list(f"{to}_id", flat=True))
