from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from committee.models import Role
from portal import audit
from projects import notices, snapshots, upwards
from projects.models import Draft, Proposal, ProposalVersion, Question, SectionKind, State
from projects.refusals import Advice, NotAdopted, NotComplete, QuestionsOpen

from .locking import must_allow, role_of, take_for
from .writing import show_face

if TYPE_CHECKING:
    from portal.people.models import User


def missing_in(proposal: Proposal) -> list[tuple[str, Advice]]:
    """Return what a proposal must still say: the place on the page, and advice."""
    draft = Draft.objects.get(proposal=proposal)
    missing: list[tuple[str, Advice]] = []
    if not draft.summary:
        missing.append(("facts", _("Say in one sentence what the project does.")))
    if draft.starts_on is None or draft.ends_on is None:
        missing.append(("facts", _("Give the period in which the project runs.")))
    empty = set(
        proposal.sections.filter(text__content="").order_by("pk").values_list("kind", flat=True)
    )
    missing += [(f"section-{kind}", _SECTION_ADVICE[kind]) for kind in SectionKind if kind in empty]
    if not (proposal.qualitative_potentials.exists() or proposal.economic_potentials.exists()):
        missing.append(("potentials", _("Name at least one potential.")))
    return missing


_SECTION_ADVICE: dict[str, Advice] = {
    SectionKind.CHALLENGE: _("Describe the challenge."),
    SectionKind.VISION: _("Describe the vision."),
    SectionKind.TARGET_GROUP: _("Say who the project is for."),
    SectionKind.PARTICIPANTS: _("Say who takes part."),
    SectionKind.TIMELINE: _("Write the timeline with its milestones."),
    SectionKind.FUNDING: _("Say where the money comes from."),
    SectionKind.RISKS: _("Describe the risks."),
}


def _must_be_complete(proposal: Proposal) -> None:
    if missing := missing_in(proposal):
        raise NotComplete(missing)


def move(proposal: Proposal, state: str) -> None:
    """Write the new state and since when it is so."""
    proposal.state, proposal.state_since = state, timezone.now()
    proposal.save(update_fields=["state", "state_since"])


@transaction.atomic
def send_to_committee(proposal_id: int, *, by: User) -> Proposal:
    """Hand a complete draft to the committee, which adopts it at a meeting."""
    proposal = take_for("send_to_committee", proposal_id, by=by)
    if proposal.state == State.IN_COMMITTEE:
        return proposal
    must_allow("send_to_committee", proposal)
    _must_be_complete(proposal)
    move(proposal, State.IN_COMMITTEE)
    audit.record("proposal.sent_to_committee", actor=by, subject=proposal)
    notices.tell_the_presidency(proposal, by=by)
    return proposal


@transaction.atomic
def submit(proposal_id: int, *, by: User) -> ProposalVersion:
    """Freeze the draft as the next version and put it before the innovation chief.

    The first needs the agenda item that adopted it; every later one an answer to each question.
    Calling it again returns the version already made.
    """
    proposal = take_for("submit", proposal_id, by=by)
    if proposal.state == State.SUBMITTED and proposal.current_version is not None:
        return proposal.current_version
    must_allow("submit", proposal)
    _must_be_complete(proposal)
    if not upwards.is_adopted(proposal):
        raise NotAdopted
    role = role_of(by, proposal, Role.CHAIR, Role.DEPUTY, Role.SECRETARY)
    _publish_answers(proposal)
    version = _freeze(proposal, by=by, role=role)
    proposal.current_version = version
    proposal.state, proposal.state_since = State.SUBMITTED, version.submitted_at
    proposal.save(update_fields=["current_version", "state", "state_since"])
    show_face(proposal, Draft.objects.get(proposal=proposal))
    proposal.idea_links.filter(in_draft=False).delete()
    proposal.idea_links.update(is_public=True)
    audit.record(
        "proposal.submitted",
        actor=by,
        subject=proposal,
        role=role,
        data={"version": version.number, "sha512": version.sha512},
    )
    notices.tell_the_chief(version, by=by)
    return version


def _publish_answers(proposal: Proposal) -> None:
    questions = Question.objects.filter(version__proposal=proposal, published_at=None)
    if questions.unanswered().exists():
        raise QuestionsOpen
    questions.update(published_at=timezone.now())


def _freeze(proposal: Proposal, *, by: User, role: str) -> ProposalVersion:
    snapshot = snapshots.take(proposal)
    return ProposalVersion.objects.create(
        proposal=proposal,
        number=proposal.versions.count() + 1,
        title=snapshot["title"],
        snapshot=snapshot,
        sha512=snapshots.fingerprint(snapshot),
        submitted_by=by,
        role=role,
    )
