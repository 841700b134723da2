"""What a committee's front page tells, gathered with a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.ui import editorial

from . import upwards
from .models import Committee, MandateTask, MandateVersion, Membership, TaskProgress, WorkingGroup

TODAY = 9
"""Comes last among the knots of its day."""


@dataclass(frozen=True)
class Moment:
    """One knot of the committee's thread."""

    day: date
    label: str
    url: str = ""
    is_planned: bool = False
    is_today: bool = False
    shows_year: bool = False
    """The first knot of each year says which year it is."""

    @property
    def when(self) -> str:
        """Return the day with a short month: "26. feb.", "5. feb. 2026"."""
        danish = (get_language() or "da").startswith("da")
        shape = "j. N" if danish else "j N"
        text = date_format(self.day, f"{shape} Y" if self.shows_year else shape)
        return text.replace(" ", "\N{NO-BREAK SPACE}")


@dataclass(frozen=True)
class TaskRow:
    """A task of the mandate with how far the committee is."""

    task: MandateTask
    progress: TaskProgress | None

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


def tasks_of(mandate: MandateVersion | None) -> list[TaskRow]:
    """Return the tasks of a mandate in order, each with its progress."""
    if mandate is None:
        return []
    progress = {row.task_number: row for row in mandate.committee.task_progress.order_by("pk")}
    return [TaskRow(task, progress.get(task.number)) for task in mandate.tasks.all()]


def mandate_of(committee: Committee) -> MandateVersion | None:
    """Return the mandate in force."""
    return committee.mandates.published().select_related("committee").newest_first().first()


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


def timeline_of(
    committee: Committee, groups: list[WorkingGroup], meetings: list[Any]
) -> list[Moment]:
    """Return the committee's dates on one thread; solid until today, dashed after."""
    today = timezone.localdate()
    found = [(committee.started_on, 0, _("The committee starts"), "")]
    found += [
        (timezone.localdate(meeting.starts_at), 1, str(meeting), meeting.get_absolute_url())
        for meeting in meetings
        if not meeting.is_cancelled
    ]
    found += [
        (
            group.started_on,
            2,
            _("Working group: %(name)s") % {"name": group.name},
            group.get_absolute_url(),
        )
        for group in groups
    ]
    if committee.ideas_close_on and committee.ideas_close_on != committee.ended_on:
        found.append((committee.ideas_close_on, 3, _("Last day for ideas"), ""))
    if committee.ended_on:
        found.append((committee.ended_on, 4, _("The committee's last day"), ""))
    if committee.is_ongoing:
        found.append((today, TODAY, _("Today"), ""))
    found.sort(key=lambda row: row[:2])
    years = [None, *(row[0].year for row in found)]
    return [
        Moment(
            day,
            label,
            url,
            is_planned=day > today,
            is_today=place == TODAY,
            shows_year=day.year != before,
        )
        for (day, place, label, url), before in zip(found, years, strict=False)
    ]


def overview(committee: Committee, user: Any) -> dict[str, Any]:
    """Return all that the front page and the committee's page show."""
    mandate = mandate_of(committee)
    groups = list(committee.working_groups.visible_to(user).select_related("committee").in_order())
    meetings = upwards.meetings(committee, user)
    today = timezone.localdate()
    days_left = (committee.ended_on - today).days if committee.ended_on else None
    return {
        "committee": committee,
        "mandate": mandate,
        "tasks": tasks_of(mandate),
        "groups": groups,
        "composition": composition_of(committee),
        "timeline": timeline_of(committee, groups, meetings),
        "days_left": days_left if days_left is not None and days_left >= 0 else None,
        "days_until": (committee.started_on - today).days,
        "next_meeting": upwards.next_meeting(meetings),
        "newest_minutes": upwards.newest_minutes(committee, user),
        "ideas": upwards.new_ideas(committee, user),
        "idea_count": upwards.count_ideas(committee),
        "projects": upwards.projects(committee, user),
        "links": list(committee.links.all()),
        "accepts_ideas": committee.accepts_ideas(),
        "addresses": {
            "idea_create": upwards.address("ideas:idea-create", committee),
            "ideas": upwards.address("ideas:idea-list", committee),
            "projects": upwards.address("projects:proposal-list", committee),
            "meetings": upwards.address("meetings:meeting-list", committee),
        },
        "follows": committee.channel.is_followed_by(user),
        "may_edit": user.has_perm("committee.edit_committee", committee),
    }
