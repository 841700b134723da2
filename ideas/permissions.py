"""Who may do what with ideas. Whether the idea's state allows it is the service's question."""

from typing import Any

import rules

from committee.permissions import is_chair, is_chief, is_secretary
from portal.access import is_signed_in, predicate


@predicate
def wrote_it(user: Any, idea: Any) -> bool:
    """An author answers for the text, as long as nobody has answered it."""
    return idea is not None and idea.author_id == user.pk


@predicate
def said_it(user: Any, comment: Any) -> bool:
    """Nobody changes what somebody else has said."""
    return comment is not None and comment.author_id == user.pk


answers_for_committee = is_secretary | is_chair | is_chief

rules.add_perm("ideas.submit_idea", is_signed_in)
rules.add_perm("ideas.support_idea", is_signed_in)
rules.add_perm("ideas.comment_idea", is_signed_in)
rules.add_perm("ideas.edit_comment", said_it)
rules.add_perm("ideas.report_comment", is_signed_in)
rules.add_perm("ideas.follow_idea", is_signed_in)
rules.add_perm("ideas.edit_idea", wrote_it)
rules.add_perm("ideas.withdraw_idea", wrote_it)
rules.add_perm("ideas.review_idea", is_secretary | is_chief)
rules.add_perm("ideas.answer_idea", answers_for_committee)
rules.add_perm("ideas.reopen_idea", answers_for_committee)
rules.add_perm("ideas.carry_out_idea", is_chief)
rules.add_perm("ideas.see_desk", answers_for_committee)
rules.add_perm("ideas.speak_for_committee", answers_for_committee)
rules.add_perm("ideas.hide_idea", is_secretary)
rules.add_perm("ideas.hide_comment", is_secretary)
rules.add_perm("ideas.manage_themes", is_secretary)
