from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ideas import outcomes, table
from ideas.catalogue import SHUFFLED, Catalogue
from ideas.models import Idea
from portal.ui.http import HttpRequest
from portal.ui.paging import Page, paginate, paginate_ring


@require_safe
def idea_list(request: HttpRequest) -> HttpResponse:
    """Show the catalogue that the address asks for; the same for a visitor and a member."""
    catalogue = Catalogue(request)
    if catalogue.sort == SHUFFLED and catalogue.seed is None:
        return HttpResponseRedirect(catalogue.seeded_address)
    page = _page(request, catalogue)
    size, is_exact = catalogue.size()
    committee = catalogue.committee
    create_url = reverse("ideas:idea-create")
    feed_url = reverse("ideas:idea-feed") + catalogue.question
    crumbs = [(_("Idea catalogue"), "")]
    if committee:
        crumbs.insert(0, (committee.name, committee.get_absolute_url()))
        create_url += f"?udvalg={committee.slug}"
    context = {
        "catalogue": catalogue,
        "page": page,
        "size": size,
        "is_exact": is_exact,
        "bars": outcomes.bars(catalogue),
        "average_days": outcomes.average_days(catalogue),
        "oldest_days": outcomes.oldest_waiting_days(catalogue),
        "may_submit": any(
            one.accepts_ideas() for one in ([committee] if committee else catalogue.committees)
        ),
        "today": timezone.localdate(),
        "create_url": create_url,
        "feed_url": feed_url,
        "table_url": reverse("ideas:idea-table") + catalogue.question,
        "crumbs": crumbs,
    }
    template = "ideas/idea_list.html" + ("#results" if request.htmx else "")
    return render(request, template, context)


def _page(request: HttpRequest, catalogue: Catalogue) -> Page[Idea]:
    ideas = catalogue.ideas().with_cards()
    if catalogue.sort == SHUFFLED:
        start = catalogue.seed or 0
        return paginate_ring(request, ideas.with_lots(), order=("lot", "pk"), start=start)
    return paginate(request, ideas, order=catalogue.order)


@require_safe
def idea_table(request: HttpRequest) -> StreamingHttpResponse:
    """Give what the address asks for as a table, row by row, however long it is."""
    response = StreamingHttpResponse(
        table.lines(Catalogue(request)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="ideer.csv"'
    return response
