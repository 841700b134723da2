"""What stands at the address of a PDF: the PDF, or where it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import render

from portal.access import SignInFirst
from portal.jobs.models import Job
from portal.ui.http import HttpRequest, go_to

from .http import serve

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from .models import File


@dataclass(frozen=True)
class Paper:
    """A PDF that a job makes, as its owner's page knows it."""

    title: str
    file: File | None
    job: Job | None
    page: str
    """Where the same can be read as a page."""
    start: Callable[[], object]
    """Has it made; called only for who may."""
    crumbs: list[tuple[str, str]]
    is_made: bool = False
    """Made, but not kept as a file: for one reader."""
    is_on_request: bool = False
    """Nobody has it made before a reader asks, so an address without a PDF is no dead end."""


def answer(request: HttpRequest, paper: Paper, *, may_start: bool) -> HttpResponseBase:
    """Send the PDF; while it is not there say so, and why, with a way on.

    Whoever may, sees the cause of a failure and has it made again by a POST to this address.
    The owner's view has asked whether the file may be seen.
    """
    if request.method == "POST":
        if not may_start:
            raise PermissionDenied if request.user.is_authenticated else SignInFirst
        paper.start()
        return go_to(request, request.path)
    if paper.file is not None and not request.htmx:
        return serve(request, paper.file, inline=True)
    is_coming = paper.job is not None and paper.job.is_open
    is_offered = paper.is_on_request and paper.job is None
    response = render(
        request,
        "documents/waiting.html" + ("#state" if request.htmx else ""),
        {
            "paper": paper,
            "is_coming": is_coming,
            "may_start": may_start,
            "crumbs": paper.crumbs,
        },
        status=200 if request.htmx or is_offered else 202 if is_coming else 404,
    )
    response["Cache-Control"] = "no-store"
    if is_coming:
        response["Retry-After"] = "5"
    return response
