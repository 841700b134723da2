"""What the server says to a page in which several write at once.

The page saves a section while it is typed in, and asks every other second what others have done:
one question for all that stands on it, whose answer is empty as long as nothing is new.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import Http404, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from portal.drafts.typed import OWNER, owner_key
from portal.people.acting import who
from portal.ui import formats
from portal.ui.http import HttpRequest

from . import services
from .comparing import compared
from .conflicts import Conflict
from .forms import ProposalForm
from .models import Text
from .presence import around, look_around
from .rows import fingerprint

View = Callable[..., HttpResponse]
MOST_SECTIONS = 240
"""That one page may ask about: a whole agenda, every section open."""
MOST_SAVES = 120
"""By one person in a minute; somebody who types in one section saves at most once a second."""


def by_script(request: HttpRequest) -> bool:
    """Whether the page's script asks; a form that is sent gets a page."""
    return request.headers.get("Accept") == "application/json"


def while_open(view: View) -> View:
    """Let a view answer a page that stays open, whatever has become of session and rights."""

    @wraps(view)
    def answering(request: HttpRequest, *args: Any, **lookup: Any) -> HttpResponse:
        if not by_script(request):
            return view(request, *args, **lookup)
        values = request.POST if request.method == "POST" else request.GET
        if values.get(OWNER) != owner_key(request.user):
            # Signed out, or somebody else signed in meanwhile: never under another's name.
            return told(_("Not saved: you are signed out. The text is on your computer."), 401)
        if request.method == "POST" and not _in_time(request):
            return told(_("Not saved yet. The text is on your computer."), 429)
        try:
            return view(request, *args, **lookup)
        except Http404:
            said = _("Not saved: this is no longer open to you. The text is on your computer.")
            return told(said, 404)
        except PermissionDenied:
            said = _("Not saved: you may no longer write here. The text is on your computer.")
            return told(said, 403)

    return answering


def _in_time(request: HttpRequest) -> bool:
    key = f"writing-saved-{request.user.pk}"
    try:
        return int(cache.incr(key) or 0) <= MOST_SAVES
    except ValueError:  # the first of this minute
        cache.add(key, 1, timeout=60)
        return True


def told(said: str, status: int, **facts: Any) -> HttpResponse:
    response = JsonResponse({"said": said, **facts}, status=status)
    response["Cache-Control"] = "private, no-store"
    return response


def refused(form: BaseForm) -> HttpResponse:
    """Say what stands against saving; the words stay where they were typed."""
    reasons = [str(message) for errors in form.errors.values() for message in errors]
    said = _("Not saved. The text is on your computer.")
    return told(" ".join([said, *reasons]), 422)


def saved(text: Text, *, sent: str) -> HttpResponse:
    """Say which revision stands now; with its words where others' are in it too."""
    facts = {"content": text.content} if text.content != sent else {}
    return told(_saved_at(text), 200, revision=text.revision, **facts)


def _saved_at(text: Text) -> str:
    return _("Saved %(clock)s") % {"clock": formats.clock(text.saved_at)}


def news(
    request: HttpRequest, texts: Mapping[str, Text], *, place: str, stand: str
) -> HttpResponse:
    """Tell what is new since the page last asked: texts, who is where, the order of things.

    `texts` are those of the page by the name of their section, `place` is what its readers share,
    `stand` the print of all that a page shows apart from its texts (`rows.fingerprint`).
    """
    seen = _revisions(request.GET.get("seen", ""))
    present = look_around(place, who(request), request.GET.get("at", "")[:60])
    here = fingerprint([[one.pk, one.section] for one in present])
    fresh = {
        name: {
            "revision": text.revision,
            "content": text.content,
            "said": _("Saved %(clock)s by %(name)s")
            % {"clock": formats.clock(text.saved_at), "name": text.saved_by or ""},
        }
        for name, text in texts.items()
        if name in seen and text.revision != seen[name]
    }
    is_same = request.GET.get("stand") == stand
    if not fresh and is_same and request.GET.get("here") == here:
        return HttpResponse(status=204, headers={"Cache-Control": "private, no-store"})
    people = [
        {
            "section": one.section,
            "initials": one.initials,
            "colour": one.colour,
            "said": one.said,
        }
        for one in present
    ]
    return told(around(present), 200, texts=fresh, people=people, here=here, moved_on=not is_same)


def _revisions(line: str) -> dict[str, int]:
    pairs = (part.rpartition(":") for part in line.split()[:MOST_SECTIONS])
    return {
        name: int(number)
        for name, _colon, number in pairs
        if name and number.isdecimal() and len(number) < 10
    }


def clash(request: HttpRequest, conflict: Conflict, *, section: str) -> HttpResponse:
    """Show both texts and a proposal with both, for a dialog over the page."""
    services.keep_beside(conflict, by=who(request))
    text = conflict.text
    html = render_to_string(
        "writing/merge_dialog.html",
        {
            "section": section,
            "them": str(text.saved_by) if text.saved_by else _("Somebody"),
            "saved_at": text.saved_at,
            "yours": compared(conflict.base, conflict.yours),
            "theirs": compared(conflict.base, conflict.theirs),
            "form": ProposalForm(initial={"content": conflict.proposal}, auto_id="merge_%s"),
        },
    )
    said = _("Not saved: somebody else has changed the same paragraph.")
    return told(said, 409, revision=text.revision, theirs=conflict.theirs, html=html)
