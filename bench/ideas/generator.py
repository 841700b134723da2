"""Many ideas in Danish, past the services: rows as they would have made them."""

import random
from datetime import datetime, timedelta
from typing import Any

from django.db import connection
from django.utils import timezone

from committee.models import Committee
from ideas import tallies
from ideas.models import Idea, Theme
from portal.discussion.models import Thread
from portal.notifications.models import Channel
from portal.people.models import User
from portal.search import services as search
from tests.cast import Cast

PEOPLE = 1000
AT_A_TIME = 5000
BEGINNINGS = [
    "skole",
    "børne",
    "ældre",
    "cykel",
    "parke",
    "bad",
    "kultur",
    "bibliotek",
    "bolig",
    "vej",
    "natur",
    "idræts",
]
ENDINGS = [
    "haven",
    "bænke",
    "hjælp",
    "stier",
    "gården",
    "huset",
    "møder",
    "plads",
    "vagten",
    "dagen",
    "kort",
    "nettet",
]
LITTLE = [
    "vi",
    "og",
    "i",
    "på",
    "til",
    "med",
    "for",
    "der",
    "ikke",
    "flere",
    "bedre",
    "nye",
    "gamle",
    "hver",
    "uge",
    "om",
]
COMMENTED = 1000


def fill(size: int) -> None:
    """Bring the catalogue to this many ideas."""
    rng = random.Random(size)  # the same text in every run
    committee, themes, people = _scene()
    with connection.cursor() as cursor:
        # Neither history nor foreign keys: it is a bench, and the rows are right.
        cursor.execute("SET session_replication_role = replica")
        first = Idea.objects.count()
        for start in range(first, size, AT_A_TIME):
            _ideas(range(start, min(start + AT_A_TIME, size)), committee, themes, people, rng)
        cursor.execute(SUPPORTS, [people[0], PEOPLE, first])
        cursor.execute(COMMENTS, [people[0], PEOPLE, COMMENTED, first])
        cursor.execute(COUNTS)
        cursor.execute("SET session_replication_role = origin")
    tallies.recount(committee.pk)
    search.make_anew("ideer")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


SUPPORTS = """
INSERT INTO ideas_support (idea_id, user_id, capacity_kind, capacity_label, version, created_at)
SELECT idea.id, %s + (idea.id * 7 + n) %% %s, 'citizen', '', 1, now()
FROM ideas_idea AS idea, generate_series(1, (hashint8(idea.id) & 1023) %% 21) AS n
WHERE idea.number > %s
"""
COMMENTS = """
INSERT INTO discussion_comment (thread_id, author_id, capacity_kind, capacity_label, body, language,
    stance, for_committee, created_at, hidden_reason)
SELECT thread_id, %s + (id + n) %% %s, 'citizen', '', 'Det er en god tanke om ' || title, 'da',
    '', false, now(), ''
FROM ideas_idea AS idea, generate_series(1,
    CASE WHEN number = 1 THEN %s ELSE (hashint8(id) & 511) %% 11 END) AS n
WHERE number > %s
"""
COUNTS = """
UPDATE discussion_thread SET comment_count = found.n
FROM (SELECT thread_id, count(*) AS n FROM discussion_comment GROUP BY 1) AS found
WHERE found.thread_id = discussion_thread.id AND comment_count <> found.n;
UPDATE ideas_idea SET comment_count = thread.comment_count
FROM discussion_thread AS thread
WHERE thread.id = thread_id AND ideas_idea.comment_count <> thread.comment_count;
UPDATE ideas_idea SET support_count = found.n
FROM (SELECT idea_id, count(*) AS n FROM ideas_support GROUP BY 1) AS found
WHERE found.idea_id = ideas_idea.id AND support_count <> found.n;
"""


def _scene() -> tuple[Committee, list[Theme], list[int]]:
    theme = Theme.objects.select_related("committee").first()
    if theme is None:
        committee = Cast().committee
        Theme.objects.bulk_create(
            Theme(committee=committee, slug=f"tema-{n}", name_da=f"Tema {n}") for n in range(8)
        )
        User.objects.bulk_create(
            User(email=f"borger{n}@example.dk", display_name=f"Borger {n}") for n in range(PEOPLE)
        )
    else:
        committee = theme.committee
    people = User.objects.filter(email__startswith="borger").order_by("pk")
    return committee, list(committee.themes.all()), list(people.values_list("pk", flat=True))


def _ideas(
    numbers: range, committee: Committee, themes: list[Theme], people: list[int], rng: random.Random
) -> None:
    threads = Thread.objects.bulk_create(Thread() for _n in numbers)
    channels = Channel.objects.bulk_create(Channel() for _n in numbers)
    now = timezone.now()
    Idea.objects.bulk_create(
        Idea(
            number=number + 1,
            slug=f"ide-{number + 1}",
            committee=committee,
            theme=rng.choice(themes),
            author_id=rng.choice(people),
            thread=thread,
            channel=channel,
            **_said(rng, now),
        )
        for number, thread, channel in zip(numbers, threads, channels, strict=True)
    )


def _said(rng: random.Random, now: datetime) -> dict[str, Any]:
    text = _sentence(rng, 60)
    published = now - timedelta(minutes=rng.randrange(60 * 24 * 500))
    return {
        "title": _sentence(rng, 6)[:90],
        "body": f"<p>{text}</p>",
        "excerpt": text[:200],
        "capacity_kind": rng.choice(["citizen", "citizen", "association", "employee"]),
        "publication": "published",
        "published_at": published,
        "last_active_at": published,
    }


def _sentence(rng: random.Random, length: int) -> str:
    words = (
        rng.choice(LITTLE) if n % 2 else rng.choice(BEGINNINGS) + rng.choice(ENDINGS)
        for n in range(length)
    )
    return " ".join(words).capitalize()
