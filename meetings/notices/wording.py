"""How a notice names what it is about: the meeting or the committee, and never an item."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, TypedDict

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import capfirst

from portal.ui import formats

if TYPE_CHECKING:
    from committee.models import Committee
    from meetings.models import Meeting
    from meetings.refusals import Advice

PLAIN = "notifications/mail/plain"
"""The mail that is its title and a link."""


class Titles(TypedDict):
    title_da: str
    title_en: str


def in_both(text: Advice, meeting: Meeting, due: date | None = None) -> Titles:
    return {"title_da": _in("da", text, meeting, due), "title_en": _in("en", text, meeting, due)}


def _in(language: str, text: Advice, meeting: Meeting, due: date | None) -> str:
    with translation.override(language):
        told = str(text) % {
            "due": formats.day(due),
            "meeting": meeting.name_in_text,
            "committee": meeting.committee.name,
            "date": formats.day(timezone.localtime(meeting.starts_at)),
        }
        return capfirst(told)


def of_committee(text: Advice, committee: Committee) -> Titles:
    said = {}
    for language in ("da", "en"):
        with translation.override(language):
            said[f"title_{language}"] = str(text) % {"committee": committee.name}
    return {"title_da": said["title_da"], "title_en": said["title_en"]}


def path(name: str, *args: object) -> str:
    with translation.override("da"):
        return reverse(f"meetings:{name}", args=args)
