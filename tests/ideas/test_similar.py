"""While an idea is written, those that are like it are shown with what happened to them."""

import pytest

from ideas import services
from portal.search import services as search

from .factories import make_idea


def shown(client, title):
    response = client.get("/ideer/lignende/", {"title": title})
    assert response.status_code == 200
    return [idea.title for idea in response.context["similar"]]


@pytest.fixture
def benches(cast):
    ideas = [
        make_idea(cast, "Flere bænke til ældre i parken"),
        make_idea(cast, "Kortere telefonkø om morgenen", body="<p>Ring senere.</p>"),
    ]
    search.learn_words("ideer", [idea.pk for idea in ideas])
    return ideas[0]


@pytest.mark.parametrize(
    "title",
    [
        "Bænke til de ældre",
        "baenke for aeldre",
        "Parkbænke hvor ældre kan hvile: en bænk i parken",
        "Bænkene i parkerne",
        "Bønke til æltre",
        "BÆNKE",
    ],
)
def test_it_is_found_in_other_words(cast, benches, title):
    assert shown(cast["public"], title) == ["Flere bænke til ældre i parken"]


@pytest.mark.parametrize("title", ["", "og", "Svømmehal", "<b>", "&|!:*'", "🙂🙂🙂🙂", "x" * 5000])
def test_what_is_not_like_it_is_not_shown(cast, benches, title):
    assert shown(cast["public"], title) == []


def test_what_happened_to_it_is_shown_and_a_way_to_support_it(cast, benches):
    services.answer_idea(
        benches.pk, by=cast.users["chair"], outcome="not_taken_up", reason="Nej, fordi."
    )
    page = cast["public"].get("/ideer/lignende/?title=ældre bænke").content.decode()
    assert "Ikke taget op" in page
    assert f"{benches.get_absolute_url()}#stoet" in page


def test_hidden_ideas_are_shown_to_nobody(cast, benches):
    services.hide_idea(benches.pk, by=cast.users["secretary"], reason="Navne.")
    assert shown(cast["participant"], "ældre bænke") == shown(cast["secretary"], "bænke") == []


def test_without_scripts_they_come_with_the_form(cast, benches):
    typed = {"title": "Bænke til ældre", "body": "", "theme": ""}
    page = cast["public"].post("/ideer/ny/?udvalg=innovation", typed)
    assert page.status_code == 422
    assert "Flere bænke til ældre i parken" in page.content.decode()
