"""Days, times, amounts and numbers as Danes and the English read them.

What belongs together never breaks over two lines: no-break spaces between day and month,
"kl." and time, number and unit.
"""

import re
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

from django.utils import dateformat, timezone
from django.utils.translation import get_language

NBSP = "\N{NO-BREAK SPACE}"

Day = date | datetime

_MONTHS = (
    "januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december"
    "|January|February|March|April|May|June|July|August|September|October|November|December"
)
_TOGETHER = re.compile(
    # kl. 17, nr. 4, stk. 2, § 17; 3. maj and 3 May; 4. møde, 30.000 kr., 12 pct., 4 hverdage
    rf"(?<=\b(?:kl|nr)\.) (?=\d)|(?<=\bstk\.) (?=\d)|(?<=§) (?=\d)"
    rf"|(?<=\d) (?=(?:{_MONTHS})\b)|(?<=\d\.) (?=(?:{_MONTHS}|møde|udkast)\b)"
    r"|(?<=\d) (?=(?:kr|mio|mia|pct)\.|(?:km|kg|kWh|%|hverdage?|weekdays?)(?!\w))"
)


def day(value: Day | None) -> str:
    """3. maj 2026 / 3 May 2026."""
    return _written(value, f"j.{NBSP}F Y", f"j{NBSP}F Y")


def day_short(value: Day | None) -> str:
    """3. maj / 3 May."""
    return _written(value, f"j.{NBSP}F", f"j{NBSP}F")


def day_number(value: Day) -> str:
    """3. / 3, as it stands large over its month."""
    return _written(value, "j.", "j")


def weekday_day(value: Day | None) -> str:
    """Torsdag 10. december 2026 (in small letters) / Thursday 10 December 2026."""
    return _written(value, f"l j.{NBSP}F Y", f"l j{NBSP}F Y")


def weekday_day_short(value: Day | None) -> str:
    """Torsdag 10. december (in small letters) / Thursday 10 December."""
    return _written(value, f"l j.{NBSP}F", f"l j{NBSP}F")


def clock(value: datetime | time | None) -> str:
    """At kl. 18.05, kl. 9.15 / 18:05, 09:15."""
    if value is None:
        return ""
    local = _local(value)
    hour = f"{local:%H}".removeprefix("0")
    return f"kl.{NBSP}{hour}.{local:%M}" if _is_danish() else f"{local:%H:%M}"


def when(value: datetime | None) -> str:
    """3. maj 2026 kl. 18.05 / 3 May 2026, 18:05."""
    if value is None:
        return ""
    return f"{day(value)}{' ' if _is_danish() else ', '}{clock(value)}"


def number(value: float | Decimal | None) -> str:
    """30.000 or 0,5 / 30,000 or 0.5; at most two decimals, none that say nothing."""
    if value is None:
        return ""
    text = f"{_rounded(Decimal(str(value)), '0.01'):,.2f}".rstrip("0").rstrip(".")
    return text.translate({ord(","): ".", ord("."): ","}) if _is_danish() else text


def kroner(value: float | Decimal | None) -> str:
    """30.000 kr. / 30,000 kr.; øre only where there are any."""
    if value is None:
        return ""
    text = number(value)
    mark = "," if _is_danish() else "."
    if len(text.rpartition(mark)[2]) == 1 and mark in text:
        text += "0"
    return f"{text}{NBSP}kr."


def together(text: str) -> str:
    """Return what people wrote with no-break spaces where `day` and `clock` would put them."""
    return _TOGETHER.sub(NBSP, text)


def size(value: int | None) -> str:
    """210 kB, 1,1 MB / 1.1 MB."""
    if value is None:
        return ""
    kilobytes = Decimal(value) / 1000
    if kilobytes < 1000:
        return f"{number(max(Decimal(1), _rounded(kilobytes, '1')))}{NBSP}kB"
    return f"{number(_rounded(kilobytes / 1000, '0.1'))}{NBSP}MB"


def _rounded(value: Decimal, to: str) -> Decimal:
    return value.quantize(Decimal(to), rounding=ROUND_HALF_UP)


def _is_danish() -> bool:
    return not (get_language() or "da").startswith("en")


def _written(value: Day | None, danish: str, english: str) -> str:
    if value is None:
        return ""
    return dateformat.format(_local(value), danish if _is_danish() else english)


def _local(value: Day | time) -> Day | time:
    if isinstance(value, datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value
