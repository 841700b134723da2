"""Why a verb was not carried out, in words that a person can act on.

A refusal is not a missing right (that is `PermissionDenied`): the person may do this, but the
proposal is not ready for it, or somebody else was quicker. Views show `advice` where it belongs.
"""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Advice = str | Promise


class Refusal(Exception):  # noqa: N818 - the rule speaks, nothing has gone wrong
    """The rule that stands against it, and what to do."""

    advice: Advice = ""

    def __init__(self, advice: Advice | None = None) -> None:
        super().__init__()
        if advice is not None:
            self.advice = advice

    def __str__(self) -> str:
        return str(self.advice)


class MovedOn(Refusal):
    """The proposal is no longer in a state that allows this."""

    advice = _("The proposal has moved on meanwhile. Look at where it stands now.")


class AnotherVersion(Refusal):
    advice = _("A newer version has been submitted. Read it before you decide.")


class NotComplete(Refusal):
    """Something that every proposal must say is missing."""

    advice = _("The proposal is not complete.")

    def __init__(self, missing: Sequence[tuple[str, Advice]]) -> None:
        super().__init__()
        self.missing = list(missing)
        """Anchor on the page for writing, and what is missing there."""


class NotAdopted(Refusal):
    advice = _(
        "The proposal must be adopted at an agenda item first."
        " Link it to the item on the meeting’s page."
    )


class QuestionsOpen(Refusal):
    advice = _("Every question must be answered before the proposal can be sent again.")


class NothingAsked(Refusal):
    advice = _("Write at least one question.")


class BenefitMissing(Refusal):
    advice = _(
        "An approval needs at least one benefit with an owner, an indicator, a target, and a"
        " baseline or a dated plan to measure it."
    )


class NotMeasurable(Refusal):
    advice = _("The benefit has no baseline yet. Enter that first.")


class DayTaken(Refusal):
    advice = _("There is already a measurement from that day. Correct it instead.")


class BeforeBaseline(Refusal):
    advice = _("The day lies before the baseline. Choose a later day.")


class AlreadyCorrected(Refusal):
    advice = _("This measurement has already been corrected. Correct the newest one.")


class NotMeasured(Refusal):
    advice = _("Enter the last measurement first.")


class AnotherCommittee(Refusal):
    advice = _("The idea belongs to another committee.")
