from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from committee.models import WorkingGroup
from portal.people.models import Person
from portal.ui.forms import KeyedForm
from portal.ui.text import make_slug
from portal.writing.forms import SharedForm


class NewGroupForm(KeyedForm):
    """A group as the committee formed it."""

    obstacle = _("before the group can be formed")

    name = forms.CharField(label=_("Name"), max_length=120)
    purpose = forms.CharField(
        label=_("Purpose"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What the group is to find out or make."),
    )
    started_on = forms.DateField(label=_("From"), widget=forms.DateInput)

    def __init__(self, *args: Any, committee_id: int, **kwargs: Any) -> None:
        self.committee_id = committee_id
        super().__init__(*args, **kwargs)

    def clean_name(self) -> str:
        name = " ".join(str(self.cleaned_data["name"]).split())
        taken = WorkingGroup.objects.filter(committee=self.committee_id, slug=make_slug(name))
        if taken.exclude(form_key=self.data.get("form_key") or None).exists():
            raise ValidationError(
                _("The committee already has a group of that name."), code="taken"
            )
        return name

    field_order = ["name", "purpose", "started_on"]


class GroupForm(SharedForm):
    """What may change of a group."""

    obstacle = _("before the group can be saved")

    name = forms.CharField(label=_("Name"), max_length=120)
    purpose = forms.CharField(
        label=_("Purpose"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    started_on = forms.DateField(label=_("From"), widget=forms.DateInput)
    ended_on = forms.DateField(
        label=_("To and including"),
        required=False,
        widget=forms.DateInput,
        help_text=_("Empty as long as the group works."),
    )


class PersonOrNewName(forms.Form):
    """Somebody in the record, or a name new to it."""

    needed_sometimes = {"person", "name"}

    person = forms.ModelChoiceField(
        label=_("Person"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Somebody new to the record"),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Needed for somebody new: as the record is to name the person."),
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("Only for the secretary; never shown in public."),
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False, widget=forms.TelInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["person"]
        people.queryset = Person.objects.in_order()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        values["name"] = " ".join(values.get("name", "").split())
        if values.get("person") is None and not values["name"] and "person" not in self.errors:
            self.add_error("name", _("Choose a person, or enter the name of somebody new."))
        return values


class GroupGuestForm(PersonOrNewName):
    """Who joins a group."""

    obstacle = _("before the person can join")
