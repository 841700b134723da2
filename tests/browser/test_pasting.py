"""Pasting from Word into an open section, with what Word really puts on the clipboard."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from meetings.models import ItemSection
from tests.documents.test_pasted import CLEAN, WORD
from tests.meetings import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASTE = """(text, html) => {
  const data = new DataTransfer();
  data.setData('text/html', html);
  data.setData('text/plain', 'ord');
  const what = { clipboardData: data, bubbles: true, cancelable: true };
  const event = new ClipboardEvent("paste", what);
  text.dispatchEvent(event);
}"""


def test_what_word_puts_on_the_clipboard_is_stored_as_clean_text(cast, desk: Callable[..., Page]):
    item = make.add(cast, make.plan(cast), "Klare breve")
    page = desk("member")
    page.goto(reverse("meetings:item-edit", args=[item.meeting_id, item.uid]))
    text = page.locator(f"#background-{item.uid} .ProseMirror")
    text.click()
    text.evaluate(PASTE, WORD)
    expect(text.locator("h4")).to_have_text("Baggrund for sagen")
    expect(text.locator("> ul > li")).to_have_count(2)
    expect(text.locator("ul ul li")).to_have_text("til borgere")
    expect(text.locator("> ol > li")).to_have_count(2)
    expect(text.locator("table")).to_have_count(1)
    expect(text).not_to_contain_text("·")
    said = page.locator(f"#background-{item.uid} [data-said]")
    expect(said).to_contain_text("Gemt kl.", timeout=5000)
    stored = ItemSection.objects.get(item=item, kind="background").text.content
    assert stored == CLEAN
