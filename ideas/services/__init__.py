"""What happens to ideas: the only code of the app that writes."""

from .drafts import claim_draft, forget_drafts, keep_draft
from .handling import answer_idea, carry_out_idea, reopen_idea, take_into_review
from .keeping import (
    add_theme,
    change_theme,
    hide_idea,
    remove_theme,
    show_idea,
)
from .moderation import hide_comment, let_comment_stand, report_comment
from .taking_part import (
    comment_on_idea,
    edit_comment,
    follow_idea,
    support_idea,
    unfollow_idea,
    withdraw_support,
)
from .writing import edit_idea, submit_idea, withdraw_idea

__all__ = [
    "add_theme",
    "answer_idea",
    "carry_out_idea",
    "change_theme",
    "claim_draft",
    "comment_on_idea",
    "edit_comment",
    "edit_idea",
    "follow_idea",
    "forget_drafts",
    "hide_comment",
    "hide_idea",
    "keep_draft",
    "let_comment_stand",
    "remove_theme",
    "reopen_idea",
    "report_comment",
    "show_idea",
    "submit_idea",
    "support_idea",
    "take_into_review",
    "unfollow_idea",
    "withdraw_idea",
    "withdraw_support",
]
