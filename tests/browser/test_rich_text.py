"""The rich text editor under the portal's own Content-Security-Policy."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser.axe import assert_accessible
from tests.ideas.factories import make_theme

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WATCH = """
window.refused = [];
document.addEventListener(
  'securitypolicyviolation', (event) => window.refused.push(event.violatedDirective)
);
"""


@pytest.fixture
def writing_page(live_server, cast) -> str:
    """The address of a page with the editor: a visitor writes an idea."""
    make_theme(cast.committee)
    return live_server.url + reverse("ideas:idea-create")


def test_the_editor_is_named_speaks_danish_and_breaks_no_policy(writing_page, page: Page):
    page.add_init_script(WATCH)
    page.goto(writing_page)
    text = page.locator(".ProseMirror").first
    text.click()
    page.keyboard.type("Et ord")
    page.keyboard.press("Shift+Home")
    bar = page.get_by_role("toolbar", name="Formatering")
    bold = bar.get_by_role("button", name="Fed")
    bold.click()
    expect(bold).to_have_attribute("aria-pressed", "true")
    expect(text).to_be_focused()
    expect(page.locator("textarea").first).to_have_value("<p><strong>Et ord</strong></p>")
    assert page.evaluate("window.refused") == []
    assert_accessible(page)


def test_the_bar_is_reached_and_used_without_a_mouse(writing_page, page: Page):
    page.goto(writing_page)
    text = page.locator(".ProseMirror").first
    bar = page.get_by_role("toolbar", name="Formatering")
    value = page.locator("textarea").first
    text.click()
    page.keyboard.type("Et ord")
    page.keyboard.press("Control+a")
    page.keyboard.press("Shift+Tab")
    expect(bar.get_by_role("button", name="Fed")).to_be_focused()
    page.keyboard.press("Enter")
    expect(value).to_have_value("<p><strong>Et ord</strong></p>")
    expect(text).to_be_focused()
    page.keyboard.press("Shift+Tab")
    points = bar.get_by_role("button", name="Punktliste")
    for _step in range(bar.get_by_role("button").count()):
        if points.evaluate("button => button === document.activeElement"):
            break
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(value).to_have_value("<ul><li><p><strong>Et ord</strong></p></li></ul>")
    # In a list, too, the tab key leads away and changes nothing.
    expect(text).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(points).to_be_focused()
    page.keyboard.press("Tab")
    expect(text).to_be_focused()
    page.keyboard.press("Tab")
    expect(text).not_to_be_focused()
    expect(value).to_have_value("<ul><li><p><strong>Et ord</strong></p></li></ul>")


def test_without_scripts_a_plain_field_remains(writing_page, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(writing_page)
    expect(page.locator("textarea").first).to_be_visible()
    context.close()
