from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.models import Membership, Role
from meetings import reading
from meetings.models import AgendaItem, AgendaVersion, Meeting, Minutes, MinutesVersion
from meetings.refusals import Refusal
from meetings.services.attendance import expected
from meetings.timeline import sittings_of
from portal import jobs
from portal.access import fetch, require
from portal.people.acting import who
from portal.people.models import Person
from portal.ui.http import HttpRequest, go_to, status_of
from portal.writing import answers
from portal.writing.forms import SharedForm
from portal.writing.rows import Overtaken

if TYPE_CHECKING:
    from datetime import datetime, time


T = TypeVar("T")


def fetch_meeting(request: HttpRequest, pk: int, may: str | None = None) -> Meeting:
    manager = Meeting.objects.select_related(
        "committee", "committee__channel", "current_agenda", "minutes__current_version"
    )
    return fetch(request, manager, may=may, pk=pk)


def fetch_item(request: HttpRequest, pk: int, uid: str, may: str | None = None) -> AgendaItem:
    """Return an item whose content this person may read, of this meeting."""
    manager = AgendaItem.objects.select_related("meeting__committee")
    item = fetch(request, manager, meeting=pk, uid=uid)
    item.read_by = request.user.pk
    if may:
        require(request, may, item)
    return item


def fetch_minutes(request: HttpRequest, pk: int, may: str | None = None) -> Minutes:
    manager = Minutes.objects.select_related("meeting__committee", "current_version")
    return fetch(request, manager, may=may, meeting=pk)


def known_item(meeting: Meeting, uid: str, user: Any) -> AgendaItem:
    """Return an item that this person may know of, content or not."""
    item = AgendaItem.objects.known_to(user).filter(meeting=meeting, uid=uid).first()
    if item is None:
        raise Http404
    item.meeting = meeting
    return item


def attempt(form: forms.Form, verb: Callable[..., T], *args: Any, **values: Any) -> T | None:
    """Carry out a verb; what stands against it is said on the form."""
    try:
        return verb(*args, **values)
    except Refusal as refusal:
        for reason in refusal.reasons:
            form.add_error(None, str(reason))
    except ValidationError as error:
        add_errors(form, error)
    except Overtaken as overtaken:
        cast("SharedForm", form).on_top_of(overtaken)
    return None


def add_errors(form: forms.Form, error: ValidationError) -> None:
    """Say each error at its field; `said_at` of a form names the field for a service's value."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    said_at = getattr(form, "said_at", {})
    for named, errors in error.error_dict.items():
        name = said_at.get(named, named)
        field = name if name in form.fields else None
        form.add_error(None if name == NON_FIELD_ERRORS else field, ValidationError(errors))


def carry_out(
    request: HttpRequest, verb: Callable[..., Any], *args: Any, said: str = "", **values: Any
) -> bool:
    """Carry out a verb that has no form of its own; tell how it went above the next page."""
    try:
        verb(*args, by=who(request), **values)
    except Refusal as refusal:
        for reason in refusal.reasons:
            messages.error(request, str(reason))
        return False
    except ValidationError as error:
        for message in error.messages:
            messages.error(request, message)
        return False
    if said:
        messages.success(request, said)
    return True


def done(request: HttpRequest, target: Any, said: str = "") -> HttpResponse:
    if said:
        messages.success(request, said)
    return go_to(request, target)


def not_saved(
    request: HttpRequest, meeting: Meeting, form: forms.Form, *, back: str, what: str = ""
) -> HttpResponse:
    """Show a refused form by itself, with what was typed, so that it can be copied or sent again.

    For when the page that it came from does not stand any more, or is not for this person.
    """
    if answers.by_script(request):
        return answers.refused(form)
    response = render(
        request,
        "meetings/not_saved.html",
        {
            "title": _("%(section)s was not saved") % {"section": what} if what else _("Not saved"),
            "meeting": meeting,
            "form": form,
            "back": back,
            "crumbs": reading.crumbs(meeting, (_("Not saved"), "")),
        },
        status=status_of(form),
    )
    return private(response)


def look_again(form: forms.Form, seen: str) -> None:
    """Let the refused form speak of what is shown below it now."""
    data = cast("QueryDict", form.data).copy()
    data["seen"] = seen
    form.data = data


def private(response: HttpResponse) -> HttpResponse:
    """Let nobody on the way keep what only the committee may read."""
    response["Cache-Control"] = "private, no-store"
    return response


def asked_anew(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Let nothing on the way show it again unasked: what is open now may be closed or withdrawn.

    What somebody signed in reads is kept by nobody anyway.
    """
    if not request.user.is_authenticated:
        response["Cache-Control"] = "private, no-cache"
    return response


def on_day(
    meeting: Meeting,
    clock: time | None,
    *,
    sitting: int | None = None,
    was: datetime | None = None,
) -> datetime | None:
    """Return a clock time as a moment of a sitting; after midnight belongs to it too.

    Without a number it is the latest. A clock time that reads as what stood there (`was`) means
    that very moment: what was tapped is known to the second.
    """
    if clock is None:
        return None
    if was is not None and timezone.localtime(was).strftime("%H:%M") == clock.strftime("%H:%M"):
        return was
    sittings = sittings_of(meeting)
    begins = sittings[(sitting or len(sittings)) - 1].begins if sittings else meeting.starts_at
    start = timezone.localtime(begins)
    moment = start.replace(hour=clock.hour, minute=clock.minute, second=0, microsecond=0)
    if clock.strftime("%H:%M") == start.strftime("%H:%M"):
        return begins  # the minute in which it began
    early = moment < start and start.hour >= 18 and clock.hour < 6
    return moment + timedelta(days=1) if early else moment


def substitutes_of(meeting: Meeting) -> Any:
    """Return who can be called in for somebody who is disqualified."""
    seats = Membership.objects.current().filter(committee=meeting.committee, role=Role.SUBSTITUTE)
    return Person.objects.filter(memberships__in=seats).distinct().in_order()


def people_of(meeting: Meeting) -> Any:
    """Return the persons who are expected at the meeting."""
    rows = [row.pk for row in expected(meeting)]
    return Person.objects.filter(memberships__in=rows).distinct().in_order()


def failed_pdf(user: Any, version: AgendaVersion | MinutesVersion | None) -> jobs.Job | None:
    """Return the job that could not make a version's PDF, for whoever can have it made again."""
    if version is None or not user.has_perm("meetings.publish_minutes", version.meeting):
        return None
    what = "minutes" if isinstance(version, MinutesVersion) else "agenda"
    job = jobs.Job.objects.for_key(f"meetings.render_{what}", version.pk)
    return job if job is not None and job.state == jobs.Job.State.FAILED else None
