"""What somebody types is there again, whatever happened to the line, the session or the tab."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect

from portal.drafts.models import Draft
from tests.browser.axe import assert_accessible
from tests.cast import PASSWORD
from tests.ideas import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Machine = Callable[..., BrowserContext]


@pytest.fixture
def machine(live_server, cast, browser: Browser, settings):
    """Give a browser of its own, signed in as somebody or as nobody."""
    settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "sessionid", False
    settings.CSRF_COOKIE_NAME, settings.CSRF_COOKIE_SECURE = "csrftoken", False
    make.make_theme(cast.committee)
    contexts = []

    def sit_down(who: str = "", **options) -> BrowserContext:
        context = browser.new_context(base_url=live_server.url, locale="da-DK", **options)
        contexts.append(context)
        if who:
            [cookie] = [one for key, one in cast[who].cookies.items() if "sessionid" in key]
            context.add_cookies(
                [{"name": "sessionid", "value": cookie.value, "url": live_server.url}]
            )
        return context

    yield sit_down
    for context in contexts:
        context.close()


def account(cast, who: str):
    user = cast.users[who]
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def sign_in(page: Page, user) -> None:
    page.goto(reverse("account_login"))
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind", exact=True).click()
    page.wait_for_url(lambda url: "login" not in url)


def write(page: Page, words: str, *, title: str = "Lånecykler") -> None:
    page.get_by_label("Titel").fill(title)
    page.locator(".ProseMirror").click()
    page.keyboard.type(words)


def said(page: Page):
    return page.locator(".draft-said")


FORM = reverse("ideas:idea-create")


def test_a_closed_tab_loses_nothing(cast, machine: Machine):
    context = machine("participant")
    page = context.new_page()
    page.goto(FORM)
    write(page, "Til alle 🚲")
    expect(said(page)).to_contain_text("Kladde gemt kl.")
    assert page.evaluate("Object.keys(localStorage).length") == 0
    page.close()
    again = context.new_page()
    again.goto(FORM)
    expect(again.get_by_text("Du har en kladde fra")).to_be_visible()
    assert_accessible(again)
    again.get_by_role("link", name="Brug kladden").click()
    expect(again.get_by_label("Titel")).to_have_value("Lånecykler")
    expect(again.locator(".ProseMirror")).to_contain_text("Til alle 🚲")
    again.get_by_label("Titel").fill("Lånecykler til alle")
    expect(said(again)).to_contain_text("Kladde gemt kl.")
    assert Draft.objects.get().values["title"] == ["Lånecykler til alle"]


def test_a_session_that_ends_while_typing_loses_nothing(cast, machine: Machine):
    user = account(cast, "participant")
    page = machine("participant").new_page()
    page.goto(FORM)
    write(page, "Først dette.")
    expect(said(page)).to_contain_text("Kladde gemt kl.")
    Session.objects.all().delete()
    page.keyboard.type(" Og så dette.")
    expect(said(page)).to_contain_text("Du er logget ud")
    expect(page.locator(".sr-only[role=status]")).to_contain_text("Du er logget ud")
    assert_accessible(page)
    sign_in(page, user)
    page.goto(FORM)
    expect(page.get_by_text("Du har en kladde på denne computer")).to_be_visible()
    page.get_by_role("button", name="Brug kladden").click()
    expect(page.locator(".ProseMirror")).to_contain_text("Først dette. Og så dette.")
    expect(said(page)).to_contain_text("Kladde gemt kl.")
    assert "Og så dette." in Draft.objects.get().values["body"][0]


def test_without_a_line_the_text_stays_and_is_saved_when_it_is_back(cast, machine: Machine):
    context = machine("participant")
    page = context.new_page()
    page.goto(FORM)
    write(page, "I toget.")
    expect(said(page)).to_contain_text("Kladde gemt kl.")
    context.set_offline(True)
    page.keyboard.type(" I en tunnel.")
    expect(said(page)).to_contain_text("Ikke gemt: intet net.")
    assert page.evaluate("Object.keys(localStorage).length") == 1
    context.set_offline(False)
    expect(said(page)).to_contain_text("Kladde gemt kl.")
    expect(page.locator(".sr-only[role=status]")).to_contain_text("Kladde gemt kl.")
    assert "I en tunnel." in Draft.objects.get().values["body"][0]
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_the_next_person_at_the_machine_sees_nothing(cast, machine: Machine):
    other = account(cast, "member")
    context = machine("participant")
    page = context.new_page()
    page.goto(FORM)
    expect(page.locator(".ProseMirror")).to_be_visible()
    context.set_offline(True)
    write(page, "Kun for mig.")
    expect(said(page)).to_contain_text("Ikke gemt")
    context.set_offline(False)
    Session.objects.all().delete()
    context.clear_cookies()
    visitor = context.new_page()
    visitor.goto(FORM)
    expect(visitor.get_by_text("Du har en kladde")).to_have_count(0)
    sign_in(visitor, other)
    visitor.goto(FORM)
    expect(visitor.get_by_text("Du har en kladde")).to_have_count(0)
    assert "Kun for mig" not in visitor.evaluate("JSON.stringify(localStorage)")


def test_signing_out_empties_the_machine(cast, machine: Machine):
    context = machine("participant")
    page = context.new_page()
    page.goto(FORM)
    page.route("**/kladder/gem/", lambda route: route.abort())
    write(page, "Kun for mig.")
    expect(said(page)).to_contain_text("Ikke gemt")
    assert "Kun for mig" in page.evaluate("JSON.stringify(localStorage)")
    other = context.new_page()
    other.goto("/")
    other.get_by_role("button", name="Log ud").click()
    other.wait_for_load_state()
    assert "Kun for mig" not in other.evaluate("JSON.stringify(localStorage)")


def test_a_visitors_text_waits_in_the_browser_and_goes_when_it_is_sent(cast, machine: Machine):
    context = machine()
    page = context.new_page()
    page.goto(FORM)
    write(page, "Skrevet først.")
    expect(said(page)).to_contain_text("Kladden ligger på din computer")
    page.goto(FORM)
    page.get_by_role("button", name="Brug kladden").click()
    expect(page.locator(".ProseMirror")).to_contain_text("Skrevet først.")
    page.locator("select[name=theme], input[name=theme]").first.evaluate(
        "one => one.tagName === 'SELECT' ? (one.selectedIndex = 1) : (one.checked = true)"
    )
    page.get_by_role("button", name="Log ind og send").click()
    page.wait_for_url("**/login/**")
    assert "Skrevet" not in page.evaluate("JSON.stringify(localStorage)")


def test_two_windows_ask_before_one_writes_over_the_other(cast, machine: Machine):
    first, second = machine("participant").new_page(), machine("participant").new_page()
    first.goto(FORM)
    second.goto(FORM)
    write(first, "Fra den ene.", title="Den ene")
    expect(said(first)).to_contain_text("Kladde gemt kl.")
    write(second, "Fra den anden.", title="Den anden")
    expect(said(second)).to_contain_text("Der er en nyere kladde")
    assert_accessible(second)
    assert Draft.objects.get().values["title"] == ["Den ene"]
    second.get_by_role("button", name="Gem min i stedet").click()
    expect(said(second)).to_contain_text("Kladde gemt kl.")
    assert Draft.objects.get().values["title"] == ["Den anden"]


@pytest.mark.parametrize("who", ["", "participant"])
def test_what_is_looked_at_before_sending_is_kept_and_not_offered_beside_itself(
    cast, machine: Machine, who
):
    page = machine(who).new_page()
    page.goto(FORM)
    write(page, "Til alle")
    page.get_by_label("Tema").select_option(index=1)
    page.get_by_role("button", name="Se, hvordan den bliver").click()
    expect(page.get_by_role("heading", name="Sådan bliver den")).to_be_visible()
    expect(page.get_by_label("Titel")).to_have_value("Lånecykler")
    expect(page.get_by_text("Du har en kladde")).to_have_count(0)
    assert_accessible(page)
    page.goto(FORM)
    expect(page.get_by_text("Du har en kladde").first).to_be_visible()
