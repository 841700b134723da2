"""Forms over a row that others may edit at the same time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.documents.forms import RichTextField
from portal.ui import formats
from portal.ui.forms import Theirs

from .rows import Overtaken, Seen, read, written


class OpenedWithField(forms.CharField):
    """What stood in the form's fields when it was opened; None where nothing says so."""

    widget = forms.HiddenInput

    def clean(self, value: Any) -> Seen | None:
        line = super().clean(value)
        return read(line) if line else None


class SharedForm(forms.Form):
    """Carries what it was opened with, so that nobody overwrites what they have not seen.

    `cleaned_data["opened_with"]` goes to the service, which asks `rows.settle`. Where that raises
    `Overtaken`, `on_top_of` shows both: this person's value in the control, the other's beside it.
    `beside` names what stands on the page next to the form and is saved with it, such as rows.
    """

    opened_with = OpenedWithField(required=False, max_length=8000)

    def __init__(self, *args: Any, beside: Mapping[str, Any] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.beside = dict(beside or {})
        self.theirs: dict[str, Theirs] = {}
        self.fields["opened_with"].initial = lambda: written({**self.shown(), **self.beside})

    def shown(self) -> dict[str, Any]:
        """Return the values that the form opens with, by the names that the service has."""
        return {
            name: self.get_initial_for_field(field, name)
            for name, field in self.fields.items()
            if not isinstance(field.widget, forms.HiddenInput | forms.FileInput)
        }

    def as_fields(self, name: str, value: Any) -> dict[str, Any]:
        """Return one of the service's values as the values of the fields that show it."""
        return {name: value}

    def on_top_of(self, overtaken: Overtaken) -> None:
        """Show what the other saved; saving again saves what then stands in the controls."""
        data = self.data.copy()  # type: ignore[attr-defined]
        for name in overtaken.taken:
            for field, value in self.as_fields(name, overtaken.theirs[name]).items():
                self._put(data, field, value)
        data[self.add_prefix("opened_with")] = written(overtaken.theirs)
        self.data = data
        for name in overtaken.theirs:
            if name in overtaken.clashes:
                self._quote(name, overtaken)

    def _put(self, data: Any, name: str, value: Any) -> None:
        if name not in self.fields:
            return
        bound = self[name]
        widget, key = bound.field.widget, self.add_prefix(name)
        if isinstance(widget, forms.CheckboxInput):
            data.setlist(key, ["on"] if value else [])
            return
        typed = widget.format_value(bound.field.prepare_value(value))
        data.setlist(key, typed if isinstance(typed, list) else ["" if typed is None else typed])

    def _quote(self, name: str, overtaken: Overtaken) -> None:
        entry = overtaken.entry
        who = str(entry.actor) if entry and entry.actor else ""
        for field, value in self.as_fields(name, overtaken.theirs[name]).items():
            if field in self.fields and not self._differs(field, value):
                continue
            known = self.fields.get(field)
            lines = quoted(known, value)
            self.theirs[field] = Theirs(who=who, at=entry.at if entry else None, lines=lines)
            advice = _(
                "Somebody else has changed this meanwhile. Look at both, and save what is to count."
            )
            self.add_error(field if known else NON_FIELD_ERRORS, advice)

    def _differs(self, name: str, value: Any) -> bool:
        return bool(quoted(self.fields[name], value) != quoted(self.fields[name], self.typed(name)))

    def typed(self, name: str) -> Any:
        """Return what this person entered, as a value."""
        return self.cleaned_data.get(name)


class ProposalForm(forms.Form):
    """A text with what both wrote, for a person to look at."""

    content = RichTextField(
        label=gettext_lazy("Proposal with both"),
        help_text=gettext_lazy("Change it as you like before you save."),
    )


def quoted(field: forms.Field | None, value: Any) -> list[str]:
    """Return a value as lines to read."""
    if isinstance(value, bool):
        return [_("Yes") if value else _("No")]
    if value in (None, "", []):
        return [_("Nothing")]
    if isinstance(value, list) and field is not None:
        return [line for part in value for line in quoted(field, part)]
    if field is not None:
        return _shown_in(field, value).splitlines()
    if isinstance(value, Mapping):
        return [", ".join(str(part) for part in value.values() if part not in (None, ""))]
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [line for part in value for line in quoted(None, part)]
    return str(value).splitlines()


def _shown_in(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.DateField):
        return formats.day(value)
    if isinstance(field, forms.TimeField):
        return formats.clock(value)
    options = dict(_options(getattr(field.widget, "choices", ())))
    key = str(value.pk if isinstance(value, Model) else value)
    return options.get(key, str(value))


def _options(choices: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield from _options(label)
        else:
            yield str(key), str(label)
