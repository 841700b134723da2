"""Small numbers in words, where a heading reads better with them."""

from django.utils.text import capfirst
from django.utils.translation import ngettext, pgettext

from .models import Committee
from .overview import Composition


def spelled(number: int) -> str:
    """Return a number up to twelve as a word; a larger one in figures."""
    words = [
        pgettext("number", "no"),
        pgettext("number", "one"),
        pgettext("number", "two"),
        pgettext("number", "three"),
        pgettext("number", "four"),
        pgettext("number", "five"),
        pgettext("number", "six"),
        pgettext("number", "seven"),
        pgettext("number", "eight"),
        pgettext("number", "nine"),
        pgettext("number", "ten"),
        pgettext("number", "eleven"),
        pgettext("number", "twelve"),
    ]
    return words[number] if 0 <= number < len(words) else str(number)


def tasks_heading(number: int, committee: Committee, *, is_told: bool) -> str:
    """Return "Four tasks, and how far we are"; the number alone where nothing is told of them."""
    if not number:
        return pgettext("heading", "The tasks")
    if committee.is_coming or not is_told:
        text = ngettext("%(number)s task", "%(number)s tasks", number)
    elif committee.has_ended:
        text = ngettext(
            "%(number)s task, and how far it came",
            "%(number)s tasks, and how far they came",
            number,
        )
    else:
        text = ngettext(
            "%(number)s task, and how far we are", "%(number)s tasks, and how far we are", number
        )
    return capfirst(text % {"number": spelled(number)})


def people_heading(composition: Composition) -> str:
    """Return "Five politicians and ten citizens", or what there is of it."""
    politicians, citizens = len(composition.politicians), len(composition.citizens)
    parts = []
    if politicians:
        text = ngettext("%(number)s politician", "%(number)s politicians", politicians)
        parts.append(text % {"number": spelled(politicians)})
    if citizens:
        text = ngettext("%(number)s citizen", "%(number)s citizens", citizens)
        parts.append(text % {"number": spelled(citizens)})
    joined = pgettext("between two groups of people", " and ").join(parts)
    return capfirst(joined) or pgettext("heading", "The people")
