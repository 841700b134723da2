from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from committee.models import Committee, WorkingGroup
from portal import audit
from portal.notifications.services import open_channel
from portal.ui.models import first_result, free_key
from portal.ui.text import make_slug
from portal.writing import services as writing
from portal.writing.rows import Seen, settle
from projects.models import Draft, ProjectKind, Proposal, ProposalSection, SectionKind

from .locking import ask, take_for_writing

if TYPE_CHECKING:
    from portal.people.models import User
    from portal.writing.models import Text


@transaction.atomic
def start_proposal(
    group_id: int,
    *,
    title: str,
    summary: str = "",
    kind: str = ProjectKind.INCREMENTAL,
    language: str = "da",
    by: User,
    form_key: UUID | None = None,
) -> Proposal:
    """Begin a proposal in a working group, with all its sections empty.

    A form sent twice leads to the first result.
    """
    group = WorkingGroup.objects.select_related("committee").get(pk=group_id)
    # The committee's row is the lock under which its proposals are numbered.
    committee = Committee.objects.select_for_update(of=("self",)).get(pk=group.committee_id)
    ask(by, "projects.start_proposal", group)
    if first := first_result(Proposal, form_key, created_by=by):
        return first
    last = committee.proposals.aggregate(last=Max("number"))["last"] or 0
    proposal = Proposal.objects.create(
        committee=committee,
        working_group=group,
        number=last + 1,
        title=title,
        slug=make_slug(title),
        summary=summary,
        kind=kind,
        language=language,
        created_by=by,
        channel=open_channel(),
        form_key=free_key(Proposal, form_key),
    )
    Draft.objects.create(proposal=proposal, title=title, summary=summary, kind=kind, saved_by=by)
    for section in SectionKind.values:
        ProposalSection.objects.create(
            proposal=proposal, kind=section, text=writing.create(content="", by=by)
        )
    audit.record("proposal.started", actor=by, subject=proposal)
    return proposal


@transaction.atomic
def set_facts(
    proposal_id: int,
    *,
    title: str,
    summary: str,
    kind: str,
    starts_on: date | None,
    ends_on: date | None,
    opened_with: Seen | None = None,
    by: User,
) -> Draft:
    """Save title, summary, type and period of the draft.

    Raises `Overtaken` for what somebody else has changed since it was `opened_with`.
    """
    proposal = take_for_writing(proposal_id, by=by)
    draft = Draft.objects.get(proposal=proposal)
    yours = {
        "title": title,
        "summary": summary,
        "kind": kind,
        "starts_on": starts_on,
        "ends_on": ends_on,
    }
    theirs = {name: getattr(draft, name) for name in yours}
    values = settle(draft, opened_with, yours=yours, theirs=theirs)
    changed = sorted(name for name, value in values.items() if theirs[name] != value)
    if not changed:
        return draft
    for name in changed:
        setattr(draft, name, values[name])
    draft.saved_at, draft.saved_by = timezone.now(), by
    # Each of two people may have moved one end of the period.
    draft.full_clean()
    draft.save(update_fields=[*changed, "saved_at", "saved_by"])
    if not proposal.is_public:
        show_face(proposal, draft)
    audit.record("proposal.facts_saved", actor=by, subject=draft, data={"fields": changed})
    return draft


def show_face(proposal: Proposal, draft: Draft) -> None:
    """Let the row that everybody may see say what the draft says."""
    proposal.title, proposal.summary, proposal.kind = draft.title, draft.summary, draft.kind
    proposal.slug = make_slug(draft.title)
    proposal.save(update_fields=["title", "summary", "kind", "slug"])


@transaction.atomic
def save_section(
    proposal_id: int, kind: str, *, content: str, base_revision: int, by: User
) -> Text:
    """Save one section on top of a revision; raises `portal.writing.Conflict` where both wrote."""
    proposal = take_for_writing(proposal_id, by=by)
    section = proposal.sections.get(kind=kind)
    text = writing.save(section.text_id, content=content, base_revision=base_revision, by=by)
    if not text.goes_on:
        audit.record(
            "proposal.section_saved",
            actor=by,
            subject=proposal,
            data={"section": kind, "revision": text.revision},
        )
    return text
