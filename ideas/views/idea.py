from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ideas import story
from ideas.forms import SupportForm
from ideas.models import Idea
from portal.access import fetch
from portal.discussion.forms import CommentForm
from portal.discussion.threads import REPLY, Terms, read_thread
from portal.people.models import CapacityKind
from portal.ui.http import HttpRequest, status_of, to_present_address


@require_safe
def idea_detail(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    idea = fetch(request, Idea.objects.for_page(), pk=pk)
    if slug != idea.slug:
        return to_present_address(request, idea)
    return idea_page(request, idea)


@require_safe
def idea_redirect(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead from the number alone to the whole address."""
    return to_present_address(request, fetch(request, Idea.objects.all(), pk=pk))


def idea_page(
    request: HttpRequest, idea: Idea, *, comment_form: BaseForm | None = None
) -> HttpResponse:
    """Show an idea with its thread; with the comment that was refused, if there was one."""
    user = request.user
    thread = read_thread(request, idea.thread_id, _terms(request, idea))
    answers = list(idea.answers.select_related("by").order_by("-number"))
    for answer in answers:
        answer.idea = idea
    shares = _shares(idea)
    own = _own_values(request, idea, comment_form)
    steps = story.chain_of(idea, user)
    context = {
        "idea": idea,
        "chain_steps": steps,
        "says_when": idea.is_open and not idea.is_answered and not story.names_answer(steps),
        "shares": shares,
        "share_parts": [(kind, number) for kind, _label, number in shares],
        "theme_url": f"{reverse('ideas:idea-list')}?udvalg={idea.committee.slug}"
        f"&tema={idea.theme.slug}",
        "answer": answers[0] if answers and idea.is_answered else None,
        "earlier_answers": answers[1:] if idea.is_answered else answers,
        "thread": thread,
        "facts": _facts(idea),
        "sign_in_url": _sign_in_url(idea),
        "comment_sign_in_url": _sign_in_url(idea, "#kommentarer"),
        "committee_links": [*_committee_links(request, idea), *_desk_links(request, idea)],
        "author_links": _author_links(request, idea),
        "crumbs": [
            (idea.committee.name, idea.committee.get_absolute_url()),
            (_("Idea catalogue"), f"{reverse('ideas:idea-list')}?udvalg={idea.committee.slug}"),
            (_("Idea no. %(number)s") % {"number": idea.number} if idea.number else _("Idea"), ""),
        ],
        **own,
    }
    status = status_of(comment_form) if comment_form else 200
    return render(request, "ideas/idea_detail.html", context, status=status)


def _terms(request: HttpRequest, idea: Idea) -> Terms:
    return Terms(
        way=lambda step, comment: reverse(f"ideas:comment-{step}", args=[idea.pk, comment]),
        is_open=idea.is_open,
        may_hide=request.user.has_perm("ideas.hide_comment", idea),
        proposer_id=idea.author_id,
    )


def _own_values(request: HttpRequest, idea: Idea, comment_form: BaseForm | None) -> dict[str, Any]:
    """Return what the page says about the person who reads it."""
    user = request.user
    if not user.is_authenticated:
        return {
            "supports": False,
            "follows": False,
            "support_form": None,
            "comment_form": None,
        }
    if comment_form is None and idea.is_open:
        answering = request.GET.get(REPLY, "")
        initial = {"parent_id": answering} if answering.isdecimal() else {}
        comment_form = CommentForm(user=user, initial=initial)
    supports = idea.supports.filter(user=user).exists()
    return {
        "supports": supports,
        "follows": idea.channel.is_followed_by(user),
        "support_form": SupportForm(user=user) if idea.is_open and not supports else None,
        "comment_form": comment_form,
    }


def _shares(idea: Idea) -> list[tuple[str, str, int]]:
    """Return the supports by capacity, the most first."""
    rows = idea.supports.values_list("capacity_kind").annotate(n=Count("pk"))
    counted = Counter(dict(rows.order_by("capacity_kind")))
    return [(kind, str(CapacityKind(kind).label), number) for kind, number in counted.most_common()]


def _facts(idea: Idea) -> list[tuple[str, Any]]:
    return [
        (_("Responsible"), str(idea.responsible) if idea.responsible else ""),
        (_("Committee"), idea.committee.name),
    ]


def _sign_in_url(idea: Idea, anchor: str = "") -> str:
    back = urlencode({"next": idea.get_absolute_url() + anchor})
    return f"{reverse('account_login')}?{back}"


def _author_links(request: HttpRequest, idea: Idea) -> list[tuple[str, str]]:
    if not request.user.has_perm("ideas.edit_idea", idea) or idea.is_answered or not idea.is_open:
        return []
    return [
        (_("Change the text"), reverse("ideas:idea-edit", args=[idea.pk])),
        (_("Withdraw the idea"), reverse("ideas:idea-withdraw", args=[idea.pk])),
    ]


def _committee_links(request: HttpRequest, idea: Idea) -> list[tuple[str, str]]:
    """Return the steps that this person may take with the idea now."""
    may = request.user.has_perm
    links = []
    if idea.is_listed and not idea.is_answered:
        if may("ideas.answer_idea", idea):
            links.append((_("Answer the idea"), reverse("ideas:idea-answer", args=[idea.pk])))
        if may("ideas.review_idea", idea):
            label = _("Change who is responsible") if idea.responsible else _("Take into review")
            links.append((label, reverse("ideas:idea-review", args=[idea.pk])))
    if idea.is_listed and idea.is_answered:
        if idea.outcome in {"taken_up", "partly"} and may("ideas.carry_out_idea", idea):
            links.append((_("Say it is done"), reverse("ideas:idea-carry-out", args=[idea.pk])))
        if may("ideas.reopen_idea", idea):
            links.append((_("Take it up again"), reverse("ideas:idea-reopen", args=[idea.pk])))
    if may("ideas.hide_idea", idea) and idea.publication != "draft":
        name = "idea-show" if idea.is_hidden else "idea-hide"
        label = _("Show the idea again") if idea.is_hidden else _("Hide the idea")
        links.append((label, reverse(f"ideas:{name}", args=[idea.pk])))
    return links


def _desk_links(request: HttpRequest, idea: Idea) -> list[tuple[str, str]]:
    if not request.user.has_perm("ideas.see_desk", idea):
        return []
    return [(_("See what waits for an answer"), reverse("ideas:answer-desk"))]
