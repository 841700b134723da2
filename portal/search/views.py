from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from portal.ui.http import HttpRequest
from portal.ui.paging import Page, paginate

from . import finding
from .models import Entry
from .snippets import marked, snippet
from .sources import Shown, sources

QUESTION, KIND = "q", "slags"


@dataclass(frozen=True)
class Hit:
    """One row of the results page."""

    kind: str
    title: SafeString
    text: SafeString
    language: str
    shown: Shown


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """Show what this person may find of what the address asks for."""
    text = " ".join(request.GET.get(QUESTION, "").split())[: finding.LONGEST_QUESTION]
    kinds = [name for name in request.GET.getlist(KIND) if name in sources()]
    context: dict[str, Any] = {
        "question": text,
        "kinds": [(name, one.label, name in kinds) for name, one in sources().items()],
        "crumbs": [(_("Search"), "")],
        "hits": [],
        "page": Page(items=[], next_url=None, is_first=True),
        "size": 0,
        "is_exact": True,
        "is_widened": False,
    }
    question = finding.exact(text) if text else None
    if question:
        context |= _answered(request, text, question, kinds)
    return render(request, "search/results.html", context)


def _answered(
    request: HttpRequest, text: str, question: finding.Question, kinds: list[str]
) -> dict[str, Any]:
    found = finding.found(question, request.user, kinds)
    size = found.count()
    if size < finding.ENOUGH and (wider := finding.widened(text)):
        wider_found = finding.found(wider, request.user, kinds)
        wider_size = wider_found.count()
        if wider_size > size:
            question, found, size = wider, wider_found, wider_size
    page = paginate(request, found, order=finding.ORDER)
    return {
        "hits": _hits(page.items, question, request.user),
        "page": page,
        "size": size,
        "is_exact": size < finding.MOST_RANKED,
        "is_widened": question.is_widened,
    }


def _hits(entries: list[Entry], question: finding.Question, user: Any) -> list[Hit]:
    by_source: dict[str, list[int]] = {}
    for entry in entries:
        by_source.setdefault(entry.source, []).append(entry.object_id)
    shown = {
        (name, pk): one
        for name, pks in by_source.items()
        for pk, one in sources()[name].shown(pks, user).items()
    }
    return [
        Hit(
            kind=str(sources()[entry.source].label),
            title=marked(entry.title, question.lexemes),
            text=snippet(entry.body, question.lexemes),
            language=entry.language,
            shown=shown[entry.source, entry.object_id],
        )
        for entry in entries
        if (entry.source, entry.object_id) in shown
    ]
