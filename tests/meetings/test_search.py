"""Finding in the record: what everybody may read of it now, and not a word that they may not."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings import services, tasks
from meetings.search import Attachments, Items
from portal import jobs
from portal.documents.models import FileWords
from portal.jobs import work
from portal.search import services as search
from portal.search.models import Entry
from tests.meetings import factories as make

WORD, OLD, NEW = "Havnebassin", "Muslingebanke", "Østersbanke"


def urls(client, question, kind="moeder"):
    page = client.get("/soeg/", {"q": question, "slags": kind})
    assert page.status_code == 200
    return [hit.shown.url for hit in page.context["hits"]]


def titles(client, question):
    page = client.get("/soeg/", {"q": question})
    return [re.sub("</?mark>", "", str(hit.title)) for hit in page.context["hits"]]


@pytest.fixture
def item(cast):
    """An open item of published minutes with a word in its text and another in its decision."""
    meeting = make.plan(cast)
    item = make.add(cast, meeting, "Klare breve", presenter="Inger Oplæg")
    services.save_section(
        item.pk,
        "background",
        content=f"<p>Om {WORD}et.</p>",
        base_revision=0,
        by=cast.users["secretary"],
    )
    make.publish(cast, meeting)
    minutes = make.open_now(cast, meeting)
    make.all_present(cast, meeting)
    make.decide_all(cast, meeting)
    decide(cast, item, OLD, 1)
    services.close_meeting(meeting.pk, by=cast.users["secretary"], at=meeting.ends_at)
    minutes.refresh_from_db()
    make.approve(cast, make.send_to_review(cast, minutes))
    make.publish_minutes(cast, minutes)
    item.refresh_from_db()
    return item


def decide(cast, item, word, revision):
    services.set_decision(
        item.pk,
        outcome="discussed",
        content=f"<p>Udvalget så på {word}.</p>",
        base_revision=revision,
        by=cast.users["secretary"],
    )


def close(cast, item, **facts):
    item.refresh_from_db()
    services.edit_item(
        item.pk,
        by=cast.users["secretary"],
        base_revision=item.revision,
        is_public=False,
        public_title=make.NEUTRAL,
        **facts,
    )


@pytest.fixture
def file(cast):
    """A public file under an open item of a published agenda, as the worker has read it."""
    meeting = make.plan(cast)
    item = make.add(cast, meeting, "Klare breve")
    make.attach(cast, item, title="Kortbilag", text=WORD)
    make.publish(cast, meeting)
    read_waiting()
    return item.attachments.get()


def read_waiting():
    for job in jobs.Job.objects.filter(task="meetings.read_words", state="queued"):
        work.run_job(job.pk)


def test_an_item_is_found_by_what_its_newest_version_says(cast, item):
    for word in (WORD, OLD, "Klare breve", "Inger Oplæg"):
        for who in ("public", "member"):
            assert urls(cast[who], word) == [item.get_absolute_url()]
    assert urls(cast["public"], WORD, "ideer") == []


def test_working_rows_are_never_found(cast):
    meeting = make.plan(cast)
    make.add(cast, meeting, WORD)
    assert urls(cast["secretary"], WORD) == []
    make.publish(cast, meeting)
    services.reopen_agenda(meeting.pk, by=cast.users["secretary"])
    make.add(cast, meeting, NEW)
    search.make_anew(Items.name)
    assert urls(cast["secretary"], NEW) == []
    assert len(urls(cast["public"], WORD)) == 1


def test_of_a_closed_item_only_the_neutral_title_is_found(cast):
    meeting = make.plan(cast)
    closed = make.add_closed(cast, meeting)
    make.publish(cast, meeting)
    for who in ("public", "participant", "member", "chair"):
        assert urls(cast[who], make.SECRET) == []
        assert urls(cast[who], make.NEUTRAL) == [closed.get_absolute_url()]
    assert not Entry.objects.filter(body__icontains=make.SECRET).exists()


def test_what_is_closed_later_is_found_no_more(cast, item):
    by, minutes = cast.users["secretary"], item.meeting.minutes
    services.correct_minutes(minutes.pk, by=by, what="Lukkes", why="Personsag", items=[item])
    close(cast, item)
    for word in (WORD, OLD, "Klare breve"):
        assert urls(cast["public"], word) == urls(cast["member"], word) == []
    assert urls(cast["public"], make.NEUTRAL) == [item.get_absolute_url()]
    assert search.mend(Items.name) == []
    services.edit_item(
        item.pk, by=by, base_revision=item.revision + 1, public_title="En anden neutral titel"
    )
    assert titles(cast["public"], "neutral titel") == ["En anden neutral titel"]


def test_what_is_closed_while_the_nightly_look_waits_does_not_come_back(cast, item, monkeypatch):
    by, minutes = cast.users["secretary"], item.meeting.minutes
    services.correct_minutes(minutes.pk, by=by, what="Lukkes", why="Personsag", items=[item])
    Entry.objects.filter(object_id=item.pk).update(body="Et andet ord")

    def wait(_source, _pks):
        monkeypatch.undo()
        close(cast, item)

    monkeypatch.setattr(Items, "hold", wait)
    search.mend(Items.name)
    assert Entry.objects.get(source=Items.name, object_id=item.pk).title == make.NEUTRAL


def test_a_correction_is_found_and_what_it_replaced_is_not(cast, item):
    by, minutes = cast.users["secretary"], item.meeting.minutes
    correction = services.correct_minutes(
        minutes.pk, by=by, what="Banken", why="Tastefejl", items=[item]
    )
    decide(cast, item, NEW, 2)
    assert urls(cast["public"], NEW) == []
    minutes.refresh_from_db()
    seen = make.seen(minutes, correction)
    services.release_correction(minutes.pk, by=cast.users["chair"], seen=seen)
    assert urls(cast["public"], NEW) == [item.get_absolute_url()]
    assert urls(cast["public"], OLD) == []


def test_what_is_withdrawn_is_found_no_more(cast, item):
    asked = services.ask_for_withdrawal(
        item.meeting.minutes.current_version, by=cast.users["chair"], why="En adresse", note="Væk"
    )
    assert urls(cast["public"], OLD) == [item.get_absolute_url()]
    services.answer_withdrawal(asked.pk, confirm=True, by=cast.users["admin"])
    for word in (WORD, OLD, "Klare breve"):
        assert urls(cast["public"], word) == urls(cast["chair"], word) == []
    assert search.make_anew(Items.name) == 0


def test_the_nightly_look_takes_out_what_must_not_stand_there(cast, item):
    closed = make.add_closed(cast, make.plan(cast))
    stray = {"object_id": closed.pk, "title": make.SECRET, "at": item.added_at}
    Entry.objects.create(source=Items.name, **stray)
    Entry.objects.filter(object_id=item.pk).delete()
    assert set(search.mend(Items.name)) == {closed.pk, item.pk}
    assert urls(cast["public"], make.SECRET) == []
    assert urls(cast["public"], WORD) == [item.get_absolute_url()]


def test_a_file_is_found_by_its_name_and_its_words(cast, file):
    for word in (WORD, "Kortbilag"):
        for who in ("public", "member"):
            assert urls(cast[who], word, "bilag") == [file.get_absolute_url()]


def test_a_file_is_found_while_everybody_may_have_it(cast, file):
    by = cast.users["secretary"]
    services.reopen_agenda(file.item.meeting_id, by=by)
    services.show_attachment(file.pk, is_public=False, by=by)
    assert urls(cast["public"], WORD, "bilag") == urls(cast["member"], WORD, "bilag") == []
    services.show_attachment(file.pk, is_public=True, by=by)
    assert urls(cast["public"], WORD, "bilag") == [file.get_absolute_url()]
    close(cast, file.item)
    for word in (WORD, "Kortbilag"):
        assert urls(cast["public"], word, "bilag") == urls(cast["chair"], word, "bilag") == []
    assert search.mend(Attachments.name) == []


def test_a_withdrawn_file_is_found_no_more_and_its_words_are_erased_with_it(cast, file):
    chair, admin = cast.users["chair"], cast.users["admin"]
    asked = services.ask_for_withdrawal(file, by=chair, why="En adresse", note="Væk")
    services.answer_withdrawal(asked.pk, confirm=True, by=admin)
    for word in (WORD, "Kortbilag"):
        assert urls(cast["public"], word, "bilag") == urls(cast["chair"], word, "bilag") == []
    services.erase_withdrawn(asked.pk, by=admin)
    assert not FileWords.objects.exists()
    assert search.make_anew(Attachments.name) == 0


def test_no_word_is_kept_of_a_file_that_not_everybody_may_have(cast):
    meeting = make.plan(cast)
    item = make.add(cast, meeting, "Klare breve")
    make.attach(cast, item, title=f"{make.SECRET} 1", text=make.SECRET, is_public=False)
    make.add_closed(cast, meeting)
    make.publish(cast, meeting)
    for file in meeting.items.exclude(attachments=None).values_list("attachments", flat=True):
        work.run_job(jobs.start("meetings.read_words", f"{file}:x").pk)
    tasks.have_unread_read()
    read_waiting()
    assert not FileWords.objects.exists()
    for who in ("public", "member"):
        assert urls(cast[who], make.SECRET, "bilag") == []


def test_at_night_files_are_read_that_came_before_there_were_words(cast, file):
    FileWords.objects.all().delete()
    jobs.Job.objects.all().delete()
    search.make_anew(Attachments.name)
    assert urls(cast["public"], WORD, "bilag") == []
    tasks.have_unread_read()
    read_waiting()
    assert urls(cast["public"], WORD, "bilag") == [file.get_absolute_url()]


def test_many_results_cost_what_few_do(cast):
    counted = []
    for number in (2, 10):
        meeting = make.plan(cast, days=20 + number)
        for n in range(number):
            make.add(cast, meeting, f"{WORD} {n}")
        make.publish(cast, meeting)
        with CaptureQueriesContext(connection) as queries:
            assert urls(cast["public"], WORD)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_the_list_of_meetings_leads_to_the_search(cast):
    page = cast["public"].get("/moeder/").content.decode()
    assert 'action="/soeg/"' in page
    assert '<input type="hidden" name="slags" value="moeder">' in page
