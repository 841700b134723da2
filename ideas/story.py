"""What an idea became, read from the apps above over their links: item, project, benefit.

Only what this person may see: the links and what hangs on them bring their own `visible_to`.
"""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.ui.chain import Step
from portal.ui.formats import day

from .models import Idea

DECIDED = {"approved", "running", "finished", "stopped"}
"""States of a project whose benefits are public."""


def chain_of(idea: Idea, user: Any) -> list[Step]:
    """Return the knots from the idea on."""
    here = Step(
        kind=_("Idea no. %(number)s") % {"number": idea.number or ""},
        what=_("This idea"),
        when=day(idea.published_at),
        state="here",
    )
    return [here, *_item_steps(idea, user), *_project_steps(idea, user)]


def _item_steps(idea: Idea, user: Any) -> list[Step]:
    """The first item that took the idea up, and the minutes once they are published."""
    links = idea.item_links.visible_to(user).exclude(item__shown_number="")
    link = (
        links.select_related("item__meeting__minutes")
        .order_by("item__meeting__starts_at", "pk")
        .first()
    )
    if link is None:
        return []
    item, meeting = link.item, link.item.meeting
    steps = [
        Step(
            kind=_("Item on the agenda"),
            what=_("%(meeting)s, item %(number)s")
            % {"meeting": meeting.name, "number": item.shown_number},
            url=item.get_absolute_url(),
            when=day(meeting.starts_at),
            state="planned" if meeting.starts_at > timezone.now() else "done",
        )
    ]
    minutes = getattr(meeting, "minutes", None)
    if minutes is not None and minutes.is_public:
        steps.append(
            Step(
                kind=_("Decision"),
                what=_("Read it in the minutes"),
                url=f"{minutes.get_absolute_url()}#punkt-{item.shown_number}",
                when=day(meeting.starts_at),
            )
        )
    return steps


def _project_steps(idea: Idea, user: Any) -> list[Step]:
    """The first project that grew out of the idea, how many more, and its first benefit."""
    links = list(idea.project_links.visible_to(user).select_related("proposal").order_by("pk")[:50])
    if not links:
        return []
    project, more = links[0].proposal, len(links) - 1
    kind = pgettext("chain", "Project")
    if more:
        others = ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more}
        kind = f"{kind} {others}"
    steps = [
        Step(
            kind=kind,
            what=project.title,
            url=project.get_absolute_url(),
            when=f"{project.get_state_display()} {day(project.state_since)}",
        )
    ]
    decided = project.state in DECIDED
    benefit = project.benefits.order_by("pk").first() if decided else None
    if benefit is not None:
        started = benefit.baseline_on or benefit.baseline_planned_on
        steps.append(
            Step(
                kind=pgettext("chain", "Benefit"),
                what=benefit.title,
                url=f"{project.get_absolute_url()}#gevinst-{benefit.pk}",
                when=_("Measured from %(day)s") % {"day": day(started)} if started else "",
                state="planned" if benefit.baseline_on is None else "done",
            )
        )
    return steps
