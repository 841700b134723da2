"""Who is told what about a proposal; the mails lead to the page and quote nothing."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from committee.models import GroupMembership, Membership, Role
from committee.permissions import PRESIDING
from portal.notifications import kinds
from portal.notifications.services import notify

from .models import Decision, DecisionKind, Proposal, ProposalVersion


@kinds.register
class ProposalInCommittee(kinds.Kind):
    """To chair, deputy and secretary: the group has finished writing."""

    name = "projects.proposal_in_committee"
    template = "notifications/mail/plain"


@kinds.register
class ProposalSubmitted(kinds.Kind):
    """To the innovation chief, who decides, and to those who follow."""

    name = "projects.proposal_submitted"
    template = "notifications/mail/plain"


@kinds.register
class ProposalReturned(kinds.Kind):
    """To the working group, who answer, and to those who follow."""

    name = "projects.proposal_returned"
    template = "notifications/mail/plain"


@kinds.register
class ProposalDecided(kinds.Kind):
    """To the working group and those who follow: approved or rejected."""

    name = "projects.proposal_decided"
    template = "notifications/mail/plain"


@kinds.register
class ProjectMovedOn(kinds.Kind):
    """To those who follow: withdrawn, started, finished or stopped."""

    name = "projects.project_moved_on"
    template = "notifications/mail/plain"


TITLES: dict[str, Promise] = {
    DecisionKind.RETURNED: _("The proposal %(title)s has been returned with questions"),
    DecisionKind.APPROVED: _("The proposal %(title)s has been approved"),
    DecisionKind.REJECTED: _("The proposal %(title)s has been rejected"),
    DecisionKind.WITHDRAWN: _("The proposal %(title)s has been withdrawn"),
    DecisionKind.STARTED: _("The project %(title)s has started"),
    DecisionKind.FINISHED: _("The project %(title)s has finished"),
    DecisionKind.STOPPED: _("The project %(title)s has been stopped"),
}
KINDS: dict[str, type[kinds.Kind]] = {
    DecisionKind.RETURNED: ProposalReturned,
    DecisionKind.APPROVED: ProposalDecided,
    DecisionKind.REJECTED: ProposalDecided,
}


def tell_the_presidency(proposal: Proposal, *, by: Any) -> None:
    """Tell chair, deputy and secretary that a proposal waits for the committee."""
    _tell(
        ProposalInCommittee,
        proposal,
        # A proposal comes to the committee once; nothing leads back to the draft before it.
        event=str(proposal.pk),
        text=_("The proposal %(title)s is ready for the committee"),
        to=_in_roles(proposal, [*sorted(PRESIDING), Role.SECRETARY]),
        by=by,
        followers=False,
    )


def tell_the_chief(version: ProposalVersion, *, by: Any) -> None:
    """Tell the innovation chief, and those who follow, that a version was submitted."""
    _tell(
        ProposalSubmitted,
        version.proposal,
        event=str(version.pk),
        text=_("The proposal %(title)s has been submitted"),
        to=_in_roles(version.proposal, [Role.CHIEF]),
        by=by,
    )


def tell_of_decision(decision: Decision, *, by: Any) -> None:
    """Tell the group where it concerns their work, and whoever follows a public proposal."""
    proposal = decision.proposal
    kind = KINDS.get(decision.kind, ProjectMovedOn)
    _tell(
        kind,
        proposal,
        event=str(decision.pk),
        text=TITLES[decision.kind],
        to=_in_group(proposal),
        by=by,
        followers=proposal.is_public,
    )


def _tell(
    kind: type[kinds.Kind],
    proposal: Proposal,
    *,
    event: str,
    text: Promise,
    to: Iterable[Any],
    by: Any,
    followers: bool = True,
) -> None:
    titles = {}
    for language in ("da", "en"):
        with translation.override(language):
            titles[language] = str(text) % {"title": proposal.title}
    with translation.override("da"):
        url = proposal.get_absolute_url()
    notify(
        kind.name,
        event=event,
        url=url,
        title_da=titles["da"],
        title_en=titles["en"],
        to=to,
        channel=proposal.channel if followers else None,
        except_for=by,
    )


def _in_roles(proposal: Proposal, roles: list[Any]) -> Iterable[Any]:
    seats = Membership.objects.current().filter(committee=proposal.committee_id, role__in=roles)
    return get_user_model().objects.filter(person__memberships__in=seats).distinct().order_by("pk")


def _in_group(proposal: Proposal) -> Iterable[Any]:
    members = GroupMembership.objects.current().filter(group=proposal.working_group_id)
    return (
        get_user_model()
        .objects.filter(person__group_memberships__in=members)
        .distinct()
        .order_by("pk")
    )
