"""What every page knows: its twin in the other language and its permanent address."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language


def page(request: HttpRequest) -> dict[str, Any]:
    """Give complete values on every page, error pages included."""
    language = "en" if (get_language() or "da").startswith("en") else "da"
    other = "da" if language == "en" else "en"
    path = request.get_full_path()
    return {
        "language": language,
        "other_language": other,
        "other_language_url": translate_url(path, other),
        "canonical_url": settings.BASE_URL + request.path,
        "base_url": settings.BASE_URL,
        "is_demo": settings.DEMO,
        "crumbs": [],
    }
