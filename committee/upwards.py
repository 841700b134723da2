"""What the apps above hang on a committee: read over reverse relations, never imported.

Each question passes through the upper app's own `visible_to`, so a page here can never show
more than that app's own pages do.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.ui import formats
from portal.ui.chain import Step

from .models import Committee

NEW_IDEAS = 4
PROJECTS = 4
MOST_ITEMS = 20
STEPS = 50
"""The timeline tells of as many proposals, the latest ones."""


@dataclass(frozen=True)
class IdeaCount:
    """How many ideas came in, how many have an answer, and after how many days on average."""

    total: int = 0
    answered: int = 0
    days: int | None = None


def address(name: str, committee: Committee) -> str:
    """Return where an upper app's list is, for one committee."""
    return f"{reverse(name)}?udvalg={committee.slug}"


def new_ideas(committee: Any, user: Any) -> list[Any]:
    listed = committee.ideas.visible_to(user).listed().with_cards()
    return list(listed.order_by("-published_at", "-pk")[:NEW_IDEAS])


def idea_tallies(committee: Any) -> dict[str, dict[str, int]]:
    """Return what the ideas keep count of, by filter and value, in one query."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    rows = committee.tallies.order_by("facet", "value").values_list("facet", "value", "count")
    for facet, value, count in rows:
        found[facet][value] = count
    return found


def answered(counts: dict[str, dict[str, int]]) -> int:
    """Return how many of the listed ideas have an answer."""
    return sum(n for state, n in counts["state"].items() if state not in {"new", "in_review"})


def idea_states(committee: Any) -> list[tuple[str, str]]:
    """Return the states that an idea can be in, as everybody reads them: answers first."""
    choices = [(value, str(label)) for value, label in committee.ideas.model.State.choices]
    return sorted(choices, key=lambda choice: choice[0] in {"new", "in_review"})


def themes(committee: Any) -> list[Any]:
    return list(committee.themes.in_order())


def count_ideas(committee: Any) -> IdeaCount:
    """Return the promise in numbers, from kept counts: no page counts a million rows."""
    counts = idea_tallies(committee)
    answers, days = sum(counts["answers"].values()), sum(counts["days"].values())
    return IdeaCount(
        counts["all"].get("", 0), answered(counts), round(days / answers) if answers else None
    )


def measured_benefits(committee: Any, user: Any) -> list[Any]:
    """Return the benefits of the projects that were approved, each with its standing rows."""
    proposals = committee.proposals.visible_to(user).carried_out().with_measured_benefits()
    found = []
    for proposal in proposals.order_by("pk"):
        for benefit in proposal.benefits.all():
            benefit.proposal = proposal
            found.append(benefit)
    return found


def projects(committee: Any, user: Any) -> list[Any]:
    """Return the newest proposals that this reader may see."""
    proposals = committee.proposals.visible_to(user).exclude(state="withdrawn")
    return list(proposals.for_rows().newest_first()[:PROJECTS])


def projects_of(group: Any, user: Any) -> list[Any]:
    """Return what a working group has proposed, as far as this reader may see it."""
    return list(group.proposals.visible_to(user).for_rows().newest_first()[:20])


def submitted_proposals(committee: Any, user: Any) -> list[Any]:
    """Return the proposals that were submitted, each with the days of its first steps."""
    proposals = committee.proposals.visible_to(user).submitted()
    steps = proposals.annotate(
        first_submitted_at=Min("versions__submitted_at"),
        approved_at=Min("decisions__at", filter=Q(decisions__kind="approved")),
        rejected_at=Min("decisions__at", filter=Q(decisions__kind="rejected")),
    )
    return list(steps.order_by("-first_submitted_at", "-pk")[:STEPS])


@dataclass(frozen=True)
class MeetingRow:
    """A meeting or its minutes as a front page tells of it."""

    title: str
    starts_at: datetime
    url: str
    weekday: str = ""
    detail: str = ""
    note: str = ""


def meetings(committee: Any, user: Any) -> list[Any]:
    """Return all meetings of a committee in their order; there are few of them."""
    seen = committee.meetings.visible_to(user).select_related("minutes").prefetch_related("moves")
    seen = seen.annotate(minutes_published_at=Min("minutes__versions__published_at"))
    return list(seen.order_by("starts_at", "pk"))


def public_minutes(meeting: Any) -> Any:
    """Return a meeting's minutes once everybody may read them."""
    minutes = getattr(meeting, "minutes", None)
    if minutes is None or not minutes.is_public:
        return None
    return minutes


def next_meeting(meetings: list[Any]) -> MeetingRow | None:
    """Return the meeting that comes next, of those that are still on."""
    now = timezone.now()
    coming = (each for each in meetings if each.is_coming and each.ends_at >= now)
    meeting = next(coming, None)
    if meeting is None:
        return None
    place = ", ".join(filter(None, [formats.clock(meeting.starts_at), meeting.place]))
    return MeetingRow(
        title=str(meeting),
        starts_at=meeting.starts_at,
        url=meeting.get_absolute_url(),
        weekday=formats.weekday_day_short(meeting.starts_at),
        detail=place,
        note=" ".join(_notes(meeting)),
    )


def called_off(meetings: list[Any]) -> list[MeetingRow]:
    """Return the cancelled meetings that many may still have in their calendars."""
    now = timezone.now()
    return [
        MeetingRow(
            title=str(meeting),
            starts_at=meeting.starts_at,
            url=meeting.get_absolute_url(),
            detail=formats.weekday_day_short(meeting.starts_at),
            note=meeting.cancelled_reason,
        )
        for meeting in meetings
        if meeting.is_cancelled and meeting.ends_at >= now
    ]


def _notes(meeting: Any) -> list[str]:
    notes = []
    if meeting.moved_from:
        was = {"day": formats.when(meeting.moved_from)}
        notes.append(_("The meeting has moved from %(day)s.") % was)
    if meeting.has_new_place:
        notes.append(_("The meeting has a new place."))
    if meeting.open_to_public:
        notes.append(_("The meeting is open to the public."))
    if meeting.agenda_is_public:
        notes.append(_("The agenda has been published."))
    return notes


def newest_minutes(committee: Any, user: Any) -> MeetingRow | None:
    """Return the published minutes of the meeting held last."""
    seen = committee.meetings.visible_to(user).with_minutes()
    meeting = seen.select_related("minutes__current_version").first()
    if meeting is None:
        return None
    version = meeting.minutes.current_version
    told = {"number": version.number, "day": formats.day(version.published_at)}
    return MeetingRow(
        title=str(meeting),
        starts_at=meeting.starts_at,
        url=meeting.minutes.get_absolute_url(),
        detail=_("Version %(number)s, published %(day)s") % told,
    )


def item_step(deliverable: Any, user: Any) -> list[Step]:
    """Return the items that dealt with a deliverable, the first with the others beside it."""
    seen = deliverable.item_links.visible_to(user).exclude(item__shown_number="")
    links = seen.select_related("item__meeting").order_by("item__meeting__starts_at", "pk")
    items = [link.item for link in links[:MOST_ITEMS]]
    if not items:
        return []
    first, others = items[0], items[1:]
    label = ngettext("and %(count)s more item", "and %(count)s more items", len(others))
    return [
        Step(
            _("Item on the agenda"),
            _item_name(first),
            first.get_absolute_url(),
            formats.day(first.meeting.starts_at),
            state="planned" if first.meeting.starts_at > timezone.now() else "done",
            more=tuple((_item_name(other), other.get_absolute_url()) for other in others),
            more_label=label % {"count": len(others)},
        )
    ]


def _item_name(item: Any) -> str:
    told = {"meeting": item.meeting.name, "number": item.shown_number}
    return _("%(meeting)s, item %(number)s") % told
