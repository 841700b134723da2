"""What every page knows of the municipality."""

from typing import Any

from django.http import HttpRequest

from .models import Municipality


def municipality(request: HttpRequest) -> dict[str, Any]:
    return {"municipality": Municipality.current()}
