"""What everybody reads about the committees, in both languages and whatever is there."""

import pytest
from django.core.cache import cache

from committee.models import Municipality
from portal.ui.formats import day
from tests.cast import make_committee

from .factories import (
    days,
    make_group,
    make_mandate,
    make_membership,
    make_person,
    put_in_group,
    report,
)

pytestmark = pytest.mark.django_db

PUBLIC = [
    "/",
    "/udvalg/innovation/",
    "/udvalg/innovation/medlemmer/",
    "/udvalg/innovation/kommissorium/",
]
STANDING = ["/om-opgaveudvalg/", "/tilgaengelighed/", "/privatliv/"]


def html(response):
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_installation_says_what_a_committee_is(client):
    page = html(client.get("/"))
    assert "/om-opgaveudvalg/" in page


def test_the_front_page_shows_the_featured_committee_and_lists_the_others_apart(cast):
    make_committee("trafik", "Opgaveudvalget for trafik", started_on=days(30), ended_on=None)
    make_committee("havn", "Opgaveudvalget for havnen", started_on=days(-900), ended_on=days(-300))
    response = cast["public"].get("/")
    page = html(response)
    assert "<h1>Opgaveudvalget for innovation</h1>" in page
    stages = [[each.slug for each in committees] for _, committees in response.context["lists"]]
    assert stages == [["innovation", "klima"], ["trafik"], ["havn"]]


@pytest.mark.parametrize(
    "path", ["/", "/udvalg/innovation/", "/udvalg/innovation/medlemmer/", *STANDING]
)
def test_a_visitor_gets_no_cookie_and_no_token(cast, path):
    response = cast["public"].get(path)
    assert "csrfmiddlewaretoken" not in html(response)
    assert not response.cookies


@pytest.mark.parametrize(
    "path", ["/", "/udvalg/innovation/", "/udvalg/innovation/kommissorium/", *STANDING]
)
def test_every_page_is_there_in_english(cast, path):
    page = html(cast["public"].get(f"/en{path}"))
    assert '<html lang="en">' in page
    assert f'href="{path}" hreflang="da"' in page


def test_without_an_english_text_the_danish_one_is_shown_and_marked(cast):
    page = html(cast["public"].get("/en/udvalg/innovation/"))
    assert '<span lang="da">Opgaveudvalget for innovation</span>' in page
    cast.committee.name_en = "The task committee on innovation"
    cast.committee.save()
    assert "<h1>The task committee on innovation</h1>" in html(
        cast["public"].get("/en/udvalg/innovation/")
    )


def test_tasks_stand_with_how_far_they_are(cast):
    make_mandate(cast.committee, tasks=2)
    report(cast.committee, 1, done=2)
    page = html(cast["public"].get("/"))
    assert "Opgave nummer 1" in page
    assert "Udkastet skrives nu." in page


@pytest.mark.parametrize(("first", "last"), [(20, None), (-900, -300)])
def test_coming_and_ended_committees_say_when(cast, first, last):
    committee = make_committee(
        "tid", "Udvalget for tid", started_on=days(first), ended_on=last and days(last)
    )
    page = html(cast["public"].get(committee.get_absolute_url()))
    assert day(days(last or first)) in page


def test_the_composition_names_who_sits_and_who_sat(cast):
    page = html(cast["public"].get("/udvalg/innovation/medlemmer/"))
    for who in ["chair", "deputy", "member", "secretary", "chief", "substitute", "former_member"]:
        assert cast.people[who].name in page
    assert cast.people["outsider"].name not in page
    assert "@" not in page.split("<main")[1].split("</main>")[0]


def test_who_is_appointed_from_a_later_day_is_known_to_the_secretary_only(cast):
    make_membership(cast.committee, "Kommende Medlem", started_on=days(5))
    assert "Kommende Medlem" not in html(cast["public"].get("/udvalg/innovation/medlemmer/"))
    assert "Kommende Medlem" in html(cast["secretary"].get("/udvalg/innovation/medlemmer/"))


def test_an_ended_committee_shows_who_sat_at_the_end(cast):
    ended = make_committee("havn", "Havnen", started_on=days(-900), ended_on=days(-300))
    make_membership(ended, "Sidste Formand", role="chair", started_on=days(-900))
    make_membership(ended, "Gik Før", started_on=days(-900), ended_on=days(-400))
    response = cast["public"].get("/udvalg/havn/medlemmer/")
    assert response.context["composition"].chair.person.name == "Sidste Formand"
    assert [row.person.name for row in response.context["former"]] == ["Gik Før"]


def test_a_group_names_its_people_and_marks_guests(cast):
    group = make_group(cast.committee)
    put_in_group(group, cast.people["member"])
    put_in_group(group, make_person("Gæst Gæstesen"))
    page = html(cast["public"].get(group.get_absolute_url()))
    assert page.count("(gæst)") == 1
    assert group.get_absolute_url() == "/udvalg/innovation/grupper/klare-breve/"


def test_an_unknown_committee_or_group_is_not_found(cast):
    assert cast["public"].get("/udvalg/findes-ikke/").status_code == 404
    assert cast["public"].get("/udvalg/innovation/grupper/findes-ikke/").status_code == 404
    group = make_group(cast.other_committee)
    assert cast["public"].get(f"/udvalg/innovation/grupper/{group.slug}/").status_code == 404


def test_the_municipality_is_on_every_page_and_changes_at_once(cast):
    assert Municipality().name in html(cast["public"].get("/"))
    Municipality.objects.create(name="Bøgelund Kommune")
    assert "Bøgelund Kommune" in html(cast["public"].get("/"))
    Municipality.objects.update(name="Skrevet udenom")
    cache.clear()
    assert "Skrevet udenom" in html(cast["public"].get("/"))


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("who", ["public", "secretary"])
def test_the_number_of_queries_does_not_grow(cast, path, who, django_assert_max_num_queries):
    client = cast[who]
    client.get(path)
    counted = []
    for many in (3, 60):
        for n in range(many):
            make_membership(cast.committee, f"Person {n} af {many}")
            make_group(cast.committee, f"Gruppe {n} af {many}", slug=f"g-{n}-{many}")
        with django_assert_max_num_queries(30) as queries:
            client.get(path)
        counted.append(len(queries))
    assert counted[0] == counted[1]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_address_before_every_committees_leads_to_the_list_of_them(cast, prefix):
    answer = cast["public"].get(f"{prefix}/udvalg/")
    assert (answer.status_code, answer["Location"]) == (301, f"{prefix}/#all-committees")
    assert 'id="all-committees"' in cast["public"].get(f"{prefix}/").content.decode()
