from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.models import EDITABLE, Committee, CommitteeLink
from portal.writing.forms import SharedForm


class CommitteeForm(SharedForm, forms.ModelForm):  # type: ignore[type-arg]
    """The committee's texts, contact and time limits; the service writes them."""

    obstacle = _("before the texts can be saved")
    groups = [
        (_("Name and texts"), ["name_da", "name_en", "lead_da", "lead_en", "about_da", "about_en"]),
        (
            _("Basis and council"),
            [
                "legal_basis_da",
                "legal_basis_en",
                "reports_to_da",
                "reports_to_en",
                "council_decides_on",
                "council_decision_da",
                "council_decision_en",
                "council_decision_url",
            ],
        ),
        (
            _("Contact"),
            [
                "contact_name",
                "contact_title_da",
                "contact_title_en",
                "contact_email",
                "contact_phone",
            ],
        ),
        (_("Ideas"), ["ideas_open_from", "ideas_open_to", "answer_days"]),
        (
            _("Meetings"),
            [
                "notice_days",
                "remind_days",
                "remind_day_before",
                "count_saturday",
                "minutes_days",
                "quorum_rule",
                "participants_suggest_items",
            ],
        ),
    ]

    class Meta:
        model = Committee
        fields = EDITABLE
        widgets = {
            name: forms.Textarea(attrs={"rows": rows})
            for name, rows in {
                "lead_da": 3,
                "lead_en": 3,
                "about_da": 8,
                "about_en": 8,
                "legal_basis_da": 3,
                "legal_basis_en": 3,
                "council_decision_da": 3,
                "council_decision_en": 3,
            }.items()
        }
        help_texts = {
            "lead_da": _("One to three sentences, shown large on the front page."),
            "about_da": _("An empty line starts a new paragraph."),
            "council_decision_da": _(
                "What the council decided on the whole. Shown as long as no deliverable has a "
                "decision of its own."
            ),
            "name_en": _("Without an English text, the Danish one is shown."),
        }

    council_decision_url = forms.URLField(
        label=_("Address of the council’s minutes"), required=False, assume_scheme="https"
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("council_decision_da") and not cleaned.get("council_decides_on"):
            self.add_error("council_decides_on", _("Say on which day the council decided."))
        return cleaned


class LinkForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = CommitteeLink
        fields = ["title_da", "title_en", "url"]
        widgets = {"url": forms.URLInput()}

    url = forms.URLField(label=_("Address"), assume_scheme="https")


class Rows(forms.BaseFormSet):  # type: ignore[type-arg]
    """Rows in the order shown; a row left empty or marked for removal is left out."""

    def rows(self) -> list[dict[str, Any]]:
        return [
            {name: value for name, value in form.cleaned_data.items() if name != "DELETE"}
            for form in self.forms
            if form.has_changed() or form.initial
            if form.cleaned_data and not form.cleaned_data.get("DELETE")
        ]


class LinksForm(SharedForm):
    """Knows the links that the page was opened with; the rows stand beside it."""

    obstacle = _("before the links can be saved")


LinkForms = forms.formset_factory(
    LinkForm, formset=Rows, extra=2, max_num=12, can_delete=True, can_delete_extra=False
)


class ProgressForm(SharedForm):
    """How far one task is: counted steps, and a sentence on what comes next."""

    obstacle = _("before the progress can be saved")

    steps_done = forms.IntegerField(label=_("Steps done"), min_value=0, max_value=12)
    steps_total = forms.IntegerField(label=_("Steps in all"), min_value=1, max_value=12)
    status_da = forms.CharField(
        label=_("In a few words, in Danish"),
        max_length=80,
        required=False,
        help_text=_("For example: 3 projects of 3 to 5. Empty: the steps are counted."),
    )
    status_en = forms.CharField(
        label=_("In a few words, in English"), max_length=80, required=False
    )
    next_da = forms.CharField(
        label=_("What comes next, in Danish"),
        max_length=240,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    next_en = forms.CharField(
        label=_("What comes next, in English"),
        max_length=240,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        done, total = values.get("steps_done"), values.get("steps_total")
        if done is not None and total is not None and done > total:
            self.add_error("steps_done", _("No more steps can be done than there are."))
        return values
