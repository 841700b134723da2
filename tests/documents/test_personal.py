"""What is found before a text becomes public, and what is left in peace."""

import pytest

from portal.documents.personal import find


def kinds(text, **options):
    return [hit.kind for hit in find(text, **options)]


@pytest.mark.parametrize(
    "text",
    [
        "Borgeren (010170-1234) søger.",
        "CPR 0101701234.",
        "010170 1234",
        "010170\N{NON-BREAKING HYPHEN}1234",
        "010170\N{EN DASH}1234",
        "010170\N{NO-BREAK SPACE}1234",
        "0101\N{SOFT HYPHEN}70-1234",
        "290200-4321",
        "Sagsnr. 010170-1234",
        "Født 311299-9999, bor i byen.",
        "011020-1234",
    ],
)
def test_a_cpr_number_is_found_however_it_is_written(text):
    hits = find(text)
    assert [hit.kind for hit in hits] == ["cpr"]
    assert "1234" not in hits[0].shown
    assert hits[0].shown.endswith("-••••")


@pytest.mark.parametrize(
    "text",
    [
        "Mødet er 01.01.2017 kl. 14.00.",
        "2017-01-01",
        "01-01-2017 1400",
        "den 3. maj 2026",
        "Sagsnr. 2017-010170-1234",
        "Sagsnr. 1508201231",
        "EMN-2017-01234",
        "17/0101701234",
        "310299-1234",
        "001270-1234",
        "451370-1234",
        "12.500.000 kr.",
        "30.000 kr.",
        "2017 2018 2019 2020",
        "I 2017 2018",
        "12 15 18 20 22 24",
        "konto 5301 0101701230",
        "12345678",
        "Side 3 af 9",
        "INN-014",
        "9780306406157",
    ],
)
def test_dates_and_case_numbers_are_left_in_peace(text):
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ring på 39 98 00 00.", "39 98 00 00"),
        ("+45 39980000", "+45 39980000"),
        ("+4539980000", "+4539980000"),
        ("0045 3998 0000", "0045 3998 0000"),
        ("3998 0000", "3998 0000"),
        ("Tlf.: 39980000", "39980000"),
        ("39\N{NO-BREAK SPACE}98\N{NO-BREAK SPACE}00\N{NO-BREAK SPACE}00", "39 98 00 00"),
    ],
)
def test_phone_numbers_are_found(text, shown):
    assert [(hit.kind, hit.shown) for hit in find(text)] == [("phone", shown)]


def test_addresses_are_found_once_and_the_contact_of_all_may_stand():
    text = "Skriv til ida.holm@example.dk eller innovation@example.dk, ida.holm@example.dk."
    assert kinds(text) == ["email", "email"]
    assert [hit.shown for hit in find(text, known=["Innovation@example.dk"])] == [
        "ida.holm@example.dk"
    ]
    assert kinds("Ring 39 98 00 00", known=["+45 3998 0000"]) == []
