"""The pieces of pages: what they say, and that they hold what was given."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from portal.ui import formats, icons
from portal.ui.chain import Step
from portal.ui.forms import KeyedForm, KronerField

NBSP = "\N{NO-BREAK SPACE}"
MOMENT = datetime(2026, 5, 3, 16, 5, tzinfo=UTC)


def drawn(source: str, **values: object) -> str:
    return Template(source).render(Context(values))


@pytest.mark.parametrize(
    ("write", "value", "danish", "english"),
    [
        (formats.day, date(2026, 5, 3), f"3.{NBSP}maj 2026", f"3{NBSP}May 2026"),
        (formats.day_short, MOMENT, f"3.{NBSP}maj", f"3{NBSP}May"),
        (
            formats.weekday_day,
            date(2026, 12, 10),
            f"torsdag 10.{NBSP}december 2026",
            f"Thursday 10{NBSP}December 2026",
        ),
        (formats.clock, MOMENT, f"kl.{NBSP}18.05", "18:05"),
        (formats.clock, time(9, 5), f"kl.{NBSP}9.05", "09:05"),
        (
            formats.when,
            MOMENT,
            f"3.{NBSP}maj 2026 kl.{NBSP}18.05",
            f"3{NBSP}May 2026, 18:05",
        ),
        (formats.number, 30000, "30.000", "30,000"),
        (formats.number, Decimal("0.50"), "0,5", "0.5"),
        (formats.number, -1234.567, "-1.234,57", "-1,234.57"),
        (formats.kroner, 30000, f"30.000{NBSP}kr.", f"30,000{NBSP}kr."),
        (formats.kroner, Decimal("12.5"), f"12,50{NBSP}kr.", f"12.50{NBSP}kr."),
        (formats.size, 210_400, f"210{NBSP}kB", f"210{NBSP}kB"),
        (formats.size, 1_120_000, f"1,1{NBSP}MB", f"1.1{NBSP}MB"),
        (formats.size, 3, f"1{NBSP}kB", f"1{NBSP}kB"),
    ],
)
def test_days_and_numbers_are_written_as_each_language_does(write, value, danish, english):
    assert write(value) == danish
    with translation.override("en"):
        assert write(value) == english


def test_what_is_not_known_is_written_as_nothing():
    for write in (formats.day, formats.clock, formats.when, formats.number, formats.kroner):
        assert write(None) == ""


def test_the_chain_marks_here_and_dashes_what_is_planned():
    steps = [
        Step("Idé nr. 87", "Denne idé", "/here/", "24. marts", "here"),
        Step("Projekt", "Klare <breve>", "/projekt/"),
        Step("Gevinst", "Færre opkald", state="planned"),
    ]
    text = drawn("{% chain steps %}", steps=steps)
    assert text.count('aria-current="true"') == 1
    assert 'href="/here/"' not in text
    assert "Klare &lt;breve&gt;</a>" in text
    assert text.index("chain-done line-dashed") < text.index("Færre opkald")


def test_a_matter_of_one_step_has_no_chain():
    assert drawn("{% chain steps %}", steps=[Step("Idé", "Denne")]).strip() == ""


def test_progress_is_said_in_words():
    text = drawn('{% steps 2 5 "Udkast skrives." %}')
    assert "2 af 5 trin." in text
    assert text.count("steps-done") == 2
    assert text.count("steps-planned") == 3


def test_a_capacity_is_a_word_and_whom_it_is_for():
    assert "Forening" in drawn('{% capacity "association" %}')
    assert "&lt;Bold&gt;" in drawn('{% capacity "association" club %}', club="<Bold>")


def test_a_name_that_nobody_drew_is_a_mistake():
    with pytest.raises(KeyError):
        icons.draw("unicorn")


def test_facts_leave_out_what_is_not_known():
    text = drawn("{% facts rows %}", rows=[("Ansvarlig", "Mads"), ("Ligner", ""), ("Antal", 0)])
    assert "Ligner" not in text
    assert "<dd>0</dd>" in text


def test_a_text_without_english_is_shown_in_danish_and_marked():
    class Committee:
        name_da = "Opgaveudvalg <for> innovation"
        name_en = ""

    with translation.override("en"):
        text = drawn('{% editorial it "name" %}', it=Committee())
    assert text == '<span lang="da">Opgaveudvalg &lt;for&gt; innovation</span>'
    assert "<span" not in drawn('{% editorial it "name" %}', it=Committee())


def test_shares_are_drawn_within_the_whole():
    text = drawn("{% share_bar parts %}", parts=[("citizen", 96), ("leader", 4), ("nobody", 9)])
    assert text.count("<rect") == 2
    assert text.index('class="c1"') < text.index('class="c6"')


class IdeaForm(KeyedForm):
    obstacle = "før idéen kan sendes"
    title = forms.CharField(
        help_text="Sig det i én sætning.",
        error_messages={"required": "Giv idéen en titel, så andre kan finde den."},
    )
    role = forms.ChoiceField(
        choices=[("a", "Borger"), ("b", "Frivillig")],
        widget=forms.RadioSelect,
        error_messages={"required": "Vælg én rolle."},
    )
    held_on = forms.DateField(required=False)
    amount = KronerField(required=False)


def test_a_refused_form_lists_its_mistakes_with_ways_to_them():
    text = str(IdeaForm({}))
    assert "Ret to ting, før idéen kan sendes" in text
    assert '<a href="#id_title">Giv idéen en titel, så andre kan finde den.</a>' in text
    assert '<a href="#id_role_0">Vælg én rolle.</a>' in text
    assert 'aria-describedby="id_title_helptext id_title_error"' in text
    assert 'role="radiogroup" aria-describedby="id_role_error" aria-invalid="true"' in text


def test_an_untouched_form_has_no_mistakes_and_names_what_may_be_left_out():
    text = str(IdeaForm())
    assert 'role="alert"' not in text
    assert text.count("(valgfrit)") == 2
    assert 'type="date"' in text


def test_each_form_carries_a_key_of_its_own():
    assert IdeaForm()["form_key"].value() != IdeaForm()["form_key"].value()


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("30.000", 30000), ("30 000 kr.", 30000), ("30,000", 30000), ("0", 0), ("", None)],
)
def test_amounts_are_understood_as_people_write_them(typed, amount):
    form = IdeaForm({"title": "x", "role": "a", "amount": typed})
    assert form.is_valid()
    assert form.cleaned_data["amount"] == amount


@pytest.mark.parametrize("typed", ["30,5", "1.00", "mange", "30.0000"])
def test_an_amount_that_is_none_gets_advice(typed):
    form = IdeaForm({"title": "x", "role": "a", "amount": typed})
    assert form.errors["amount"] == ["Skriv beløbet i hele kroner, for eksempel 30.000."]


def test_the_title_tells_of_a_refused_form_and_wakes_nothing_lazy():
    def wake() -> None:
        raise AssertionError("woken")

    lazy = SimpleLazyObject(wake)
    assert drawn("{% title_prefix %}", form=IdeaForm({}), lazy=lazy) == "Fejl: "
    assert drawn("{% title_prefix %}", form=IdeaForm(), lazy=lazy) == ""


@pytest.mark.parametrize("language", ["da", "en"])
def test_the_page_of_last_resort_asks_nothing_of_anybody(language):
    # No database fixture: a query would fail this test.
    with translation.override(language):
        text = render_to_string("errors/500.html", {"request_id": "abc123"})
    assert f'<html lang="{language}">' in text
    assert "abc123" in text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "words"),
    [("/findes-ikke/", "Siden findes ikke"), ("/en/no/", "There is no such page")],
)
def test_what_is_not_there_is_said_in_the_language_of_the_address(client, path, words):
    answer = client.get(path)
    assert answer.status_code == 404
    assert words in answer.content.decode()
    assert not answer.cookies
    assert "csrf" not in answer.content.decode()
