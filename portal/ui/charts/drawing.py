"""What a chart is made of, before anybody writes it down as SVG."""

from __future__ import annotations

from dataclasses import dataclass, field

TEXT = 14
"""The size of all words in charts."""


def written(value: float) -> str:
    """Return a coordinate as text: no language may put its own comma in it."""
    return f"{value:.1f}"


@dataclass(frozen=True)
class Frame:
    """One width of a chart: its size, and the field that the numbers span."""

    name: str
    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int


@dataclass(frozen=True)
class Label:
    """Words at a point."""

    x: str
    y: str
    text: str
    anchor: str = "start"
    css: str = ""


@dataclass(frozen=True)
class Shape:
    """One element of SVG: its tag, the class that colours it, and its geometry."""

    tag: str
    css: str
    geometry: tuple[tuple[str, str], ...]

    @classmethod
    def line(cls, css: str, x1: float, y1: float, x2: float, y2: float) -> Shape:
        names = ("x1", "y1", "x2", "y2")
        return cls("line", css, tuple(zip(names, map(written, (x1, y1, x2, y2)), strict=True)))

    @classmethod
    def rect(cls, css: str, x: float, y: float, width: float, height: float) -> Shape:
        names, values = ("x", "y", "width", "height"), (x, y, width, height)
        return cls("rect", css, tuple(zip(names, map(written, values), strict=True)))

    @classmethod
    def circle(cls, css: str, x: float, y: float, r: float = 6) -> Shape:
        return cls("circle", css, (("cx", written(x)), ("cy", written(y)), ("r", written(r))))

    @classmethod
    def polyline(cls, css: str, points: list[tuple[float, float]]) -> Shape:
        path = " ".join(f"{written(x)},{written(y)}" for x, y in points)
        return cls("polyline", css, (("points", path),))


@dataclass
class Drawing:
    """One width of a chart, in the units of its own view box."""

    name: str
    width: int
    height: int
    shapes: list[Shape] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)


@dataclass(frozen=True)
class Cell:
    """A value of the table; the first of each row may lead somewhere.

    `capacity` gives it the mark of that capacity, which ties it to the part of its colour.
    """

    text: str
    url: str = ""
    capacity: str = ""


@dataclass(frozen=True)
class Chart:
    """A picture with what it says: in a sentence for the ear, in a table for everybody."""

    sentence: str
    caption: str
    drawings: list[Drawing]
    heads: list[str]
    rows: list[list[Cell]]
