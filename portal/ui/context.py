"""What every page knows: its twin in the other language and its permanent address."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language

from . import addresses


def page(request: HttpRequest) -> dict[str, Any]:
    """Give complete values on every page, error pages included."""
    language = "en" if (get_language() or "da").startswith("en") else "da"
    other = "da" if language == "en" else "en"
    path = request.get_full_path()
    danish = addresses.in_danish(request.path)
    return {
        "language": language,
        "other_language": other,
        "other_language_url": translate_url(path, other),
        "canonical_url": settings.BASE_URL + request.path,
        "alternates": [
            ("da", settings.BASE_URL + danish),
            ("en", settings.BASE_URL + addresses.in_language(danish, "en")),
            ("x-default", settings.BASE_URL + danish),
        ],
        "base_url": settings.BASE_URL,
        "is_demo": settings.DEMO,
        "crumbs": [],
    }
