"""Finds what should not stand in a public text: CPR numbers, e-mail addresses, phone numbers.

A CPR number is a day that exists, with four more figures. The check figure says nothing: numbers
without it are given out since 2007. So that nobody stops reading the warnings, dates, case
numbers, amounts and account numbers are left alone where they can be told.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Literal

Kind = Literal["cpr", "email", "phone"]

CPR = re.compile(r"(?<![\w/.,+-])(\d\d)(\d\d)(\d\d)( ?- ?| |)(\d{4})(?![\w/]|[-.,]\d)")
CASE_LIKE = re.compile(
    r"(?:sag|journal|j\.?\s?nr|konto|reg\.|ean|cvr|p-?n|faktura|ordre|isbn|doknr|dok\.|tlf|telefon"
    r"|mobil)[\w.\s]{0,16}:?\s*$",
    re.IGNORECASE,
)
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.)+[a-zæøå]{2,24}\b", re.IGNORECASE)
PHONE = re.compile(
    r"(?<![\w.,/+-])(?:(?P<code>(?:\+|00) ?45) ?)?"
    r"(?P<number>[2-9]\d(?: ?\d\d){3}|[2-9]\d{3} \d{4})(?![\w/]|[-.,]\d| \d\d\b)"
)
CALLS = re.compile(r"(?:tlf|telefon|mobil|ring|phone|call|sms)[\w.:\s]{0,14}$", re.IGNORECASE)
WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
YEARS = re.compile(r"(?:19|20)\d\d (?:19|20)\d\d")


@dataclass(frozen=True)
class Hit:
    """What was found. A CPR number is shown without its last figures, wherever it goes."""

    kind: Kind
    shown: str


def find(text: str, *, known: Collection[str] = ()) -> list[Hit]:
    """Return what stands in the text, each once. `known` may stand there: a contact for all."""
    plain = _plain(text)
    may_stand = {bare(word) for word in known if word}
    found = dict.fromkeys([*_cprs(plain), *_emails(plain), *_phones(plain)])
    return [hit for hit in found if bare(hit.shown) not in may_stand]


def _plain(text: str) -> str:
    """Write all hyphens and spaces alike, and drop the letters that nobody sees."""
    letters = []
    for letter in unicodedata.normalize("NFKC", text):
        kind = unicodedata.category(letter)
        if kind == "Cf":
            continue
        letters.append({"Zs": " ", "Pd": "-"}.get(kind, "-" if letter == "−" else letter))
    return re.sub(r"[ \t]+", " ", "".join(letters))


def bare(word: str) -> str:
    """Return a number or address as it is the same for all ways to write it."""
    return re.sub(r"^\+?(?:00)?45(?=\d{8}$)", "", re.sub(r"\s", "", word.casefold()))


def _cprs(text: str) -> Iterator[Hit]:
    for match in CPR.finditer(text):
        day, month, year, between, serial = match.groups()
        if not _exists(int(day), int(month), int(year)):
            continue
        written_as_one = "-" not in between
        before = text[max(0, match.start() - 24) : match.start()]
        if written_as_one and CASE_LIKE.search(before) and not _checks(match):
            continue
        yield Hit("cpr", f"{day}{month}{year}-{'•' * len(serial)}")


def _exists(day: int, month: int, year: int) -> bool:
    for century in (1900, 2000):
        with suppress(ValueError):
            date(century + year, month, day)
            return True
    return False


def _checks(match: re.Match[str]) -> bool:
    figures = [int(letter) for letter in match.group() if letter.isdigit()]
    return sum(w * f for w, f in zip(WEIGHTS, figures, strict=True)) % 11 == 0


def _emails(text: str) -> Iterator[Hit]:
    return (Hit("email", match.group()) for match in EMAIL.finditer(text))


def _phones(text: str) -> Iterator[Hit]:
    for match in PHONE.finditer(text):
        number = match["number"]
        before = text[max(0, match.start() - 20) : match.start()]
        if not match["code"] and (
            YEARS.fullmatch(number)
            or re.search(r"\d $", before)
            or (" " not in number and not CALLS.search(before))
        ):
            continue
        yield Hit("phone", match.group().strip())
