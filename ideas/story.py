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
MOST_BRANCHES = 50


def chain_of(idea: Idea, user: Any) -> list[Step]:
    """Return the knots from the idea on: what has happened, and what is known to come."""
    here = Step(
        kind=_("Idea no. %(number)s") % {"number": idea.number or ""},
        what=_("This idea"),
        when=day(idea.published_at),
        state="here",
    )
    after = [*_item_steps(idea, user), *_project_steps(idea, user)]
    return [here, *(after or _answer_step(idea))]


def names_answer(steps: list[Step]) -> bool:
    """Whether the thread itself says when the answer came, or comes."""
    return any(step.kind == _("The committee’s answer") for step in steps)


def _answer_step(idea: Idea) -> list[Step]:
    """The answer stands on the thread while nothing else does: given, or promised."""
    if idea.is_answered:
        given = day(idea.answered_at)
        return [Step(_("The committee’s answer"), idea.get_state_display(), "#svar", given)]
    if not idea.is_open:
        return []
    by = _("By %(day)s") % {"day": day(idea.answer_promised_on)}
    return [Step(kind=_("The committee’s answer"), what=by, state="planned")]


def _item_steps(idea: Idea, user: Any) -> list[Step]:
    """The first item that took the idea up, and the minutes once they are published."""
    seen = idea.item_links.visible_to(user).exclude(item__shown_number="")
    links = list(
        seen.select_related("item__meeting__minutes").order_by("item__meeting__starts_at", "pk")[
            :MOST_BRANCHES
        ]
    )
    if not links:
        return []
    item, others = links[0].item, [link.item for link in links[1:]]
    meeting = item.meeting
    is_coming = meeting.starts_at > timezone.now()
    label = ngettext("and %(count)s more item", "and %(count)s more items", len(others))
    step = Step(
        kind=_("Item on the agenda"),
        what=_item_name(item),
        url=item.get_absolute_url(),
        when=day(meeting.starts_at),
        state="planned" if is_coming else "done",
        more=tuple((_item_name(other), other.get_absolute_url()) for other in others),
        more_label=label % {"count": len(others)},
    )
    return [step, _decision_step(item, is_coming=is_coming)]


def _item_name(item: Any) -> str:
    told = {"meeting": item.meeting.name, "number": item.shown_number}
    return _("%(meeting)s, item %(number)s") % told


def _decision_step(item: Any, *, is_coming: bool) -> Step:
    meeting, kind = item.meeting, _("Decision")
    minutes = getattr(meeting, "minutes", None)
    if minutes is not None and minutes.is_public:
        url = f"{minutes.get_absolute_url()}#punkt-{item.shown_number}"
        return Step(kind, _("Read it in the minutes"), url=url, when=day(meeting.starts_at))
    if is_coming:
        told = {"day": day(meeting.starts_at)}
        return Step(kind, _("At the meeting on %(day)s") % told, state="planned")
    return Step(kind, _("When the minutes are published"), state="planned")


def _project_steps(idea: Idea, user: Any) -> list[Step]:
    """The first project that grew out of the idea, the others behind it, and its first benefit."""
    links = idea.project_links.visible_to(user).select_related("proposal").order_by("pk")
    projects = [link.proposal for link in links[:MOST_BRANCHES]]
    if not projects:
        return []
    project, others = projects[0], projects[1:]
    label = ngettext("and %(count)s more project", "and %(count)s more projects", len(others))
    steps = [
        Step(
            kind=pgettext("chain", "Project"),
            what=project.title,
            url=project.get_absolute_url(),
            when=project.standing(day(project.state_since)),
            more=tuple((other.title, other.get_absolute_url()) for other in others),
            more_label=label % {"count": len(others)},
        )
    ]
    if project.state in DECIDED:
        steps += _benefit_steps(project)
    return steps


def _benefit_steps(project: Any) -> list[Step]:
    benefits = list(project.benefits.order_by("pk"))
    if not benefits:
        return []
    benefit, others = benefits[0], benefits[1:]
    place = f"{project.get_absolute_url()}#gevinst-"
    started = benefit.baseline_on or benefit.baseline_planned_on
    label = ngettext("and %(count)s more benefit", "and %(count)s more benefits", len(others))
    return [
        Step(
            kind=pgettext("chain", "Benefit"),
            what=benefit.title,
            url=f"{place}{benefit.pk}",
            when=_("Measured from %(day)s") % {"day": day(started)} if started else "",
            state="planned" if benefit.baseline_on is None else "done",
            more=tuple((other.title, f"{place}{other.pk}") for other in others),
            more_label=label % {"count": len(others)},
        )
    ]
