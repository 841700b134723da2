"""A committee that got another address is found at its old one, for good."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from portal.ui.http import to_present_address

from .models import Committee

Handler = Callable[[HttpRequest], HttpResponse]
ADDRESS = re.compile(r"^(?P<before>(?:/en)?/udvalg/)(?P<slug>[-\w]+)(?P<after>/.*)$")


def earlier_addresses(get_response: Handler) -> Handler:
    """Lead from an address that nothing answers to the same page at the committee's present one."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code != 404 or request.method not in {"GET", "HEAD"}:
            return response
        asked = ADDRESS.match(request.path)
        now = _present_address(request, asked["slug"]) if asked else None
        if asked is None or now is None:
            return response
        return to_present_address(request, f"{asked['before']}{now}{asked['after']}")

    return middleware


def _present_address(request: HttpRequest, slug: str) -> str | None:
    visible = Committee.objects.visible_to(request.user)
    if visible.filter(slug=slug).exists():
        return None  # it is there; what is missing is something below it
    found = visible.filter(events__slug=slug).order_by("-pk").values_list("slug", flat=True)
    return found.first()
