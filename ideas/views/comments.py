"""One comment by itself: changed by its author, its history read."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ideas import services
from ideas.models import Idea
from portal.access import fetch, require
from portal.discussion.forms import CommentEditForm
from portal.discussion.models import Comment
from portal.discussion.wordings import history_of
from portal.people.acting import who
from portal.ui.http import HttpRequest, go_to, status_of
from portal.writing.rows import Overtaken

from .authors import crumbs_of


@require_http_methods(["GET", "POST"])
def comment_edit(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """Change one's own comment; a refused one comes back with what was typed."""
    idea = fetch(request, Idea.objects.for_page(), pk=pk, may="ideas.comment_idea")
    comment = shown_comment(idea, comment_pk)
    require(request, "ideas.edit_comment", comment)
    form = CommentEditForm(
        request.POST if request.method == "POST" else None,
        initial={"body": comment.body, "stance": comment.stance},
    )
    if form.is_valid():
        try:
            services.edit_comment(idea.pk, comment.pk, by=who(request), **form.cleaned_data)
        except Overtaken as overtaken:
            form.on_top_of(overtaken)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            messages.success(request, _("Your comment is changed."))
            return go_to(request, comment_url(idea, comment))
    context = {
        "idea": idea,
        "comment": comment,
        "form": form,
        "may_change": (idea.is_open and comment.may_still_change) or form.is_bound,
        "back": comment_url(idea, comment),
        "crumbs": crumbs_of(idea, _("Change your comment")),
    }
    return render(request, "ideas/comment_edit.html", context, status=status_of(form))


@require_safe
def comment_history(request: HttpRequest, pk: int, comment_pk: int) -> HttpResponse:
    """Show what a comment said before, word by word."""
    idea = fetch(request, Idea.objects.for_page(), pk=pk)
    comment = shown_comment(idea, comment_pk)
    history = history_of(comment, request.GET.get("udgave", ""))
    if history is None:
        raise Http404
    context = {
        "idea": idea,
        "comment": comment,
        "history": history,
        "back": comment_url(idea, comment),
        "crumbs": crumbs_of(idea, _("History of a comment")),
    }
    return render(request, "discussion/history.html", context)


def shown_comment(idea: Idea, pk: int) -> Comment:
    """Return a comment of the idea that is not hidden, or 404."""
    comments = idea.thread.comments.shown().select_related("author")
    comment: Comment | None = comments.filter(pk=pk).first()
    if comment is None:
        raise Http404
    return comment


def comment_url(idea: Idea, comment: Comment) -> str:
    return f"{idea.get_absolute_url()}?kommentar={comment.pk}#kommentar-{comment.pk}"
