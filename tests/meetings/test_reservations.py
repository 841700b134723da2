"""A reservation about a closed item: that there is one is public, its words are not."""

import pytest
from django.urls import reverse

from meetings import services
from meetings.models import Approval

from . import factories as make

pytestmark = pytest.mark.django_db
WORDS = "Prisen på grunden er for høj."


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


@pytest.fixture
def minutes(cast):
    meeting = make.plan(cast)
    make.add(cast, meeting, "Klare breve")
    make.add_closed(cast, meeting)
    make.publish(cast, meeting)
    return make.send_to_review(cast, make.hold(cast, meeting))


def page(client, *address):
    return client.get(url(*address)).content.decode()


def published(cast, minutes, **answer):
    """Send the member's answer, and go on until the minutes are public."""
    sent = {"choice": "reservation", "text": WORDS, **answer}
    answered = cast["member"].post(url("minutes-review", minutes.meeting_id), sent)
    assert answered.status_code == 302
    for who in ("chair", "deputy", "politician"):
        services.review_minutes(minutes.pk, by=cast.users[who], choice="approved")
    services.approve_minutes(minutes.pk, by=cast.users["chair"])
    minutes.refresh_from_db()
    make.publish_minutes(cast, minutes)


def test_its_words_stay_with_the_committee(cast, minutes):
    published(cast, minutes, is_closed="1")
    everybody = page(cast["public"], "minutes-detail", minutes.meeting_id)
    assert "Mads Medlem har godkendt med forbehold om et lukket punkt" in everybody
    assert WORDS not in everybody
    whole = f"{url('minutes-detail', minutes.meeting_id)}?lukkede=1"
    assert WORDS in cast["chair"].get(whole).content.decode()
    assert WORDS not in cast["public"].get(whole).content.decode()


def test_about_open_items_everybody_reads_it(cast, minutes):
    published(cast, minutes, is_closed="0")
    assert WORDS in page(cast["public"], "minutes-detail", minutes.meeting_id)


def test_an_item_closed_later_takes_the_words_with_it(cast, minutes):
    published(cast, minutes, is_closed="0")
    item = make.one_item(minutes.meeting, "Klare breve")
    services.correct_minutes(
        minutes.pk, by=cast.users["secretary"], what="Lukket", why="Fortroligt", items=[item]
    )
    services.edit_item(item.pk, by=cast.users["secretary"], is_public=False, public_title="En sag")
    assert WORDS not in page(cast["public"], "minutes-version", minutes.meeting_id, 1)


def test_the_form_asks_what_it_is_about(cast, minutes):
    review = url("minutes-review", minutes.meeting_id)
    refused = cast["member"].post(review, {"choice": "reservation", "text": WORDS})
    assert refused.context["form"].errors["is_closed"]
    assert not Approval.objects.exists()
    assert cast["member"].post(review, {"choice": "approved"}).status_code == 302


def test_said_nowhere_it_counts_as_about_a_closed_item(cast, minutes):
    answer = services.review_minutes(
        minutes.pk, by=cast.users["member"], choice="reservation", text=WORDS
    )
    assert answer.is_closed


def test_who_is_disqualified_reads_only_that_there_is_one(cast, minutes):
    services.take_minutes_back(minutes.pk, by=cast.users["secretary"])
    closed = minutes.meeting.items.get(is_public=False)
    services.disqualify(closed.pk, person=cast.people["politician"], by=cast.users["secretary"])
    minutes.refresh_from_db()
    make.send_to_review(cast, minutes)
    services.review_minutes(
        minutes.pk, by=cast.users["member"], choice="reservation", text=WORDS, is_closed=True
    )
    assert WORDS not in page(cast["politician"], "minutes-review", minutes.meeting_id)
    assert WORDS in page(cast["chair"], "minutes-review", minutes.meeting_id)
