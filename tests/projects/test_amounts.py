"""Amounts as people type them, in both languages, exact to the øre."""

from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from portal.ui import formats
from projects.amounts import Unreadable, parse


@pytest.mark.parametrize(
    ("typed", "language", "value"),
    [
        ("30.000", "da", "30000"),
        ("1.234,50", "da", "1234.50"),
        ("1.000.000", "da", "1000000"),
        ("1,000,000", "da", "1000000"),
        ("1.000.000", "en", "1000000"),
        ("30,000", "en", "30000"),
        ("1,234.50", "en", "1234.50"),
        ("1,234.50", "da", "1234.50"),
        ("1234.5", "da", "1234.5"),
        ("12,5", "en", "12.5"),
        ("30 000 kr.", "da", "30000"),
        ("30\u00a0000,- ", "da", "30000"),
        ("-2.500", "da", "-2500"),
        ("−7,25", "da", "-7.25"),
        ("0", "da", "0"),
    ],
)
def test_what_can_be_read_in_one_way_is_read(typed, language, value):
    assert parse(typed, language=language) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("1,000", "da"),
        ("1.000", "en"),
        ("12,3456", "da"),
        ("1.23.456", "da"),
        ("1,234,50", "da"),
        ("tusind", "da"),
        ("", "da"),
        ("-", "da"),
        ("1.234,567", "da"),
        ("NaN", "da"),
        ("1e9", "da"),
        ("٣", "da"),
        ("9" * 50, "da"),
    ],
)
def test_what_could_be_meant_in_two_ways_or_none_is_refused(typed, language):
    with pytest.raises(Unreadable):
        parse(typed, language=language)


@given(st.decimals(min_value=-(10**11), max_value=10**11, places=2))
def test_what_the_pages_write_is_read_back(value):
    for language in ("da", "en"):
        with translation.override(language):
            assert parse(formats.kroner(value), language=language) == value
