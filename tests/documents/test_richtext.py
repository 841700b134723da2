"""Rich text: one allow-list, one shape, no word lost."""

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from portal.documents import richtext
from portal.documents.forms import RichTextField


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("", ""),
        ("<p></p>", ""),
        ("<p><br></p><p>&nbsp;</p>", ""),
        ("a < b & c\n\nnext\nline", "<p>a &lt; b &amp; c</p><p>next<br>line</p>"),
        ("<p>5 > 3 &amp; mere</p>", "<p>5 &gt; 3 &amp; mere</p>"),
        ("<h2>Title</h2>loose <b>bold</b>", "<h4>Title</h4><p>loose <strong>bold</strong></p>"),
        ("<p>hej<script>alert(1)</script></p>", "<p>hej</p>"),
        ('<p onclick="x()" style="color:red" class="a">hej</p>', "<p>hej</p>"),
        ("<img src=x onerror=alert(1)><p>hej</p>", "<p>hej</p>"),
        ('<p><a href="javascript:alert(1)">x</a></p>', "<p>x</p>"),
        ('<p><a href="data:text/html,x">x</a></p>', "<p>x</p>"),
        (
            '<p><a href="https://example.dk" target="_blank" rel="opener">x</a></p>',
            '<p><a href="https://example.dk">x</a></p>',
        ),
        (
            "<ul>loose<li>one</li><li><p>two</p></li></ul>",
            "<ul><li>loose</li><li>one</li><li>two</li></ul>",
        ),
        ("<li>orphan</li>", "<p>orphan</p>"),
        ("<table><tr><th colspan=2></th></tr></table>", ""),
        ("<blockquote>said</blockquote>", "<blockquote><p>said</p></blockquote>"),
        (
            '<table><tr><td colspan="1"><p>År</p></td></tr><tr><td>2026</td></tr></table>',
            '<table><thead><tr><th scope="col">År</th></tr></thead>'
            "<tbody><tr><td>2026</td></tr></tbody></table>",
        ),
        (
            "<table><tr><th>År</th><td>2026</td></tr></table>",
            '<table><tbody><tr><th scope="row">År</th><td>2026</td></tr></tbody></table>',
        ),
        ("<p>e\N{COMBINING ACUTE ACCENT} \x00\x08</p>", "<p>é </p>"),
    ],
)
def test_text_is_kept_in_one_safe_shape(written, stored):
    assert richtext.clean(written) == stored


TAGS = ["b", "em", "p", "h1", "h4", "ul", "ol", "li", "table", "tr", "td", "th", "blockquote", "a"]
PIECES = st.sampled_from(
    [f"<{tag}>" for tag in TAGS]
    + [f"</{tag}>" for tag in TAGS]
    + ["<br>", "<a href='/x'>", "<ol start=3>", "<th colspan=2>", "<div>", "<svg>", "<math>"]
    + ["<script>", "</script>", "<style>", "</style>", "<!--", "-->", "<template>", "<"]
    + ["ord", "æøå", "&lt;", "&", " ", "\n", "\n\n", "'", '"', ">", "\xa0"]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_cleaning_again_changes_nothing(written):
    once = richtext.clean(written)
    assert richtext.clean(once) == once
    assert "script" not in once
    assert richtext.is_empty(once) == (once == "")


@given(st.text(max_size=200))
def test_any_text_at_all_can_be_cleaned(written):
    once = richtext.clean(written)
    assert richtext.clean(once) == once
    assert "\x00" not in once


def test_deep_nesting_neither_breaks_nor_loses_words():
    cleaned = richtext.clean("<blockquote>" * 3000 + "ordet" + "</blockquote>" * 3000)
    assert richtext.to_text(cleaned) == "ordet"
    assert cleaned.count("<blockquote>") < 20


def test_words_alone_have_a_line_for_each_paragraph_item_and_row():
    cleaned = richtext.clean(
        "<h4>Titel</h4><p>et <strong>to</strong><br>tre</p><ul><li>fire</li></ul>"
        "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>"
    )
    assert richtext.to_text(cleaned) == "Titel\net to\ntre\nfire\nA B\n1 2"


class AnyForm(forms.Form):
    text = RichTextField(required=True)
    more = RichTextField()


@pytest.mark.parametrize(
    "nothing", ["", "<p></p>", "<p><br></p>", "<p> &nbsp;</p>", "<script>x</script>"]
)
def test_a_required_text_is_not_satisfied_by_an_editor_left_empty(nothing):
    assert "text" in AnyForm({"text": nothing}).errors


def test_what_a_form_hands_on_is_clean():
    form = AnyForm({"text": "<p onclick=x>hej</p><script>x</script>", "more": ""})
    assert form.is_valid()
    assert form.cleaned_data == {"text": "<p>hej</p>", "more": ""}


def test_a_text_without_end_is_refused_with_advice():
    form = AnyForm({"text": "ord " * 60_000})
    assert "bilag" in form.errors["text"][0]


def test_without_scripts_there_is_a_plain_textarea():
    page = str(AnyForm()["text"])
    assert "<textarea" in page
    assert " required" not in page
