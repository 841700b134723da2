"""Agendas and minutes that are not public yet: shown as they will be, with what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from meetings import checks, reading, services, snapshots, wording
from meetings.forms import PublishForm, ReviewForm, SeenForm
from meetings.models import (
    AgendaItem,
    Approval,
    Meeting,
    Minutes,
    MinutesState,
    ProtocolRemark,
)
from meetings.services.agenda import needs_reason
from meetings.services.minutes import has_closed_items, unanswered
from portal.access import require
from portal.ui import formats
from portal.ui.http import HttpRequest, status_of

from .common import (
    attempt,
    done,
    fetch_meeting,
    fetch_minutes,
    look_again,
    not_saved,
    private,
    who,
)
from .record import told
from .review import comments_on, may_answer


def page(
    request: HttpRequest,
    template: str,
    meeting: Meeting,
    snapshot: Any,
    *,
    title: str,
    form: forms.Form | None = None,
    comment_at: str = "",
    **more: Any,
) -> HttpResponse:
    """Show a record that is not public; whoever it is for, nobody on the way keeps it."""
    context = {
        "meeting": meeting,
        "title": title,
        "record": told(meeting, snapshot, meeting.get_absolute_url(), comment_at=comment_at),
        "items": snapshot["items"],
        "tells_closed": any(item["is_closed"] and "kind" in item for item in snapshot["items"]),
        "language_of_record": snapshot["language"],
        "crumbs": reading.crumbs(meeting, (title, "")),
        "form": form,
        **more,
    }
    status = status_of(form) if form is not None else 200
    return private(render(request, template, context, status=status))


def agenda_as_it_stands(meeting: Meeting, edition: snapshots.Edition) -> Any:
    frame = snapshots.Frame(meeting.next_agenda_number, timezone.now())
    return snapshots.build_agenda(meeting, frame, edition)


def minutes_as_they_stand(minutes: Minutes, edition: snapshots.Edition) -> Any:
    frame = snapshots.Frame(minutes.next_number, timezone.now())
    correction = minutes.corrections.being_written().first()
    return snapshots.build_minutes(minutes, frame, edition, correction)


@require_safe
def agenda_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda as the committee has it now, closed items with their text."""
    meeting = fetch_meeting(request, pk, may="meetings.read_papers")
    snapshot = agenda_as_it_stands(meeting, "member")
    sent_out = meeting.current_agenda
    if sent_out is not None and not meeting.agenda_is_writable and sent_out.withdrawal is None:
        snapshot = sent_out.body.member
    snapshot = reading.for_reader(snapshot, request.user, meeting)
    title = _("The committee’s agenda")
    return page(request, "meetings/draft.html", meeting, snapshot, title=title, view="members")


@require_safe
def agenda_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Exactly what the public will read when the draft is sent out."""
    meeting = fetch_meeting(request, pk, may="meetings.read_papers")
    snapshot = agenda_as_it_stands(meeting, "public")
    title = _("The agenda as the public will see it")
    return page(request, "meetings/draft.html", meeting, snapshot, title=title, view="preview")


@require_http_methods(["GET", "POST"])
def agenda_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at exactly what the public will read, then send it out."""
    meeting = fetch_meeting(request, pk, may="meetings.publish_agenda")
    if not meeting.agenda_is_writable:
        return _sent_already(request, meeting)
    snapshot = agenda_as_it_stands(meeting, "public")
    seen = snapshots.seen_mark(snapshot)
    # What is sent in is looked through to the end; whoever only looks does not wait for it.
    found = checks.of_agenda(meeting, snapshot, at_once=request.method == "POST")
    form = PublishForm(
        request.POST or None,
        needs_reason=needs_reason(meeting),
        needs_words=checks.needs_words(found),
        initial={"seen": seen},
    )
    if request.method == "POST" and form.is_valid():
        version = attempt(
            form, services.publish_agenda, meeting.pk, by=who(request), **form.cleaned_data
        )
        if version is not None and version.published_by_id == who(request).pk:
            return done(request, version, _("The agenda has been sent out."))
        if version is not None:
            meeting.current_agenda = version
            return _sent_already(request, meeting)
    if form.is_bound:
        look_again(form, seen)
    return page(
        request,
        "meetings/agenda_publish.html",
        meeting,
        snapshot,
        title=_("Send the agenda out"),
        form=form,
        checks=found,
        is_ready=meeting.agenda_state == meeting.AgendaState.IN_REVIEW,
        number=meeting.next_agenda_number,
    )


def _sent_already(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Say who was quicker: what was seen here was not sent out a second time."""
    version = meeting.current_agenda
    if request.method == "POST" and version is not None:
        told = {
            "name": snapshots.in_office(version.published_by),
            "when": formats.when(version.published_at),
            "number": version.number,
        }
        said = _("%(name)s sent version %(number)s out on %(when)s, so it was not sent again.")
        messages.info(request, said % told)
        return done(request, version)
    return done(request, meeting)


@require_safe
def minutes_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as they are written, for the committee and those who sat in the meeting."""
    minutes = fetch_minutes(request, pk, may="meetings.read_draft_minutes")
    if minutes.current_version is not None and not minutes.is_written:
        return done(request, minutes)
    meeting = minutes.meeting
    snapshot = minutes_as_they_stand(minutes, "member")
    snapshot = reading.for_reader(snapshot, request.user, meeting)
    title = _("Draft minutes")
    return page(request, "meetings/draft.html", meeting, snapshot, title=title, view="members")


@require_http_methods(["GET", "POST"])
def minutes_review(request: HttpRequest, pk: int) -> HttpResponse:
    """The minutes as they will be, and one's own answer below."""
    minutes = fetch_minutes(request, pk, may="meetings.read_draft_minutes")
    user = request.user
    if request.method == "POST":
        require(request, "meetings.review_minutes", minutes)
    if minutes.state != MinutesState.IN_REVIEW and request.method == "GET":
        return done(request, minutes.meeting)
    answers = (
        Approval.objects.filter(minutes=minutes, review_round=minutes.review_round)
        .select_related("person")
        .order_by("person__sort_key", "pk")
    )
    mine = answers.filter(person__user=who(request)).first()
    initial = {}
    if mine:
        initial = {"choice": mine.choice, "text": mine.text, "is_closed": "01"[mine.is_closed]}
    form = ReviewForm(
        request.POST or None, initial=initial, has_closed_items=has_closed_items(minutes)
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if attempt(form, services.review_minutes, minutes.pk, by=who(request), **data):
            said = _("Thank you. Your answer is saved; you can change it until the approval.")
            return done(request, reverse("meetings:minutes-review", args=[pk]), said)
    if minutes.state != MinutesState.IN_REVIEW:
        return not_saved(request, minutes.meeting, form, back=minutes.meeting.get_absolute_url())
    snapshot = minutes_as_they_stand(minutes, "member")
    may_comment = user.has_perm("meetings.comment_on_minutes", minutes)
    silent = unanswered(minutes)
    return page(
        request,
        "meetings/minutes_review.html",
        minutes.meeting,
        reading.for_reader(snapshot, user, minutes.meeting),
        title=_("Review of the minutes"),
        minutes=minutes,
        form=form if user.has_perm("meetings.review_minutes", minutes) else None,
        mine=mine,
        answers=_readable(answers, user, minutes),
        comments=comments_on(user, minutes),
        may_answer=may_answer(user, minutes),
        me=getattr(user, "person", None),
        may_comment=may_comment,
        comment_at=reverse("meetings:minutes-comments", args=[pk]) if may_comment else "",
        silent=wording.listed(str(person) for person in silent),
        asked=len(answers) + len(silent),
        unconfirmed=_unconfirmed(user, minutes),
        is_overdue=minutes.review_is_overdue,
        may_approve=user.has_perm("meetings.approve_minutes", minutes),
        may_take_back=user.has_perm("meetings.take_minutes_back", minutes),
    )


def _readable(answers: Iterable[Approval], user: Any, minutes: Minutes) -> list[Approval]:
    """Return the answers, without words about what is closed to this reader, save their own."""
    rows = list(answers)
    if reading.closed_to(user, minutes.meeting):
        for row in rows:
            if row.is_closed and row.person.user_id != user.pk:
                row.text = ""
    return rows


def _unconfirmed(user: Any, minutes: Minutes) -> list[ProtocolRemark]:
    """Return the remarks that wait for their members, for those who decide when it is over."""
    if not any(
        user.has_perm(f"meetings.{verb}", minutes)
        for verb in ("approve_minutes", "take_minutes_back")
    ):
        return []
    readable = AgendaItem.objects.visible_to(user).filter(meeting=minutes.meeting)
    rows = ProtocolRemark.objects.filter(item__in=readable, removed_at=None, confirmed_at=None)
    printed = snapshots.printed_numbers(minutes.meeting)
    found = list(rows.select_related("person").order_by("item__position", "pk"))
    for row in found:
        row.number = printed.get(row.item_id, "")
    return found


@require_http_methods(["GET", "POST"])
def minutes_publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at exactly what the public will read, then publish it for good."""
    minutes = fetch_minutes(request, pk, may="meetings.publish_minutes")
    if minutes.state == MinutesState.PUBLISHED:
        return done(request, minutes, published_before(request, minutes))
    if minutes.state != MinutesState.APPROVED:
        return done(request, minutes.meeting)
    snapshot = minutes_as_they_stand(minutes, "public")
    found = checks.of_minutes(minutes.meeting, snapshot, at_once=request.method == "POST")
    form, published = publish(request, minutes, services.publish_minutes, snapshot, found)
    if published:
        minutes.refresh_from_db()
        said = published_before(request, minutes) or _("The minutes are public.")
        return done(request, minutes, said)
    title = _("Publish the minutes")
    return page(
        request,
        "meetings/minutes_publish.html",
        minutes.meeting,
        snapshot,
        title=title,
        form=form,
        checks=found,
    )


def published_before(request: HttpRequest, minutes: Minutes) -> str:
    """Say to whoever wanted to publish them that somebody else was quicker."""
    version = minutes.current_version
    if request.method != "POST" or version is None or version.published_by_id == request.user.pk:
        return ""
    return _("%(name)s has published the minutes meanwhile. They are public.") % {
        "name": version.published_by
    }


def publish(
    request: HttpRequest, minutes: Minutes, verb: Any, snapshot: Any, found: list[checks.Check]
) -> tuple[SeenForm, bool]:
    """Publish what was seen; a refused form speaks of what is shown now."""
    seen = snapshots.seen_mark(snapshot)
    words = checks.needs_words(found)
    form = SeenForm(request.POST or None, needs_words=words, initial={"seen": seen})
    if request.method == "POST" and form.is_valid():
        if attempt(form, verb, minutes.pk, by=who(request), **form.cleaned_data):
            return form, True
        look_again(form, seen)
    return form, False
