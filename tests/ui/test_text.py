import pytest

from portal.drafts.typed import form_name
from portal.ui.addresses import in_danish
from portal.ui.formats import together
from portal.ui.text import make_slug, sort_key


def test_danish_letters_come_last():
    names = ["Åse", "Zita", "Østen", "Ærø", "anna", "Bo"]
    assert sorted(names, key=sort_key) == ["anna", "Bo", "Zita", "Ærø", "Østen", "Åse"]


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Ældre på råd", "aeldre-paa-raad"),
        ("🚲🚲", "uden-titel"),
        ("x" * 200, "x" * 60),
        (
            "En meget lang titel om noget, der ikke kan siges kortere, end det her siges",
            "en-meget-lang-titel-om-noget-der-ikke-kan-siges-kortere-end",
        ),
    ],
)
def test_a_slug_can_be_read(title, slug):
    assert make_slug(title) == slug


@pytest.mark.parametrize(
    ("path", "danish"),
    [
        ("/en/", "/"),
        ("/en/ideer/ny/", "/ideer/ny/"),
        ("/en", "/"),
        ("/energi/", "/energi/"),
        ("/en-anden/", "/en-anden/"),
    ],
)
def test_only_the_language_is_taken_from_an_address(path, danish):
    assert in_danish(path) == danish
    assert form_name(f"{path}?udvalg=innovation") == danish


@pytest.mark.parametrize(
    "text",
    [
        "klubberne lukker kl._17.",
        "mellem kl._7.30 og kl._8.15",
        "den 17._november 2026",
        "on 17_November 2026",
        "på 4._møde og 2._udkast",
        "efter §_17, stk._4",
        "30.000_kr. og 2_mio. kr.",
        "40_% af 12_km",
        "4_hverdage og 1_weekday",
        "<p>den 3._maj</p><p>kl._9</p>",
        "1. opgave, 3 borgere, kl. halv ni, 5 krydser",
    ],
)
def test_what_belongs_together_stays_on_one_line(text):
    written = text.replace("_", " ")
    assert together(written) == text.replace("_", "\N{NO-BREAK SPACE}")


@pytest.mark.django_db
def test_what_people_wrote_is_shown_that_way(cast):
    cast.committee.about_da = "Vi ses kl. 17 den 3. maj <her>."
    cast.committee.save()
    shown = cast["public"].get("/udvalg/innovation/").content.decode()
    assert "<p>Vi ses kl.\N{NO-BREAK SPACE}17 den 3.\N{NO-BREAK SPACE}maj &lt;her&gt;.</p>" in shown
