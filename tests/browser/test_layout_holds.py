"""Whatever people write, and however they read it, the layout holds and the text can be reached."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import assert_accessible
from tests.cast import Cast
from tests.ideas.factories import make_idea

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WITHOUT_A_SPACE = "Æ" * 5000
RIGHT_TO_LEFT = "اقتراح من المواطنين"
EMOJI = "🚲 👩‍👩‍👧 🏳️‍🌈"
ZOOMED = {"width": 320, "height": 256}
"""What is left of 1280 by 1024 at 400 %."""


@pytest.fixture
def idea():
    cast = Cast()
    make_idea(cast, title=RIGHT_TO_LEFT, body=f"<p>{RIGHT_TO_LEFT} {EMOJI}</p>")
    return make_idea(cast, title="Å" * 90, body=f"<p>{WITHOUT_A_SPACE}</p><p>{EMOJI}</p>")


def too_wide(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


@pytest.mark.parametrize("window", [ZOOMED, {"width": 1280, "height": 900}])
def test_long_words_other_directions_and_emoji_fit(live_server, browser: Browser, idea, window):
    page = browser.new_page(viewport=window)
    for path in ("/", "/ideer/", idea.get_absolute_url()):
        page.goto(live_server.url + path)
        assert_accessible(page)


def test_arabic_runs_from_the_right(live_server, browser: Browser, idea):
    page = browser.new_page()
    page.goto(f"{live_server.url}/ideer/")
    link = page.get_by_role("link", name=RIGHT_TO_LEFT)
    assert link.evaluate("(link) => getComputedStyle(link).direction") == "rtl"


def test_on_paper_is_the_text_and_none_of_the_tools(live_server, browser: Browser, idea):
    page = browser.new_page(color_scheme="dark")
    page.goto(live_server.url + idea.get_absolute_url())
    page.emulate_media(media="print", color_scheme="dark")
    for gone in (page.get_by_role("navigation"), page.locator("footer"), page.locator(".button")):
        for part in gone.all():
            if "chain" not in (part.get_attribute("class") or ""):
                expect(part).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    colours = "(e) => [getComputedStyle(e).color, getComputedStyle(document.body).backgroundColor]"
    assert page.locator("h1").evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


def test_in_forced_colours_focus_is_seen_and_nothing_moves(live_server, browser: Browser, idea):
    context = browser.new_context(forced_colors="active", reduced_motion="reduce")
    page = context.new_page()
    page.goto(f"{live_server.url}/")
    link = page.get_by_role("link", name="Idéer").first
    link.focus()
    page.keyboard.press("Tab")
    focused = page.locator(":focus-visible")
    assert focused.evaluate("(e) => getComputedStyle(e).outlineStyle") == "solid"
    moving = """Array.from(document.querySelectorAll('*'))
        .filter((e) => parseFloat(getComputedStyle(e).transitionDuration) > 0).length"""
    assert page.evaluate(moving) == 0
    context.close()
