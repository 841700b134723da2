"""One form for each act; errors say what to do."""

from .committees import CommitteeForm, LinkForm, LinkForms, LinksForm, ProgressForm
from .groups import GroupForm, GroupGuestForm, NewGroupForm
from .mandates import MandateForm, TaskForm, TaskForms
from .members import AppointForm, EndForm, InvitationForm, MembershipForm, PersonForm

__all__ = [
    "AppointForm",
    "CommitteeForm",
    "EndForm",
    "GroupForm",
    "GroupGuestForm",
    "InvitationForm",
    "LinkForm",
    "LinkForms",
    "LinksForm",
    "MandateForm",
    "MembershipForm",
    "NewGroupForm",
    "PersonForm",
    "ProgressForm",
    "TaskForm",
    "TaskForms",
]
