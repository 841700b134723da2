"""The committees and everything that hangs directly under one."""

from .committees import EDITABLE, Committee, CommitteeLink, CommitteeQuerySet
from .deliverables import Deliverable, DeliverableQuerySet
from .figures import FiguresRendition
from .groups import GroupMembership, GroupMembershipQuerySet, WorkingGroup, WorkingGroupQuerySet
from .invitations import Invitation, InvitationQuerySet
from .mandates import (
    MandateRendition,
    MandateTask,
    MandateVersion,
    MandateVersionQuerySet,
    TaskProgress,
)
from .memberships import (
    OFFICES,
    SEATS,
    AppointedAs,
    Membership,
    MembershipQuerySet,
    Portrait,
    Role,
    forget_roles,
    groups_of,
    roles_by_committee,
    roles_of,
)
from .municipality import Logo, Municipality

__all__ = [
    "EDITABLE",
    "OFFICES",
    "SEATS",
    "AppointedAs",
    "Committee",
    "CommitteeLink",
    "CommitteeQuerySet",
    "Deliverable",
    "DeliverableQuerySet",
    "FiguresRendition",
    "GroupMembership",
    "GroupMembershipQuerySet",
    "Invitation",
    "InvitationQuerySet",
    "Logo",
    "MandateRendition",
    "MandateTask",
    "MandateVersion",
    "MandateVersionQuerySet",
    "Membership",
    "MembershipQuerySet",
    "Municipality",
    "Portrait",
    "Role",
    "TaskProgress",
    "WorkingGroup",
    "WorkingGroupQuerySet",
    "forget_roles",
    "groups_of",
    "roles_by_committee",
    "roles_of",
]
