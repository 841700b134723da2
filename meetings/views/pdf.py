"""The PDFs of agendas and minutes, or where they are.

A PDF says what its version said. Once an item of it has been closed the file stays in the house,
and its address leads to the page, which leaves the item out; so no cache may keep it unasked.
"""

from __future__ import annotations

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from meetings import papers, reading
from meetings.models import AgendaVersion, Edition, Meeting, MinutesVersion
from portal import jobs
from portal.access import fetch
from portal.documents.waiting import Paper, answer
from portal.ui.http import HttpRequest

from .common import private


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_pdf(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """Send the PDF of a published version of minutes; published is public."""
    meeting = fetch(request, Meeting.objects.select_related("committee"), pk=pk)
    version = get_object_or_404(
        MinutesVersion.objects.select_related("body"), minutes__meeting=meeting, number=number
    )
    return _answer(request, meeting, version, "meetings.render_minutes", _("Minutes"))


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_pdf(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    """Send the PDF of a published version of an agenda; published is public."""
    meeting = fetch(request, Meeting.objects.select_related("committee"), pk=pk)
    version = get_object_or_404(
        AgendaVersion.objects.select_related("body"), meeting=meeting, number=number
    )
    return _answer(request, meeting, version, "meetings.render_agenda", _("Agenda"))


def _answer(
    request: HttpRequest,
    meeting: Meeting,
    version: MinutesVersion | AgendaVersion,
    task: str,
    what: str,
) -> HttpResponseBase:
    page = version.get_absolute_url()
    if reading.holds_closed(version.body.public, meeting):
        return private(redirect(page))
    newest = (
        version.renditions.filter(edition=Edition.PUBLIC)
        .select_related("file")
        .order_by("-pk")
        .first()
    )
    return answer(
        request,
        Paper(
            title=papers.title(version.body.public),
            file=newest.file if newest else None,
            job=jobs.Job.objects.for_key(task, version.pk),
            page=page,
            start=lambda: jobs.start(task, version.pk),
            crumbs=[(str(meeting), meeting.get_absolute_url()), (what, page), ("PDF", "")],
        ),
        may_start=request.user.has_perm("meetings.publish_minutes", meeting),
    )
