from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.models import MandateTask, MandateVersion
from portal.writing.forms import SharedForm

from .committees import Rows


class MandateForm(SharedForm, forms.ModelForm):  # type: ignore[type-arg]
    """The texts of a draft."""

    obstacle = _("before the mandate can be saved")

    class Meta:
        model = MandateVersion
        fields = [
            "background_da",
            "background_en",
            "composition_da",
            "composition_en",
            "period_da",
            "period_en",
            "reporting_da",
            "reporting_en",
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": 6 if name.startswith("background") else 3})
            for name in fields
        }
        help_texts = {"background_da": _("An empty line starts a new paragraph.")}


class TaskForm(forms.ModelForm):  # type: ignore[type-arg]
    """One task, perhaps with a target from and to."""

    class Meta:
        model = MandateTask
        fields = ["title_da", "title_en", "text_da", "text_en", "target_low", "target_high"]
        widgets = {
            "text_da": forms.Textarea(attrs={"rows": 3}),
            "text_en": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {"target_low": _("Where a number is asked for, such as three to five.")}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        low, high = values.get("target_low"), values.get("target_high")
        if (low is None) != (high is None):
            self.add_error(
                "target_high" if high is None else "target_low",
                _("Give both ends of the target, or neither."),
            )
        elif low is not None and high is not None and high < low:
            self.add_error("target_high", _("The upper end must not be below the lower."))
        return values


TaskForms = forms.formset_factory(TaskForm, formset=Rows, extra=1, max_num=12, can_delete=True)
