from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class SignupDetails(forms.Form):
    """What sign-up asks beside address and password."""

    display_name = forms.CharField(label=_("Your name"), max_length=120)

    def signup(self, request: Any, user: Any) -> None:
        """Take the details over once allauth has made the account."""
