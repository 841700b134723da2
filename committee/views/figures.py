"""The committee in numbers: the page, and the PDF that is made of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from committee import services
from committee.figures import figures_of
from committee.models import Committee, FiguresRendition
from portal.access import fetch
from portal.documents.http import serve
from portal.people.acting import who
from portal.ui.http import HttpRequest, go_to

from .pages import crumbs_to


@require_safe
def committee_figures(request: HttpRequest, slug: str) -> HttpResponse:
    """The committee in numbers; the same for everybody, as far as each may see."""
    committee = fetch(request, Committee.objects, slug=slug)
    paper = _newest(committee)
    may_ask = request.user.has_perm("committee.edit_committee", committee)
    is_of_today = paper is not None and paper.told_on == timezone.localdate()
    context = {
        "committee": committee,
        "figures": figures_of(committee, request.user),
        "paper": paper,
        "may_ask": may_ask and not is_of_today,
        "crumbs": [*crumbs_to(committee), (_("In numbers"), "")],
    }
    return render(request, "committee/committee_figures.html", context)


def _newest(committee: Committee) -> FiguresRendition | None:
    return committee.figures_renditions.select_related("file").order_by("-told_on").first()


@require_safe
def figures_pdf(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The newest PDF of the numbers, as a visitor may see them."""
    paper = _newest(fetch(request, Committee.objects, slug=slug))
    if paper is None:
        raise Http404
    return serve(request, paper.file, inline=True)


@require_POST
def figures_ask(request: HttpRequest, slug: str) -> HttpResponse:
    committee = fetch(request, Committee.objects, slug=slug, may="committee.edit_committee")
    services.ask_for_figures(committee.pk, by=who(request))
    messages.success(
        request, _("The PDF is made now, unless the one that is here says the same numbers.")
    )
    return go_to(request, reverse("committee:committee-figures", args=[slug]))
