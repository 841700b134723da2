"""What people write in a discussion, and in which of their capacities."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.people.models import Capacity
from portal.ui.forms import KeyedForm
from portal.writing.forms import SharedForm

from .models import LONGEST_COMMENT, LONGEST_REASON, Comment, Stance


class CapacityField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the capacities that the person holds today; nobody else's can be chosen.

    The only one is chosen already, and then the question need not be shown.
    """

    widget: forms.Widget | type[forms.Widget] = forms.RadioSelect
    default_error_messages = {
        "required": _("Choose one role."),
        "invalid_choice": _("Choose one of your own roles."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("In which role do you write?"))
        super().__init__(queryset=Capacity.objects.none(), empty_label=None, **options)

    def ask(self, user: Any) -> None:
        """Offer what this person holds."""
        held = Capacity.objects.held_by(user)
        self.queryset = held
        first_two = list(held[:2])
        if len(first_two) == 1:
            self.initial = first_two[0].pk
            self.widget = forms.HiddenInput()


class WordsForm(forms.Form):
    """The words of a comment, and what they are meant as."""

    body = forms.CharField(
        label=_("Your comment"),
        max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={
            "required": _("Write a comment first."),
            "max_length": _("Shorten the comment to %(limit_value)s characters."),
        },
    )
    stance = forms.ChoiceField(
        label=_("Mark it as"), choices=[("", _("Nothing special")), *Stance.choices], required=False
    )


class CommentForm(KeyedForm, WordsForm):
    parent_id = forms.IntegerField(
        required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput
    )
    capacity = CapacityField()

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["capacity"]
        if isinstance(field, CapacityField):
            field.ask(user)


class CommentEditForm(SharedForm, WordsForm):
    """The author's own words again; two windows of theirs do not overwrite one another."""


class HideForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it hidden?"),
        help_text=_("The reason stands where the words were. Everybody can read it."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why it is hidden.")},
    )


class ReportForm(KeyedForm):
    reason = forms.CharField(
        label=_("What is wrong with the comment?"),
        help_text=_("Only the committee’s secretary reads this, and sees that it is from you."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say what is wrong with the comment.")},
    )


class DecisionForm(forms.Form):
    """What becomes of a reported comment, and of which words of it that was decided."""

    HIDE, STAND = "hide", "stand"

    decision = forms.ChoiceField(
        label=_("What becomes of it?"),
        choices=[(HIDE, _("Hide the comment")), (STAND, _("Let it stand"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of the comment.")},
    )
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_(
            "Whoever reported the comment reads it."
            " If the comment is hidden, the reason stands in its place."
        ),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Give the reason.")},
    )
    about = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, comment: Comment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.comment = comment
        self.fields["about"].initial = comment.worded_at.isoformat()

    def clean(self) -> dict[str, Any]:
        """Refuse a decision on words that its author has changed since they were read."""
        values = super().clean() or {}
        now = self.comment.worded_at.isoformat()
        if values.pop("about", "") not in {"", now}:
            data: Any = self.data.copy()  # type: ignore[attr-defined]
            data[self.add_prefix("about")] = now
            self.data = data
            raise ValidationError(
                _("The comment has been changed while you read it. Look at it once more.")
            )
        return values
