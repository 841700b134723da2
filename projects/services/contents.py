from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.db import transaction
from django.db.models import Model

from ideas.models import Idea
from portal import audit
from portal.ui.models import first_result, free_key
from projects.models import (
    BudgetLine,
    EconomicPotential,
    IdeaLink,
    Proposal,
    QualitativePotential,
)
from projects.refusals import AnotherCommittee

from .locking import take_for_writing

if TYPE_CHECKING:
    from portal.people.models import User


@transaction.atomic
def add_qualitative_potential(
    proposal_id: int, *, text: str, by: User, form_key: UUID | None = None
) -> QualitativePotential:
    proposal = take_for_writing(proposal_id, by=by)
    if first := first_result(QualitativePotential, form_key, proposal=proposal):
        return first
    row = QualitativePotential.objects.create(
        proposal=proposal, text=text, form_key=free_key(QualitativePotential, form_key)
    )
    audit.record("proposal.qualitative_potential_added", actor=by, subject=proposal)
    return row


@transaction.atomic
def add_economic_potential(
    proposal_id: int,
    *,
    post: str,
    year: int,
    low: Decimal,
    expected: Decimal,
    high: Decimal,
    assumptions: str = "",
    by: User,
    form_key: UUID | None = None,
) -> EconomicPotential:
    """Add kroner of one year under a post; low, expected and high in this order."""
    proposal = take_for_writing(proposal_id, by=by)
    if first := first_result(EconomicPotential, form_key, proposal=proposal):
        return first
    row = EconomicPotential(
        proposal=proposal,
        post=post,
        year=year,
        low=low,
        expected=expected,
        high=high,
        assumptions=assumptions,
        form_key=free_key(EconomicPotential, form_key),
    )
    row.full_clean(exclude=["form_key"])
    row.save()
    audit.record("proposal.economic_potential_added", actor=by, subject=proposal)
    return row


@transaction.atomic
def add_budget_line(
    proposal_id: int,
    *,
    post: str,
    year: int,
    amount: Decimal,
    by: User,
    form_key: UUID | None = None,
) -> BudgetLine:
    """Add what the project costs under a post in one year."""
    proposal = take_for_writing(proposal_id, by=by)
    if first := first_result(BudgetLine, form_key, proposal=proposal):
        return first
    row = BudgetLine(
        proposal=proposal,
        post=post,
        year=year,
        amount=amount,
        form_key=free_key(BudgetLine, form_key),
    )
    row.full_clean(exclude=["form_key"])
    row.save()
    audit.record("proposal.budget_line_added", actor=by, subject=proposal)
    return row


@transaction.atomic
def remove_qualitative_potential(proposal_id: int, row_id: int, *, by: User) -> None:
    _remove(QualitativePotential, proposal_id, row_id, by=by)


@transaction.atomic
def remove_economic_potential(proposal_id: int, row_id: int, *, by: User) -> None:
    _remove(EconomicPotential, proposal_id, row_id, by=by)


@transaction.atomic
def remove_budget_line(proposal_id: int, row_id: int, *, by: User) -> None:
    _remove(BudgetLine, proposal_id, row_id, by=by)


M = TypeVar("M", bound=Model)


def _remove(model: type[M], proposal_id: int, row_id: int, *, by: User) -> None:
    """Take a row out of the draft; what was submitted keeps it. Twice changes nothing."""
    proposal = take_for_writing(proposal_id, by=by)
    row = model._default_manager.filter(proposal=proposal, pk=row_id).first()
    if row is None:
        return
    row.delete()
    audit.record(
        f"proposal.{model._meta.model_name}_removed",
        actor=by,
        subject=proposal,
        data={"row": row_id},
    )


@transaction.atomic
def link_idea(proposal_id: int, idea_id: int, *, by: User) -> IdeaLink:
    """Say that the proposal grew out of an idea of the same committee."""
    proposal = take_for_writing(proposal_id, by=by)
    idea = Idea.objects.visible_to(by).get(pk=idea_id)
    if idea.committee_id != proposal.committee_id:
        raise AnotherCommittee
    link, made = IdeaLink.objects.get_or_create(proposal=proposal, idea=idea)
    if made or not link.in_draft:
        link.in_draft = True
        link.save(update_fields=["in_draft"])
        audit.record("proposal.idea_linked", actor=by, subject=proposal, data={"idea": idea.pk})
    return link


@transaction.atomic
def unlink_idea(proposal_id: int, idea_id: int, *, by: User) -> Proposal:
    """Take an idea out of the draft; a link in public stays until the next submission."""
    proposal = take_for_writing(proposal_id, by=by)
    link = IdeaLink.objects.filter(proposal=proposal, idea=idea_id, in_draft=True).first()
    if link is None:
        return proposal
    if link.is_public:
        link.in_draft = False
        link.save(update_fields=["in_draft"])
    else:
        link.delete()
    audit.record("proposal.idea_unlinked", actor=by, subject=proposal, data={"idea": idea_id})
    return proposal
