from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from committee.models import Deliverable
from portal.documents.forms import UploadField
from portal.ui.forms import KeyedForm
from portal.writing.forms import SharedForm


class _What(forms.Form):
    """What it is, which task it answers and by when."""

    obstacle = _("before the deliverable can be saved")

    title_da = forms.CharField(label=_("Title in Danish"), max_length=160)
    title_en = forms.CharField(
        label=_("Title in English"),
        max_length=160,
        required=False,
        help_text=_("Without an English text, the Danish one is shown."),
    )
    summary_da = forms.CharField(
        label=_("What it is, in Danish"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What the reader finds in it. An empty line starts a new paragraph."),
    )
    summary_en = forms.CharField(
        label=_("What it is, in English"), required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    task_number = forms.TypedChoiceField(
        label=_("Task in the mandate"), required=False, coerce=int, empty_value=None
    )
    due_on = forms.DateField(
        label=_("To be handed over on"),
        required=False,
        widget=forms.DateInput,
        help_text=_("Shown on the committee’s timeline. Empty as long as no day is set."),
    )

    def __init__(self, *args: Any, tasks: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["task_number"]
        field.choices = [("", _("None in particular")), *tasks]


class NewDeliverableForm(KeyedForm, _What):
    """Something that the committee is to hand over."""

    field_order = ["title_da", "title_en", "summary_da", "summary_en", "task_number", "due_on"]


class DeliverableForm(SharedForm, _What):
    """What a deliverable is."""

    FIELDS = ("title_da", "title_en", "summary_da", "summary_en", "task_number", "due_on")

    field_order = FIELDS


class HandOverForm(SharedForm):
    """When it was handed over, and where the document is read."""

    obstacle = _("before this can be saved")
    FIELDS = ("handed_over_on", "document_url", "document_note_da", "document_note_en")

    handed_over_on = forms.DateField(
        label=_("Handed over on"),
        required=False,
        widget=forms.DateInput,
        help_text=_("Empty as long as it has not been handed over."),
    )
    document = UploadField(
        label=_("Document"), required=False, widget=forms.FileInput(attrs={"accept": ".pdf"})
    )
    without_document = forms.BooleanField(label=_("Remove the document"), required=False)
    document_url = forms.URLField(
        label=_("Address of the document"),
        required=False,
        assume_scheme="https",
        help_text=_("Where the document lies elsewhere, instead of a file."),
    )
    document_note_da = forms.CharField(
        label=_("Version of the document, in Danish"),
        max_length=160,
        required=False,
        help_text=_("For example: Version 2, with the comments from the hearing."),
    )
    document_note_en = forms.CharField(
        label=_("Version of the document, in English"), max_length=160, required=False
    )

    def __init__(self, *args: Any, deliverable: Deliverable, **options: Any) -> None:
        initial = {name: getattr(deliverable, name) for name in self.FIELDS}
        super().__init__(
            *args, initial=initial, beside={"document": deliverable.document}, **options
        )
        if deliverable.document is None:
            self.fields["document"].help_text = _("A PDF that everybody may read.")
            del self.fields["without_document"]
        else:
            told = _("A new PDF takes the place of %(name)s.") % {"name": deliverable.document.name}
            self.fields["document"].help_text = told

    def shown(self) -> dict[str, Any]:
        """What is saved: the document stands beside, and its removal is no value."""
        return {name: value for name, value in super().shown().items() if name in self.FIELDS}

    def as_fields(self, name: str, value: Any) -> dict[str, Any]:
        return {name: value.name if name == "document" and value else value}


class CouncilForm(SharedForm):
    """The council's own decision on one deliverable."""

    obstacle = _("before the council’s decision can be saved")
    FIELDS = (
        "council_decides_on",
        "council_reference",
        "council_decision_da",
        "council_decision_en",
        "council_decision_url",
    )

    council_decides_on = forms.DateField(
        label=_("The council decides on"),
        required=False,
        widget=forms.DateInput,
        help_text=_("The day of the council’s meeting; it may be entered as soon as it is known."),
    )
    council_reference = forms.CharField(
        label=_("The council’s reference"),
        max_length=80,
        required=False,
        help_text=_("For example: item 7, case 2026-0412."),
    )
    council_decision_da = forms.CharField(
        label=_("The council’s decision in Danish"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One or two sentences: what the council decided."),
    )
    council_decision_en = forms.CharField(
        label=_("The council’s decision in English"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    council_decision_url = forms.URLField(
        label=_("Address of the council’s minutes"), required=False, assume_scheme="https"
    )
