"""The chain of an item: the idea it took up, the item itself, its decision, the project."""

from __future__ import annotations

from django.utils.translation import gettext as _

from portal.ui import formats
from portal.ui.addresses import in_language
from portal.ui.chain import Step

from . import wording
from .models import Meeting
from .snapshots import Item, Link


def of_item(item: Item, meeting: Meeting, *, language: str = "da") -> list[Step]:
    """Return the steps, or none for an item that nothing led to and nothing came of."""
    if not item["ideas"] and not item["proposals"]:
        return []
    day = formats.day(meeting.starts_at)
    steps = [
        _linked(_("Idea %(number)s"), link, f"/ideer/{link['id']}-{link['slug']}/", language)
        for link in item["ideas"][:1]
    ]
    steps.append(Step(_("Item on the agenda"), _("This item"), when=day, state="here"))
    if outcome := wording.outcome(item):
        steps.append(Step(_("Decision"), outcome, when=day))
    steps += [
        _linked(_("Project %(number)s"), link, f"/projekter/{link['id']}-{link['slug']}/", language)
        for link in item["proposals"][:1]
    ]
    return steps


def _linked(kind: str, link: Link, path: str, language: str) -> Step:
    return Step(kind % {"number": link["number"]}, link["title"], url=in_language(path, language))
