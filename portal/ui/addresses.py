"""Addresses: the same path in both languages, English below `/en`."""

from django.conf import settings


def in_language(path: str, language: str) -> str:
    """Return a Danish path as the language has it."""
    return f"/en{path}" if language == "en" and not path.startswith("/en/") else path


def in_danish(path: str) -> str:
    """Return the Danish twin of a path; one that merely begins with the letters stays."""
    if path == "/en":
        return "/"
    return path.removeprefix("/en") if path.startswith("/en/") else path


def absolute(path: str, language: str = "da") -> str:
    """Return the whole address, as mails, feeds and PDFs need it."""
    if path.startswith(("http://", "https://")):
        return path
    return f"{settings.BASE_URL}{in_language(path, language)}"
