"""Words as the search compares them: small letters, and æ, ø, å written with two.

So "aeldre" meets "ældre". `plain` is the twin of the database's `search_plain` (see the first
migration), which the index is made of; both drop the little words that the Danish stop list only
knows with their own letters.
"""

import re

_LETTERS = str.maketrans(
    {"æ": "ae", "ä": "ae", "ø": "oe", "ö": "oe", "å": "aa"}
    | dict(zip("éèêëáàâãíìîïóòôõúùûüçñ", "eeeeaaaaiiiioooouuuucn", strict=True))
)
LITTLE = ("paa", "naar", "vaere", "vaeret", "ogsaa", "saadan")
_LITTLE = re.compile(rf"\b(?:{'|'.join(LITTLE)})\b")
_WORD = re.compile(r"\w+")
SHORTEST_ALIKE = 4
"""Shorter words are like too many others for a guess."""
MOST_WORDS = 12


def plain(text: str) -> str:
    """Return the text as the index holds it."""
    return _LITTLE.sub(" ", text.lower().translate(_LETTERS))


def single(text: str) -> list[str]:
    """Return the words of a question that others may be alike to, without what it excludes."""
    found = [
        word
        for part in plain(text).split()
        if not part.startswith("-")
        for word in _WORD.findall(part)
    ]
    return [word for word in dict.fromkeys(found) if word != "or"][:MOST_WORDS]
