"""Form fields for files and rich text: errors where they belong, in words that help."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django_prose_editor.fields import ProseEditorFormField

from . import kinds, richtext, services


class UploadField(forms.FileField):
    """A file of a kind and size that the portal takes in; the service checks once more."""

    widget = forms.FileInput

    def __init__(self, **options: Any) -> None:
        options.setdefault("allow_empty_file", True)  # services.check says it in our words
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {**super().widget_attrs(widget), "accept": kinds.ACCEPT}

    def clean(self, data: Any, initial: Any = None) -> Any:
        upload = super().clean(data, initial)
        if isinstance(upload, UploadedFile):
            services.check(upload)
        return upload


class RichTextField(ProseEditorFormField):
    """Text with headings, lists, tables and links; a plain textarea where no script runs.

    `cleaned_data` holds text that is safe and in its one stored shape; a required field does
    not take an editor that was opened and left empty.
    """

    def __init__(self, **options: Any) -> None:
        options.setdefault("required", False)
        super().__init__(
            extensions=dict(settings.RICH_TEXT_EXTENSIONS), sanitize=richtext.clean, **options
        )
        self.widget.attrs.setdefault("rows", 8)

    def clean(self, value: Any) -> str:
        if isinstance(value, str) and len(value) > richtext.LONGEST:
            raise ValidationError(
                _("The text is too long. Put part of it into an attachment."), code="too_long"
            )
        cleaned: str = super().clean(value)
        if self.required and richtext.is_empty(cleaned):
            raise ValidationError(self.error_messages["required"], code="required")
        return cleaned
