"""The picture that other sites show beside a link to the portal: the mark and one line of words."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from portal.documents import fonts

if TYPE_CHECKING:
    from portal.ui.theme import Theme

SIZE = (1200, 630)
WORDS = {"da": "Opgaveudvalg i det åbne", "en": "Task committees in the open"}
SHARPER = 2
"""It is drawn so many times as large and made smaller, so that curves are smooth."""


def picture(theme: Theme, language: str) -> bytes:
    """Return a PNG in the colours of the theme's field."""
    colours = theme.light
    return _drawn(colours["field"], colours["field-thread"], colours["on-field"], WORDS[language])


@lru_cache(maxsize=4)
def _drawn(field: str, thread: str, ink: str, words: str) -> bytes:
    image = Image.new("RGB", (SIZE[0] * SHARPER, SIZE[1] * SHARPER), field)
    draw = ImageDraw.Draw(image)
    # The strands and the ring of mark.svg (32 units wide), laid at the left over the full height.
    unit = 14 * SHARPER
    left, top = 60 * SHARPER, 91 * SHARPER

    def place(x: float, y: float) -> tuple[float, float]:
        return left + x * unit, top + y * unit

    middle = (19, 16)
    for start in (8, 16, 24):
        curve = [(4, start), (10, start), (12, middle[1]), middle]
        # Drawn as a line, its pieces would part on the outside of the bend.
        for step in range(401):
            draw.circle(place(*_on_curve(curve, step / 400)), 1.25 * unit, fill=thread)
    draw.ellipse([*place(16.5, 9.5), *place(29.5, 22.5)], fill=field)
    draw.ellipse([*place(16.5, 9.5), *place(29.5, 22.5)], outline=ink, width=3 * unit)
    folder = fonts.folder()
    name = ImageFont.truetype(folder / "IBMPlexSans-SemiBold.ttf", 120 * SHARPER)
    line = ImageFont.truetype(folder / "IBMPlexSans-Regular.ttf", 46 * SHARPER)
    draw.text((530 * SHARPER, 330 * SHARPER), "Samskab", font=name, fill=ink, anchor="ls")
    draw.text((534 * SHARPER, 410 * SHARPER), words, font=line, fill=ink, anchor="ls")
    told = BytesIO()
    image.resize(SIZE, Image.Resampling.LANCZOS).save(told, "PNG", optimize=True)
    return told.getvalue()


def _on_curve(points: list[tuple[int, int]], at: float) -> tuple[float, float]:
    """Return a point of a cubic curve."""
    rest = 1 - at
    weights = (rest**3, 3 * rest**2 * at, 3 * rest * at**2, at**3)
    return (
        sum(weight * point[0] for weight, point in zip(weights, points, strict=True)),
        sum(weight * point[1] for weight, point in zip(weights, points, strict=True)),
    )
