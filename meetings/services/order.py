"""The order of an agenda: where items stand, come to stand, and stood.

Every verb is a command against the order that the person saw, so that moving an item and writing
in it never meet. Sub-items go where their item goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from meetings.models import AgendaItem, Meeting, Standing
from meetings.refusals import ItemIsFixed, OneLevel, OrderChanged, UnderItself
from portal import audit

from .locking import ask, must_write_agenda, take_item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from portal.people.models import User

Items = list[AgendaItem]


def in_order(meeting: Meeting) -> Items:
    return list(meeting.items.standing_on_agenda())


def number_places(meeting: Meeting, items: Sequence[AgendaItem]) -> None:
    """Give the items their places and raise the revision of the order."""
    moved = []
    for place, item in enumerate(items):
        if item.position != place:
            item.position = place
            moved.append(item)
    AgendaItem.objects.bulk_update(moved, ["position"])
    meeting.order_revision += 1
    meeting.save(update_fields=["order_revision"])


def block_of(item: AgendaItem, items: Sequence[AgendaItem]) -> Items:
    """Return an item with its sub-items, as they follow each other."""
    return [one for one in items if item.pk in {one.pk, one.parent_id}]


def place_after(items: Items, after: AgendaItem | None, under: AgendaItem | None = None) -> int:
    """Return where an item comes to stand.

    At the top: after another one and its sub-items, or last before any other business. Under an
    item: after the sub-item named, or as the first.
    """
    if under is not None:
        anchor = after if after is not None else under
        if anchor.pk != under.pk and anchor.parent_id != under.pk:
            raise OrderChanged
        return next(at for at, item in enumerate(items) if item.pk == anchor.pk) + 1
    if after is not None:
        top = after.parent_id or after.pk
        return max(at for at, item in enumerate(items) if top in {item.pk, item.parent_id}) + 1
    last = items[-1] if items else None
    return len(items) - 1 if last and last.standing == Standing.OTHER_BUSINESS else len(items)


def must_take_sub_items(under: AgendaItem, items: Sequence[AgendaItem]) -> None:
    if under.pk not in {one.pk for one in items}:
        raise OrderChanged
    if under.standing:
        raise ItemIsFixed
    if under.parent_id is not None:
        raise OneLevel


@transaction.atomic
def move_item(
    item_id: int,
    *,
    after: AgendaItem | None,
    order_revision: int,
    by: User,
    under: AgendaItem | None = None,
) -> AgendaItem:
    """Put an item after another one (None: first), in the order that the person saw.

    With `under` it becomes a sub-item of that one, without it stands by itself.
    """
    item = take_item(item_id)
    ask(by, "meetings.edit_agenda", item)
    must_write_agenda(item.meeting)
    items = in_order(item.meeting)
    now = [(one.pk, one.parent_id) for one in items]
    block = block_of(item, items)
    _must_be_possible(item, after, under, items, block)
    rest = [one for one in items if one not in block]
    first = under is None and after is None
    at = 0 if first else place_after(rest, after, under)
    before = item.parent_id
    block[0].parent = under
    rest[at:at] = block
    if [(one.pk, one.parent_id) for one in rest] == now:
        return item  # sent twice, or there already
    if order_revision != item.meeting.order_revision:
        raise OrderChanged
    _must_keep_standing(rest)
    if block[0].parent_id != before:
        block[0].save(update_fields=["parent"])
    number_places(item.meeting, rest)
    audit.record("item.moved", actor=by, subject=item)
    return item


def _must_be_possible(
    item: AgendaItem,
    after: AgendaItem | None,
    under: AgendaItem | None,
    items: Items,
    block: Items,
) -> None:
    if under is not None and under in block:
        raise UnderItself
    gone = {one.pk for one in (item, after) if one is not None} - {one.pk for one in items}
    if gone or (after is not None and after in block):
        raise OrderChanged
    if under is None:
        return
    must_take_sub_items(under, items)
    if item.standing:
        raise ItemIsFixed
    if len(block) > 1:
        raise OneLevel


def _must_keep_standing(items: Items) -> None:
    places = {item.standing: place for place, item in enumerate(items) if item.standing}
    if places.get(Standing.APPROVAL, 0) != 0:
        raise ItemIsFixed
    if places.get(Standing.OTHER_BUSINESS, len(items) - 1) != len(items) - 1:
        raise ItemIsFixed


@transaction.atomic
def remove_item(item_id: int, *, by: User) -> AgendaItem:
    """Take an item and its sub-items off the agenda.

    Their rows, texts and addresses stay, and they can be put back where they stood.
    """
    item = take_item(item_id)
    ask(by, "meetings.edit_item", item)
    if item.is_removed:
        return item
    must_write_agenda(item.meeting)
    if item.standing:
        raise ItemIsFixed
    items = in_order(item.meeting)
    block = block_of(item, items)
    at, now = items.index(item), timezone.now()
    for before, one in zip([items[at - 1] if at else None, *block], block, strict=False):
        one.removed_at, one.removed_by, one.position = now, by, None
        one.stood_after = before
        one.save(update_fields=["removed_at", "removed_by", "position", "stood_after"])
    number_places(item.meeting, [one for one in items if one not in block])
    audit.record("item.removed", actor=by, subject=item)
    return item


@transaction.atomic
def restore_item(item_id: int, *, by: User, after: AgendaItem | None = None) -> AgendaItem:
    """Put a removed item back where it stood, or at the end if its neighbour is gone too.

    The sub-items that were taken off with it come back with it.
    """
    item = take_item(item_id)
    ask(by, "meetings.edit_item", item)
    if not item.is_removed:
        return item
    must_write_agenda(item.meeting)
    items = in_order(item.meeting)
    there = {one.pk for one in items}
    below = list(item.children.filter(removed_at=item.removed_at).order_by("pk"))
    if item.parent_id is not None and item.parent_id not in there:
        item.parent = None
    anchor = after or item.stood_after
    if anchor is not None and anchor.pk not in there:
        anchor = None
    at = _place_again(items, item, anchor)
    block = [item, *_as_they_stood(below)]
    for offset, one in enumerate(block):
        one.removed_at, one.removed_by, one.position = None, None, len(items) + offset
        one.save(update_fields=["removed_at", "removed_by", "position", "parent"])
    items[at:at] = block
    number_places(item.meeting, items)
    audit.record("item.restored", actor=by, subject=item)
    return item


def _place_again(items: Items, item: AgendaItem, anchor: AgendaItem | None) -> int:
    if item.parent_id is None:
        return place_after(items, anchor)
    under = next(one for one in items if one.pk == item.parent_id)
    if anchor is None or item.parent_id not in {anchor.pk, anchor.parent_id}:
        anchor = block_of(under, items)[-1]
    return place_after(items, anchor, under)


def _as_they_stood(below: Items) -> Items:
    """Return sub-items in the order that they remember."""
    ordered: Items = []
    for one in below:
        places = [at for at, other in enumerate(ordered) if other.pk == one.stood_after_id]
        ordered.insert(places[0] + 1 if places else len(ordered), one)
    return ordered
