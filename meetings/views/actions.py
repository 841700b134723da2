"""What was agreed and who does it: under an item, in a list until it is closed, one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.models import Committee
from meetings import services
from meetings.forms import ActionForm, CloseActionForm
from meetings.models import ActionPoint, AgendaItem, MinutesState
from meetings.services.actions import candidates, may_be_changed
from portal import audit
from portal.access import SignInFirst, fetch
from portal.people.models import Person
from portal.ui.http import HttpRequest, status_of
from portal.writing.forms import SharedForm

from .common import attempt, carry_out, done, fetch_item, not_saved, private, who
from .sitting import edit_page, item_url

MOST = 200
SHOWN = {
    "aabne": pgettext_lazy("follow-ups", "Open"),
    "forfaldne": pgettext_lazy("follow-ups", "Overdue"),
    "lukkede": pgettext_lazy("follow-ups", "Closed"),
}
DONE = {
    "action.made": pgettext_lazy("act", "Agreed"),
    "action.changed": pgettext_lazy("act", "Changed"),
    "action.closed": pgettext_lazy("act", "Closed"),
    "action.reopened": pgettext_lazy("act", "Opened again"),
    "action.removed": pgettext_lazy("act", "Removed"),
    "action.restored": pgettext_lazy("act", "Put back"),
}


@dataclass(frozen=True)
class Filters:
    """What the list shows, as its address says it."""

    committee: Committee | None
    shown: str
    responsible: Person | None

    @classmethod
    def asked(cls, request: HttpRequest, committees: list[Committee], people: Any) -> Filters:
        slug, shown = request.GET.get("udvalg", ""), request.GET.get("vis", "")
        person = request.GET.get("ansvarlig", "")
        chosen = people.filter(pk=int(person)) if _is_key(person) else people.none()
        return cls(
            committee=next((one for one in committees if one.slug == slug), None),
            shown=shown if shown in SHOWN else "aabne",
            responsible=chosen.first(),
        )

    def of(self, points: Any) -> Any:
        if self.committee:
            points = points.filter(item__meeting__committee=self.committee)
        if self.responsible:
            points = points.of(self.responsible)
        if self.shown == "lukkede":
            return points.closed().order_by("-closed_at", "-pk")
        points = points.overdue() if self.shown == "forfaldne" else points.open()
        return points.soonest_first()


def _is_key(text: str) -> bool:
    return text.isdecimal() and len(text) < 10


@require_safe
def action_list(request: HttpRequest) -> HttpResponse:
    """What is open across meetings, the soonest first; for the committee, and one's own."""
    if not request.user.is_authenticated:
        raise SignInFirst
    points = ActionPoint.objects.visible_to(request.user)
    committees = [
        one
        for one in Committee.objects.visible_to(request.user).in_order()
        if request.user.has_perm("meetings.see_actions", one)
    ]
    if not committees and not points.exists():
        raise PermissionDenied
    people = Person.objects.filter(pk__in=points.order_by().values("responsible")).in_order()
    filters = Filters.asked(request, committees, people)
    rows = list(filters.of(points).for_rows()[:MOST])
    response = render(
        request,
        "meetings/action_list.html",
        {
            "rows": rows,
            "filters": filters,
            "committees": committees if len(committees) > 1 else [],
            "people": people,
            "shown_choices": SHOWN.items(),
            "mine": getattr(request.user, "person", None),
            "crumbs": [(_("Meetings"), reverse("meetings:meeting-list")), (_("Follow-up"), "")],
        },
    )
    return private(response)


def _fetch(request: HttpRequest, pk: int, may: str | None = None) -> ActionPoint:
    return fetch(request, ActionPoint.objects.for_rows(), may=may, pk=pk)


@require_http_methods(["GET", "POST"])
def action_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One action point: what it says, who changed what, and how it is closed."""
    may = "meetings.change_action" if request.method == "POST" else None
    point = _fetch(request, pk, may=may)
    form = _form(point, request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = dict(form.cleaned_data)
        data.pop("form_key")
        if attempt(form, services.change_action, point.pk, by=who(request), **data):
            return done(request, point, _("The follow-up is changed."))
    if form.is_bound and not may_be_changed(point, request.user):
        return not_saved(request, point.meeting, form, back=point.get_absolute_url())
    return _page(request, point, change=form)


def _form(point: ActionPoint, data: Any = None) -> ActionForm:
    people = candidates(point.item)
    # Who has left the committee meanwhile may still be doing it.
    able = Q(pk__in=people.order_by().values("pk")) | Q(pk=point.responsible_id)
    initial = {
        name: getattr(point, name)
        for name in ("text", "responsible", "responsible_outside", "due_on", "is_public")
    }
    return ActionForm(
        data, item=point.item, people=Person.objects.filter(able).in_order(), initial=initial
    )


def _page(
    request: HttpRequest,
    point: ActionPoint,
    *,
    change: ActionForm | None = None,
    close: CloseActionForm | None = None,
) -> HttpResponse:
    user = request.user
    bound = next((form for form in (change, close) if form is not None and form.is_bound), None)
    meeting = point.meeting
    response = render(
        request,
        "meetings/action_detail.html",
        {
            "point": point,
            "meeting": meeting,
            "form": (change or _form(point)) if may_be_changed(point, user) else None,
            "changing": bool(change and change.errors),
            "close_form": close or CloseActionForm(point=point, items=_told_under(user, point)),
            "may_close": user.has_perm("meetings.close_action", point),
            "acts": [
                (DONE[entry.action], entry)
                for entry in audit.acts_on(point)
                if entry.action in DONE
            ],
            "crumbs": [
                (_("Meetings"), reverse("meetings:meeting-list")),
                (_("Follow-up"), reverse("meetings:action-list")),
                (point.text, ""),
            ],
        },
        status=status_of(bound) if bound else 200,
    )
    return private(response)


def _told_under(user: Any, point: ActionPoint) -> Any:
    """Return the items under which the committee may be told now: of minutes being written."""
    if not user.has_perm("meetings.write_minutes", point):
        return AgendaItem.objects.none()
    items = AgendaItem.objects.visible_to(user).filter(
        meeting__committee=point.committee, meeting__minutes__state=MinutesState.DRAFT
    )
    return items.standing_on_agenda().order_by("-meeting__starts_at", "position")


@require_POST
def action_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close it as done or dropped, with a word."""
    point = _fetch(request, pk, may="meetings.close_action")
    form = CloseActionForm(request.POST, point=point, items=_told_under(request.user, point))
    if form.is_valid():
        data = form.cleaned_data
        if attempt(form, services.close_action, point.pk, by=who(request), **data):
            return done(request, point, _("The follow-up is closed."))
    return _page(request, point, close=form)


@require_POST
def action_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    point = _fetch(request, pk, may="meetings.close_action")
    said = _("The follow-up is open again.")
    carry_out(request, services.reopen_action, point.pk, said=said)
    return done(request, point)


# Under an item --------------------------------------------------------------------------------


@require_POST
def action_add(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """Enter what was agreed under an item, while its minutes are written."""
    item = fetch_item(request, pk, uid, may="meetings.set_decision")
    form = ActionForm(request.POST, item=item, people=candidates(item))
    if form.is_valid():
        data = dict(form.cleaned_data)
        data.pop("opened_with")
        if attempt(form, services.make_action, item.pk, by=who(request), **data):
            return done(request, item_url(item) + "#opfoelgning", _("The follow-up is entered."))
    return _again(request, item, form)


def _again(request: HttpRequest, item: AgendaItem, form: SharedForm) -> HttpResponse:
    minutes = getattr(item.meeting, "minutes", None)
    if minutes is not None and minutes.is_written:
        return edit_page(request, minutes, item, status=status_of(form), action=form)
    return not_saved(request, item.meeting, form, back=item.meeting.get_absolute_url())


def _row_of(request: HttpRequest, pk: int, uid: str, row: int) -> ActionPoint:
    item = fetch_item(request, pk, uid, may="meetings.set_decision")
    return get_object_or_404(ActionPoint, item=item, pk=row)


@require_POST
def action_remove(request: HttpRequest, pk: int, uid: str, row: int) -> HttpResponse:
    """Take away what was entered by mistake; the page offers to put it back."""
    point = _row_of(request, pk, uid, row)
    carry_out(request, services.remove_action, point.pk, said=_("Taken away."))
    return done(request, item_url(point.item) + "#opfoelgning")


@require_POST
def action_restore(request: HttpRequest, pk: int, uid: str, row: int) -> HttpResponse:
    point = _row_of(request, pk, uid, row)
    carry_out(request, services.restore_action, point.pk, said=_("Put back."))
    return done(request, item_url(point.item) + "#opfoelgning")
