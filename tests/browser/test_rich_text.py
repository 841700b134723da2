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


def test_without_scripts_a_plain_field_remains(writing_page, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(writing_page)
    expect(page.locator("textarea").first).to_be_visible()
    context.close()
