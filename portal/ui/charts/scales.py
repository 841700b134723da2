"""Round steps for axes."""

from __future__ import annotations

from decimal import Decimal

MOST_LINES = 5


def nice_step(low: Decimal, high: Decimal) -> Decimal:
    """Return a round step (1, 2 or 5 times a power of ten) that gives three to five lines."""
    span = max(high, Decimal(0)) - min(low, Decimal(0))
    if span <= 0:
        return Decimal(1)
    power = Decimal(1).scaleb(span.adjusted() - 1)
    steps = [power * factor for factor in (1, 2, 5, 10, 20, 50)]
    return next(step for step in steps if span / step <= MOST_LINES - 1)
