"""A benefit's curve, planned against realised, drawn on the server as plain SVG.

Both lines show the gain: how much better than the baseline, so up is always good. The drawing
comes in two widths, so that text never shrinks; it carries classes only, and the same numbers
stand beside it as a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_FLOOR, Decimal

from django.utils import dateformat
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from portal.ui import formats
from portal.ui.charts import Drawing, Frame, Label, Shape, nice_step, written

from .models import Benefit, Measurement


@dataclass(frozen=True)
class Row:
    """A line of the table beside the picture."""

    on: date
    planned: Decimal | None
    realised: Decimal | None
    note: str
    measurement_id: int | None = None


@dataclass(frozen=True)
class Curve:
    """Everything that the page needs to show one benefit."""

    sentence: str
    drawings: list[Drawing]
    rows: list[Row]


WIDE = Frame("wide", 780, 340, left=56, right=640, top=36, bottom=290)
NARROW = Frame("narrow", 360, 320, left=48, right=340, top=64, bottom=272)
DAYS = {"wide": 6, "narrow": 3}
"""How many dates stand along the bottom at most."""


def benefit_curve(benefit: Benefit, measurements: Sequence[Measurement]) -> Curve | None:
    """Draw a benefit that has a baseline and a target; without them there is nothing to draw.

    `measurements` are the standing ones by date.
    """
    whole = benefit.planned_gain
    if whole is None or benefit.baseline_on is None or benefit.target_on is None:
        return None
    points = [(benefit.baseline_on, Decimal(0))]
    points += [(row.measured_on, benefit.gain(row.value)) for row in measurements]
    return Curve(
        sentence=_sentence(benefit, points, whole),
        drawings=[_draw(frame, benefit, points, whole) for frame in (WIDE, NARROW)],
        rows=_rows(benefit, measurements, whole),
    )


def _sentence(benefit: Benefit, points: list[tuple[date, Decimal]], whole: Decimal) -> str:
    """Say in words what the picture shows, for those who do not see it."""
    values = {
        "benefit": benefit.title,
        "target": formats.number(whole),
        "target_day": formats.day(benefit.target_on),
        "realised": formats.number(points[-1][1]),
        "planned": formats.number(benefit.planned_gain_on(points[-1][0])),
        "day": formats.day(points[-1][0]),
    }
    if len(points) == 1:
        return _("Curve of %(benefit)s: target %(target)s by %(target_day)s, not measured yet.") % (
            values
        )
    return (
        _(
            "Curve of %(benefit)s: realised %(realised)s by %(day)s against %(planned)s planned;"
            " target %(target)s by %(target_day)s."
        )
        % values
    )


def _rows(benefit: Benefit, measurements: Sequence[Measurement], whole: Decimal) -> list[Row]:
    """List baseline, measurements and target by date."""
    baseline_on, target_on = benefit.baseline_on, benefit.target_on
    if baseline_on is None or target_on is None:
        return []
    baseline = _("Baseline: %(value)s") % {"value": with_unit(benefit.baseline_value, benefit)}
    rows = [Row(baseline_on, Decimal(0), Decimal(0), baseline)]
    rows += [
        Row(
            row.measured_on,
            benefit.planned_gain_on(row.measured_on),
            benefit.gain(row.value),
            row.note,
            row.pk,
        )
        for row in measurements
    ]
    if not any(row.measured_on == target_on for row in measurements):
        rows.append(Row(target_on, whole, None, pgettext("benefit", "Target")))
    return sorted(rows, key=lambda row: row.on)


def with_unit(value: Decimal | None, benefit: Benefit) -> str:
    """Write a value with its unit, money as money."""
    if value is None:
        return ""
    if benefit.unit.rstrip(".") == "kr":
        return formats.kroner(value)
    number = formats.number(value)
    return f"{number}{formats.NBSP}{benefit.unit}" if benefit.unit else number


class _Scale:
    """Where days and gains lie in a frame."""

    def __init__(self, frame: Frame, days: list[date], gains: list[Decimal]) -> None:
        self.frame = frame
        self.first, self.last = min(days), max(days)
        self.step = nice_step(min(gains), max(gains))
        self.low = _multiple(min(*gains, Decimal(0)), self.step, ROUND_FLOOR)
        # The top line of the grid may lie below the highest point: the curve has room above it.
        self.high = max(*gains, Decimal(0))

    def x(self, day: date) -> float:
        part = (day - self.first).days / max(1, (self.last - self.first).days)
        return self.frame.left + part * (self.frame.right - self.frame.left)

    def y(self, gain: Decimal) -> float:
        part = float((gain - self.low) / (self.high - self.low))
        return self.frame.bottom - part * (self.frame.bottom - self.frame.top)

    def at(self, day: date, gain: Decimal) -> tuple[float, float]:
        return self.x(day), self.y(gain)


def _multiple(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    return (value / step).to_integral_value(rounding=rounding) * step


def _draw(
    frame: Frame, benefit: Benefit, points: list[tuple[date, Decimal]], whole: Decimal
) -> Drawing:
    baseline_on, target_on = points[0][0], benefit.target_on or points[0][0]
    gains = [whole, *(gain for _day, gain in points)]
    scale = _Scale(frame, [baseline_on, target_on, *(day for day, _gain in points)], gains)
    ends = [(baseline_on, Decimal(0)), (target_on, whole)]
    if points[-1][0] > target_on:
        ends.append((points[-1][0], whole))
    lines, numbers = _grid(scale)
    shapes = [*lines, Shape.polyline("chart-planned", [scale.at(*end) for end in ends])]
    if len(points) > 1:
        shapes.append(Shape.polyline("chart-realised", [scale.at(*point) for point in points]))
    shapes += [Shape.circle("chart-dot", *scale.at(*point)) for point in points]
    shapes.append(Shape.circle("chart-target", *scale.at(target_on, whole)))
    labels = [
        *numbers,
        *_days(scale),
        *_target_labels(scale, target_on, whole),
        *_end_labels(scale, benefit, points),
    ]
    return Drawing(frame.name, frame.width, frame.height, shapes, labels)


def _grid(scale: _Scale) -> tuple[list[Shape], list[Label]]:
    frame, lines, numbers = scale.frame, [], []
    value = scale.low
    while value <= scale.high:
        y = scale.y(value)
        css = "chart-zero" if value == 0 else "chart-grid"
        lines.append(Shape.line(css, frame.left, y, frame.right, y))
        text = formats.number(value)
        numbers.append(Label(written(frame.left - 10), written(y + 5), text, anchor="end"))
        value += scale.step
    return lines, numbers


def _days(scale: _Scale) -> list[Label]:
    """Spread a few dates along the bottom, first and last among them."""
    whole = (scale.last - scale.first).days
    count = max(2, min(DAYS[scale.frame.name], whole // 28 + 1))
    ordinals = [
        scale.first.toordinal() + round(whole * index / (count - 1)) for index in range(count)
    ]
    labels = []
    for index, ordinal in enumerate(ordinals):
        day = date.fromordinal(ordinal)
        anchor = "start" if index == 0 else "end" if index == count - 1 else "middle"
        labels.append(
            Label(
                written(scale.x(day)),
                written(scale.frame.bottom + 26),
                _month(day),
                anchor=anchor,
            )
        )
    return labels


def _month(day: date) -> str:
    """Return okt. 26, or Oct 26; May is no abbreviation in Danish."""
    if (get_language() or "da").startswith("en"):
        return dateformat.format(day, "M y")
    short, whole = dateformat.format(day, "b"), dateformat.format(day, "F")
    dot = "" if short.lower() == whole.lower() else "."
    return f"{short.lower().rstrip('.')}{dot} {day:%y}"


def _target_labels(scale: _Scale, day: date, whole: Decimal) -> list[Label]:
    """Name the target at its ring: to the right where there is room, above it otherwise."""
    text = _("Target: %(value)s") % {"value": formats.number(whole)}
    x, y = scale.x(day), scale.y(whole)
    if scale.frame is WIDE and x + 140 <= scale.frame.width:
        return [
            Label(written(x + 14), written(y - 2), text, css="chart-strong"),
            Label(written(x + 14), written(y + 17), formats.day(day)),
        ]
    anchor = "end" if x > (scale.frame.left + scale.frame.right) / 2 else "start"
    return [
        Label(written(x), written(y - 32), text, anchor=anchor, css="chart-strong"),
        Label(written(x), written(y - 14), formats.day(day), anchor=anchor),
    ]


def _end_labels(scale: _Scale, benefit: Benefit, points: list[tuple[date, Decimal]]) -> list[Label]:
    """Name both lines where the realised one ends, one above and one below."""
    if len(points) == 1:
        return []
    day, realised = points[-1]
    planned = benefit.planned_gain_on(day) or Decimal(0)
    x = scale.x(day)
    ahead = realised >= planned
    named = {
        "realised": _("Realised: %(value)s") % {"value": formats.number(realised)},
        "planned": _("Planned: %(value)s") % {"value": formats.number(planned)},
    }
    upper, lower = ("realised", "planned") if ahead else ("planned", "realised")
    heights = {"realised": scale.y(realised), "planned": scale.y(planned)}
    # To the left above the rising lines and to the right below them there is always paper.
    room_left = x - scale.frame.left > 130
    room_right = scale.frame.right - x > 60
    return [
        Label(
            written(x - 8 if room_left else x),
            written(max(heights[upper] - 14, 14)),
            named[upper],
            anchor="end" if room_left else "start",
            css="chart-strong" if upper == "realised" else "",
        ),
        Label(
            written(x + 12 if room_right else x),
            written(min(heights[lower] + 24, scale.frame.bottom - 6)),
            named[lower],
            anchor="start" if room_right else "end",
            css="chart-strong" if lower == "realised" else "",
        ),
    ]
