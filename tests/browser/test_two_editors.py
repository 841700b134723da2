"""Two windows over the same text: the second sees both, changes what it likes, and saves."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.axe import assert_accessible
from tests.committee.factories import make_group

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [True, False], ids=["with script", "without"])
def test_what_both_wrote_stands_side_by_side(
    live_server, cast, browser: Browser, settings, javascript
):
    settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "sessionid", False
    settings.CSRF_COOKIE_NAME, settings.CSRF_COOKIE_SECURE = "csrftoken", False
    url = f"{make_group(cast.committee).get_absolute_url()}rediger/"
    context = browser.new_context(
        base_url=live_server.url,
        locale="da-DK",
        java_script_enabled=javascript,
        viewport={"width": 390, "height": 844},
    )
    [cookie] = [one for key, one in cast["secretary"].cookies.items() if "sessionid" in key]
    context.add_cookies([{"name": "sessionid", "value": cookie.value, "url": live_server.url}])
    first, second = context.new_page(), context.new_page()
    for page, words in ((first, "Breve, som alle forstår."), (second, "Kortere breve.")):
        page.goto(url)
        page.get_by_label("Formål").fill(words)
    first.get_by_role("button", name="Gem", exact=True).click()
    first.wait_for_url(lambda now: "rediger" not in now)
    second.get_by_role("button", name="Gem", exact=True).click()
    expect(second.get_by_text("Breve, som alle forstår.")).to_be_visible()
    expect(second.get_by_text("Sanne Sekretær gemte")).to_be_visible()
    expect(second.get_by_label("Formål")).to_have_value("Kortere breve.")
    summary = second.get_by_role("alert")
    expect(summary.get_by_role("link", name="Formål: en anden har ændret dette")).to_be_visible()
    if javascript:
        assert_accessible(second)
    second.get_by_role("button", name="Gem", exact=True).click()
    second.wait_for_url(lambda now: "rediger" not in now)
    expect(second.get_by_text("Kortere breve.")).to_be_visible()
    context.close()
