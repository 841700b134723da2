"""What a committee hands over, as its pages tell of it: from the task to the council's decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.ui import editorial, formats
from portal.ui.chain import Step

from . import upwards
from .models import Committee, Deliverable, MandateTask


def deliverables_of(committee: Committee, user: Any) -> list[Deliverable]:
    """Return all of a committee's deliverables in their order; there are few of them."""
    rows = committee.deliverables.visible_to(user).select_related("committee", "document")
    return list(rows.in_order())


def task_of(deliverable: Deliverable) -> MandateTask | None:
    """Return the task that a deliverable answers, as the mandate in force words it."""
    if deliverable.task_number is None:
        return None
    mandate = deliverable.committee.mandates.in_force()
    return mandate.tasks.filter(number=deliverable.task_number).first() if mandate else None


def task_choices(committee: Committee, *, also: int | None = None) -> list[tuple[int, str]]:
    """Return the tasks to choose among; `also` one that the mandate no longer has."""
    mandate = committee.mandates.in_force()
    tasks = list(mandate.tasks.all()) if mandate else []
    found = {task.number: f"{task.number}. {editorial.text(task, 'title')}" for task in tasks}
    if also is not None and also not in found:
        found[also] = _("Task %(number)s") % {"number": also}
    return sorted(found.items())


def chain_of(deliverable: Deliverable, task: MandateTask | None, user: Any) -> list[Step]:
    """Return the way of a deliverable: the task, its items, itself, the council's decision."""
    steps = []
    if task is not None:
        mandate = reverse("committee:mandate-detail", args=[deliverable.committee.slug])
        kind = _("Task %(number)s") % {"number": task.number}
        url = f"{mandate}#opgave-{task.number}"
        steps.append(Step(kind, editorial.text(task, "title"), url))
    steps += upwards.item_step(deliverable, user)
    steps.append(Step(_("Deliverable"), deliverable.title, when=when_of(deliverable), state="here"))
    day = deliverable.council_decides_on
    if day is not None:
        told = deliverable.is_decided
        steps.append(
            Step(
                _("The municipal council"),
                _told_of_council(deliverable),
                "#kommunalbestyrelsen" if told else "",
                formats.day(day),
                state="done" if told else "planned",
            )
        )
    return steps


def _told_of_council(deliverable: Deliverable) -> str:
    if deliverable.is_decided:
        return _("Has decided")
    return _("Decides on it") if deliverable.awaits_council else _("The decision is awaited")


def when_of(deliverable: Deliverable) -> str:
    """Return when it was or is to be handed over, in words."""
    if deliverable.handed_over_on:
        return _("Handed over %(day)s") % {"day": formats.day(deliverable.handed_over_on)}
    if deliverable.due_on:
        return _("To be handed over %(day)s") % {"day": formats.day(deliverable.due_on)}
    return ""


@dataclass(frozen=True)
class Council:
    """The council's own day and decision on the whole, where no deliverable says it better."""

    day: date | None
    is_decided: bool


def council_on_the_whole(committee: Committee, deliverables: list[Deliverable]) -> Council:
    """Return what stands of the committee's own: all of it until a deliverable is decided on.

    A coming day stands beside earlier ones, for what is still to be handed over.
    """
    day = committee.council_decides_on
    named = {each.council_decides_on for each in deliverables if each.council_decides_on}
    if day in named or (named and day is not None and day <= timezone.localdate()):
        day = None
    has_own = any(each.is_decided for each in deliverables)
    return Council(day, is_decided=bool(committee.council_decision_da) and not has_own)
