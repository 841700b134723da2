"""Where the secretary enters appointments, changes and ends them, and invites people."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from committee import services
from committee.forms import AppointForm, EndForm, InvitationForm, MembershipForm, PersonForm
from committee.models import Committee, Invitation, Membership, Portrait
from portal.access import fetch, require
from portal.documents.http import serve
from portal.people.acting import who
from portal.people.models import Person
from portal.ui.http import HttpRequest, go_to, status_of
from portal.writing.rows import Overtaken

from .answers import posted, refuse
from .pages import crumbs_to


def _members_of(committee: Committee) -> str:
    return reverse("committee:committee-members", args=[committee.slug])


def _crumbs(committee: Committee, here: str) -> list[tuple[str, str]]:
    return [*crumbs_to(committee), (_("Members"), _members_of(committee)), (here, "")]


@require_http_methods(["GET", "POST"])
def member_appoint(request: HttpRequest, slug: str) -> HttpResponse:
    committee = fetch(request, Committee.objects, slug=slug, may="committee.manage_members")
    first_day = max(timezone.localdate(), committee.started_on)
    form = AppointForm(posted(request), committee=committee, initial={"started_on": first_day})
    if form.is_valid():
        try:
            membership = services.appoint(committee.pk, by=who(request), **form.cleaned_data)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            named = {"name": membership.person.name}
            messages.success(request, _("%(name)s is entered as appointed.") % named)
            return go_to(request, _members_of(committee))
    context = {
        "committee": committee,
        "form": form,
        "crumbs": _crumbs(committee, _("Enter an appointment")),
    }
    return render(request, "committee/member_appoint.html", context, status=status_of(form))


def _membership(request: HttpRequest, slug: str, pk: int) -> Membership:
    committee = fetch(request, Committee.objects, slug=slug, may="committee.manage_members")
    rows = committee.memberships.select_related("person", "committee")
    membership = rows.filter(pk=pk).first()
    if membership is None:
        raise Http404
    return membership


@require_http_methods(["GET", "POST"])
def member_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    membership = _membership(request, slug, pk)
    names = ("role", "appointed_as", "votes", "started_on")
    initial = {name: getattr(membership, name) for name in names}
    form = MembershipForm(posted(request), initial=initial)
    if form.is_valid():
        try:
            services.change_membership(pk, by=who(request), **form.cleaned_data)
        except Overtaken as overtaken:
            form.on_top_of(overtaken)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The membership is changed."))
            return go_to(request, _members_of(membership.committee))
    context = {
        "committee": membership.committee,
        "membership": membership,
        "form": form,
        "crumbs": _crumbs(membership.committee, membership.person.name),
    }
    return render(request, "committee/member_change.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def member_end(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    membership = _membership(request, slug, pk)
    form = EndForm(posted(request), membership=membership)
    if form.is_valid():
        try:
            services.end_membership(pk, by=who(request), **form.cleaned_data)
        except Overtaken as overtaken:
            form.on_top_of(overtaken)
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, _("The last day is set. The membership stays in the record."))
            return go_to(request, _members_of(membership.committee))
    context = {
        "committee": membership.committee,
        "membership": membership,
        "form": form,
        "crumbs": _crumbs(membership.committee, membership.person.name),
    }
    return render(request, "committee/member_end.html", context, status=status_of(form))


def _person(committee: Committee, pk: int) -> Person:
    """Return one of this committee's people; of others this address knows nothing."""
    by_seat = Person.objects.filter(pk=pk, memberships__committee=committee)
    by_group = Person.objects.filter(pk=pk, group_memberships__group__committee=committee)
    person = by_seat.order_by("pk").first() or by_group.order_by("pk").first()
    if person is None:
        raise Http404
    return person


@require_http_methods(["GET", "POST"])
def person_change(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    committee = fetch(request, Committee.objects, slug=slug, may="committee.manage_members")
    person = _person(committee, pk)
    initial = {"name": person.name, "email": person.email, "phone": person.phone}
    form = PersonForm(posted(request), request.FILES or None, initial=initial)
    if form.is_valid():
        values = dict(form.cleaned_data)
        picture = values.pop("picture")
        try:
            if picture:
                services.set_portrait(pk, committee.pk, by=who(request), picture=picture)
            services.change_person(pk, committee.pk, by=who(request), **values)
        except Overtaken as overtaken:
            form.on_top_of(overtaken)
        except ValidationError as refusal:
            form.add_error("picture", refusal)
        else:
            messages.success(request, _("The person is saved."))
            return go_to(request, _members_of(committee))
    context = {
        "committee": committee,
        "person": person,
        "form": form,
        "crumbs": _crumbs(committee, person.name),
    }
    return render(request, "committee/person_change.html", context, status=status_of(form))


@require_safe
def person_picture(request: HttpRequest, slug: str, pk: int) -> HttpResponseBase:
    """The picture of one of the committee's people; public like the name beside it."""
    committee = fetch(request, Committee.objects, slug=slug)
    portrait = Portrait.objects.filter(person=_person(committee, pk)).select_related("file").first()
    if portrait is None:
        raise Http404
    return serve(request, portrait.file, inline=True)


@require_http_methods(["GET", "POST"])
def person_invite(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    committee = fetch(request, Committee.objects, slug=slug, may="committee.invite_person")
    person = _person(committee, pk)
    form = InvitationForm(posted(request), initial={"email": person.email})
    if form.is_valid():
        try:
            invitation = services.invite_person(
                committee.pk, pk, by=who(request), **form.cleaned_data
            )
        except ValidationError as refusal:
            refuse(form, refusal)
        else:
            sent = {"email": invitation.email}
            messages.success(request, _("The invitation is on its way to %(email)s.") % sent)
            return go_to(request, _members_of(committee))
    context = {
        "committee": committee,
        "person": person,
        "form": form,
        "open_invitation": Invitation.objects.open().filter(person=person).order_by("-pk").first(),
        "crumbs": _crumbs(committee, person.name),
    }
    return render(request, "committee/person_invite.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link in the mail; what it shows depends on who opens it."""
    invitation = Invitation.objects.with_token(token).select_related("person", "committee").first()
    if invitation is None:
        raise Http404
    if request.method == "POST":
        require(request, "people.use_my_page")
        try:
            person = services.accept_invitation(token, by=who(request))
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(request.get_full_path())
        welcome = {"name": person.name}
        messages.success(request, _("Welcome, %(name)s. The record is yours now.") % welcome)
        return go_to(request, invitation.committee)
    context = {
        "invitation": invitation,
        "state": _state(request, invitation),
        "crumbs": [(_("Invitation"), "")],
    }
    response = render(request, "committee/invitation_accept.html", context)
    # The address holds a secret: into no cache with it. (The referrer stays within the site
    # everywhere; `no-referrer` would take the origin from the form below and have it refused.)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _state(request: HttpRequest, invitation: Invitation) -> str:
    user = request.user
    if not invitation.is_open:
        mine = user.is_authenticated and invitation.accepted_by_id == user.pk
        return "accepted" if mine else "closed"
    if not user.is_authenticated:
        return "visitor"
    if not services.holds_address(who(request), invitation.email):
        return "other_address"
    if Person.objects.filter(user_id=user.pk).exclude(pk=invitation.person_id).exists():
        return "other_person"
    return "ready"
