"""Of what somebody took on at a meeting: it is due soon, or overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from meetings.models import ActionPoint
from portal.notifications import kinds
from portal.notifications.services import notify

from .wording import PLAIN, in_both, path

if TYPE_CHECKING:
    from portal.people.models import User


@kinds.register
class ActionDue(kinds.Kind):
    """To whoever took something on: it is due soon, or overdue."""

    name = "meetings.action_due"
    template = PLAIN


def remind_of_action(point: ActionPoint, user: User, *, step: str) -> int:
    """Remind of what somebody took on, once for each `step`; the title says nothing of it."""
    text = (
        _("A follow-up of yours from %(meeting)s is due by %(due)s (%(committee)s)")
        if step == "soon"
        else _("A follow-up of yours from %(meeting)s was due by %(due)s (%(committee)s)")
    )
    return notify(
        ActionDue.name,
        event=f"action-{point.pk}-{point.due_on}-{step}",
        url=path("action-detail", point.pk),
        to=[user],
        **in_both(text, point.meeting, due=point.due_on),
    )
