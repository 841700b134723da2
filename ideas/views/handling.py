from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ideas import services
from ideas.forms import AnswerForm, ReasonForm, ReviewForm
from ideas.models import Idea
from portal.access import fetch
from portal.people.acting import who
from portal.ui.http import HttpRequest, go_to

from .authors import crumbs_of


@require_http_methods(["GET", "POST"])
def idea_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an idea into review with a responsible person."""
    idea = fetch(request, Idea.objects.for_page(), pk=pk, may="ideas.review_idea")
    form = ReviewForm(
        request.POST if request.method == "POST" else None,
        committee=idea.committee,
        initial={"responsible": idea.responsible_id},
    )
    return _step(
        request,
        idea,
        form,
        act=lambda values: services.take_into_review(idea.pk, by=who(request), **values),
        title=_("Take into review"),
        submit=_("Begin the handling"),
        done=_("The idea is in review."),
    )


@require_http_methods(["GET", "POST"])
def idea_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish the committee's answer."""
    idea = fetch(request, Idea.objects.for_page(), pk=pk, may="ideas.answer_idea")
    return _step(
        request,
        idea,
        AnswerForm(request.POST if request.method == "POST" else None),
        act=lambda values: services.answer_idea(idea.pk, by=who(request), **values),
        title=_("Answer the idea"),
        submit=_("Publish the answer"),
        done=_("The answer is published. The author and the followers have been told."),
    )


@require_http_methods(["GET", "POST"])
def idea_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an answered idea up again."""
    idea = fetch(request, Idea.objects.for_page(), pk=pk, may="ideas.reopen_idea")
    return _step(
        request,
        idea,
        ReasonForm(request.POST if request.method == "POST" else None),
        act=lambda values: services.reopen_idea(idea.pk, by=who(request), **values),
        title=_("Take it up again"),
        submit=_("Take it up again"),
        done=_("The idea is in review again. The old answer can still be read."),
    )


@require_http_methods(["GET", "POST"])
def idea_carry_out(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that what was taken up has been done."""
    idea = fetch(request, Idea.objects.for_page(), pk=pk, may="ideas.carry_out_idea")
    return _step(
        request,
        idea,
        ReasonForm(request.POST if request.method == "POST" else None),
        act=lambda values: services.carry_out_idea(idea.pk, by=who(request), **values),
        title=_("Say it is done"),
        submit=_("Publish"),
        done=_("The idea stands as carried out."),
    )


def _step(
    request: HttpRequest,
    idea: Idea,
    form: Form,
    *,
    act: Callable[[dict[str, Any]], object],
    title: str,
    submit: str,
    done: str,
) -> HttpResponse:
    """Show one form about an idea, and take the step when it is filled in."""
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
    return render(request, "ideas/idea_step.html", context)
