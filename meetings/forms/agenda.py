"""Forms of the agenda: its items, their facts, sections, files and links."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from committee.models import Deliverable
from ideas.models import Idea
from meetings.models import (
    AgendaItem,
    Meeting,
    SectionKind,
)
from portal.documents.forms import RichTextField, UploadField
from portal.ui.forms import KeyedForm
from portal.writing.forms import SharedForm
from projects.models import Proposal


class NewItemForm(KeyedForm):
    title = forms.CharField(label=gettext_lazy("Title of the new item"), max_length=400)
    under = forms.ModelChoiceField(
        AgendaItem.objects.none(),
        label=gettext_lazy("Sub-item of"),
        required=False,
        to_field_name="uid",
        widget=forms.HiddenInput,
    )
    all_agreed = forms.BooleanField(
        label=gettext_lazy("All present agree to take it up"), required=False
    )

    def __init__(self, *args: Any, meeting: Meeting, **options: Any) -> None:
        options["prefix"] = "new"
        super().__init__(*args, **options)
        if meeting.is_coming:
            del self.fields["all_agreed"]
            self.fields["under"].queryset = meeting.items.standing_on_agenda()  # type: ignore[attr-defined]
        else:
            del self.fields["under"]


class FactsForm(SharedForm):
    """An item's facts."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=400)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=AgendaItem.Kind.choices)
    presenter = forms.CharField(label=gettext_lazy("Presented by"), max_length=120, required=False)
    planned_minutes = forms.IntegerField(
        label=pgettext_lazy("planned time", "Minutes"), min_value=0, max_value=600
    )
    is_public = forms.TypedChoiceField(
        label=gettext_lazy("Open or closed"),
        choices=[("1", gettext_lazy("Open item")), ("0", gettext_lazy("Closed item"))],
        coerce=lambda value: value == "1",
    )
    case_number = forms.CharField(label=gettext_lazy("Case number"), max_length=40, required=False)
    public_title = forms.CharField(
        label=gettext_lazy("Neutral title"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("All that the public sees of a closed item, beside its number."),
    )
    closed_reason = forms.CharField(
        label=gettext_lazy("Why it is closed"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Only the committee sees the reason."),
    )
    obstacle = gettext_lazy("before the item can be saved")

    def __init__(self, *args: Any, item: AgendaItem, **options: Any) -> None:
        names = [name for name in self.base_fields if name not in {"opened_with", "is_public"}]
        self.item = item
        options["initial"] = {
            "is_public": "1" if item.is_public else "0",
            **{name: getattr(item, name) for name in names},
        }
        options.setdefault("prefix", "facts")
        super().__init__(*args, **options)
        closed = self.data.get(self.add_prefix("is_public")) == "0"
        # Asked for in clean(), in better words; here only so that it is not called optional.
        self.fields["public_title"].required = closed if self.is_bound else not item.is_public

    def shown(self) -> dict[str, Any]:
        return {**super().shown(), "is_public": self.item.is_public}

    def as_fields(self, name: str, value: Any) -> dict[str, Any]:
        return {name: "01"[value] if name == "is_public" else value}

    def typed(self, name: str) -> Any:
        return self[name].value() if name == "is_public" else super().typed(name)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("is_public") is False and not data.get("public_title", "").strip():
            self.errors.pop("public_title", None)
            self.add_error(
                "public_title", _("Give the closed item a title that says nothing of the matter.")
            )
        return data


class SectionForm(forms.Form):
    """The text of one section, on top of the revision that the page showed."""

    content = RichTextField()
    base_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        options.setdefault("prefix", kind)
        super().__init__(*args, **options)
        self.fields["content"].label = SectionKind(kind).label


class MergeForm(forms.Form):
    """The merged text that somebody has looked at, on top of what stands there now."""

    content = RichTextField(
        label=gettext_lazy("Proposal with both"),
        help_text=gettext_lazy("Change it as you like before you save."),
    )
    base_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AttachmentForm(KeyedForm):
    file = UploadField(label=gettext_lazy("File"))
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, required=False)
    is_public = forms.BooleanField(
        label=gettext_lazy("Everybody may read it"), required=False, initial=True
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        options["prefix"] = "file"
        super().__init__(*args, **options)


class LinksForm(SharedForm):
    """Which of the committee's ideas the item takes up, and what else of its work it deals with."""

    numbers = forms.CharField(
        label=gettext_lazy("Ideas taken up, by number"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("For example: 12, 40"),
    )
    proposals = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Projects that the item deals with"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )
    deliverables = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Deliverables that the item deals with"),
        required=False,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        *args: Any,
        item: AgendaItem,
        proposals: list[Proposal],
        deliverables: list[Deliverable],
        **options: Any,
    ) -> None:
        self.item = item
        self.to_hand_over = {one.pk: one for one in deliverables}
        self.handed_over = sorted(
            (link.deliverable for link in item.deliverable_links.all()), key=lambda one: one.pk
        )
        self.by_key = {proposal.pk: proposal for proposal in proposals}
        self.ideas = sorted((link.idea for link in item.idea_links.all()), key=lambda one: one.pk)
        linked = [link.proposal for link in item.proposal_links.all()]
        # A proposal that this person may not know of stays linked, and is not shown.
        self.kept = [proposal for proposal in linked if proposal.pk not in self.by_key]
        self.linked = sorted(linked, key=lambda one: one.pk)
        options["initial"] = {
            "numbers": ", ".join(
                str(number) for number in sorted(one.number for one in self.ideas)
            ),
            "proposals": [one.pk for one in linked if one.pk in self.by_key],
            "deliverables": [one.pk for one in self.handed_over],
        }
        options["prefix"] = "links"
        super().__init__(*args, **options)
        if proposals:
            choices = [(one.pk, f"{one.number}. {one.title}") for one in proposals]
            self.fields["proposals"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["proposals"]
        if deliverables:
            titles = [(one.pk, one.title) for one in deliverables]
            self.fields["deliverables"].choices = titles  # type: ignore[attr-defined]
        else:
            del self.fields["deliverables"]

    def shown(self) -> dict[str, Any]:
        return {
            "ideas": self.ideas,
            "proposals": self.linked,
            "deliverables": self.handed_over,
        }

    def as_fields(self, name: str, value: Any) -> dict[str, Any]:
        if name in {"proposals", "deliverables"}:
            return {name: [one.pk for one in value]}
        return {
            "numbers": ", ".join(str(number) for number in sorted(idea.number for idea in value))
        }

    def facts(self) -> dict[str, Any]:
        """Return what the service takes."""
        data = self.cleaned_data
        found = {"ideas": data["numbers"], "opened_with": data["opened_with"]}
        if "proposals" in self.fields:
            chosen = [self.by_key[pk] for pk in data["proposals"]]
            found["proposals"] = [*chosen, *self.kept]
        if "deliverables" in self.fields:
            found["deliverables"] = [self.to_hand_over[pk] for pk in data["deliverables"]]
        return found

    def clean_numbers(self) -> list[Idea]:
        words = self.cleaned_data["numbers"].replace(",", " ").split()
        if not all(word.isdecimal() and len(word) < 8 for word in words):
            raise ValidationError(_("Write the numbers with commas between them."))
        wanted = {int(word) for word in words}
        ideas = list(
            Idea.objects.listed()
            .filter(committee=self.item.meeting.committee, number__in=wanted)
            .order_by("pk")
        )
        if missing := wanted - {idea.number for idea in ideas}:
            raise ValidationError(
                _("There is no idea with the number %(numbers)s in this committee."),
                params={"numbers": ", ".join(str(number) for number in sorted(missing))},
            )
        return ideas
