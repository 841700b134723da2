"""People hear of what they follow: once for each event, on the page and by mail."""

import pytest
from django.core import mail

from portal.notifications import kinds, services
from portal.notifications.models import Notice, OutboxMail

pytestmark = pytest.mark.django_db


@kinds.register
class Tried(kinds.Kind):
    name = "test.tried"


def tell(cast, event="1", **values):
    return services.notify(
        "test.tried",
        event=event,
        url="/moeder/",
        title_da="Der er nyt",
        title_en="There is news",
        **values,
    )


def test_a_follower_is_told_once_whatever_happens_twice(cast):
    services.follow(cast.committee.channel_id, by=cast.users["participant"])
    services.follow(cast.committee.channel_id, by=cast.users["participant"])
    assert tell(cast, channel=cast.committee.channel, to=[cast.users["participant"]]) == 1
    assert tell(cast, channel=cast.committee.channel) == 0
    services.write_mails("test.tried", "1")
    services.write_mails("test.tried", "1")
    assert Notice.objects.count() == OutboxMail.objects.count() == 1


def test_who_unfollowed_or_did_it_hears_nothing(cast):
    services.follow(cast.committee.channel_id, by=cast.users["participant"])
    services.follow(cast.committee.channel_id, by=cast.users["secretary"])
    services.unfollow(cast.committee.channel_id, by=cast.users["participant"])
    assert tell(cast, channel=cast.committee.channel, except_for=cast.users["secretary"]) == 0


def test_a_closed_account_hears_nothing(cast):
    cast.users["participant"].is_active = False
    cast.users["participant"].save(update_fields=["is_active"])
    assert tell(cast, to=[cast.users["participant"]]) == 0


def test_the_mail_speaks_the_readers_language(cast):
    cast.users["member"].language = "en"
    cast.users["member"].save(update_fields=["language"])
    cast.users["member"].refresh_from_db()
    tell(cast, to=[cast.users["member"], cast.users["chair"]])
    services.write_mails("test.tried", "1")
    english = OutboxMail.objects.get(to="member@example.dk")
    danish = OutboxMail.objects.get(to="chair@example.dk")
    assert "There is news" in english.body
    assert "/en/moeder/" in english.body
    assert "Der er nyt" in danish.body
    assert "https://samskab.example.dk/moeder/" in danish.body


def test_a_mail_leaves_once_however_often_the_job_runs(cast):
    tell(cast, to=[cast.users["chair"]])
    services.write_mails("test.tried", "1")
    waiting = OutboxMail.objects.get()
    for _ in range(2):
        services.send_mail(waiting.pk)
    assert [message.to for message in mail.outbox] == [["chair@example.dk"]]
    waiting.refresh_from_db()
    assert waiting.sent_at is not None


def test_my_notices_are_mine(cast):
    tell(cast, to=[cast.users["chair"]])
    assert "Der er nyt" in cast["chair"].get("/min-side/beskeder/").content.decode()
    assert "Der er nyt" not in cast["member"].get("/min-side/beskeder/").content.decode()
    assert cast["public"].get("/min-side/beskeder/").status_code == 302


def test_reading_is_said_by_the_reader(cast):
    tell(cast, to=[cast.users["chair"]])
    cast["chair"].post("/min-side/beskeder/laest/")
    assert Notice.objects.get().read_at is not None
