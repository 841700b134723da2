"""Forms of what an agenda begins from: suggestions and templates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from meetings.models import (
    AgendaItem,
    AgendaTemplate,
    SectionKind,
)
from meetings.services.preparing import row as template_row
from portal.ui.forms import KeyedForm
from portal.writing.forms import SharedForm


class SuggestionForm(KeyedForm):
    """What somebody wants the committee to take up, and why."""

    title = forms.CharField(label=gettext_lazy("What should the item be about?"), max_length=200)
    reason = forms.CharField(
        label=gettext_lazy("Why should the committee take it up?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("If it is taken up, this becomes the background of the item."),
    )
    obstacle = gettext_lazy("before the suggestion can be sent")


class DeclineForm(forms.Form):
    answer = forms.CharField(
        label=gettext_lazy("Why is it not taken up?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Whoever suggested it reads the answer."),
    )


class TemplateNameForm(KeyedForm):
    """What a template made from an agenda is called."""

    name = forms.CharField(label=gettext_lazy("Name of the template"), max_length=80)

    def __init__(self, *args: Any, **options: Any) -> None:
        options["prefix"] = "template"
        super().__init__(*args, **options)


class TemplateForm(SharedForm):
    """A template with a row of fields for each item, and some empty ones for more.

    A row without a title is left out; the numbers in "place" give the order.
    """

    EMPTY = 3
    name = forms.CharField(label=gettext_lazy("Name of the template"), max_length=80)
    obstacle = gettext_lazy("before the template can be saved")

    def __init__(self, *args: Any, template: AgendaTemplate, **options: Any) -> None:
        self.template = template
        options["initial"] = {"name": template.name}
        super().__init__(*args, **options)
        posted = self.data.get("rows", "") if self.is_bound else ""
        known = len(template.items) + self.EMPTY
        count = min(int(posted), 60) if posted.isdecimal() and len(posted) < 4 else known
        items: list[dict[str, Any] | None] = list(template.items)
        items += [None] * (count - len(items))
        self.rows = [
            TemplateRow(
                self.data if self.is_bound else None,
                place=place,
                item=item,
                prefix=f"row{place}",
            )
            for place, item in enumerate(items, start=1)
        ]

    def shown(self) -> dict[str, Any]:
        return {"name": self.template.name, "items": self.template.items}

    def as_fields(self, name: str, value: Any) -> dict[str, Any]:
        if name == "items":
            return {"items": "\n".join(row["title"] for row in value)}
        return {name: value}

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(row.is_valid() for row in self.rows)])

    def facts(self) -> dict[str, Any]:
        """Return what the service takes."""
        filled = [row for row in self.rows if row.cleaned_data["title"].strip()]
        filled.sort(key=lambda row: row.cleaned_data["place"])
        data = self.cleaned_data
        return {
            "name": data["name"],
            "opened_with": data["opened_with"],
            "items": [row.item() for row in filled],
        }


class TemplateRow(forms.Form):
    """One item of a template."""

    place = forms.IntegerField(
        label=pgettext_lazy("in the order", "Place"), min_value=0, max_value=999
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=400, required=False)
    is_sub = forms.BooleanField(label=gettext_lazy("Sub-item of the one above"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=AgendaItem.Kind.choices)
    presenter = forms.CharField(label=gettext_lazy("Presented by"), max_length=120, required=False)
    minutes = forms.IntegerField(
        label=pgettext_lazy("planned time", "Minutes"), min_value=0, max_value=600
    )
    public_title = forms.CharField(
        label=gettext_lazy("Neutral title, if the item is closed"), max_length=200, required=False
    )
    sections = forms.MultipleChoiceField(
        label=gettext_lazy("Sections"),
        required=False,
        choices=[(kind.value, kind.label) for kind in SectionKind.of_agenda()],
        widget=forms.CheckboxSelectMultiple,
    )
    use_required_attribute = False

    def __init__(self, *args: Any, place: int, item: dict[str, Any] | None, **options: Any) -> None:
        self.was = item = item or template_row("")
        names = ("title", "is_sub", "kind", "presenter", "minutes", "public_title", "sections")
        options["initial"] = {"place": place * 10, **{name: item[name] for name in names}}
        super().__init__(*args, **options)

    def item(self) -> dict[str, Any]:
        """Return the item as a template keeps it; one with a neutral title is closed."""
        data = dict(self.cleaned_data)
        del data["place"]
        title = data.pop("title")
        is_public = not data["public_title"].strip()
        reason = "" if is_public else self.was["closed_reason"]
        return template_row(title, **data, is_public=is_public, closed_reason=reason)
