"""Withdrawing what is unlawful, and what stands at its address afterwards."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings import reading, services
from meetings.forms import WithdrawalForm
from meetings.models import (
    AgendaVersion,
    ItemAttachment,
    Meeting,
    MinutesVersion,
    Withdrawal,
)
from portal.access import fetch, require
from portal.ui import formats
from portal.ui.http import HttpRequest, status_of

from .common import attempt, carry_out, done, fetch_meeting, private, who

Thing = AgendaVersion | MinutesVersion | ItemAttachment


def gone(request: HttpRequest, withdrawal: Withdrawal) -> HttpResponse:
    """Answer that what stood here was withdrawn, with the note and the way on.

    Search engines and caches are told to keep neither this nor what was here before.
    """
    meeting = withdrawal.meeting
    response = render(
        request,
        "meetings/withdrawn.html",
        {
            "title": named(withdrawal),
            "withdrawal": withdrawal,
            "meeting": meeting,
            "instead": _instead(withdrawal),
            "may_read": request.user.has_perm("meetings.read_withdrawal", meeting),
            "crumbs": reading.crumbs(meeting, (_("Withdrawn"), "")),
        },
        status=410,
    )
    response["X-Robots-Tag"] = "noindex, noarchive"
    return private(response)


def named(withdrawal: Withdrawal) -> str:
    """Say what was withdrawn; an attachment's title may be what is unlawful, so it is not said."""
    version = withdrawal.version
    if version is None:
        return _("An attachment")
    if isinstance(version, MinutesVersion):
        return _("The minutes, version %(number)s") % {"number": version.number}
    return _("The agenda, version %(number)s") % {"number": version.number}


def _instead(withdrawal: Withdrawal) -> str:
    """Return where the version stands that was made in its place, once there is one."""
    version: Any = withdrawal.version
    if version is None:
        return ""
    if isinstance(version, MinutesVersion):
        versions = version.minutes.versions
    else:
        versions = version.meeting.agenda_versions
    newer = versions.filter(number__gt=version.number).standing().order_by("-number").first()
    return newer.get_absolute_url() if newer is not None else ""


@require_http_methods(["GET", "POST"])
def minutes_withdraw(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    meeting = fetch_meeting(request, pk, may="meetings.ask_for_withdrawal")
    version = get_object_or_404(MinutesVersion, minutes__meeting=meeting, number=number)
    return _ask(request, meeting, version)


@require_http_methods(["GET", "POST"])
def agenda_withdraw(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    meeting = fetch_meeting(request, pk, may="meetings.ask_for_withdrawal")
    version = get_object_or_404(AgendaVersion, meeting=meeting, number=number)
    return _ask(request, meeting, version)


@require_http_methods(["GET", "POST"])
def attachment_withdraw(
    request: HttpRequest, pk: int, uid: str, attachment_uid: str
) -> HttpResponse:
    """A file that everybody may have, alone: the versions that name it stay."""
    found = fetch(
        request,
        ItemAttachment.objects.select_related("item__meeting__committee"),
        item__meeting=pk,
        item__uid=uid,
        uid=attachment_uid,
        published_at__isnull=False,
        is_public=True,
    )
    require(request, "meetings.ask_for_withdrawal", found.item.meeting)
    return _ask(request, found.item.meeting, found)


def _ask(request: HttpRequest, meeting: Meeting, thing: Thing) -> HttpResponse:
    before = thing.withdrawals.exclude(answer__is_confirmed=False).first()
    if before is not None and request.method == "GET":
        return done(request, _address(before))
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = attempt(
            form, services.ask_for_withdrawal, thing, by=who(request), **form.cleaned_data
        )
        if asked is not None:
            return done(request, _address(asked), _("Somebody else must confirm it now."))
    context = {
        "meeting": meeting,
        "thing": thing,
        "title": _title(thing),
        "form": form,
        "files": list(_files(thing)),
        "shows_it_too": _shows_it_too(thing),
        "back": meeting.get_absolute_url(),
        "crumbs": reading.crumbs(meeting, (_("Withdraw"), "")),
    }
    page = render(request, "meetings/withdraw.html", context, status=status_of(form))
    return private(page)


def _title(thing: Thing) -> str:
    if isinstance(thing, ItemAttachment):
        return _("Withdraw an attachment")
    title = (
        _("Withdraw version %(number)s of the minutes")
        if isinstance(thing, MinutesVersion)
        else _("Withdraw version %(number)s of the agenda")
    )
    # "Version" at the end of a line and its number on the next cannot be read.
    return title.replace(" %(number)s", f"{formats.NBSP}%(number)s") % {"number": thing.number}


def _files(thing: Thing) -> Any:
    """Return the public files that the version names, which can be withdrawn alone."""
    if isinstance(thing, ItemAttachment):
        return []
    body: Any = getattr(thing, "body", None)
    items = body.public["items"] if body is not None else []
    uids = [row["uid"] for item in items for row in item.get("attachments", [])]
    files = ItemAttachment.objects.filter(uid__in=uids, is_public=True, item__meeting=thing.meeting)
    return files.select_related("item").order_by("pk")


def _shows_it_too(thing: Thing) -> MinutesVersion | None:
    """Return the next version where its correction shows what this one said."""
    if not isinstance(thing, MinutesVersion):
        return None
    newer = MinutesVersion.objects.standing().select_related("body", "minutes")
    found: MinutesVersion | None = newer.filter(supersedes=thing).first()
    box = found.body.public["correction"] if found is not None else None
    return found if box and box.get("changes") else None


def _address(withdrawal: Withdrawal) -> str:
    return reverse("meetings:withdrawal", args=[withdrawal.meeting.pk, withdrawal.pk])


@require_safe
def withdrawal(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """What is to be withdrawn or was, why, and who has said so."""
    found = _fetch(request, pk, row)
    user = request.user
    context = {
        "withdrawal": found,
        "answer": getattr(found, "answer", None),
        "title": named(found),
        "url": found.get_absolute_url(),
        "meeting": found.meeting,
        "may_answer": found.is_awaiting and user.has_perm("meetings.answer_withdrawal", found),
        "may_erase": found.is_confirmed and user.has_perm("meetings.erase_withdrawn", found),
        "crumbs": reading.crumbs(found.meeting, (_("Withdrawal"), "")),
    }
    return private(render(request, "meetings/withdrawal.html", context))


@require_POST
def withdrawal_answer(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Confirm it, unless the button says no."""
    found = _fetch(request, pk, row)
    require(request, "meetings.answer_withdrawal", found)
    confirm = request.POST.get("answer") != "no"
    said = _("It is withdrawn.") if confirm else _("It stays as it is.")
    carry_out(request, services.answer_withdrawal, found.pk, confirm=confirm, said=said)
    return done(request, _address(found))


@require_POST
def withdrawal_erase(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    found = _fetch(request, pk, row)
    require(request, "meetings.erase_withdrawn", found)
    carry_out(request, services.erase_withdrawn, found.pk, said=_("The content is erased."))
    return done(request, _address(found))


def _fetch(request: HttpRequest, pk: int, row: int) -> Withdrawal:
    meeting = fetch_meeting(request, pk, may="meetings.read_withdrawal")
    found = Withdrawal.objects.of_meeting(meeting).select_related(
        "answer__answered_by", "asked_by", "minutes_version__minutes", "agenda_version"
    )
    return get_object_or_404(found, pk=row)
