"""Forms of minutes on their way to the public: review, approval, publication, correction."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.models import (
    Approval,
    CommentState,
    ReviewComment,
)
from portal.ui.forms import KeyedForm
from portal.writing.forms import SharedForm

from .planning import without_private_words

Places = list[tuple[str, list[tuple[str, str]]]]
"""Items, each with its sections, as groups of choices."""


class SeenForm(forms.Form):
    """Confirms what was seen; says why a number may stand there where one was found."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    explained = forms.CharField(
        label=gettext_lazy("Why may the number stand there?"),
        max_length=300,
        help_text=gettext_lazy(
            "A CPR number must be taken out. If it is something else, say what. Your words are"
            " kept in the record with your name, and are not published."
        ),
        validators=[without_private_words],
    )
    obstacle = gettext_lazy("before the minutes can be published")

    def __init__(self, *args: Any, needs_words: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if not needs_words:
            del self.fields["explained"]


class PublishForm(SeenForm):
    """Says also why an agenda is sent out late, or again, where that is asked."""

    late_reason = forms.CharField(
        label=gettext_lazy("Why is it sent out now?"),
        max_length=400,
        help_text=gettext_lazy("Stands on the agenda; everybody can read it."),
        validators=[without_private_words],
    )
    obstacle = gettext_lazy("before the agenda can be sent out")

    def __init__(self, *args: Any, needs_reason: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not needs_reason:
            del self.fields["late_reason"]


class ReviewDeadlineForm(forms.Form):
    deadline = forms.DateField(label=gettext_lazy("Answers until and including"))
    obstacle = gettext_lazy("before the minutes can be reviewed")


class ReviewForm(forms.Form):
    needed_sometimes = {"text", "is_closed"}
    choice = forms.ChoiceField(
        label=gettext_lazy("Are the minutes right?"),
        choices=[
            (Approval.Choice.APPROVED, gettext_lazy("I was there, and this is right")),
            (Approval.Choice.RESERVATION, gettext_lazy("I have a reservation")),
        ],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("Your reservation"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Needed if you have a reservation. Stands in the published minutes, unless it is about"
            " a closed item."
        ),
    )
    is_closed = forms.TypedChoiceField(
        label=gettext_lazy("What is your reservation about?"),
        required=False,
        choices=[
            ("0", gettext_lazy("Open items only: everybody can read it")),
            ("1", gettext_lazy("A closed item: only the committee can read it")),
        ],
        coerce=lambda value: value == "1",
        empty_value=None,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Needed if you have a reservation."),
    )

    def __init__(self, *args: Any, has_closed_items: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        if not has_closed_items:
            del self.fields["is_closed"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        reserved = data.get("choice") == Approval.Choice.RESERVATION
        if reserved and not data.get("text", "").strip():
            self.add_error("text", _("Write what you have a reservation about."))
        if reserved and data.get("is_closed", False) is None:
            self.add_error("is_closed", _("Say whether it is about a closed item."))
        return data


class CorrectionForm(KeyedForm):
    """What is corrected, why, where, and who asked."""

    items = forms.MultipleChoiceField(
        label=gettext_lazy("Which items are corrected?"), widget=forms.CheckboxSelectMultiple
    )
    what = forms.CharField(label=gettext_lazy("What is corrected?"), max_length=400)
    why = forms.CharField(label=gettext_lazy("Why?"), max_length=400)
    requested_by = forms.CharField(
        label=gettext_lazy("Who asked for it?"), max_length=120, required=False
    )
    obstacle = gettext_lazy("before the correction can begin")

    def __init__(self, *args: Any, items: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["items"].choices = items  # type: ignore[attr-defined]


class CommentForm(KeyedForm):
    """What is to be put right in a draft of minutes, and where."""

    place = forms.ChoiceField(label=gettext_lazy("Where?"))
    text = forms.CharField(
        label=gettext_lazy("What is to be put right?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Read by those who were present, and never published."),
        error_messages={"required": gettext_lazy("Write what is to be put right.")},
    )
    obstacle = gettext_lazy("before the comment can be sent")

    def __init__(self, *args: Any, places: Places, **options: Any) -> None:
        options.setdefault("prefix", "comment")
        super().__init__(*args, **options)
        self.fields["place"].choices = [  # type: ignore[attr-defined]
            ("", gettext_lazy("The minutes as a whole")),
            *places,
        ]
        self.fields["place"].required = False


class AnswerForm(SharedForm):
    """What became of a comment."""

    needed_sometimes = {"answer"}
    state = forms.ChoiceField(
        label=gettext_lazy("What became of it?"),
        choices=[
            (CommentState.TAKEN_OVER.value, gettext_lazy("Taken over: the minutes now say so")),
            (CommentState.ANSWERED.value, gettext_lazy("Answered: the minutes stay as they are")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what became of the comment.")},
    )
    answer = forms.CharField(
        label=gettext_lazy("Answer"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Needed where the minutes stay as they are."),
    )

    def __init__(self, *args: Any, comment: ReviewComment, **options: Any) -> None:
        self.comment = comment
        if not comment.is_open:
            options["initial"] = {"state": comment.state, "answer": comment.answer}
        super().__init__(*args, **options)

    def shown(self) -> dict[str, Any]:
        return {"state": self.comment.state, "answer": self.comment.answer}
