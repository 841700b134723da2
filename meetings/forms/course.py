"""Forms of a meeting's course: when it began, was adjourned and ended, when each item was on."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from meetings.models import Meeting
from meetings.timeline import Sitting
from portal.ui import formats
from portal.writing.forms import SharedForm


class CloseForm(SharedForm):
    """When the meeting ended."""

    said_at = {"ended_at": "ended"}
    ended = forms.TimeField(
        label=gettext_lazy("The meeting was closed at"),
        error_messages={
            "required": gettext_lazy("Enter the time at which the meeting was closed.")
        },
    )

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        self.meeting = meeting
        options["initial"] = self.as_fields("ended_at", meeting.ended_at)
        super().__init__(*args, **options)

    def shown(self) -> dict[str, Any]:
        return {"ended_at": self.meeting.ended_at}

    def as_fields(self, name: str, value: Any) -> dict[str, Any]:
        return {"ended": timezone.localtime(value).time() if value else None}


class BeginningsForm(SharedForm):
    """When the meeting really began, and when it went on if it was adjourned; to be corrected."""

    obstacle = gettext_lazy("before the time can be saved")

    def __init__(self, *args: Any, sittings: list[Sitting], **options: Any) -> None:
        self.sittings = sittings
        options["prefix"] = "begins"
        super().__init__(*args, **options)
        for sitting in sittings:
            day = {"day": formats.day(timezone.localtime(sitting.begins))}
            self.fields[str(sitting.number)] = forms.TimeField(
                label=_("Went on %(day)s at") % day
                if sitting.number > 1
                else _("The meeting began at"),
                initial=timezone.localtime(sitting.begins).time(),
                error_messages={"required": _("Enter the time at which the meeting began.")},
            )

    def shown(self) -> dict[str, Any]:
        return {str(sitting.number): sitting.begins for sitting in self.sittings}

    def as_fields(self, name: str, value: Any) -> dict[str, Any]:
        return {name: timezone.localtime(value).time()}

    def clocks(self) -> list[tuple[Sitting, Any]]:
        """Return each sitting with the clock time typed for it."""
        return [(one, self.cleaned_data[str(one.number)]) for one in self.sittings]


class AdjournForm(forms.Form):
    """When the meeting was broken off, and when and where it goes on."""

    said_at = {"adjourned_at": "adjourned", "resumes_at": "day"}

    adjourned = forms.TimeField(label=gettext_lazy("Adjourned at"))
    day = forms.DateField(
        label=gettext_lazy("Goes on, date"),
        help_text=gettext_lazy("Another day, under the same minutes."),
    )
    begins = forms.TimeField(label=gettext_lazy("Goes on, time"))
    place = forms.CharField(label=gettext_lazy("Place"), max_length=160)
    address = forms.CharField(label=gettext_lazy("Address"), max_length=200, required=False)
    obstacle = gettext_lazy("before the meeting can be adjourned")

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        standing = meeting.adjournments.filter(resumed_at=None).first()
        options["initial"] = {"place": meeting.place, "address": meeting.address}
        if standing is not None:
            resumes = timezone.localtime(standing.resumes_at)
            options["initial"] = {
                "day": resumes.date(),
                "begins": resumes.time(),
                "place": standing.place,
                "address": standing.address,
            }
        super().__init__(*args, **options)
        if standing is not None:
            del self.fields["adjourned"]
        else:
            self.fields["adjourned"].initial = timezone.localtime().time().replace(second=0)

    def resumes_at(self) -> datetime:
        zone = timezone.get_current_timezone()
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["begins"], tzinfo=zone)


class ItemTimesForm(SharedForm):
    """From when to when an item was on, to be corrected."""

    obstacle = gettext_lazy("before the times can be saved")

    def __init__(self, *args: Any, times: list[dict[str, Any]], **options: Any) -> None:
        self.standing = times
        self.places = range(len(times) + 1)
        options["prefix"] = "times"
        options["initial"] = self.as_fields("times", times)
        super().__init__(*args, **options)
        for place in self.places:
            self.fields[f"began{place}"] = forms.TimeField(
                label=pgettext_lazy("item", "From") if not place else gettext_lazy("Again from"),
                required=False,
            )
            self.fields[f"ended{place}"] = forms.TimeField(
                label=pgettext_lazy("item", "To"), required=False
            )

    def shown(self) -> dict[str, Any]:
        return {"times": self.standing}

    def as_fields(self, name: str, value: Any) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for place in self.places:
            row = value[place] if place < len(value) else {}
            for end, field in (("began_at", "began"), ("ended_at", "ended")):
                moment = row.get(end)
                fields[f"{field}{place}"] = moment and timezone.localtime(moment).time()
        return fields

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for place in self.places:
            if data.get(f"ended{place}") and not data.get(f"began{place}"):
                self.add_error(f"began{place}", _("Enter when the item began."))
        return data

    def spans(self) -> list[tuple[Any, Any]]:
        """Return from and to as they were typed; what is left empty was not."""
        data = self.cleaned_data
        rows = [(data[f"began{place}"], data[f"ended{place}"]) for place in self.places]
        return [row for row in rows if row[0]]
