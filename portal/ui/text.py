"""Danish text where the database and addresses need plain forms of it."""

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


def sort_key(text: str) -> str:
    """Return a key whose byte order is Danish order: æ, ø, å after z."""
    return text.strip().lower().translate(_ORDER)


def make_slug(text: str, *, longest: int = 60) -> str:
    """Return an address part that people can read; never empty, whatever was typed."""
    slug = slugify(text.translate(_PLAIN))[:longest].rstrip("-")
    if len(slug) == longest and "-" in slug:
        slug = slug.rsplit("-", 1)[0]
    return slug or "uden-titel"
