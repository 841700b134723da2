"""Every form of the portal: named controls, hints before them, mistakes that lead to them."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import translate_url
from django.utils import translation
from lxml import html

from . import rights, scene

TABLE = rights.read()
OF_ACCOUNTS = [
    "/accounts/signup/", "/accounts/login/", "/accounts/password/reset/", "/accounts/email/",
    "/accounts/password/change/", "/accounts/2fa/", "/accounts/sessions/",
]  # fmt: skip
AT_THE_TOP = (
    "/accounts/", "account_login", "committee:front", "committee:about", "committee:accessibility",
    "committee:privacy", "committee:invitation-accept", "drafts:draft-discard", "ideas:idea-list",
    "meetings:meeting-list", "projects:proposal-list", "people:my-page",
    "search:search-results", "style",
)  # fmt: skip
"""Nothing is above these pages, and a trail of one word would repeat the heading."""
TYPED = "self::input[not(@type='hidden' or @type='submit')] or self::select or self::textarea"


pytestmark = pytest.mark.usefixtures("db", "without_log")


def pages(stage: scene.Scene) -> Iterator[tuple[str, Any]]:
    """Open each page once in each language, as the first role that may."""
    for row, answers in TABLE.items():
        if row.method != "GET" or row.name.startswith("admin:") or "200" not in answers:
            continue
        role = list(scene.ROLES)[answers.index("200")]
        with translation.override("da"):
            path = rights.url_of(stage, row)
        for url in {path, translate_url(path, "en")}:
            response = stage.client(role).get(url)
            content = b"".join(response) if response.streaming else response.content
            if content.strip() and response.headers.get("Content-Type", "").startswith("text/html"):
                yield f"{row.name} as {role} at {url}", html.document_fromstring(content)
    for path in OF_ACCOUNTS:
        for role in ("public", "participant"):
            response = stage.client(role).get(path, follow=True)
            yield f"{path} as {role}", html.document_fromstring(response.content)


def faults(page: Any) -> Iterator[str]:
    """Say what is wrong with the controls of a page's forms."""
    ids = page.xpath("//@id")
    for control in page.xpath(f"//form//*[{TYPED}]"):
        name, kind = control.get("name") or control.get("id"), control.get("type")
        labels = page.xpath("//label[@for=$id]", id=control.get("id") or "-")
        if not labels and not control.get("aria-label"):
            yield f"{name} has no label"
        if control.get("placeholder"):
            yield f"{name} has words in its control"
        if kind in {"email", "tel", "password"} and not control.get("autocomplete"):
            yield f"{name} does not say whose it is"
        for hint in (control.get("aria-describedby") or "").split():
            if hint not in ids:
                yield f"{name} is described by what is not there"
            elif kind not in {"checkbox", "radio"} and ids.index(hint) > ids.index(
                control.get("id")
            ):
                yield f"{name} has its hint after it"


def test_every_form_is_named_hinted_and_found(stage):
    wrong = []
    for where, page in pages(stage):
        wrong += [f"{where}: {fault}" for fault in faults(page)]
        if not where.startswith(AT_THE_TOP) and not page.xpath(
            "//nav[contains(@class, 'breadcrumbs')]"
        ):
            wrong.append(f"{where}: no breadcrumbs")
    assert not wrong, "\n".join(wrong)


def test_an_empty_form_says_what_is_missing_and_where(stage):
    """Sent without anything in its fields; what is refused as a whole says so in its own way."""
    wrong = []
    for row, answers in TABLE.items():
        if row.method != "POST" or row.name.startswith("admin:"):
            continue
        for role, answer in zip(scene.ROLES, answers, strict=True):
            if answer not in {"200", "422"}:
                continue
            response = rights.answered(stage, row, role)
            page = html.document_fromstring(response.content)
            wrong += [f"{row.name} {row.case}: {fault}" for fault in unsaid(page)]
            break
    assert not wrong, "\n".join(wrong)


def unsaid(page: Any) -> Iterator[str]:
    ids = set(page.xpath("//@id"))
    if not page.xpath("//*[contains(@class, 'form-error')]"):
        return
    summaries = page.xpath("//*[contains(@class, 'error-summary') and @role='alert']")
    if not summaries:
        yield "no summary"
    if not page.xpath("string(//title)").startswith("Fejl:"):
        yield "the title does not say so"
    for summary in summaries:
        for link in summary.xpath(".//a/@href"):
            if link.removeprefix("#") not in ids:
                yield f"a link to {link}, which is not there"
