"""Eight people type at once, against a real server, and nothing is lost.

Every word typed stands in the text at the end; every paragraph sent stands in the history.
"""

import threading

import pytest
from django.core.cache import cache
from django.urls import reverse

from meetings import services
from meetings.models import ItemSection
from meetings.views.texts import stand_of
from portal.drafts.typed import owner_key
from portal.people.models import Person, User
from portal.writing.models import Revision
from tests.meetings import factories as make
from tests.meetings.editors import Editor, cookies_of, long_text

WORDS = 6
PLACES = [
    ("chair", "summary", "A"),
    ("deputy", "summary", "B"),  # another paragraph of the same section
    ("politician", "background", "C"),
    ("member", "background", "C"),  # the same paragraph
    ("secretary", "assessment", "E"),
    ("citizen1", "economy", "F"),  # another section of the same item
    ("citizen2", "summary", "G"),
    ("citizen3", "background", "C"),  # three in one paragraph
]


@pytest.fixture
def editors(live_server, cast, settings):
    cache.clear()
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "sessionid", "csrftoken"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    for name in ("citizen1", "citizen2", "citizen3"):
        cast.users[name] = User.objects.create_user(f"{name}@example.dk", display_name=name)
        cast.people[name] = Person.objects.create(name=name, user=cast.users[name])
        cast.seat(name, "member", "citizen")
    item = services.add_item(make.plan(cast).pk, by=cast.users["secretary"], title="Klare breve")
    texts = {
        kind: services.save_section(
            item.pk,
            kind,
            content=long_text(sorted({mark for _who, at, mark in PLACES if at == kind})),
            base_revision=0,
            by=cast.users["secretary"],
        )
        for kind in {kind for _who, kind, _mark in PLACES}
    }
    item.meeting.refresh_from_db()
    stand, token = stand_of(item.meeting), "a" * 32
    return [
        Editor(
            name=who,
            address=live_server.url,
            cookies=cookies_of(cast[who], ("sessionid", "csrftoken"), token),
            token=token,
            owner=owner_key(cast.users[who]),
            path=reverse("meetings:item-detail", args=[item.meeting_id, item.uid]),
            news=reverse("meetings:agenda-news", args=[item.meeting_id]),
            section=kind,
            paragraph=f"{mark}:",
            content=texts[kind].content,
            stand=stand,
        )
        for who, kind, mark in PLACES
    ]


@pytest.mark.django_db(transaction=True)
def test_eight_who_type_at_once_lose_nothing(editors):
    troubles, together = [], threading.Barrier(len(editors))

    def write(editor):
        try:
            together.wait()
            for number in range(WORDS):
                editor.type_and_save()
                if number % 2:
                    editor.look()
        except Exception as trouble:
            troubles.append(f"{editor.name}: {trouble!r}")
        finally:
            editor.line.close()

    threads = [threading.Thread(target=write, args=[editor]) for editor in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    for editor in editors:
        assert len(editor.words) == WORDS
        text = ItemSection.objects.get(kind=editor.section, item__title="Klare breve").text
        history = Revision.objects.filter(text=text).order_by("pk")
        past = list(history.values_list("content", flat=True))
        assert editor.lost(text.content, past) == []
    clashed = sum(editor.clashes for editor in editors)
    assert clashed > 0, "three in one paragraph must have met"
