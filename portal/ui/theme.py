"""A municipality's colours: all that follows from brand and thread, and whether it can be read.

The house's own set (static/css/_tokens.scss) is the pattern: each colour of another municipality
stands to its brand or thread as the house's does to the house's. So the house's two colours give
back the house's set, and that needs no stylesheet of its own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from django.utils.translation import gettext

from portal.ui import colours, formats
from portal.ui.colours import GREY, Oklch, contrast, hue_apart, to_hex, to_oklch

BRAND, THREAD = "#0f4c55", "#cf432b"

Tokens = Mapping[str, str]
Source = Literal["brand", "thread"]

LIGHT: Tokens = {
    "brand": BRAND,
    "brand-strong": "#0a363d",
    "brand-tint": "#e4efef",
    "on-brand": "#ffffff",
    "thread": THREAD,
    "field": "#0d414a",
    "on-field": "#ffffff",
    "on-field-2": "#bcd6d8",
    "field-thread": "#ff8a6b",
    "field-line": "#3a6a72",
}
DARK: Tokens = {
    "brand": "#8ad3d8",
    "brand-strong": "#b5e6e9",
    "brand-tint": "#14363b",
    "on-brand": "#06282c",
    "thread": "#ff8163",
    "field": "#0f3137",
    "on-field": "#f1f6f5",
    "on-field-2": "#a9c6c8",
    "field-thread": "#ff8a6b",
    "field-line": "#33585e",
}
PAPER = {"light": "#ffffff", "dark": "#101716"}
GROUND = {"light": "#f3f6f5", "dark": "#171f1e"}
ERROR = {"light": "#a3123f", "dark": "#ff9bb4"}

TEXT, ON_TINT, PICTURE, LINE = 7.0, 5.5, 3.0, 1.3
"""The least contrast of what is read, of a badge's word, of what is seen, and of what decorates."""
FROM_ERROR, TURN = 15.0, 3
"""So many degrees the thread's hue keeps from that of mistakes, and turns at once to get there."""

VIVID = 0.1
"""From this chroma on a thread is as strong on dark grounds as the house's."""
PALE = 0.6
_DARKENED = {"brand-strong", "field", "field-line"}
"""Of the light set, those that are so much darker than the brand, however dark it is."""


@dataclass(frozen=True)
class Theme:
    """Both sets of the colours that a municipality may change."""

    light: Tokens
    dark: Tokens

    @property
    def is_house(self) -> bool:
        return self.light == LIGHT and self.dark == DARK

    @property
    def stylesheet(self) -> str:
        """The tokens for screens, and the thread on paper; all else prints black on white."""
        return (
            f"@media screen{{:root{{{_declared(self.light)}}}}}"
            f"@media screen and (prefers-color-scheme:dark){{:root{{{_declared(self.dark)}}}}}"
            f"@media print{{:root{{--thread:{self.light['thread']}}}}}"
        )

    @property
    def icon(self) -> str:
        """The mark in the theme's colours, for the browser's tab (as static/mark.svg)."""
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
            f'<rect width="32" height="32" rx="4" fill="{self.light["field"]}"/>'
            '<path d="M4 8c6 0 8 8 15 8M4 16h15M4 24c6 0 8-8 15-8" fill="none" '
            f'stroke="{self.light["field-thread"]}" stroke-width="2.5"/>'
            '<circle cx="23" cy="16" r="5" fill="none" '
            f'stroke="{self.light["on-field"]}" stroke-width="3"/></svg>'
        )

    @property
    def version(self) -> str:
        """What the address of stylesheet and icon carries: other content, other address."""
        return hashlib.sha256((self.stylesheet + self.icon).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Fault:
    """Why a colour cannot be used, and the nearest one that can."""

    source: Source
    reason: str
    nearest: str

    def __str__(self) -> str:
        return self.reason + " " + gettext("The nearest that works is %s.") % self.nearest


@lru_cache(maxsize=64)
def derive(brand: str, thread: str) -> Theme:
    """Return the whole theme of a brand and a thread, whether it passes or not."""
    light = {name: _derived(name, LIGHT, brand, thread) for name in LIGHT}
    light |= {"brand": brand, "thread": thread}
    dark = {name: _derived(name, DARK, brand, thread) for name in DARK}
    return Theme(_legible(light, "light"), _legible(dark, "dark"))


def faults(theme: Theme) -> list[Fault]:
    """Return what stands against a theme, brand before thread, the worst of each only."""
    brand, thread = theme.light["brand"], theme.light["thread"]
    found = []
    if reason := _against_brand(theme):
        found.append(Fault("brand", reason, nearest_brand(brand)))
    if reason := _against_thread(theme):
        found.append(Fault("thread", reason, nearest_thread(thread, brand)))
    return found


def nearest_brand(brand: str) -> str:
    """Return the brand of the same hue, no darker than it must be."""
    found = colours.nearest_lightness(
        to_oklch(brand), lambda colour: contrast(colour, PAPER["light"]) >= TEXT
    )
    return found or BRAND


def nearest_thread(thread: str, brand: str) -> str:
    """Return the thread that passes with the smallest turn of its hue, then of its lightness."""

    def holds(colour: str) -> bool:
        # The cheap question first: most of what is tried is too faint.
        is_seen = contrast(colour, GROUND["light"]) >= PICTURE
        return is_seen and not _against_thread(derive(brand, colour))

    seen = to_oklch(thread)
    for turn in range(0, 181, TURN):
        for hue in dict.fromkeys([seen.hue + turn, seen.hue - turn]):
            turned = seen._replace(hue=hue % 360)
            # Near black a hue is hard to tell, but that is no way out of the red of mistakes.
            if seen.chroma < GREY or _keeps_from_error(turned):
                found = colours.nearest_lightness(turned, holds)
                if found:
                    return found
    return THREAD


def _keeps_from_error(thread: Oklch) -> bool:
    bright = to_hex(thread._replace(lightness=to_oklch(THREAD).lightness))
    theme = derive(BRAND, bright)
    pairs = [(theme.light["thread"], ERROR["light"]), (theme.dark["thread"], ERROR["dark"])]
    return all(hue_apart(*pair) >= FROM_ERROR for pair in pairs)


def _against_brand(theme: Theme) -> str:
    ratio = contrast(theme.light["brand"], PAPER["light"])
    if ratio < TEXT:
        return _too_faint(ratio, gettext("on white"), TEXT)
    return ""


def _against_thread(theme: Theme) -> str:
    for scheme, tokens in (("light", theme.light), ("dark", theme.dark)):
        grounds = [
            ("thread", PAPER[scheme], gettext("on the page")),
            ("thread", GROUND[scheme], gettext("on the grey ground")),
            ("field-thread", tokens["field"], gettext("on the coloured field")),
        ]
        for name, ground, where in grounds:
            ratio = contrast(tokens[name], ground)
            if ratio < PICTURE:
                return _too_faint(ratio, where, PICTURE)
        apart = hue_apart(tokens["thread"], ERROR[scheme])
        if apart < FROM_ERROR:
            return gettext(
                "The colour is too like the red of mistakes: %(apart)s° from its hue, and "
                "%(needed)s° are needed."
            ) % {"apart": int(apart), "needed": int(FROM_ERROR)}
    return ""


def _too_faint(ratio: float, where: str, needed: float) -> str:
    # Rounded down: what is refused at 6.99 must not read as the 7 that is needed.
    return gettext("The contrast %(where)s is %(ratio)s:1, and %(needed)s:1 is needed.") % {
        "where": where,
        "ratio": formats.number(int(ratio * 100) / 100),
        "needed": int(needed),
    }


def _derived(name: str, house: Tokens, brand: str, thread: str) -> str:
    """Return the colour that stands to brand or thread as the house's does to the house's."""
    is_thread = "thread" in name
    base, ours = to_oklch(thread if is_thread else brand), to_oklch(THREAD if is_thread else BRAND)
    pattern = to_oklch(house[name])
    lightness = pattern.lightness
    if house is LIGHT and name in _DARKENED:
        lightness *= base.lightness / ours.lightness
    # A muted thread still shines on a dark ground, only a grey one stays grey; and what is pale
    # in the house's set does not shine because the brand does.
    vivid = base.chroma / (VIVID if is_thread else ours.chroma)
    if is_thread or pattern.lightness > PALE:
        vivid = min(1.0, vivid)
    return to_hex(Oklch(lightness, pattern.chroma * vivid, base.hue + pattern.hue - ours.hue))


def _legible(tokens: dict[str, str], scheme: str) -> Tokens:
    """Lighten or darken what follows from the two chosen colours until it can be read."""
    for name, holds in _demands(tokens, scheme):
        if not holds(tokens[name]):
            found = colours.nearest_lightness(to_oklch(tokens[name]), holds)
            tokens[name] = found or tokens[name]
    return tokens


def _demands(tokens: Tokens, scheme: str) -> Iterator[tuple[str, Callable[[str], bool]]]:
    paper, ground = PAPER[scheme], GROUND[scheme]
    if scheme == "dark":
        yield "brand", lambda c: contrast(c, paper) >= TEXT and contrast(c, ground) >= TEXT
        yield "thread", lambda c: contrast(c, ground) >= PICTURE
    yield "on-brand", lambda c: contrast(c, tokens["brand"]) >= TEXT
    yield "brand-strong", lambda c: contrast(c, tokens["on-brand"]) >= TEXT
    yield "brand-tint", lambda c: contrast(c, tokens["brand"]) >= ON_TINT
    yield "field", lambda c: contrast(c, "#ffffff") >= TEXT
    yield "on-field", lambda c: contrast(c, tokens["field"]) >= TEXT
    yield "on-field-2", lambda c: contrast(c, tokens["field"]) >= TEXT
    yield "field-line", lambda c: contrast(c, tokens["field"]) >= LINE
    yield "field-thread", lambda c: contrast(c, tokens["field"]) >= PICTURE


def _declared(tokens: Tokens) -> str:
    return ";".join(f"--{name}:{colour}" for name, colour in tokens.items())
