"""The PDFs of agendas, minutes and single items, or where they are.

A PDF says what its version said. Once an item of it has been closed the file stays in the house,
and its address leads to the page, which leaves the item out; so no cache may keep it unasked.

What holds closed items is made for one reader at a time, and only they get it.
"""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from meetings import papers, reading, services
from meetings.models import (
    AgendaItem,
    AgendaVersion,
    Edition,
    ItemRendition,
    Meeting,
    MinutesVersion,
    PaperForReader,
)
from meetings.services.papers import FOR_READER, is_current, of_version, readable
from portal import jobs
from portal.access import fetch
from portal.documents.waiting import Paper, answer
from portal.people.acting import who
from portal.people.limits import within_limit
from portal.ui.http import HttpRequest

from .common import private
from .record import meetings_with_papers
from .withdrawals import gone

RENDER_ITEM = "meetings.render_item"


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


@require_http_methods(["GET", "HEAD"])
def item_pdf(request: HttpRequest, pk: int, uid: str) -> HttpResponseBase:
    """Send one item as the newest published version tells it; asked for, it is made."""
    meeting = fetch(request, meetings_with_papers(), pk=pk)
    item = get_object_or_404(AgendaItem.objects.known_to(request.user), meeting=meeting, uid=uid)
    version = reading.newest_version(meeting)
    if version is None:
        raise Http404
    if (withdrawal := version.withdrawal) is not None:
        return gone(request, withdrawal)
    public = version.body.public
    if not any(each["uid"] == uid for each in public["items"]):
        raise Http404
    page = item.get_absolute_url()
    if not reading.still_says(public, meeting, uid):
        return private(redirect(page))
    made = (
        ItemRendition.objects.filter(item=item, **of_version(version))
        .select_related("file")
        .order_by("-pk")
        .first()
    )
    key = f"{public['what']}:{version.pk}:{uid}"
    may_ask = within_limit(request, "extract", most=60, seconds=600)
    if made is None and request.method == "GET" and may_ask:
        jobs.start(RENDER_ITEM, key)
    return answer(
        request,
        Paper(
            title=f"{_('Item %(number)s') % {'number': item.shown_number}}: {papers.title(public)}",
            file=made.file if made else None,
            job=jobs.Job.objects.for_key(RENDER_ITEM, key),
            page=page,
            start=lambda: jobs.start(RENDER_ITEM, key),
            crumbs=[(str(meeting), meeting.get_absolute_url()), ("PDF", "")],
        ),
        may_start=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def agenda_with_closed(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    meeting = fetch(request, meetings_with_papers(), pk=pk, may="meetings.read_papers")
    versions = AgendaVersion.objects.select_related("body", "meeting")
    return _for_reader(request, get_object_or_404(versions, meeting=meeting, number=number))


@require_http_methods(["GET", "HEAD", "POST"])
def minutes_with_closed(request: HttpRequest, pk: int, number: int) -> HttpResponseBase:
    meeting = fetch(request, meetings_with_papers(), pk=pk, may="meetings.read_papers")
    versions = MinutesVersion.objects.select_related("body", "minutes__meeting")
    return _for_reader(
        request, get_object_or_404(versions, minutes__meeting=meeting, number=number)
    )


def _for_reader(request: HttpRequest, version: AgendaVersion | MinutesVersion) -> HttpResponseBase:
    """Hand the reader the PDF that was made for them, while they may still read what it says."""
    if (withdrawal := version.withdrawal) is not None:
        return gone(request, withdrawal)
    reader = who(request)
    paper = PaperForReader.objects.filter(reader=reader, **of_version(version)).first()
    is_made = paper is not None and is_current(paper)
    if paper is not None and is_made and request.method != "POST" and not request.htmx:
        name = papers.file_name(readable(paper))
        sent = HttpResponse(paper.pdf, content_type="application/pdf")
        sent["Content-Disposition"] = f'inline; filename="{name}"'
        sent["X-Content-Type-Options"] = "nosniff"
        return private(sent)
    page = f"{version.get_absolute_url()}?lukkede=1"
    meeting = version.meeting
    job = jobs.Job.objects.for_key(FOR_READER, paper.job_key) if paper else None
    if job is not None and job.state == jobs.Job.State.DONE and not is_made:
        job = None  # what it made tells of more than the reader may read now
    response = answer(
        request,
        Paper(
            title=_("%(title)s, with the closed items")
            % {"title": papers.title(version.body.public)},
            file=None,
            is_made=is_made,
            is_on_request=True,
            job=job,
            page=page,
            start=lambda: services.ask_for_paper(version, by=reader),
            crumbs=[(str(meeting), meeting.get_absolute_url()), ("PDF", "")],
        ),
        may_start=True,
    )
    response["Cache-Control"] = "private, no-store"
    return response


def _answer(
    request: HttpRequest,
    meeting: Meeting,
    version: MinutesVersion | AgendaVersion,
    task: str,
    what: str,
) -> HttpResponseBase:
    if (withdrawal := version.withdrawal) is not None:
        return gone(request, withdrawal)
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
