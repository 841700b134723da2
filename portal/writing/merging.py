"""Two people changed the same text: put together what can be, and show the rest beside itself.

The unit is the block (a paragraph, a list, a table). Blocks that only one side touched merge by
themselves; where both did, both are kept, one after the other, for a person to look at.
"""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from lxml import html
from merge3 import Merge3


@dataclass(frozen=True)
class Merged:
    content: str
    clean: bool
    """False if both sides changed the same block, so that a person has to look."""


def blocks(content: str) -> list[str]:
    """Split sanitised HTML into its outermost blocks, white space between them left out."""
    if not content.strip():
        return []
    parts = html.fragments_fromstring(content)
    return [
        part.strip() if isinstance(part, str) else _source(part)
        for part in parts
        if not isinstance(part, str) or part.strip()
    ]


def _apart(content: str) -> list[str]:
    """Put an empty string after each block, so that changes in neighbours don't touch."""
    return [part for block in blocks(content) for part in (block, "")]


def _source(element: html.HtmlElement) -> str:
    tail, element.tail = element.tail, None
    source = html.tostring(element, encoding="unicode")
    return f"{source}{tail.strip()}" if tail and tail.strip() else str(source)


class _EveryBlockCounts(SequenceMatcher[str]):
    """Without the shortcut that ignores what is frequent in long texts."""

    def __init__(self, isjunk: Any, a: Any, b: Any) -> None:
        super().__init__(isjunk, a, b, autojunk=False)


def merge(*, base: str, yours: str, theirs: str) -> Merged:
    """Merge two texts that grew from one."""
    if yours in {theirs, base}:
        return Merged(theirs, clean=True)
    if theirs == base:
        return Merged(yours, clean=True)
    result: list[str] = []
    clean = True
    regions = Merge3(
        _apart(base),
        _apart(yours),
        _apart(theirs),
        sequence_matcher=_EveryBlockCounts,  # type: ignore[arg-type]
    )
    for kind, *groups in regions.merge_groups():
        if kind == "conflict":
            before, mine, other = groups
            # Both only added here: nothing was changed, and both additions stay.
            clean = clean and not any(before)
            result += [*other, *(block for block in mine if block not in other)]
        else:
            result += groups[0]
    return Merged("".join(result), clean)
