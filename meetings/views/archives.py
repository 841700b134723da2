"""Everything of a meeting as one file, for whoever runs it: had made, waited for, fetched.

It is made for one reader at a time, and only they get it, while they may still read what it holds.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from meetings import reading, services
from meetings.models import ArchiveBlock, Meeting, MeetingArchive
from meetings.services.archives import KEPT, PACK, is_current
from portal import jobs
from portal.access import fetch
from portal.people.acting import who
from portal.ui.http import HttpRequest, go_to

from .common import private
from .record import meetings_with_papers


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_archive(request: HttpRequest, pk: int) -> HttpResponse:
    """Say where the file is; a POST has it made."""
    meeting = fetch(request, meetings_with_papers(), pk=pk, may="meetings.pack_meeting")
    if request.method == "POST":
        services.ask_for_archive(meeting, by=who(request))
        return go_to(request, request.path)
    archive = _of(request, meeting)
    job = jobs.Job.objects.for_key(PACK, archive.job_key) if archive else None
    is_coming = job is not None and job.is_open
    response = render(
        request,
        "meetings/meeting_archive.html" + ("#state" if request.htmx else ""),
        {
            "meeting": meeting,
            "archive": archive,
            "job": job,
            "is_coming": is_coming,
            "is_ready": archive is not None and not is_coming and is_current(archive),
            "has_failed": job is not None and job.state == jobs.Job.State.FAILED,
            "kept_until": archive.asked_at + KEPT if archive else None,
            "crumbs": reading.crumbs(meeting, (_("Everything in one file"), "")),
        },
    )
    return private(response)


@require_safe
def meeting_archive_fetch(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send the file in blocks; one that does not say what may be read today is offered anew."""
    meeting = fetch(request, meetings_with_papers(), pk=pk, may="meetings.pack_meeting")
    archive = _of(request, meeting)
    if archive is None or not is_current(archive):
        return private(redirect("meetings:meeting-archive", pk=pk))
    if request.method == "HEAD":
        return _as_file(HttpResponse(), archive)
    blocks = services.hand_out_archive(archive, by=who(request))
    return _as_file(StreamingHttpResponse(_sent(blocks)), archive)


def _of(request: HttpRequest, meeting: Meeting) -> MeetingArchive | None:
    archive = MeetingArchive.objects.filter(reader=who(request), meeting=meeting).first()
    if archive is not None:
        archive.meeting, archive.reader = meeting, who(request)
    return archive


def _sent(blocks: list[int]) -> Iterator[bytes]:
    for pk in blocks:
        yield bytes(ArchiveBlock.objects.values_list("data", flat=True).get(pk=pk))


def _as_file(response: HttpResponseBase, archive: MeetingArchive) -> HttpResponseBase:
    meeting = archive.meeting
    slug = meeting.committee.slug.removeprefix("opgaveudvalg-")
    day = timezone.localdate(meeting.started_at or meeting.starts_at)
    name = f"{day:%Y-%m-%d}-opgaveudvalg-{slug}-hele-moedet.zip"
    response["Content-Type"] = "application/zip"
    response["Content-Length"] = str(archive.size)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
