"""How the views of this app carry a verb out, and how they say that a rule stands against it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portal.access import fetch
from portal.ui.http import HttpRequest, go_to
from portal.writing.forms import SharedForm
from portal.writing.rows import Overtaken
from projects import pages
from projects.models import Proposal
from projects.refusals import MovedOn, Refusal


def fetch_proposal(request: HttpRequest, pk: int, *, may: str | None = None) -> Proposal:
    """Return the proposal with all that its pages name, through the one gate."""
    return fetch(request, Proposal.objects.for_rows(), pk=pk, may=may)


def carry_out(form: BaseForm, verb: Callable[..., Any], *args: Any, **values: Any) -> bool:
    """Call the verb; a refusal becomes advice in the form, and nothing typed is lost."""
    try:
        verb(*args, **values)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    except ValidationError as error:
        add_errors(form, error)
        return False
    except Overtaken as overtaken:
        cast("SharedForm", form).on_top_of(overtaken)
        return False
    return True


def add_errors(form: BaseForm, error: ValidationError) -> None:
    """Put what the model refused at its field, or on top of the form."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        known = name if name in form.fields and name != NON_FIELD_ERRORS else None
        form.add_error(known, errors)


def done(request: HttpRequest, text: str | Promise, target: Any) -> HttpResponse:
    """Say what happened and lead there."""
    messages.success(request, str(text))
    return go_to(request, target)


def refused(request: HttpRequest, refusal: Refusal, target: Any) -> HttpResponse:
    """Say what stands against it and lead back."""
    messages.warning(request, str(refusal))
    return go_to(request, target)


def moved_on(request: HttpRequest, proposal: Proposal) -> HttpResponse:
    """Lead to the proposal, which is no longer where this page would work."""
    return refused(request, MovedOn(), proposal)


def writing_crumbs(proposal: Proposal, label: str | Promise) -> list[tuple[str, str]]:
    """The way over the page for writing to one of its parts."""
    *way, (write, _here) = pages.crumbs(proposal, _("Write"))
    return [*way, (write, edit_url(proposal)), (str(label), "")]


def edit_url(proposal: Proposal, anchor: str = "") -> str:
    url = reverse("projects:proposal-edit", args=[proposal.pk])
    return f"{url}#{anchor}" if anchor else url
