"""Comments on a draft of minutes: who was there says what is to be put right, and is answered."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from meetings import reading, services
from meetings.forms import AnswerForm, CommentForm, Places
from meetings.models import AgendaItem, Minutes, MinutesState, ReviewComment, SectionKind
from portal.access import require
from portal.ui.http import HttpRequest, status_of

from .agenda import outline
from .common import attempt, carry_out, done, fetch_minutes, not_saved, private, who

ANSWERED_IN = frozenset({MinutesState.IN_REVIEW.value, MinutesState.DRAFT.value})


@require_http_methods(["GET", "POST"])
def minutes_comments(request: HttpRequest, pk: int) -> HttpResponse:
    """All comments on the draft, also of rounds that are over; and the form for one more."""
    minutes = fetch_minutes(request, pk, may="meetings.read_draft_minutes")
    if request.method == "POST":
        require(request, "meetings.comment_on_minutes", minutes)
    places = _places(request, minutes)
    asked = request.GET.get("om", "")
    data = request.POST if request.method == "POST" else None
    form = CommentForm(data, places=places, initial={"place": asked})
    if form.is_valid():
        item, section = _place(minutes, form.cleaned_data["place"])
        made = attempt(
            form,
            services.comment_on_minutes,
            minutes.pk,
            by=who(request),
            item=item,
            section=section,
            text=form.cleaned_data["text"],
            form_key=form.cleaned_data["form_key"],
        )
        if made is not None:
            return done(request, _here(pk), _("Your comment is sent to the secretary."))
    in_review = minutes.state == MinutesState.IN_REVIEW
    if form.is_bound and not in_review:
        return not_saved(request, minutes.meeting, form, back=_here(pk))
    may_comment = in_review and request.user.has_perm("meetings.comment_on_minutes", minutes)
    response = render(
        request,
        "meetings/minutes_comments.html",
        {
            "meeting": minutes.meeting,
            "minutes": minutes,
            "in_review": in_review,
            "comments": comments_on(request.user, minutes),
            "form": form if may_comment else None,
            "may_answer": may_answer(request.user, minutes),
            "mine": getattr(request.user, "person", None),
            "crumbs": reading.crumbs(minutes.meeting, (_("Comments on the draft"), "")),
        },
        status=status_of(form),
    )
    return private(response)


def _here(pk: int) -> str:
    return reverse("meetings:minutes-comments", args=[pk])


def comments_on(user: Any, minutes: Minutes, item: AgendaItem | None = None) -> list[ReviewComment]:
    """Return what this person may read of the comments, of one item if asked for."""
    found = ReviewComment.objects.visible_to(user).filter(minutes=minutes)
    if item is not None:
        found = found.filter(item=item)
    comments = list(found.in_order())
    if comments:
        rows = outline(minutes.meeting, user, None)
        printed = {row["item"].pk: row["number"] for row in rows}
        for comment in comments:
            comment.number = printed.get(comment.item_id, "")
    return comments


def may_answer(user: Any, minutes: Minutes) -> bool:
    return minutes.state in ANSWERED_IN and user.has_perm("meetings.answer_comment", minutes)


def _places(request: HttpRequest, minutes: Minutes) -> Places:
    """Return the items this person may read, each with the sections that it has."""
    readable = AgendaItem.objects.visible_to(request.user).filter(meeting=minutes.meeting_id)
    rows = {item.pk: item for item in readable.prefetch_related("sections")}
    places: Places = []
    for row in outline(minutes.meeting, request.user, None):
        item = rows.get(row["item"].pk)
        if item is None:
            continue
        has = {section.kind for section in item.sections.all()} | {SectionKind.DECISION.value}
        whole = (item.uid, str(_("The item as a whole")))
        parts = [(f"{item.uid}:{kind}", str(kind.label)) for kind in SectionKind if kind in has]
        places.append((f"{row['number']}. {item.title}", [whole, *parts]))
    return places


def _place(minutes: Minutes, chosen: str) -> tuple[AgendaItem | None, str]:
    uid, _colon, section = chosen.partition(":")
    if not uid:
        return None, ""
    return get_object_or_404(AgendaItem, meeting=minutes.meeting_id, uid=uid), section


def _comment(request: HttpRequest, pk: int, row: int) -> ReviewComment:
    minutes = fetch_minutes(request, pk, may="meetings.read_draft_minutes")
    found = ReviewComment.objects.visible_to(request.user).in_order()
    comment = get_object_or_404(found, minutes=minutes, pk=row)
    comment.minutes = minutes
    return comment


@require_http_methods(["GET", "POST"])
def comment_answer(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Say what became of one comment."""
    comment = _comment(request, pk, row)
    require(request, "meetings.answer_comment", comment)
    form = AnswerForm(request.POST if request.method == "POST" else None, comment=comment)
    answered = None
    if form.is_valid():
        data = form.cleaned_data
        answered = attempt(form, services.answer_comment, comment.pk, by=who(request), **data)
    if answered is not None:
        return done(request, _here(pk), _("The answer is saved."))
    response = render(
        request,
        "meetings/comment_answer.html",
        {
            "meeting": comment.meeting,
            "comment": comment,
            "form": form,
            "back": _here(pk),
            "crumbs": reading.crumbs(
                comment.meeting, (_("Comments on the draft"), _here(pk)), (_("Answer"), "")
            ),
        },
        status=status_of(form),
    )
    return private(response)


@require_POST
def comment_back(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Take one's own comment back."""
    comment = _comment(request, pk, row)
    carry_out(request, services.take_comment_back, comment.pk, said=_("Taken back."))
    return done(request, _here(pk))
