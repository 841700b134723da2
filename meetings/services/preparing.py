"""What an agenda begins with: templates, and suggestions from members and others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.models import Committee
from meetings import notices
from meetings.models import (
    AgendaItem,
    AgendaTemplate,
    ItemKind,
    ItemSection,
    ItemSuggestion,
    SectionKind,
    SuggestionState,
)
from meetings.refusals import MovedOn, NotReady
from portal import audit
from portal.ui.models import first_result, free_key
from portal.writing import services as writing
from portal.writing.rows import Seen, settle

from .items import add_item, has_changed, write
from .locking import ask, must_write_agenda, role_in, take_meeting
from .order import in_order, number_places, place_after

if TYPE_CHECKING:
    from collections.abc import Sequence

    from meetings.models import Meeting
    from portal.people.models import User

Row = dict[str, Any]
MOST_ITEMS = 40

# Templates ---------------------------------------------------------------------------------------


def row(title: str, **facts: Any) -> Row:
    """Return an item of a template, with what is usual where nothing is said."""
    usual = {
        "kind": ItemKind.DISCUSSION.value,
        "presenter": "",
        "minutes": 10,
        "is_sub": False,
        "is_public": True,
        "public_title": "",
        "closed_reason": "",
        "sections": [kind.value for kind in SectionKind.at_first()],
    }
    return {"title": title.strip(), **usual, **facts}


@transaction.atomic
def make_template(
    committee_id: int,
    *,
    by: User,
    name: str,
    items: Sequence[Row] = (),
    form_key: UUID | None = None,
) -> AgendaTemplate:
    """Make a template of a committee. A form sent twice leads to the first result."""
    committee = Committee.objects.select_for_update(of=("self",)).get(pk=committee_id)
    ask(by, "meetings.edit_templates", committee)
    if made := first_result(AgendaTemplate, form_key, committee=committee):
        return made
    template = AgendaTemplate(
        committee=committee,
        name=name.strip(),
        items=_checked(items),
        changed_by=by,
        form_key=free_key(AgendaTemplate, form_key),
    )
    _must_be_named_once(template)
    template.save()
    audit.record("agenda_template.made", actor=by, subject=template)
    return template


@transaction.atomic
def save_as_template(
    meeting_id: int, *, by: User, name: str, form_key: UUID | None = None
) -> AgendaTemplate:
    """Make a template of the items of an agenda, without its texts.

    Of a closed item nothing but its neutral title goes into a template.
    """
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.edit_agenda", meeting)
    rows = [_row_of(item) for item in in_order(meeting) if not item.standing]
    return make_template(meeting.committee_id, by=by, name=name, items=rows, form_key=form_key)


def _row_of(item: AgendaItem) -> Row:
    sections = dict(item.sections.values_list("kind", "left_out_at"))
    kinds = {kind for kind, left_out in sections.items() if left_out is None}
    kinds |= {kind.value for kind in SectionKind.at_first() if kind.value not in sections}
    closed = not item.is_public
    return row(
        (item.public_title or _("Closed item")) if closed else item.title,
        kind=item.kind,
        presenter="" if closed else item.presenter,
        minutes=item.planned_minutes,
        is_sub=item.parent_id is not None,
        is_public=item.is_public,
        public_title=item.public_title,
        sections=[kind.value for kind in SectionKind.of_agenda() if kind.value in kinds],
    )


@transaction.atomic
def edit_template(
    template_id: int,
    *,
    by: User,
    name: str,
    items: Sequence[Row],
    opened_with: Seen | None = None,
) -> AgendaTemplate:
    """Change a template; raises `Overtaken` for what others changed since `opened_with`."""
    template = AgendaTemplate.objects.select_for_update(of=("self",)).get(pk=template_id)
    ask(by, "meetings.edit_templates", template)
    if template.removed_at is not None:
        raise MovedOn
    yours = {"name": name.strip(), "items": _checked(items)}
    theirs = {"name": template.name, "items": template.items}
    settled = settle(template, opened_with, yours=yours, theirs=theirs)
    if settled == theirs:
        return template
    template.name, template.items = settled["name"], settled["items"]
    template.changed_at, template.changed_by = timezone.now(), by
    _must_be_named_once(template)
    template.save(update_fields=["name", "items", "changed_at", "changed_by"])
    audit.record("agenda_template.changed", actor=by, subject=template)
    return template


@transaction.atomic
def remove_template(template_id: int, *, by: User) -> AgendaTemplate:
    """Take a template out of use; agendas that began with it stay as they are."""
    template = AgendaTemplate.objects.select_for_update(of=("self",)).get(pk=template_id)
    ask(by, "meetings.edit_templates", template)
    if template.removed_at is None:
        template.removed_at = timezone.now()
        template.save(update_fields=["removed_at"])
        audit.record("agenda_template.removed", actor=by, subject=template)
    return template


def _checked(items: Sequence[Row]) -> list[Row]:
    if len(items) > MOST_ITEMS:
        raise ValidationError(_("A template has at most %(most)s items.") % {"most": MOST_ITEMS})
    rows = [dict(each) for each in items]
    if rows:
        rows[0]["is_sub"] = False  # there is none above it
    return rows


def _must_be_named_once(template: AgendaTemplate) -> None:
    others = AgendaTemplate.objects.filter(
        committee=template.committee, name=template.name, removed_at=None
    ).exclude(pk=template.pk)
    if others.exists():
        raise ValidationError({"name": _("There is a template with this name already.")})


@transaction.atomic
def fill_from_template(
    meeting_id: int, *, template: AgendaTemplate, by: User, form_key: UUID | None = None
) -> list[AgendaItem]:
    """Add the items of a template to an agenda, before any other business.

    A form sent twice leads to the first result.
    """
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.edit_agenda", meeting)
    if made := first_result(AgendaItem, form_key, meeting=meeting):
        return [made]
    must_write_agenda(meeting)
    if template.removed_at is not None or template.committee_id != meeting.committee_id:
        raise MovedOn
    items = in_order(meeting)
    at = place_after(items, None)
    added: list[AgendaItem] = []
    top: AgendaItem | None = None
    for number, each in enumerate(template.items):
        key = form_key if number == 0 else None
        item = _begun(meeting, each, by, len(items) + number, top if each["is_sub"] else None, key)
        top = top if each["is_sub"] else item
        added.append(item)
    items[at:at] = added
    number_places(meeting, items)
    audit.record(
        "agenda.filled_from_template",
        actor=by,
        subject=meeting,
        role=role_in(by, meeting),
        data={"template": template.pk, "items": [item.uid for item in added]},
    )
    return added


def _begun(
    meeting: Meeting,
    each: Row,
    by: User,
    position: int,
    parent: AgendaItem | None,
    form_key: UUID | None,
) -> AgendaItem:
    item = AgendaItem.objects.create(
        meeting=meeting,
        parent=parent,
        position=position,
        title=each["title"],
        kind=each["kind"],
        presenter=each["presenter"],
        planned_minutes=each["minutes"],
        is_public=each["is_public"],
        public_title=each["public_title"],
        closed_reason=each["closed_reason"],
        added_by=by,
        form_key=free_key(AgendaItem, form_key),
    )
    usual = set(SectionKind.at_first())
    for kind in SectionKind.of_agenda():
        is_in = kind.value in each["sections"]
        if is_in == (kind in usual):
            continue
        ItemSection.objects.create(
            item=item,
            kind=kind,
            text=writing.create(by=by),
            left_out_at=None if is_in else timezone.now(),
            left_out_by=None if is_in else by,
        )
    return item


# Suggestions -------------------------------------------------------------------------------------


@transaction.atomic
def suggest_item(
    committee_id: int, *, title: str, reason: str, by: User, form_key: UUID | None = None
) -> ItemSuggestion:
    """Suggest an item for a coming agenda; those who run the meetings are told.

    A form sent twice leads to the first result.
    """
    committee = Committee.objects.select_for_update(of=("self",)).get(pk=committee_id)
    ask(by, "meetings.suggest_item", committee)
    if made := first_result(ItemSuggestion, form_key, suggested_by=by):
        return made
    suggestion = ItemSuggestion.objects.create(
        committee=committee,
        title=title.strip(),
        reason=reason.strip(),
        suggested_by=by,
        form_key=free_key(ItemSuggestion, form_key),
    )
    audit.record("item_suggestion.made", actor=by, subject=suggestion)
    notices.tell_of_suggestion(suggestion, by=by)
    return suggestion


def _take_suggestion(suggestion_id: int) -> ItemSuggestion:
    return (
        ItemSuggestion.objects.select_for_update(of=("self",))
        .select_related("committee", "suggested_by")
        .get(pk=suggestion_id)
    )


@transaction.atomic
def take_up_suggestion(
    suggestion_id: int, *, meeting_id: int, by: User, answer: str = ""
) -> AgendaItem:
    """Take a suggestion onto an agenda; its reason becomes the background, and its author is told.

    Taking it up again returns the item made.
    """
    meeting = take_meeting(meeting_id)
    suggestion = _take_suggestion(suggestion_id)
    ask(by, "meetings.answer_suggestion", suggestion)
    if suggestion.item is not None:
        return suggestion.item
    _must_be_open(suggestion)
    if suggestion.committee_id != meeting.committee_id:
        raise MovedOn
    item = add_item(meeting.pk, by=by, title=suggestion.title)
    item.meeting = meeting
    paragraphs = "\n\n".join(suggestion.reason.splitlines())
    write(item, SectionKind.BACKGROUND, content=paragraphs, base_revision=0, by=by)
    has_changed(item)
    suggestion.item = item
    _answer(suggestion, SuggestionState.TAKEN, answer, by)
    return item


@transaction.atomic
def decline_suggestion(suggestion_id: int, *, answer: str, by: User) -> ItemSuggestion:
    """Decline a suggestion with words; its author is told and reads them."""
    suggestion = _take_suggestion(suggestion_id)
    ask(by, "meetings.answer_suggestion", suggestion)
    if suggestion.state == SuggestionState.DECLINED:
        return suggestion
    _must_be_open(suggestion)
    if not answer.strip():
        raise ValidationError({"answer": _("Say why, in words that help.")})
    return _answer(suggestion, SuggestionState.DECLINED, answer, by)


@transaction.atomic
def withdraw_suggestion(suggestion_id: int, *, by: User) -> ItemSuggestion:
    """Take one's own suggestion back while it is not answered."""
    suggestion = _take_suggestion(suggestion_id)
    ask(by, "meetings.withdraw_suggestion", suggestion)
    if suggestion.state == SuggestionState.WITHDRAWN:
        return suggestion
    _must_be_open(suggestion)
    suggestion.state = SuggestionState.WITHDRAWN
    suggestion.save(update_fields=["state"])
    audit.record("item_suggestion.withdrawn", actor=by, subject=suggestion)
    return suggestion


def _must_be_open(suggestion: ItemSuggestion) -> None:
    if suggestion.state != SuggestionState.OPEN:
        raise NotReady(_("The suggestion has been answered or withdrawn meanwhile."))


def _answer(
    suggestion: ItemSuggestion, state: SuggestionState, answer: str, by: User
) -> ItemSuggestion:
    suggestion.state, suggestion.answer = state, answer.strip()
    suggestion.answered_by, suggestion.answered_at = by, timezone.now()
    suggestion.save(update_fields=["state", "item", "answer", "answered_by", "answered_at"])
    audit.record(
        f"item_suggestion.{state.value}",
        actor=by,
        subject=suggestion,
        role=role_in(by, suggestion),
    )
    notices.tell_of_answer(suggestion, by=by)
    return suggestion
