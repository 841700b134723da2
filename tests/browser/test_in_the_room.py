"""The tablet in the room: one hand, two people, and a line that breaks."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from meetings import services
from meetings.models import ItemTurn
from meetings.services.attendance import recorded
from tests.browser.axe import assert_accessible
from tests.meetings import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TAPPED = ".course button, .course-foot button, .course summary"
SMALL = f"""() => [...document.querySelectorAll('{TAPPED}')]
  .filter((one) => one.offsetParent)
  .map((one) => [one.textContent.trim(), one.getBoundingClientRect()])
  .filter(([, box]) => box.height < 44 || box.width < 44)
  .map(([text]) => text)"""


@pytest.fixture
def room(cast):
    meeting = make.plan(cast)
    make.add(cast, meeting, "Klare breve")
    make.add(cast, meeting, "Åbne døre")
    make.publish(cast, meeting)
    begun = timezone.now() - timedelta(minutes=30)
    services.open_meeting(meeting.pk, by=cast.users["secretary"], at=begun)
    meeting.refresh_from_db()
    return meeting


@pytest.fixture
def page_of(room):
    return reverse("meetings:minutes-edit", args=[room.pk])


@pytest.mark.parametrize("width", [390, 820])
def test_everything_tapped_is_big_enough_and_accessible(cast, room, page_of, desk, width):
    page = desk("secretary", width=width)
    page.goto(page_of)
    assert page.evaluate(SMALL) == []
    make.all_present(cast, room)
    services.begin_item(make.one_item(room, "Klare breve").pk, by=cast.users["secretary"])
    page.reload()
    page.locator("#fremmoede summary").click()
    assert page.evaluate(SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible(page)


def test_what_one_taps_the_other_sees_without_losing_what_they_write(cast, room, page_of, desk):
    make.all_present(cast, room)
    services.begin_item(make.one_item(room, "Klare breve").pk, by=cast.users["secretary"])
    secretary, deputy = desk("secretary", width=820), desk("deputy", width=820)
    for page in (secretary, deputy):
        page.goto(page_of)
    secretary.locator("#beslutning .ProseMirror").click()
    secretary.keyboard.type("Brevene skrives om.")
    deputy.locator("#fremmoede summary").click()
    deputy.get_by_role("button", name="Går nu Mads Medlem").click()
    expect(deputy.locator("#fremmoede li", has_text="Mads Medlem")).to_contain_text("under punkt 2")
    expect(secretary.locator("#fremmoede summary")).to_contain_text("3 af 4")
    expect(secretary.locator("#beslutning .ProseMirror")).to_have_text("Brevene skrives om.")


def test_a_tap_without_a_line_is_kept_with_its_time_and_sent_when_it_is_back(
    cast, room, page_of, desk
):
    make.all_present(cast, room)
    page = desk("secretary", width=820)
    page.goto(page_of)
    page.locator("#fremmoede summary").click()
    page.context.set_offline(True)
    tapped = timezone.now()
    page.get_by_role("button", name="Går nu Mads Medlem").click()
    expect(page.locator("[data-kept-here]")).to_contain_text("Ikke sendt: intet net")
    expect(page.locator("[data-kept-here]")).to_contain_text("Mads Medlem")
    assert recorded(room)[cast.memberships["member"].pk].stays == ()
    page.context.set_offline(False)
    expect(page.locator("[data-kept-here]")).to_be_empty(timeout=15_000)
    expect(page.locator("#fremmoede li", has_text="Mads Medlem")).to_contain_text("Forlod mødet")
    (stay,) = recorded(room)[cast.memberships["member"].pk].stays
    assert abs(stay.ends - tapped) < timedelta(seconds=5)


def test_all_others_are_here_is_kept_without_a_line_as_well(cast, room, page_of, desk):
    page = desk("secretary", width=820)
    page.goto(page_of)
    page.context.set_offline(True)
    page.get_by_role("button", name="Alle andre er her").click()
    expect(page.locator("[data-kept-here]")).to_contain_text("Alle andre er her")
    assert recorded(room) == {}
    page.context.set_offline(False)
    expect(page.locator("[data-kept-here]")).to_be_empty(timeout=15_000)
    expect(page.locator("#fremmoede summary")).to_contain_text("4 af 4")
    assert len(recorded(room)) >= 4


def test_next_does_not_lose_what_is_half_entered(cast, room, page_of, desk):
    """A vote keeps the page until it is saved; a text is kept, and offered on the way back."""
    make.all_present(cast, room)
    letters = make.one_item(room, "Klare breve")
    services.begin_item(letters.pk, by=cast.users["secretary"])
    page = desk("secretary", width=820)
    page.goto(page_of)
    page.locator("#afstemning summary").click()
    page.locator("#afstemning").get_by_label("Mads Medlem").select_option("against")
    page.get_by_role("button", name="Næste: punkt 3").click()
    expect(page.locator("[data-kept-here]")).to_contain_text("ikke gemt endnu")
    expect(page.locator(".course-item")).to_contain_text("Åbne døre")
    page.get_by_role("button", name="Gem afstemningen").click()
    expect(page.locator("#afstemning")).to_have_attribute("open", "")
    assert letters.votes.get().ballots.get().option == "against"

    page.locator("#bemaerkning summary").click()
    page.locator("#bemaerkning textarea").fill("Jeg er uenig.")
    page.get_by_role("button", name="Næste: punkt 4").click()
    page.wait_for_url(lambda address: letters.uid not in address)
    page.go_back()
    page.get_by_role("link", name="Brug kladden").click()
    expect(page.locator("#bemaerkning textarea")).to_have_value("Jeg er uenig.")


def test_a_tap_survives_that_the_page_is_loaded_again(cast, room, page_of, desk):
    make.all_present(cast, room)
    page = desk("secretary", width=820)
    page.goto(page_of)
    page.locator("#fremmoede summary").click()
    page.route("**/nu/", lambda route: route.abort())
    page.get_by_role("button", name="Går nu Mads Medlem").click()
    expect(page.locator("[data-kept-here]")).to_contain_text("Ikke sendt")
    page.unroute("**/nu/")
    page.reload()
    page.locator("#fremmoede summary").click()
    expect(page.locator("#fremmoede li", has_text="Mads Medlem")).to_contain_text("Forlod mødet")


def test_next_is_one_tap_and_the_page_follows(cast, room, page_of, desk):
    make.all_present(cast, room)
    page = desk("secretary", width=820)
    page.goto(page_of)
    page.get_by_role("button", name="Begynd punkt 1").click()
    expect(page.get_by_role("button", name="Næste: punkt 2")).to_be_visible()
    page.get_by_role("button", name="Næste: punkt 2").click()
    page.wait_for_url(re.compile(make.one_item(room, "Klare breve").uid))
    expect(page.locator(".course-item")).to_contain_text("Klare breve")
    assert ItemTurn.objects.filter(meeting=room).count() == 2
