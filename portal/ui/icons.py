"""The few icons of the portal, drawn in 24 by 24 with a line of 2, in the colour of the text.

An icon only repeats what a word beside it says, so none has a name of its own.
"""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_PATHS = {
    "add": "M12 5v14M5 12h14",
    "alert": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7.5V13M12 16v.6",
    "arrow": "M4 12h15M13 6l6 6-6 6",
    "back": "M20 12H5M11 6l-6 6 6 6",
    "bell": "M6 17V11a6 6 0 0 1 12 0v6l1.5 1.5h-15zM10 21h4",
    "bold": "M7 5h6a3.5 3.5 0 0 1 0 7H7zM7 12h7a3.5 3.5 0 0 1 0 7H7z",
    "calendar": "M4 6h16v14H4zM4 10.5h16M8 3v4M16 3v4",
    "chevron": "M6 9l6 6 6-6",
    "clock": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7v5.2l3.4 2",
    "comment": "M4 5h16v11h-9l-4 4v-4H4z",
    "cross": "M6 6l12 12M18 6L6 18",
    "document": "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
    "down": "M12 5v14M6 13l6 6 6-6",
    "download": "M12 4v11M7 10.5l5 5 5-5M5 20h14",
    "edit": "M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19z",
    "external": "M10 5H5v14h14v-5M13 4h7v7M20 4l-9 9",
    "heading": "M6 5v14M18 5v14M6 12h12",
    "join": "M4 5h16v14H4zM8 12h8M10.5 9.5L8 12l2.5 2.5M13.5 9.5L16 12l-2.5 2.5",
    "history": "M4.5 9A8.2 8.2 0 1 1 4 13M4 4.5V9h4.5M12 8v4.4l3 1.8",
    "info": "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v5.5M12 7.4V8",
    "link": "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1 1"
    "M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1-1",
    "list": "M9 6h11M9 12h11M9 18h11M4.5 6v.01M4.5 12v.01M4.5 18v.01",
    "lock": "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
    "mail": "M3.5 6h17v12h-17zM3.5 7l8.5 6.5L20.5 7",
    "more": "M5 12v.01M12 12v.01M19 12v.01",
    "numbers": "M10 6h10M10 12h10M10 18h10M4 4.5h1.5V9M4 14.5h2.5L4 18h2.5",
    "person": "M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M5 20.5c.6-4 3.3-5.5 7-5.5s6.4 1.5 7 5.5",
    "quote": "M5 17V11h5v6zM5 11c0-3 1-4 3-4M14 17V11h5v6zM14 11c0-3 1-4 3-4",
    "search": "M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13M15.5 15.5L20.5 20.5",
    "split": "M4 5h16v14H4zM12 5v14",
    "support": "M7 11v9H4v-9zM7 12l4-8c2 0 2.6 1.5 2.2 3.3L12.6 10H19"
    "a1.6 1.6 0 0 1 1.6 2l-1.7 7A1.5 1.5 0 0 1 17.4 20H7",
    "table": "M4 5h16v14H4zM4 10h16M10 10v9",
    "tick": "M4.5 12.5l5 5L19.5 7",
    "unlink": "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-4-6.6"
    "M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 4 6.6M4 4l16 16",
    "up": "M12 19V5M6 11l6-6 6 6",
}  # fmt: skip

NAMES = frozenset(_PATHS)


def draw(name: str) -> SafeString:
    """Return the icon; a name that nobody drew is a mistake in a template and fails there."""
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        '<path d="{}"/></svg>',
        mark_safe(_PATHS[name]),  # noqa: S308 - our own drawing
    )
