"""How wide words are drawn, so that a picture can keep them apart without a browser.

Widths are those of IBM Plex Sans, of the wider of the two weights in use, rounded up: a box may
be a little too wide, never too narrow.
"""

from __future__ import annotations

WIDTHS = {
    0.25: " \N{NO-BREAK SPACE}",
    0.3: "',.ijlìíîï\N{RIGHT SINGLE QUOTATION MARK}",
    0.35: "!():;[]f",
    0.4: "rt{|}",
    0.45: "-/I\\ÌÍÎÏ",
    0.55: 'JLcgvxyz?s"«»çýÿ',
    0.6: "$*+0123456789<=>EFTZ^_`abdehknopqu~ÈÉÊË×àáâãäåèéêëðñòóôõö÷øùúûüþ\N{EN DASH}",
    0.65: "CPSVYÇÝÞ",
    0.7: "ABDKRUXÀÁÂÃÄÅÐÙÚÛÜß",
    0.75: "#&GHNOQÑÒÓÔÕÖØ",
    0.85: "Mw",
    0.9: "@mæ\N{HORIZONTAL ELLIPSIS}",
    0.95: "WÆœ",
    1.0: "%Œ",
}
"""Part of the letter's size, and the letters of that width."""

OTHERS = 1.15
"""What the font does not have is drawn by another one: as wide as that may become."""

_WIDTH_OF = {letter: width for width, letters in WIDTHS.items() for letter in letters}
ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"


def text_width(text: str, size: float) -> float:
    """Return how wide a line of text is at most, in the units of `size`."""
    return size * sum(_WIDTH_OF.get(letter, OTHERS) for letter in text)


def fitted(text: str, size: float, room: float) -> str:
    """Return the text, or as much of its beginning as has room, with an ellipsis."""
    if text_width(text, size) <= room:
        return text
    used = text_width(ELLIPSIS, size)
    kept = ""
    for letter in text:
        used += text_width(letter, size)
        if used > room:
            break
        kept += letter
    return f"{kept.rstrip()}{ELLIPSIS}" if kept.strip() else ""
