"""The whole life of a meeting by its verbs, and what the database refuses."""

import json
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import InternalError, ProgrammingError, transaction
from django.utils import timezone

from meetings import services
from meetings.models import AgendaBody, AgendaVersion, MinutesBody, MinutesVersion, Rendition
from meetings.refusals import NotAsSeen, NotReady
from meetings.timeline import Stay
from portal.audit.models import Entry
from portal.documents.services import store_bytes
from portal.jobs.models import Job
from portal.notifications.models import Notice, OutboxMail

from . import factories as make

REFUSED = (ProgrammingError, InternalError)


def test_a_meeting_goes_from_plan_to_published_minutes(cast):
    minutes = make.published_minutes(cast, closed=True)
    version = minutes.current_version
    assert version.number == 1
    assert minutes.state == "published"
    public = version.body.public
    assert [item["number"] for item in public["items"]] == ["1", "2", "3", "4"]
    closed = public["items"][2]
    assert closed == {
        "uid": closed["uid"],
        "number": "3",
        "title": make.NEUTRAL,
        "is_closed": True,
    }
    assert make.SECRET not in json.dumps(public)
    assert make.SECRET in json.dumps(version.body.member)
    assert Job.objects.filter(task="meetings.render_minutes", key=str(version.pk)).count() == 1


def test_publishing_twice_makes_one_version_and_one_job(cast):
    minutes = make.published_minutes(cast)
    again = services.publish_minutes(minutes.pk, by=cast.users["chair"], seen="whatever")
    assert again == minutes.current_version
    assert MinutesVersion.objects.count() == 1
    meeting = minutes.meeting
    assert AgendaVersion.objects.filter(meeting=meeting).count() == 1


@pytest.mark.parametrize("model", [AgendaVersion, AgendaBody, MinutesVersion, MinutesBody])
def test_the_database_refuses_to_change_what_is_published(cast, model):
    make.published_minutes(cast)
    row = model.objects.get()
    field = "sha512" if model in {AgendaVersion, MinutesVersion} else "public"
    with pytest.raises(REFUSED), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**{field: {} if field == "public" else "0" * 128})
    with pytest.raises(REFUSED), transaction.atomic():
        model.objects.filter(pk=row.pk)._raw_delete("default")


def test_a_rendition_is_never_changed(cast):
    minutes = make.published_minutes(cast)
    file = store_bytes(b"Et referat.", name="referat.txt", mime_type="text/plain")
    row = Rendition.objects.create(
        version=minutes.current_version,
        edition="public",
        template_version="1",
        file=file,
        sha512=file.sha512,
    )
    with pytest.raises(REFUSED), transaction.atomic():
        Rendition.objects.filter(pk=row.pk).update(template_version="2")


def test_nothing_else_is_published_than_what_was_seen(cast):
    meeting = make.plan(cast)
    mark = make.seen(meeting)
    services.send_agenda_to_review(meeting.pk, by=cast.users["member"])
    make.add(cast, meeting, "Nyt imens", who="member")
    with pytest.raises(NotAsSeen):
        services.publish_agenda(meeting.pk, by=cast.users["chair"], seen=mark)
    assert not AgendaVersion.objects.exists()


def test_a_closed_item_needs_a_neutral_title(cast):
    meeting = make.plan(cast)
    make.add(cast, meeting, "Hemmeligt", is_public=False)
    services.send_agenda_to_review(meeting.pk, by=cast.users["secretary"])
    with pytest.raises(NotReady):
        services.publish_agenda(meeting.pk, by=cast.users["chair"], seen=make.seen(meeting))


def test_a_late_agenda_says_why(cast):
    meeting = make.plan(cast, days=2)
    services.send_agenda_to_review(meeting.pk, by=cast.users["secretary"])
    with pytest.raises(NotReady):
        services.publish_agenda(meeting.pk, by=cast.users["chair"], seen=make.seen(meeting))
    version = services.publish_agenda(
        meeting.pk, by=cast.users["chair"], seen=make.seen(meeting), late_reason="Sne."
    )
    assert version.body.public["late_reason"] == "Sne."


def test_a_later_item_gets_a_letter_and_the_old_numbers_stay(cast):
    meeting = make.plan(cast)
    make.add(cast, meeting, "Klare breve")
    make.publish(cast, meeting)
    services.reopen_agenda(meeting.pk, by=cast.users["secretary"])
    make.add(cast, meeting, "Svar på idéer")
    make.publish(cast, meeting, late_reason="Svarene kom i dag.")
    version = AgendaVersion.objects.get(number=2)
    items = version.body.public["items"]
    assert [(item["number"], item["is_late"]) for item in items] == [
        ("1", False),
        ("2", False),
        ("2a", True),
        ("3", False),
    ]
    first = AgendaVersion.objects.get(number=1).body.public["items"]
    assert [item["number"] for item in first] == ["1", "2", "3"]


def test_the_agenda_stays_as_it_was_when_minutes_are_written(cast):
    minutes = make.published_minutes(cast)
    agenda = minutes.meeting.current_agenda.body.public
    assert all(item["decision"] == "" and item["outcome"] == "" for item in agenda["items"])


def test_minutes_in_review_lack_nothing(cast):
    meeting = make.plan(cast)
    make.publish(cast, meeting)
    minutes = make.open_now(cast, meeting)
    with pytest.raises(NotReady) as refused:
        make.send_to_review(cast, minutes)
    assert len(refused.value.reasons) == 3


def test_the_chair_waits_for_all_or_the_deadline(cast):
    meeting = make.plan(cast)
    make.publish(cast, meeting)
    minutes = make.send_to_review(cast, make.hold(cast, meeting))
    with pytest.raises(NotReady):
        services.approve_minutes(minutes.pk, by=cast.users["chair"])
    later = timezone.now() + timedelta(days=3)
    services.review_minutes(
        minutes.pk, by=cast.users["member"], choice="reservation", text="Punkt 2 er uklart."
    )
    services.approve_minutes(minutes.pk, by=cast.users["deputy"], at=later)
    minutes.refresh_from_db()
    assert minutes.approved_role == "deputy"
    version = make.publish_minutes(cast, minutes)
    approved = version.body.public["approved"]
    assert (approved["present"], approved["approved"]) == (4, 0)
    assert approved["reservations"][0]["text"] == "Punkt 2 er uklart."
    assert len(approved["unanswered"]) == 3


def test_only_those_present_and_not_disqualified_vote(cast):
    meeting = make.plan(cast)
    item = make.add(cast, meeting, "Klare breve")
    make.publish(cast, meeting)
    make.open_now(cast, meeting)
    make.all_present(cast, meeting, politician="apology")
    by = cast.users["secretary"]
    services.disqualify(item.pk, person=cast.people["member"], by=by)
    for who in ("politician", "member", "outsider", "secretary"):
        with pytest.raises(NotReady):
            services.record_vote(item.pk, votes={cast.people[who].pk: "for"}, by=by)
    services.record_vote(item.pk, votes={cast.people["chair"].pk: "for"}, by=by)
    with pytest.raises(NotReady):
        make.all_present(cast, meeting, chair="absent")
    with pytest.raises(NotReady):
        services.disqualify(item.pk, person=cast.people["chair"], by=by)


def test_who_left_during_an_earlier_item_does_not_vote(cast):
    meeting = make.plan(cast)
    make.add(cast, meeting, "Klare breve")
    make.add(cast, meeting, "Sent punkt")
    make.publish(cast, meeting)
    make.open_now(cast, meeting)
    make.all_present(cast, meeting)
    by = cast.users["secretary"]
    for title, begins, ends in (("Klare breve", 10, 25), ("Sent punkt", 25, 40)):
        make.was_on(cast, make.one_item(meeting, title), begins, ends)
    left = meeting.starts_at + timedelta(minutes=20)
    entry = services.Entry(cast.memberships["member"], "present", stays=(Stay(ends=left),))
    services.record_attendance(meeting.pk, entries=[entry], by=by)
    votes = {cast.people["member"].pk: "against"}
    services.record_vote(make.one_item(meeting, "Klare breve").pk, votes=votes, by=by)
    with pytest.raises(NotReady):
        services.record_vote(make.one_item(meeting, "Sent punkt").pk, votes=votes, by=by)


def test_a_correction_is_written_by_one_and_released_by_another(cast):
    minutes = make.published_minutes(cast)
    first = minutes.current_version
    before = first.body.public
    item = make.one_item(minutes.meeting, "Klare breve")
    correction = services.correct_minutes(
        minutes.pk,
        by=cast.users["secretary"],
        what="Antallet er rettet fra 30 til 40.",
        why="Tastefejl.",
        items=[item],
    )
    services.set_decision(
        item.pk,
        outcome="recommended",
        content="<p>40 breve anbefales.</p>",
        base_revision=1,
        by=cast.users["secretary"],
    )
    minutes.refresh_from_db()
    mark = make.seen(minutes, correction)
    with pytest.raises(PermissionDenied):
        services.release_correction(minutes.pk, by=cast.users["secretary"], seen=mark)
    second = services.release_correction(minutes.pk, by=cast.users["chair"], seen=mark)
    assert second.number == 2
    assert second.supersedes == first
    box = second.body.public["correction"]
    assert box["what"] == "Antallet er rettet fra 30 til 40."
    assert box["written_by"] == "Sanne Sekretær"
    assert box["released_by"] == "Frida Formand"
    first = MinutesVersion.objects.get(pk=first.pk)
    assert first.body.public == before
    again = services.release_correction(minutes.pk, by=cast.users["chair"], seen=mark)
    assert again == second


def test_words_on_a_corrected_closed_item_stay_inside(cast):
    minutes = make.published_minutes(cast, closed=True)
    item = minutes.meeting.items.get(is_public=False)
    correction = services.correct_minutes(
        minutes.pk,
        by=cast.users["secretary"],
        what=f"{make.SECRET} rettet",
        why=make.SECRET,
        requested_by=make.SECRET,
        items=[item],
    )
    minutes.refresh_from_db()
    version = services.release_correction(
        minutes.pk, by=cast.users["deputy"], seen=make.seen(minutes, correction)
    )
    assert make.SECRET not in json.dumps(version.body.public)
    assert version.body.public["correction"]["items"][0]["title"] == make.NEUTRAL


def test_no_notice_or_mail_says_what_is_closed(cast, django_capture_on_commit_callbacks):
    make.published_minutes(cast, closed=True)
    assert Notice.objects.filter(kind="meetings.agenda_published").exists()
    assert Notice.objects.filter(kind="meetings.minutes_published").exists()
    said = json.dumps(
        [
            *Notice.objects.values("title_da", "title_en", "url", "context"),
            *OutboxMail.objects.values("subject", "body"),
        ]
    )
    assert make.SECRET not in said
    assert not Notice.objects.filter(user=cast.users["outsider"]).exists()


def test_the_record_never_names_a_closed_matter(cast):
    make.published_minutes(cast, closed=True)
    said = json.dumps(list(Entry.objects.values("subject_label", "reason", "data")))
    assert make.SECRET not in said


def test_a_meeting_moved_there_back_and_there_again_is_told_each_time(cast):
    meeting = make.plan(cast)
    first, other = meeting.starts_at, meeting.starts_at - timedelta(hours=1)
    for starts_at in (other, first, other, other):
        services.change_meeting(
            meeting.pk, by=cast.users["secretary"], starts_at=starts_at, reason="Sal optaget."
        )
    told = Notice.objects.filter(kind="meetings.meeting_changed", user=cast.users["member"])
    assert told.count() == 3
