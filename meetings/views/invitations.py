"""Answering an invitation, from the mail or signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from meetings import invitees, reading, services
from meetings.forms import ReplyForm
from meetings.models import Meeting, Reply, ReplyChoice
from portal.ui.http import HttpRequest, status_of

from .common import attempt, done, fetch_meeting, private, who

if TYPE_CHECKING:
    from committee.models import Membership
    from portal.people.models import User


@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own answer, for whoever is signed in."""
    meeting = fetch_meeting(request, pk, may="meetings.answer_invitation")
    membership = invitees.seat_of(who(request), meeting)
    assert membership is not None  # noqa: S101 - that is what the permission asks
    return _answer(request, meeting, membership, reverse("meetings:reply", args=[pk]))


@require_http_methods(["GET", "POST"])
def reply_for(request: HttpRequest, pk: int, seat: int) -> HttpResponse:
    """What somebody else has said aloud, noted by whoever runs the meeting."""
    meeting = fetch_meeting(request, pk, may="meetings.note_answer")
    membership = next((row for row in invitees.asked(meeting) if row.pk == seat), None)
    if membership is None:
        raise Http404
    address = reverse("meetings:reply-for", args=[pk, seat])
    return _answer(request, meeting, membership, address, by=who(request))


@require_http_methods(["GET", "HEAD", "POST"])
def reply_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the links in the mail; looking at it changes nothing."""
    found = invitees.behind(token)
    if found is None or found[1].person.user is None:
        raise Http404
    response = _answer(request, *found, reverse("meetings:reply-by-link", args=[token]))
    # The address is a key: no cache keeps it, no search engine lists it.
    response["X-Robots-Tag"] = "noindex"
    return response


def _answer(
    request: HttpRequest,
    meeting: Meeting,
    membership: Membership,
    address: str,
    by: User | None = None,
) -> HttpResponse:
    """Show and take an answer, the member's own unless somebody notes it for them."""
    known = invitees.replies(meeting).get(membership.pk)
    choice = _choice(request)
    form = _form(request, meeting, membership, choice, known) if choice else None
    if request.method == "POST" and form is not None and form.is_valid():
        said = {"membership": membership, "by": by or membership.person.user, **form.cleaned_data}
        if attempt(form, services.answer_invitation, meeting.pk, **said):
            if by is not None:
                return done(request, meeting, _("The answer is noted."))
            return done(request, address, _("Thank you. Your answer is saved."))
    is_open = invitees.may_still_answer(meeting)
    is_own = by is None or membership.person.user_id == by.pk
    context = {
        "meeting": meeting,
        "person": membership.person,
        "is_own": is_own,
        "known": known,
        "form": form if is_open or request.method == "POST" else None,
        "choice": choice,
        "nobody_offered": form is not None
        and choice == ReplyChoice.SUBSTITUTE
        and "substitute" not in form.fields,
        "address": address,
        "is_open": is_open,
        "ways": [
            (f"{address}?svar={word}", label, value == choice)
            for (word, value), label in zip(
                invitees.WORDS.items(), _labels(is_own=is_own), strict=True
            )
        ],
        "submit": dict(zip(ReplyChoice.values, _verbs(is_own=is_own), strict=True)).get(choice, ""),
        "crumbs": reading.crumbs(meeting, (_("Your answer") if is_own else _("Answer"), "")),
    }
    status = status_of(form) if form is not None else 200
    if request.method == "POST" and form is None:
        status = 422
    return private(render(request, "meetings/reply.html", context, status=status))


def _choice(request: HttpRequest) -> str:
    """Return the choice that is sent, or that the address makes; nothing for an unknown one."""
    if request.method == "POST":
        sent = request.POST.get("choice", "")
        return sent if sent in ReplyChoice.values else ""
    return invitees.WORDS.get(request.GET.get("svar", ""), "")


def _form(
    request: HttpRequest,
    meeting: Meeting,
    membership: Membership,
    choice: str,
    known: Reply | None,
) -> ReplyForm:
    initial: dict[str, Any] = {}
    if known is not None and known.choice == choice:
        initial = {"reason": known.reason}
        if known.substitute_id:
            initial["substitute"] = known.substitute_id
    offered = (
        invitees.substitutes_for(membership, meeting) if choice == ReplyChoice.SUBSTITUTE else []
    )
    return ReplyForm(
        request.POST if request.method == "POST" else None,
        choice=choice,
        substitutes=offered,
        initial=initial,
    )


def _labels(*, is_own: bool) -> list[str]:
    if not is_own:
        return [_("Is coming"), _("Sends apologies"), _("A substitute is to come")]
    return [_("Yes, I am coming"), _("No, I can’t come"), _("A substitute is to come")]


def _verbs(*, is_own: bool) -> list[str]:
    if not is_own:
        return [_("Note: is coming"), _("Note the apologies"), _("Ask for a substitute")]
    return [_("Answer: yes, I am coming"), _("Send apologies"), _("Ask for a substitute")]
