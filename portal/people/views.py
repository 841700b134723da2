from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from portal.access import fetch, require
from portal.ui.http import HttpRequest, go_to, status_of

from . import services
from .acting import who
from .forms import Details, GrantForm
from .models import Capacity, User
from .reading import contributions_of, followed_by


@require_http_methods(["GET", "POST"])
def my_page(request: HttpRequest) -> HttpResponse:
    require(request, "people.use_my_page")
    user = who(request)
    form = Details(
        request.POST if request.method == "POST" else None,
        initial={"display_name": user.display_name, "language": user.language},
    )
    if form.is_valid():
        services.change_details(user.pk, by=user, **form.cleaned_data)
        messages.success(request, _("Your details are saved."))
        return go_to(request, reverse("people:my-page"))
    context = {"form": form, **_mine(user)}
    return render(request, "people/my_page.html", context, status=status_of(form))


def _mine(user: User) -> dict[str, Any]:
    capacities = list(Capacity.objects.held_by(user))
    return {
        "capacities": capacities,
        "is_volunteer": any(held.kind == Capacity.Kind.VOLUNTEER for held in capacities),
        "written": contributions_of(user),
        "followed": followed_by(user),
        "memberships": _memberships(user),
        "took_on": _took_on(user),
        "calendar": getattr(user, "calendar_address", None),
        "may_grant": user.has_perm("people.grant_capacity"),
        "crumbs": [(_("My page"), "")],
    }


def _memberships(user: User) -> list[Any]:
    """Return the seats and offices that the account holds today, of the app above."""
    person = getattr(user, "person", None)
    if person is None:
        return []
    current = person.memberships.current().select_related("committee")
    return list(current.order_by("-started_on", "pk"))


def _took_on(user: User) -> list[Any]:
    """Return what the person took on at meetings and has not done yet, of the app above."""
    person = getattr(user, "person", None)
    if person is None:
        return []
    points = person.action_points.open().visible_to(user)
    return list(points.for_rows().soonest_first()[:50])


@require_POST
def volunteer_declare(request: HttpRequest) -> HttpResponse:
    require(request, "people.use_my_page")
    user = who(request)
    services.declare_volunteer(user.pk, by=user)
    messages.success(request, _("You can now write as a volunteer too."))
    return go_to(request, reverse("people:my-page") + "#capacities")


@require_POST
def capacity_end(request: HttpRequest, pk: int) -> HttpResponse:
    require(request, "people.use_my_page")  # a visitor signs in first; nothing is told before
    capacity = fetch(request, Capacity.objects, pk=pk, may="people.end_capacity")
    services.end_capacity(capacity.pk, by=who(request))
    messages.success(request, _("The capacity has ended. What was written in it keeps it."))
    own = capacity.user_id == request.user.pk
    return go_to(request, reverse("people:my-page" if own else "people:capacity-grant"))


@require_http_methods(["GET", "POST"])
def capacity_grant(request: HttpRequest) -> HttpResponse:
    require(request, "people.grant_capacity")
    form = GrantForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        values = dict(form.cleaned_data)
        try:
            services.grant_capacity(by=who(request), to=values.pop("email"), **values)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("The capacity is granted."))
            return go_to(request, reverse("people:capacity-grant"))
    granted = Capacity.objects.valid().exclude(kind__in=sorted(Capacity.SELF_DECLARED))
    context = {
        "form": form,
        "granted": granted.select_related("user", "granted_by").order_by("-pk")[:50],
        "crumbs": [(_("My page"), reverse("people:my-page")), (_("Grant a capacity"), "")],
    }
    return render(request, "people/capacity_grant.html", context, status=status_of(form))
