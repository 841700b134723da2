"""What a section has been: its versions, what each of them changed, and the way back to one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from portal.ui.http import HttpRequest

from .comparing import compared
from .models import Revision, Text

MOST = 200
"""Versions that the list shows, the newest first."""


@dataclass(frozen=True)
class Way:
    """Where a section stands: what it is called, where it is saved and read."""

    label: str
    save: str
    prefix: str
    back: str
    crumbs: list[tuple[str, str]]


def page(request: HttpRequest, text: Text | None, way: Way) -> HttpResponse:
    """Show the versions of a text and what the one asked for changed; the caller asked the right.

    Going back to a version is a save of its words on top of what stands there now.
    """
    if text is None:
        raise Http404
    versions = list(
        text.revisions.versions().select_related("author").order_by("-saved_at", "-pk")[:MOST]
    )
    chosen = _chosen(versions, request.GET.get("udgave", ""))
    context: dict[str, Any] = {
        "text": text,
        "way": way,
        "versions": versions,
        "chosen": chosen,
        "changed": _changed(chosen),
        "is_now": not chosen.is_beside and chosen.number == text.revision,
        "crumbs": way.crumbs,
    }
    response = render(request, "writing/history.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _chosen(versions: list[Revision], asked: str) -> Revision:
    if not asked:
        return versions[0]
    for version in versions:
        if str(version.pk) == asked:
            return version
    raise Http404


def _changed(chosen: Revision) -> SafeString:
    """Return the version's words, marked against the version before, or what it clashed with."""
    before = chosen.text.revisions.in_the_text()
    if chosen.is_beside:
        earlier = before.filter(number=chosen.number).first()
    else:
        kept = before.versions().filter(number__lt=chosen.number)
        earlier = kept.order_by("-number").first()
    return compared(earlier.content if earlier else "", chosen.content)
