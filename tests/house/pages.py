"""One page of every type, and who is the first that may see it: the table of rights knows both."""

from collections.abc import Iterator
from typing import NamedTuple

from . import rights, scene

NO_PAGES = {
    "healthz",
    "robots",
    "sitemap",
    "sitemap-section",
    "theme-colours",
    "theme-icon",
    "theme-logo",
    "theme-share",
    "committee:deliverable-document",
    "committee:figures-pdf",
    "committee:person-picture",
    "ideas:idea-feed",
    "ideas:idea-similar",
    "ideas:idea-table",
    "meetings:agenda-news",
    "meetings:agenda-words",
    "meetings:attachment",
    "meetings:course-news",
    "meetings:item-news",
    "meetings:meeting-calendar",
    "meetings:meetings-calendar",
    "meetings:minutes-words",
    "meetings:record-chain",
    "meetings:record-script",
    "meetings:my-calendar",
    "projects:proposal-news",
}
"""Addresses that answer with something else than a page."""

OF_LIBRARIES = {
    "/accounts/login/": "public",
    "/accounts/signup/": "public",
    "/accounts/password/reset/": "public",
    "/accounts/password/reset/done/": "public",
    "/accounts/password/reset/key/done/": "public",
    "/accounts/password/reset/key/1-wrong/": "public",
    "/accounts/confirm-email/": "public",
    "/accounts/confirm-email/wrong/": "public",
    "/accounts/logout/": "participant",
    "/accounts/email/": "participant",
    "/accounts/password/set/": "participant",
    "/accounts/2fa/": "participant",
    "/accounts/sessions/": "participant",
}
"""Pages that libraries bring and that wear the portal's clothes."""

MISSING = "/der-er-ikke-noget-her/"


class Kind(NamedTuple):
    """A type of page: an address with its case, or a path; and a role that may see it."""

    name: str
    case: str
    role: str

    def url(self, stage: scene.Scene) -> str:
        if self.case:
            return rights.url_of(stage, rights.Row(self.name, self.case, "GET"))
        return self.name

    def __str__(self) -> str:
        return " ".join(filter(None, [self.name, self.case, self.role]))


def kinds() -> list[Kind]:
    """One of each type, seen by the first role in the table's order that may."""
    found = [Kind(*key, roles[0]) for key, roles in _seen().items()]
    return [*found, *(Kind(path, "", role) for path, role in OF_LIBRARIES.items())]


def further_kinds(kind: Kind) -> list[Kind]:
    """The same page as seen by everybody else who may."""
    return [kind._replace(role=role) for role in _seen().get(kind[:2], [])[1:]]


def _seen() -> dict[tuple[str, str], list[str]]:
    return {
        (row.name, row.case): roles
        for row, answers in rights.read().items()
        if row.method == "GET" and row.name not in NO_PAGES and not rights.is_of_a_library(row.name)
        if (roles := list(_who(answers)))
    }


def _who(answers: rights.Answers) -> Iterator[str]:
    return (role for role, told in zip(scene.ROLES, answers, strict=True) if told == "200")
