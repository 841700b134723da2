"""The page of an item stays open: it saves while one types, and asks what others have done."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from meetings import services
from meetings.models import ItemSection
from portal.audit.models import Entry
from portal.drafts.typed import owner_key
from tests.meetings import factories as make

pytestmark = pytest.mark.django_db
MOST_QUERIES_OF_A_SAVE = 15


@pytest.fixture
def item(cast):
    cache.clear()
    return make.add(cast, make.plan(cast), "Klare breve")


def save(cast, who, item, content, revision, *, kind="summary", owner=None):
    address = reverse("meetings:section-save", args=[item.meeting_id, item.uid, kind])
    data = {
        f"{kind}-content": content,
        f"{kind}-base_revision": revision,
        "draft_owner": owner_key(cast.users[who]) if owner is None else owner,
    }
    return cast[who].post(address, data, headers={"accept": "application/json"})


def ask(cast, who, item, **values):
    address = reverse("meetings:item-news", args=[item.meeting_id, item.uid])
    data = {"draft_owner": owner_key(cast.users[who])} | values
    return cast[who].get(address, data, headers={"accept": "application/json"})


def stored(item, kind="summary"):
    return ItemSection.objects.get(item=item, kind=kind).text.content


def test_a_save_answers_with_the_revision_it_made(cast, item):
    answer = save(cast, "member", item, "<p>Nyt.</p>", 1)
    assert answer.status_code == 200
    assert answer.json()["revision"] == 2
    assert answer.json()["said"].startswith("Gemt kl.")
    assert "content" not in answer.json()
    assert stored(item) == "<p>Nyt.</p>"


def test_the_words_of_others_come_with_the_answer(cast, item):
    save(cast, "chair", item, "<p>En.</p><p>To.</p>", 1)
    save(cast, "chair", item, "<p>En!</p><p>To.</p>", 2)
    answer = save(cast, "member", item, "<p>En.</p><p>To!</p>", 2)
    assert answer.json()["content"] == "<p>En!</p><p>To!</p>"
    assert stored(item) == "<p>En!</p><p>To!</p>"


def test_a_save_that_is_sent_twice_saves_once(cast, item):
    first = save(cast, "member", item, "<p>Nyt.</p>", 1)
    again = save(cast, "member", item, "<p>Nyt.</p>", 1)
    assert again.json()["revision"] == first.json()["revision"] == 2


def test_what_both_changed_comes_back_with_both(cast, item):
    save(cast, "chair", item, "<p>Formandens.</p>", 1)
    answer = save(cast, "member", item, "<p>Medlemmets.</p>", 1)
    assert answer.status_code == 409
    assert answer.json()["theirs"] == "<p>Formandens.</p>"
    assert "Medlemmets." in answer.json()["html"]
    assert "Formandens." in answer.json()["html"]
    assert stored(item) == "<p>Formandens.</p>"


def test_typing_is_one_act_in_the_record(cast, item):
    for number in range(1, 6):
        save(cast, "member", item, f"<p>{'ord ' * number}</p>", number)
    acts = Entry.objects.filter(action="item.section_saved", actor=cast.users["member"])
    assert acts.count() == 1


RESUME = "<p>Resumé af Klare breve.</p>"


@pytest.mark.parametrize(
    ("content", "revision", "kind"),
    [
        ("<p>Efter.</p>", 2, "summary"),
        (f"{RESUME}<p>Efter.</p>", 1, "summary"),  # on top of what another saved meanwhile
        ("<p>Først.</p>", 0, "economy"),  # which nobody had begun
    ],
)
def test_a_save_costs_few_queries(cast, item, content, revision, kind):
    save(cast, "secretary", item, f"<p>Før.</p>{RESUME}", 1)
    ask(cast, "member", item)
    with CaptureQueriesContext(connection) as counted:
        answer = save(cast, "member", item, content, revision, kind=kind)
    assert answer.status_code == 200
    asked = [one["sql"] for one in counted if "SAVEPOINT" not in one["sql"]]
    assert len(asked) <= MOST_QUERIES_OF_A_SAVE, "\n".join(asked)


def test_whoever_is_signed_out_is_told_so_and_nothing_is_saved_for_another(cast, item):
    before = stored(item)
    cast["member"].logout()
    assert save(cast, "member", item, "<p>Nyt.</p>", 1).status_code == 401
    other = owner_key(cast.users["member"])
    assert save(cast, "chair", item, "<p>Nyt.</p>", 1, owner=other).status_code == 401
    assert stored(item) == before


def test_whoever_lost_the_right_while_the_page_was_open_is_told_so(cast, item):
    seat = cast.memberships["member"]
    seat.ended_on = timezone.localdate() - timedelta(days=1)
    seat.save()
    for answer in (save(cast, "member", item, "<p>Nyt.</p>", 1), ask(cast, "member", item)):
        assert answer.status_code in {403, 404}
        assert "Teksten ligger på din computer." in answer.json()["said"]


def test_an_agenda_that_was_sent_out_meanwhile_says_so(cast, item):
    make.publish(cast, item.meeting)
    answer = save(cast, "member", item, "<p>Nyt.</p>", 1)
    assert answer.status_code == 422
    assert answer.json()["said"].startswith("Ikke gemt.")


def test_too_many_saves_have_to_wait(cast, item, settings):
    cache.set(f"writing-saved-{cast.users['member'].pk}", 10_000, timeout=60)
    assert save(cast, "member", item, "<p>Nyt.</p>", 1).status_code == 429
    assert save(cast, "chair", item, "<p>Nyt.</p>", 1).status_code == 200


def test_the_page_learns_what_others_saved_and_nothing_else(cast, item):
    first = ask(cast, "member", item, seen="summary:1 background:0").json()
    assert first["texts"] == {}
    known = {"seen": "summary:1 background:0", "here": first["here"], "stand": stand(cast, item)}
    assert ask(cast, "member", item, **known).status_code == 204
    save(cast, "chair", item, "<p>Nyt.</p>", 1)
    fresh = ask(cast, "member", item, **known).json()["texts"]
    assert list(fresh) == ["summary"]
    assert fresh["summary"]["content"] == "<p>Nyt.</p>"
    assert fresh["summary"]["revision"] == 2
    known["seen"] = "summary:2 background:0"
    assert ask(cast, "member", item, **known).status_code == 204


def stand(cast, item):
    page = cast["member"].get(reverse("meetings:item-edit", args=[item.meeting_id, item.uid]))
    return page.context["stand"]


def test_the_page_learns_that_the_agenda_has_changed(cast, item):
    known = {"seen": "summary:1", "stand": stand(cast, item), "here": ""}
    assert ask(cast, "member", item, **known).json()["moved_on"] is False
    make.add(cast, item.meeting, "Et nyt punkt")
    assert ask(cast, "member", item, **known).json()["moved_on"] is True


def test_who_writes_where_is_seen_for_a_while(cast, item):
    ask(cast, "chair", item, at="summary")
    told = ask(cast, "member", item, seen="summary:1").json()
    [one] = told["people"]
    assert one["section"] == "summary"
    assert one["said"] == "Frida Formand skriver her"
    assert one["initials"] == "FF"
    assert told["said"] == "Frida er her"
    cache.clear()
    assert ask(cast, "member", item, seen="summary:1").json()["people"] == []


def test_a_lost_cache_is_no_error(cast, item, settings):
    settings.CACHES = {
        "default": {
            "BACKEND": "portal.ui.cache.ForgivingRedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    assert ask(cast, "member", item, seen="summary:0").json()["people"] == []
    assert save(cast, "member", item, "<p>Nyt.</p>", 1).status_code == 200


def test_asking_costs_the_same_however_long_the_agenda_is(cast, item):
    def cost():
        with CaptureQueriesContext(connection) as counted:
            ask(cast, "member", item, seen="summary:1")
        return len(counted)

    ask(cast, "member", item, seen="summary:1")
    before = cost()
    for number in range(8):
        make.add(cast, item.meeting, f"Punkt {number}")
    for kind in ("background", "assessment", "economy"):
        services.save_section(
            item.pk, kind, content="<p>Ord.</p>", base_revision=0, by=cast.users["chair"]
        )
    assert cost() == before


def test_a_closed_item_tells_nothing_to_whom_it_is_closed(cast, item):
    closed = make.add_closed(cast, item.meeting)
    services.disqualify(closed.pk, person=cast.people["member"], by=cast.users["secretary"])
    save(cast, "secretary", closed, "<p>Hemmeligt.</p>", 1)
    for answer in (
        ask(cast, "member", closed, seen="summary:0"),
        save(cast, "member", closed, "<p>Nyt.</p>", 2),
    ):
        assert answer.status_code == 404
        assert "Hemmeligt" not in answer.content.decode()
    assert ask(cast, "outsider", closed).status_code == 404
    assert ask(cast, "participant", closed).status_code == 404
