"""Requests as our middleware leaves them, and the one way to answer after a change."""

from typing import Any, Protocol, cast

from django.forms import BaseForm, BaseFormSet
from django.http import HttpRequest as DjangoRequest
from django.http import HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
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


def status_of(*forms: "BaseForm | BaseFormSet[Any]") -> int:
    """Return how a page is answered that shows these forms.

    422 where one was refused, 409 where somebody else saved meanwhile what it would change.
    """
    if any(getattr(form, "theirs", None) for form in forms):
        return 409
    return 422 if any(form.is_bound and not form.is_valid() for form in forms) else 200


def to_present_address(request: DjangoRequest, target: HasAddress | str) -> HttpResponse:
    """Lead from an earlier address of something to the one it has now, for good."""
    url = target if isinstance(target, str) else target.get_absolute_url()
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"{url}?{query}" if query else url)
    # A name may be changed back: a redirect kept from before would then lead in a circle.
    response["Cache-Control"] = "private, no-cache"
    return response
