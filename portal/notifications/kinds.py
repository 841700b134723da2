"""The kinds of notices; each app registers its own in `notices.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from .models import Notice


class Kind:
    """What a notice is about and how its mail reads.

    The mail's subject is neutral and its text leads to the page by a link; text of closed
    items never stands in either.
    """

    name: str
    """Namespaced: `meetings.minutes_published`."""
    template: str = "notifications/mail/plain"
    """Path without ending: `.subject.txt` and `.txt` are rendered in the reader's language."""

    @classmethod
    def more(cls, notice: Notice) -> dict[str, Any]:
        """Return what this reader's mail says beside the notice, as it is when it is written."""
        return {}

    @classmethod
    def calendar(cls, notice: Notice) -> str:
        """Return the calendar file that goes with the mail, or nothing."""
        return ""


_kinds: dict[str, type[Kind]] = {}
K = TypeVar("K", bound=type[Kind])


def register(kind: K) -> K:
    """Make a kind known by its name."""
    if kind.name in _kinds and _kinds[kind.name] is not kind:
        raise ValueError(f"Two kinds of notices are called {kind.name}")
    _kinds[kind.name] = kind
    return kind


def get(name: str) -> type[Kind]:
    return _kinds[name]


def every() -> list[type[Kind]]:
    return list(_kinds.values())
