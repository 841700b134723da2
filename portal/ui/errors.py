"""Pages for what went wrong, in the visitor's language, each with the next step."""

import logging

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.shortcuts import render
from django.template.loader import render_to_string

from . import parked

logger = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/403.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "errors/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    # The database or the cache may be what failed: this page asks nothing of either.
    context = {"request_id": getattr(request, "id", "")}
    return HttpResponseServerError(render_to_string("errors/500.html", context))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Show what was typed and let it be sent again with a fresh token: nothing is lost.

    Not for a form that another site sent: that one is refused and not repeated.
    """
    logger.warning("A form without a valid token: %s", reason)
    from_elsewhere = reason.startswith(("Origin checking", "Referer checking"))
    context = {
        "fields": [] if from_elsewhere else parked.fields(request),
        "path": request.get_full_path(),
        "had_files": bool(request.FILES),
        "no_cookie": reason == REASON_NO_CSRF_COOKIE,
    }
    return render(request, "errors/csrf.html", context, status=403)
