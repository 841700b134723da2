"""What an idea became, read from the apps above over their links: item, project, benefit."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from portal.ui.chain import Step
from portal.ui.formats import day

from .models import Idea


def chain_of(idea: Idea, user: Any) -> list[Step]:
    """Return the knots from the idea on, as far as this person may see them."""
    steps = [
        Step(
            kind=_("Idea no. %(number)s") % {"number": idea.number or ""},
            what=_("This idea"),
            when=day(idea.published_at) if idea.published_at else "",
            state="here",
        )
    ]
    return [*steps, *_item_steps(idea, user), *_project_steps(idea, user)]


def _item_steps(idea: Idea, user: Any) -> list[Step]:
    # Meetings bring their part when they are there.
    return []


def _project_steps(idea: Idea, user: Any) -> list[Step]:
    links = idea.project_links.visible_to(user).select_related("proposal")
    link = links.order_by("pk").first()
    if link is None:
        return []
    project = link.proposal
    return [
        Step(
            kind=_("Project"),
            what=project.title,
            url=project.get_absolute_url(),
            when=project.get_state_display(),
        )
    ]
