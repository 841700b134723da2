"""What everybody reads of meetings: the list, one meeting, its agenda and minutes, an item.

Agendas and minutes are shown from their frozen versions and from nothing else. Whoever works
with the papers may ask for the closed items too (`?lukkede=1`); that answer is theirs alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from django.views.decorators.http import require_safe

from committee.models import Committee, roles_by_committee
from meetings import archive, chains, deadlines, invitees, papers, reading, withdrawals, wording
from meetings.models import (
    AgendaItem,
    AgendaVersion,
    ItemAttachment,
    Meeting,
    MeetingMove,
    MinutesVersion,
    Withdrawal,
)
from meetings.snapshots import LANGUAGE
from portal.access import fetch
from portal.documents.http import serve
from portal.ui import formats
from portal.ui.addresses import absolute, in_language
from portal.ui.http import HttpRequest
from portal.ui.paging import paginate

from .common import asked_anew, failed_pdf
from .moves import moves, plans_for, suggests_to
from .withdrawals import gone

Version = AgendaVersion | MinutesVersion
CLOSED_TOO = "lukkede"
"""The parameter with which a member asks for the closed items."""
RECORDS = {"agenda": "meetings/record/agenda.html", "minutes": "meetings/record/minutes.html"}


@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Return the calendar: what comes, soonest first, and what was, latest first.

    The past is an archive: by committee, and by year.
    """
    meetings = Meeting.objects.visible_to(request.user)
    asked = archive.asked_for(request.GET, meetings, request.user)
    committee = asked.committee
    if committee is not None:
        meetings = meetings.filter(committee=committee)
    page = paginate(request, asked.of(meetings.for_rows()), order=("-starts_at", "-pk"))
    context = {
        "committee": committee,
        "archive": asked,
        "coming": meetings.for_rows().ahead().order_by("starts_at", "pk")[:50],
        "held": page,
        "crumbs": [*_committee_crumb(committee), (_("Meetings"), "")],
        "plans_for": plans_for(request, committee),
        "suggests_to": suggests_to(request, committee),
        "follows_up": bool(roles_by_committee(request.user)),
    }
    return render(request, "meetings/meeting_list.html", context)


@require_safe
def meeting_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Return one meeting: when and where, its items, and where its papers are."""
    meeting = fetch(request, meetings_with_papers(), pk=pk)
    version = reading.newest_version(meeting)
    withdrawn = version.withdrawal if version else None
    minutes = reading.published_minutes(meeting) if meeting.minutes_are_public else None
    context = {
        "meeting": meeting,
        "minutes_version": minutes,
        "version": version,
        "items": _items(version) if version and not withdrawn else [],
        "withdrawn": withdrawn,
        "withdrawals": _withdrawals(request.user, meeting),
        "failed_pdf": failed_pdf(request.user, version),
        "inside": request.user.has_perm("meetings.read_papers", meeting),
        "moves": moves(request.user, meeting),
        "facts": _facts(meeting),
        "agenda_due": _agenda_due(meeting),
        "moves_made": list(meeting.moves.all()),
        **_coming(request.user, meeting),
        "crumbs": [*_committee_crumb(meeting.committee), _meetings_crumb(), (str(meeting), "")],
    }
    return asked_anew(request, render(request, "meetings/meeting_detail.html", context))


def _withdrawals(user: Any, meeting: Meeting) -> list[Withdrawal]:
    """Return what is asked to be withdrawn and waits for an answer, for those whom it concerns."""
    if not user.has_perm("meetings.read_withdrawal", meeting):
        return []
    return list(Withdrawal.objects.of_meeting(meeting).awaiting())


def _coming(user: Any, meeting: Meeting) -> dict[str, Any]:
    """Return who comes, for those who work with the papers, and one's own answer."""
    if not meeting.is_coming or not user.has_perm("meetings.read_papers", meeting):
        return {"answers": None, "my_answer": None, "may_answer": False, "may_note": False}
    seat = invitees.seat_of(user, meeting)
    reasons = user.has_perm("meetings.read_reasons", meeting)
    return {
        "answers": invitees.answers(meeting, with_reasons=reasons),
        "my_answer": invitees.replies(meeting).get(seat.pk) if seat is not None else None,
        "may_note": user.has_perm("meetings.note_answer", meeting),
        "may_answer": seat is not None and invitees.may_still_answer(meeting),
    }


@require_safe
def agenda_version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    meeting = fetch(request, meetings_with_papers(), pk=pk)
    version = get_object_or_404(meeting.agenda_versions.select_related("body"), number=number)
    return _record(request, meeting, version, "meetings/agenda.html", _("Agenda"))


@require_safe
def minutes_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the minutes that hold; their address stays while corrections come."""
    meeting = fetch(request, meetings_with_papers(), pk=pk)
    version = reading.published_minutes(meeting)
    if version is None:
        raise Http404
    return _record(request, meeting, version, "meetings/minutes.html", _("Minutes"))


@require_safe
def minutes_version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    meeting = fetch(request, meetings_with_papers(), pk=pk)
    version = get_object_or_404(
        MinutesVersion.objects.select_related("body"), minutes__meeting=meeting, number=number
    )
    return _record(request, meeting, version, "meetings/minutes.html", _("Minutes"))


@require_safe
def item_detail(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """Return one item as the newest published version has it: the same address from agenda on."""
    meeting = fetch(request, meetings_with_papers(), pk=pk)
    item = get_object_or_404(AgendaItem.objects.known_to(request.user), meeting=meeting, uid=uid)
    version = reading.newest_version(meeting)
    if version is not None and (withdrawal := version.withdrawal) is not None:
        return gone(request, withdrawal)
    shown = [each for each in _items(version) if each["uid"] == uid] if version else []
    if version is None or not shown:
        if item.shown_at is None:
            return redirect("meetings:agenda-edit", pk=meeting.pk)
        # It stood in an earlier version and was taken off since: lead to where it stands.
        return redirect(_last_with(meeting, uid))
    context = {
        "meeting": meeting,
        "item": shown[0],
        "record": _rendered("meetings/record/item.html", {"item": shown[0], "level": 2}),
        "language_of_record": version.body.public["language"],
        "version": version,
        "moved_since": _moved_since(meeting, version),
        "crumbs": [
            *_committee_crumb(meeting.committee),
            _meetings_crumb(),
            (str(meeting), meeting.get_absolute_url()),
            (_("Item %(number)s") % {"number": shown[0]["number"]}, ""),
        ],
    }
    return asked_anew(request, render(request, "meetings/item_detail.html", context))


@require_safe
def attachment(request: HttpRequest, pk: int, uid: str, attachment_uid: str) -> HttpResponseBase:
    """Hand out a file under an item to whoever may read the item."""
    files = ItemAttachment.objects.select_related("file", "item__meeting__committee")
    place: dict[str, Any] = {"item__meeting": pk, "item__uid": uid, "uid": attachment_uid}
    known = files.filter(**place).first()
    if known is not None and (withdrawal := withdrawals.of_attachment(known)) is not None:
        alone = withdrawal.attachment_id is not None
        # Whoever writes the version that must follow still sees what it is about.
        if alone or not request.user.has_perm("meetings.read_papers", known.item.meeting):
            return gone(request, withdrawal)
    found = fetch(request, files, **place)
    # What is open today may be closed tomorrow: no cache on the way keeps the file.
    return serve(request, found.file, inline=True)


# What the pages share -------------------------------------------------------------------------


@dataclass(frozen=True)
class VersionRow:
    number: int
    published_at: Any
    url: str
    says: str
    is_shown: bool
    is_current: bool
    is_withdrawn: bool

    @property
    def state(self) -> str:
        if self.is_withdrawn:
            return pgettext("version", "withdrawn")
        return _("in force") if self.is_current else _("replaced")


def _record(
    request: HttpRequest, meeting: Meeting, version: Version, template: str, name: str
) -> HttpResponse:
    if (withdrawal := version.withdrawal) is not None:
        return gone(request, withdrawal)
    inside = request.user.has_perm("meetings.read_papers", meeting)
    closed_too = inside and CLOSED_TOO in request.GET
    snapshot: Any = (
        reading.for_reader(version.body.member, request.user, meeting)
        if closed_too
        else reading.for_everybody(version.body.public, meeting)
    )
    rows = _version_rows(version)
    is_whole = not reading.holds_closed(version.body.public, meeting)
    context = {
        "meeting": meeting,
        "version": version,
        "moved_since": _moved_since(meeting, version),
        "record": told(meeting, snapshot, version.get_absolute_url(), _compare_url(version)),
        "language_of_record": snapshot["language"],
        "items": snapshot["items"],
        "versions": rows,
        "current": next(row for row in rows if row.is_current),
        "is_current": rows[0].is_shown,
        "closed_too": closed_too,
        "with_closed_pdf": f"{version.get_absolute_url()}pdf/med-lukkede/",
        "has_pdf": is_whole,
        "failed_pdf": failed_pdf(request.user, version),
        "withdraw_url": _withdraw_url(request.user, version),
        "words_url": f"{version.get_absolute_url()}ord.json" if is_whole else "",
        "may_see_closed": inside and any(item["is_closed"] for item in snapshot["items"]),
        "crumbs": [
            *_committee_crumb(meeting.committee),
            _meetings_crumb(),
            (str(meeting), meeting.get_absolute_url()),
            (name, ""),
        ],
    }
    return asked_anew(request, render(request, template, context))


def _rendered(template: str, context: dict[str, Any]) -> str:
    """Render a piece of the record in the record's own language, whatever the page speaks."""
    with translation.override(LANGUAGE):
        return render_to_string(template, context)


def told(
    meeting: Meeting, snapshot: Any, address: str, compare_url: str = "", comment_at: str = ""
) -> str:
    """Return a whole agenda or minutes as HTML, in the record's own language.

    With `comment_at` each item that is told leads to the page on which it is commented on; that
    link speaks the page’s language.
    """
    language = translation.get_language()
    with translation.override(LANGUAGE):
        context = {
            "paper": papers.paper(snapshot, absolute(address)),
            "items": _told(meeting, snapshot, address, language),
            "compare_url": compare_url,
            "comment_at": comment_at,
            "page_language": language,
        }
        return render_to_string(RECORDS[snapshot["what"]], context)


def _withdraw_url(user: Any, version: Version) -> str:
    """Return where this version is withdrawn, for chair and administrator."""
    if not user.has_perm("meetings.ask_for_withdrawal", version.meeting):
        return ""
    name = "minutes-withdraw" if isinstance(version, MinutesVersion) else "agenda-withdraw"
    return reverse(f"meetings:{name}", args=[version.meeting.pk, version.number])


def _compare_url(version: Version) -> str:
    """Return where a correction is shown against what it replaced, while that can be read."""
    if not isinstance(version, MinutesVersion) or version.supersedes is None:
        return ""
    if version.supersedes.withdrawal is not None:
        return ""
    return reverse("meetings:minutes-compare", args=[version.meeting.pk, version.number])


def _items(version: Version) -> list[dict[str, Any]]:
    snapshot = reading.for_everybody(version.body.public, version.meeting)
    language = translation.get_language()
    with translation.override(LANGUAGE):
        return _told(version.meeting, snapshot, version.get_absolute_url(), language)


def _told(meeting: Meeting, snapshot: Any, address: str, language: str) -> list[dict[str, Any]]:
    """Return the items as the record tells them, each with its chain.

    Their addresses are in the page's language: whoever reads in English goes on in English.
    """
    items = papers.paper(snapshot, absolute(address))["items"]
    public = chains.public_of(snapshot["items"])
    return [
        {
            **item,
            "uid": frozen["uid"],
            "url": in_language(
                reverse("meetings:item-detail", args=[meeting.pk, frozen["uid"]]), language
            ),
            "chain": (
                chains.of_item(frozen, meeting, public, language=language)
                if item["is_told"]
                else []
            ),
        }
        for frozen, item in zip(snapshot["items"], items, strict=True)
    ]


def _moved_since(meeting: Meeting, version: Version) -> MeetingMove | None:
    """Return the last move that a frozen version cannot know of."""
    return meeting.moves.filter(at__gt=version.published_at).last()


def _version_rows(version: Version) -> list[VersionRow]:
    siblings: Any
    if isinstance(version, MinutesVersion):
        siblings = version.minutes.versions.select_related("minutes").order_by("-number")
        siblings = siblings.with_state().prefetch_related("correction__items")
    else:
        siblings = version.meeting.agenda_versions.with_state().select_related("meeting")
        siblings = siblings.order_by("-number")
    newest = max(each.number for each in siblings)
    return [
        VersionRow(
            number=each.number,
            published_at=each.published_at,
            url=each.get_absolute_url(),
            says=_says(each),
            is_shown=each.number == version.number,
            is_current=each.number == newest,
            is_withdrawn=each.is_withdrawn,
        )
        for each in siblings
    ]


def _says(version: Version) -> str:
    if version.number == 1:
        return _("First version")
    if isinstance(version, AgendaVersion):
        return version.late_reason
    items = sorted(version.correction.items.all(), key=lambda item: item.position or 0)
    numbers = wording.listed(item.shown_number for item in items)
    return ngettext(
        "Correction of item %(numbers)s", "Correction of items %(numbers)s", len(items)
    ) % {"numbers": numbers}


def _facts(meeting: Meeting) -> list[tuple[str, str]]:
    """Return what the side column says; empty values are left out there."""
    times = {
        "from": formats.clock(meeting.starts_at),
        "to": formats.clock(meeting.ends_at).removeprefix("kl.\N{NO-BREAK SPACE}"),
    }
    return [
        (_("Planned"), _("%(from)s to\N{NO-BREAK SPACE}%(to)s") % times),
        (_("Address"), meeting.address),
        (_("Access"), meeting.access_info),
        (_("Listeners"), _("Everybody may listen") if meeting.open_to_public else _("Not open")),
        (_("Started"), formats.clock(meeting.started_at)),
        (_("Ended"), formats.clock(meeting.ended_at)),
    ]


def _agenda_due(meeting: Meeting) -> date | None:
    """Return by when the agenda comes; nothing once that day is past."""
    return None if deadlines.is_late(meeting) else deadlines.last_day_to_publish(meeting)


def meetings_with_papers() -> Any:
    return Meeting.objects.select_related("committee", "minutes", "current_agenda")


def _last_with(meeting: Meeting, uid: str) -> str:
    standing = meeting.agenda_versions.standing().select_related("body")
    for version in standing.order_by("-number"):
        if any(item["uid"] == uid for item in version.body.public["items"]):
            return f"{version.get_absolute_url()}"
    raise Http404


def _committee_crumb(committee: Committee | None) -> list[tuple[str, str]]:
    return [(committee.name, committee.get_absolute_url())] if committee else []


def _meetings_crumb() -> tuple[str, str]:
    return (_("Meetings"), reverse("meetings:meeting-list"))
