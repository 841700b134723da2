"""Amounts as people type them: 30.000, 1.234,50 and 1,000,000 alike, exact to the øre.

A point and a comma mean opposite things in Danish and English. What can only be read in one way
is read, whatever the language of the page; what could be both is read in the page's own way, and
refused if that would change it by a factor of a thousand.
"""

import re
from decimal import Decimal

_WORDS = re.compile(r"(?i)(kr\.?|dkk|,-)")
_SPACES = re.compile(r"[\s\u00a0\u202f']")
_MINUS = str.maketrans({"−": "-", "–": "-"})
LONGEST = 20


class Unreadable(ValueError):  # noqa: N818 - it is what the text is
    """Not a number, or one that could be meant in two ways."""


def parse(typed: str, *, language: str = "da") -> Decimal:
    """Return what was typed as an exact number with at most two decimals."""
    text = _SPACES.sub("", _WORDS.sub("", typed)).translate(_MINUS)
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    if len(digits) > LONGEST or not re.fullmatch(r"[0-9.,]*[0-9]", digits):
        raise Unreadable(typed)
    whole, decimals = _split(digits, "," if language == "da" else ".")
    if not re.fullmatch(r"[0-9]+", whole) or not re.fullmatch(r"[0-9]{0,2}", decimals):
        raise Unreadable(typed)
    return sign * Decimal(f"{whole}.{decimals or '0'}")


def _split(digits: str, decimal_mark: str) -> tuple[str, str]:
    """Return whole and decimal digits, all separators understood and gone."""
    marks = {mark for mark in ",." if mark in digits}
    if len(marks) == 2:  # both kinds: the last one begins the decimals
        mark = max(marks, key=digits.rindex)
        whole, decimals = digits.rsplit(mark, 1)
        return _grouped(whole, "." if mark == "," else ","), decimals
    if not marks:
        return digits, ""
    (mark,) = marks
    whole, _mark, last = digits.rpartition(mark)
    if digits.count(mark) > 1:
        return _grouped(digits, mark), ""
    if len(last) != 3:  # a group has three digits, decimals at most two
        return whole, last
    if mark == decimal_mark:
        raise Unreadable(digits)
    return _grouped(digits, mark), ""


def _grouped(digits: str, mark: str) -> str:
    if not re.fullmatch(rf"[0-9]{{1,3}}(?:{re.escape(mark)}[0-9]{{3}})*|[0-9]+", digits):
        raise Unreadable(digits)
    return digits.replace(mark, "")
