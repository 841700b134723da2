"""The front page tells what the committee does, and never more than the pages behind it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.text import capfirst

from ideas.services import answer_idea
from meetings.models import Meeting
from portal.ui.formats import clock, weekday_day_short
from tests.ideas.factories import make_idea, make_many_ideas
from tests.projects.factories import approved, start

from .factories import days, make_group, make_mandate, put_in_group, report

pytestmark = pytest.mark.django_db
PAGES = ["/", "/udvalg/innovation/"]


def make_meeting(committee, number, in_days, **values):
    starts_at = timezone.now() + timedelta(days=in_days)
    return Meeting.objects.create(
        committee=committee,
        number=number,
        name=f"{number}. møde",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        place="Rådhuset, lokale 2",
        **values,
    )


def page(client, path="/"):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_the_next_meeting_is_the_first_that_is_still_on(cast):
    make_meeting(cast.committee, 1, -20)
    make_meeting(cast.committee, 2, 3, state="cancelled", cancelled_reason="For få kunne komme.")
    coming = make_meeting(cast.committee, 3, 16, open_to_public=True)
    make_meeting(cast.other_committee, 9, 1)
    for path in PAGES:
        shown = page(cast["public"], path)
        assert f'href="{coming.get_absolute_url()}"' in shown
        assert capfirst(weekday_day_short(coming.starts_at)) in shown
        assert f"{clock(coming.starts_at)}, Rådhuset, lokale 2" in shown
        assert "Mødet er åbent for tilhørere." in shown
        assert "2. møde, aflyst" in shown
        assert "For få kunne komme." in shown
        assert "9. møde" not in shown


def test_new_ideas_stand_with_their_number_and_the_promise_is_counted(cast):
    long_ago = timezone.now() - timedelta(days=19)
    ideas = [make_idea(cast, f"Idé nummer {n}") for n in range(5)]
    type(ideas[0]).objects.filter(pk=ideas[0].pk).update(published_at=long_ago)
    answer_idea(ideas[0].pk, by=cast.users["secretary"], outcome="not_taken_up", reason="Nej.")
    shown = page(cast["public"])
    assert "Idé nummer 4" in shown
    assert "Idé nummer 0" not in shown
    assert "1 af 5 besvaret" in shown
    assert "efter 19 dage" in shown
    assert 'href="/ideer/ny/?udvalg=innovation"' in shown


def test_a_hidden_idea_and_a_draft_are_not_on_the_front_page(cast):
    idea = make_idea(cast, "Den skjulte")
    type(idea).objects.filter(pk=idea.pk).update(
        hidden_at=timezone.now(), hidden_reason="Navne", hidden_by=cast.users["secretary"]
    )
    for who in ["public", "participant", "secretary"]:
        assert "Den skjulte" not in page(cast[who])


@pytest.mark.parametrize(
    ("opens", "closes", "may"),
    [(None, None, True), (5, None, False), (-9, -1, False), (0, 0, True)],
)
def test_ideas_can_be_sent_between_their_dates_only(cast, opens, closes, may):
    cast.committee.ideas_open_from = None if opens is None else days(opens)
    cast.committee.ideas_open_to = None if closes is None else days(closes)
    cast.committee.save()
    assert ("/ideer/ny/?udvalg=innovation" in page(cast["public"])) is may


def test_a_project_that_is_being_written_shows_to_its_own_only(cast):
    start(cast, title="Nabohjælp på hjul")
    for who, sees in [("public", False), ("outsider", False), ("chief", False), ("member", True)]:
        assert ("Nabohjælp på hjul" in page(cast[who])) is sees, who
        group = page(cast[who], "/udvalg/innovation/grupper/klare-breve/")
        assert ("Nabohjælp på hjul" in group) is sees, who


def test_the_thread_runs_from_the_first_day_over_today_to_the_last(cast):
    make_group(cast.committee, started_on=days(-40))
    make_meeting(cast.committee, 1, -50)
    make_meeting(cast.committee, 2, 10)
    moments = cast["public"].get("/").context["timeline"]
    assert [(moment.label, moment.is_planned) for moment in moments] == [
        ("Udvalget går i gang", False),
        ("1. møde", False),
        ("Arbejdsgruppe: Klare breve", False),
        ("I dag", False),
        ("2. møde", True),
        ("Udvalgets sidste dag", True),
    ]


@pytest.mark.parametrize("who", ["public", "member"])
def test_the_number_of_queries_does_not_grow(cast, who, django_assert_max_num_queries):
    group = make_group(cast.committee)
    put_in_group(group, cast.people["member"])
    for path in PAGES:
        cast[who].get(path)
        counted = []
        for many in (3, 60):
            make_many_ideas(cast, many)
            for n in range(many):
                make_meeting(cast.committee, None, n + 1)
            with django_assert_max_num_queries(35) as queries:
                cast[who].get(path)
            counted.append(len(queries))
        assert counted[0] == counted[1]


def test_a_committee_with_nothing_yet_says_so_in_each_list(cast):
    shown = page(cast["public"], "/udvalg/klima/")
    for missing in [
        "Opgaverne er ikke offentliggjort endnu",
        "Der er ikke planlagt nogen leverancer endnu",
        "Der er ikke planlagt noget møde",
        "Der er ikke offentliggjort noget referat endnu",
        "Ingen idéer endnu",
        "Der er ikke indsendt noget projekt endnu",
    ]:
        assert missing in shown
    assert shown.count('class="empty-state"') == 6
    assert 'href="/udvalg/klima/tal/"' in shown


def test_an_ended_committee_shows_what_came_of_it_instead_of_asking_for_ideas(cast):
    approved(cast)
    cast.committee.ended_on = days(-1)
    cast.committee.save()
    shown = page(cast["public"], "/udvalg/innovation/")
    assert "Se, hvad der kom ud af det" in shown
    assert "Send en idé" not in shown
    assert "Der er ikke planlagt noget møde" not in shown
    assert "Udvalget tager ikke længere imod idéer." in shown


def test_a_coming_committee_says_when_it_begins_and_when_ideas_are_welcome(cast):
    cast.committee.started_on, cast.committee.ended_on = days(12), days(200)
    cast.committee.save()
    shown = page(cast["public"], "/udvalg/innovation/")
    assert "om 12 dage" in shown
    assert "Du kan sende idéer fra" in shown


def test_an_ended_committee_does_not_promise_what_will_not_come(cast):
    cast.other_committee.ended_on = days(-1)
    cast.other_committee.save()
    make_mandate(cast.other_committee)
    assert ">To opgaver</h2>" in page(cast["public"], "/udvalg/klima/")
    report(cast.other_committee, 1, done=4)
    shown = page(cast["public"], "/udvalg/klima/")
    assert "To opgaver, og hvor langt udvalget nåede" in shown
    assert "endnu" not in shown.replace("Nulpunktet", "")
    assert 'class="empty-state"' not in shown
