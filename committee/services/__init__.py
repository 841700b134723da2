"""The verbs of a committee's year outside its meetings."""

from .committees import (
    change_setup,
    describe_municipality,
    edit_committee,
    follow_committee,
    report_progress,
    set_up_committee,
    unfollow_committee,
)
from .deliverables import (
    describe_deliverable,
    hand_over,
    plan_deliverable,
    record_council_decision,
    remove_deliverable,
)
from .figures import ask_for_figures, attach_figures, figures_are_told, start_figures
from .groups import add_to_group, change_group, form_group, leave_group
from .invitations import accept_invitation, holds_address, invite_person
from .mandates import attach_rendition, draft_mandate, publish_mandate, write_mandate
from .memberships import (
    appoint,
    appoint_first_secretary,
    change_membership,
    change_person,
    end_membership,
    set_portrait,
)

__all__ = [
    "accept_invitation",
    "add_to_group",
    "appoint",
    "appoint_first_secretary",
    "ask_for_figures",
    "attach_figures",
    "attach_rendition",
    "change_group",
    "change_membership",
    "change_person",
    "change_setup",
    "describe_deliverable",
    "describe_municipality",
    "draft_mandate",
    "edit_committee",
    "end_membership",
    "figures_are_told",
    "follow_committee",
    "form_group",
    "hand_over",
    "holds_address",
    "invite_person",
    "leave_group",
    "plan_deliverable",
    "publish_mandate",
    "record_council_decision",
    "remove_deliverable",
    "report_progress",
    "set_portrait",
    "set_up_committee",
    "start_figures",
    "unfollow_committee",
    "write_mandate",
]
