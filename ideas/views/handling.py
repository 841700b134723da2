from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ideas import services
from ideas.forms import AnswerForm, ReasonForm, ReviewForm
from ideas.models import Idea
from portal.access import fetch
from portal.people.acting import who
from portal.ui.http import HttpRequest

from .steps import step


@require_http_methods(["GET", "POST"])
def idea_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an idea into review with a responsible person."""
    idea = fetch(request, Idea.objects.for_page(), pk=pk, may="ideas.review_idea")
    form = ReviewForm(
        request.POST if request.method == "POST" else None,
        committee=idea.committee,
        initial={"responsible": idea.responsible_id},
    )
    return step(
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
    return step(
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
    return step(
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
    return step(
        request,
        idea,
        ReasonForm(request.POST if request.method == "POST" else None),
        act=lambda values: services.carry_out_idea(idea.pk, by=who(request), **values),
        title=_("Say it is done"),
        submit=_("Publish"),
        done=_("The idea stands as carried out."),
    )
