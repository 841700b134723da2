"""`{% draft form %}` inside a form: keeps what is typed, and offers it when one comes back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.forms import BaseForm, Textarea
from django.http import HttpRequest
from django.template import Context
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.drafts import typed
from portal.drafts.middleware import SENT
from portal.drafts.models import Draft
from portal.ui import formats

register = template.Library()


@register.inclusion_tag("drafts/draft.html", takes_context=True)
def draft(
    context: Context,
    form: BaseForm,
    *,
    action: str = "",
    part: str = "",
    rows: Sequence[BaseForm] = (),
) -> dict[str, Any]:
    """Keep the form, and fill it where the address asks for one's own draft of it.

    It stands before the fields. `part` tells forms apart that are sent to the same address, `rows`
    are the forms of a formset beside the form. A form without a long text gets nothing at all.
    """
    request: HttpRequest | None = context.get("request")
    forms = [*([form] if form else []), *rows]
    if request is None or not _is_long(forms):
        return {"is_kept": False}
    name = typed.form_name(action or request.path, part)
    kept = _own_drafts(request).get(name)
    is_used = kept is not None and request.GET.get(typed.ASKED_FOR) == str(kept.pk)
    is_bound = any(one.is_bound for one in forms)
    changed_since = False
    if kept and not is_bound:
        changed_since = _has_moved_on(forms, kept)
        if is_used:
            for one in forms:
                typed.fill(one, kept)
    return {
        "is_kept": True,
        "request": request,
        "name": name,
        "version": _version(request, kept, is_bound=is_bound, is_used=is_used),
        "kept": kept,
        "moment": _moment(kept.saved_at) if kept else "",
        "is_offered": kept is not None and not is_bound and not is_used,
        "is_used": is_used and not is_bound,
        "changed_since": changed_since,
        "is_signed_in": request.user.is_authenticated,
        "use_url": typed.address_with(request, kept) if kept else "",
        "here": typed.address_without(request),
    }


def _moment(saved_at: datetime) -> str:
    """Return the time, with its day unless that is today."""
    is_today = timezone.localdate(saved_at) == timezone.localdate()
    return formats.clock(saved_at) if is_today else formats.when(saved_at)


def _is_long(forms: Sequence[BaseForm]) -> bool:
    return any(isinstance(f.widget, Textarea) for form in forms for f in form.fields.values())


def _own_drafts(request: HttpRequest) -> dict[str, Draft]:
    """Return one's own drafts by their form, asked for once a page."""
    found: dict[str, Draft] | None = getattr(request, "own_drafts", None)
    if found is None:
        found = {draft.form: draft for draft in Draft.objects.visible_to(request.user)}
        request.own_drafts = found  # type: ignore[attr-defined]
    return found


def _version(request: HttpRequest, kept: Draft | None, *, is_bound: bool, is_used: bool) -> int:
    """Return the version that what stands in the form goes back to."""
    if is_bound:
        given = request.POST.get(typed.VERSION, "")
        return int(given) if given.isdecimal() and len(given) < 9 else 0
    return kept.version if kept and is_used else 0


@register.inclusion_tag("drafts/save_button.html", takes_context=True)
def draft_button(context: Context, form: BaseForm, rows: Sequence[BaseForm] = ()) -> dict[str, Any]:
    """Let a draft be saved by hand where no script does it; after the form's own button."""
    request: HttpRequest | None = context.get("request")
    is_offered = (
        request is not None
        and request.method == "GET"
        and request.user.is_authenticated
        and _is_long([*([form] if form else []), *rows])
    )
    return {"is_offered": is_offered, "here": typed.address_without(request) if request else ""}


REVISIONS = ("opened_with", "base_revision", "base_version")
"""Fields in which forms say what they were opened with."""


def _has_moved_on(forms: Sequence[BaseForm], kept: Draft) -> bool:
    """Whether the object has been changed by others since the draft was begun."""
    for form in forms:
        for name in REVISIONS:
            if name in form.fields:
                [then, *_more] = kept.values.get(form.add_prefix(name)) or [""]
                now = form.get_initial_for_field(form.fields[name], name)
                return bool(then) and then != str(now)
    return False


@register.simple_tag(takes_context=True)
def whose_page(context: Context) -> SafeString:
    """Say on the page whose copies in the browser may be shown, and which have been sent."""
    request: HttpRequest | None = context.get("request")
    user = getattr(request, "user", None)
    if request is None or user is None:
        return format_html("")
    owner, sent = typed.owner_key(user), _sent(request)
    return format_html(
        "{}{}",
        format_html(' data-person="{}"', owner) if owner else "",
        format_html(' data-sent="{}"', " ".join(sent)) if sent else "",
    )


def _sent(request: HttpRequest) -> list[str]:
    session = getattr(request, "session", None)
    # A visitor without a session has sent nothing, and asking would make the page vary.
    if (
        session is None
        or settings.SESSION_COOKIE_NAME not in request.COOKIES
        or SENT not in session
    ):
        return []
    return list(session.pop(SENT))
