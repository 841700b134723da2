"""What happens in a discussion: the only code of the app that writes."""

from .moderation import dismiss_reports, hide_comment, let_stand, report_comment, show_comment
from .writing import edit_comment, open_thread, post_comment, recount

__all__ = [
    "dismiss_reports",
    "edit_comment",
    "hide_comment",
    "let_stand",
    "open_thread",
    "post_comment",
    "recount",
    "report_comment",
    "show_comment",
]
