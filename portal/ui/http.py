"""Requests as our middleware leaves them, and the one way to answer after a change."""

from typing import Protocol, cast

from django.http import HttpRequest as DjangoRequest
from django.http import HttpResponse, HttpResponseRedirect
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails


class HttpRequest(DjangoRequest):
    """A request after our middleware."""

    htmx: HtmxDetails
    id: str
    csp_nonce: str


class HasAddress(Protocol):
    def get_absolute_url(self) -> str: ...


def go_to(request: DjangoRequest, target: HasAddress | str) -> HttpResponse:
    """Answer a change: lead to what it made, in a way that reload and Back survive."""
    url = target if isinstance(target, str) else target.get_absolute_url()
    if getattr(request, "htmx", False):
        return cast("HttpResponse", HttpResponseClientRedirect(url))
    return HttpResponseRedirect(url)
