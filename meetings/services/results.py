"""What came of the items: decisions, votes, disqualifications, protocol remarks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.models import Membership, Role
from meetings import notices
from meetings.models import (
    AgendaItem,
    Disqualification,
    Minutes,
    MinutesState,
    ProtocolRemark,
    SectionKind,
    Vote,
    VoteEvent,
    VoteOption,
)
from meetings.models.agenda import NEEDS_NO_TEXT
from meetings.refusals import MinutesNotWritable, MovedOn, NotReady
from portal import audit
from portal.documents import richtext
from portal.people.models import Person
from portal.writing.rows import Seen, settle

from .items import write
from .locking import ask, must_write_minutes, open_correction, role_in, take_item
from .taps import moment_of, must_be_sitting
from .voters import must_hold, voters

if TYPE_CHECKING:
    from portal.people.models import User


@transaction.atomic
def disqualify(
    item_id: int,
    *,
    person: Person,
    by: User,
    is_upheld: bool = True,
    raised_by: str = "",
    left_at: datetime | None = None,
    returned_at: datetime | None = None,
    substitute: Person | None = None,
    note: str = "",
    opened_with: Seen | None = None,
) -> Disqualification:
    """Record whether somebody is disqualified under an item.

    Possible before the meeting too, so that the papers of a closed item stay away from them.
    Raises `Overtaken` if somebody else entered the person otherwise since it was `opened_with`.
    """
    item = take_item(item_id)
    ask(by, "meetings.disqualify", item.meeting)
    if not item.meeting.is_coming:
        must_write_minutes(item.meeting, by, item)
    if not Membership.objects.filter(committee=item.meeting.committee, person=person).exists():
        raise ValidationError(_("Choose somebody of this committee."))
    if not is_upheld:
        _must_not_free_themselves(item, person, by)
    if substitute is not None:
        _must_be_substitute(item, person, substitute)
    if returned_at and (left_at is None or returned_at <= left_at):
        raise ValidationError({"returned_at": _("Nobody can return before they leave.")})
    values = {
        "is_upheld": is_upheld,
        "raised_by": raised_by,
        "left_at": left_at,
        "returned_at": returned_at,
        "substitute": substitute,
        "note": note,
    }
    name = str(person.pk)
    standing = disqualified(item).get(name)
    settle(item, opened_with, yours={name: values}, theirs={name: standing})
    row, created = Disqualification.objects.update_or_create(
        item=item,
        person=person,
        removed_at=None,
        defaults={**values, "entered_by": by},
    )
    must_hold(item.meeting)
    audit.record(
        "item.disqualification_entered" if created else "item.disqualification_changed",
        actor=by,
        subject=item,
        role=role_in(by, item),
        data={"person": person.pk, "upheld": is_upheld},
    )
    return row


def _must_be_substitute(item: AgendaItem, person: Person, substitute: Person) -> None:
    """Somebody from outside is called in; whoever sits in the committee votes already."""
    seats = Membership.objects.filter(committee=item.meeting.committee, person=substitute)
    if substitute == person or not seats.filter(role=Role.SUBSTITUTE).exists():
        raise ValidationError({"substitute": _("Choose one of the committee’s substitutes.")})


def disqualified(item: AgendaItem) -> dict[str, dict[str, Any]]:
    """Return what stands entered under an item, by the person's key."""
    rows = item.disqualifications.filter(removed_at=None).select_related("substitute")
    names = ("is_upheld", "raised_by", "left_at", "returned_at", "substitute", "note")
    return {
        str(row.person_id): {name: getattr(row, name) for name in names}
        for row in rows.order_by("pk")
    }


class Door(models.TextChoices):
    """Which way somebody disqualified goes through it."""

    OUT = "out", _("Leaves now")
    BACK = "back", _("Is back")


@transaction.atomic
def note_disqualified(
    row_id: int, *, way: str, by: User, at: datetime | None = None
) -> Disqualification:
    """Note in passing that whoever is disqualified leaves the room or is back in it."""
    item = take_item(Disqualification.objects.values_list("item_id", flat=True).get(pk=row_id))
    ask(by, "meetings.disqualify", item.meeting)
    must_write_minutes(item.meeting, by, item)
    at = moment_of(must_be_sitting(item.meeting), at)
    row = item.disqualifications.get(pk=row_id)
    name = "left_at" if way == Door.OUT else "returned_at"
    if row.removed_at is not None or not row.is_upheld or getattr(row, name) is not None:
        return row
    setattr(row, name, at)
    if row.returned_at and (row.left_at is None or row.returned_at <= row.left_at):
        raise ValidationError({"returned_at": _("Nobody can return before they leave.")})
    row.save(update_fields=[name])
    must_hold(item.meeting)
    audit.record(
        "item.disqualification_changed",
        actor=by,
        subject=item,
        role=role_in(by, item),
        data={"person": row.person_id, "fields": [name]},
    )
    return row


def _must_not_free_themselves(item: AgendaItem, person: Person, by: User) -> None:
    """Whoever chairs is disqualified like anybody: another takes it back, and opens the papers."""
    stands = item.disqualifications.filter(person=person, is_upheld=True, removed_at=None)
    if person.user_id == by.pk and stands.exists():
        raise NotReady(_("You are disqualified under this item yourself; let another change that."))


@transaction.atomic
def remove_disqualification(row_id: int, *, by: User) -> Disqualification:
    """Take back what was entered by mistake; the history keeps it."""
    item_id = Disqualification.objects.values_list("item_id", flat=True).get(pk=row_id)
    item = take_item(item_id)
    ask(by, "meetings.disqualify", item.meeting)
    row = item.disqualifications.get(pk=row_id)
    if row.removed_at is not None:
        return row
    _must_not_free_themselves(item, row.person, by)
    if not item.meeting.is_coming:
        must_write_minutes(item.meeting, by, item)
    row.removed_at = timezone.now()
    row.save(update_fields=["removed_at"])
    must_hold(item.meeting)
    audit.record(
        "item.disqualification_removed", actor=by, subject=item, data={"person": row.person_id}
    )
    return row


@transaction.atomic
def record_vote(
    item_id: int,
    *,
    votes: Mapping[int, str],
    by: User,
    on: str = "",
    opened_with: Seen | None = None,
) -> VoteEvent | None:
    """Record a vote by name, by the persons' keys; without votes the record is taken back.

    Only those vote who were there and not disqualified. Raises `Overtaken` for those whose vote
    somebody else entered otherwise since it was `opened_with`.
    """
    item = take_item(item_id)
    ask(by, "meetings.record_vote", item)
    must_write_minutes(item.meeting, by, item)
    if set(votes.values()) - set(VoteOption.values):
        raise ValidationError(_("Choose for, against or abstains."))
    could = {person.pk for person in voters(item)}
    if others := set(votes) - could:
        names = Person.objects.filter(pk__in=others).in_order().values_list("name", flat=True)
        raise NotReady(
            _("Only those who were there and not disqualified can have voted; not %(names)s.")
            % {"names": ", ".join(names)}
        )
    event = item.votes.filter(on=on, removed_at=None).first()
    standing = {row.person_id: row.option for row in event.ballots.order_by("pk")} if event else {}
    settled = settle(
        item,
        opened_with,
        yours={str(pk): votes.get(pk, "") for pk in could},
        theirs={str(pk): standing.get(pk, "") for pk in could},
    )
    votes = {int(pk): option for pk, option in settled.items() if option}
    if event is None and not votes:
        return None
    if event is None:
        event = VoteEvent.objects.create(item=item, on=on, entered_by=by)
    _cast(event, votes)
    if not votes:
        event.removed_at = timezone.now()
        event.save(update_fields=["removed_at"])
    audit.record(
        "item.vote_recorded",
        actor=by,
        subject=item,
        role=role_in(by, item),
        data={"votes": len(votes), "fields": sorted(settled)},
    )
    return event


def _cast(event: VoteEvent, votes: Mapping[int, str]) -> None:
    event.ballots.exclude(person__in=list(votes)).delete()
    for person_id, option in votes.items():
        Vote.objects.update_or_create(event=event, person_id=person_id, defaults={"option": option})


@transaction.atomic
def set_decision(
    item_id: int,
    *,
    outcome: str,
    by: User,
    content: str = "",
    base_revision: int = 0,
    opened_with: Seen | None = None,
) -> AgendaItem:
    """Enter what the committee decided: a code, and the words, unless the code says it all.

    Raises `portal.writing.Conflict` where somebody else wrote the same; the code waits then too.
    Raises `Overtaken` where somebody else chose another code since it was `opened_with`.
    """
    item = take_item(item_id)
    ask(by, "meetings.set_decision", item)
    must_write_minutes(item.meeting, by, item)
    outcome = settle(
        item, opened_with, yours={"outcome": outcome}, theirs={"outcome": item.outcome}
    )["outcome"]
    if outcome not in AgendaItem.Outcome.values:
        raise ValidationError({"outcome": _("Choose what came of the item.")})
    if outcome not in NEEDS_NO_TEXT and richtext.is_empty(richtext.clean(content)):
        raise ValidationError({"content": _("Write the decision in words.")})
    text = write(item, SectionKind.DECISION, content=content, base_revision=base_revision, by=by)
    item.outcome = outcome
    item.save(update_fields=["outcome"])
    audit.record(
        "item.decided",
        actor=by,
        subject=item,
        role=role_in(by, item),
        data={"outcome": outcome, "revision": text.revision, "fields": ["outcome"]},
    )
    return item


@transaction.atomic
def begin_decision(item_id: int, *, by: User) -> AgendaItem:
    """Let the decision start from the words of the recommendation, if nothing stands there yet."""
    item = take_item(item_id)
    ask(by, "meetings.set_decision", item)
    must_write_minutes(item.meeting, by, item)
    texts = {row.kind: row.text for row in item.sections.select_related("text")}
    recommended, decision = (texts.get(kind) for kind in START)
    if decision is not None and not richtext.is_empty(decision.content):
        raise NotReady(_("Somebody has begun the decision meanwhile; the text stands as it was."))
    if recommended is None or richtext.is_empty(recommended.content):
        raise NotReady(_("The item has no recommendation."))
    write(
        item,
        SectionKind.DECISION,
        content=recommended.content,
        base_revision=decision.revision if decision else 0,
        by=by,
    )
    audit.record("item.decision_begun", actor=by, subject=item, role=role_in(by, item))
    return item


START = (SectionKind.RECOMMENDATION.value, SectionKind.DECISION.value)


@transaction.atomic
def protocol_remark(
    item_id: int, *, person: Person, text: str, by: User, opened_with: Seen | None = None
) -> ProtocolRemark:
    """Enter a member's dissent: by the member, or by the secretary for them to confirm.

    Nobody changes what another has entered or confirmed; the member is asked again for what is
    entered anew. Raises `Overtaken` if it was entered otherwise since it was `opened_with`.
    """
    item = take_item(item_id)
    ask(by, "meetings.enter_remark", item)
    minutes = _minutes_open_for_remarks(item, by)
    own = person.user_id == by.pk
    is_secretary = by.has_perm("meetings.send_minutes_to_review", item)
    sat = item.meeting.attendances.present().voting().filter(person=person).exists()
    if not sat:
        raise ValidationError({"person": _("Only who took part can have a remark entered.")})
    if not own and not is_secretary:
        raise PermissionDenied
    if own and not AgendaItem.objects.known_to(by).filter(pk=item.pk).exists():
        raise PermissionDenied
    row = item.remarks.filter(person=person, removed_at=None).first()
    if row is not None and not own and (row.confirmed_at or row.entered_by_id != by.pk):
        raise NotReady(_("The member has entered or confirmed this; only they change it."))
    settle(
        item,
        opened_with,
        yours={str(person.pk): text},
        theirs={str(person.pk): row.text if row else ""},
    )
    if minutes.state == MinutesState.CORRECTING:
        must_write_minutes(item.meeting, by, item)
    row = row or ProtocolRemark(item=item, person=person)
    row.text, row.entered_by = text.strip(), by
    row.confirmed_at = timezone.now() if own else None
    row.full_clean()
    row.save()
    entry = audit.record("item.remark_entered", actor=by, subject=item, data={"person": person.pk})
    if not own:
        notices.tell_of_remark(item.meeting, entry.pk, person.user)
    return row


@transaction.atomic
def confirm_remark(remark_id: int, *, by: User) -> ProtocolRemark:
    """Let the member say that the remark entered for them is theirs."""
    row = ProtocolRemark.objects.select_related("person").get(pk=remark_id)
    item = take_item(row.item_id)
    if row.person.user_id != by.pk:
        raise PermissionDenied
    if row.confirmed_at is not None:
        return row
    _minutes_open_for_remarks(item, by)
    row.confirmed_at = timezone.now()
    row.save(update_fields=["confirmed_at"])
    audit.record("item.remark_confirmed", actor=by, subject=item, data={"person": row.person_id})
    return row


@transaction.atomic
def remove_remark(remark_id: int, *, by: User) -> ProtocolRemark:
    """Take a remark back: the member their own, the secretary one not yet confirmed."""
    row = ProtocolRemark.objects.select_related("person").get(pk=remark_id)
    item = take_item(row.item_id)
    secretary = by.has_perm("meetings.send_minutes_to_review", item)
    if row.person.user_id != by.pk and not (secretary and row.confirmed_at is None):
        raise PermissionDenied
    if row.removed_at is not None:
        return row
    _minutes_open_for_remarks(item, by)
    row.removed_at = timezone.now()
    row.save(update_fields=["removed_at"])
    audit.record("item.remark_removed", actor=by, subject=item, data={"person": row.person_id})
    return row


def _minutes_open_for_remarks(item: AgendaItem, by: User) -> Minutes:
    """A dissent may still be entered while the minutes are under review, until approval.

    In a correction only what is said under its own items changes, and whoever changes it there
    is one of its writers.
    """
    minutes = Minutes.objects.filter(meeting=item.meeting).first()
    if minutes is None:
        raise MovedOn
    if minutes.state not in {
        MinutesState.DRAFT,
        MinutesState.IN_REVIEW,
        MinutesState.CORRECTING,
    }:
        raise MinutesNotWritable
    correction = open_correction(minutes)
    if correction is not None:
        if not correction.items.filter(pk=item.pk).exists():
            raise MinutesNotWritable
        correction.writers.add(by)
    return minutes
