"""What a committee's front page tells, gathered with a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from portal.ui import editorial

from . import upwards
from .deliverables import council_on_the_whole, deliverables_of
from .models import Committee, Deliverable, MandateTask, MandateVersion, Membership, TaskProgress
from .timeline import Moment, drawn, moments_of

RECENT = 3
"""So many past dates stand in a list that has little room; the rest are asked for."""


@dataclass(frozen=True)
class TaskRow:
    """A task of the mandate with how far the committee is and what it hands over in answer."""

    task: MandateTask
    progress: TaskProgress | None
    deliverables: list[Deliverable]

    @property
    def target(self) -> str:
        """Return the number asked for in words: "Target: 3 to 5"."""
        low, high = self.task.target_low, self.task.target_high
        if low is None or high is None:
            return ""
        if low == high:
            return _("Target: %(number)s") % {"number": low}
        return _("Target: %(low)s to %(high)s") % {"low": low, "high": high}

    @property
    def status(self) -> str:
        return editorial.text(self.progress, "status") if self.progress else ""

    @property
    def next(self) -> str:
        return editorial.text(self.progress, "next") if self.progress else ""


def tasks_of(mandate: MandateVersion | None, deliverables: list[Deliverable]) -> list[TaskRow]:
    """Return the tasks of a mandate in order, each with its progress and its deliverables."""
    if mandate is None:
        return []
    progress = {row.task_number: row for row in mandate.committee.task_progress.order_by("pk")}
    return [
        TaskRow(
            task,
            progress.get(task.number),
            [each for each in deliverables if each.task_number == task.number],
        )
        for task in mandate.tasks.all()
    ]


def mandate_of(committee: Committee) -> MandateVersion | None:
    """Return the mandate in force."""
    return committee.mandates.in_force()


@dataclass(frozen=True)
class Composition:
    """Who sits in a committee and who works for it on a day."""

    chair: Membership | None
    politicians: list[Membership]
    citizens: list[Membership]
    substitutes: list[Membership]
    officials: list[Membership]

    @property
    def seats(self) -> int:
        return len(self.politicians) + len(self.citizens)


def composition_of(committee: Committee) -> Composition:
    """Return today's composition; of a committee that is not at work, its last or first day's."""
    rows = list(
        committee.memberships.current(day_shown(committee))
        .select_related("person__portrait")
        .in_order()
    )
    seated = [row for row in rows if row.role in {"chair", "deputy", "member"}]
    return Composition(
        chair=next((row for row in seated if row.role == "chair"), None),
        politicians=[row for row in seated if row.appointed_as == "politician"],
        citizens=[row for row in seated if row.appointed_as == "citizen"],
        substitutes=[row for row in rows if row.role == "substitute"],
        officials=[row for row in rows if row.appointed_as == "official"],
    )


def day_shown(committee: Committee) -> date:
    """Return the day on which a committee is looked at: today, or the nearest day of its time."""
    today = timezone.localdate()
    if committee.is_coming:
        return committee.started_on
    return min(today, committee.ended_on) if committee.ended_on else today


def overview(committee: Committee, user: Any) -> dict[str, Any]:
    """Return all that the front page and the committee's page show."""
    mandate = mandate_of(committee)
    groups = list(committee.working_groups.visible_to(user).select_related("committee").in_order())
    meetings = upwards.meetings(committee, user)
    deliverables = deliverables_of(committee, user)
    moments = moments_of(committee, groups, meetings, deliverables, user)
    today = timezone.localdate()
    days_left = (committee.ended_on - today).days if committee.ended_on else None
    return {
        "committee": committee,
        "mandate": mandate,
        "tasks": tasks_of(mandate, deliverables),
        "deliverables": deliverables,
        "council": council_on_the_whole(committee, deliverables),
        "groups": groups,
        "composition": composition_of(committee),
        "timeline": moments,
        "earlier": _earlier(moments),
        "picture": drawn(moments, groups),
        "days_left": days_left if days_left is not None and days_left >= 0 else None,
        "days_until": (committee.started_on - today).days,
        "next_meeting": upwards.next_meeting(meetings),
        "called_off": upwards.called_off(meetings),
        "newest_minutes": upwards.newest_minutes(committee, user),
        "ideas": upwards.new_ideas(committee, user),
        "idea_count": upwards.count_ideas(committee),
        "projects": upwards.projects(committee, user),
        "links": list(committee.links.all()),
        "accepts_ideas": committee.accepts_ideas(),
        "opens_later": committee.ideas_open_on > today,
        "addresses": {
            "idea_create": upwards.address("ideas:idea-create", committee),
            "ideas": upwards.address("ideas:idea-list", committee),
            "projects": upwards.address("projects:proposal-list", committee),
            "meetings": upwards.address("meetings:meeting-list", committee),
        },
        "follows": committee.channel.is_followed_by(user),
        "may_edit": user.has_perm("committee.edit_committee", committee),
    }


def _earlier(moments: list[Moment]) -> int:
    """Count the dates that may be left out at first; a handful is not worth asking for."""
    earlier = sum(moment.is_past for moment in moments) - RECENT
    return earlier if earlier > RECENT else 0
