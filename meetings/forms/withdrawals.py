"""Asking that something published is taken from the public."""

from django import forms
from django.utils.translation import gettext_lazy

from portal.ui.forms import KeyedForm

from .planning import without_private_words


class WithdrawalForm(KeyedForm):
    """Says what is unlawful, for those who decide, and what everybody reads instead."""

    why = forms.CharField(
        label=gettext_lazy("What is unlawful in it?"),
        max_length=400,
        help_text=gettext_lazy("Only those who decide on it read this."),
    )
    note = forms.CharField(
        label=gettext_lazy("What shall everybody read in its place?"),
        max_length=400,
        help_text=gettext_lazy(
            "Say why it was taken away, without repeating what it says. For example: “The"
            " minutes named a private person.”"
        ),
        validators=[without_private_words],
    )
    obstacle = gettext_lazy("before it can be asked for")
