"""What happens in a discussion: the only code of the app that writes."""

from .moderation import hide_comment, show_comment
from .writing import edit_comment, open_thread, post_comment, recount

__all__ = [
    "edit_comment",
    "hide_comment",
    "open_thread",
    "post_comment",
    "recount",
    "show_comment",
]
