"""Browsing: filters, orders, pages by key, feeds; visitors' pages without cookie and with ETag."""

import csv
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ideas import counting, services, tallies
from ideas.models import Idea
from portal.people.models import Capacity

from .factories import (
    capacity_of,
    days_ago,
    make_comments,
    make_idea,
    make_many_ideas,
    make_theme,
    make_user,
    support,
)


def titles(response):
    return [idea.title for idea in response.context["page"]]


def test_newest_most_supported_and_lately_active(cast):
    now = timezone.now()
    make_idea(cast, "A", published_at=now - timedelta(days=3), last_active_at=now)
    make_idea(cast, "B", published_at=now, support_count=1, last_active_at=now - timedelta(days=2))
    make_idea(
        cast,
        "C",
        published_at=now - timedelta(days=1),
        support_count=5,
        last_active_at=now - timedelta(days=1),
    )
    public = cast["public"]
    assert titles(public.get("/ideer/")) == ["B", "C", "A"]
    assert titles(public.get("/ideer/?sorter=stoette")) == ["C", "B", "A"]
    assert titles(public.get("/ideer/?sorter=aktive")) == ["A", "C", "B"]
    assert titles(public.get("/ideer/?sorter=nonsens")) == ["B", "C", "A"]


def test_filters_by_theme_capacity_handling_and_committee(cast):
    school = make_theme(cast.committee, "Skole")
    make_theme(cast.committee, "Service")
    make_idea(cast, "Skoleidé", theme=school)
    make_idea(
        cast,
        "Foreningens idé",
        author=cast.users["association"],
        capacity=Capacity.objects.get(kind="association"),
        theme=cast.committee.themes.get(slug="service"),
    )
    answered = make_idea(cast, "Besvaret", theme=school)
    services.answer_idea(
        answered.pk, by=cast.users["chair"], outcome="not_taken_up", reason="Nej, fordi."
    )
    make_idea(cast, "Klimaidé", committee=cast.other_committee)
    public = cast["public"]
    assert set(titles(public.get("/ideer/?tema=skole"))) == {"Skoleidé", "Besvaret"}
    assert titles(public.get("/ideer/?tema=skole&status=not_taken_up")) == ["Besvaret"]
    assert titles(public.get("/ideer/?rolle=association")) == ["Foreningens idé"]
    assert titles(public.get("/ideer/?udvalg=klima")) == ["Klimaidé"]
    both = public.get("/ideer/?status=not_taken_up&status=new&udvalg=innovation")
    assert len(titles(both)) == 3
    assert both.context["size"] == 3
    assert len(titles(public.get("/ideer/?tema=findes-ikke"))) == 4


def test_the_count_is_right_for_none_one_and_several_filters(cast):
    theme = make_theme(cast.committee)
    for n in range(3):
        make_idea(cast, f"Idé {n}", theme=theme)
    public = cast["public"]
    for query, size in [
        ("", 3),
        ("?tema=service", 3),
        ("?tema=service&rolle=citizen", 3),
        ("?tema=service&rolle=leader", 0),
        ("?rolle=leader", 0),
    ]:
        response = public.get(f"/ideer/{query}")
        assert (response.context["size"], len(titles(response))) == (size, size)


def test_chosen_filters_are_removed_one_by_one_or_all(cast):
    make_idea(cast)
    response = cast["public"].get("/ideer/?tema=service&rolle=citizen&sorter=stoette")
    catalogue = response.context["catalogue"]
    assert [choice.value for choice in catalogue.chosen] == ["service", "citizen"]
    assert catalogue.chosen[0].without == "/ideer/?rolle=citizen&sorter=stoette"
    assert catalogue.all_address == "/ideer/?sorter=stoette"


@pytest.mark.parametrize("order", ["nyeste", "stoette", "aktive"])
def test_pages_have_no_doubles_and_no_gaps_while_the_list_grows(cast, order):
    made = {idea.pk for idea in make_many_ideas(cast, 45)}
    seen, url = [], f"/ideer/?sorter={order}"
    while url:
        response = cast["public"].get(url)
        seen += [idea.pk for idea in response.context["page"]]
        url = response.context["page"].next_url
        make_many_ideas(cast, 1, published_at=timezone.now())
    assert len(seen) == len(set(seen))
    assert made <= set(seen)


def test_a_nul_in_the_address_is_refused_in_words(cast):
    answer = cast["public"].get("/ideer/?efter=%00")
    assert answer.status_code == 400
    assert "<h1>" in answer.content.decode()


@pytest.mark.parametrize("cursor", ["x", "W10", "bnVsbA", "WyJ4IiwieSJd"])
def test_a_broken_cursor_shows_the_first_page(cast, cursor):
    make_idea(cast)
    assert len(titles(cast["public"].get(f"/ideer/?efter={cursor}"))) == 1


@pytest.mark.parametrize("path", ["/ideer/", "/en/ideer/"])
def test_an_empty_catalogue_says_what_to_do(cast, path):
    response = cast["public"].get(path)
    assert response.status_code == 200
    assert reverse("ideas:idea-create") in response.content.decode()


def queries(client, url):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("who", ["public", "participant", "secretary"])
def test_the_list_asks_the_database_equally_often_for_3_and_for_300(cast, who):
    make_idea(cast)
    make_many_ideas(cast, 2)
    cast[who].get("/ideer/")
    few = queries(cast[who], "/ideer/?tema=service&rolle=citizen")
    make_many_ideas(cast, 297)
    many = queries(cast[who], "/ideer/?tema=service&rolle=citizen")
    assert few == many
    assert many <= 10 + (0 if who == "public" else 4)


@pytest.mark.parametrize("who", ["public", "participant", "secretary"])
def test_the_page_asks_the_database_equally_often_for_3_and_for_300_comments(cast, who):
    idea = make_idea(cast)
    support(idea, make_user(), make_user())
    top = make_comments(idea, cast.users["member"], 3)
    make_comments(idea, cast.users["member"], 2, parent=top[0])
    cast[who].get(idea.get_absolute_url())
    few = queries(cast[who], idea.get_absolute_url())
    for _ in range(10):
        make_comments(idea, make_user(), 30)
    make_comments(idea, cast.users["member"], 40, parent=top[2])
    support(idea, *[make_user() for _ in range(20)])
    many = queries(cast[who], idea.get_absolute_url())
    assert few == many
    assert many <= 10 + (0 if who == "public" else 8)


@pytest.mark.parametrize("address", ["list", "detail", "english", "feed"])
def test_visitors_pages_set_no_cookie_and_answer_304(cast, address):
    idea = make_idea(cast)
    url = {
        "list": "/ideer/?tema=service",
        "detail": idea.get_absolute_url(),
        "english": f"/en{idea.get_absolute_url()}",
        "feed": reverse("ideas:idea-feed"),
    }[address]
    first = cast["public"].get(url)
    assert first.status_code == 200
    assert not first.cookies
    assert "csrfmiddlewaretoken" not in first.content.decode()
    assert "nonce" not in first.content.decode()
    again = cast["public"].get(url, headers={"if-none-match": first.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("wrong", ["forkert", "æøå", "a-b-c"])
def test_a_wrong_or_old_address_leads_on_for_good(cast, wrong):
    idea = make_idea(cast)
    response = cast["public"].get(f"/ideer/{idea.pk}-{wrong}/?kommentar=3")
    assert response.status_code == 301
    assert response.url == f"{idea.get_absolute_url()}?kommentar=3"
    assert "no-cache" in response["Cache-Control"]  # the title may be changed back
    assert cast["public"].get(f"/ideer/{idea.pk}/").url == idea.get_absolute_url()


def test_an_idea_that_is_not_there_is_404(cast):
    assert cast["public"].get("/ideer/999999-x/").status_code == 404
    assert cast["public"].get("/ideer/99999999999999999999999-x/").status_code == 404


def test_a_danish_idea_on_the_english_page_carries_its_language(cast):
    idea = make_idea(cast)
    page = cast["public"].get(f"/en{idea.get_absolute_url()}").content.decode()
    assert f'<h1 dir="auto" lang="da">{idea.title}</h1>' in page


def test_the_feed_has_the_newest_of_one_committee_or_of_all(cast):
    make_idea(cast, "Vores")
    make_idea(cast, "Deres", committee=cast.other_committee)
    every = cast["public"].get(reverse("ideas:idea-feed"))
    assert every.headers["Content-Type"].startswith("application/atom+xml")
    assert "Vores" in every.content.decode()
    one = cast["public"].get(reverse("ideas:idea-feed") + "?udvalg=klima").content.decode()
    assert "Deres" in one
    assert "Vores" not in one


def test_what_became_of_the_ideas_stands_beside_them(cast):
    idea = make_idea(cast, published_at=days_ago(12))
    make_idea(cast, published_at=days_ago(34))
    services.answer_idea(
        idea.pk, by=cast.users["chair"], outcome="not_taken_up", reason="Nej, fordi."
    )
    response = cast["public"].get("/ideer/?udvalg=innovation")
    counts = {bar.label: bar.count for bar in response.context["bars"]}
    assert counts["Ikke taget op"] == counts["Ny"] == 1
    assert response.context["average_days"] == 12
    assert response.context["oldest_days"] == 34
    assert tallies.recount(cast.committee.pk) == {}


def test_the_shuffled_order_goes_round_once_from_where_the_address_says(cast):
    make_many_ideas(cast, 45)
    public, first = cast["public"], cast["public"].get("/ideer/?sorter=blandet")
    assert "start=" in first.headers["Location"]

    def walk(url):
        while url:
            response = public.get(url)
            yield from titles(response)
            url = response.context["page"].next_url

    for start in (0, 2**31, 2**32 - 1):
        seen = list(walk(f"/ideer/?sorter=blandet&start={start}"))
        assert len(seen) == len(set(seen)) == 45
        assert seen == list(walk(f"/ideer/?sorter=blandet&start={start}"))
        # A circle: the same neighbours wherever it begins.
        zero = list(walk("/ideer/?sorter=blandet&start=0"))
        turned = zero.index(seen[0])
        assert seen == zero[turned:] + zero[:turned]
    assert list(walk("/ideer/?sorter=blandet&start=0")) != sorted(seen)
    assert public.get("/ideer/?sorter=blandet&start=nonsens").status_code == 302


def test_most_discussed_and_the_quarter_in_which_ideas_came(cast):
    quiet = make_idea(cast, "Stille")
    loud = make_idea(cast, "Omtalt")
    services.comment_on_idea(
        loud.pk, by=cast.users["member"], body="Ja", capacity=capacity_of(cast.users["member"])
    )
    assert titles(cast["public"].get("/ideer/?sorter=debat")) == ["Omtalt", "Stille"]
    long_ago = datetime(2025, 3, 31, 21, 59, tzinfo=UTC)  # a minute before the second quarter
    Idea.objects.filter(pk=quiet.pk).update(published_at=long_ago)
    tallies.recount(cast.committee.pk)
    page = cast["public"].get("/ideer/?periode=2025-1")
    assert titles(page) == ["Stille"]
    assert page.context["size"] == 1
    assert "1. kvartal 2025" in page.content.decode()
    assert titles(cast["public"].get("/ideer/?periode=2025-1&sorter=debat&rolle=chief")) == [
        "Stille"
    ]


def test_feed_and_table_hold_what_the_page_shows(cast):
    school = make_theme(cast.committee, "Skole")
    make_idea(cast, "=SUM(A1); i skolen", theme=school)
    make_idea(cast, "Noget andet", theme=make_theme(cast.committee, "Service"))
    public = cast["public"]
    page = public.get("/ideer/?tema=skole")
    feed, table = page.context["feed_url"], page.context["table_url"]
    assert "Noget andet" not in public.get(feed).content.decode()
    response = public.get(table)
    assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
    head, *rows = csv.reader(response.getvalue().decode("utf-8-sig").splitlines(), delimiter=";")
    assert head[1] == "Titel"
    assert [row[1] for row in rows] == ["'=SUM(A1); i skolen"]


def test_the_nightly_look_mends_counters_and_says_so(cast, caplog):
    idea = make_idea(cast)
    support(idea, cast.users["member"])
    make_comments(idea, cast.users["member"], 3)
    Idea.objects.filter(pk=idea.pk).update(support_count=9)
    found = counting.mend_counts()
    assert found == {f"supports of idea {idea.pk}": (9, 1), f"comments of idea {idea.pk}": (0, 3)}
    assert "should be 3" in caplog.text
    assert counting.mend_counts() == {}
