"""How the municipality looks: its colours, its icon and its logo, each under its content's name.

Outside the languages and without a look at who asks, so that every cache on the way can keep them.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from committee.logos import SVG
from committee.models import Logo, Municipality
from committee.sharing import WORDS, picture

FOR_GOOD = "public, max-age=31536000, immutable"
DRAWING_ONLY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""A logo opened by itself draws and does nothing else: no script, no form, no other place."""


@require_safe
def colours(request: HttpRequest, version: str) -> HttpResponse:
    """The theme's stylesheet; a page from before a change is led to the new one."""
    theme = Municipality.current().theme
    if version != theme.version:
        return _moved(reverse("theme-colours", args=[theme.version]))
    return _kept(theme.stylesheet, "text/css; charset=utf-8")


@require_safe
def icon(request: HttpRequest, version: str) -> HttpResponse:
    """The mark in the theme's colours."""
    theme = Municipality.current().theme
    if version != theme.version:
        return _moved(reverse("theme-icon", args=[theme.version]))
    return _kept(theme.icon, SVG)


@require_safe
def share(request: HttpRequest, version: str, language: str) -> HttpResponse:
    """The picture beside a link to the portal, the same for every page."""
    theme = Municipality.current().theme
    if language not in WORDS:
        raise Http404
    if version != theme.version:
        return _moved(reverse("theme-share", args=[theme.version, language]))
    return _kept(picture(theme, language), "image/png")


@require_safe
def logo(request: HttpRequest, digest: str) -> HttpResponse:
    """A logo, the present one or an earlier: its address says which bytes it has."""
    found = get_object_or_404(Logo, pk=digest)
    response = _kept(bytes(found.content), found.mime_type)
    response["Content-Security-Policy"] = DRAWING_ONLY
    return response


def _kept(content: str | bytes, kind: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=kind,
        headers={"Cache-Control": FOR_GOOD, "X-Content-Type-Options": "nosniff"},
    )


def _moved(url: str) -> HttpResponse:
    response = redirect(url)
    response["Cache-Control"] = "public, max-age=60"
    return response
