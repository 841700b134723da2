"""A page costs the same number of queries with three rows and with three hundred."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from committee.models import WorkingGroup
from ideas import tallies
from meetings.models import ActionPoint, AgendaItem
from portal.discussion.models import Case
from portal.notifications.models import Notice
from portal.people.models import Capacity, User
from portal.search import services as search
from tests.committee.factories import make_deliverable, make_group, make_person, put_in_group
from tests.committee.test_front_page import make_meeting
from tests.ideas.factories import make_comments, make_idea, make_many_ideas
from tests.meetings import factories as make_meetings
from tests.projects.factories import submitted
from tests.projects.test_pages import more_proposals

pytestmark = pytest.mark.django_db
CEILING = 40


def committee_of(cast, number):
    """Fill what a committee's own pages tell of: ideas, meetings, people of a group, projects."""
    make_many_ideas(cast, number)
    tallies.recount(cast.committee.pk)

    for n in range(number // 3 or 1):
        make_meeting(cast.committee, None, n - 20)
    more_proposals(cast.committee.proposals.order_by("pk").first(), number)


def deliverables(cast, number):
    first = cast.committee.deliverables.count()
    for n in range(first, first + number):
        make_deliverable(cast.committee, title_da=f"Leverance {n}", task_number=1)


def people_of_a_group(cast, number):
    group = WorkingGroup.objects.get(slug="klare-breve")
    for n in range(number):
        put_in_group(group, make_person(f"Deltager {number}-{n}"))
    more_proposals(cast.committee.proposals.order_by("pk").first(), number)


def ideas_that_wait(cast, number):
    old = timezone.now() - timedelta(days=40)
    make_many_ideas(cast, number, published_at=old)


def reported_comments(cast, number):
    idea = cast.committee.ideas.first() or make_idea(cast)
    made = make_comments(idea, cast.users["member"], number)
    Case.objects.bulk_create(Case(comment=comment, report_count=1) for comment in made)


def granted_capacities(cast, number):
    first = User.objects.count()
    users = User.objects.bulk_create(
        User(email=f"kap{n}@example.dk", display_name=f"Person {n}")
        for n in range(first, first + number)
    )
    Capacity.objects.bulk_create(
        Capacity(user=user, kind="leader", granted_by=cast.users["admin"]) for user in users
    )


def notices(cast, number):
    first = Notice.objects.count()
    Notice.objects.bulk_create(
        Notice(
            user=cast.users["member"],
            kind="ideas.answered",
            event=f"{n}",
            title_da=f"Besked {n}",
            title_en=f"Notice {n}",
            url="/",
            created_at=timezone.now(),
        )
        for n in range(first, first + number)
    )


def waiting_proposals(cast, number):
    more_proposals(cast.committee.proposals.order_by("pk").first(), number)


def follow_ups(cast, number):
    if not AgendaItem.objects.filter(title="Opfølgninger").exists():
        make_meetings.add(cast, make_meetings.plan(cast), "Opfølgninger")
    item = AgendaItem.objects.get(title="Opfølgninger")
    ActionPoint.objects.bulk_create(
        ActionPoint(
            item=item,
            text=f"Opgave {number}-{n}",
            responsible=cast.people["member"],
            made_by=cast.users["secretary"],
        )
        for n in range(number)
    )


def found(cast, number):
    ideas = make_many_ideas(cast, number)
    search.make_anew("ideer")
    search.learn_words("ideer", [idea.pk for idea in ideas])


PAGES = [
    ("/", "public", committee_of),
    ("/", "secretary", committee_of),
    ("/udvalg/innovation/", "public", committee_of),
    ("/udvalg/innovation/", "member", committee_of),
    ("/udvalg/innovation/tal/", "public", committee_of),
    ("/udvalg/innovation/", "public", deliverables),
    ("/udvalg/innovation/leverancer/", "public", deliverables),
    ("/udvalg/innovation/leverancer/", "secretary", deliverables),
    ("/udvalg/innovation/grupper/klare-breve/", "public", people_of_a_group),
    ("/udvalg/innovation/grupper/klare-breve/", "secretary", people_of_a_group),
    ("/ideer/venter/", "secretary", ideas_that_wait),
    ("/ideer/anmeldte/", "secretary", reported_comments),
    ("/soeg/?q=teksst", "public", found),
    ("/kapaciteter/", "admin", granted_capacities),
    ("/min-side/beskeder/", "member", notices),
    ("/opfoelgning/", "secretary", follow_ups),
    ("/min-side/", "member", follow_ups),
    ("/projekter/skrivebord/", "chief", waiting_proposals),
]


@pytest.mark.parametrize(("path", "who", "fill"), PAGES, ids=[f"{p} {w}" for p, w, _f in PAGES])
def test_a_page_costs_the_same_with_three_rows_and_with_three_hundred(cast, path, who, fill):
    submitted(cast)
    if not WorkingGroup.objects.filter(slug="klare-breve").exists():
        make_group(cast.committee)
    counted = []
    for number in (3, 297):
        fill(cast, number)
        cast[who].get(path)
        with CaptureQueriesContext(connection) as queries:
            assert cast[who].get(path).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1] <= CEILING
