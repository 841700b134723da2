"""Of what is taken from the public: to whoever confirms it, and to whoever must write on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from committee.models import Membership, Role
from meetings.models import Withdrawal
from portal.notifications import kinds
from portal.notifications.services import notify

from .wording import PLAIN, in_both, path

if TYPE_CHECKING:
    from portal.people.models import User


@kinds.register
class WithdrawalWanted(kinds.Kind):
    """To chair and deputy, or to the administrators: another has asked, and they confirm."""

    name = "meetings.withdrawal_wanted"
    template = PLAIN


@kinds.register
class VersionWithdrawn(kinds.Kind):
    """To who runs the meeting: a version is gone from the public, a new one must follow."""

    name = "meetings.version_withdrawn"
    template = PLAIN


def ask_to_confirm(asked: Withdrawal, *, by: User) -> None:
    if asked.asked_role == "administrator":
        wanted = _seats(asked, Role.CHAIR, Role.DEPUTY)
    else:
        wanted = Q(is_staff=True, is_active=True)
    notify(
        WithdrawalWanted.name,
        event=f"withdrawal-{asked.pk}",
        url=path("withdrawal", asked.meeting.pk, asked.pk),
        to=get_user_model().objects.filter(wanted).distinct().order_by("pk"),
        except_for=by,
        **in_both(
            _("A withdrawal at %(meeting)s, %(date)s, awaits your answer (%(committee)s)"),
            asked.meeting,
        ),
    )


def tell_of_withdrawal(asked: Withdrawal, *, by: User) -> None:
    runs_it = _seats(asked, Role.CHAIR, Role.DEPUTY, Role.SECRETARY)
    text = (
        _("The minutes of %(meeting)s, %(date)s, are withdrawn (%(committee)s)")
        if asked.minutes_version_id
        else _("The agenda of %(meeting)s, %(date)s, is withdrawn (%(committee)s)")
    )
    notify(
        VersionWithdrawn.name,
        event=f"withdrawn-{asked.pk}",
        url=path("meeting-detail", asked.meeting.pk),
        to=get_user_model().objects.filter(runs_it).distinct().order_by("pk"),
        except_for=by,
        **in_both(text, asked.meeting),
    )


def _seats(asked: Withdrawal, *roles: Role) -> Q:
    seats = Membership.objects.current().filter(committee=asked.committee, role__in=roles)
    return Q(person__memberships__in=seats)
