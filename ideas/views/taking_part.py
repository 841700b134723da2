from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ideas import services
from ideas.forms import SupportForm
from ideas.models import Idea
from portal.access import fetch
from portal.discussion.forms import CommentForm
from portal.people.acting import who
from portal.ui.http import HttpRequest, go_to

from .idea import idea_page


@require_POST
def idea_support(request: HttpRequest, pk: int) -> HttpResponse:
    """Support an idea, or with `fortryd` take the support back."""
    idea = fetch(request, Idea.objects.for_page(), pk=pk, may="ideas.support_idea")
    if "fortryd" in request.POST:
        services.withdraw_support(idea.pk, by=who(request))
        messages.success(request, _("Your support is taken back."))
        return go_to(request, idea)
    form = SupportForm(request.POST, user=request.user)
    if not form.is_valid():
        messages.error(request, _("Choose in which role you support the idea."))
        return go_to(request, idea)
    try:
        services.support_idea(idea.pk, by=who(request), **form.cleaned_data)
    except ValidationError as refused:
        messages.error(request, refused.messages[0])
    else:
        messages.success(request, _("You support the idea."))
    return go_to(request, idea)


@require_POST
def idea_follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow an idea, or with `fortryd` stop following it."""
    idea = fetch(request, Idea.objects.all(), pk=pk, may="ideas.follow_idea")
    if "fortryd" in request.POST:
        services.unfollow_idea(idea.pk, by=who(request))
        messages.success(request, _("You no longer follow the idea."))
    else:
        services.follow_idea(idea.pk, by=who(request))
        messages.success(request, _("You follow the idea and will hear of the answer."))
    return go_to(request, idea)


@require_POST
def comment_create(request: HttpRequest, pk: int) -> HttpResponse:
    """Post a comment or a reply; a refused one comes back on the page with its words."""
    idea = fetch(request, Idea.objects.for_page(), pk=pk, may="ideas.comment_idea")
    form = CommentForm(request.POST, user=request.user)
    if form.is_valid():
        try:
            comment = services.comment_on_idea(idea.pk, by=who(request), **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused)
        else:
            return go_to(
                request,
                f"{idea.get_absolute_url()}?kommentar={comment.pk}#kommentar-{comment.pk}",
            )
    return idea_page(request, idea, comment_form=form)
