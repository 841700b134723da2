"""Forms in the house's design."""

from uuid import uuid4

from django import forms
from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Django's form templates, overridden in `templates/`."""


class KeyedForm(forms.Form):
    """Carries a key, so that a form sent twice makes one thing."""

    form_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
