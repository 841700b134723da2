"""The minutes' way: review, approval, publication, correction."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings import checks, comparison, reading, services, wording
from meetings.forms import CorrectionForm, ReviewDeadlineForm
from meetings.models import AgendaItem, Minutes, MinutesState, MinutesVersion
from portal.access import require
from portal.ui.http import HttpRequest, status_of

from .common import attempt, carry_out, done, fetch_minutes, private, who
from .drafts import minutes_as_they_stand, publish
from .sitting import edit_page
from .withdrawals import gone


@require_POST
def minutes_to_review(request: HttpRequest, pk: int) -> HttpResponse:
    minutes = fetch_minutes(request, pk, may="meetings.send_minutes_to_review")
    form = ReviewDeadlineForm(request.POST)
    if form.is_valid():
        deadline = form.cleaned_data["deadline"]
        sent = attempt(
            form,
            services.send_minutes_to_review,
            minutes.pk,
            by=who(request),
            deadline=deadline,
        )
        if sent is not None:
            said = _("The minutes are sent to all who were present.")
            return done(request, reverse("meetings:minutes-review", args=[pk]), said)
    if not minutes.is_written:
        return done(request, minutes.meeting)
    item = AgendaItem.objects.visible_to(request.user).filter(meeting=pk).standing_on_agenda()
    return edit_page(request, minutes, item.first(), deadline=form, status=422)


@require_POST
def minutes_back(request: HttpRequest, pk: int) -> HttpResponse:
    minutes = fetch_minutes(request, pk, may="meetings.take_minutes_back")
    said = _("The minutes are a draft again.")
    carry_out(request, services.take_minutes_back, minutes.pk, said=said)
    return done(request, reverse("meetings:minutes-edit", args=[pk]))


@require_POST
def minutes_approve(request: HttpRequest, pk: int) -> HttpResponse:
    minutes = fetch_minutes(request, pk, may="meetings.approve_minutes")
    if not carry_out(request, services.approve_minutes, minutes.pk):
        return done(request, reverse("meetings:minutes-review", args=[pk]))
    minutes.refresh_from_db()
    said = _("The minutes are approved.")
    if minutes.approved_by_id != request.user.pk:
        said = _("%(name)s has approved the minutes meanwhile.") % {"name": minutes.approved_by}
    return done(request, reverse("meetings:minutes-publish", args=[pk]), said)


@require_http_methods(["GET", "POST"])
def minutes_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a correction: what, why, which items, who asked."""
    minutes = fetch_minutes(request, pk, may="meetings.correct_minutes")
    if minutes.state == MinutesState.CORRECTING:
        return done(request, _where_to_write(request, minutes))
    if minutes.state not in {MinutesState.PUBLISHED, MinutesState.WITHDRAWN}:
        return done(request, minutes.meeting)
    readable = AgendaItem.objects.visible_to(request.user).filter(meeting=pk)
    items = {item.uid: item for item in readable.standing_on_agenda()}
    choices = [(uid, f"{item.shown_number}. {item.title}") for uid, item in items.items()]
    form = CorrectionForm(request.POST or None, items=choices)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        chosen = [items[uid] for uid in data.pop("items")]
        correction = attempt(
            form, services.correct_minutes, minutes.pk, by=who(request), items=chosen, **data
        )
        if correction is not None:
            edit = _where_to_write(request, minutes)
            return done(request, edit, _("Write the correction. What is public stays as it is."))
    return render(
        request,
        "meetings/minutes_correct.html",
        {
            "meeting": minutes.meeting,
            "form": form,
            "back": minutes.get_absolute_url(),
            "crumbs": reading.crumbs(minutes.meeting, (_("Correction"), "")),
        },
        status=status_of(form),
    )


def _where_to_write(request: HttpRequest, minutes: Minutes) -> str:
    """Return the page of the first item that is being corrected and that this person may read."""
    readable = AgendaItem.objects.visible_to(request.user).filter(meeting=minutes.meeting_id)
    correcting = minutes.corrections.being_written().order_by().values("items")
    item = readable.standing_on_agenda().filter(pk__in=correcting).first()
    if item is None:
        return reverse("meetings:minutes-edit", args=[minutes.meeting_id])
    return reverse("meetings:minutes-item", args=[minutes.meeting_id, item.uid])


@require_http_methods(["GET", "POST"])
def correction_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at what changes and release it; whoever wrote it sees who is waited for."""
    minutes = fetch_minutes(request, pk, may="meetings.correct_minutes")
    correction = minutes.corrections.being_written().first()
    if correction is None or minutes.current_version is None:
        return done(request, minutes)
    snapshot = minutes_as_they_stand(minutes, "public")
    may_release = request.user.has_perm("meetings.release_correction", correction)
    if request.method == "POST":
        require(request, "meetings.release_correction", correction)
    found = checks.of_minutes(minutes.meeting, snapshot, at_once=request.method == "POST")
    form, released = publish(request, minutes, services.release_correction, snapshot, found)
    if released:
        return done(request, minutes, _("The corrected minutes are public."))
    shown = reading.for_reader(
        minutes_as_they_stand(minutes, "member"), request.user, minutes.meeting
    )
    return private(
        render(
            request,
            "meetings/correction_release.html",
            {
                "meeting": minutes.meeting,
                "form": form,
                "sentences": wording.correction(shown["correction"]),
                "changes": _since_published(request.user, minutes, shown),
                "is_withdrawn": minutes.is_withdrawn,
                "checks": found,
                "may_release": may_release,
                "number": minutes.next_number,
                "crumbs": reading.crumbs(minutes.meeting, (_("Correction"), "")),
            },
            status=status_of(form),
        )
    )


def _since_published(user: Any, minutes: Minutes, shown: Any) -> list[Any]:
    """Return what differs from the published version; nothing where that was withdrawn."""
    version = minutes.current_version
    if version is None or minutes.is_withdrawn:
        return []
    before = reading.for_reader(version.body.member, user, minutes.meeting)
    return comparison.changes(before, shown)


@require_POST
def correction_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """End the correction without a new version."""
    minutes = fetch_minutes(request, pk, may="meetings.correct_minutes")
    said = _("The correction is dropped. The published minutes hold as they are.")
    if carry_out(request, services.drop_correction, minutes.pk, said=said):
        return done(request, minutes)
    return done(request, reverse("meetings:correction-release", args=[pk]))


@require_safe
def minutes_compare(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """What a corrected version says differently from the one before it."""
    minutes = fetch_minutes(request, pk)
    newer = get_object_or_404(MinutesVersion.objects, minutes=minutes, number=number)
    if newer.supersedes is None:
        raise Http404
    if (withdrawal := newer.withdrawal or newer.supersedes.withdrawal) is not None:
        return gone(request, withdrawal)
    meeting = minutes.meeting
    after = reading.for_everybody(newer.body.public, meeting)
    before = reading.for_everybody(newer.supersedes.body.public, meeting)
    box = after["correction"]
    return render(
        request,
        "meetings/minutes_compare.html",
        {
            "meeting": meeting,
            "changes": comparison.changes(before, after),
            "older": newer.supersedes.number,
            "newer": newer.number,
            "corrected_on": wording.at(box["released_at"]) if box else None,
            "sentences": wording.correction(box) if box else [],
            "crumbs": reading.crumbs(
                meeting,
                (_("Minutes"), minutes.get_absolute_url()),
                (_("Comparison"), ""),
            ),
        },
    )
