"""Of items that somebody suggests for the agenda."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from committee.models import Membership, Role
from meetings.models import ItemSuggestion
from portal.notifications import kinds
from portal.notifications.services import notify

from .wording import PLAIN, of_committee, path

if TYPE_CHECKING:
    from portal.people.models import User


@kinds.register
class ItemSuggested(kinds.Kind):
    """To those who run the meetings: somebody suggests an item."""

    name = "meetings.item_suggested"
    template = PLAIN


@kinds.register
class SuggestionAnswered(kinds.Kind):
    """To whoever suggested an item: it was taken on, or not and why."""

    name = "meetings.suggestion_answered"
    template = PLAIN


def tell_of_suggestion(suggestion: ItemSuggestion, *, by: User) -> None:
    runs_it = Membership.objects.current().filter(
        committee=suggestion.committee, role__in=[Role.SECRETARY, Role.CHAIR, Role.DEPUTY]
    )
    notify(
        ItemSuggested.name,
        event=f"suggestion-{suggestion.pk}",
        url=path("suggestion", suggestion.pk),
        to=get_user_model()
        .objects.filter(person__memberships__in=runs_it)
        .distinct()
        .order_by("pk"),
        except_for=by,
        **of_committee(
            _("Somebody suggests an item for the agenda (%(committee)s)"), suggestion.committee
        ),
    )


def tell_of_answer(suggestion: ItemSuggestion, *, by: User) -> None:
    notify(
        SuggestionAnswered.name,
        event=f"suggestion-{suggestion.pk}-answered",
        url=path("suggestion", suggestion.pk),
        to=[suggestion.suggested_by],
        except_for=by,
        **of_committee(
            _("Your suggestion for the agenda has been answered (%(committee)s)"),
            suggestion.committee,
        ),
    )
