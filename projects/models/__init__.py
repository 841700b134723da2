"""A proposal on its way: what it says, what was decided on it, what came of it."""

from .benefits import (
    Benefit,
    BenefitKind,
    BenefitQuerySet,
    BenefitState,
    Direction,
    Measurement,
    MeasurementQuerySet,
)
from .contents import (
    BudgetLine,
    EconomicPotential,
    IdeaLink,
    IdeaLinkQuerySet,
    ProposalSection,
    QualitativePotential,
    SectionKind,
)
from .proposals import (
    CARRIED_OUT,
    TRANSITIONS,
    WITHDRAWABLE,
    Draft,
    ProjectKind,
    Proposal,
    ProposalQuerySet,
    State,
)
from .record import Decision, DecisionKind, ProposalVersion, Question, QuestionQuerySet

__all__ = [
    "CARRIED_OUT",
    "TRANSITIONS",
    "WITHDRAWABLE",
    "Benefit",
    "BenefitKind",
    "BenefitQuerySet",
    "BenefitState",
    "BudgetLine",
    "Decision",
    "DecisionKind",
    "Direction",
    "Draft",
    "EconomicPotential",
    "IdeaLink",
    "IdeaLinkQuerySet",
    "Measurement",
    "MeasurementQuerySet",
    "ProjectKind",
    "Proposal",
    "ProposalQuerySet",
    "ProposalSection",
    "ProposalVersion",
    "QualitativePotential",
    "Question",
    "QuestionQuerySet",
    "SectionKind",
    "State",
]
