"""What is pasted from Word or a web page keeps its headings, lists and tables, and nothing else."""

from pathlib import Path

import pytest
from django.urls import reverse

from portal.documents import richtext
from tests.meetings import factories as make

WORD = (Path(__file__).parent / "word.html").read_text()
CLEAN = (
    "<h4>Baggrund for sagen</h4>"
    "<p>Udvalget har <strong>tre</strong> opgaver og <em>én</em> frist.</p>"
    "<ul><li><p>Breve</p><ul><li>til borgere</li></ul></li><li>Haver</li></ul>"
    "<ol><li>at planen godkendes</li><li>at fristen flyttes</li></ol>"
    '<table><thead><tr><th scope="col">Post</th><th scope="col">Kroner</th></tr></thead>'
    "<tbody><tr><td>Tryk</td><td>30.000</td></tr></tbody></table>"
    '<p>Se <a href="https://www.example.dk/plan">planen</a>.</p>'
)


def test_what_word_has_on_the_clipboard_becomes_clean_text():
    assert richtext.clean(WORD) == CLEAN
    assert richtext.clean(CLEAN) == CLEAN


def test_marks_without_the_style_that_hides_them_are_taken_out_too():
    word = (
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>·&nbsp;&nbsp;&nbsp;Et</p>"
        "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>·&nbsp;&nbsp;To</p>"
        "<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'>1)&nbsp;&nbsp;Tre</p>"
    )
    assert richtext.clean(word) == "<ul><li>Et</li><li>To</li></ul><ol><li>Tre</li></ol>"


def test_a_web_page_keeps_its_shape_and_loses_the_rest():
    page = (
        '<div class="article"><h2 id="x">Overskrift</h2><img src="x.png" onerror="alert(1)">'
        '<p style="color:red" onclick="x()">Tekst <span>med</span> <b>vægt</b></p>'
        "<script>alert(1)</script><ul><li>Et</li></ul>"
        "<table><tr><th>År</th></tr><tr><td>2026</td></tr></table></div>"
    )
    assert richtext.clean(page) == (
        "<h4>Overskrift</h4><p>Tekst med <strong>vægt</strong></p><ul><li>Et</li></ul>"
        '<table><thead><tr><th scope="col">År</th></tr></thead>'
        "<tbody><tr><td>2026</td></tr></tbody></table>"
    )


@pytest.mark.django_db
def test_a_section_sent_with_words_markup_is_stored_clean(cast):
    item = make.add(cast, make.plan(cast), "Klare breve")
    url = reverse("meetings:section-save", args=[item.meeting_id, item.uid, "background"])
    data = {"background-content": WORD, "background-base_revision": "0"}
    assert cast["member"].post(url, data).status_code == 302
    assert item.sections.get(kind="background").text.content == CLEAN
