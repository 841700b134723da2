"""Action points: made under an item, changed while they are open, closed with words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.models import Membership, Role
from meetings import notices
from meetings.models import ActionPoint, AgendaItem, Minutes, MinutesState
from meetings.models.actions import SOON
from meetings.refusals import MinutesNotWritable, NotReady
from portal import audit
from portal.people.models import Person
from portal.ui.models import first_result, free_key
from portal.writing.rows import Seen, settle

from .locking import ask, must_write_minutes, role_in, take_item

if TYPE_CHECKING:
    from datetime import datetime

    from portal.people.models import PersonQuerySet, User

FACTS = ("text", "responsible", "responsible_outside", "due_on", "is_public")
SETTLED = frozenset({MinutesState.PUBLISHED.value, MinutesState.WITHDRAWN.value})


def _take(point_id: int) -> ActionPoint:
    """Lock the meeting that it was made at, then the point."""
    item = take_item(ActionPoint.objects.values_list("item_id", flat=True).get(pk=point_id))
    return _locked(point_id, item)


def _locked(point_id: int, item: AgendaItem | None = None) -> ActionPoint:
    rows = ActionPoint.objects.select_for_update(of=("self",))
    point = rows.select_related("responsible", "item__meeting__committee").get(pk=point_id)
    if item is not None:
        point.item = item
    return point


@transaction.atomic
def make_action(
    item_id: int,
    *,
    text: str,
    by: User,
    responsible: Person | None = None,
    responsible_outside: str = "",
    due_on: date | None = None,
    is_public: bool = True,
    form_key: UUID | None = None,
) -> ActionPoint:
    """Enter under an item who does what by when, while its minutes are written.

    A form sent twice leads to the first result.
    """
    item = take_item(item_id)
    ask(by, "meetings.set_decision", item)
    if made := first_result(ActionPoint, form_key, item=item):
        return made
    must_write_minutes(item.meeting, by, item)
    point = ActionPoint(item=item, made_by=by, form_key=free_key(ActionPoint, form_key))
    _put(
        point,
        {
            "text": text,
            "responsible": responsible,
            "responsible_outside": responsible_outside,
            "due_on": due_on,
            "is_public": is_public,
        },
    )
    point.save()
    audit.record("action.made", actor=by, subject=point, role=role_in(by, item))
    return point


@transaction.atomic
def change_action(
    point_id: int, *, by: User, opened_with: Seen | None = None, **facts: Any
) -> ActionPoint:
    """Change what an open point says; raises `Overtaken` for what others changed meanwhile.

    While the minutes that it stands in are written, whoever writes them may; while they are
    reviewed nobody, as what was approved must be what is published; afterwards whoever runs the
    committee's meetings, and the published minutes stay as they are.
    """
    point = _take(point_id)
    _ask_to_change(point, by)
    theirs = {name: getattr(point, name) for name in FACTS if name in facts}
    facts = settle(point, opened_with, yours={name: facts[name] for name in theirs}, theirs=theirs)
    changed = [name for name in theirs if theirs[name] != facts[name]]
    if not changed:
        return point
    if not point.is_open:
        raise NotReady(_("This is closed. Open it again before you change it."))
    _put(point, facts)
    point.save(update_fields=changed)
    audit.record(
        "action.changed",
        actor=by,
        subject=point,
        role=role_in(by, point),
        data={"fields": sorted(changed)},
    )
    return point


def _ask_to_change(point: ActionPoint, by: User) -> None:
    minutes = Minutes.objects.get(meeting=point.item.meeting_id)
    if minutes.state in SETTLED:
        ask(by, "meetings.change_published_action", point)
        return
    ask(by, "meetings.set_decision", point.item)
    must_write_minutes(point.meeting, by, point.item)


def may_be_changed(point: ActionPoint, user: Any) -> bool:
    """Whether the page offers to change it; `change_action` asks again."""
    minutes: Minutes = point.meeting.minutes
    if not point.is_open:
        return False
    if minutes.state in SETTLED:
        return bool(user.has_perm("meetings.change_published_action", point))
    if not minutes.is_written or not user.has_perm("meetings.set_decision", point.item):
        return False
    correction = minutes.corrections.being_written().first()
    return correction is None or (
        user.has_perm("meetings.correct_minutes", point)
        and correction.items.filter(pk=point.item_id).exists()
    )


def _put(point: ActionPoint, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(point, name, value.strip() if isinstance(value, str) else value)
    if not point.text:
        raise ValidationError({"text": _("Write what is to be done.")})
    if (point.responsible is None) == (not point.responsible_outside):
        raise ValidationError(
            {"responsible": _("Choose who does it, or write a name from outside.")}
        )
    if not point.item.is_public:
        point.is_public = False
    if "responsible" in facts and point.responsible is not None:
        _must_be_able_to(point.item, point.responsible)


def candidates(item: AgendaItem) -> PersonQuerySet:
    """Return who can take on what is agreed under the item: who works for the committee today.

    Under a closed item only those who may read it.
    """
    seats = Membership.objects.current().filter(committee=item.meeting.committee)
    called = item.meeting.calls.filter(withdrawn_at=None).order_by().values("membership")
    seats = seats.exclude(role=Role.SUBSTITUTE) | seats.filter(pk__in=called)
    if item.is_public:
        return Person.objects.filter(memberships__in=seats).distinct().in_order()
    inside = seats.exclude(role=Role.CHIEF)
    away = item.disqualifications.filter(is_upheld=True, removed_at=None).order_by()
    people = Person.objects.filter(memberships__in=inside)
    return people.exclude(pk__in=away.values("person")).distinct().in_order()


def _must_be_able_to(item: AgendaItem, person: Person) -> None:
    if candidates(item).filter(pk=person.pk).exists():
        return
    said = (
        _("Choose somebody of this committee.")
        if item.is_public
        else _("This item is closed, and %(name)s may not read it.") % {"name": person.name}
    )
    raise ValidationError({"responsible": said})


@transaction.atomic
def close_action(
    point_id: int,
    *,
    by: User,
    state: str,
    words: str,
    in_item: AgendaItem | None = None,
    opened_with: Seen | None = None,
    at: datetime | None = None,
) -> ActionPoint:
    """Close a point as done or dropped, with a word on what came of it.

    `in_item` is the item under which the committee was told, while its minutes are written.
    Raises `Overtaken` if somebody else has closed it otherwise since it was `opened_with`.
    """
    if in_item is not None:
        in_item = take_item(in_item.pk)
    point = _locked(point_id)
    ask(by, "meetings.close_action", point)
    if state not in {ActionPoint.State.DONE, ActionPoint.State.DROPPED}:
        raise ValidationError({"state": _("Choose whether it is done or dropped.")})
    words = words.strip()
    if not words:
        raise ValidationError({"words": _("Write in a few words what came of it.")})
    standing = {"state": point.state, "words": point.closing_words}
    if standing == {"state": state, "words": words}:
        return point
    settle(point, opened_with, yours={"state": state, "words": words}, theirs=standing)
    if in_item is not None:
        _must_be_told_there(point, in_item, by)
    point.state, point.closing_words = state, words
    point.closed_at, point.closed_by, point.closed_in_item = at or timezone.now(), by, in_item
    point.save(update_fields=["state", "closing_words", "closed_at", "closed_by", "closed_in_item"])
    audit.record(
        "action.closed",
        actor=by,
        subject=point,
        role=role_in(by, point),
        data={"state": state, "fields": ["state", "words"]},
    )
    return point


def _must_be_told_there(point: ActionPoint, item: AgendaItem, by: User) -> None:
    if item.meeting.committee_id != point.committee.pk:
        raise ValidationError(_("Choose an item of this committee’s meetings."))
    ask(by, "meetings.set_decision", item)
    must_write_minutes(item.meeting, by, item)


@transaction.atomic
def reopen_action(point_id: int, *, by: User) -> ActionPoint:
    """Open a closed point again; the history keeps what it was closed with."""
    point = _locked(point_id)
    ask(by, "meetings.close_action", point)
    if point.is_open:
        return point
    if point.closed_in_item is not None:
        _must_not_be_told(point.closed_in_item, by)
    point.state, point.closing_words = ActionPoint.State.OPEN, ""
    point.closed_at = point.closed_by = point.closed_in_item = None
    point.save(update_fields=["state", "closing_words", "closed_at", "closed_by", "closed_in_item"])
    audit.record(
        "action.reopened",
        actor=by,
        subject=point,
        role=role_in(by, point),
        data={"fields": ["state", "words"]},
    )
    return point


def _must_not_be_told(item: AgendaItem, by: User) -> None:
    """Refuse while minutes that say it was closed are under review."""
    minutes = Minutes.objects.filter(meeting=item.meeting_id).first()
    if minutes is not None and not minutes.is_written and minutes.state not in SETTLED:
        raise MinutesNotWritable


@transaction.atomic
def remove_action(point_id: int, *, by: User) -> ActionPoint:
    """Take away what was entered by mistake, before minutes have told of it; it can be put back."""
    return _set_removed(point_id, by=by, removed=True)


@transaction.atomic
def restore_action(point_id: int, *, by: User) -> ActionPoint:
    return _set_removed(point_id, by=by, removed=False)


def _set_removed(point_id: int, *, by: User, removed: bool) -> ActionPoint:
    point = _take(point_id)
    ask(by, "meetings.set_decision", point.item)
    if (point.removed_at is not None) == removed:
        return point
    must_write_minutes(point.meeting, by, point.item)
    if point.published_at is not None:
        raise NotReady(_("Published minutes tell of this. Close it with a word instead."))
    point.removed_at = timezone.now() if removed else None
    point.save(update_fields=["removed_at"])
    verb = "action.removed" if removed else "action.restored"
    audit.record(verb, actor=by, subject=point, role=role_in(by, point))
    return point


def remind_of_actions(on: date | None = None) -> int:
    """Remind whoever does it, three days before and each week after; return how many were told.

    Again on the same day it tells nobody. What is closed, or not theirs to read, is left out.
    """
    on = on or timezone.localdate()
    due = ActionPoint.objects.open().filter(due_on__lte=on + SOON, responsible__user__isnull=False)
    told = 0
    for point in due.for_rows().select_related("responsible__user").order_by("pk"):
        user = cast("Person", point.responsible).user
        readable = ActionPoint.objects.visible_to(user).filter(pk=point.pk).exists()
        if user is not None and readable:
            told += notices.remind_of_action(
                point, user, step=_step(cast("date", point.due_on), on)
            )
    return told


def _step(due: date, on: date) -> str:
    """Return which reminder it is: the one before, or the one of a week after."""
    return "soon" if on <= due else f"late-{(on - due - timedelta(days=1)).days // 7}"
