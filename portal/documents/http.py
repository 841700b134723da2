"""Handing out a file, after the page that owns it has decided who may have it."""

from __future__ import annotations

import logging
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date

from . import kinds
from .models import File

logger = logging.getLogger(__name__)

SHOWN_IN_THE_BROWSER = {kinds.PDF, kinds.PNG, kinds.JPEG}
# Browsers refuse to show a PDF in a sandbox; it gets the rest of the policy.
NOTHING_RUNS = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


def serve(
    request: HttpRequest, file: File, *, inline: bool = False, public: bool = False
) -> HttpResponseBase:
    """Answer with the file's bytes.

    `inline` lets the browser show what it can show safely. `public` allows caches to keep the
    answer for good: only for what everybody may read and what stands at an address of its own
    version.
    """
    shown = inline and file.mime_type in SHOWN_IN_THE_BROWSER
    response: HttpResponseBase | None = get_conditional_response(
        request, etag=file.etag, last_modified=int(file.created_at.timestamp())
    )
    if response is None:
        response = _whole(file)
        response["Content-Type"] = file.mime_type
        response["Content-Disposition"] = content_disposition_header(not shown, file.name) or ""
    response["ETag"] = file.etag
    response["Last-Modified"] = http_date(file.created_at.timestamp())
    response["Cache-Control"] = (
        "public, max-age=31536000, immutable" if public else "private, no-cache"
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = (
        NOTHING_RUNS if shown and file.mime_type == kinds.PDF else f"{NOTHING_RUNS}; sandbox"
    )
    return response


def _whole(file: File) -> HttpResponseBase:
    """Let the proxy send the bytes where there is one; otherwise stream them."""
    if settings.PRIVATE_FILES_BY_PROXY:
        response = HttpResponse()
        response["X-Accel-Redirect"] = settings.PRIVATE_FILES_BY_PROXY + quote(str(file.blob.name))
        return response
    try:
        return FileResponse(file.blob.open("rb"))
    except FileNotFoundError as missing:
        logger.exception("file %s is not in the storage", file.pk)
        raise Http404 from missing
