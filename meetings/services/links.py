from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ideas.models import Idea
from meetings.models import Adoption, AgendaItem, IdeaLink
from meetings.models.agenda import ADOPTS
from meetings.refusals import NotReady
from portal import audit
from portal.writing.rows import Seen, settle
from projects.models import Proposal

from .items import must_be_written
from .locking import ask, must_write_minutes, take_item

if TYPE_CHECKING:
    from portal.people.models import User


@transaction.atomic
def set_ideas(
    item_id: int, *, ideas: Collection[Idea], by: User, opened_with: Seen | None = None
) -> AgendaItem:
    """Let the item take up exactly these ideas of its committee.

    Raises `Overtaken` if somebody else has changed them since it was `opened_with`.
    """
    item = take_item(item_id)
    ask(by, "meetings.edit_item", item)
    standing = list(Idea.objects.filter(item_links__item=item).order_by("pk"))
    now = {idea.pk for idea in standing}
    settled = settle(
        item,
        opened_with,
        yours={"ideas": sorted(ideas, key=lambda idea: idea.pk)},
        theirs={"ideas": standing},
    )
    ideas = settled["ideas"]
    wanted = {idea.pk for idea in ideas}
    if wanted == now:
        return item
    must_be_written(item, by)
    if any(idea.committee_id != item.meeting.committee_id for idea in ideas):
        raise ValidationError(_("Choose ideas of this committee."))
    item.idea_links.exclude(idea__in=wanted).delete()
    IdeaLink.objects.bulk_create(
        [IdeaLink(item=item, idea_id=pk, added_by=by) for pk in sorted(wanted - now)]
    )
    audit.record("item.ideas_linked", actor=by, subject=item, data={"ideas": sorted(wanted)})
    return item


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
