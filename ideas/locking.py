"""The head row of every change to an idea, and the right to make it."""

from django.core.exceptions import PermissionDenied
from django.utils.translation import override

from portal.people.models import User

from .models import Idea


def locked(idea_id: int, *, by: User, may: str) -> Idea:
    """Return the idea, locked until the transaction ends, if this person may do this to it."""
    idea = (
        Idea.objects.select_for_update(of=("self",), no_key=True)
        .select_related("committee")
        .get(pk=idea_id)
    )
    if not by.has_perm(may, idea):
        raise PermissionDenied
    return idea


def danish_path(idea: Idea) -> str:
    """Return the address that notices keep; each reader's language is added when it is shown."""
    with override("da"):
        return idea.get_absolute_url()
