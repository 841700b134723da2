"""Two people at two machines write in the same sections at once, and no word is lost."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from playwright.sync_api import Page, expect

from meetings import services
from meetings.models import AgendaItem, ItemSection
from tests.browser.axe import assert_accessible
from tests.meetings import factories as make
from tests.projects import factories as proposals

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Desk = Callable[..., Page]
WITHIN = 4000
"""Milliseconds: a second's pause until it is saved, and the three within which others see it."""


@pytest.fixture
def item(cast) -> AgendaItem:
    meeting = make.plan(cast)
    item = make.add(cast, meeting, "Klare breve")
    services.save_section(
        item.pk,
        "summary",
        content="<p>Først.</p><p>Sidst.</p>",
        base_revision=1,
        by=cast.users["secretary"],
    )
    return item


def open_item(page: Page, item: AgendaItem) -> None:
    page.goto(reverse("meetings:item-edit", args=[item.meeting_id, item.uid]))
    expect(text(page)).to_be_visible()


def text(page: Page):
    return page.locator("section[id^=summary] .ProseMirror")


def said(page: Page):
    return page.locator("section[id^=summary] [data-said]")


def stored(item: AgendaItem) -> str:
    return ItemSection.objects.get(item=item, kind="summary").text.content


def put_caret(page: Page, paragraph: int) -> None:
    text(page).locator("p").nth(paragraph).click()
    page.keyboard.press("End")


def test_words_are_saved_while_they_are_typed(desk: Desk, item):
    page = desk("member")
    open_item(page, item)
    put_caret(page, 1)
    page.keyboard.type(" Og mere.")
    expect(said(page)).to_contain_text("Gemt kl.", timeout=WITHIN)
    assert "Sidst. Og mere." in stored(item)
    assert page.evaluate("Object.keys(localStorage).length") == 0
    page.reload()
    expect(text(page)).to_contain_text("Sidst. Og mere.")


def test_two_who_write_in_different_paragraphs_both_get_both(desk: Desk, item):
    mine, theirs = desk("member"), desk("chair")
    open_item(mine, item)
    open_item(theirs, item)
    put_caret(mine, 0)
    put_caret(theirs, 1)
    for word in ("Et", "to", "tre"):
        mine.keyboard.type(f" {word} fra mig")
        theirs.keyboard.type(f" {word} fra dig")
    for page in (mine, theirs):
        expect(text(page).locator("p").nth(0)).to_have_text(
            "Først. Et fra mig to fra mig tre fra mig", timeout=2 * WITHIN
        )
        expect(text(page).locator("p").nth(1)).to_have_text(
            "Sidst. Et fra dig to fra dig tre fra dig", timeout=2 * WITHIN
        )
    assert "tre fra mig" in stored(item)
    assert "tre fra dig" in stored(item)


def test_what_others_save_comes_without_moving_the_caret(desk: Desk, item):
    mine, theirs = desk("member"), desk("chair")
    open_item(mine, item)
    open_item(theirs, item)
    put_caret(mine, 1)
    put_caret(theirs, 0)
    theirs.keyboard.type(" Nyt fra formanden.")
    expect(said(theirs)).to_contain_text("Gemt kl.", timeout=WITHIN)
    expect(text(mine)).to_contain_text("Nyt fra formanden.", timeout=3000)
    mine.keyboard.type("!")
    expect(text(mine).locator("p").nth(1)).to_have_text("Sidst.!")
    expect(mine.locator("section[id^=summary] .writing-person")).to_contain_text(
        "Frida Formand skriver her"
    )
    assert_accessible(mine)


def both_change_the_end(mine: Page, theirs: Page, item: AgendaItem) -> None:
    open_item(mine, item)
    open_item(theirs, item)
    mine.route("**/nyt/*", lambda route: route.abort())
    put_caret(theirs, 1)
    theirs.keyboard.type(" Formandens ord.")
    expect(said(theirs)).to_contain_text("Gemt kl.", timeout=WITHIN)
    put_caret(mine, 1)
    mine.keyboard.type(" Mine ord.")
    expect(mine.get_by_role("dialog")).to_be_visible(timeout=WITHIN)


def test_what_both_changed_is_shown_beside_each_other_and_put_together(desk: Desk, item):
    mine, theirs = desk("member"), desk("chair")
    both_change_the_end(mine, theirs, item)
    dialog = mine.get_by_role("dialog", name="Frida Formand har også rettet i Resumé")
    expect(dialog.locator(".merge-side").nth(0)).to_contain_text("Mine ord.")
    expect(dialog.locator(".merge-side").nth(1)).to_contain_text("Formandens ord.")
    expect(dialog.locator(".ProseMirror")).to_contain_text("Mine ord.")
    expect(dialog.locator(".ProseMirror")).to_contain_text("Formandens ord.")
    assert_accessible(mine)
    dialog.get_by_role("button", name="Gem den samlede tekst").click()
    expect(dialog).to_be_hidden()
    expect(said(mine)).to_contain_text("Gemt kl.", timeout=WITHIN)
    for words in ("Mine ord.", "Formandens ord."):
        expect(text(mine)).to_contain_text(words)
        expect(text(theirs)).to_contain_text(words, timeout=WITHIN)
        assert words in stored(item)


def test_escape_waits_and_the_caret_is_where_it_was(desk: Desk, item):
    mine, theirs = desk("member"), desk("chair")
    both_change_the_end(mine, theirs, item)
    mine.keyboard.press("Escape")
    expect(mine.get_by_role("dialog")).to_be_hidden()
    mine.keyboard.type(" Og flere.")
    expect(text(mine).locator("p").nth(1)).to_have_text("Sidst. Mine ord. Og flere.")
    assert "Mine ord" in mine.evaluate("JSON.stringify(localStorage)")
    mine.get_by_role("button", name="Se begge tekster").click()
    mine.get_by_role("dialog").get_by_role("button", name="Brug min").click()
    expect(said(mine)).to_contain_text("Gemt kl.", timeout=WITHIN)
    expect(text(theirs)).to_contain_text("Sidst. Mine ord. Og flere.", timeout=WITHIN)
    assert "Formandens" not in stored(item)


def sign_in_again(page: Page, cast) -> None:
    del cast["member"]
    [cookie] = cast["member"].cookies.values()
    origin = page.evaluate("location.origin")
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": origin}])


def test_a_session_that_ends_while_typing_loses_nothing(cast, desk: Desk, item):
    page = desk("member")
    open_item(page, item)
    Session.objects.all().delete()
    put_caret(page, 1)
    page.keyboard.type(" Skrevet for sent.")
    expect(page.get_by_text("Ikke gemt: Du er logget ud.").first).to_be_visible(timeout=WITHIN)
    sign_in_again(page, cast)
    page.reload()
    page.get_by_role("button", name="Brug teksten").click()
    expect(said(page)).to_contain_text("Gemt kl.", timeout=WITHIN)
    assert "Skrevet for sent." in stored(item)
    assert page.evaluate("Object.keys(localStorage).length") == 0


def test_a_session_that_ends_while_there_is_no_line_loses_nothing(cast, desk: Desk, item):
    page = desk("member")
    open_item(page, item)
    page.context.set_offline(True)
    put_caret(page, 1)
    page.keyboard.type(" I en tunnel.")
    expect(page.get_by_text("Ikke gemt: intet net.").first).to_be_visible(timeout=WITHIN)
    Session.objects.all().delete()
    page.context.set_offline(False)
    expect(page.get_by_text("Ikke gemt: Du er logget ud.").first).to_be_visible(timeout=2 * WITHIN)
    assert "I en tunnel" not in stored(item)
    sign_in_again(page, cast)
    page.reload()
    page.get_by_role("button", name="Brug teksten").click()
    expect(said(page)).to_contain_text("Gemt kl.", timeout=WITHIN)
    assert "I en tunnel." in stored(item)


def test_without_a_line_the_words_stay_and_are_saved_when_it_is_back(desk: Desk, item):
    page = desk("member")
    open_item(page, item)
    page.context.set_offline(True)
    put_caret(page, 1)
    page.keyboard.type(" I en tunnel.")
    expect(page.get_by_text("Ikke gemt: intet net.").first).to_be_visible(timeout=WITHIN)
    expect(page.locator(".editor-bar .saved")).to_have_text("Ikke gemt")
    page.keyboard.type(" Og videre.")
    assert "Og videre" not in stored(item)
    page.context.set_offline(False)
    expect(page.locator("[data-heard]")).to_contain_text("Gemt kl.", timeout=2 * WITHIN)
    expect(page.get_by_text("Ikke gemt")).to_have_count(0)
    expect(page.locator(".editor-bar .saved")).to_contain_text("Gemt kl.")
    assert "Sidst. I en tunnel. Og videre." in stored(item)


def test_a_change_of_the_agenda_comes_quietly(cast, desk: Desk, item):
    page = desk("member")
    open_item(page, item)
    put_caret(page, 1)
    make.add(cast, item.meeting, "Et nyt punkt")
    expect(page.get_by_role("heading", name="3. Et nyt punkt")).to_be_visible(timeout=WITHIN)
    expect(page.locator("[data-heard]")).to_have_text("Et punkt er tilføjet.")
    page.keyboard.type(" Uforstyrret.")
    expect(text(page)).to_contain_text("Sidst. Uforstyrret.")


def test_the_history_leads_back_to_an_earlier_text(desk: Desk, item):
    page = desk("member")
    open_item(page, item)
    put_caret(page, 1)
    page.keyboard.type(" Og meget mere.")
    expect(said(page)).to_contain_text("Gemt kl.", timeout=WITHIN)
    page.locator("section[id^=summary]").get_by_role("link", name="Historik").click()
    expect(page.locator("ins")).to_contain_text("Og meget mere.")
    assert_accessible(page)
    page.get_by_role("navigation", name="Udgaver").get_by_role("link").last.click()
    page.get_by_role("button", name="Gå tilbage til denne tekst").click()
    expect(text(page)).to_have_text("Først.Sidst.")
    assert "Og meget mere" not in stored(item)


def test_a_proposal_is_written_together_too(cast, desk: Desk):
    proposal = proposals.start(cast)
    mine, theirs = desk("member"), desk("association")
    for page in (mine, theirs):
        page.goto(reverse("projects:proposal-edit", args=[proposal.pk]))
    vision = "#section-vision .ProseMirror"
    mine.locator(vision).click()
    mine.keyboard.type("Breve, som alle forstår.")
    expect(theirs.locator(vision)).to_contain_text("Breve, som alle forstår.", timeout=2 * WITHIN)
    theirs.locator("#section-risks .ProseMirror").click()
    theirs.keyboard.type("Ingen læser dem.")
    expect(mine.locator("#section-risks .ProseMirror")).to_contain_text(
        "Ingen læser dem.", timeout=2 * WITHIN
    )
    assert mine.get_by_text("Kladde gemt").count() == 0


def test_a_decision_is_saved_while_it_is_typed_and_its_outcome_by_the_button(cast, desk: Desk):
    meeting = make.plan(cast)
    item = make.add(cast, meeting, "Klare breve")
    make.publish(cast, meeting)
    make.open_now(cast, meeting)
    mine, theirs = desk("secretary"), desk("chair")
    for page in (mine, theirs):
        page.goto(reverse("meetings:minutes-item", args=[meeting.pk, item.uid]))
    decision = "#beslutning .ProseMirror"
    mine.locator(decision).click()
    mine.keyboard.type("Udvalget anbefaler forslaget.")
    expect(theirs.locator(decision)).to_contain_text("Udvalget anbefaler", timeout=2 * WITHIN)
    mine.get_by_label("Udfald").select_option(label="Anbefales")
    mine.keyboard.press("Tab")
    mine.get_by_role("button", name="Gem beslutningen").click()
    expect(mine.get_by_text("Beslutningen er gemt.")).to_be_visible()
    item.refresh_from_db()
    assert item.outcome == "recommended"
    expect(theirs.get_by_text("Andre har ændret noget andet på siden.")).to_be_visible(
        timeout=WITHIN
    )
