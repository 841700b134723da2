"""Every type of page, for every person: axe, keyboard, narrow windows, valid HTML.

The first role that may see a page sees it in every run, in Danish; everybody else who may, and
English, in the full run.
"""

import pytest
from lxml import html
from playwright.sync_api import Browser, Page

from tests.browser import keyboard
from tests.browser.axe import violations
from tests.browser.served import open_page

from . import markup, pages

pytestmark = pytest.mark.usefixtures("db", "without_log")
NARROW = {"width": 320, "height": 640}
"""A phone, and also a window of 1280 px at 400 %."""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    context = browser.new_context(locale="da-DK", reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", pages.kinds(), ids=str)
def test_a_page_is_for_everybody(stage, page, kind):
    look_at(page, stage, kind.role, kind.url(stage))


@pytest.mark.full
@pytest.mark.parametrize("kind", pages.kinds(), ids=str)
def test_a_page_is_for_everybody_else(stage, page, kind):
    """Those who see the same as somebody before them are spared."""
    seen = {shape_of(stage, kind)}
    for other in pages.further_kinds(kind):
        if (shape := shape_of(stage, other)) not in seen:
            seen.add(shape)
            look_at(page, stage, other.role, other.url(stage))


def shape_of(stage, kind: pages.Kind) -> tuple[tuple[str, str], ...]:
    """Return what the page is made of, without its words."""
    body = stage.client(kind.role).get(kind.url(stage), follow=True).content.decode()
    [main] = html.document_fromstring(body).xpath("//main")
    return tuple((str(part.tag), part.get("class", "")) for part in main.iter())


@pytest.mark.full
@pytest.mark.parametrize("kind", pages.kinds(), ids=str)
def test_a_page_is_for_everybody_in_english(stage, page, kind):
    look_at(page, stage, kind.role, f"/en{kind.url(stage)}")


@pytest.mark.parametrize("role", ["public", "secretary"])
def test_a_page_that_is_not_there_is_for_everybody(stage, page, role):
    stage.client(role).raise_request_exception = False
    look_at(page, stage, role, pages.MISSING)


def look_at(page: Page, stage, role: str, url: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.emulate_media(color_scheme="light")
    open_page(page, stage.client(role), url)
    wrong = [f"light: {finding}" for finding in violations(page)]
    wrong += [f"keyboard: {finding}" for finding in keyboard.trouble(page)]
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size(NARROW)
    # As it is opened: a skip link in focus, or a bar that stays at the top, covers half a link.
    page.evaluate("document.activeElement?.blur(); window.scrollTo(0, 0)")
    wrong += [f"dark, narrow: {finding}" for finding in violations(page)]
    wrong += [f"narrow: {finding}" for finding in keyboard.too_wide(page)]
    assert wrong == [], url


def test_every_page_is_valid_html(stage, tmp_path):
    bodies = {}
    for kind in pages.kinds():
        for prefix in ("", "/en"):
            url = prefix + kind.url(stage)
            bodies[url] = stage.client(kind.role).get(url).content.decode()
    assert markup.findings(bodies, tmp_path) == []
