"""Finding ideas: Danish words however they are spelt, typos, compounds; what is not to be found."""

import pytest
from django.db import connection
from django.utils import timezone

from ideas import services
from portal.search import services as search
from portal.search import tasks
from portal.search.models import Entry, Word
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
    idea = make_idea(cast, "Flere ældre på bænke", body="<p>I skolegården og parken.</p>")
    search.learn_words("ideer", [idea.pk])
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


def test_the_nightly_look_mends_what_differs_and_says_so(cast, caplog):
    missing, changed, stays = make_idea(cast, "Ny"), make_idea(cast, "Ændret"), make_idea(cast)
    Entry.objects.filter(object_id=missing.pk).delete()
    Entry.objects.filter(object_id=changed.pk).update(title="Gammel")
    Entry.objects.create(source="ideer", object_id=stays.pk + 99, title="Væk", at=timezone.now())
    assert set(search.mend("ideer")) == {missing.pk, changed.pk, stays.pk + 99}
    assert "differed" in caplog.text
    assert search.mend("ideer") == []
    assert titles(cast["public"], "ændret") == ["Ændret"]
    assert titles(cast["public"], "gammel") == titles(cast["public"], "væk") == []


def test_at_night_words_go_that_stand_nowhere_any_more(cast):
    gone, stays = make_idea(cast, "Muslingebanke"), make_idea(cast, "Østersbanke")
    search.learn_words("ideer", [gone.pk, stays.pk])
    services.hide_idea(gone.pk, by=cast.users["secretary"], reason="Navne.")
    tasks.mend()
    words = set(Word.objects.values_list("word", flat=True))
    assert "oestersbanke" in words
    assert "muslingebanke" not in words


def test_each_page_leads_to_the_search(cast):
    assert 'href="/soeg/"' in cast["public"].get("/").content.decode()
    assert 'action="/soeg/"' in cast["public"].get("/ideer/").content.decode()
