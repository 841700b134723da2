"""Editorial texts in two columns: Danish always, English where somebody wrote it.

Records (ideas, minutes, proposals) are never translated and don't come here.
"""

from typing import Any

from django.utils.translation import get_language


def pick(of: Any, name: str) -> tuple[str, str]:
    """Return the text in the page's language and the language it is in."""
    language = "en" if (get_language() or "da").startswith("en") else "da"
    if language == "en" and (english := getattr(of, f"{name}_en")):
        return str(english), "en"
    return str(getattr(of, f"{name}_da")), "da"


def text(of: Any, name: str) -> str:
    """Return the text in the page's language, or the Danish one."""
    return pick(of, name)[0]
