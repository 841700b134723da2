"""Two people write in the same section: no word of either is lost."""

from hypothesis import given
from hypothesis import strategies as st

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
    assert "En fra mig" in merged.content
    assert "En fra dem" in merged.content


def test_a_list_is_one_block():
    assert blocks("<ul><li><p>a</p></li><li><p>b</p></li></ul>\n<p>c</p>") == [
        "<ul><li><p>a</p></li><li><p>b</p></li></ul>",
        "<p>c</p>",
    ]


@given(base=paragraphs, yours=paragraphs, theirs=paragraphs)
def test_what_either_side_added_is_always_there(base, yours, theirs):
    merged = merge(base=base, yours=yours, theirs=theirs)
    for side in (yours, theirs):
        for block in set(blocks(side)) - set(blocks(base)):
            assert block in merged.content


@given(base=paragraphs, yours=paragraphs)
def test_if_nobody_else_wrote_yours_stands(base, yours):
    assert merge(base=base, yours=yours, theirs=base).content == yours
