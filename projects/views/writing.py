from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms as django_forms
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ideas.models import Idea
from portal.people.acting import who
from portal.ui.http import HttpRequest, status_of
from portal.writing import Conflict, answers, history
from portal.writing.rows import fingerprint
from portal.writing.services import keep_beside
from projects import pages, services
from projects.forms import (
    BudgetForm,
    EconomicForm,
    FactsForm,
    IdeaLinkForm,
    QualitativeForm,
    SectionForm,
)
from projects.models import Draft, Proposal, Question, SectionKind
from projects.refusals import Refusal

from .responses import (
    carry_out,
    done,
    edit_url,
    fetch_proposal,
    moved_on,
    refused,
    writing_crumbs,
)

EDIT = "projects.edit_proposal"
FACTS = ("title", "summary", "kind", "starts_on", "ends_on")


@require_http_methods(["GET", "POST"])
def proposal_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that the group writes, section by section; a POST saves the facts."""
    proposal = fetch_proposal(request, pk, may=EDIT)
    if not proposal.is_writable and request.method == "GET":
        return moved_on(request, proposal)
    draft = Draft.objects.select_related("saved_by").get(proposal=proposal)
    form = FactsForm(request.POST or None, initial={name: getattr(draft, name) for name in FACTS})
    if (
        request.method == "POST"
        and form.is_valid()
        and carry_out(form, services.set_facts, proposal.pk, by=who(request), **form.cleaned_data)
    ):
        return done(request, _("Saved."), edit_url(proposal, "facts"))
    return render(
        request,
        "projects/proposal_edit.html",
        _edit_context(request, proposal, draft, form),
        status=status_of(form),
    )


def _edit_context(
    request: HttpRequest, proposal: Proposal, draft: Draft, form: FactsForm
) -> dict[str, Any]:
    sections = proposal.sections.select_related("text__saved_by").order_by("pk")
    by_kind = {section.kind: section for section in sections}
    questions = list(
        Question.objects.filter(version__proposal=proposal, published_at=None).order_by("number")
    )
    return {
        "proposal": proposal,
        "draft": draft,
        "facts_form": form,
        "form": form,
        "sections": [_section(by_kind[kind]) for kind in SectionKind if kind in by_kind],
        "qualitative": proposal.qualitative_potentials.order_by("pk"),
        "economic": proposal.economic_potentials.order_by("year", "pk"),
        "budget": proposal.budget_lines.order_by("year", "pk"),
        "benefits": proposal.benefits.order_by("pk"),
        "ideas": _linked_ideas(request, proposal),
        "questions": questions,
        "missing": services.missing_in(proposal),
        "stand": _stand_of(proposal, draft),
        "rights": pages.rights_of(request.user, proposal),
        "crumbs": pages.crumbs(proposal, _("Write")),
    }


def _section(section: Any) -> dict[str, Any]:
    text = section.text
    form = SectionForm(
        initial={"content": text.content, "base_revision": text.revision}, prefix=section.kind
    )
    form.fields["content"].label = section.get_kind_display()
    return {
        "kind": section.kind,
        "label": section.get_kind_display(),
        "form": form,
        "saved_at": text.saved_at if text.content else None,
        "saved_by": str(text.saved_by or ""),
    }


def _linked_ideas(request: HttpRequest, proposal: Proposal) -> Any:
    return (
        Idea.objects.visible_to(request.user)
        .filter(project_links__proposal=proposal, project_links__in_draft=True)
        .order_by("project_links__pk")
        .defer("body")
    )


@require_safe
@answers.while_open
def proposal_news(request: HttpRequest, pk: int) -> HttpResponse:
    """What others have done since the page was opened, or asked last."""
    proposal = fetch_proposal(request, pk, may=EDIT)
    draft = Draft.objects.get(proposal=proposal)
    texts = {row.kind: row.text for row in proposal.sections.select_related("text__saved_by")}
    return answers.news(request, texts, place=f"proposal-{pk}", stand=_stand_of(proposal, draft))


def _stand_of(proposal: Proposal, draft: Draft) -> str:
    """Return the print of what the page shows beside its texts."""
    return fingerprint([proposal.state, *(getattr(draft, name) for name in FACTS)])


@require_POST
@answers.while_open
def section_save(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Save one section; where somebody else changed the same passage, show both."""
    proposal = fetch_proposal(request, pk, may=EDIT)
    if kind not in SectionKind.values:
        raise Http404
    form = SectionForm(request.POST, prefix=kind)
    if not form.is_valid():
        return _section_again(request, proposal, kind, form, conflict=None)
    try:
        text = services.save_section(proposal.pk, kind, by=who(request), **form.cleaned_data)
    except Conflict as conflict:
        return _section_again(request, proposal, kind, form, conflict=conflict)
    except Refusal as refusal:
        # What was typed is shown again, so that it can be copied to where it may go.
        form.add_error(None, str(refusal))
        return _section_again(request, proposal, kind, form, conflict=None)
    if answers.by_script(request):
        return answers.saved(text, sent=form.cleaned_data["content"])
    return done(request, _("Saved."), edit_url(proposal, f"section-{kind}"))


@require_safe
def section_history(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The versions of a section, for those who write in it."""
    proposal = fetch_proposal(request, pk, may=EDIT)
    section = proposal.sections.filter(kind=kind).select_related("text").first()
    way = history.Way(
        label=section.get_kind_display() if section else "",
        save=reverse("projects:section-save", args=[pk, kind]),
        prefix=kind,
        back=edit_url(proposal, f"section-{kind}"),
        crumbs=pages.crumbs(proposal, _("History")),
    )
    return history.page(request, section.text if section else None, way)


def _section_again(
    request: HttpRequest,
    proposal: Proposal,
    kind: str,
    form: SectionForm,
    *,
    conflict: Conflict | None,
) -> HttpResponse:
    label = str(SectionKind(kind).label)
    if answers.by_script(request):
        return (
            answers.clash(request, conflict, section=label) if conflict else answers.refused(form)
        )
    context: dict[str, Any] = {
        "proposal": proposal,
        "kind": kind,
        "label": label,
        "edit_url": edit_url(proposal, f"section-{kind}"),
        "crumbs": writing_crumbs(proposal, label),
    }
    if conflict is None:
        context["form"] = form
        return render(request, "projects/section_edit.html", context, status=422)
    keep_beside(conflict, by=who(request))
    form = SectionForm(
        initial={"content": conflict.proposal, "base_revision": conflict.revision}, prefix=kind
    )
    form.fields["content"].label = _("Both texts together")
    context |= {"form": form, "conflict": conflict, "saved_by": str(conflict.text.saved_by or "")}
    return render(request, "projects/section_merge.html", context, status=409)


def _add_view(
    form_class: type[django_forms.Form],
    service: Callable[..., Any],
    *,
    template: str,
    title: Promise,
    anchor: str,
) -> Callable[[HttpRequest, int], HttpResponse]:
    """Make the view of one short form that adds a row to the draft."""

    @require_http_methods(["GET", "POST"])
    def add(request: HttpRequest, pk: int) -> HttpResponse:
        proposal = fetch_proposal(request, pk, may=EDIT)
        if not proposal.is_writable and request.method == "GET":
            return moved_on(request, proposal)
        form = form_class(request.POST or None)
        if (
            request.method == "POST"
            and form.is_valid()
            and carry_out(form, service, proposal.pk, by=who(request), **form.cleaned_data)
        ):
            return done(request, _("Added."), edit_url(proposal, anchor))
        context = {
            "proposal": proposal,
            "form": form,
            "back_url": edit_url(proposal, anchor),
            "crumbs": writing_crumbs(proposal, title),
        }
        return render(request, template, context, status=status_of(form))

    return add


qualitative_add = _add_view(
    QualitativeForm,
    services.add_qualitative_potential,
    template="projects/qualitative_add.html",
    title=gettext_lazy("Add a qualitative potential"),
    anchor="potentials",
)
economic_add = _add_view(
    EconomicForm,
    services.add_economic_potential,
    template="projects/economic_add.html",
    title=gettext_lazy("Add an economic potential"),
    anchor="economic",
)
budget_add = _add_view(
    BudgetForm,
    services.add_budget_line,
    template="projects/budget_add.html",
    title=gettext_lazy("Add a budget line"),
    anchor="budget",
)


def _remove_view(
    service: Callable[..., Any], *, anchor: str
) -> Callable[[HttpRequest, int, int], HttpResponse]:
    """Make the view that takes a row out of the draft; versions submitted keep it."""

    @require_POST
    def remove(request: HttpRequest, pk: int, row: int) -> HttpResponse:
        proposal = fetch_proposal(request, pk, may=EDIT)
        try:
            service(proposal.pk, row, by=who(request))
        except Refusal as refusal:
            return refused(request, refusal, proposal)
        return done(request, _("Removed."), edit_url(proposal, anchor))

    return remove


qualitative_remove = _remove_view(services.remove_qualitative_potential, anchor="potentials")
economic_remove = _remove_view(services.remove_economic_potential, anchor="economic")
budget_remove = _remove_view(services.remove_budget_line, anchor="budget")
idea_unlink = _remove_view(services.unlink_idea, anchor="ideas")


@require_http_methods(["GET", "POST"])
def idea_link(request: HttpRequest, pk: int) -> HttpResponse:
    """Link an idea of the same committee by the number that stands on its page."""
    proposal = fetch_proposal(request, pk, may=EDIT)
    if not proposal.is_writable and request.method == "GET":
        return moved_on(request, proposal)
    form = IdeaLinkForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        idea = (
            Idea.objects.visible_to(request.user)
            .filter(committee=proposal.committee_id, number=form.cleaned_data["number"])
            .first()
        )
        if idea is None:
            form.add_error("number", _("The committee has no idea of that number."))
        elif carry_out(form, services.link_idea, proposal.pk, idea.pk, by=who(request)):
            return done(request, _("Added."), edit_url(proposal, "ideas"))
    context = {
        "proposal": proposal,
        "form": form,
        "back_url": edit_url(proposal, "ideas"),
        "ideas_url": f"{reverse('ideas:idea-list')}?udvalg={proposal.committee.slug}",
        "crumbs": writing_crumbs(proposal, _("Link an idea")),
    }
    return render(request, "projects/idea_link.html", context, status=status_of(form))
