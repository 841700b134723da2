"""Pieces about projects that pages of several apps show."""

from django import template
from django.utils.safestring import SafeString

from portal.ui.templatetags.ui import badge
from projects.models import Benefit, BenefitState, Proposal, State

register = template.Library()

STATES = {
    State.DRAFT: "draft",
    State.IN_COMMITTEE: "in_review",
    State.SUBMITTED: "waiting",
    State.RETURNED: "passed_on",
    State.APPROVED: "ok",
    State.RUNNING: "ok",
    State.FINISHED: "ok",
    State.REJECTED: "not_taken_up",
    State.WITHDRAWN: "not_taken_up",
    State.STOPPED: "not_taken_up",
}
BENEFIT_STATES = {
    BenefitState.PLANNED: "new",
    BenefitState.MEASURING: "in_review",
    BenefitState.REALISED: "ok",
    BenefitState.PARTLY: "partly",
    BenefitState.NOT_REALISED: "not_taken_up",
}


@register.simple_tag
def project_state(proposal: Proposal) -> SafeString:
    """Show where a proposal stands."""
    return badge(STATES[State(proposal.state)], str(State(proposal.state).label))


@register.simple_tag
def benefit_state(benefit: Benefit) -> SafeString:
    """Show how far a benefit has come."""
    state = BenefitState(benefit.state)
    return badge(BENEFIT_STATES[state], str(state.label))
