"""How far it is on the way to several targets, each measured against its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .drawing import TEXT, Drawing, Label, Shape, written
from .measure import fitted

ROW = 96
FARTHEST = 1.12
"""What is beyond its target is drawn a little beyond it, however far it is."""


@dataclass(frozen=True)
class Way:
    """One target: what should be reached by now and what is, as parts of the whole way.

    `realised` is None before anything was measured.
    """

    label: str
    text: str
    target: str
    planned: float
    realised: float | None


def ways(rows: Sequence[Way]) -> list[Drawing]:
    """Draw each way as the plan, dotted to its ring, and what is realised, solid with a dot."""
    return [_ways(rows, "wide", 780), _ways(rows, "narrow", 360)]


def _ways(rows: Sequence[Way], name: str, width: int) -> Drawing:
    drawing = Drawing(name, width, ROW * len(rows) + 8)
    start, end = 10.0, width / FARTHEST - 12
    for place, row in enumerate(rows):
        top = place * ROW
        y = top + 54.0
        drawing.labels += [
            Label("0", written(top + 16), fitted(row.label, TEXT, width), css="chart-strong"),
            Label("0", written(top + 36), fitted(row.text, TEXT, width)),
            Label(written(end + 7), written(y + 24), fitted(row.target, TEXT, end), anchor="end"),
        ]
        drawing.shapes += [
            Shape.polyline("chart-planned", [(start, y), (end, y)]),
            Shape.line("chart-zero", start, y - 7, start, y + 7),
            Shape.circle("chart-target", end, y),
        ]
        if row.realised is not None:
            reached = start + min(max(row.realised, 0.0), FARTHEST) * (end - start)
            drawing.shapes.append(Shape.polyline("chart-realised", [(start, y), (reached, y)]))
            drawing.shapes.append(Shape.circle("chart-dot", reached, y))
        due = start + min(max(row.planned, 0.0), 1.0) * (end - start)
        if start < due < end:
            drawing.shapes.append(Shape.line("chart-due", due, y - 9, due, y + 9))
    return drawing
