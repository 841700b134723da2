from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render

from ideas.models import Idea
from portal.ui.http import HttpRequest, go_to, status_of

from .authors import crumbs_of


def step(
    request: HttpRequest,
    idea: Idea,
    form: Form,
    *,
    act: Callable[[dict[str, Any]], object],
    title: str,
    submit: str,
    done: str,
) -> HttpResponse:
    """Show one form about an idea, and take the step when it is filled in rightly."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, done)
            return go_to(request, idea)
    context = {
        "idea": idea,
        "form": form,
        "title": title,
        "submit": submit,
        "crumbs": crumbs_of(idea, title),
    }
    return render(request, "ideas/idea_step.html", context, status=status_of(form))
