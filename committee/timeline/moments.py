"""What happened in a committee and what is to come, as this reader may know it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateformat import format as written
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from committee import upwards
from committee.deliverables import council_on_the_whole
from committee.models import Committee, Deliverable, WorkingGroup
from portal.ui import formats

TODAY = 9
"""Comes last among the knots of its day."""


@dataclass(frozen=True)
class Moment:
    """One knot of the committee's thread.

    `weight` says how much a picture with little room wants it (0 the most); `short` is its name
    there, and what has none stands in the list alone.
    """

    day: date
    label: str
    url: str = ""
    short: str = ""
    weight: int = 3
    is_planned: bool = False
    is_meeting: bool = False
    is_cancelled: bool = False
    is_today: bool = False
    shows_year: bool = False
    """The first knot of each year says which year it is."""

    @property
    def is_past(self) -> bool:
        return not (self.is_planned or self.is_today)

    @property
    def when(self) -> str:
        """Return the day with a short month: "26. feb.", "5. feb. 2026"."""
        return short_day(self.day, year=self.shows_year)


def short_day(day: date, *, year: bool = False) -> str:
    """Return 26. feb., or 5. feb. 2026, in one piece."""
    danish = (get_language() or "da").startswith("da")
    shape = "j. N" if danish else "j N"
    text = written(day, f"{shape} Y" if year else shape)
    return text.replace(" ", "\N{NO-BREAK SPACE}")


Dated = tuple[Moment, int]
"""A moment, and its place among those of the same day."""


def moments_of(
    committee: Committee,
    groups: list[WorkingGroup],
    meetings: list[Any],
    deliverables: list[Deliverable],
    user: Any,
) -> list[Moment]:
    """Return the committee's dates in order; those after today are planned.

    Two queries: the mandate's versions and the steps of proposals. Everything comes through the
    `visible_to` of the page that it leads to.
    """
    found = [
        *_frame(committee),
        *_mandates(committee, user),
        *_meetings(meetings),
        *_groups(groups),
        *_proposals(committee, user),
        *_deliverables(deliverables),
        *_council(committee, deliverables),
    ]
    today = timezone.localdate()
    if committee.is_ongoing:
        found.append((Moment(today, _("Today"), is_today=True), TODAY))
    found.sort(key=lambda pair: (pair[0].day, pair[1]))
    moments = [moment for moment, _place in found]
    years = [None, *(moment.day.year for moment in moments)]
    return [
        replace(
            moment,
            is_planned=moment.is_planned or moment.day > today,
            shows_year=moment.day.year != before,
        )
        for moment, before in zip(moments, years, strict=False)
    ]


def _frame(committee: Committee) -> list[Dated]:
    """The first and the last day, and the last one for ideas."""
    appointed, begins = pgettext("timeline", "Appointed"), pgettext("timeline", "Begins")
    start = begins if committee.is_coming else appointed
    end = pgettext("timeline", "Last day")
    first = Moment(committee.started_on, _("The committee starts"), short=start, weight=0)
    found = [(first, 0)]
    if committee.ideas_close_on and committee.ideas_close_on != committee.ended_on:
        found.append((Moment(committee.ideas_close_on, _("Last day for ideas")), 5))
    if committee.ended_on:
        last = Moment(committee.ended_on, _("The committee’s last day"), short=end, weight=0)
        found.append((last, 6))
    return found


def _mandates(committee: Committee, user: Any) -> list[Dated]:
    versions = committee.mandates.visible_to(user).published().select_related("committee")
    return [
        (
            Moment(
                _day(version.published_at),
                _("Mandate, version %(number)s, published") % {"number": version.number},
                version.get_absolute_url(),
            ),
            1,
        )
        for version in versions.order_by("number")
    ]


def _meetings(meetings: list[Any]) -> list[Dated]:
    """Each meeting on its day, and its minutes on the day when they were published."""
    found = []
    for meeting in meetings:
        day, name, url = _day(meeting.starts_at), str(meeting), meeting.get_absolute_url()
        if meeting.is_cancelled:
            label = _("%(meeting)s, cancelled") % {"meeting": name}
            found.append((Moment(day, label, url, is_cancelled=True), 2))
            continue
        label = name
        if meeting.moved_from and meeting.is_coming:
            was = {"meeting": name, "day": formats.day_short(meeting.moved_from)}
            label = _("%(meeting)s, moved from %(day)s") % was
        found.append((Moment(day, label, url, short=name, weight=1, is_meeting=True), 2))
        minutes = upwards.public_minutes(meeting)
        if minutes is not None:
            label = _("Minutes of %(meeting)s published") % {"meeting": meeting.name_in_text}
            published = _day(meeting.minutes_published_at)
            found.append((Moment(published, label, minutes.get_absolute_url()), 4))
    return found


def _groups(groups: list[WorkingGroup]) -> list[Dated]:
    found = []
    for group in groups:
        told, url = {"name": group.name}, group.get_absolute_url()
        found.append((Moment(group.started_on, _("Working group: %(name)s") % told, url), 3))
        if group.ended_on:
            label = _("Working group ends: %(name)s") % told
            found.append((Moment(group.ended_on, label, url), 3))
    return found


def _proposals(committee: Committee, user: Any) -> list[Dated]:
    found = []
    for proposal in upwards.submitted_proposals(committee, user):
        told, url = {"title": proposal.title}, proposal.get_absolute_url()
        label = _("Project submitted: %(title)s") % told
        found.append((Moment(_day(proposal.first_submitted_at), label, url), 4))
        if proposal.approved_at:
            label = _("Project approved: %(title)s") % told
            short = _("%(title)s approved") % told
            moment = Moment(_day(proposal.approved_at), label, url, short=short, weight=2)
            found.append((moment, 5))
        if proposal.rejected_at:
            label = _("Project rejected: %(title)s") % told
            found.append((Moment(_day(proposal.rejected_at), label, url), 5))
    return found


def _deliverables(deliverables: list[Deliverable]) -> list[Dated]:
    """Each one's day; in the picture those of one day share a knot, named or counted.

    What should have been handed over and was not stays a hollow knot.
    """
    found: list[Dated] = []
    for done in (True, False):
        by_day: defaultdict[date, list[Deliverable]] = defaultdict(list)
        for each in deliverables:
            day = each.handed_over_on if done else each.due_on
            if day and done is not each.is_planned:
                by_day[day].append(each)
        for day, those in by_day.items():
            for place, each in enumerate(those):
                told = {"title": each.title}
                label = _("Handed over: %(title)s") if done else _("Deliverable: %(title)s")
                moment = Moment(
                    day,
                    label % told,
                    each.get_absolute_url(),
                    short="" if place else _named_or_counted(those),
                    weight=2,
                    is_planned=not done,
                )
                found.append((moment, 4))
    return found


def _named_or_counted(deliverables: list[Deliverable]) -> str:
    if len(deliverables) == 1:
        return deliverables[0].title
    text = ngettext("%(count)s deliverable", "%(count)s deliverables", len(deliverables))
    return text % {"count": len(deliverables)}


def _council(committee: Committee, deliverables: list[Deliverable]) -> list[Dated]:
    """What the council says in the end: once for each day in the picture, of each in the list."""
    found: list[Dated] = []
    short, named = pgettext("timeline", "The council"), set()
    day = council_on_the_whole(committee, deliverables).day
    if day is not None:
        named.add(day)
        url = committee.council_decision_url
        found.append((Moment(day, _("The council’s decision"), url, short=short, weight=0), 7))
    for each in deliverables:
        day = each.council_decides_on
        if day is None:
            continue
        label = _("The council: %(title)s") % {"title": each.title}
        name = "" if day in named else short
        named.add(day)
        found.append((Moment(day, label, each.get_absolute_url(), short=name, weight=0), 7))
    return found


def _day(value: datetime | None) -> date:
    return timezone.localdate(value)
