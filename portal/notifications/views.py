from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from portal.access import require
from portal.ui.http import HttpRequest, go_to
from portal.ui.paging import paginate

from . import services
from .models import DemoMail, Notice


@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    require(request, "notifications.read_notices")
    page = paginate(request, Notice.objects.visible_to(request.user), order=("-pk",), size=30)
    crumbs = [(_("My page"), reverse("people:my-page")), (_("Notices"), "")]
    return render(request, "notifications/notice_list.html", {"page": page, "crumbs": crumbs})


@require_POST
def notices_read(request: HttpRequest) -> HttpResponse:
    require(request, "notifications.read_notices")
    services.mark_read(request.user)  # type: ignore[arg-type]
    return go_to(request, reverse("notifications:notice-list"))


@require_safe
def demo_mailbox(request: HttpRequest) -> HttpResponse:
    """Every mail that the demo would have sent; only there, and only on this machine."""
    if not settings.DEMO:
        raise Http404
    page = paginate(request, DemoMail.objects.all(), order=("-pk",), size=20)
    crumbs = [(_("Demo mailbox"), "")]
    return render(request, "notifications/demo_mailbox.html", {"page": page, "crumbs": crumbs})
