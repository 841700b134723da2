from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from committee.models import OFFICES, AppointedAs, Committee, Membership, Role
from portal.documents.forms import UploadField
from portal.documents.kinds import JPEG, PNG, find_kind
from portal.ui.forms import KeyedForm
from portal.writing.forms import SharedForm

from .groups import PersonOrNewName


class _Seat(forms.Form):
    """Role, whence, and vote; what fits together is checked here and in the database."""

    role = forms.ChoiceField(label=_("Role"), choices=Role.choices)
    appointed_as = forms.ChoiceField(
        label=_("Appointed as"), choices=AppointedAs.choices, widget=forms.RadioSelect
    )
    votes = forms.BooleanField(label=_("Has a vote"), required=False, initial=True)
    started_on = forms.DateField(label=_("From"), widget=forms.DateInput)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        role, appointed_as = values.get("role"), values.get("appointed_as")
        if role in OFFICES:
            values["votes"] = False
            if appointed_as and appointed_as != AppointedAs.OFFICIAL:
                self.add_error("appointed_as", _("Secretary and chief are officials."))
        elif appointed_as == AppointedAs.OFFICIAL:
            self.add_error("appointed_as", _("A seat is held by a politician or a citizen."))
        return values


class AppointForm(KeyedForm, PersonOrNewName, _Seat):
    """An appointment that the council made."""

    obstacle = _("before the appointment can be entered")
    field_order = [
        "person",
        "name",
        "email",
        "phone",
        "role",
        "appointed_as",
        "votes",
        "substitute_for",
        "started_on",
        "ended_on",
    ]

    substitute_for = forms.ModelChoiceField(
        label=_("Substitute for"),
        queryset=Membership.objects.none(),
        required=False,
        empty_label=_("Nobody in particular"),
        help_text=_("Only for substitutes."),
    )
    ended_on = forms.DateField(
        label=_("To and including"),
        required=False,
        widget=forms.DateInput,
        help_text=_("Empty: until the committee’s last day; offices go on until an end is set."),
    )

    def __init__(self, *args: Any, committee: Committee, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats: Any = self.fields["substitute_for"]
        seats.queryset = committee.memberships.current().seats().select_related("person").in_order()

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if values.get("role") != Role.SUBSTITUTE:
            values["substitute_for"] = None
        first, last = values.get("started_on"), values.get("ended_on")
        if first and last and last < first:
            self.add_error("ended_on", _("The last day must come after the first."))
        return values


class MembershipForm(SharedForm, _Seat):
    """What a membership is; a new role makes a new row from today on."""

    obstacle = _("before the membership can be saved")


class EndForm(SharedForm):
    """The last day, and why, for the record."""

    obstacle = _("before the membership can be ended")

    ended_on = forms.DateField(label=_("Last day"), widget=forms.DateInput)
    reason = forms.CharField(
        label=_("Reason"),
        max_length=300,
        required=False,
        help_text=_("For the internal record; not shown in public."),
    )

    def __init__(self, *args: Any, membership: Membership, **options: Any) -> None:
        self.membership = membership
        options["initial"] = {"ended_on": membership.ended_on or timezone.localdate()}
        super().__init__(*args, **options)

    def shown(self) -> dict[str, Any]:
        return {"ended_on": self.membership.ended_on}


class PersonForm(SharedForm):
    """How the record names a person, and how the secretary reaches them."""

    obstacle = _("before the person can be saved")

    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Only for the secretary; never shown in public."),
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False, widget=forms.TelInput)
    picture = UploadField(
        label=_("Picture"),
        required=False,
        help_text=_("A JPEG or PNG that the person has agreed to show in public."),
    )

    def clean_picture(self) -> Any:
        picture = self.cleaned_data["picture"]
        if picture and find_kind(picture, picture.name) not in {JPEG, PNG}:
            raise ValidationError(_("Choose a picture as JPEG or PNG."), code="kind")
        return picture

    def clean_name(self) -> str:
        return " ".join(str(self.cleaned_data["name"]).split())


class InvitationForm(KeyedForm):
    """Where the invitation goes; only that address can use it."""

    obstacle = _("before the invitation can be sent")
    field_order = ["email", "language"]

    email = forms.EmailField(
        label=_("E-mail address"), help_text=_("Only an account with this address can accept.")
    )
    language = forms.ChoiceField(
        label=_("Language of the mail"),
        choices=[("da", _("Danish")), ("en", _("English"))],
        initial="da",
        widget=forms.RadioSelect,
    )
