"""A committee in a browser: read by everybody, kept by the secretary, in light and dark."""

import re
from itertools import combinations

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import Browser, BrowserContext, expect

from committee import services
from portal.notifications.models import OutboxMail
from tests.browser.axe import assert_accessible
from tests.cast import Cast
from tests.committee.factories import make_mandate, make_membership, put_in_group, report
from tests.house.matrix import at_once
from tests.ideas.factories import make_idea
from tests.projects.factories import approved

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PUBLIC = ["", "#datoer", "medlemmer/", "kommissorium/", "grupper/klare-breve/", "tal/"]
SCREENS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]
KEPT = ["rediger/", "links/", "medlemmer/ny/", "grupper/klare-breve/tilfoej/"]


@pytest.fixture
def filled() -> Cast:
    cast = Cast()
    make_mandate(cast.committee, tasks=4)
    report(cast.committee, 1, done=2)
    project = approved(cast)
    put_in_group(project.working_group, cast.people["politician"])
    make_idea(cast)
    return cast


def sign_in(context: BrowserContext, cast: Cast, who: str, url: str) -> None:
    """Hand the browser the session of the cast's signed-in client."""
    [cookie] = cast[who].cookies.values()
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])


@pytest.mark.parametrize(("width", "scheme"), at_once(SCREENS, {(390, "dark")}))
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


def test_the_dates_are_a_picture_on_a_wide_page_and_a_list_elsewhere(
    live_server, browser: Browser, filled
):
    for width, wide in [(1280, True), (1199, False), (390, False)]:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="da-DK")
        page = context.new_page()
        page.goto(f"{live_server.url}/udvalg/innovation/")
        expect(page.locator(".timeline-picture")).to_be_visible(visible=wide)
        expect(page.locator("ol.timeline")).to_be_visible(visible=not wide)
        if wide:
            page.get_by_role("link", name="Alle datoer som liste").click()
            expect(page.locator("ol.timeline")).to_be_visible()
            page.emulate_media(media="print")
            expect(page.locator(".timeline-picture")).to_be_hidden()
            expect(page.locator("ol.timeline")).to_be_visible()
        context.close()


def test_the_words_of_the_picture_do_not_cover_one_another_as_they_are_drawn(
    live_server, browser: Browser, filled
):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="da-DK")
    page = context.new_page()
    page.goto(f"{live_server.url}/udvalg/innovation/")
    page.evaluate("document.fonts.ready")
    boxes = page.evaluate(
        """[...document.querySelectorAll('.timeline-picture text')].map(text => {
            const box = text.getBoundingClientRect();
            return [box.left, box.right, box.top + 3, box.bottom - 3];
        })"""
    )
    assert len(boxes) > 4
    for (l1, r1, t1, b1), (l2, r2, t2, b2) in combinations(boxes, 2):
        assert r1 <= l2 or r2 <= l1 or b1 <= t2 or b2 <= t1
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
    expect(tools).to_be_visible()
    led_to = {link.get_attribute("href") for link in tools.get_by_role("link").all()}
    for path in ["rediger/", "links/", "kommissorium/", "medlemmer/", "grupper/ny/", "leverancer/"]:
        assert f"/udvalg/innovation/{path}" in led_to
    for path in KEPT:
        page.goto(f"{live_server.url}/udvalg/innovation/{path}")
        assert_accessible(page)
    page.goto(f"{live_server.url}/min-side/")
    assert_accessible(page)
    context.close()


def test_an_invitation_is_accepted_in_the_browser(live_server, browser: Browser, settings):
    settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "sessionid", False
    settings.CSRF_COOKIE_NAME, settings.CSRF_COOKIE_SECURE = "csrftoken", False
    cast = Cast()
    person = make_membership(cast.committee, "Ida Rosenlund").person
    user = cast.users["participant"]
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    services.invite_person(
        cast.committee.pk, person.pk, by=cast.users["secretary"], email=user.email
    )
    path = re.search(r"/invitation/\S+", OutboxMail.objects.get().body).group(0)
    context = browser.new_context(locale="da-DK")
    sign_in(context, cast, "participant", live_server.url)
    page = context.new_page()
    page.goto(live_server.url + path)
    assert_accessible(page)
    page.get_by_role("button", name="Overtag min plads").click()
    expect(page.get_by_role("status").first).to_contain_text("Velkommen, Ida Rosenlund")
    person.refresh_from_db()
    assert person.user == user
    context.close()
