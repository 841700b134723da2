"""One form for each act; errors say what to do."""

from .committees import CommitteeForm, LinkForm, LinkForms, LinksForm, ProgressForm
from .deliverables import CouncilForm, DeliverableForm, HandOverForm, NewDeliverableForm
from .groups import GroupForm, GroupGuestForm, NewGroupForm
from .mandates import MandateForm, TaskForm, TaskForms
from .members import AppointForm, EndForm, InvitationForm, MembershipForm, PersonForm

__all__ = [
    "AppointForm",
    "CommitteeForm",
    "CouncilForm",
    "DeliverableForm",
    "EndForm",
    "GroupForm",
    "GroupGuestForm",
    "HandOverForm",
    "InvitationForm",
    "LinkForm",
    "LinkForms",
    "LinksForm",
    "MandateForm",
    "MembershipForm",
    "NewDeliverableForm",
    "NewGroupForm",
    "PersonForm",
    "ProgressForm",
    "TaskForm",
    "TaskForms",
]
