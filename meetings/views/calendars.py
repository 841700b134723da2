"""The address of one's own calendar, kept on my page."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from meetings import services
from portal.access import require
from portal.people.acting import who
from portal.ui.http import HttpRequest

from .common import done


@require_POST
def calendar_open(request: HttpRequest) -> HttpResponse:
    require(request, "people.use_my_page")
    services.open_calendar(by=who(request))
    return _back(request, _("Your calendar has an address now."))


@require_POST
def calendar_renew(request: HttpRequest) -> HttpResponse:
    require(request, "people.use_my_page")
    seen = request.POST.get("instead_of", "")
    services.renew_calendar(by=who(request), instead_of=int(seen) if seen.isdecimal() else 0)
    return _back(request, _("Your calendar has a new address. The old one leads nowhere now."))


@require_POST
def calendar_close(request: HttpRequest) -> HttpResponse:
    require(request, "people.use_my_page")
    services.close_calendar(by=who(request))
    return _back(request, _("The address of your calendar is closed."))


def _back(request: HttpRequest, said: str) -> HttpResponse:
    return done(request, f"{reverse('people:my-page')}#calendar", said)
