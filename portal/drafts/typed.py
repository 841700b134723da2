"""What of a form is kept, under which name, and how the page knows whose it is."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit

from django.forms import BaseForm, CheckboxInput, FileInput
from django.http import HttpRequest, QueryDict
from django.utils.crypto import salted_hmac
from django.utils.datastructures import MultiValueDict

from portal.ui.addresses import in_danish

from .models import Draft
from .services import Values

FORM, VERSION, COPY, OWNER = "draft_form", "draft_version", "draft_copy", "draft_owner"
"""Names of the fields by which a form says which draft is its own."""
NOT_KEPT = {"csrfmiddlewaretoken", "form_key", "next", FORM, VERSION, COPY, OWNER}
ASKED_FOR = "kladde"
"""In the address of a page: which draft its form shall be filled with."""


def form_name(path: str, part: str = "") -> str:
    """Return the name of the form that is sent to the path; the same in both languages."""
    plain = in_danish(urlsplit(path).path)
    return f"{plain}#{part}" if part else plain


def values_of(posted: QueryDict) -> Values:
    """Return what is kept of what was sent."""
    return {
        name: [str(value).replace("\0", "") for value in values]
        for name, values in posted.lists()
        if name not in NOT_KEPT and "password" not in name
    }


def owner_key(user: Any) -> str:
    """Return by what a page tells whose texts in the browser are whose; empty for a visitor."""
    return salted_hmac("drafts", str(user.pk)).hexdigest()[:20] if user.is_authenticated else ""


def fill(form: BaseForm, draft: Draft) -> None:
    """Let the form begin with the draft; its fields clean and escape it like anything typed."""
    sent: MultiValueDict[str, Any] = MultiValueDict(draft.values)
    values = {}
    for name, field in form.fields.items():
        posted = form.add_prefix(name)
        if name in NOT_KEPT or field.disabled or isinstance(field.widget, FileInput):
            continue
        if posted in sent or isinstance(field.widget, CheckboxInput):
            values[name] = field.widget.value_from_datadict(sent, MultiValueDict(), posted)
        elif field.widget.is_hidden:
            # What it says of the form as it was opened is not told of the draft.
            values[name] = form.get_initial_for_field(field, name)
    form.initial = {**(form.initial or {}), **values}


def address_with(request: HttpRequest, draft: Draft) -> str:
    """Return the address of this page with its form filled from the draft."""
    query = request.GET.copy()
    query[ASKED_FOR] = str(draft.pk)
    return f"{request.path}?{query.urlencode()}"


def address_without(request: HttpRequest) -> str:
    """Return the address of this page as it is without any draft."""
    query = [(name, v) for name, vs in request.GET.lists() for v in vs if name != ASKED_FOR]
    return f"{request.path}?{urlencode(query)}" if query else request.path
