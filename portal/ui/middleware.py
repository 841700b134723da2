"""What every answer carries: a request id, headers that close doors, a way to sign in."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.urls import reverse

from portal.access import SignInFirst

from . import parked
from .request_ids import current_request_id

Handler = Callable[[HttpRequest], HttpResponse]


def request_id(get_response: Handler) -> Handler:
    """Give each request an id that stands in logs, in the record and on error pages."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.id = uuid4().hex  # type: ignore[attr-defined]
        token = current_request_id.set(request.id)  # type: ignore[attr-defined]
        try:
            response = get_response(request)
        finally:
            current_request_id.reset(token)
        response.headers["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        return response

    return middleware


def security_headers(get_response: Handler) -> Handler:
    """Close what no page needs; what is private is not kept by anybody on the way."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault(
            "Permissions-Policy",
            "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        user = getattr(request, "user", None)
        if "Cache-Control" not in response.headers and user is not None and user.is_authenticated:
            response.headers["Cache-Control"] = "private, no-store"
        return response

    return middleware


class CompressedText(GZipMiddleware):
    """Send pages a third as large; what is compressed already, such as a PDF, stays as it is."""

    KINDS = ("text/", "application/atom+xml", "application/json", "application/xml", "image/svg")

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.headers.get("Content-Type", "").startswith(self.KINDS):
            return super().process_response(request, response)
        return response


class sign_in_first:  # noqa: N801 - named like the other middleware
    """Lead a visitor who asked for what needs an account to sign-in, and back afterwards."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        # A kept form has reached its address again, by whatever button.
        if request.method == "POST" and request.user.is_authenticated:
            kept = request.session.get(parked.KEY)
            if kept is not None and kept["path"] == request.get_full_path():
                parked.forget(request)
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, SignInFirst):
            return None
        if request.method in {"GET", "HEAD"}:
            back = request.get_full_path()
        elif parked.park(request):
            back = reverse("parked-form")
            request.is_parked = True  # type: ignore[attr-defined]
        else:
            back = _came_from(request)
        return redirect_to_login(back, reverse("account_login"))


def no_null_characters(get_response: Handler) -> Handler:
    """Refuse an address with a NUL in it: no page has one, and PostgreSQL takes none in a text.

    Forms look after what is posted.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path or any("\0" in "".join(v) for _k, v in request.GET.lists()):
            raise BadRequest("a NUL in the address")
        return get_response(request)

    return middleware


def _came_from(request: HttpRequest) -> str:
    referrer = urlsplit(request.headers.get("Referer", ""))
    return referrer.path if referrer.netloc == request.get_host() else "/"
