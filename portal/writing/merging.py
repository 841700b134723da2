"""Two people changed the same text: put together what can be, and show the rest beside itself.

The unit is the block (a paragraph, a list, a table). Blocks that only one side touched merge by
themselves; where both did, the words of both are kept, for a person to look at.
"""

import re
from collections.abc import Iterable, Sequence
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
    for kind, *groups in _regions(_apart(base), _apart(yours), _apart(theirs)):
        if kind == "conflict":
            before, mine, other = groups
            # Both only added here: nothing was changed, and both additions stay.
            clean = clean and not any(before)
            result += _both(before, mine, other)
        else:
            result += groups[0]
    return Merged("".join(result), clean)


def _regions(base: list[str], yours: list[str], theirs: list[str]) -> Iterable[Any]:
    merging = Merge3(base, yours, theirs, sequence_matcher=_EveryBlockCounts)  # type: ignore[arg-type]
    return merging.merge_groups()


def _both(before: Sequence[str], mine: Sequence[str], other: Sequence[str]) -> list[str]:
    """Return the blocks of both: in one if it is one block that is not all new, else one by one."""
    one_by_one = [*other, *(block for block in mine if block not in other)]
    sides = [[block for block in side if block] for side in (before, mine, other)]
    if any(len(side) != 1 for side in sides):
        return one_by_one
    words = [_WORDS.findall(block) for [block] in sides]
    tags = [[word for word in side if word.startswith("<")] for side in words]
    if not tags[0] == tags[1] == tags[2]:
        return one_by_one
    merged: list[str] = []
    for kind, *groups in _regions(*words):
        if kind != "conflict":
            merged += groups[0]
            continue
        replaced, yours, theirs = groups
        is_all_new = bool(replaced) and 2 * len(replaced) >= len(words[0]) - len(tags[0])
        if is_all_new or any(word.startswith("<") for group in groups for word in group):
            return one_by_one
        apart = [" "] if theirs and yours and not yours[0][0].isspace() else []
        merged += [*theirs, *apart, *yours]
    return ["".join(merged)]


_WORDS = re.compile(r"<[^>]+>|\s*&#?\w+;|\s*\w+|\s*[^\w\s<]|\s+")
"""Tags, words and marks with the space before them."""
