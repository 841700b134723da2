"""Is this the right version? Anybody may ask, and check the chain that answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from meetings import reading, snapshots, withdrawals
from meetings.forms import FingerprintForm
from meetings.models import (
    AgendaVersion,
    ItemAttachment,
    Meeting,
    MinutesVersion,
    Seal,
    SealKind,
)
from portal.access import fetch
from portal.ui.http import HttpRequest, go_to, status_of

from .common import private
from .withdrawals import gone

SCRIPT = settings.BASE_DIR / "docs" / "verify_chain.py"
AT_ONCE = 1000
MOST = 20


@dataclass(frozen=True)
class Found:
    """Something published that has the fingerprint, and how it stands today."""

    title: str
    meeting: Meeting
    url: str
    state: str
    """holds, replaced, withdrawn; published for an attachment"""
    newest_url: str = ""


@require_http_methods(["GET", "POST"])
def record_check(request: HttpRequest) -> HttpResponse:
    """Say which published version a file or a fingerprint is, and whether it is the one to use.

    What was asked stands in the address, so that the answer can be passed on.
    """
    if request.method == "POST":
        form = FingerprintForm(request.POST, request.FILES)
        if form.is_valid():
            asked = form.cleaned_data["sha512"]
            return go_to(request, f"{reverse('meetings:record-check')}?sha512={asked}")
    elif "sha512" in request.GET:
        form = FingerprintForm({"sha512": request.GET["sha512"]})
    else:
        form = FingerprintForm()
    asked = form.cleaned_data["sha512"] if form.is_bound and form.is_valid() else ""
    context = {
        "form": form,
        "asked": asked,
        "found": list(_found(asked)) if asked else [],
        "last": Seal.objects.order_by("-number").first(),
        "crumbs": [(_("Meetings"), reverse("meetings:meeting-list")), (_("Check a file"), "")],
    }
    return render(request, "meetings/record_check.html", context, status=status_of(form))


def _found(sha512: str) -> Iterator[Found]:
    """Yield what everybody may see of what has this fingerprint, the newest first."""
    everybody = AnonymousUser()
    seals = Seal.objects.filter(sha512=sha512).exclude(kind=SealKind.WITHDRAWAL)
    seals = seals.select_related(
        "agenda_version__meeting__committee",
        "agenda_version__meeting__current_agenda",
        "minutes_version__minutes__meeting__committee",
        "minutes_version__minutes__current_version",
    )
    for seal in seals.order_by("-number")[:MOST]:
        if Meeting.objects.visible_to(everybody).filter(pk=seal.version.meeting.pk).exists():
            yield _version(seal)
    files = ItemAttachment.objects.visible_to(everybody).filter(
        published_at__isnull=False, file__sha512=sha512
    )
    for file in files.select_related("item__meeting__committee").order_by("-pk")[:MOST]:
        if withdrawals.of_attachment(file) is not None:
            yield Found(_("An attachment"), file.item.meeting, file.get_absolute_url(), "withdrawn")
        else:
            yield Found(file.title, file.item.meeting, file.item.get_absolute_url(), "published")


def _version(seal: Seal) -> Found:
    version = seal.version
    newest: Any
    if isinstance(version, MinutesVersion):
        newest = version.minutes.current_version
        title = _("The minutes, version %(number)s") % {"number": version.number}
    else:
        newest = version.meeting.current_agenda
        title = _("The agenda, version %(number)s") % {"number": version.number}
    if seal.kind == SealKind.PDF:
        title = f"{title} (PDF)"
    url = version.get_absolute_url()
    if version.withdrawal is not None:
        return Found(title, version.meeting, url, "withdrawn")
    if newest == version:
        return Found(title, version.meeting, url, "holds")
    return Found(title, version.meeting, url, "replaced", newest.get_absolute_url())


@require_safe
def record_chain(request: HttpRequest) -> StreamingHttpResponse:
    """Send the whole chain, a link on each line, to be kept and checked by anybody."""
    response = StreamingHttpResponse(_lines(), content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="kaede.jsonl"'
    response["Cache-Control"] = "no-cache"
    return response


def _lines() -> Iterator[bytes]:
    """Yield the links some at a time: what stands on the chain stays, so nothing is skipped."""
    sent = 0
    while True:
        rows = Seal.objects.filter(number__gt=sent).order_by("number")
        lines = list(rows.values_list("line", flat=True)[:AT_ONCE])
        if not lines:
            return
        sent += len(lines)
        yield b"".join(line.encode() + b"\n" for line in lines)


@require_safe
def record_script(request: HttpRequest) -> HttpResponse:
    """Send the script with which anybody checks the chain."""
    response = HttpResponse(SCRIPT.read_bytes(), content_type="text/x-python; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{SCRIPT.name}"'
    return response


@require_safe
def agenda_words(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """Send what a published agenda says as it was sealed."""
    meeting = fetch(request, Meeting.objects, pk=pk)
    version = get_object_or_404(
        AgendaVersion.objects.select_related("body"), meeting=meeting, number=number
    )
    return _words(request, meeting, version)


@require_safe
def minutes_words(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """Send what published minutes say as they were sealed."""
    meeting = fetch(request, Meeting.objects, pk=pk)
    version = get_object_or_404(
        MinutesVersion.objects.select_related("body"), minutes__meeting=meeting, number=number
    )
    return _words(request, meeting, version)


def _words(
    request: HttpRequest, meeting: Meeting, version: AgendaVersion | MinutesVersion
) -> HttpResponseBase:
    """Once an item has been closed the words stay in the house, as the PDF does."""
    if (withdrawal := version.withdrawal) is not None:
        return gone(request, withdrawal)
    if reading.holds_closed(version.body.public, meeting):
        return private(redirect(version.get_absolute_url()))
    response = HttpResponse(
        snapshots.written(version.body.public), content_type="application/json; charset=utf-8"
    )
    what = "referat" if isinstance(version, MinutesVersion) else "dagsorden"
    name = f"moede-{meeting.pk}-{what}-v{version.number}.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-cache"
    return response
