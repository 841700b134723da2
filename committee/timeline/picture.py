"""The committee's thread as a picture: days from left to right, working groups as strands.

Solid until today, dotted after. A label takes the first free place: beside the thread, above and
below in turn, then further out, beyond the strands. One that finds none is left out, for labels
never cover one another; the list has every date.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from itertools import product

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from committee.models import WorkingGroup
from portal.ui import formats
from portal.ui.charts.boxes import Box, upright
from portal.ui.charts.measure import fitted, text_width

from .knots import KNOT, Knot, knots_of
from .moments import Moment

WIDTH = 1240
LEFT, RIGHT = 40, 1180
"""The first and the last day stand between these; the thread comes in from the edge."""
SIZE, LINE = 15, 20
STRANDS = (-26, 26, -52, 52)
"""Where the strands of up to four groups run, seen from the thread."""
NEAR = 14
"""From the thread to a label beside it."""
ROWS = 2
LONGEST_LABEL, LONGEST_NAME = 170, 260
HALO = 3
BEND = 56


@dataclass(frozen=True)
class Words:
    """Text centred at a point; numbers are text, so that no language puts commas in them."""

    x: str
    y: str
    text: str
    css: str


@dataclass(frozen=True)
class Line:
    path: str
    css: str


@dataclass(frozen=True)
class Dot:
    x: str
    css: str
    is_cancelled: bool


@dataclass
class Picture:
    """What the template writes; the thread runs at y = 0. `boxes` are the places of all words."""

    sentence: str
    top: int = 0
    height: int = 0
    lines: list[Line] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    @property
    def view_box(self) -> str:
        return f"0 {self.top} {WIDTH} {self.height}"


@dataclass(frozen=True)
class _Strand:
    name: str
    start: float
    end: float
    y: int

    @property
    def bend(self) -> float:
        return min(BEND, (self.end - self.start) / 2)

    @property
    def box(self) -> Box:
        """Where it runs between the thread and its own height, with the name that it bears."""
        return Box(self.start, min(0, self.y) - LINE / 2, self.end, max(0, self.y) + LINE / 2)


def drawn(moments: list[Moment], groups: list[WorkingGroup]) -> Picture | None:
    """Draw the thread; None where there is no span of time to draw."""
    days = [moment.day for moment in moments]
    if len(set(days)) < 2:
        return None
    return _Artist(moments, groups).picture()


class _Artist:
    def __init__(self, moments: list[Moment], groups: list[WorkingGroup]) -> None:
        self.first, self.last = moments[0].day, moments[-1].day
        self.today = timezone.localdate()
        self.shows_today = self.first <= self.today < self.last
        self.now = min(max(self.x(self.today), 0.0), float(RIGHT))
        self.strands = self._strands(groups)
        self.knots = knots_of([each for each in moments if each.short or each.is_cancelled], self.x)
        self.leaders: list[Box] = []
        self.out = Picture(_sentence(moments, groups))

    def x(self, day: date) -> float:
        part = (day - self.first).days / (self.last - self.first).days
        return LEFT + part * (RIGHT - LEFT)

    def picture(self) -> Picture:
        for knot in self._by_weight():
            self._label(knot)
        self._mark_today()
        for strand in self.strands:
            self._draw_strand(strand)
        self._draw_thread()
        for strand in self.strands:
            self._name_strand(strand)
        top = min([-KNOT, *(box.top for box in self.out.boxes)]) - HALO
        bottom = max([KNOT, *(box.bottom for box in self.out.boxes)]) + HALO
        self.out.top, self.out.height = round(top), round(bottom - top)
        return self.out

    def _strands(self, groups: list[WorkingGroup]) -> list[_Strand]:
        """Return a strand for each group; of more than four, one for all."""
        spans = [
            (
                group.name,
                max(group.started_on, self.first),
                min(group.ended_on or self.last, self.last),
            )
            for group in groups
        ]
        if len(spans) > len(STRANDS):
            text = ngettext("%(count)s working group", "%(count)s working groups", len(spans))
            start, end = min(span[1] for span in spans), max(span[2] for span in spans)
            spans = [(text % {"count": len(spans)}, start, end)]
        found = [
            _Strand(name, self.x(start), self.x(end), y)
            for (name, start, end), y in zip(spans, STRANDS, strict=False)
        ]
        return [strand for strand in found if strand.end - strand.start > 4 * KNOT]

    # Lines: what has been is one path, what is to come another

    def _draw_thread(self) -> None:
        if self.now > 0:
            self.out.lines.append(Line(f"M0 0H{_n(self.now)}", "timeline-done"))
        if self.now < RIGHT:
            start = max(self.now, float(LEFT))
            self.out.lines.append(Line(f"M{_n(start)} 0H{RIGHT}", "timeline-planned"))
        for knot in self.knots:
            ahead = knot.is_planned or knot.is_cancelled
            css = "timeline-knot-planned" if ahead else "timeline-knot"
            self.out.dots.append(Dot(_n(knot.x), css, knot.is_cancelled))

    def _draw_strand(self, strand: _Strand) -> None:
        """Leave the thread, run beside it, come back; cut at today, between the two bends."""
        bend, y = strand.bend, strand.y
        leave, back = strand.start + bend, strand.end - bend
        away = f"M{_n(strand.start)} 0{_bend(bend, y)}"
        home = f"H{_n(back)}{_bend(bend, -y)}"
        if self.now >= strand.end:
            self.out.lines.append(Line(f"{away}{home}", "timeline-strand"))
        elif self.now <= strand.start:
            self.out.lines.append(Line(f"{away}{home}", "timeline-strand-planned"))
        else:
            cut = _n(min(max(self.now, leave), back))
            self.out.lines += [
                Line(f"{away}H{cut}", "timeline-strand"),
                Line(f"M{cut} {y}{home}", "timeline-strand-planned"),
            ]

    def _mark_today(self) -> None:
        """Draw today's line past all labels, with its day on top."""
        if not self.shows_today:
            return
        edges = [*self.out.boxes, *(strand.box for strand in self.strands)]
        top = min([-NEAR, *(box.top for box in edges)]) - 8
        bottom = max([NEAR, *(box.bottom for box in edges)])
        text = _("Today, %(day)s") % {"day": formats.day_short(self.today)}
        width = text_width(text, SIZE) + 2 * HALO
        left = _within(self.now - width / 2, width)
        self._write(Box(left, top - LINE, left + width, top), [(text, "timeline-name")])
        self.out.lines.append(Line(f"M{_n(self.now)} {_n(top)}V{_n(bottom)}", "timeline-today"))

    # Words

    def _by_weight(self) -> list[tuple[Knot, bool]]:
        """Return the knots that bear words, what matters most first; every other goes below."""
        named = [knot for knot in self.knots if knot.name]
        turns = [(knot, place % 2 == 1) for place, knot in enumerate(named)]
        return sorted(turns, key=lambda turn: (turn[0].weight, turn[0].x))

    def _label(self, turn: tuple[Knot, bool]) -> None:
        """Write a knot's name and day at the first free place, if there is one."""
        knot, below = turn
        name = fitted(knot.name, SIZE, LONGEST_LABEL)
        width = max(text_width(name, SIZE), text_width(knot.when, SIZE)) + 2 * HALO
        for left, top in product(_sides(knot.x, width), self._places(below=below)):
            box = Box(left, top, left + width, top + 2 * LINE)
            edge = box.bottom if box.bottom < 0 else box.top
            leader = upright(knot.x, edge, 0, room=2)
            if box.is_free_of(self._obstacles()) and leader.is_free_of(self.out.boxes):
                ahead = " is-planned" if knot.is_planned else ""
                self._write(box, [(name, f"timeline-name{ahead}"), (knot.when, "timeline-when")])
                self._lead(leader, edge)
                return

    def _obstacles(self) -> list[Box]:
        """Return what no label may lie on; a line to another label may cross strands only."""
        fixed = [strand.box for strand in self.strands]
        if self.shows_today:
            fixed.append(upright(self.now, -999, 999, room=HALO + 1))
        return [*self.out.boxes, *self.leaders, *fixed]

    def _places(self, *, below: bool) -> list[float]:
        """Return the tops of places, the nearest first, the label's own side before the other."""
        reach = max((abs(strand.y) for strand in self.strands), default=0)
        beyond = reach + LINE / 2 + 6 if reach else NEAR + 2 * LINE + 6
        rows = [NEAR, *(beyond + row * (2 * LINE + 6) for row in range(ROWS))]
        sides = [(away, -away - 2 * LINE) for away in rows]
        return [top for under, over in sides for top in ((under, over) if below else (over, under))]

    def _lead(self, leader: Box, edge: float) -> None:
        """Draw the line from a knot to a label that is not beside it."""
        if abs(edge) > NEAR:
            self.leaders.append(leader)
            x = _n((leader.left + leader.right) / 2)
            self.out.lines.append(Line(f"M{x} 0V{_n(edge)}", "timeline-leader"))

    def _name_strand(self, strand: _Strand) -> None:
        """Write a group's name on its strand, where the fewest lines run through it."""
        room = strand.end - strand.start - 2 * strand.bend
        name = fitted(strand.name, SIZE, min(room, LONGEST_NAME))
        if not name:
            return
        width = text_width(name, SIZE)
        lines = [*self.leaders]
        if self.shows_today:
            lines.append(upright(self.now, -99, 99, room=HALO + 1))
        places = [
            Box(left, strand.y - LINE / 2, left + width, strand.y + LINE / 2)
            for left in _steps(strand.start + strand.bend, strand.end - strand.bend - width)
        ]
        # A name on top of another's strand never happens: each strand has its own height.
        place = min(places, key=lambda box: sum(box.covers(line) for line in lines))
        self._write(place, [(name, "timeline-group")])

    def _write(self, box: Box, lines: list[tuple[str, str]]) -> None:
        middle = _n((box.left + box.right) / 2)
        self.out.boxes.append(box)
        self.out.words += [
            Words(middle, _n(box.top + 15 + row * LINE), text, css)
            for row, (text, css) in enumerate(lines)
        ]


def _sentence(moments: list[Moment], groups: list[WorkingGroup]) -> str:
    """Say in words what the picture shows, for those who do not see it."""
    told = {
        "first": formats.day(moments[0].day),
        "last": formats.day(moments[-1].day),
        "done": sum(1 for m in moments if m.is_meeting and not m.is_planned),
        "planned": sum(1 for m in moments if m.is_meeting and m.is_planned),
        "groups": len(groups),
    }
    return (
        _(
            "The committee’s thread from %(first)s to %(last)s: meetings held %(done)s, meetings"
            " to come %(planned)s, working groups %(groups)s."
        )
        % told
    )


def _sides(x: float, width: float) -> list[float]:
    """Return where a label may begin: centred at its knot, or else after it or before it."""
    return [_within(left, width) for left in (x - width / 2, x + 6, x - width - 6)]


def _within(left: float, width: float) -> float:
    """Keep a label inside the picture."""
    return min(max(left, 0.0), WIDTH - width)


def _steps(first: float, last: float) -> list[float]:
    """Return places from the middle outwards, so that the middle wins where all are alike."""
    middle, half = (first + last) / 2, max(0.0, (last - first) / 2)
    return [middle + side * half * step / 12 for step in range(13) for side in (-1, 1)]


def _bend(length: float, y: float) -> str:
    """Return a soft curve onwards by `length` to another height."""
    half = _n(length / 2)
    return f"c{half} 0 {half} {_n(y)} {_n(length)} {_n(y)}"


def _n(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")
