"""The whole agenda is worked on without leaving its page, by several people at once."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from meetings import services
from meetings.models import AgendaItem, Meeting
from tests.browser.axe import assert_accessible
from tests.house.matrix import at_once
from tests.meetings import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Desk = Callable[..., Page]
WITHIN = 5000


@pytest.fixture
def meeting(cast) -> Meeting:
    meeting = make.plan(cast)
    for title in ("Klare breve", "Åbne værksteder", "Fælles haver"):
        make.add(cast, meeting, title)
    return meeting


def go(page: Page, meeting: Meeting, *uids: str) -> None:
    """Open the page, and the items by their headings; whoever leaves the page is found out."""
    page.goto(reverse("meetings:agenda-edit", args=[meeting.pk]))
    page.evaluate("window.samePage = true")
    for uid in uids:
        open_item(page, uid)


def open_item(page: Page, uid: str) -> None:
    page.locator(f"#til-{uid}").click()
    expect(page.locator(f"#punkt-{uid}.is-open")).to_be_visible()


def stays(page: Page) -> bool:
    return page.evaluate("window.samePage === true")


def titles(meeting: Meeting) -> list[str]:
    return [item.title for item in meeting.items.standing_on_agenda()][1:-1]


def numbers(page: Page) -> list[str]:
    return [line.strip() for line in page.locator(".outline-number").all_inner_texts()]


def text(page: Page, item: AgendaItem, kind: str = "summary"):
    return page.locator(f"#{kind}-{item.uid} .ProseMirror")


def test_items_are_added_moved_copied_and_taken_off_without_leaving_the_page(
    cast, desk: Desk, meeting
):
    page = desk("secretary")
    go(page, meeting)
    page.get_by_text("Tilføj punkt").click()
    page.get_by_label("Det nye punkts titel").fill("Legepladsen")
    page.get_by_role("button", name="Tilføj", exact=True).click()
    expect(page.get_by_role("heading", name="5. Legepladsen")).to_be_focused()
    assert stays(page)

    page.get_by_role("button", name="Flyt op").click()
    expect(page.get_by_role("heading", name="4. Legepladsen")).to_be_visible()
    expect(page.get_by_role("button", name="Flyt op")).to_be_focused()
    expect(page.locator("[data-heard]")).to_have_text("Legepladsen er nu punkt 4.")
    page.get_by_role("button", name="Gør til underpunkt").click()
    expect(page.get_by_role("heading", name="3.1. Legepladsen")).to_be_visible()
    assert numbers(page) == ["1", "2", "3", "3.1", "4", "5"]

    page.get_by_role("button", name="Lav en kopi").click()
    expect(page.get_by_role("heading", name="3.2. Legepladsen (kopi)")).to_be_focused()
    page.locator(".agenda-item", has_text="3.2.").get_by_role("button", name="Fjern").first.click()
    undo = page.get_by_role("button", name="Fortryd")
    expect(undo).to_be_focused()
    assert titles(meeting)[2:] == ["Legepladsen", "Fælles haver"]
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="3.2. Legepladsen (kopi)")).to_be_visible()
    assert stays(page)
    assert titles(meeting)[2:] == ["Legepladsen", "Legepladsen (kopi)", "Fælles haver"]
    assert_accessible(page)


def test_items_are_moved_by_keyboard_and_by_mouse(cast, desk: Desk, meeting):
    page = desk("member")
    first, _second, third = meeting.items.standing_on_agenda()[1:4]
    go(page, meeting)
    page.locator(f"#til-{first.uid}").focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("[data-heard]")).to_have_text("Klare breve er nu punkt 3.")
    expect(page.locator(f"#til-{first.uid}")).to_be_focused()
    page.keyboard.press("Alt+ArrowRight")
    expect(page.locator("[data-heard]")).to_have_text("Klare breve er nu punkt 2.1.")
    page.keyboard.press("Alt+ArrowLeft")
    expect(page.locator("[data-heard]")).to_have_text("Klare breve er nu punkt 3.")
    line = ".outline li[data-uid='%s']"
    page.drag_and_drop(
        line % third.uid,
        line % first.uid,
        source_position={"x": 80, "y": 10},
        target_position={"x": 60, "y": 5},
    )
    expect(page.locator("[data-heard]")).to_have_text("Fælles haver er nu punkt 3.")
    assert titles(meeting) == ["Åbne værksteder", "Fælles haver", "Klare breve"]
    assert stays(page)


def test_minutes_change_the_clock_of_all_that_follows(cast, desk: Desk, meeting):
    page = desk("secretary")
    item = meeting.items.get(title="Klare breve")
    go(page, meeting, item.uid)
    clocks = page.locator(".outline li .meta")
    before = clocks.nth(2).inner_text()
    page.get_by_label("Minutter").fill("45")
    expect(clocks.nth(1)).to_contain_text("45 min")
    expect(clocks.nth(2)).not_to_have_text(before)
    expect(page.locator(".outline-end")).to_contain_text("Slutter kl.")
    item.refresh_from_db()
    assert item.planned_minutes == 45
    page.get_by_label("Minutter").fill("300")
    expect(page.locator(".outline-end")).to_contain_text("planlagt til")
    assert stays(page)


def test_a_closed_item_asks_for_its_neutral_title_first(cast, desk: Desk, meeting):
    page = desk("secretary")
    item = meeting.items.get(title="Klare breve")
    go(page, meeting, item.uid)
    page.get_by_label("Åbent eller lukket").select_option("Lukket punkt")
    neutral = page.get_by_label("Neutral titel")
    expect(neutral).to_be_focused()
    item.refresh_from_db()
    assert item.is_public
    neutral.fill("Drøftelse af en sag")
    neutral.press("Tab")
    expect(page.locator(f".outline li[data-uid='{item.uid}']")).to_contain_text("lukket")
    item.refresh_from_db()
    assert (item.is_public, item.public_title) == (False, "Drøftelse af en sag")


def test_sections_are_added_and_left_out_and_come_back_with_their_words(cast, desk: Desk, meeting):
    page = desk("member")
    item = meeting.items.get(title="Klare breve")
    go(page, meeting, item.uid)
    page.get_by_role("button", name="Vurdering").click()
    expect(text(page, item, "assessment")).to_be_focused()
    page.keyboard.type("Det er værd at prøve.")
    expect(page.locator(f"#assessment-{item.uid} [data-said]")).to_contain_text("Gemt kl.")
    page.get_by_role("button", name="Udelad Vurdering").click()
    expect(text(page, item, "assessment")).to_have_count(0)
    page.get_by_role("button", name="Vurdering").click()
    expect(text(page, item, "assessment")).to_have_text("Det er værd at prøve.")
    assert stays(page)


def test_moving_an_item_and_writing_in_it_never_collide(cast, desk: Desk, meeting):
    writes, moves = desk("member"), desk("chair")
    item = meeting.items.get(title="Klare breve")
    go(writes, meeting, item.uid)
    go(moves, meeting, item.uid)
    text(writes, item).click()
    writes.keyboard.press("End")
    writes.keyboard.type(" Først")
    moves.get_by_role("button", name="Flyt ned").click()
    writes.keyboard.type(" og så mere.")
    expect(writes.get_by_role("heading", name="3. Klare breve")).to_be_visible(timeout=WITHIN)
    expect(text(writes, item)).to_be_focused()
    writes.keyboard.type(" Til sidst.")
    whole = "Resumé af Klare breve. Først og så mere. Til sidst."
    expect(text(moves, item)).to_have_text(whole, timeout=WITHIN)
    assert titles(meeting)[:2] == ["Åbne værksteder", "Klare breve"]
    assert stays(writes)
    assert stays(moves)


def test_all_open_items_follow_what_others_write(cast, desk: Desk, meeting):
    mine, theirs = desk("member"), desk("chair")
    first, second = meeting.items.get(title="Klare breve"), meeting.items.get(title="Fælles haver")
    go(mine, meeting, first.uid, second.uid)
    go(theirs, meeting, second.uid)
    text(theirs, second).click()
    theirs.keyboard.press("End")
    theirs.keyboard.type(" Nyt.")
    expect(text(mine, second)).to_have_text("Resumé af Fælles haver. Nyt.", timeout=WITHIN)
    expect(mine.locator(f"#summary-{second.uid} .writing-person")).to_contain_text("Frida Formand")
    theirs.get_by_label("Fremlægges af").fill("Ida")
    theirs.get_by_label("Fremlægges af").press("Tab")
    field = mine.locator(f"#punkt-{second.uid}").get_by_label("Fremlægges af")
    expect(field).to_have_value("Ida", timeout=WITHIN)
    mine.reload()
    expect(mine.locator(".agenda-item.is-open")).to_have_count(2)


def test_a_section_left_out_by_another_loses_no_word(cast, desk: Desk, meeting):
    page, theirs = desk("member"), desk("chair")
    item = meeting.items.get(title="Klare breve")
    go(page, meeting, item.uid)
    go(theirs, meeting, item.uid)
    text(page, item).click()
    page.keyboard.press("End")
    page.keyboard.type(" Mine")
    theirs.get_by_role("button", name="Udelad Resumé").click()
    page.keyboard.type(" ord.")
    warning = page.locator(f"#summary-{item.uid} .draft-said")
    expect(warning).to_contain_text("er udeladt", timeout=WITHIN)
    expect(text(page, item)).to_contain_text("Mine ord.")
    page.get_by_role("button", name="Resumé", exact=True).click()
    expect(page.locator(f"#summary-{item.uid} [data-said]")).to_contain_text(
        "Gemt kl.", timeout=WITHIN
    )
    section = item.sections.present().get(kind="summary")
    assert "Mine ord." in section.text.content


def test_an_item_taken_off_by_another_keeps_its_words_and_comes_back(cast, desk: Desk, meeting):
    page, theirs = desk("member"), desk("chair")
    item = meeting.items.get(title="Klare breve")
    go(page, meeting, item.uid)
    go(theirs, meeting, item.uid)
    text(page, item).click()
    page.keyboard.press("End")
    page.keyboard.type(" Mine")
    theirs.locator(f"#punkt-{item.uid}").get_by_role("button", name="Fjern").first.click()
    page.keyboard.type(" ord.")
    expect(theirs.get_by_role("button", name="Fortryd")).to_be_focused()
    place = page.locator(f"#punkt-{item.uid}")
    put_back = place.get_by_role("button", name="Sæt tilbage").first
    expect(put_back).to_be_visible(timeout=WITHIN)
    put_back.click()
    expect(page.get_by_role("heading", name="2. Klare breve")).to_be_visible()
    expect(text(page, item)).to_contain_text("Mine ord.")
    expect(page.locator(f"#summary-{item.uid} [data-said]")).to_contain_text(
        "Gemt kl.", timeout=WITHIN
    )
    assert "Mine ord." in item.sections.get(kind="summary").text.content


@pytest.mark.parametrize(
    ("width", "scheme"), at_once([(390, "light"), (1280, "dark")], {(390, "light")})
)
def test_a_long_agenda_stays_usable(cast, desk: Desk, width, scheme):
    meeting = make.plan(cast)
    by = cast.users["secretary"]
    for number in range(12):
        item = services.add_item(meeting.pk, by=by, title=f"Punkt {number}")
        for kind in ("summary", "background", "assessment", "economy", "recommendation"):
            services.add_section(item.pk, kind, by=by)
            words = "<p>" + "Ord og flere ord. " * 35 + "</p>"
            services.save_section(item.pk, kind, content=words, base_revision=1, by=by)
    page = desk("member", width=width, scheme=scheme)
    go(page, meeting)
    assert page.locator(".ProseMirror").count() == 0
    first, last = meeting.items.get(title="Punkt 0"), meeting.items.get(title="Punkt 11")
    page.locator(f"#titel-{first.uid} a").click()
    page.locator(f"#titel-{last.uid} a").click()
    expect(page.locator(".ProseMirror")).to_have_count(10)
    assert_accessible(page)
    page.locator(f"#punkt-{first.uid}").get_by_role("link", name="Fold sammen").click()
    expect(page.locator(".ProseMirror")).to_have_count(5)
    assert stays(page)
