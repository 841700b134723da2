"""Which part of a matrix every run asks, and which part only `bin/test --full`."""

from collections.abc import Collection, Iterable
from typing import Any

import pytest


def at_once(everybody: Iterable[Any], always: Collection[Any]) -> list[Any]:
    """Return the parameters of a test, those beyond `always` marked for the full run.

    A tuple is the values of several, as for `pytest.mark.parametrize`.
    """
    return [
        pytest.param(
            *(each if isinstance(each, tuple) else (each,)),
            marks=() if each in always else pytest.mark.full,
        )
        for each in everybody
    ]
