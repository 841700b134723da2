"""A form that was sent has no draft any more."""

from collections.abc import Callable
from typing import Any

from django.contrib.messages import constants, get_messages
from django.http import HttpRequest, HttpResponse

from portal.people.acting import who
from portal.ui.text import without_controls

from . import services
from .typed import COPY, FORM

Handler = Callable[[HttpRequest], HttpResponse]
SENT = "sent_copies"
"""Where the session keeps which copies in the browser are not needed any more."""


def forget_sent(get_response: Handler) -> Handler:
    """Drop the draft, and tell the next page to drop the browser's copy."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.method == "POST" and FORM in request.POST and _went_well(request, response):
            _forget(request)
        return response

    return middleware


def _forget(request: HttpRequest) -> None:
    if request.user.is_authenticated:
        services.drop_draft(without_controls(request.POST[FORM])[:300], by=who(request))
    if copy := request.POST.get(COPY, "")[:40]:
        request.session[SENT] = [*request.session.get(SENT, []), copy][-20:]


def _went_well(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the form did what it is for: it leads on, and nothing was said against it."""
    leads_on = response.status_code in {302, 303} or "HX-Redirect" in response.headers
    if not leads_on or getattr(request, "is_parked", False) or "/kladder/" in request.path:
        return False
    told: Any = get_messages(request)
    refused = any(message.level >= constants.WARNING for message in told)
    told.used = False  # they are still to be shown
    return not refused
