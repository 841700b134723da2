"""Where things lie in a picture, and whether they would cover one another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Box:
    """A rectangle in the units of the picture; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: Box) -> bool:
        """Tell whether the two share more than an edge."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def is_free_of(self, others: Iterable[Box]) -> bool:
        return not any(self.covers(other) for other in others)


def upright(x: float, top: float, bottom: float, *, room: float) -> Box:
    """Return the box of a vertical line with some room at both sides."""
    return Box(x - room, min(top, bottom), x + room, max(top, bottom))
