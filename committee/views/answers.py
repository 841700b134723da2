from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.http import HttpRequest


def refuse(form: forms.BaseForm, refusal: ValidationError) -> None:
    """Put what a service refused where it belongs in the form, the rest on top."""
    by_field: dict[str, Any] = (
        refusal.error_dict
        if hasattr(refusal, "error_dict")
        else {NON_FIELD_ERRORS: refusal.error_list}
    )
    for name, errors in by_field.items():
        form.add_error(name if name in form.fields else None, errors)


def posted(request: HttpRequest) -> Any:
    """Return what a form is bound to: the sent values, or nothing yet."""
    return request.POST if request.method == "POST" else None
