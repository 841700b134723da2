"""Which version is this? Asked with a file or with its fingerprint."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class FingerprintForm(forms.Form):
    """Takes a file, of which nothing is kept, or its SHA-512; gives the SHA-512."""

    file = forms.FileField(
        label=gettext_lazy("A file that you have got"),
        required=False,
        help_text=gettext_lazy(
            "Your browser reads the fingerprint of the file and sends only that. Without scripts"
            " the file is sent, read and thrown away."
        ),
    )
    sha512 = forms.CharField(
        label=gettext_lazy("Or its fingerprint (SHA-512)"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("128 characters: digits and the letters a to f."),
        widget=forms.TextInput(attrs={"spellcheck": "false", "autocomplete": "off"}),
    )
    obstacle = gettext_lazy("before it can be looked up")

    def clean_sha512(self) -> str:
        typed = re.sub(r"\s+", "", self.cleaned_data["sha512"]).lower()
        if typed and not re.fullmatch("[0-9a-f]{128}", typed):
            raise ValidationError(
                _("A fingerprint has 128 characters: digits and letters a to f. Copy all of it.")
            )
        return typed

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if file := data.get("file"):
            digest = hashlib.sha512()
            for chunk in file.chunks():
                digest.update(chunk)
            data["sha512"] = digest.hexdigest()
        elif not data.get("sha512") and not self.errors:
            self.add_error("file", _("Choose a file, or write its fingerprint."))
        return data
