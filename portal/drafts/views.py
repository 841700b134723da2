from __future__ import annotations

from django.core.cache import cache
from django.core.exceptions import BadRequest
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.access import fetch, require
from portal.people.acting import who
from portal.ui import formats
from portal.ui.http import HttpRequest, go_to

from . import services, typed
from .models import Draft

MOST_SAVES = 60
"""By one person in a minute; typing saves about once in two seconds."""


@require_POST
def draft_save(request: HttpRequest) -> HttpResponse:
    """Save what is typed: for the script while it goes on, for the button as a page."""
    by_script = request.headers.get("Accept") == "application/json"
    if by_script and request.POST.get(typed.OWNER) != typed.owner_key(request.user):
        # Signed out, or somebody else signed in meanwhile: never into another's drafts.
        said = _("Not saved: you are signed out. The text is on your computer.")
        return JsonResponse({"said": said}, status=401)
    require(request, "drafts.keep_draft")
    form, base = request.POST.get(typed.FORM, ""), request.POST.get(typed.VERSION, "")
    if not form.startswith("/") or len(form) > 300:
        raise BadRequest("a draft of no form")
    if not _in_time(request):
        return _answer(request, _("Not saved yet. The text is on your computer."), status=429)
    try:
        draft = services.save_draft(
            form,
            typed.values_of(request.POST),
            by=who(request),
            base=int(base) if base.isdecimal() and len(base) < 9 else 0,
        )
    except services.TooLong:
        said = _("Not saved: the text is too long for a draft. It is on your computer.")
        return _answer(request, said, status=413)
    except services.NewerDraft as newer:
        clock = formats.clock(newer.draft.saved_at)
        said = _("There is a newer draft from another window, saved %(clock)s.") % {"clock": clock}
        return _answer(request, said, status=409, draft=newer.draft)
    said = _("Draft saved %(clock)s") % {"clock": formats.clock(draft.saved_at)}
    return _answer(request, said, status=200, draft=draft)


def _in_time(request: HttpRequest) -> bool:
    key = f"drafts-saved-{request.user.pk}"
    cache.add(key, 0, timeout=60)
    try:
        return int(cache.incr(key) or 0) <= MOST_SAVES
    except ValueError:  # it ran out, or the cache is away
        return True


def _answer(
    request: HttpRequest, said: str, *, status: int, draft: Draft | None = None
) -> HttpResponse:
    if request.headers.get("Accept") == "application/json":
        facts = {"version": draft.version, "draft": draft.pk} if draft else {}
        return JsonResponse({"said": said, **facts}, status=status)
    back = request.GET.get("side", "")
    if draft is None or status != 200 or not _is_ours(back):
        context = {"said": said, "draft": draft, "crumbs": [(_("Draft"), "")]}
        return render(request, "drafts/not_saved.html", context, status=status)
    return go_to(request, f"{back}{'&' if '?' in back else '?'}{typed.ASKED_FOR}={draft.pk}")


@require_http_methods(["GET", "POST"])
def draft_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then forget one's own draft; the script asks on the page itself."""
    draft = fetch(request, Draft.objects, pk=pk)
    back = request.GET.get("side", "")
    back = back if _is_ours(back) else "/"
    if request.method == "POST":
        services.drop_draft(draft.form, by=who(request))
        if request.headers.get("Accept") == "application/json":
            return JsonResponse({"said": _("The draft is discarded.")})
        return go_to(request, back)
    context = {"draft": draft, "back": back, "crumbs": [(_("Discard the draft"), "")]}
    return render(request, "drafts/draft_discard.html", context)


def _is_ours(back: str) -> bool:
    return back.startswith("/") and url_has_allowed_host_and_scheme(back, allowed_hosts=None)
