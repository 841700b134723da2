"""Tags and filters of the house (see templates/ui/)."""

from django import template

register = template.Library()
