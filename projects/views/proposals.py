from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.models import Committee, WorkingGroup, groups_of
from portal.access import SignInFirst, fetch, require
from portal.notifications import services as notifications
from portal.people.acting import who
from portal.ui.http import HttpRequest, go_to, status_of, to_present_address
from portal.ui.paging import paginate
from projects import comparison, pages, services, snapshots
from projects.forms import StartForm
from projects.models import Proposal, ProposalVersion

from .responses import done, edit_url, fetch_proposal


@require_safe
def proposal_list(request: HttpRequest) -> HttpResponse:
    """The portfolio: what a committee shall deliver, and every proposal that may be seen."""
    slug = request.GET.get("udvalg", "")
    committees = list(Committee.objects.visible_to(request.user).in_order())
    chosen = next((committee for committee in committees if committee.slug == slug), None)
    if slug and chosen is None:
        raise Http404
    shown = Proposal.objects.visible_to(request.user).for_rows().defer("current_version__snapshot")
    if chosen is not None:
        shown = shown.filter(committee=chosen)
    shown = shown.annotate(
        benefit_count=Count("benefits", filter=Q(state__in=["approved", "running", "finished"]))
    )
    context = {
        "page": paginate(request, shown, order=("-pk",), size=20),
        "chosen": chosen,
        "committees": committees,
        "portfolios": pages.portfolios([chosen] if chosen else committees),
        "may_start": bool(groups_of(request.user)),
        "reads_desk": request.user.has_perm("projects.read_desk"),
        "crumbs": (
            [(chosen.name, chosen.get_absolute_url()), (_("Projects"), "")]
            if chosen
            else [(_("Committees"), reverse("committee:front")), (_("Projects"), "")]
        ),
    }
    return render(request, "projects/proposal_list.html", context)


@require_safe
def proposal_redirect(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead from the number alone to the whole address."""
    return to_present_address(request, fetch_proposal(request, pk))


@require_safe
def proposal_detail(request: HttpRequest, pk: int, slug: str) -> HttpResponse:
    """The version last submitted; for those who work on it the draft, until there is one."""
    proposal = fetch_proposal(request, pk)
    if slug != proposal.slug:
        return to_present_address(request, proposal)
    return _show(request, proposal, pages.ProposalPage(proposal, request.user))


@require_safe
def proposal_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """What the next version will say, for those who work on it."""
    proposal = fetch_proposal(request, pk)
    _must_read_drafts(request, proposal)
    if not proposal.is_writable:
        return go_to(request, proposal)
    page = pages.ProposalPage(proposal, request.user, draft=True)
    return _show(request, proposal, page, crumbs=pages.crumbs(proposal, _("Draft")))


def _must_read_drafts(request: HttpRequest, proposal: Proposal) -> None:
    """A draft of a public proposal is not known to others: they get 404, as for any draft."""
    try:
        require(request, "projects.read_draft", proposal)
    except SignInFirst:
        raise
    except PermissionDenied as unknown:
        raise Http404 from unknown


def _show(
    request: HttpRequest,
    proposal: Proposal,
    page: pages.ProposalPage,
    *,
    crumbs: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    context = {
        "proposal": proposal,
        "page": page,
        "reading": page.reading,
        "rights": page.rights,
        "is_followed": proposal.channel.is_followed_by(request.user),
        "crumbs": crumbs or pages.crumbs(proposal),
    }
    return render(request, "projects/proposal_detail.html", context)


@require_safe
def proposal_version(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """A version as it was submitted, with what changed since the one before."""
    proposal = fetch_proposal(request, pk)
    versions = list(proposal.versions.select_related("submitted_by").order_by("number"))
    version = next((row for row in versions if row.number == number), None)
    if version is None:
        raise Http404
    reading = snapshots.read_version(version)
    context = {
        "proposal": proposal,
        "version": version,
        "versions": versions,
        "reading": reading,
        "is_current": version.pk == proposal.current_version_id,
        "changes": _changes(versions, version),
        "has_previous": number > 1,
        "crumbs": pages.crumbs(proposal, _("Version %(number)s") % {"number": number}),
    }
    return render(request, "projects/proposal_version.html", context)


def _changes(versions: list[ProposalVersion], version: ProposalVersion) -> list[comparison.Change]:
    before = next((row for row in versions if row.number == version.number - 1), None)
    if before is None:
        return []
    return comparison.compare(snapshots.read_version(before), snapshots.read_version(version))


@require_http_methods(["GET", "POST"])
def proposal_create(request: HttpRequest) -> HttpResponse:
    """Begin a proposal in one of the groups that the person works in."""
    groups = WorkingGroup.objects.filter(pk__in=groups_of(request.user)).in_order()
    if not request.user.is_authenticated:
        raise SignInFirst
    if not groups:
        raise PermissionDenied
    initial = {"group": request.GET.get("gruppe", "")}
    form = StartForm(request.POST or None, groups=groups, initial=initial)
    if request.method == "POST" and form.is_valid():
        group = form.group
        proposal = services.start_proposal(
            group.pk,
            title=form.cleaned_data["title"],
            summary=form.cleaned_data["summary"],
            kind=form.cleaned_data["kind"],
            by=who(request),
            form_key=form.cleaned_data["form_key"],
        )
        return done(request, _("The proposal has been started."), edit_url(proposal))
    crumbs = [(_("Projects"), reverse("projects:proposal-list")), (_("New proposal"), "")]
    context = {"form": form, "crumbs": crumbs}
    return render(request, "projects/proposal_create.html", context, status=status_of(form))


@require_POST
def proposal_follow(request: HttpRequest, pk: int) -> HttpResponse:
    proposal = fetch(
        request, Proposal.objects.select_related("channel"), pk=pk, may="projects.follow_proposal"
    )
    if request.POST.get("follow") == "0":
        notifications.unfollow(proposal.channel_id, by=who(request))
    else:
        notifications.follow(proposal.channel_id, by=who(request))
    return go_to(request, proposal)
