from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from committee.models import Role, roles_by_committee
from portal.access import require
from portal.ui import formats
from portal.ui.http import HttpRequest
from projects.models import CARRIED_OUT, Benefit, Proposal


@dataclass(frozen=True)
class Waiting:
    """One thing that waits for the chief: what, why, for how long, and the one verb."""

    kind: str
    what: str
    url: str
    why: str
    days: int
    is_overdue: bool
    verb: str
    verb_url: str

    @property
    def waited(self) -> str:
        if not self.days:
            return _("since today")
        return ngettext("%(days)s day", "%(days)s days", self.days) % {
            "days": formats.number(self.days)
        }


@require_safe
def chief_desk(request: HttpRequest) -> HttpResponse:
    """What waits for the innovation chief, and since when; broken promises first, then age."""
    require(request, "projects.read_desk")
    committees = [
        pk for pk, roles in roles_by_committee(request.user).items() if Role.CHIEF in roles
    ]
    rows = [*_decisions(committees), *_baselines(committees)]
    rows.sort(key=lambda row: (not row.is_overdue, -row.days))
    context = {
        "rows": rows,
        "overdue": sum(row.is_overdue for row in rows),
        "crumbs": [(_("Projects"), reverse("projects:proposal-list")), (_("Desk"), "")],
    }
    return render(request, "projects/chief_desk.html", context)


def _decisions(committees: list[int]) -> list[Waiting]:
    now = timezone.now()
    rows = (
        Proposal.objects.awaiting_decision()
        .filter(committee__in=committees)
        .select_related("committee", "current_version")
        .defer("current_version__snapshot")
    )
    return [
        Waiting(
            kind=_("Project proposal"),
            what=proposal.title,
            url=proposal.get_absolute_url(),
            why=_("Version %(number)s, submitted %(day)s")
            % {"number": _number(proposal), "day": formats.day(proposal.state_since)},
            days=proposal.days_waited(now),
            is_overdue=False,
            verb=_("Read and decide"),
            verb_url=proposal.get_absolute_url(),
        )
        for proposal in rows
    ]


def _number(proposal: Any) -> int:
    return proposal.current_version.number if proposal.current_version else 0


def _baselines(committees: list[int]) -> list[Waiting]:
    """Baselines that were promised at approval and have not been measured."""
    today = timezone.localdate()
    rows = (
        Benefit.objects.filter(
            proposal__committee__in=committees,
            proposal__state__in=CARRIED_OUT,
            baseline_value=None,
            baseline_planned_on__lte=today,
        )
        .select_related("proposal")
        .order_by("baseline_planned_on", "pk")
    )
    return [
        Waiting(
            kind=_("Baseline"),
            what=benefit.title,
            url=f"{benefit.proposal.get_absolute_url()}#gevinst-{benefit.pk}",
            why=_("Was to be measured by %(day)s")
            % {"day": formats.day(benefit.baseline_planned_on)},
            days=(today - (benefit.baseline_planned_on or today)).days,
            is_overdue=(benefit.baseline_planned_on or today) < today,
            verb=_("Enter"),
            verb_url=reverse("projects:baseline-measure", args=[benefit.proposal_id, benefit.pk]),
        )
        for benefit in rows
    ]
