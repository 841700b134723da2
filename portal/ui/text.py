"""Danish text where the database and addresses need plain forms of it."""

import re

from django.utils.text import slugify

_ORDER = str.maketrans(
    {"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}", "é": "e", "è": "e", "ü": "u"}
)
_PLAIN = str.maketrans(
    {
        "æ": "ae",
        "ø": "oe",
        "å": "aa",
        "Æ": "Ae",
        "Ø": "Oe",
        "Å": "Aa",
        "ä": "ae",
        "ö": "oe",
        "ü": "u",
    }
)

_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def sort_key(text: str) -> str:
    """Return a key whose byte order is Danish order: æ, ø, å after z."""
    return text.strip().lower().translate(_ORDER)


def without_controls(text: str) -> str:
    """Return text without the signs that no reader sees and that feeds and PDFs choke on.

    Line breaks and tabs stay; so do the joiners inside emoji. Signs that turn the direction of
    writing go: they make one word look like another.
    """
    return _UNSEEN.sub("", text)


def make_slug(text: str, *, longest: int = 60) -> str:
    """Return an address part that people can read; never empty, whatever was typed."""
    slug = slugify(text.translate(_PLAIN))[:longest].rstrip("-")
    if len(slug) == longest and "-" in slug:
        slug = slug.rsplit("-", 1)[0]
    return slug or "uden-titel"
