"""A form that arrived without its session: kept, and sent again after sign-in.

Somebody wrote for an hour and their session ran out, or they signed in in another tab. What
they sent is kept in the (new) session, they sign in, see what they wrote and send it with one
press. Files and passwords are not kept, and nothing waits longer than it takes to sign in: who
sent it is not known any more, and the next person at the same machine is somebody else.
"""

import time
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.access import SignInFirst

KEY = "parked_form"
MOST = 500_000
"""Characters of one form that are kept."""
WAITS = 60 * 60
"""Seconds within which whoever sent it signs in."""
NOT_SHOWN = {
    "csrfmiddlewaretoken", "form_key", "next", "draft_form", "draft_version", "draft_copy",
}  # fmt: skip


@dataclass(frozen=True)
class Field:
    name: str
    value: str
    is_shown: bool


def fields(request: HttpRequest) -> list[Field]:
    """Return what was sent, as it was sent."""
    return [
        Field(name, str(value), is_shown=name not in NOT_SHOWN and bool(str(value).strip()))
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]


def park(request: HttpRequest) -> bool:
    """Keep the form that was just sent; False if there is nothing worth keeping."""
    kept = fields(request)
    if not any(field.is_shown for field in kept) or sum(len(f.value) for f in kept) > MOST:
        return False
    request.session[KEY] = {
        "path": request.get_full_path(),
        "fields": [[field.name, field.value] for field in kept],
        "had_files": bool(request.FILES),
        "at": time.time(),
    }
    return True


def forget(request: HttpRequest) -> None:
    """Drop what was kept, once it has been sent again."""
    request.session.pop(KEY, None)


@require_safe
def resume(request: HttpRequest) -> HttpResponse:
    """Show what was kept, with one button that sends it where it was going."""
    if not request.user.is_authenticated:
        raise SignInFirst
    parked: dict[str, Any] | None = request.session.get(KEY)
    if parked is None or parked["at"] < time.time() - WAITS:
        forget(request)
        raise Http404
    kept = [
        Field(name, value, name not in NOT_SHOWN and bool(value.strip()))
        for name, value in parked["fields"]
    ]
    context = {
        "path": parked["path"],
        "had_files": parked["had_files"],
        "fields": kept,
        "crumbs": [(_("What you wrote"), "")],
    }
    return render(request, "errors/resume.html", context)
