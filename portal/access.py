"""The one gate between an address and an object: may it be known, and may this be done with it?

What may be seen is a QuerySet (`visible_to`), what may be done is a named permission made of
predicates. Whoever may not know that a thing exists gets 404; whoever may see it but not do
this gets 403; a visitor who is not signed in is sent to the sign-in page and back.
"""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import rules
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import Manager, Model, QuerySet
from django.http import Http404, HttpRequest

M = TypeVar("M", bound=Model)


class SignInFirst(PermissionDenied):
    """A visitor asked for what needs an account; the middleware leads to sign-in and back."""


class _Sees(Protocol):
    def visible_to(self, user: Any) -> QuerySet[Any]: ...


def fetch(
    request: HttpRequest,
    manager: Manager[M] | QuerySet[M],
    *,
    may: str | None = None,
    **lookup: Any,
) -> M:
    """Return the object if this person may know it and, with `may`, do that to it."""
    sees: _Sees = manager  # type: ignore[assignment]
    visible: QuerySet[M] = sees.visible_to(request.user)
    try:
        found = visible.get(**lookup)
    except (ObjectDoesNotExist, ValueError) as missing:
        raise Http404 from missing
    if may:
        require(request, may, found)
    return found


def require(request: HttpRequest, permission: str, on: Model | None = None) -> None:
    """Raise unless the person has the permission on the object."""
    if request.user.has_perm(permission, on):
        return
    if not request.user.is_authenticated:
        raise SignInFirst
    raise PermissionDenied


def predicate(rule: Callable[..., bool]) -> Any:
    """Make a rules predicate that is never true for a visitor or a closed account.

    Django asks backends for inactive users too, and `rules` answers; here it cannot.
    """

    def guarded(user: Any, *on: Any) -> bool:
        if user is None or not user.is_authenticated or not user.is_active:
            return False
        return bool(rule(user, *on))

    def with_object(user: Any, on: Any = None) -> bool:
        return guarded(user, on)

    def without_object(user: Any) -> bool:
        return guarded(user)

    takes_object = rule.__code__.co_argcount > 1
    shaped = with_object if takes_object else without_object
    shaped.__name__ = rule.__name__
    shaped.__doc__ = rule.__doc__
    return rules.predicate(shaped, name=rule.__name__)


@predicate
def is_signed_in(user: Any) -> bool:
    """Anyone with an open account."""
    return True


@predicate
def is_administrator(user: Any) -> bool:
    """Administrators set up committees and people; the role gives no right inside a committee."""
    return bool(user.is_staff)
