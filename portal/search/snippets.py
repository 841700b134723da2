"""The part of a text that was asked for, with the words marked; everything else escaped."""

from __future__ import annotations

import re

from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from .words import plain

_WORD = re.compile(r"\w+")
BEFORE, LENGTH = 60, 220


def marked(text: str, lexemes: tuple[str, ...]) -> SafeString:
    """Return the text with the words that begin like one of these marked."""
    if not lexemes:
        return conditional_escape(text)
    pieces, end = [], 0
    for word in _WORD.finditer(text):
        if plain(word.group()).startswith(lexemes):
            pieces += [("", text[end : word.start()]), ("mark", word.group())]
            end = word.end()
    pieces.append(("", text[end:]))
    return mark_safe(  # noqa: S308 - of parts that are escaped
        "".join(str(conditional_escape(part)) if not tag else _mark(part) for tag, part in pieces)
    )


def snippet(text: str, lexemes: tuple[str, ...]) -> SafeString:
    """Return some two lines of the text from about the first word that was asked for."""
    first = next(
        (
            word.start()
            for word in _WORD.finditer(text)
            if lexemes and plain(word.group()).startswith(lexemes)
        ),
        0,
    )
    start = max(0, first - BEFORE)
    if start:
        start = text.find(" ", start) + 1
    piece = text[start : start + LENGTH]
    if start + LENGTH < len(text):
        piece = piece.rsplit(" ", 1)[0] + " …"
    return marked(("… " if start else "") + piece, lexemes)


def _mark(word: str) -> str:
    return str(format_html_join("", "<mark>{}</mark>", [(word,)]))
