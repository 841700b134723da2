"""The chain of an item: the ideas it took up, the item itself, its decision, the projects.

The record names what it named on the day; the chain leads on, so it shows only what everybody may
see today: an idea that was hidden since, or a proposal not yet submitted, is not on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from committee.deliverables import when_of
from committee.models import Deliverable
from ideas.models import Idea
from portal.ui import formats
from portal.ui.addresses import in_language
from portal.ui.chain import State, Step
from projects.models import Proposal

from . import wording
from .models import AgendaItem, Meeting
from .snapshots import Item, Link


@dataclass(frozen=True)
class Public:
    """What everybody may see today of what a record names, by its keys; items by their uid."""

    ideas: dict[int, Idea]
    proposals: dict[int, Proposal]
    deliverables: dict[int, Deliverable]
    before: dict[str, AgendaItem]
    after: dict[str, AgendaItem]


def public_of(items: Iterable[Any]) -> Public:
    """Ask for all items of a record at once: at most six queries, seven with benefits."""
    told = [item for item in items if not item["is_closed"]]
    ideas = {link["id"] for item in told for link in item["ideas"]}
    proposals = {link["id"] for item in told for link in item["proposals"]}
    deliverables = {link["id"] for item in told for link in item.get("deliverables", [])}
    everybody = AnonymousUser()
    return Public(
        Idea.objects.visible_to(everybody).defer("body").in_bulk(ideas) if ideas else {},
        Proposal.objects.visible_to(everybody).prefetch_related("benefits").in_bulk(proposals)
        if proposals
        else {},
        Deliverable.objects.visible_to(everybody).select_related("committee").in_bulk(deliverables)
        if deliverables
        else {},
        *_meetings_of(told),
    )


def _meetings_of(told: Iterable[Any]) -> tuple[dict[str, AgendaItem], dict[str, AgendaItem]]:
    """Return the items that these go on from, and those at which they go on, by their uids.

    Only open ones: a way to a closed item would say what it is about.
    """
    uids = [item["uid"] for item in told]
    open_ = AgendaItem.objects.filter(is_public=True, shown_is_public=True)
    later = open_.filter(removed_at=None, came_from__uid__in=uids).order_by("pk")
    pairs = later.values_list("came_from__uid", "pk")
    after = {uid: pk for uid, pk in pairs if uid}
    back = AgendaItem.objects.filter(uid__in=uids, came_from__isnull=False).order_by("pk")
    before = {uid: pk for uid, pk in back.values_list("uid", "came_from") if pk}
    rows = open_.select_related("meeting").in_bulk({*after.values(), *before.values()})
    return (
        {uid: rows[pk] for uid, pk in before.items() if pk in rows},
        {uid: rows[pk] for uid, pk in after.items() if pk in rows},
    )


def of_item(item: Item, meeting: Meeting, public: Public, *, language: str = "da") -> list[Step]:
    """Return the steps, or none for an item that nothing led to and nothing came of."""
    ideas = [public.ideas[link["id"]] for link in item["ideas"] if link["id"] in public.ideas]
    proposals = [link for link in item["proposals"] if link["id"] in public.proposals]
    handed_over = [
        public.deliverables[link["id"]]
        for link in item.get("deliverables", [])
        if link["id"] in public.deliverables
    ]
    before, after = public.before.get(item["uid"]), public.after.get(item["uid"])
    if not any((ideas, proposals, handed_over, before, after)):
        return []
    day = formats.day(meeting.starts_at)
    here = Step(_("Item on the agenda"), _("This item"), when=day, state="here")
    return [
        *_idea_step(ideas, language),
        *_meeting_step(before, _("Item at an earlier meeting"), language),
        here,
        *_decision_step(item, meeting),
        *_meeting_step(after, _("Goes on at a later meeting"), language),
        *_project_steps(proposals, public, language),
        *_deliverable_step(handed_over, language),
    ]


def _idea_step(ideas: Sequence[Idea], language: str) -> list[Step]:
    if not ideas:
        return []
    first, others = ideas[0], ideas[1:]
    label = ngettext("and %(count)s more idea", "and %(count)s more ideas", len(others))
    return [
        Step(
            _("Idea %(number)s") % {"number": first.number},
            first.title,
            url=_address(first, language),
            more=tuple((idea.title, _address(idea, language)) for idea in others),
            more_label=label % {"count": len(others)},
        )
    ]


def _meeting_step(item: AgendaItem | None, kind: str, language: str) -> list[Step]:
    if item is None:
        return []
    meeting = item.meeting
    url = in_language(item.get_absolute_url(), language)
    state: State = "planned" if meeting.starts_at > timezone.now() else "done"
    return [Step(kind, meeting.name, url=url, when=formats.day(meeting.starts_at), state=state)]


def _decision_step(item: Item, meeting: Meeting) -> list[Step]:
    """What was decided, or the day on which it will be."""
    day = formats.day(meeting.starts_at)
    if outcome := wording.outcome(item):
        return [Step(_("Decision"), outcome, when=day)]
    if meeting.starts_at > timezone.now() and not meeting.is_cancelled:
        return [Step(_("Decision"), _("At the meeting on %(day)s") % {"day": day}, state="planned")]
    return []


def _project_steps(links: Sequence[Link], public: Public, language: str) -> list[Step]:
    """Return the first project and its first benefit, each with those beside it."""
    if not links:
        return []
    found = [public.proposals[link["id"]] for link in links]
    first, others = found[0], found[1:]
    label = ngettext("and %(count)s more project", "and %(count)s more projects", len(others))
    step = Step(
        _("Project %(number)s") % {"number": first.number},
        first.title,
        url=_address(first, language),
        more=tuple((each.title, _address(each, language)) for each in others),
        more_label=label % {"count": len(others)},
    )
    return [step, *_benefit_step(first, language)]


def _benefit_step(proposal: Proposal, language: str) -> list[Step]:
    """Name the first benefit of a project that was approved; before that they are plans."""
    benefits = list(proposal.benefits.all()) if proposal.is_carried_out else []
    if not benefits:
        return []
    first, others, place = benefits[0], benefits[1:], f"{_address(proposal, language)}#gevinst-"
    label = ngettext("and %(count)s more benefit", "and %(count)s more benefits", len(others))
    return [
        Step(
            pgettext("chain", "Benefit"),
            first.title,
            url=f"{place}{first.pk}",
            state="planned" if first.baseline_on is None else "done",
            more=tuple((each.title, f"{place}{each.pk}") for each in others),
            more_label=label % {"count": len(others)},
        )
    ]


def _deliverable_step(found: Sequence[Deliverable], language: str) -> list[Step]:
    if not found:
        return []
    first, others = found[0], found[1:]
    label = ngettext(
        "and %(count)s more deliverable", "and %(count)s more deliverables", len(others)
    )
    return [
        Step(
            _("Deliverable"),
            first.title,
            url=_address(first, language),
            when=when_of(first),
            state="planned" if first.is_planned else "done",
            more=tuple((each.title, _address(each, language)) for each in others),
            more_label=label % {"count": len(others)},
        )
    ]


def _address(of: Idea | Proposal | Deliverable, language: str) -> str:
    return in_language(of.get_absolute_url(), language)
