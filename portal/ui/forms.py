"""Forms in the house's design: label, hint, error, control, in this order.

`Renderer` is the project's FORM_RENDERER, so `{{ form }}` and `{{ form.field.as_field_group }}`
come out of templates/ui/forms. A form class may say what its mistakes stand in the way of:
`obstacle = _("before the idea can be sent")`, which fields are `needed_sometimes`, and, where it is
long, in which `groups` they stand: `[(_("Contact"), ["contact_name", "contact_email"])]`.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from portal.ui import colours, formats


class DateInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TimeInput(forms.TimeInput):
    """The browser's own time field, in hours and minutes."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class DateTimeInput(forms.DateTimeInput):
    """The browser's own field for day and time."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


_NATIVE: dict[type[forms.Widget], type[DateInput | TimeInput | DateTimeInput]] = {
    forms.DateInput: DateInput,
    forms.TimeInput: TimeInput,
    forms.DateTimeInput: DateTimeInput,
}


@dataclass(frozen=True)
class Theirs:
    """What somebody else saved meanwhile in a field, to be read beside this person's own."""

    who: str
    at: datetime | None
    lines: list[str]


class HouseField(BoundField):
    """A field with the classes of the house on its control, and its help and error named to it."""

    def __init__(self, form: forms.BaseForm, field: forms.Field, name: str) -> None:
        native = _NATIVE.get(type(field.widget))
        if native is not None:
            field.widget = native(field.widget.attrs)
        super().__init__(form, field, name)

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        """Add the class; a group says its mistake itself, its options don't repeat it."""
        widget = widget or self.field.widget
        attrs = super().build_widget_attrs(attrs, widget)
        attrs["class"] = f"{_css_class(widget)} {widget.attrs.get('class', '')}".strip()
        if isinstance(widget, (forms.EmailInput, forms.TelInput)):
            # Nearly all are about somebody else: the browser shall not put in one's own.
            attrs.setdefault("autocomplete", widget.attrs.get("autocomplete", "off"))
        if isinstance(widget, forms.Textarea) or type(widget) is forms.TextInput:
            attrs["dir"] = "auto"  # Arabic is typed from the right
        attrs["placeholder"] = False  # no substitute for label and hint; libraries put one in
        if self.use_fieldset:
            attrs.pop("aria-invalid", None)
        return attrs

    @property
    def shape(self) -> str:
        """Which of the shapes of templates/ui/forms/field.html the field has."""
        widget = self.field.widget
        if isinstance(widget, forms.CheckboxSelectMultiple):  # which is a RadioSelect, too
            return "checkboxes"
        if isinstance(widget, forms.RadioSelect):
            return "radios"
        if isinstance(widget, forms.CheckboxInput):
            return "checkbox"
        return "group" if self.use_fieldset else "single"

    @property
    def is_optional(self) -> bool:
        """Whether "(optional)" stands beside the label.

        A checkbox is a choice by itself. What is needed under a condition (`needed_sometimes` of
        the form) says when in its hint.
        """
        if self.name in getattr(self.form, "needed_sometimes", ()):
            return False
        return not self.field.required and not self.field.disabled and self.shape != "checkbox"

    @property
    def theirs(self) -> Theirs | None:
        """What another saved here meanwhile (`portal.writing.forms.SharedForm`)."""
        found: dict[str, Theirs] = getattr(self.form, "theirs", {})
        return found.get(self.name)

    @property
    def aria_describedby(self) -> str | None:
        """The ids of help, error and the other's value, for the control."""
        ids = [super().aria_describedby, f"{self.auto_id}_theirs" if self.theirs else None]
        return " ".join(part for part in ids if part) or None

    @property
    def described_by(self) -> str:
        """The ids of help and error, for a group."""
        return self.aria_describedby or ""


def _css_class(widget: forms.Widget) -> str:
    if isinstance(widget, (forms.CheckboxInput, forms.CheckboxSelectMultiple)):
        return "form-checkbox"
    if isinstance(widget, forms.RadioSelect):
        return "form-radio"
    if isinstance(widget, forms.Select):
        return "form-select"
    if isinstance(widget, forms.FileInput):
        return "form-file"
    return "form-input"


class Renderer(TemplatesSetting):
    """Forms from templates/ui/forms."""

    form_template_name = "ui/forms/form.html"
    field_template_name = "ui/forms/field.html"
    bound_field_class = HouseField


class KeyedForm(forms.Form):
    """Carries a key, so that a form sent twice makes one thing."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4, required=False)


class KronerField(forms.IntegerField):
    """An amount in whole kroner, typed as people write it: 30.000, 30 000 or 30000 kr."""

    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    default_error_messages = {
        "invalid": _("Enter the amount in whole kroner, for example 30,000."),
    }

    def to_python(self, value: Any) -> int | None:
        """Accept the separators of both languages; refuse what has decimals."""
        if isinstance(value, str):
            plain = value.lower().removesuffix("kr.").removesuffix("kr").strip()
            groups = plain.replace(",", ".").replace("\N{NO-BREAK SPACE}", ".").replace(" ", ".")
            head, *rest = groups.split(".")
            if any(len(group) != 3 for group in rest):
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            value = head + "".join(rest)
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        return formats.number(value) if isinstance(value, int) else value


class ColourField(forms.CharField):
    """A colour, typed with or without its #; `cleaned_data` holds it as #0f4c55.

    Left empty it is the colour `otherwise`.
    """

    widget = forms.TextInput(
        attrs={"autocomplete": "off", "spellcheck": "false", "class": "input-width-xs"}
    )
    default_error_messages = {
        "invalid": _("Write the colour as # and six signs, for example #0f4c55."),
    }

    def __init__(self, *, otherwise: str, **options: Any) -> None:
        self.otherwise = otherwise
        super().__init__(required=False, **options)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if not text:
            return self.otherwise
        try:
            return colours.read(text)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


@dataclass(frozen=True)
class Mistake:
    """What must be put right, and where."""

    advice: str
    anchor: str


def mistakes_in(form: forms.BaseForm) -> list[Mistake]:
    """List a refused form's mistakes in the order of its fields, those of the whole form first."""
    if not form.is_bound:
        return []
    whole = [Mistake(str(error), "") for error in form.non_field_errors()]
    hidden = [Mistake(str(e), "") for field in form.hidden_fields() for e in field.errors]
    visible = [
        Mistake(_advice(field, str(error)), _anchor(field))
        for field in form.visible_fields()
        for error in field.errors
    ]
    return whole + hidden + visible


def _advice(field: BoundField, error: str) -> str:
    """Say which field is meant where the error does not: several would read the same."""
    is_missing = error == str(forms.Field.default_error_messages["required"])
    if is_missing or getattr(field, "theirs", None):
        return f"{field.label}: {error[:1].lower()}{error[1:]}"
    return error


def _anchor(field: BoundField) -> str:
    """Return the id of the control to go to; of a group, its first option."""
    return field.id_for_label or f"{field.auto_id}_0"


def grouped(form: forms.BaseForm) -> list[tuple[str, list[BoundField]]]:
    """Return the visible fields under the headings of the form's `groups`, in their order.

    Fields that no group names come first, under no heading: nothing is ever left out.
    """
    groups: list[tuple[str, list[str]]] = getattr(form, "groups", [])
    fields = {field.name: field for field in form.visible_fields()}
    named = [
        (str(heading), [fields.pop(name) for name in names if name in fields])
        for heading, names in groups
    ]
    return [("", list(fields.values())), *named]
