from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from committee.models import Committee
from ideas import services
from ideas.forms import HideIdeaForm, ShowIdeaForm, ThemeEditForm, ThemeForm
from ideas.models import Idea, Theme
from portal.access import fetch, require
from portal.people.acting import who
from portal.ui.http import HttpRequest, go_to, status_of
from portal.writing.rows import Overtaken

from .steps import step


@require_http_methods(["GET", "POST"])
def idea_hide(request: HttpRequest, pk: int) -> HttpResponse:
    """Hide an idea with a reason that its author reads."""
    idea = fetch(request, Idea.objects.for_page(), pk=pk, may="ideas.hide_idea")
    return step(
        request,
        idea,
        HideIdeaForm(request.POST if request.method == "POST" else None),
        act=lambda values: services.hide_idea(idea.pk, by=who(request), **values),
        title=_("Hide the idea"),
        submit=_("Hide the idea"),
        done=_("The idea is hidden. Its author has been told why."),
    )


@require_http_methods(["GET", "POST"])
def idea_show(request: HttpRequest, pk: int) -> HttpResponse:
    """Lift the hiding."""
    idea = fetch(request, Idea.objects.for_page(), pk=pk, may="ideas.hide_idea")
    return step(
        request,
        idea,
        ShowIdeaForm(request.POST if request.method == "POST" else None),
        act=lambda values: services.show_idea(idea.pk, by=who(request), **values),
        title=_("Show the idea again"),
        submit=_("Show the idea again"),
        done=_("The idea is shown again."),
    )


@require_http_methods(["GET", "POST"])
def theme_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep a committee's themes."""
    committee = fetch(request, Committee.objects.all(), slug=slug, may="ideas.manage_themes")
    form = ThemeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.add_theme(committee.pk, by=who(request), **form.cleaned_data)
        except ValidationError as refused:
            form.add_error("name_da", refused.messages[0])
        else:
            return go_to(request, reverse("ideas:theme-list", args=[committee.slug]))
    context = {
        "committee": committee,
        "themes": committee.themes.in_order(),
        "form": form,
        "crumbs": [(committee.name, committee.get_absolute_url()), (_("Themes"), "")],
    }
    return render(request, "ideas/theme_list.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def theme_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a theme's names and place."""
    theme = _theme(request, pk)
    form = ThemeEditForm(
        request.POST if request.method == "POST" else None,
        initial={"name_da": theme.name_da, "name_en": theme.name_en, "position": theme.position},
    )
    if form.is_valid():
        try:
            services.change_theme(theme.pk, by=who(request), **form.cleaned_data)
        except Overtaken as overtaken:
            form.on_top_of(overtaken)
        else:
            return go_to(request, reverse("ideas:theme-list", args=[theme.committee.slug]))
    context = {
        "theme": theme,
        "form": form,
        "crumbs": [
            (_("Themes"), reverse("ideas:theme-list", args=[theme.committee.slug])),
            (theme.name, ""),
        ],
    }
    return render(request, "ideas/theme_edit.html", context, status=status_of(form))


@require_POST
def theme_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a theme that no idea uses."""
    theme = _theme(request, pk)
    try:
        services.remove_theme(theme.pk, by=who(request))
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    return go_to(request, reverse("ideas:theme-list", args=[theme.committee.slug]))


def _theme(request: HttpRequest, pk: int) -> Theme:
    theme = fetch(request, Theme.objects.select_related("committee"), pk=pk)
    require(request, "ideas.manage_themes", theme)
    return theme
