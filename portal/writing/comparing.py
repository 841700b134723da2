"""Two texts word by word in one."""

from __future__ import annotations

from django.utils.safestring import SafeString

from portal.documents import richtext
from portal.ui.difference import marked


def compared(before: str, after: str) -> SafeString:
    """Return the words of two texts, what came and what went marked."""
    return marked(richtext.to_text(before), richtext.to_text(after))
