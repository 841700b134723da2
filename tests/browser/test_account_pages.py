"""Sign-in in a browser: usable by everybody, in light and dark, on the narrowest phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import assert_accessible
from tests.house.matrix import at_once

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCREENS = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]


@pytest.mark.parametrize(("width", "scheme"), at_once(SCREENS, {(320, "light")}))
def test_sign_in_and_sign_up_are_accessible(live_server, browser: Browser, scheme, width):
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, locale="da-DK"
    )
    page = context.new_page()
    for name in ("account_login", "account_signup", "account_reset_password"):
        page.goto(live_server.url + reverse(name))
        assert_accessible(page)
    context.close()


def test_mistakes_come_into_view_and_lead_to_their_fields(live_server, page: Page):
    page.goto(live_server.url + reverse("account_login"))
    page.get_by_role("button", name="Log ind", exact=True).click()
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    expect(page).to_have_title("Fejl: Log ind · Kommunen")
    summary.get_by_role("link").first.click()
    expect(page.locator("#id_login")).to_be_focused()
    assert_accessible(page)


def test_the_content_is_one_key_away(live_server, page: Page):
    page.goto(live_server.url + reverse("account_login"))
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Gå til indholdet")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
