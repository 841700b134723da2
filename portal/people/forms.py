"""What people say of themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .models import Capacity, CapacityKind, User

LANGUAGES = [("da", _("Danish")), ("en", _("English"))]


class Details(forms.Form):
    """Name and language, as they stand on contributions and rule mails."""

    display_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("Shown beside what you write."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter the name that others shall see.")},
    )
    language = forms.ChoiceField(
        label=_("Language of mails"), choices=LANGUAGES, widget=forms.RadioSelect
    )

    def clean_display_name(self) -> str:
        name = " ".join(str(self.cleaned_data["display_name"]).split())
        if "@" in name:
            raise ValidationError(
                _("Enter a name, not an e-mail address: everybody can read it."), code="address"
            )
        return name


class SignupDetails(Details):
    """Added to allauth's sign-up form (ACCOUNT_SIGNUP_FORM_CLASS)."""

    field_order = ["display_name", "email", "password1", "language"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = (get_language() or "da")[:2]

    def signup(self, request: HttpRequest, user: User) -> None:
        """Nothing is left to do: the adapter has written the details with the account."""


class GrantForm(forms.Form):
    """Who acts for whom, as the secretary knows it."""

    needed_sometimes = {"organisation"}

    email = forms.EmailField(
        label=_("The person’s e-mail address"),
        help_text=_("The address that the account signs in with."),
    )
    kind = forms.ChoiceField(
        label=_("Capacity"),
        choices=[
            (kind.value, kind.label) for kind in CapacityKind if kind not in Capacity.SELF_DECLARED
        ],
    )
    organisation = forms.CharField(
        label=_("Company or association"),
        max_length=120,
        required=False,
        help_text=_(
            "Needed when the person acts for one. Shown beside what is written on its behalf."
        ),
    )
    ended_on = forms.DateField(
        label=_("To and including"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def clean_email(self) -> User:
        """Return the account; the view passes it on as `to`."""
        user = User.objects.filter(
            email=self.cleaned_data["email"].strip().lower(), is_active=True
        ).first()
        if user is None:
            raise ValidationError(
                _("Nobody has an account with this address. Ask the person to sign up first."),
                code="unknown",
            )
        return user

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        needs = values.get("kind") in {"company", "association"}
        organisation = " ".join(values.get("organisation", "").split())
        if needs and not organisation:
            self.add_error(
                "organisation", _("Name the company or the association that the person acts for.")
            )
        values["organisation"] = organisation if needs else ""
        return values
