"""Comments that are reported, and what the secretary makes of them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ideas import services
from ideas.models import Idea
from portal.access import fetch
from portal.discussion.forms import DecisionForm, HideForm, ReportForm
from portal.discussion.models import Case
from portal.discussion.services import let_stand
from portal.people.acting import who
from portal.ui.http import HttpRequest, go_to, status_of
from portal.ui.paging import paginate

from .authors import crumbs_of
from .comments import comment_url, shown_comment
from .desk import committees_of


@require_http_methods(["GET", "POST"])
def comment_report(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """Report a comment, or read what became of the report."""
    idea = fetch(request, Idea.objects.for_page(), pk=pk, may="ideas.report_comment")
    comment = shown_comment(idea, comment_pk)
    if comment.author_id == request.user.pk:
        raise PermissionDenied
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.report_comment(idea.pk, comment.pk, by=who(request), **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Thank you. The secretary looks at it and tells you."))
            return go_to(request, comment_url(idea, comment))
    context = {
        "idea": idea,
        "comment": comment,
        "form": form,
        "decided": let_stand(comment),
        "given": comment.cases.open().filter(reports__by=who(request)).exists(),
        "back": comment_url(idea, comment),
        "crumbs": crumbs_of(idea, _("Report a comment")),
    }
    return render(request, "ideas/comment_report.html", context, status=status_of(form))


@require_safe
def comment_desk(request: HttpRequest) -> HttpResponse:
    """List the reported comments that wait for the secretary, the longest wait first."""
    committees, asked = committees_of(request, may="ideas.hide_comment")
    waiting = Case.objects.open().filter(comment__thread__idea__committee__in=asked)
    page = paginate(
        request,
        waiting.select_related("comment__author", "comment__thread__idea__committee"),
        order=("opened_at", "pk"),
    )
    context = {
        "page": page,
        "waiting": waiting.count(),
        "several": len(committees) > 1,
        "crumbs": [
            (_("Idea catalogue"), reverse("ideas:idea-list")),
            (_("Waiting"), reverse("ideas:answer-desk")),
            (_("Reported comments"), ""),
        ],
    }
    return render(request, "ideas/comment_desk.html", context)


@require_http_methods(["GET", "POST"])
def comment_decide(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """Hide a reported comment or let it stand, with a reason that the reporters read."""
    idea = fetch(request, Idea.objects.for_page(), pk=pk, may="ideas.hide_comment")
    comment = idea.thread.comments.select_related("author").filter(pk=comment_pk).first()
    if comment is None:
        raise Http404
    case = comment.cases.open().first()
    if case is None:
        messages.info(request, _("Nobody waits for a decision on this comment."))
        return go_to(request, comment_url(idea, comment))
    form = DecisionForm(request.POST if request.method == "POST" else None, comment=comment)
    if form.is_valid():
        hides = form.cleaned_data.pop("decision") == DecisionForm.HIDE
        act = services.hide_comment if hides else services.let_comment_stand
        act(idea.pk, comment.pk, by=who(request), **form.cleaned_data)
        messages.success(request, _("It is decided. Whoever reported the comment has been told."))
        return go_to(request, reverse("ideas:comment-desk"))
    context = {
        "idea": idea,
        "comment": comment,
        "case": case,
        "reports": case.reports.select_related("by").order_by("pk")[:100],
        "form": form,
        "back": reverse("ideas:comment-desk"),
        "crumbs": crumbs_of(idea, _("A reported comment")),
    }
    return render(request, "ideas/comment_decide.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def comment_hide(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """Hide one comment with a reason that stands in its place."""
    idea = fetch(request, Idea.objects.for_page(), pk=pk, may="ideas.hide_comment")
    comment = idea.thread.comments.select_related("author").filter(pk=comment_pk).first()
    if comment is None:
        raise Http404
    form = HideForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        services.hide_comment(idea.pk, comment.pk, by=who(request), **form.cleaned_data)
        messages.success(request, _("The comment is hidden."))
        return go_to(request, f"{idea.get_absolute_url()}?kommentar={comment.pk}#kommentarer")
    context = {
        "idea": idea,
        "comment": comment,
        "form": form,
        "crumbs": crumbs_of(idea, _("Hide a comment")),
    }
    return render(request, "ideas/comment_hide.html", context, status=status_of(form))
