from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from committee.models import Committee
from ideas.models import Idea
from portal.access import SignInFirst
from portal.discussion.models import Case
from portal.ui.http import HttpRequest
from portal.ui.paging import paginate


@require_safe
def answer_desk(request: HttpRequest) -> HttpResponse:
    """List what waits for an answer, the longest wait first, for those who give it."""
    committees, asked = committees_of(request, may="ideas.see_desk")
    waiting = Idea.objects.visible_to(request.user).waiting().filter(committee__in=asked)
    page = paginate(
        request,
        waiting.select_related("committee", "theme", "responsible").defer("body"),
        order=("published_at", "pk"),
    )
    keeping = [one for one in committees if request.user.has_perm("ideas.hide_comment", one)]
    reported = Case.objects.open().filter(comment__thread__idea__committee__in=keeping)
    context = {
        "reported": reported.count() if keeping else 0,
        "page": page,
        "waiting": waiting.count(),
        "several": len(committees) > 1,
        "crumbs": [(_("Idea catalogue"), reverse("ideas:idea-list")), (_("Waiting"), "")],
    }
    return render(request, "ideas/answer_desk.html", context)


def committees_of(request: HttpRequest, *, may: str) -> tuple[list[Committee], list[Committee]]:
    """Return the committees where this person may do this, and those that the address asks for."""
    if not request.user.is_authenticated:
        raise SignInFirst
    committees = [
        committee
        for committee in Committee.objects.visible_to(request.user).in_order()
        if request.user.has_perm(may, committee)
    ]
    if not committees:
        raise PermissionDenied
    asked = [one for one in committees if one.slug == request.GET.get("udvalg")]
    return committees, asked or committees
