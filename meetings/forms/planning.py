"""Forms of a meeting before it is held: when and where, who comes, who comes instead."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from committee.models import Membership
from meetings.models import (
    AgendaTemplate,
    Meeting,
    Reply,
)
from portal.documents import personal
from portal.ui.forms import KeyedForm
from portal.writing.forms import SharedForm

CHOOSE = gettext_lazy("Choose")

CHANGEABLE = (
    "name",
    "starts_at",
    "ends_at",
    "place",
    "address",
    "access_info",
    "online_link",
    "open_to_public",
)


def without_private_words(text: str) -> None:
    """Refuse words that everybody will read if they hold what belongs to a person."""
    if personal.find(text):
        raise ValidationError(
            _("Everybody will read this. Write it without CPR number, e-mail and phone number.")
        )


class MeetingForm(SharedForm, KeyedForm):
    """When and where; the form that plans a meeting and the one that changes it."""

    day = forms.DateField(label=gettext_lazy("Date"))
    begins = forms.TimeField(label=gettext_lazy("Starts"))
    ends = forms.TimeField(label=gettext_lazy("Ends"))
    place = forms.CharField(label=gettext_lazy("Place"), max_length=160)
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Left empty, the meeting is named by its number."),
    )
    is_extraordinary = forms.BooleanField(
        label=gettext_lazy("Extraordinary meeting, outside the numbering"), required=False
    )
    address = forms.CharField(label=gettext_lazy("Address"), max_length=200, required=False)
    access_info = forms.CharField(
        label=gettext_lazy("Getting in"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("For example: ramp at the north entrance, hearing loop."),
    )
    online_link = forms.URLField(
        label=gettext_lazy("Link for taking part online"),
        required=False,
        assume_scheme="https",
        help_text=gettext_lazy("Only those who take part see this link."),
    )
    open_to_public = forms.BooleanField(label=gettext_lazy("The public may listen"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why is it moved?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy(
            "Needed for another day, time of beginning or place. Everybody can read it, and all"
            " who may come get it by mail."
        ),
        validators=[without_private_words],
    )
    obstacle = gettext_lazy("before the meeting can be saved")
    needed_sometimes = {"reason"}
    field_order = (
        "opened_with",
        "form_key",
        "day",
        "begins",
        "ends",
        "place",
        "address",
        "access_info",
        "reason",
    )

    template = forms.ModelChoiceField(
        AgendaTemplate.objects.none(),
        label=gettext_lazy("Agenda begins with"),
        required=False,
        empty_label=gettext_lazy("The two fixed items only"),
    )

    def __init__(
        self,
        *args: Any,
        meeting: Meeting | None = None,
        templates: QuerySet[AgendaTemplate] | None = None,
        **options: Any,
    ) -> None:
        if meeting is not None:
            start = timezone.localtime(meeting.starts_at)
            options["initial"] = {
                "day": start.date(),
                "begins": start.time(),
                "ends": timezone.localtime(meeting.ends_at).time(),
                **{
                    name: getattr(meeting, name)
                    for name in ("name", "place", "address", "access_info", "online_link")
                },
                "open_to_public": meeting.open_to_public,
            }
        super().__init__(*args, **options)
        self.meeting = meeting
        if meeting is None:
            del self.fields["opened_with"], self.fields["reason"]
        else:
            del self.fields["is_extraordinary"], self.fields["form_key"]
            self.fields["name"].required = True
        first = templates.first() if templates is not None else None
        if first is None:
            del self.fields["template"]
        else:
            self.fields["template"].queryset = templates  # type: ignore[attr-defined]
            self.fields["template"].initial = first.pk

    def shown(self) -> dict[str, Any]:
        return {name: getattr(self.meeting, name) for name in CHANGEABLE}

    def as_fields(self, name: str, value: Any) -> dict[str, Any]:
        if name == "starts_at":
            start = timezone.localtime(value)
            return {"day": start.date(), "begins": start.time()}
        if name == "ends_at":
            return {"ends": timezone.localtime(value).time()}
        return {name: value}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        begins, ends = data.get("begins"), data.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("The meeting must end after it starts."))
        return data

    def facts(self) -> dict[str, Any]:
        """Return what the services take."""
        data = dict(self.cleaned_data)
        day, begins, ends = data.pop("day"), data.pop("begins"), data.pop("ends")
        zone = timezone.get_current_timezone()
        data["starts_at"] = datetime.combine(day, begins, tzinfo=zone)
        data["ends_at"] = datetime.combine(day, ends, tzinfo=zone)
        return data


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why is the meeting cancelled?"),
        max_length=300,
        help_text=gettext_lazy("The answer stands on the meeting’s page for everybody to read."),
        validators=[without_private_words],
    )


class SubstituteForm(forms.Form):
    """Who is called, and for whom."""

    membership = forms.ModelChoiceField(
        Membership.objects.none(), label=gettext_lazy("Substitute"), empty_label=CHOOSE
    )
    stands_in_for = forms.ModelChoiceField(
        Membership.objects.none(), label=gettext_lazy("Stands in for"), empty_label=CHOOSE
    )

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        super().__init__(*args, **options)
        day = timezone.localdate(meeting.starts_at)
        rows = (
            Membership.objects.current(day)
            .filter(committee=meeting.committee)
            .select_related("person")
            .in_order()
        )
        self.fields["membership"].queryset = rows.filter(role="substitute")  # type: ignore[attr-defined]
        self.fields["stands_in_for"].queryset = rows.seats()  # type: ignore[attr-defined]


class ReplyForm(forms.Form):
    """An answer to an invitation. The choice is made already; this sends it."""

    choice = forms.ChoiceField(choices=Reply.Choice.choices, widget=forms.HiddenInput)
    substitute = forms.ModelChoiceField(
        Membership.objects.none(),
        label=gettext_lazy("Who is to come?"),
        required=False,
        blank=True,
        widget=forms.RadioSelect,
        empty_label=gettext_lazy("The secretary decides"),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Only the chair, the deputy chair and the secretary see it."),
    )
    obstacle = gettext_lazy("before the answer can be sent")

    def __init__(
        self, *args: Any, choice: str, substitutes: list[Membership], **options: Any
    ) -> None:
        options["initial"] = {"choice": choice, **options.get("initial", {})}
        super().__init__(*args, **options)
        if choice == Reply.Choice.COMES:
            del self.fields["reason"]
        if choice != Reply.Choice.SUBSTITUTE or not substitutes:
            del self.fields["substitute"]
            return
        field: Any = self.fields["substitute"]
        field.queryset = Membership.objects.filter(pk__in=[row.pk for row in substitutes])
        field.queryset = field.queryset.select_related("person").in_order()
        field.label_from_instance = lambda row: row.person.name
        if len(substitutes) == 1:
            self.initial.setdefault("substitute", substitutes[0].pk)
