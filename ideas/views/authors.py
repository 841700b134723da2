from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from committee.models import Committee
from ideas import services
from ideas.forms import IdeaEditForm, IdeaForm, IdeaTextForm
from ideas.models import LONGEST_TITLE, Idea, Theme
from ideas.search import similar
from portal.access import fetch
from portal.people.acting import who
from portal.people.limits import within_limit
from portal.ui.http import HttpRequest, go_to, status_of
from portal.ui.text import without_controls

DRAFT = "idea_draft"
"""Where the session keeps the secret of what was typed before signing in."""
PREVIEW = "vis"
"""The button that shows the idea as it will look, and sends nothing."""
DRAFTS_IN_AN_HOUR = 20
"""From one connection; a class at school has one, too."""


@require_http_methods(["GET", "POST"])
def idea_create(request: HttpRequest) -> HttpResponse:
    """Take an idea; a visitor writes first and signs in at the end, and nothing is lost."""
    committees = list(Committee.objects.visible_to(request.user).in_order())
    asked = [one for one in committees if one.slug == request.GET.get("udvalg")] or committees
    open_now = [one for one in asked if one.accepts_ideas()]
    themes = Theme.objects.filter(committee__in=open_now).in_order()
    form = _create_form(request, themes)
    if form.is_valid() and PREVIEW in request.POST:
        return _create_page(request, form, asked, open_now, preview=form.cleaned_data)
    if form.is_valid():
        if not request.user.is_authenticated:
            if _may_keep(request, form):
                return _sign_in_first(request, form)
            return _create_page(request, form, asked, open_now, status=429)
        idea = _submit(request, form)
        if idea:
            messages.success(request, _("Your idea has been sent. You will hear of the answer."))
            return go_to(request, idea)
    return _create_page(request, form, asked, open_now)


@require_safe
def idea_similar(request: HttpRequest) -> HttpResponse:
    """Give the ideas that are like the title that is being typed."""
    found = similar(request.GET.get("title", "")[:LONGEST_TITLE], request.user)
    return render(request, "ideas/similar.html", {"similar": found})


def _create_page(
    request: HttpRequest,
    form: IdeaTextForm,
    asked: list[Committee],
    open_now: list[Committee],
    status: int | None = None,
    preview: dict[str, Any] | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "preview": preview,
        "similar": similar(form.data.get("title", ""), request.user),
        "is_open": Theme.objects.filter(committee__in=open_now).exists(),
        "committees": asked if len(asked) == 1 else [],
        "today": timezone.localdate(),
        "came_back": not form.is_bound and bool(form.initial.get("title")),
        "crumbs": [
            (_("Idea catalogue"), reverse("ideas:idea-list")),
            (_("Submit an idea"), ""),
        ],
    }
    return render(request, "ideas/idea_create.html", context, status=status or status_of(form))


def _may_keep(request: HttpRequest, form: IdeaTextForm) -> bool:
    """Whether this address may leave one more text with us before signing in."""
    if within_limit(request, "idea-draft", most=DRAFTS_IN_AN_HOUR, seconds=3600):
        return True
    form.add_error(
        None,
        _(
            "Many ideas have been left from your connection in the last hour. What you typed stands"
            " below: sign in in another window and send it, or try again in an hour."
        ),
    )
    return False


def _create_form(request: HttpRequest, themes: QuerySet[Theme]) -> IdeaTextForm:
    data = request.POST if request.method == "POST" else None
    initial = _kept(request) if data is None else {}
    if request.user.is_authenticated:
        return IdeaForm(data, initial=initial, themes=themes, user=request.user)
    return IdeaTextForm(data, initial=initial, themes=themes)


def _kept(request: HttpRequest) -> dict[str, Any]:
    """Return what this browser typed before signing in, if there is something."""
    secret = request.session.get(DRAFT, "") if DRAFT in request.session else ""
    if not secret:
        return {}
    draft = services.claim_draft(secret, by=who(request))
    return {**draft.typed, "form_key": draft.form_key} if draft else {}


def _sign_in_first(request: HttpRequest, form: IdeaTextForm) -> HttpResponse:
    theme: Theme = form.cleaned_data["theme"]
    typed = {
        "title": form.cleaned_data["title"],
        "body": form.cleaned_data["body"],
        "theme": str(theme.pk),
    }
    if capacity := without_controls(request.POST.get("capacity", "")):
        # Chosen before the session ran out; only one's own is accepted in the end.
        typed["capacity"] = capacity[:20]
    request.session[DRAFT] = services.keep_draft(
        theme.committee, typed, secret=request.session.get(DRAFT, "")
    )
    query = urlencode({"next": f"{reverse('ideas:idea-create')}?udvalg={theme.committee.slug}"})
    return HttpResponseRedirect(f"{reverse('account_login')}?{query}")


def _submit(request: HttpRequest, form: IdeaTextForm) -> Idea | None:
    values = form.cleaned_data
    theme: Theme = values["theme"]
    try:
        idea = services.submit_idea(theme.committee_id, by=who(request), **values)
    except ValidationError as refused:
        form.add_error(None, refused)
        return None
    request.session.pop(DRAFT, None)
    return idea


@require_http_methods(["GET", "POST"])
def idea_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the text of one's own idea while it waits for an answer."""
    idea = fetch(request, Idea.objects.for_page(), pk=pk, may="ideas.edit_idea")
    form = IdeaEditForm(
        request.POST if request.method == "POST" else None,
        themes=idea.committee.themes.in_order(),
        initial={
            "title": idea.title,
            "body": idea.body,
            "theme": idea.theme_id,
            "base_version": idea.version,
        },
    )
    if form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "form_key"}
        try:
            changed = services.edit_idea(idea.pk, by=who(request), **values)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("The text is saved. The earlier one is kept."))
            return go_to(request, changed)
    saved_since = form.is_bound and str(form["base_version"].value()) != str(idea.version)
    context = {
        "idea": idea,
        "form": form,
        "saved_since": saved_since,
        "is_changeable": idea.is_open and not idea.is_answered,
        "crumbs": crumbs_of(idea, _("Change the text")),
    }
    return render(request, "ideas/idea_edit.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def idea_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask once more, then take the idea out of the catalogue."""
    idea = fetch(request, Idea.objects.for_page(), pk=pk, may="ideas.withdraw_idea")
    refusal = ""
    if request.method == "POST":
        try:
            services.withdraw_idea(idea.pk, by=who(request))
        except ValidationError as refused:
            refusal = refused.messages[0]
        else:
            messages.success(request, _("The idea is withdrawn. Its page stays, closed."))
            return go_to(request, idea)
    context = {
        "idea": idea,
        "refusal": refusal,
        "crumbs": crumbs_of(idea, _("Withdraw the idea")),
    }
    return render(request, "ideas/idea_withdraw.html", context, status=422 if refusal else 200)


def crumbs_of(idea: Idea, here: str) -> list[tuple[str, str]]:
    """Return the way to a page below an idea."""
    number = _("Idea no. %(number)s") % {"number": idea.number or ""}
    return [
        (_("Idea catalogue"), f"{reverse('ideas:idea-list')}?udvalg={idea.committee.slug}"),
        (number, idea.get_absolute_url()),
        (here, ""),
    ]
