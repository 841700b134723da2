"""Two texts in one: only what really came or went is marked."""

import re

import pytest

from portal.ui.difference import marked


def told(before, after):
    """Return the comparison with {+what came+} and [-what went-]."""
    text = re.sub(r'<span class="sr-only">[^<]*</span>', "", marked(before, after))
    for tag, begin, end in (("ins", "{+", "+}"), ("del", "[-", "-]")):
        text = text.replace(f"<{tag}>", begin).replace(f"</{tag}>", end)
    return text.strip()


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Et to", "Et to tre", "Et to {+tre+}"),
        ("Et to.", "Et to.\nNyt afsnit.", "Et to.\n{+Nyt afsnit.+}"),
        ("Et to.\nNyt afsnit.", "Et to.", "Et to.\n[-Nyt afsnit.-]"),
        ("Et to tre", "Et fire tre", "Et [-to-] {+fire+} tre"),
        ("Et to", "Nul et to", "[-Et-] {+Nul et+} to"),
        ("Et to", "Et\nto", "Et\nto"),
        ("Et", "Et", "Et"),
        ("", "Et", "{+Et+}"),
    ],
)
def test_the_word_before_a_change_stays_unmarked(before, after, expected):
    assert told(before, after) == expected


def test_no_word_of_either_text_is_missing():
    before, after = "En lang sætning.\nOg en til.", "En kort sætning.\nOg to til.\nSlut."
    words = set(re.findall(r"\w+", told(before, after)))
    assert words >= set(re.findall(r"\w+", before + after))
