"""Who was there: one form with everybody and all times, for each sitting."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from committee.models import Membership
from meetings import reading, services
from meetings.forms import AttendanceRow
from meetings.models import Meeting, Minutes
from meetings.refusals import Refusal
from meetings.services.attendance import expected
from meetings.timeline import Sitting, Stay, sittings_of
from portal.ui.http import HttpRequest

from .common import done, fetch_meeting, on_day, private, who


@require_http_methods(["GET", "POST"])
def attendance(request: HttpRequest, pk: int, number: int | None = None) -> HttpResponse:
    """Everybody who was expected at a sitting, the latest unless another is asked for."""
    meeting = fetch_meeting(request, pk, may="meetings.record_attendance")
    sittings = sittings_of(meeting)
    sitting = next((one for one in sittings if one.number == (number or len(sittings))), None)
    if sitting is None or not Minutes.objects.filter(meeting=meeting).exists():
        raise Http404
    forms = _rows(meeting, sitting, request.POST if request.method == "POST" else None)
    errors: list[str] = []
    status = 422 if request.method == "POST" else 200
    if request.method == "POST" and _all_valid(forms):
        try:
            entries = [_entry(meeting, sitting, form) for form in forms]
            services.record_attendance(
                meeting.pk, entries=entries, by=who(request), sitting=sitting.number
            )
            edit = reverse("meetings:minutes-edit", args=[pk])
            return done(request, edit, _("The attendance is saved."))
        except Refusal as refusal:
            errors = [str(reason) for reason in refusal.reasons]
        except ValidationError as error:
            errors = error.messages
        except services.AttendanceOvertaken as overtaken:
            for form in forms:
                if both := overtaken.rows.get(form.membership.pk):
                    form.on_top_of(both)
            status = 409
    response = render(
        request,
        "meetings/attendance.html",
        {
            "meeting": meeting,
            "rows": forms,
            "sitting": sitting,
            "sittings": sittings if len(sittings) > 1 else [],
            "errors": errors,
            "has_errors": bool(errors) or any(form.errors for form in forms if form.is_bound),
            "crumbs": reading.crumbs(meeting, (_("Attendance"), "")),
        },
        status=status,
    )
    return private(response)


def _all_valid(forms: list[AttendanceRow]) -> bool:
    """Look at every form, so that every mistake is shown at once."""
    return not [form for form in forms if not form.is_valid()]


def _rows(meeting: Meeting, sitting: Sitting, data: Any) -> list[AttendanceRow]:
    rows = expected(meeting, sitting.number)
    standing = services.entered(meeting, sitting.number)
    seats = [(row.pk, row.person.name) for row in rows if row.votes and row.role != "substitute"]
    return [AttendanceRow(data, entry=standing[row.pk], seats=seats) for row in rows]


def _entry(meeting: Meeting, sitting: Sitting, form: AttendanceRow) -> services.Entry:
    data = form.cleaned_data
    stands_in_for = None
    if data.get("stands_in_for"):
        stands_in_for = Membership.objects.filter(
            committee=meeting.committee, pk=data["stands_in_for"]
        ).first()
    return services.Entry(
        form.membership,
        data["status"],
        stands_in_for=stands_in_for,
        stays=_stays(meeting, sitting, form) if data["status"] == "present" else (),
        opened_with=data["opened_with"],
    )


def _stays(meeting: Meeting, sitting: Sitting, form: AttendanceRow) -> tuple[Stay, ...]:
    """Return the typed times as moments; whoever came as the sitting began was there from then."""
    stays = []
    for place, (arrived, left, mode) in enumerate(form.spans()):
        was = form.entry.stays[place] if place < len(form.entry.stays) else Stay()
        begins = on_day(meeting, arrived, sitting=sitting.number, was=was.begins)
        ends = on_day(meeting, left, sitting=sitting.number, was=was.ends)
        stays.append(Stay(begins if begins != sitting.begins else None, ends, mode))
    return tuple(stays)
