"""A committee in a browser: read by everybody, kept by the secretary, in light and dark."""

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.axe import assert_accessible
from tests.cast import Cast
from tests.committee.factories import make_group, make_mandate, put_in_group, report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PUBLIC = ["", "medlemmer/", "kommissorium/", "grupper/klare-breve/"]
KEPT = ["rediger/", "links/", "medlemmer/ny/", "grupper/klare-breve/tilfoej/"]


@pytest.fixture
def filled() -> Cast:
    cast = Cast()
    make_mandate(cast.committee, tasks=4)
    report(cast.committee, 1, done=2)
    put_in_group(make_group(cast.committee), cast.people["member"])
    return cast


def sign_in(context: BrowserContext, cast: Cast, who: str, url: str) -> None:
    """Hand the browser the session of the cast's signed-in client."""
    [cookie] = cast[who].cookies.values()
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_a_committee_is_read_by_everybody(live_server, browser: Browser, filled, scheme, width):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, locale="da-DK"
    )
    page = context.new_page()
    for path in ["/", "/om-opgaveudvalg/", *(f"/udvalg/innovation/{part}" for part in PUBLIC)]:
        page.goto(live_server.url + path)
        assert_accessible(page)
    assert context.cookies() == []
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_secretary_finds_every_tool_from_the_committees_page(
    live_server, browser: Browser, filled, settings, width
):
    # The production name of the cookie demands HTTPS, which the test's server does not speak.
    settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "sessionid", False
    context = browser.new_context(viewport={"width": width, "height": 900}, locale="da-DK")
    sign_in(context, filled, "secretary", live_server.url)
    page = context.new_page()
    page.goto(f"{live_server.url}/udvalg/innovation/")
    tools = page.get_by_role("navigation", name="For sekretæren")
    expect(tools.get_by_role("link")).to_have_count(6)
    for path in KEPT:
        page.goto(f"{live_server.url}/udvalg/innovation/{path}")
        assert_accessible(page)
    page.goto(f"{live_server.url}/min-side/")
    assert_accessible(page)
    context.close()
