"""Two texts beside each other, word by word: what came, what went, marked for eye and ear."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

LONGEST = 4_000
"""Words; longer texts are compared by the line, so that no page takes long."""


def marked(before: str, after: str) -> SafeString:
    """Return the two texts in one, what was added and deleted marked and said."""
    old, new = _words(before), _words(after)
    if len(old) + len(new) > LONGEST:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    parts: list[SafeString] = []
    matcher = SequenceMatcher(None, _bare(old), _bare(new), autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            parts.append(format_html("{}", "".join(new[c:d])))
            continue
        gone, come = "".join(old[a:b]), "".join(new[c:d])
        if gone.strip():
            parts.append(_mark("del", _("deleted:"), gone))
        parts.append(_mark("ins", _("added:"), come) if come.strip() else format_html("{}", come))
    return format_html_join("", "{}", ((part,) for part in parts))


def _words(text: str) -> list[str]:
    """Return the words with the space after each, and what ends a line by itself."""
    return re.findall(r"\S+[^\S\n]*|\s+", text)


def _bare(words: list[str]) -> list[str]:
    """Return what is compared: the space after a word is no part of it.

    Otherwise the last word before a change would count as changed with it.
    """
    return [word.rstrip() for word in words]


def _mark(element: str, word: str, text: str) -> SafeString:
    # The space around the words stays outside, so that lines break and no space is struck out.
    core = text.strip()
    begin, _core, end = text.partition(core)
    return format_html(
        '{}<{}><span class="sr-only">{} </span>{}</{}>{}',
        begin,
        element,
        word,
        core,
        element,
        end or " ",
    )
