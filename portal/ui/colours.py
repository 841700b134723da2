"""Colours as screens write them and as eyes see them: hex, OKLCH and contrast.

The arithmetic of CSS Color 4 (OKLab by Björn Ottosson) and of WCAG 2.2.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from math import atan2, cbrt, cos, degrees, hypot, radians, sin
from typing import NamedTuple

HEX = re.compile(r"#[0-9a-f]{6}")
STEPS = 250
"""Between black and white, when a colour is looked for."""
GREY = 0.03
"""Below this chroma the eye sees no hue."""


class Oklch(NamedTuple):
    """Lightness 0 to 1, chroma from 0, hue in degrees."""

    lightness: float
    chroma: float
    hue: float


def read(text: str) -> str:
    """Return a colour as people type it (`0F4C55`, `#abc`) as `#0f4c55`; raise ValueError."""
    digits = text.strip().lower().removeprefix("#")
    if len(digits) == len("abc"):
        digits = "".join(digit * 2 for digit in digits)
    if not HEX.fullmatch(f"#{digits}"):
        raise ValueError(text)
    return f"#{digits}"


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    dark, light = sorted([_luminance(one), _luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def hue_apart(one: str, other: str) -> float:
    """Return how many degrees lie between two hues, at most 180; a grey is far from all."""
    first, second = to_oklch(one), to_oklch(other)
    if min(first.chroma, second.chroma) < GREY:
        return 180.0
    turn = abs(first.hue - second.hue) % 360
    return min(turn, 360 - turn)


def to_oklch(colour: str) -> Oklch:
    red, green, blue = map(_to_linear, _channels(colour))
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return Oklch(lightness, hypot(a, b), degrees(atan2(b, a)) % 360)


def to_hex(colour: Oklch) -> str:
    """Return the nearest colour a screen can show: as light, of the same hue, perhaps paler."""
    shown = colour._replace(lightness=min(max(colour.lightness, 0.0), 1.0))
    if not _is_shown(_rgb(shown)):
        pale, vivid = 0.0, shown.chroma
        while vivid - pale > 1e-3:
            half = (pale + vivid) / 2
            pale, vivid = (
                (half, vivid) if _is_shown(_rgb(shown._replace(chroma=half))) else (pale, half)
            )
        shown = shown._replace(chroma=pale)
    channels = _rgb(shown)
    return "#" + "".join(f"{round(min(max(one, 0.0), 1.0) * 255):02x}" for one in channels)


def nearest_lightness(colour: Oklch, holds: Callable[[str], bool]) -> str | None:
    """Return the colour that holds and is nearest in lightness, of the same chroma and hue."""
    for step in range(STEPS + 1):
        for lightness in (colour.lightness - step / STEPS, colour.lightness + step / STEPS):
            if 0 <= lightness <= 1:
                tried = to_hex(colour._replace(lightness=lightness))
                if holds(tried):
                    return tried
    return None


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _to_linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _from_linear(value: float) -> float:
    return value * 12.92 if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def _luminance(colour: str) -> float:
    red, green, blue = map(_to_linear, _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _rgb(colour: Oklch) -> tuple[float, ...]:
    """Return red, green and blue, outside 0 to 1 where no screen shows the colour."""
    a = colour.chroma * cos(radians(colour.hue))
    b = colour.chroma * sin(radians(colour.hue))
    long = (colour.lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (colour.lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (colour.lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )
    return tuple(_from_linear(value) for value in linear)


def _is_shown(channels: tuple[float, ...]) -> bool:
    slack = 0.5 / 255
    return all(-slack <= channel <= 1 + slack for channel in channels)
