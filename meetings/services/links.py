from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from committee.models import Deliverable
from ideas.models import Idea
from meetings.models import Adoption, AgendaItem, DeliverableLink, IdeaLink, ProposalLink
from meetings.models.agenda import ADOPTS
from meetings.refusals import NotReady
from portal import audit
from portal.writing.rows import Seen, settle
from projects.models import Proposal

from .items import has_changed, must_be_written
from .locking import ask, must_write_minutes, take_item

if TYPE_CHECKING:
    from portal.people.models import User

LINKS: dict[str, tuple[Any, str]] = {
    "ideas": (IdeaLink, "idea"),
    "proposals": (ProposalLink, "proposal"),
    "deliverables": (DeliverableLink, "deliverable"),
}


@transaction.atomic
def set_links(
    item_id: int,
    *,
    by: User,
    ideas: Collection[Idea],
    proposals: Collection[Proposal] | None = None,
    deliverables: Collection[Deliverable] | None = None,
    opened_with: Seen | None = None,
) -> AgendaItem:
    """Let the item take up exactly these ideas, and deal with these proposals and deliverables.

    All are of its committee. What is not named stays as it is. Raises `Overtaken` if somebody else
    has changed them since it was `opened_with`.
    """
    item = take_item(item_id)
    ask(by, "meetings.edit_item", item)
    theirs: dict[str, list[Any]] = {
        "ideas": list(Idea.objects.filter(item_links__item=item).order_by("pk")),
        "proposals": list(Proposal.objects.filter(item_links__item=item).order_by("pk")),
        "deliverables": list(Deliverable.objects.filter(item_links__item=item).order_by("pk")),
    }
    yours: dict[str, Any] = {"ideas": _by_key(ideas)}
    if proposals is not None:
        yours["proposals"] = _by_key(proposals)
    if deliverables is not None:
        yours["deliverables"] = _by_key(deliverables)
    settled = settle(item, opened_with, yours=yours, theirs=theirs)
    changed = [name for name in settled if settled[name] != theirs[name]]
    if not changed:
        return item
    must_be_written(item, by)
    for name in changed:
        if any(one.committee_id != item.meeting.committee_id for one in settled[name]):
            raise ValidationError(_("Choose ideas of this committee."))
        put_links(item, name, {one.pk for one in settled[name]}, by)
        audit.record(
            f"item.{name}_linked",
            actor=by,
            subject=item,
            data={name: [one.pk for one in settled[name]]},
        )
    has_changed(item)
    return item


def _by_key(rows: Collection[Any]) -> list[Any]:
    return sorted(rows, key=lambda row: row.pk)


def put_links(item: AgendaItem, name: str, wanted: set[int], by: User | None) -> None:
    """Let the item's links of a kind be exactly those wanted."""
    model, to = LINKS[name]
    links = model.objects.filter(item=item)
    links.exclude(**{f"{to}__in": wanted}).delete()
    there = set(links.order_by("pk").values_list(f"{to}_id", flat=True))
    model.objects.bulk_create(
        [model(item=item, added_by=by, **{f"{to}_id": pk}) for pk in sorted(wanted - there)]
    )


@transaction.atomic
def adopt_proposal(item_id: int, *, proposal: Proposal, by: User) -> Adoption:
    """Record that the committee made the proposal its own by its decision at this item.

    What a group is still drafting lies before no committee, and what was decided on comes too late.
    """
    item = take_item(item_id)
    ask(by, "meetings.adopt_proposal", item)
    made: Adoption | None = item.adoptions.filter(proposal=proposal).first()
    if made is not None:
        return made
    must_write_minutes(item.meeting, by, item)
    if proposal.committee_id != item.meeting.committee_id:
        raise ValidationError(_("Choose a proposal of this committee."))
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if proposal.state != Proposal.State.IN_COMMITTEE:
        raise NotReady(
            _("The proposal does not lie before the committee. Its group sends it there first.")
        )
    if item.outcome not in ADOPTS:
        raise NotReady(_("Enter first that the committee approves or recommends it."))
    adoption: Adoption = Adoption.objects.create(item=item, proposal=proposal, adopted_by=by)
    audit.record("item.proposal_adopted", actor=by, subject=item, data={"proposal": proposal.pk})
    return adoption
