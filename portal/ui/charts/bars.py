"""Counts as bars: beside their names, side by side along an axis, or as parts of a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from portal.ui import formats

from .drawing import TEXT, Drawing, Frame, Label, Shape, written
from .measure import fitted, text_width
from .scales import nice_step

WIDE_NAMES = 200
WIDE, NARROW = 780, 360


@dataclass(frozen=True)
class Bar:
    """A name with its count; `css` colours it where the name alone does not say which it is."""

    label: str
    count: int
    css: str = "chart-bar"


def bars(rows: Sequence[Bar]) -> list[Drawing]:
    """Draw one bar below the other; the name beside it, or above it where there is no room."""
    most = max([row.count for row in rows] + [1])
    return [_wide_bars(rows, most), _narrow_bars(rows, most)]


def _wide_bars(rows: Sequence[Bar], most: int) -> Drawing:
    row_height, left, right = 34, WIDE_NAMES + 12, WIDE - 70
    drawing = Drawing("wide", WIDE, row_height * len(rows))
    for place, row in enumerate(rows):
        middle = place * row_height + row_height / 2
        name = fitted(row.label, TEXT, WIDE_NAMES)
        _bar(drawing, row, most, left=left, right=right, top=middle - 8)
        drawing.labels.append(
            Label(written(WIDE_NAMES), written(middle + 5), name, anchor="end", css="chart-name")
        )
    return drawing


def _narrow_bars(rows: Sequence[Bar], most: int) -> Drawing:
    row_height = 52
    drawing = Drawing("narrow", NARROW, row_height * len(rows))
    for place, row in enumerate(rows):
        top = place * row_height
        name = fitted(row.label, TEXT, NARROW)
        _bar(drawing, row, most, left=0, right=NARROW - 60, top=top + 22)
        drawing.labels.append(Label("0", written(top + 15), name, css="chart-name"))
    return drawing


def _bar(drawing: Drawing, row: Bar, most: int, *, left: int, right: int, top: float) -> None:
    """Draw one bar of 16 with its number at the end; a count of none keeps a thin mark."""
    width = max(2.0, (right - left) * row.count / most)
    drawing.shapes.append(Shape.rect(row.css, left, top, width, 16))
    number = Label(
        written(left + width + 8), written(top + 13), formats.number(row.count), css="chart-strong"
    )
    drawing.labels.append(number)


def parts(rows: Sequence[Bar]) -> list[Drawing]:
    """Draw a whole as one bar of its parts, in the order given, 2 px apart.

    Names stand above the parts that have room for them; the table names all.
    """
    return [_parts(rows, name, width) for name, width in (("wide", WIDE), ("narrow", NARROW))]


def _parts(rows: Sequence[Bar], name: str, width: int) -> Drawing:
    shown = [row for row in rows if row.count]
    whole, gap, height = sum(row.count for row in shown), 2, 28
    drawing = Drawing(name, width, 20 + height)
    x, room = 0.0, width - gap * (len(shown) - 1)
    for row in shown:
        wide = room * row.count / whole
        drawing.shapes.append(Shape.rect(row.css, x, 20, wide, height))
        for text in (f"{row.label} {formats.number(row.count)}", formats.number(row.count)):
            if text_width(text, TEXT) <= wide:
                drawing.labels.append(Label(written(x), "14", text, css="chart-name"))
                break
        x += wide + gap
    return drawing


@dataclass(frozen=True)
class Mark:
    """A line through the columns where something was promised."""

    at: float
    text: str


def columns(
    counts: Sequence[int], edges: Sequence[str], *, mark: Mark | None = None
) -> list[Drawing]:
    """Draw columns side by side over an axis; `edges` are the names between them.

    There is one edge more than there are columns; `mark.at` is measured in columns.
    """
    frames = [
        Frame("wide", WIDE, 280, left=48, right=760, top=40, bottom=236),
        Frame("narrow", NARROW, 280, left=40, right=350, top=40, bottom=236),
    ]
    return [_columns(frame, counts, edges, mark) for frame in frames]


def _columns(
    frame: Frame, counts: Sequence[int], edges: Sequence[str], mark: Mark | None
) -> Drawing:
    most = max([*counts, 1])
    step = max(Decimal(1), nice_step(Decimal(0), Decimal(most)))
    drawing = Drawing(frame.name, frame.width, frame.height)
    height = frame.bottom - frame.top
    _gridlines(drawing, frame, step, most)
    wide = (frame.right - frame.left) / max(1, len(counts))
    for place, count in enumerate(counts):
        tall = height * count / most
        x = frame.left + place * wide + 1
        drawing.shapes.append(
            Shape.rect("chart-bar", x, frame.bottom - tall, max(1.0, wide - 2), tall)
        )
    drawing.shapes.append(
        Shape.line("chart-zero", frame.left, frame.bottom, frame.right, frame.bottom)
    )
    _edges(drawing, frame, edges, wide)
    if mark is not None:
        _mark(drawing, frame, mark, wide)
    return drawing


def _gridlines(drawing: Drawing, frame: Frame, step: Decimal, most: int) -> None:
    value = step
    while value <= most:
        y = frame.bottom - (frame.bottom - frame.top) * float(value) / most
        drawing.shapes.append(Shape.line("chart-grid", frame.left, y, frame.right, y))
        drawing.labels.append(
            Label(written(frame.left - 8), written(y + 5), formats.number(value), anchor="end")
        )
        value += step


def _edges(drawing: Drawing, frame: Frame, edges: Sequence[str], wide: float) -> None:
    """Name as many edges as have room, the first among them."""
    widest = max([text_width(edge, TEXT) for edge in edges] + [1])
    every = max(1, -int(-(widest + 10) // wide))
    for place in range(0, len(edges), every):
        x = frame.left + place * wide
        anchor = "middle" if x + widest / 2 <= frame.width else "end"
        drawing.labels.append(
            Label(written(x), written(frame.bottom + 24), edges[place], anchor=anchor)
        )


def _mark(drawing: Drawing, frame: Frame, mark: Mark, wide: float) -> None:
    x = frame.left + mark.at * wide
    line = (x, frame.top - 14, x, frame.bottom)
    drawing.shapes += [Shape.line("chart-halo", *line), Shape.line("chart-promise", *line)]
    fits = x + 8 + text_width(mark.text, TEXT) <= frame.width
    drawing.labels.append(
        Label(
            written(x + 8 if fits else x - 8),
            written(frame.top - 14),
            mark.text,
            anchor="start" if fits else "end",
            css="chart-strong",
        )
    )
