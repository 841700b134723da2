"""What an agenda begins with: the committee's templates, and suggestions for items."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.models import Committee
from meetings import services
from meetings.forms import DeclineForm, SuggestionForm, TemplateForm, TemplateNameForm
from meetings.models import AgendaItem, AgendaTemplate, ItemSuggestion, Meeting
from portal.access import fetch, require
from portal.ui.forms import KeyedForm
from portal.ui.http import HttpRequest, status_of

from .agenda import EDIT, edit_page
from .common import attempt, carry_out, done, fetch_meeting, not_saved, private, who
from .moves import plans_for
from .texts import anchor_url

TEMPLATES = "meetings.edit_templates"


def _committee(request: HttpRequest) -> Committee:
    """Return the committee named in the address, or the one this person works for."""
    slug = request.GET.get("udvalg", "")
    if slug:
        return get_object_or_404(Committee.objects.visible_to(request.user), slug=slug)
    committee = plans_for(request, None) or Committee.objects.in_order().first()
    assert committee is not None  # noqa: S101 - a portal has a committee
    return committee


def _crumbs(committee: Committee, *last: tuple[str, str]) -> list[tuple[str, str]]:
    return [
        (committee.name, committee.get_absolute_url()),
        (_("Meetings"), reverse("meetings:meeting-list")),
        *last,
    ]


# Templates ---------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def template_list(request: HttpRequest) -> HttpResponse:
    """The templates of a committee, and a form for a new one."""
    committee = _committee(request)
    require(request, TEMPLATES, committee)
    form = TemplateNameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form, services.make_template, committee.pk, by=who(request), **form.cleaned_data
        )
        if made is not None:
            return done(request, made)
    templates = AgendaTemplate.objects.visible_to(request.user).filter(committee=committee)
    context = {
        "committee": committee,
        "templates": list(templates.order_by("name", "pk")),
        "form": form,
        "crumbs": _crumbs(committee, (_("Agenda templates"), "")),
    }
    status = 422 if form.errors else 200
    return private(render(request, "meetings/template_list.html", context, status=status))


@require_http_methods(["GET", "POST"])
def template_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One template: its name and its items."""
    template = fetch(
        request, AgendaTemplate.objects.select_related("committee"), may=TEMPLATES, pk=pk
    )
    form = TemplateForm(request.POST or None, template=template)
    if request.method == "POST" and form.is_valid():
        saved = attempt(form, services.edit_template, pk, by=who(request), **form.facts())
        if saved is not None:
            return done(request, template, _("Saved."))
    committee = template.committee
    templates_url = f"{reverse('meetings:template-list')}?udvalg={committee.slug}"
    context = {
        "template": template,
        "form": form,
        "back": templates_url,
        "crumbs": _crumbs(committee, (_("Agenda templates"), templates_url), (template.name, "")),
    }
    status = status_of(form)
    return private(render(request, "meetings/template_edit.html", context, status=status))


@require_POST
def template_remove(request: HttpRequest, pk: int) -> HttpResponse:
    template = fetch(
        request, AgendaTemplate.objects.select_related("committee"), may=TEMPLATES, pk=pk
    )
    carry_out(request, services.remove_template, pk, said=_("The template is removed."))
    back = reverse("meetings:template-list")
    return done(request, f"{back}?udvalg={template.committee.slug}")


@require_POST
def template_save(request: HttpRequest, pk: int) -> HttpResponse:
    """Save an agenda as a template."""
    meeting = fetch_meeting(request, pk, may=EDIT)
    require(request, TEMPLATES, meeting)
    form = TemplateNameForm(request.POST)
    if form.is_valid():
        made = attempt(form, services.save_as_template, pk, by=who(request), **form.cleaned_data)
        if made is not None:
            said = _("The agenda is saved as the template %(name)s.") % {"name": made.name}
            return done(request, _agenda(meeting), said)
    if not meeting.agenda_is_writable:
        return not_saved(request, meeting, form, back=meeting.get_absolute_url())
    return edit_page(request, meeting, None, template_form=form, status=422)


@require_POST
def agenda_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the items of a template to the agenda."""
    meeting = fetch_meeting(request, pk, may=EDIT)
    raw = request.POST.get("template", "")
    known = AgendaTemplate.objects.visible_to(request.user).filter(committee=meeting.committee)
    template = get_object_or_404(known, pk=raw if raw.isdecimal() and len(raw) < 10 else 0)
    form = KeyedForm(request.POST)
    key = form.cleaned_data["form_key"] if form.is_valid() else None
    carry_out(
        request,
        services.fill_from_template,
        pk,
        template=template,
        form_key=key,
        said=_("The items of the template are added."),
    )
    return done(request, _agenda(meeting))


def _agenda(meeting: Meeting) -> str:
    return reverse("meetings:agenda-edit", args=[meeting.pk])


# Suggestions -------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def suggestion_create(request: HttpRequest) -> HttpResponse:
    """Suggest an item to a committee; below, what one suggested before."""
    committee = _committee(request)
    require(request, "meetings.suggest_item", committee)
    form = SuggestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form, services.suggest_item, committee.pk, by=who(request), **form.cleaned_data
        )
        if made is not None:
            return done(request, made, _("Thank you. You are told what becomes of it."))
    mine = ItemSuggestion.objects.filter(committee=committee, suggested_by=who(request))
    context = {
        "committee": committee,
        "form": form,
        "mine": list(mine.order_by("-suggested_at", "-pk")[:20]),
        "crumbs": _crumbs(committee, (_("Suggest an item"), "")),
    }
    status = 422 if form.errors else 200
    return private(render(request, "meetings/suggestion_form.html", context, status=status))


def _suggestion(request: HttpRequest, pk: int, may: str | None = None) -> ItemSuggestion:
    rows = ItemSuggestion.objects.select_related(
        "committee", "suggested_by", "item__meeting", "answered_by"
    )
    return fetch(request, rows, may=may, pk=pk)


@require_safe
def suggestion_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A suggestion, for whoever made it and for the committee: where it stands, what came of it."""
    return _suggestion_page(request, _suggestion(request, pk))


def _suggestion_page(
    request: HttpRequest, suggestion: ItemSuggestion, form: DeclineForm | None = None
) -> HttpResponse:
    is_open = suggestion.state == ItemSuggestion.State.OPEN
    answers_it = is_open and request.user.has_perm("meetings.answer_suggestion", suggestion)
    coming = suggestion.committee.meetings.coming().filter(agenda_state__in=["draft", "in_review"])
    item = suggestion.item
    known = item is not None and AgendaItem.objects.visible_to(request.user).filter(pk=item.pk)
    context = {
        "suggestion": suggestion,
        "is_mine": suggestion.suggested_by_id == request.user.pk,
        "is_open": is_open,
        "meetings": list(coming.order_by("starts_at", "pk")[:3]) if answers_it else [],
        "form": (form or DeclineForm()) if answers_it else None,
        "item": item if known and known.exists() else None,
        "crumbs": _crumbs(suggestion.committee, (_("Suggested item"), "")),
    }
    status = 422 if form is not None else 200
    return private(render(request, "meetings/suggestion.html", context, status=status))


@require_POST
def suggestion_take(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Take a suggestion onto this agenda."""
    meeting = fetch_meeting(request, pk, may=EDIT)
    suggestion = _suggestion(request, row, may="meetings.answer_suggestion")
    made: list[AgendaItem] = []

    def verb(*, by: Any) -> None:
        made.append(services.take_up_suggestion(suggestion.pk, meeting_id=pk, by=by))

    said = _("The suggestion is on the agenda, and its author is told.")
    if carry_out(request, verb, said=said):
        made[0].meeting = meeting
        return done(request, anchor_url(made[0]))
    return done(request, _agenda(meeting))


@require_POST
def suggestion_decline(request: HttpRequest, pk: int) -> HttpResponse:
    suggestion = _suggestion(request, pk, may="meetings.answer_suggestion")
    form = DeclineForm(request.POST)
    if form.is_valid():
        answer = form.cleaned_data["answer"]
        if attempt(form, services.decline_suggestion, pk, answer=answer, by=who(request)):
            return done(request, suggestion, _("Answered. The author is told."))
    return _suggestion_page(request, suggestion, form)


@require_POST
def suggestion_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    suggestion = _suggestion(request, pk, may="meetings.withdraw_suggestion")
    carry_out(request, services.withdraw_suggestion, pk, said=_("The suggestion is withdrawn."))
    return done(request, suggestion)
