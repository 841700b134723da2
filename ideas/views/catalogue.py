from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ideas import outcomes
from ideas.catalogue import Catalogue
from portal.ui.http import HttpRequest
from portal.ui.paging import paginate


@require_safe
def idea_list(request: HttpRequest) -> HttpResponse:
    """Show the catalogue that the address asks for; the same for a visitor and a member."""
    catalogue = Catalogue(request)
    page = paginate(request, catalogue.ideas().with_cards(), order=catalogue.order)
    size, is_exact = catalogue.size()
    committee = catalogue.committee
    create_url = reverse("ideas:idea-create")
    feed_url = reverse("ideas:idea-feed")
    crumbs = [(_("Idea catalogue"), "")]
    if committee:
        crumbs.insert(0, (committee.name, committee.get_absolute_url()))
        create_url += f"?udvalg={committee.slug}"
        feed_url += f"?udvalg={committee.slug}"
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
        "crumbs": crumbs,
    }
    template = "ideas/idea_list.html" + ("#results" if request.htmx else "")
    return render(request, template, context)
