"""Why a verb was not carried out, in words that a person can act on.

A refusal is not a missing right (that is `PermissionDenied`): the person may do this, but the
matter is not ready for it, or somebody else was quicker. Views show the advice where it belongs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    pass

Advice = str | Promise


class Refusal(Exception):  # noqa: N818 - the rule speaks, nothing has gone wrong
    """The rules that stand against it, each with what to do."""

    advice: Advice = ""

    def __init__(self, *advice: Advice) -> None:
        super().__init__()
        self.reasons: Sequence[Advice] = advice or [self.advice]

    def __str__(self) -> str:
        return " ".join(str(reason) for reason in self.reasons)


class NotWritable(Refusal):
    """The agenda or the minutes are not open for writing."""

    advice = _("The agenda has been sent out or the meeting has begun, so nothing was changed.")


class MinutesNotWritable(Refusal):
    advice = _("The minutes are not open for writing now, so nothing was changed.")


class MovedOn(Refusal):
    """The meeting, agenda or minutes are no longer in a state that allows this."""

    advice = _("This has moved on meanwhile. Look at where it stands now.")


class NotReady(Refusal):
    """What must be in place first is listed."""


class OrderChanged(Refusal):
    advice = _("The order has changed meanwhile, so nothing was moved. Look at it and try again.")


class ItemIsFixed(Refusal):
    advice = _("The approval of the agenda stays first, and any other business last.")


class UnderItself(Refusal):
    advice = _("An item cannot stand under itself, so nothing was moved.")


class OneLevel(Refusal):
    advice = _("Sub-items have one level. Move the item’s own sub-items out first.")


class SectionLeftOut(Refusal):
    """The section was left out while somebody wrote in it."""

    def __init__(self, section: Advice) -> None:
        super().__init__(
            _("%(section)s has been left out meanwhile. Add the section again to save your text.")
            % {"section": section}
        )


class InvitationOver(Refusal):
    """The meeting is over or cancelled, so nobody waits for the answer."""

    advice = _("The meeting is over or has been cancelled, so no answer is needed any more.")


class NotAsSeen(Refusal):
    advice = _("The text has changed since you looked at it. Look once more before you publish.")
