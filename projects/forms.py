"""Text to values of the domain, errors to advice at the field; one form for each act."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from committee.models import WorkingGroup
from portal.documents.forms import RichTextField
from portal.people.models import Person
from portal.ui import formats
from portal.ui.forms import KeyedForm
from portal.writing.forms import SharedForm

from . import amounts
from .models import (
    Benefit,
    BenefitKind,
    BenefitState,
    Direction,
    ProjectKind,
    Proposal,
)
from .models.contents import YEARS

LARGEST = Decimal("999_999_999_999.99")


class NumberField(forms.Field):
    """A number as Danes and the English type it: 30.000, 1.234,50, 1,000,000."""

    widget = forms.TextInput(
        attrs={"inputmode": "decimal", "autocomplete": "off", "class": "input-width-s"}
    )
    default_error_messages = {
        "invalid": _("Write the number with digits, for example 30,000 or 1,234.50."),
        "ambiguous": _(
            "The number can be read in two ways. Write it without a separator for thousands."
        ),
        "too_large": _("The number is too large."),
    }

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        language = (get_language() or "da")[:2]
        try:
            number = amounts.parse(str(value), language=language)
        except amounts.Unreadable:
            raise ValidationError(self._advice(str(value)), code="invalid") from None
        if abs(number) > LARGEST:
            raise ValidationError(self.error_messages["too_large"], code="too_large")
        return number

    def _advice(self, typed: str) -> str:
        """Tell a number that the other language would read from what is none at all."""
        for language in ("da", "en"):
            try:
                amounts.parse(typed, language=language)
            except amounts.Unreadable:
                continue
            return str(self.error_messages["ambiguous"])
        return str(self.error_messages["invalid"])

    def prepare_value(self, value: Any) -> Any:
        return formats.number(value) if isinstance(value, Decimal) else value


class AmountField(NumberField):
    """Kroner, exact to the øre."""

    default_error_messages = {
        "invalid": _("Enter the amount in kroner, for example 30,000 or 1,234.50."),
        "ambiguous": _(
            "The amount can be read in two ways. Write it without a separator for thousands."
        ),
        "too_large": _("The amount is too large."),
    }


class YearField(forms.IntegerField):
    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Year"),
            min_value=YEARS[0],
            max_value=YEARS[1],
            widget=forms.TextInput(
                attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input-width-xs"}
            ),
            error_messages={
                "required": _("Write the year, for example 2027."),
                "invalid": _("Write the year with four digits, for example 2027."),
                "min_value": _("Write a year between 2000 and 2100."),
                "max_value": _("Write a year between 2000 and 2100."),
            },
            **options,
        )


def _long_text(rows: int = 5) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class FactsFields(forms.Form):
    """What every proposal says at the top."""

    title = forms.CharField(
        label=_("Title"),
        max_length=120,
        error_messages={"required": _("Give the proposal a title, so that others can find it.")},
    )
    summary = forms.CharField(
        label=_("In short"),
        max_length=300,
        required=False,
        help_text=_("One sentence that everybody understands. Needed before it is sent."),
        widget=_long_text(3),
    )
    kind = forms.ChoiceField(
        label=_("Type"),
        choices=ProjectKind.choices,
        initial=ProjectKind.INCREMENTAL,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a type.")},
    )


class StartForm(KeyedForm, FactsFields):
    """Begins a proposal in one of the groups that the person works in."""

    obstacle = _("before the proposal can be started")

    field_order = ["group", "title", "summary", "kind"]

    def __init__(self, *args: Any, groups: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"] = forms.ModelChoiceField(
            label=_("Working group"),
            queryset=groups,
            empty_label=None,
            error_messages={"required": _("Choose a working group.")},
        )
        self.order_fields(self.field_order)

    @property
    def group(self) -> WorkingGroup:
        group: WorkingGroup = self.cleaned_data["group"]
        return group


class FactsForm(SharedForm, FactsFields):
    """The draft's title, summary, type and period."""

    obstacle = _("before the facts can be saved")

    starts_on = forms.DateField(label=_("Planned start"), required=False)
    ends_on = forms.DateField(label=_("Planned end"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        starts, ends = data.get("starts_on"), data.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The last day must come after the first."))
        return data


class SectionForm(forms.Form):
    """One section's text, on top of a revision."""

    content = RichTextField(label=_("Text"))
    base_revision = forms.IntegerField(widget=forms.HiddenInput)


class QualitativeForm(KeyedForm):
    obstacle = _("before the potential can be added")

    text = forms.CharField(
        label=_("What gets better?"),
        max_length=300,
        widget=_long_text(2),
        error_messages={"required": _("Write in one sentence what gets better.")},
    )


class EconomicForm(KeyedForm):
    """Kroner of one year: low, expected and high."""

    obstacle = _("before the potential can be added")

    post = forms.CharField(
        label=pgettext_lazy("budget", "Line item"),
        max_length=120,
        error_messages={"required": _("Say what the money is for.")},
    )
    year = YearField()
    low = AmountField(label=_("Low, kr."), error_messages={"required": _("Enter the low amount.")})
    expected = AmountField(
        label=_("Expected, kr."), error_messages={"required": _("Enter the expected amount.")}
    )
    high = AmountField(
        label=_("High, kr."), error_messages={"required": _("Enter the high amount.")}
    )
    assumptions = forms.CharField(
        label=_("Assumptions"), max_length=500, required=False, widget=_long_text(2)
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        low, expected, high = (data.get(name) for name in ("low", "expected", "high"))
        if low is not None and expected is not None and low > expected:
            self.add_error("expected", _("The expected amount must not be below the low one."))
        if expected is not None and high is not None and expected > high:
            self.add_error("high", _("The high amount must not be below the expected one."))
        return data


class BudgetForm(KeyedForm):
    obstacle = _("before the line can be added")

    post = forms.CharField(
        label=pgettext_lazy("budget", "Line item"),
        max_length=120,
        error_messages={"required": _("Say what the money is for.")},
    )
    year = YearField()
    amount = AmountField(
        label=_("Amount, kr."), error_messages={"required": _("Enter the amount.")}
    )

    def clean_amount(self) -> Decimal:
        amount: Decimal = self.cleaned_data["amount"]
        if amount <= 0:
            raise ValidationError(_("The amount must be more than 0."), code="nothing")
        return amount


class BenefitForm(SharedForm, KeyedForm):
    """Adds a benefit to the draft, or changes the one given.

    It may be incomplete; the page says what an approval needs.
    """

    obstacle = _("before the benefit can be saved")
    groups = [
        (_("What it is about"), ["title", "kind", "owner_name", "owner"]),
        (_("How it is measured"), ["indicator", "unit", "direction"]),
        (
            _("Baseline"),
            ["baseline_value", "baseline_on", "baseline_source", "baseline_planned_on"],
        ),
        (pgettext_lazy("benefit", "Target"), ["target_value", "target_on"]),
    ]

    title = forms.CharField(
        label=_("Benefit"),
        max_length=120,
        help_text=_("What will be different, for example: fewer calls about letters."),
        error_messages={"required": _("Name the benefit.")},
    )
    kind = forms.ChoiceField(
        label=_("Type"),
        choices=BenefitKind.choices,
        error_messages={"required": _("Choose a type.")},
    )
    owner_name = forms.CharField(
        label=_("Owner"),
        max_length=160,
        required=False,
        help_text=_("Name and title of the one who answers for it."),
    )
    owner = forms.ModelChoiceField(
        label=_("The owner in the portal"),
        queryset=Person.objects.none(),
        required=False,
        empty_label=_("Not in the list"),
        help_text=_("Whoever you choose can enter measurements."),
    )
    indicator = forms.CharField(
        label=_("Indicator"),
        max_length=200,
        required=False,
        help_text=_("What is counted, for example: calls about letters in a year."),
    )
    unit = forms.CharField(
        label=_("Unit"),
        max_length=40,
        required=False,
        help_text=_("For example: calls, hours, kr."),
    )
    direction = forms.ChoiceField(
        label=_("What is better?"),
        choices=Direction.choices,
        widget=forms.RadioSelect,
        initial=Direction.HIGHER,
        error_messages={"required": _("Choose what is better.")},
    )
    baseline_value = NumberField(label=_("Baseline"), required=False)
    baseline_on = forms.DateField(label=_("Baseline measured on"), required=False)
    baseline_source = forms.CharField(
        label=_("Source of the baseline"), max_length=200, required=False
    )
    baseline_planned_on = forms.DateField(
        label=_("Baseline will be measured by"),
        required=False,
        help_text=_("If there is no baseline yet."),
    )
    target_value = NumberField(label=pgettext_lazy("benefit", "Target"), required=False)
    target_on = forms.DateField(label=_("Target to be reached by"), required=False)

    def __init__(
        self, *args: Any, owners: Any, benefit: Benefit | None = None, **kwargs: Any
    ) -> None:
        if benefit is not None:
            names = self.base_fields.keys() - {"opened_with", "form_key"}
            kwargs["initial"] = {name: getattr(benefit, name) for name in names}
        super().__init__(*args, **kwargs)
        del self.fields["opened_with" if benefit is None else "form_key"]
        owner = self.fields["owner"]
        if isinstance(owner, forms.ModelChoiceField):
            owner.queryset = owners

    def clean_baseline_on(self) -> date | None:
        return _not_in_future(self.cleaned_data["baseline_on"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self._needs_both("baseline_value", "baseline_on")
        self._needs_both("target_value", "target_on")
        _clean_goal(self, data, data.get("baseline_value"), data.get("baseline_on"))
        return data

    def _needs_both(self, value: str, day: str) -> None:
        data = self.cleaned_data
        if value not in data or day not in data:
            return
        if data[value] is not None and data[day] is None:
            self.add_error(day, _("Give the date as well."))
        if data[value] is None and data[day] is not None:
            self.add_error(value, _("Give the value as well."))


def _clean_goal(
    form: forms.Form, data: dict[str, Any], baseline: Decimal | None, measured_on: date | None
) -> None:
    """A target must be better than the baseline, and later."""
    target, reach_by = data.get("target_value"), data.get("target_on")
    if baseline is not None and target is not None:
        if target == baseline:
            form.add_error(
                "target_value",
                _("The target equals the baseline; state what should change."),
            )
        elif (target > baseline) is (data.get("direction") == Direction.LOWER):
            form.add_error(
                "target_value",
                _("The target is worse than the baseline in the direction you chose."),
            )
    if measured_on and reach_by and reach_by <= measured_on:
        form.add_error("target_on", _("The target’s date must come after the baseline’s."))


def _not_in_future(day: date | None) -> date | None:
    if day and day > timezone.localdate():
        raise ValidationError(_("The day has not come yet."), code="future")
    return day


class ReasonForm(forms.Form):
    """A reason that everybody can read."""

    reason = forms.CharField(
        label=_("Reason"),
        widget=_long_text(6),
        max_length=10_000,
        help_text=_("Everybody can read it."),
        error_messages={"required": _("Give a reason; it is part of the decision.")},
    )


class DecisionForm(ReasonForm):
    """A decision on one version, the one that the chief has read."""

    obstacle = _("before the decision can be made")

    version = forms.IntegerField(widget=forms.HiddenInput)


class WithdrawForm(ReasonForm):
    obstacle = _("before the proposal can be withdrawn")

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not proposal.is_public:
            self.fields["reason"].help_text = _("The working group and the committee can read it.")


MOST_QUESTIONS = 20


class ReturnForm(DecisionForm):
    """Numbered questions, one in each field; empty ones are left out."""

    obstacle = _("before the proposal can be returned")
    needed_sometimes = {"question_1"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = _("To the working group")
        self.fields["reason"].help_text = _(
            "Why you return the proposal. Everybody can read it, the questions too."
        )
        for number in range(1, self._how_many() + 1):
            self.fields[f"question_{number}"] = forms.CharField(
                label=_("Question %(number)s") % {"number": number},
                required=False,
                max_length=2_000,
                widget=_long_text(3),
            )

    def _how_many(self) -> int:
        """Return five fields, or one more than were sent filled in."""
        sent = sum(1 for name in self.data if name.startswith("question_") and self.data[name])
        return min(MOST_QUESTIONS, max(5, sent + 1))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        data["questions"] = [
            data[name] for name in self.fields if name.startswith("question_") and data.get(name)
        ]
        if not data["questions"] and "question_1" in data:
            self.add_error("question_1", _("Write at least one question."))
        return data


class AnswerForm(SharedForm):
    obstacle = _("before the answer can be saved")

    answer = forms.CharField(
        label=_("Answer"),
        widget=_long_text(5),
        max_length=10_000,
        error_messages={"required": _("Write the answer.")},
    )


class StartProjectForm(forms.Form):
    started_on = forms.DateField(
        label=_("Started on"), error_messages={"required": _("Give the day.")}
    )

    def clean_started_on(self) -> date | None:
        return _not_in_future(self.cleaned_data["started_on"])


class EndProjectForm(forms.Form):
    """The last day of a project; `needs_reason` when it is stopped before its time."""

    ended_on = forms.DateField(label=_("Last day"), error_messages={"required": _("Give the day.")})
    reason = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=10_000,
        widget=_long_text(5),
        help_text=_("Everybody can read it."),
        error_messages={"required": _("Give a reason; it is part of the decision.")},
    )

    def __init__(
        self, *args: Any, proposal: Proposal, needs_reason: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        self.fields["reason"].required = needs_reason

    def clean_ended_on(self) -> date | None:
        day = _not_in_future(self.cleaned_data["ended_on"])
        started = self.proposal.started_on
        if day and started and day < started:
            raise ValidationError(
                _("The project started on %(day)s. Choose a later day."),
                code="before_start",
                params={"day": formats.day(started)},
            )
        return day


class MeasurementForm(KeyedForm):
    """What was measured on a day; for a correction the note says why."""

    obstacle = _("before the measurement can be entered")

    value = NumberField(label=_("Value"), error_messages={"required": _("Enter the value.")})
    measured_on = forms.DateField(
        label=_("Measured on"), error_messages={"required": _("Give the day.")}
    )
    source = forms.CharField(
        label=pgettext_lazy("measurement", "Source"), max_length=200, required=False
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False, widget=_long_text(2))

    def __init__(self, *args: Any, is_correction: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_correction:
            note = self.fields["note"]
            note.required = True
            note.label = _("Why is it corrected?")
            note.error_messages["required"] = _("Say why the measurement is corrected.")

    def clean_measured_on(self) -> date | None:
        return _not_in_future(self.cleaned_data["measured_on"])


class BaselineForm(forms.Form):
    obstacle = _("before the baseline can be entered")

    value = NumberField(label=_("Baseline"), error_messages={"required": _("Enter the value.")})
    measured_on = forms.DateField(
        label=_("Measured on"), error_messages={"required": _("Give the day.")}
    )
    source = forms.CharField(
        label=pgettext_lazy("measurement", "Source"), max_length=200, required=False
    )

    def clean_measured_on(self) -> date | None:
        return _not_in_future(self.cleaned_data["measured_on"])


class TargetForm(ReasonForm):
    """Another target; the first stays visible."""

    obstacle = _("before the target can be changed")

    value = NumberField(
        label=pgettext_lazy("benefit", "Target"),
        error_messages={"required": _("Enter the value.")},
    )
    reach_by = forms.DateField(
        label=_("To be reached by"), error_messages={"required": _("Give the day.")}
    )

    field_order = ["value", "reach_by", "reason"]


class OutcomeForm(forms.Form):
    """What came of a benefit, in the owner's word."""

    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        widget=forms.RadioSelect,
        choices=[
            (BenefitState.REALISED, BenefitState.REALISED.label),
            (BenefitState.PARTLY, BenefitState.PARTLY.label),
            (BenefitState.NOT_REALISED, BenefitState.NOT_REALISED.label),
        ],
        error_messages={"required": _("Choose what came of it.")},
    )


class IdeaLinkForm(forms.Form):
    """An idea by its number in the committee, as it stands on its page."""

    number = forms.IntegerField(
        label=_("Number of the idea"),
        min_value=1,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "input-width-xs"}
        ),
        help_text=_("It stands above the idea’s title."),
        error_messages={
            "required": _("Write the idea’s number, for example 87."),
            "invalid": _("Write the idea’s number with digits, for example 87."),
            "min_value": _("Write the idea’s number with digits, for example 87."),
        },
    )
