"""Two people write in the same section: no word of either is lost."""

from hypothesis import given
from hypothesis import strategies as st

from portal.documents.richtext import to_text
from portal.writing.merging import blocks, merge

paragraphs = st.lists(st.sampled_from(["ko", "får", "gås", "æ 🦆", "å"]), max_size=6).map(
    lambda words: "".join(f"<p>{word}</p>" for word in words)
)


def test_changes_in_different_paragraphs_merge_by_themselves():
    base = "<p>En</p><p>To</p><p>Tre</p>"
    merged = merge(
        base=base, yours="<p>En!</p><p>To</p><p>Tre</p>", theirs="<p>En</p><p>To</p><p>Tre!</p>"
    )
    assert merged.clean
    assert merged.content == "<p>En!</p><p>To</p><p>Tre!</p>"


def test_changes_in_the_same_paragraph_keep_both_texts():
    merged = merge(base="<p>En</p>", yours="<p>En fra mig</p>", theirs="<p>En fra dem</p>")
    assert not merged.clean
    assert merged.content == "<p>En fra dem fra mig</p>"


def test_a_list_is_one_block():
    assert blocks("<ul><li><p>a</p></li><li><p>b</p></li></ul>\n<p>c</p>") == [
        "<ul><li><p>a</p></li><li><p>b</p></li></ul>",
        "<p>c</p>",
    ]


@given(base=paragraphs, yours=paragraphs, theirs=paragraphs)
def test_what_either_side_added_is_always_there(base, yours, theirs):
    merged = to_text(merge(base=base, yours=yours, theirs=theirs).content).split()
    for side in (yours, theirs):
        assert set(to_text(side).split()) - set(to_text(base).split()) <= set(merged)


def test_a_proposal_puts_the_words_of_both_into_one_paragraph():
    merged = merge(
        base="<p>Arbejdsgrupperne har mødt mange barrierer.</p>",
        yours="<p>Arbejdsgrupperne har mødt tre slags barrierer.</p>",
        theirs="<p>Alle arbejdsgrupper har mødt mange barrierer, som bilag 2 viser.</p>",
    )
    assert not merged.clean
    assert merged.content == (
        "<p>Alle arbejdsgrupper har mødt tre slags barrierer, som bilag 2 viser.</p>"
    )


def test_a_proposal_keeps_what_both_put_at_the_same_place():
    merged = merge(
        base="<p>Sidst.</p>",
        yours="<p>Sidst. Mine ord.</p>",
        theirs="<p>Sidst. Formandens ord.</p>",
    )
    assert not merged.clean
    for word in ("Sidst.", "Mine", "Formandens", "ord."):
        assert word in merged.content
    assert merged.content.count("<p>") == 1


def test_additions_at_the_same_place_both_stay():
    merged = merge(base="<p>En</p>", yours="<p>En</p><p>Min</p>", theirs="<p>En</p><p>Din</p>")
    assert merged.clean
    assert merged.content == "<p>En</p><p>Din</p><p>Min</p>"


@given(base=paragraphs, yours=paragraphs)
def test_if_nobody_else_wrote_yours_stands(base, yours):
    assert merge(base=base, yours=yours, theirs=base).content == yours
