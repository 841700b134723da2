from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from portal.people.acting import who
from portal.ui.http import HttpRequest, status_of
from projects import comparison, pages, services, snapshots, upwards
from projects.forms import (
    AnswerForm,
    DecisionForm,
    EndProjectForm,
    ReturnForm,
    StartProjectForm,
    WithdrawForm,
)
from projects.models import TRANSITIONS, Proposal, Question
from projects.refusals import NotComplete, Refusal

from .responses import (
    carry_out,
    done,
    edit_url,
    fetch_proposal,
    moved_on,
    refused,
    writing_crumbs,
)


@require_POST
def send_to_committee(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = fetch_proposal(request, pk, may=TRANSITIONS["send_to_committee"][2])
    try:
        services.send_to_committee(proposal.pk, by=who(request))
    except NotComplete as refusal:
        return refused(request, refusal, edit_url(proposal, "missing"))
    except Refusal as refusal:
        return refused(request, refusal, proposal)
    return done(request, _("The committee has the proposal now."), proposal)


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """What the new version says against the last one, what is missing, and the button."""
    proposal = fetch_proposal(request, pk, may=TRANSITIONS["submit"][2])
    if request.method == "POST":
        try:
            version = services.submit(proposal.pk, by=who(request))
        except Refusal as refusal:
            return render(
                request,
                "projects/submit.html",
                _submit_context(request, proposal, str(refusal)),
                status=409,
            )
        text = _("Version %(number)s has been submitted.") % {"number": version.number}
        proposal.refresh_from_db()
        return done(request, text, proposal)
    if proposal.state not in TRANSITIONS["submit"][0]:
        return moved_on(request, proposal)
    return render(request, "projects/submit.html", _submit_context(request, proposal))


def _submit_context(request: HttpRequest, proposal: Proposal, refusal: str = "") -> dict[str, Any]:
    draft = snapshots.read_draft(proposal)
    version = proposal.current_version
    item = upwards.adopted_at(proposal, request.user)
    return {
        "proposal": proposal,
        "refusal": refusal,
        "next_number": version.number + 1 if version else 1,
        "missing": services.missing_in(proposal),
        "is_adopted": upwards.is_adopted(proposal),
        "item": item,
        "item_title": upwards.title_of(item) if item else "",
        "questions": list(
            Question.objects.filter(version__proposal=proposal, published_at=None).order_by(
                "number"
            )
        ),
        "changes": (comparison.compare(snapshots.read_version(version), draft) if version else []),
        "version": version,
        "rights": pages.rights_of(request.user, proposal),
        "crumbs": pages.crumbs(proposal, _("Submit")),
    }


def _decision_view(
    verb: str,
    form_class: type[DecisionForm],
    service: Callable[..., Any],
    *,
    template: str,
    title: Promise,
    said: Promise,
) -> Callable[[HttpRequest, int], HttpResponse]:
    """Make the page on which the chief decides on the version submitted."""

    @require_http_methods(["GET", "POST"])
    def decide(request: HttpRequest, pk: int) -> HttpResponse:
        proposal = fetch_proposal(request, pk, may=TRANSITIONS[verb][2])
        version = proposal.current_version
        if request.method == "GET" and proposal.state not in TRANSITIONS[verb][0]:
            return moved_on(request, proposal)
        form = form_class(
            request.POST or None, initial={"version": version.number if version else 0}
        )
        if request.method == "POST" and form.is_valid():
            values = {
                name: form.cleaned_data[name]
                for name in ("version", "reason", "questions")
                if name in form.cleaned_data
            }
            if carry_out(form, service, proposal.pk, by=who(request), **values):
                return done(request, said, proposal)
        context = {
            "proposal": proposal,
            "version": version,
            "form": form,
            "has_complete_benefit": proposal.benefits.complete().exists(),
            "crumbs": pages.crumbs(proposal, str(title)),
        }
        return render(request, template, context, status=status_of(form))

    return decide


return_with_questions = _decision_view(
    "return",
    ReturnForm,
    services.return_with_questions,
    template="projects/return.html",
    title=gettext_lazy("Return with questions"),
    said=gettext_lazy("The working group has your questions now."),
)
approve = _decision_view(
    "approve",
    DecisionForm,
    services.approve,
    template="projects/approve.html",
    title=gettext_lazy("Approve"),
    said=gettext_lazy("The proposal has been approved. Everybody can read the decision."),
)
reject = _decision_view(
    "reject",
    DecisionForm,
    services.reject,
    template="projects/reject.html",
    title=gettext_lazy("Reject"),
    said=gettext_lazy("The proposal has been rejected. Everybody can read the decision."),
)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = fetch_proposal(request, pk, may=TRANSITIONS["withdraw"][2])
    if request.method == "GET" and proposal.state not in TRANSITIONS["withdraw"][0]:
        return moved_on(request, proposal)
    form = WithdrawForm(request.POST or None, proposal=proposal)
    if (
        request.method == "POST"
        and form.is_valid()
        and carry_out(
            form,
            services.withdraw,
            proposal.pk,
            reason=form.cleaned_data["reason"],
            by=who(request),
        )
    ):
        return done(request, _("The proposal has been withdrawn."), proposal)
    context = {
        "proposal": proposal,
        "form": form,
        "crumbs": pages.crumbs(proposal, _("Withdraw")),
    }
    return render(request, "projects/withdraw.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def question_answer(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    """Answer one question; whoever else answered meanwhile is shown beside."""
    proposal = fetch_proposal(request, pk, may="projects.edit_proposal")
    row = _question(proposal, question)
    if request.method == "GET" and (not proposal.is_writable or row.published_at):
        return moved_on(request, proposal)
    form = AnswerForm(request.POST or None, initial={"answer": row.answer})
    if (
        request.method == "POST"
        and form.is_valid()
        and carry_out(form, services.answer_question, row.pk, by=who(request), **form.cleaned_data)
    ):
        return done(request, _("Saved."), edit_url(proposal, "questions"))
    context = {
        "proposal": proposal,
        "question": row,
        "form": form,
        "back_url": edit_url(proposal, "questions"),
        "crumbs": writing_crumbs(proposal, _("Question %(number)s") % {"number": row.number}),
    }
    return render(request, "projects/question_answer.html", context, status=status_of(form))


def _question(proposal: Proposal, number: int) -> Question:
    """Return a question on the last version of a proposal that came through the gate."""
    if proposal.current_version is None:
        raise Http404
    return get_object_or_404(Question, version=proposal.current_version, number=number)


@require_http_methods(["GET", "POST"])
def project_start(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = fetch_proposal(request, pk, may=TRANSITIONS["start"][2])
    if request.method == "GET" and proposal.state not in TRANSITIONS["start"][0]:
        return moved_on(request, proposal)
    form = StartProjectForm(request.POST or None, initial={"started_on": timezone.localdate()})
    if (
        request.method == "POST"
        and form.is_valid()
        and carry_out(
            form, services.start_project, proposal.pk, by=who(request), **form.cleaned_data
        )
    ):
        return done(request, _("The project has started."), proposal)
    context = {
        "proposal": proposal,
        "form": form,
        "crumbs": pages.crumbs(proposal, _("Start")),
    }
    return render(request, "projects/project_start.html", context, status=status_of(form))


def _end_view(
    verb: str, service: Callable[..., Any], *, template: str, title: Promise, said: Promise
) -> Callable[[HttpRequest, int], HttpResponse]:
    """Make the page on which the chief ends a project, for good or before its time."""

    @require_http_methods(["GET", "POST"])
    def end(request: HttpRequest, pk: int) -> HttpResponse:
        proposal = fetch_proposal(request, pk, may=TRANSITIONS[verb][2])
        if request.method == "GET" and proposal.state not in TRANSITIONS[verb][0]:
            return moved_on(request, proposal)
        form = EndProjectForm(
            request.POST or None,
            proposal=proposal,
            needs_reason=verb == "stop",
            initial={"ended_on": timezone.localdate()},
        )
        if (
            request.method == "POST"
            and form.is_valid()
            and carry_out(form, service, proposal.pk, by=who(request), **form.cleaned_data)
        ):
            return done(request, said, proposal)
        context = {
            "proposal": proposal,
            "form": form,
            "crumbs": pages.crumbs(proposal, str(title)),
        }
        return render(request, template, context, status=status_of(form))

    return end


project_finish = _end_view(
    "finish",
    services.finish_project,
    template="projects/project_finish.html",
    title=gettext_lazy("Finish"),
    said=gettext_lazy("The project has finished. Its benefits go on being measured."),
)
project_stop = _end_view(
    "stop",
    services.stop_project,
    template="projects/project_stop.html",
    title=gettext_lazy("Stop"),
    said=gettext_lazy("The project has been stopped."),
)
