"""What the person at the terminal reads: one line a step, and advice where one fails."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Trouble(Exception):  # noqa: N818
    """A step that cannot go on; the message says what to do, so no traceback is shown."""


def line(text: str = "") -> None:
    print(text, flush=True)


def error(text: str) -> None:
    print(f"\n{text}", file=sys.stderr, flush=True)


@contextmanager
def step(doing: str) -> Iterator[None]:
    """Name a step while it runs and say how long it took."""
    started = time.monotonic()
    print(f"  {doing} ...", end="", flush=True)
    try:
        yield
    except BaseException:
        line()
        raise
    line(f" {time.monotonic() - started:.1f} s")
