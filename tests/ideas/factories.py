"""Ideas that stories start from, made by the portal's own services."""

from datetime import datetime, time, timedelta
from itertools import count
from uuid import uuid4

from django.utils import timezone

from ideas import services
from ideas.models import Idea, Support, Theme
from portal.discussion.models import Comment
from portal.discussion.services import open_thread
from portal.notifications.services import open_channel
from portal.people.models import Capacity, User

_numbers = count(1)


def make_theme(committee, name="Service", **values):
    return Theme.objects.create(
        committee=committee, slug=values.pop("slug", name.lower()), name_da=name, **values
    )


def capacity_of(user):
    return Capacity.objects.held_by(user).first()


def make_user(**values):
    number = next(_numbers)
    user = User.objects.create_user(
        f"person{number}@example.dk", display_name=f"Person {number}", **values
    )
    Capacity.objects.create(user=user, kind="citizen")
    return user


def days_ago(days):
    """Return noon of that day: a day stays a day where the clocks are put back in between."""
    then = timezone.localdate() - timedelta(days=days)
    return timezone.make_aware(datetime.combine(then, time(12)))


def make_idea(cast, title="En telefon, hvor et menneske tager den", **values):
    author = values.pop("author", None) or cast.users["participant"]
    committee = values.pop("committee", cast.committee)
    theme = values.pop("theme", None) or committee.themes.first() or make_theme(committee)
    idea = services.submit_idea(
        committee.pk,
        by=author,
        capacity=values.pop("capacity", None) or capacity_of(author),
        title=title,
        body=values.pop("body", "<p>Første valg i menuen skal være et menneske.</p>"),
        theme=theme,
    )
    if values:
        Idea.objects.filter(pk=idea.pk).update(**values)
    idea.refresh_from_db()
    return idea


def make_many_ideas(cast, number, **values):
    """Return many ideas at once, past the services, for lists."""
    theme = cast.committee.themes.first() or make_theme(cast.committee)
    start = Idea.objects.count()
    rows = range(start + 1, start + number + 1)
    return Idea.objects.bulk_create([make_idea_row(cast, n, theme, **values) for n in rows])


def make_idea_row(cast, n, theme, **values):
    return Idea(
        committee=cast.committee,
        number=10_000 + n,
        title=f"Idé {n}",
        slug=f"ide-{n}",
        body=f"<p>Tekst {n}</p>",
        excerpt=f"Tekst {n}",
        theme=theme,
        author=cast.users["participant"],
        capacity_kind="citizen",
        publication="published",
        published_at=values.get("published_at", timezone.now()),
        support_count=values.get("support_count", 0),
        thread=open_thread(),
        channel=open_channel(),
    )


def make_comments(idea, author, number, **values):
    rows = [
        Comment(
            thread=idea.thread,
            author=author,
            capacity_kind="citizen",
            body=f"Kommentar {n}",
            form_key=uuid4(),
            **values,
        )
        for n in range(1, number + 1)
    ]
    return Comment.objects.bulk_create(rows)


def support(idea, *users):
    for user in users:
        services.support_idea(idea.pk, by=user)


def supporters(idea):
    return set(Support.objects.filter(idea=idea).values_list("user", flat=True))
