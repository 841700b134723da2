"""A municipality's colours: what follows from two of them can be read, and says so where not."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import settings as runs
from hypothesis import strategies as st

from portal.ui import colours, theme
from portal.ui.colours import contrast, hue_apart, to_hex, to_oklch

SETS = [
    ("#1d4380", "#b8650a", "#183a70", "#ffb454"),
    ("#7a2340", "#96690a", "#561a2f", "#f5b042"),
]
"""Brand, thread, field and thread on the field of the two further sets of the design."""
COLOUR = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def tokens_of(block: str) -> dict[str, str]:
    found = re.findall(r"--([\w-]+): (#[0-9a-f]+);", block)
    return {name: colours.read(value) for name, value in found}


def the_stylesheet() -> tuple[dict[str, str], dict[str, str]]:
    text = Path(settings.BASE_DIR, "static/css/_tokens.scss").read_text()
    light, dark = text.split("@media screen and (prefers-color-scheme: dark)")
    return tokens_of(light), tokens_of(dark)


def test_the_houses_colours_give_back_the_houses_tokens():
    light, dark = the_stylesheet()
    found = theme.derive(theme.BRAND, theme.THREAD)
    assert found.light == {name: light[name] for name in found.light}
    assert found.dark == {name: dark[name] for name in found.dark}
    assert found.is_house
    assert not theme.faults(found)


def test_what_a_theme_is_measured_against_is_what_the_stylesheet_says():
    for scheme, tokens in zip(("light", "dark"), the_stylesheet(), strict=True):
        said = (theme.PAPER[scheme], theme.GROUND[scheme], theme.ERROR[scheme])
        assert said == (tokens["paper"], tokens["ground"], tokens["error"])


@pytest.mark.parametrize(("brand", "thread", "field", "field_thread"), SETS)
def test_the_further_sets_of_the_design_hold(brand, thread, field, field_thread):
    found = theme.derive(brand, thread)
    assert not theme.faults(found)
    assert not found.is_house
    assert contrast(field_thread, field) >= 3
    drawn = theme.Theme({**found.light, "field": field, "field-thread": field_thread}, found.dark)
    assert not theme.faults(drawn)


@runs(max_examples=60, deadline=None)
@given(brand=COLOUR, thread=COLOUR)
def test_everything_that_follows_from_a_brand_that_passes_can_be_read(brand, thread):
    brand = theme.nearest_brand(brand)
    found = theme.derive(brand, theme.nearest_thread(thread, brand))
    assert not theme.faults(found)
    for scheme, tokens in (("light", found.light), ("dark", found.dark)):
        assert contrast(tokens["brand"], theme.PAPER[scheme]) >= 7
        assert contrast(tokens["on-brand"], tokens["brand"]) >= 7
        assert contrast(tokens["on-brand"], tokens["brand-strong"]) >= 7
        assert contrast(tokens["brand"], tokens["brand-tint"]) >= 5.5
        assert contrast(tokens["on-field"], tokens["field"]) >= 7
        assert contrast(tokens["on-field-2"], tokens["field"]) >= 7
        assert contrast(tokens["field-thread"], tokens["field"]) >= 3
        for ground in (theme.PAPER[scheme], theme.GROUND[scheme]):
            assert contrast(tokens["thread"], ground) >= 3
        assert hue_apart(tokens["thread"], theme.ERROR[scheme]) >= 15


@pytest.mark.parametrize("brand", [theme.BRAND, "#1d4380", "#7a2340"])
def test_the_field_is_about_an_eighth_darker_than_the_brand(brand):
    field = to_oklch(theme.derive(brand, theme.THREAD).light["field"]).lightness
    assert 0.84 <= field / to_oklch(brand).lightness <= 0.96


@pytest.mark.parametrize(
    ("brand", "thread", "danish", "english"),
    [
        ("#5aa0d0", theme.THREAD, "Kontrasten på hvidt er 2,8", "The contrast on white is 2.8"),
        (theme.BRAND, "#ffe000", "Kontrasten på siden er 1,3", "The contrast on the page is 1.3"),
        (theme.BRAND, "#929292", "på den grå bund er 2,8", "on the grey ground is 2.8"),
        (
            theme.BRAND,
            "#b01040",
            "ligner for meget den røde, der betyder fejl",
            "like the red of mistakes",
        ),
        (
            theme.BRAND,
            "#b0407a",
            "ligner for meget den røde, der betyder fejl",
            "like the red of mistakes",
        ),
    ],
)
def test_a_colour_is_refused_with_what_it_lacks_and_the_nearest_that_passes(
    brand, thread, danish, english
):
    found = theme.derive(brand, thread)
    [fault] = theme.faults(found)
    assert danish in str(fault)
    assert f"Den nærmeste, der virker, er {fault.nearest}." in str(fault)
    with translation.override("en"):
        [fault] = theme.faults(found)
        assert english in str(fault)
    pair = (fault.nearest, thread) if fault.source == "brand" else (brand, fault.nearest)
    assert not theme.faults(theme.derive(*pair))


def test_a_thread_that_drowns_in_the_field_is_refused():
    house = theme.derive(theme.BRAND, theme.THREAD)
    dull = theme.Theme({**house.light, "field-thread": "#2a6f7a"}, house.dark)
    assert [fault.source for fault in theme.faults(dull)] == ["thread"]


def test_a_refused_ratio_never_reads_as_the_one_that_is_needed():
    [fault] = theme.faults(theme.derive("#595a59", theme.THREAD))
    assert "6,9" in str(fault)


def test_the_stylesheet_leaves_print_in_black_and_keeps_the_thread():
    found = theme.derive("#1d4380", "#b8650a")
    assert found.stylesheet.count("--brand:") == 2
    assert "@media print{:root{--thread:#b8650a}}" in found.stylesheet
    assert found.version != theme.derive("#1d4381", "#b8650a").version
    assert "#b8650a" not in found.icon
    assert found.light["field"] in found.icon


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("#0F4C55", "#0f4c55"), ("0f4c55", "#0f4c55"), (" #abc ", "#aabbcc"), ("FFF", "#ffffff")],
)
def test_a_colour_is_read_as_people_type_it(typed, meant):
    assert colours.read(typed) == meant


@pytest.mark.parametrize("typed", ["", "#12", "blå", "#0f4c5g", "#0f4c55;}", "#٠f4c55", "##fff"])
def test_what_is_no_colour_is_none(typed):
    with pytest.raises(ValueError, match=f"^{re.escape(typed)}$"):
        colours.read(typed)


@pytest.mark.parametrize(
    ("colour", "lightness", "chroma", "hue"),
    [("#ff0000", 0.62796, 0.25768, 29.234), ("#0000ff", 0.45201, 0.31321, 264.052)],
)
def test_oklch_is_that_of_css(colour, lightness, chroma, hue):
    assert to_oklch(colour) == pytest.approx((lightness, chroma, hue), abs=0.01)


@given(colour=COLOUR)
def test_a_colour_survives_the_way_there_and_back(colour):
    assert to_hex(to_oklch(colour)) == colour


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_a_grey_is_like_no_hue():
    assert hue_apart("#808080", "#a3123f") == 180
    assert hue_apart("#ff0000", "#ff0010") < 10
