"""Pages are made of components: the markup of each stands once, in templates/ui or its tag."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR, "templates")
ELSEWHERE = {
    # Libraries bring elements of their own, which are dressed in our classes.
    "allauth/",
    # Paper has its own stylesheet and no tags of the screen.
    "/pdf/",
}
ROOTS = {
    "badge", "breadcrumbs", "capacity", "chain", "chain-what", "date-block", "desk-what", "diff",
    "empty-state", "error-summary", "facts", "form-error-message", "knotted",
    "message", "notice", "row", "row-main", "row-number", "row-title", "saved", "share-bar",
    "steps", "tag", "tags",
}  # fmt: skip
"""The class at the root of each component, or one that only its inside has."""
HOMES = {"comment": "discussion/", "outline": "meetings/pieces/", "job-progress": "jobs/"}
"""Components of one app, and the one folder in which their markup stands."""


def classes(path: Path) -> set[str]:
    found = re.findall(r'\bclass="([^"]*)"', path.read_text())
    return {name for names in found for name in re.sub(r"\{[%{].*?[%}]\}", " ", names).split()}


def pages() -> list[Path]:
    names = {path: path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html")}
    return [
        path
        for path, name in sorted(names.items())
        if not name.startswith("ui/") and not any(part in f"/{name}" for part in ELSEWHERE)
    ]


@pytest.mark.parametrize("path", pages(), ids=lambda path: path.relative_to(TEMPLATES).as_posix())
def test_a_page_copies_no_component(path):
    assert classes(path) & ROOTS == set()


@pytest.mark.parametrize(("root", "home"), HOMES.items())
def test_an_apps_own_component_stands_in_one_folder(root, home):
    homes = [path.relative_to(TEMPLATES).as_posix() for path in pages() if root in classes(path)]
    assert homes
    assert [name for name in homes if not name.startswith(home)] == []


def test_the_guard_looks_for_what_there_is():
    sources = [*TEMPLATES.glob("ui/**/*.html"), *Path(settings.BASE_DIR, "portal/ui").rglob("*.py")]
    text = "\n".join(path.read_text() for path in sources)
    assert [root for root in ROOTS if not re.search(rf'class="{root}[ "{{]', text)] == []
