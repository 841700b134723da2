"""Forms of what is entered while the committee meets."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from committee.models import Membership
from meetings.models import (
    Attendance,
    Mode,
    Outcome,
    VoteOption,
)
from meetings.services import Entry
from portal.documents.forms import RichTextField
from portal.people.models import Person
from portal.ui import formats
from portal.writing.forms import SharedForm
from projects.models import Proposal

CHOOSE = gettext_lazy("Choose")


class AttendanceRow(SharedForm):
    """One person at one sitting: there or not, for whom, and when if not all the time."""

    obstacle = gettext_lazy("before the attendance can be saved")
    status = forms.ChoiceField(label=gettext_lazy("Attendance"), choices=Attendance.Status.choices)
    stands_in_for = forms.ModelChoiceField(
        Membership.objects.none(), label=gettext_lazy("Stands in for"), required=False
    )

    def __init__(
        self, *args: Any, entry: Entry, seats: list[tuple[int, str]], **options: Any
    ) -> None:
        self.entry, self.membership = entry, entry.membership
        self.places = range(max(len(entry.stays) + 1, 2))
        options["prefix"] = f"m{entry.membership.pk}"
        options["initial"] = {}
        for name, value in entry.values.items():
            options["initial"] |= self.as_fields(name, value)
        super().__init__(*args, **options)
        for place in self.places:
            self.fields[f"arrived{place}"] = forms.TimeField(
                label=gettext_lazy("Arrived") if not place else gettext_lazy("Came back"),
                required=False,
            )
            self.fields[f"left{place}"] = forms.TimeField(
                label=pgettext_lazy("attendance", "Left"), required=False
            )
            self.fields[f"mode{place}"] = forms.ChoiceField(
                label=gettext_lazy("How"), choices=Mode.choices, required=False
            )
        if self.membership.role == "substitute":
            self.fields["stands_in_for"] = forms.TypedChoiceField(
                label=self.fields["stands_in_for"].label,
                choices=[("", "–"), *seats],
                required=False,
                coerce=int,
                empty_value=None,
            )
        else:
            del self.fields["stands_in_for"]

    def shown(self) -> dict[str, Any]:
        return self.entry.values

    def as_fields(self, name: str, value: Any) -> dict[str, Any]:
        if name != "stays":
            return {name: value.pk if isinstance(value, Model) else value}
        fields: dict[str, Any] = {}
        for place in self.places:
            stay = value[place] if place < len(value) else {}
            for end, field in (("begins", "arrived"), ("ends", "left")):
                moment = stay.get(end)
                fields[f"{field}{place}"] = moment and timezone.localtime(moment).time()
            fields[f"mode{place}"] = stay.get("mode", Mode.PHYSICAL)
        return fields

    def spans(self) -> list[tuple[Any, Any, str]]:
        """Return the stays as they were typed: from, to and how; nothing of the whole sitting."""
        data = self.cleaned_data
        rows = [
            (data[f"arrived{place}"], data[f"left{place}"], data[f"mode{place}"] or Mode.PHYSICAL)
            for place in self.places
        ]
        first, *later = rows
        typed = [row for row in later if row[0] or row[1]]
        if not typed and first == (None, None, Mode.PHYSICAL):
            return []
        return [first, *typed]

    @property
    def about(self) -> str:
        """Whose row it is, where the mistakes of all are listed."""
        return str(self.membership.person)

    @property
    def substitution(self) -> list[forms.BoundField]:
        """The field that only a substitute has."""
        return [self[name] for name in ("stands_in_for",) if name in self.fields]

    @property
    def times(self) -> list[list[forms.BoundField]]:
        return [
            [self[f"{name}{place}"] for name in ("arrived", "left", "mode")]
            for place in self.places
        ]

    @property
    def has_times(self) -> bool:
        """Whether the page shows them at once; most people are there from first to last."""
        return bool(self.errors) or bool(self.entry.stays)


class DecisionForm(SharedForm):
    """Outcome and words of the decision."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Outcome"), choices=[("", CHOOSE), *Outcome.choices]
    )
    content = RichTextField(
        label=gettext_lazy("Decision in words"),
        help_text=gettext_lazy("May stay empty only where the outcome says it all: approved."),
    )
    base_revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    obstacle = gettext_lazy("before the decision can be saved")

    def shown(self) -> dict[str, Any]:
        return {"outcome": self.initial.get("outcome")}


class DisqualificationForm(SharedForm):
    """Somebody is, or was found not to be, disqualified."""

    said_at = {"left_at": "left", "returned_at": "returned"}
    person = forms.ModelChoiceField(
        Person.objects.none(), label=gettext_lazy("Who"), empty_label=CHOOSE
    )
    is_upheld = forms.TypedChoiceField(
        label=gettext_lazy("The committee decided"),
        choices=[("1", gettext_lazy("Disqualified")), ("0", gettext_lazy("Not disqualified"))],
        coerce=lambda value: value == "1",
    )
    left = forms.TimeField(label=gettext_lazy("Left the room"), required=False)
    returned = forms.TimeField(label=gettext_lazy("Returned"), required=False)
    raised_by = forms.CharField(label=gettext_lazy("Raised by"), max_length=120, required=False)
    substitute = forms.ModelChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Takes part instead"),
        empty_label=gettext_lazy("Nobody"),
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Only for the committee."),
    )

    def __init__(
        self,
        *args: Any,
        people: Any,
        is_coming: bool,
        substitutes: Any = None,
        **options: Any,
    ) -> None:
        options["prefix"] = "dq"
        super().__init__(*args, **options)
        if is_coming:
            del self.fields["left"], self.fields["returned"]
        if substitutes is None or not substitutes.exists():
            del self.fields["substitute"]
        else:
            self.fields["substitute"].queryset = substitutes  # type: ignore[attr-defined]
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def shown(self) -> dict[str, Any]:
        """It opens empty; what stands entered of each person is `beside` it."""
        return {}

    def as_fields(self, name: str, value: Any) -> dict[str, Any]:
        if not value:
            return {"person": ""}
        chosen = {"is_upheld": "01"[value["is_upheld"]]}
        said = [dict(self.fields["is_upheld"].choices)[chosen["is_upheld"]]]  # type: ignore[attr-defined]
        for at, label in (("left_at", "left"), ("returned_at", "returned")):
            if value[at]:
                said.append(f"{self.base_fields[label].label} {formats.clock(value[at])}")
        said += [value["raised_by"], value["substitute"], value["note"]]
        return {"person": ", ".join(str(part) for part in said if part)}


class VoteForm(SharedForm):
    """One choice for each who could vote; nobody chosen means that there was no vote."""

    def __init__(
        self, *args: Any, voters: list[Person], cast: dict[int, str], **options: Any
    ) -> None:
        options["prefix"] = "vote"
        super().__init__(*args, **options)
        for person in voters:
            self.fields[str(person.pk)] = forms.ChoiceField(
                label=person.name,
                required=False,
                choices=[("", gettext_lazy("Did not vote")), *VoteOption.choices],
                initial=cast.get(person.pk, ""),
            )

    def votes(self) -> dict[int, str]:
        """Return who voted what; one of the buttons says it of all who are not chosen."""
        rest = self.data.get(self.add_prefix("rest"), "")
        rest = rest if rest in VoteOption.values else ""
        chosen = {pk: option for pk, option in self.cleaned_data.items() if pk.isdecimal()}
        votes = {int(pk): option or rest for pk, option in chosen.items() if option or rest}
        return {**self._of_others(), **votes}

    def _of_others(self) -> dict[int, str]:
        """Return the votes sent of those who could vote when the form was opened, but cannot now.

        The service says it by name; they are not simply left out.
        """
        start = self.add_prefix("")
        sent = {key.removeprefix(start): value for key, value in self.data.items()}
        return {
            int(pk): option
            for pk, option in sent.items()
            if pk.isdecimal()
            and len(pk) < 10
            and pk not in self.fields
            and option in VoteOption.values
        }


class RemarkForm(SharedForm):
    """A dissent in the member's own words."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=gettext_lazy("Who"), empty_label=CHOOSE
    )
    text = forms.CharField(
        label=gettext_lazy("Remark"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Short, in the member’s own words. Stands in the minutes."),
    )

    def __init__(self, *args: Any, people: Any, **options: Any) -> None:
        options["prefix"] = "remark"
        super().__init__(*args, **options)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]

    def shown(self) -> dict[str, Any]:
        """It opens empty; the remarks that stand entered are `beside` it."""
        return {}

    def as_fields(self, name: str, value: Any) -> dict[str, Any]:
        return {"text": value}


class AdoptionForm(forms.Form):
    proposal = forms.ModelChoiceField(
        Proposal.objects.none(),
        label=gettext_lazy("Project proposal"),
        empty_label=CHOOSE,
        error_messages={"required": gettext_lazy("Choose a proposal.")},
    )

    def __init__(self, *args: Any, proposals: Any, **options: Any) -> None:
        options["prefix"] = "adopt"
        super().__init__(*args, **options)
        self.fields["proposal"].queryset = proposals  # type: ignore[attr-defined]
