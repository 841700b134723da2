"""What the administrator says of the municipality: its name, its logo, its colours."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from committee.logos import LogoFile, read_logo
from committee.models import Municipality
from portal.ui import theme
from portal.ui.forms import ColourField


class LogoField(forms.FileField):
    """A logo, checked by its content; `cleaned_data` holds a LogoFile."""

    widget = forms.FileInput(attrs={"accept": ".svg,.png"})

    def clean(self, data: Any, initial: Any = None) -> LogoFile | None:
        upload = super().clean(data, initial)
        return read_logo(upload.read()) if isinstance(upload, UploadedFile) else None


class MunicipalityForm(forms.ModelForm):  # type: ignore[type-arg]
    brand_colour = ColourField(
        otherwise=theme.BRAND,
        label=_("Brand colour"),
        help_text=_(
            "For links, buttons and the field on the front page. Dark enough to be read on white: "
            "a contrast of 7:1. All other colours, and those of the dark set, follow from it."
        ),
    )
    thread_colour = ColourField(
        otherwise=theme.THREAD,
        label=_("Colour of the thread"),
        help_text=_("For the thread alone: a contrast of 3:1, and not the red of mistakes."),
    )
    new_logo = LogoField(
        label=_("Logo"),
        required=False,
        help_text=_(
            "SVG or PNG, at most 100 kB. It is drawn 36 px high beside the name; in the dark set "
            "it stands on white. Without one the portal’s own mark stands there."
        ),
    )
    without_logo = forms.BooleanField(label=_("Remove the logo"), required=False)

    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")

    class Meta:
        model = Municipality
        fields = [
            "name",
            "new_logo",
            "without_logo",
            "brand_colour",
            "thread_colour",
            "website",
            "contact_email",
            "contact_phone",
            "data_protection_email",
            "accessibility_checked_on",
            "accessibility_exceptions_da",
            "accessibility_exceptions_en",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.logo_id is None:
            del self.fields["without_logo"]
