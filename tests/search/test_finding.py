"""Finding ideas: Danish words however they are spelt, typos, compounds; what is not to be found."""

import pytest
from django.db import connection

from ideas import services
from portal.search.words import plain
from tests.ideas.factories import make_idea


def titles(client, question):
    page = client.get("/soeg/", {"q": question})
    assert page.status_code == 200
    return [
        str(hit.title).replace("<mark>", "").replace("</mark>", "") for hit in page.context["hits"]
    ]


@pytest.mark.parametrize(
    "question",
    [
        "ældre",
        "aeldre",
        "ÆLDRE",
        "bænk",
        "bænke",
        "baenken",
        "bønke",
        "gård",
        "-bus ældre",
        '"ældre på bænke"',
    ],
)
def test_one_idea_is_found_however_it_is_asked_for(cast, question):
    make_idea(cast, "Flere ældre på bænke", body="<p>I skolegården og parken.</p>")
    assert titles(cast["public"], question) == ["Flere ældre på bænke"]


@pytest.mark.parametrize(
    "question", ["", "  ", "&|!:*", "' OR 1", "på", "( <-> )", "x" * 300, "🙂"]
)
def test_no_question_breaks_the_page(cast, question):
    make_idea(cast)
    assert titles(cast["public"], question) == []


def test_what_is_hidden_is_not_found_until_it_is_shown_again(cast):
    idea = make_idea(cast, "Bænke ved åen")
    services.hide_idea(idea.pk, by=cast.users["secretary"], reason="Navne.")
    assert titles(cast["public"], "åen") == titles(cast["participant"], "åen") == []
    services.show_idea(idea.pk, by=cast.users["secretary"], reason="De er væk.")
    assert titles(cast["public"], "åen") == ["Bænke ved åen"]


def test_what_is_found_is_shown_as_text(cast):
    make_idea(cast, "Bænke <b>&amp;", body="<p>1 &lt; 2 bænke</p>")
    page = cast["public"].get("/soeg/?q=bænke").content.decode()
    assert "1 &lt; 2 <mark>bænke</mark>" in page
    assert "<b>" not in page


def test_the_database_makes_words_plain_as_the_code_does(cast):
    said = "Ærø, ÅRHUS og også på café; müsli"
    with connection.cursor() as cursor:
        cursor.execute("SELECT search_plain(%s)", [said])
        assert cursor.fetchone()[0] == plain(said)
