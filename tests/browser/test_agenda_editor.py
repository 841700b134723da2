"""An agenda is written in a browser, by more than one person at a time."""

import re
from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from meetings import services
from meetings.models import Meeting
from tests.browser.axe import assert_accessible
from tests.house.matrix import at_once
from tests.meetings import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


Desk = Callable[..., Page]


def at(name: str, meeting: Meeting, *more: str) -> str:
    return reverse(f"meetings:{name}", args=[meeting.pk, *more])


def write(page: Page, section: str, words: str) -> None:
    page.locator(f"section[id^={section}] .ProseMirror").click()
    page.keyboard.press("ControlOrMeta+End")
    page.keyboard.type(words)
    page.locator(f"section[id^={section}]").get_by_role("button", name="Gem").click()


def unfold(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")


def test_an_item_is_added_written_and_moved(cast, desk: Desk):
    meeting = make.plan(cast)
    make.add(cast, meeting, "Klare breve")
    page = desk("member")
    page.goto(at("agenda-edit", meeting))
    page.get_by_text("Tilføj punkt").click()
    page.get_by_label("Det nye punkts titel").fill("Åbne værksteder")
    page.get_by_role("button", name="Tilføj", exact=True).click()
    expect(page.get_by_role("heading", name="3. Åbne værksteder")).to_be_visible()

    text = page.locator("section[id^=background] .ProseMirror")
    text.click()
    bar = page.get_by_role("toolbar", name="Formatering")
    expect(bar).to_have_count(1)
    bar.get_by_role("button", name="Fed").click()
    page.keyboard.type("Fire aftener")
    page.locator("section[id^=background]").get_by_role("button", name="Gem").click()
    expect(page.get_by_role("status").get_by_text("Baggrund er gemt.")).to_be_visible()
    expect(page.locator("section[id^=background] .ProseMirror strong")).to_have_text("Fire aftener")
    expect(page.locator("section[id^=background]")).to_contain_text("Gemt")

    page.get_by_role("button", name="Flyt op").click()
    expect(page.get_by_role("heading", name="2. Åbne værksteder")).to_be_visible()
    titles = [item.title for item in meeting.items.standing_on_agenda()]
    assert titles[1:3] == ["Åbne værksteder", "Klare breve"]


def test_two_who_write_the_same_see_both_texts_without_a_script_too(cast, desk: Desk):
    meeting = make.plan(cast)
    item = make.add(cast, meeting, "Klare breve")
    page = desk("member", java_script_enabled=False)
    page.goto(at("item-edit", meeting, item.uid))
    services.save_section(
        item.pk,
        "summary",
        content="<p>Resumé af Klare breve, som formanden ser det.</p>",
        base_revision=1,
        by=cast.users["chair"],
    )
    page.locator("section[id^=summary] textarea").fill(
        "<p>Resumé af Klare breve. Medlemmets ord.</p>"
    )
    page.locator("section[id^=summary]").get_by_role("button", name="Gem").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("har også rettet i Resumé")
    sides = page.locator(".merge-side")
    expect(sides.nth(0)).to_contain_text("Medlemmets ord.")
    expect(sides.nth(1)).to_contain_text("som formanden ser det")
    expect(page.locator("#samlet textarea")).to_have_value(re.compile("Medlemmets ord."))
    page.get_by_role("button", name="Gem den samlede tekst").click()
    kept = page.locator("section[id^=summary] textarea")
    expect(kept).to_have_value(re.compile("Medlemmets ord."))
    expect(kept).to_have_value(re.compile("som formanden ser det"))


@pytest.mark.parametrize(
    ("width", "scheme"), at_once([(390, "dark"), (1280, "light")], {(390, "dark")})
)
def test_the_editors_are_accessible(cast, desk: Desk, width, scheme):
    meeting = make.plan(cast)
    item = make.add(cast, meeting, "Klare breve")
    closed = make.add_closed(cast, meeting)
    make.attach(cast, item)
    page = desk("secretary", width=width, scheme=scheme)
    for uid in (item.uid, closed.uid):
        page.goto(at("item-edit", meeting, uid))
        unfold(page)
        page.locator("section[id^=summary] .ProseMirror").click()
        assert_accessible(page)
    make.publish(cast, meeting)
    make.open_now(cast, meeting)
    page.goto(at("attendance", meeting))
    assert_accessible(page)
    make.all_present(cast, meeting)
    page.goto(at("minutes-item", meeting, item.uid))
    unfold(page)
    assert_accessible(page)
