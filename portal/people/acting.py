"""Who acts in a request, once the gate has made sure that somebody does."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.http import HttpRequest

if TYPE_CHECKING:
    from .models import User


def who(request: HttpRequest) -> User:
    """Return the signed-in account; the view has passed `fetch` or `require`."""
    return cast("User", request.user)
