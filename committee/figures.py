"""A committee in numbers: its ideas and answers, its benefits, its people.

From kept counters and a handful of rows, so that a hundred thousand ideas cost what three do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from portal.people.models import CapacityKind
from portal.ui import formats
from portal.ui.charts import Bar, Cell, Chart, Mark, Way, bars, columns, parts, ways

from . import upwards
from .models import Committee
from .overview import composition_of

MOST_COLUMNS = 16


@dataclass(frozen=True)
class Figure:
    """A section of the page: what is counted, said in words first, and drawn where it helps."""

    anchor: str
    heading: str
    text: str
    chart: Chart | None = None
    children: list[Figure] = field(default_factory=list)


def figures_of(committee: Committee, user: Any) -> list[Figure]:
    """Return what this reader may see of a committee in numbers."""
    counts = upwards.idea_tallies(committee)
    return [
        _states(committee, counts),
        _themes(committee, counts),
        _capacities(committee, counts),
        _answers(committee, counts["waited"]),
        _benefits(committee, user),
        _composition(committee),
    ]


Counts = dict[str, dict[str, int]]


def _states(committee: Committee, counts: Counts) -> Figure:
    whole = counts["all"].get("", 0)
    told = {"answered": formats.number(upwards.answered(counts)), "total": formats.number(whole)}
    return Figure(
        "status",
        _("What became of the ideas"),
        _("%(answered)s of %(total)s ideas have been answered.") % told if whole else _no_ideas(),
        _bars(
            committee,
            pgettext("chart", "Ideas by status"),
            _("Handling"),
            "status",
            [
                (value, label, counts["state"].get(value, 0))
                for value, label in upwards.idea_states(committee)
            ],
        )
        if whole
        else None,
    )


def _no_ideas() -> str:
    return _("There are no ideas yet.")


def _themes(committee: Committee, counts: Counts) -> Figure:
    themes = upwards.themes(committee)
    rows = [(theme.slug, theme.name, counts["theme"].get(str(theme.pk), 0)) for theme in themes]
    rows.sort(key=lambda row: -row[2])
    used = sum(1 for row in rows if row[2])
    told = {"used": formats.number(used), "total": formats.number(len(rows))}
    return Figure(
        "temaer",
        _("What the ideas are about"),
        _("There are ideas under %(used)s of %(total)s themes.") % told if used else _no_ideas(),
        _bars(committee, pgettext("chart", "Ideas by theme"), _("Theme"), "tema", rows)
        if used
        else None,
    )


def _bars(
    committee: Committee,
    caption: str,
    head: str,
    filter_name: str,
    rows: Sequence[tuple[str, str, int]],
) -> Chart:
    """Draw counts of ideas; in the table each name leads to those ideas."""
    catalogue = upwards.address("ideas:idea-list", committee)
    return Chart(
        sentence=_sentence(caption, [(label, count) for _value, label, count in rows]),
        caption=caption,
        drawings=bars([Bar(label, count) for _value, label, count in rows]),
        heads=[head, _("Ideas")],
        rows=[
            [Cell(label, f"{catalogue}&{filter_name}={value}"), Cell(formats.number(count))]
            for value, label, count in rows
        ],
    )


def _capacities(committee: Committee, counts: Counts) -> Figure:
    known = list(CapacityKind.choices)
    colours = {value: f"chart-c{place}" for place, (value, _label) in enumerate(known, start=1)}
    rows = [(value, str(label), counts["capacity"].get(value, 0)) for value, label in known]
    rows = sorted((row for row in rows if row[2]), key=lambda row: -row[2])
    caption = pgettext("chart", "Ideas by the author’s role")
    catalogue = upwards.address("ideas:idea-list", committee)
    chart = Chart(
        sentence=_sentence(caption, [(label, count) for _value, label, count in rows]),
        caption=caption,
        drawings=parts([Bar(label, count, colours[value]) for value, label, count in rows]),
        heads=[pgettext("filter", "Role"), _("Ideas")],
        rows=[
            [Cell(label, f"{catalogue}&rolle={value}", value), Cell(formats.number(count))]
            for value, label, count in rows
        ],
    )
    text = ngettext(
        "Ideas have come from people in %(count)s role.",
        "Ideas have come from people in %(count)s roles.",
        len(rows),
    ) % {"count": len(rows)}
    if not rows:
        return Figure("roller", _("Who sends ideas"), _no_ideas(), None)
    return Figure("roller", _("Who sends ideas"), text, chart)


def _answers(committee: Committee, waited: dict[str, int]) -> Figure:
    """How long first answers took, against what the committee promises."""
    promise = committee.answer_days
    days = {int(value): count for value, count in waited.items() if count > 0}
    total = sum(days.values())
    heading = _("How long an answer takes")
    if not total:
        text = ngettext(
            "No idea has been answered yet. The promise is an answer within %(count)s day.",
            "No idea has been answered yet. The promise is an answer within %(count)s days.",
            promise,
        )
        return Figure("svartid", heading, text % {"count": promise})
    kept = sum(count for day, count in days.items() if day <= promise)
    text = ngettext(
        "%(kept)s of %(total)s answers came within the promised %(count)s day.",
        "%(kept)s of %(total)s answers came within the promised %(count)s days.",
        promise,
    ) % {"kept": formats.number(kept), "total": formats.number(total), "count": promise}
    return Figure("svartid", heading, text, _waiting(days, promise, text))


def _waiting(days: dict[int, int], promise: int, text: str) -> Chart:
    """Gather days into columns; the day of publication belongs to the first."""
    longest = max(*days, promise)
    span = _days_in_a_column(longest, promise)
    number = -(-longest // span)
    counts = [0] * number
    for day, count in days.items():
        counts[max(day - 1, 0) // span] += count
    caption = pgettext("chart", "Answers by days used")
    mark = Mark(promise / span, _("Promise: %(days)s days") % {"days": promise})
    return Chart(
        sentence=f"{caption}. {text}",
        caption=caption,
        drawings=columns(counts, [str(span * place) for place in range(number + 1)], mark=mark),
        heads=[_("Days"), _("Answers")],
        rows=[
            [
                Cell(f"{place and span * place + 1}–{span * (place + 1)}"),
                Cell(formats.number(count)),
            ]
            for place, count in enumerate(counts)
        ],
    )


def _days_in_a_column(longest: int, promise: int) -> int:
    """Choose a span that ends with the promise, so that no column holds both kept and broken ones.

    Where none does, or there would be too many columns, it is a week or several.
    """
    for span in range(5, 11):
        if promise % span == 0 and longest <= span * MOST_COLUMNS:
            return span
    return 7 * -(-longest // (7 * MOST_COLUMNS))


def _benefits(committee: Committee, user: Any) -> Figure:
    """Return planned against realised, kind by kind: kinds are never added up."""
    by_kind: dict[str, list[Any]] = defaultdict(list)
    for benefit in upwards.measured_benefits(committee, user):
        by_kind[benefit.get_kind_display()].append(benefit)
    text = (
        _("Each benefit is measured against its own target; the kinds are not added up.")
        if by_kind
        else _("No benefit is being measured yet. That begins when a project is approved.")
    )
    children = [
        Figure(f"gevinst-{rows[0].kind}", kind, "", _gains(kind, rows))
        for kind, rows in by_kind.items()
    ]
    return Figure("gevinster", _("Benefits, planned against realised"), text, children=children)


@dataclass(frozen=True)
class _Gain:
    """A benefit as it stands today."""

    benefit: Any
    whole: Decimal
    planned: Decimal
    realised: Decimal | None

    @classmethod
    def of(cls, benefit: Any) -> _Gain:
        whole = benefit.planned_gain
        planned = benefit.planned_gain_on(timezone.localdate()) or Decimal(0)
        rows = benefit.standing_rows
        return cls(benefit, whole, planned, benefit.gain(rows[-1].value) if rows else None)

    @property
    def text(self) -> str:
        told = {
            "realised": _with_unit(self.realised, self.benefit.unit),
            "planned": formats.number(self.planned),
        }
        if self.realised is None:
            return _("Not measured yet; planned by now: %(planned)s") % told
        return _("Realised: %(realised)s; planned by now: %(planned)s") % told

    @property
    def target(self) -> str:
        day = formats.day(self.benefit.target_on)
        told = {"target": _with_unit(self.whole, self.benefit.unit), "day": day}
        return _("Target: %(target)s, %(day)s") % told

    @property
    def way(self) -> Way:
        part = None if self.realised is None else float(self.realised / self.whole)
        planned = float(self.planned / self.whole)
        return Way(self.benefit.title, self.text, self.target, planned, part)

    @property
    def row(self) -> list[Cell]:
        unit = self.benefit.unit
        return [
            Cell(self.benefit.title, self.benefit.get_absolute_url()),
            Cell(_with_unit(self.planned, unit)),
            Cell(_("not measured") if self.realised is None else _with_unit(self.realised, unit)),
            Cell(_with_unit(self.whole, unit)),
        ]


def _gains(kind: str, benefits: list[Any]) -> Chart | None:
    gains = [_Gain.of(benefit) for benefit in benefits if benefit.planned_gain]
    if not gains:
        return None
    caption = pgettext("chart", "%(kind)s: gain against the baseline") % {"kind": kind}
    return Chart(
        sentence=" ".join(
            [f"{caption}.", *(f"{g.benefit.title}: {g.text}. {g.target}." for g in gains)]
        ),
        caption=caption,
        drawings=ways([gain.way for gain in gains]),
        heads=[
            pgettext("chain", "Benefit"),
            _("Planned by now"),
            pgettext("column", "Realised"),
            pgettext("benefit", "Target"),
        ],
        rows=[gain.row for gain in gains],
    )


def _with_unit(value: Decimal | None, unit: str) -> str:
    if value is None:
        return ""
    if unit.rstrip(".") == "kr":
        return formats.kroner(value)
    return f"{formats.number(value)}{formats.NBSP}{unit}" if unit else formats.number(value)


def _composition(committee: Committee) -> Figure:
    people = composition_of(committee)
    rows = [
        (_("Politicians"), len(people.politicians), "chart-c7", "politician"),
        (_("Citizens"), len(people.citizens), "chart-c1", "citizen"),
    ]
    heading = _("Who sits in the committee")
    if not people.seats:
        return Figure("sammensaetning", heading, _("Nobody has been appointed yet."))
    caption = pgettext("chart", "Seats in the committee")
    sentence = _sentence(caption, [(label, count) for label, count, *_look in rows])
    chart = Chart(
        sentence=sentence,
        caption=caption,
        drawings=parts([Bar(*row[:3]) for row in rows]),
        heads=[pgettext("column", "Appointed as"), _("Seats")],
        rows=[
            [Cell(label, capacity=kind), Cell(formats.number(count))]
            for label, count, _css, kind in rows
        ],
    )
    text = ngettext("%(count)s seat with a vote.", "%(count)s seats with a vote.", people.seats)
    return Figure("sammensaetning", heading, text % {"count": people.seats}, chart)


def _sentence(caption: str, rows: Sequence[tuple[str, int]]) -> str:
    """Return what a picture of counts shows, for those who do not see it."""
    return f"{caption}: " + ", ".join(f"{name} {formats.number(n)}" for name, n in rows) + "."
