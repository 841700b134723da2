"""The pages about ideas, by who uses them."""

from .authors import idea_create, idea_edit, idea_similar, idea_withdraw
from .catalogue import idea_list, idea_table
from .comments import comment_edit, comment_history
from .desk import answer_desk
from .handling import idea_answer, idea_carry_out, idea_reopen, idea_review
from .idea import idea_detail, idea_redirect
from .keeping import idea_hide, idea_show, theme_edit, theme_list, theme_remove
from .moderation import comment_decide, comment_desk, comment_hide, comment_report
from .taking_part import comment_create, idea_follow, idea_support

__all__ = [
    "answer_desk",
    "comment_create",
    "comment_decide",
    "comment_desk",
    "comment_edit",
    "comment_hide",
    "comment_history",
    "comment_report",
    "idea_answer",
    "idea_carry_out",
    "idea_create",
    "idea_detail",
    "idea_edit",
    "idea_follow",
    "idea_hide",
    "idea_list",
    "idea_redirect",
    "idea_reopen",
    "idea_review",
    "idea_show",
    "idea_similar",
    "idea_support",
    "idea_table",
    "idea_withdraw",
    "theme_edit",
    "theme_list",
    "theme_remove",
]
