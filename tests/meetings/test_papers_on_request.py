"""PDFs that somebody asks for: one item for everybody, and closed items for one reader."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings import papers, services
from meetings.models import AgendaItem, ItemRendition, PaperForReader
from meetings.tasks import forget_papers
from portal.documents.models import File
from portal.jobs import work
from portal.jobs.models import Job
from tests.documents.reading import Pdf
from tests.meetings import factories as make


@pytest.fixture
def minutes(cast):
    return make.published_minutes(cast, closed=True)


def run_jobs(task: str) -> None:
    for job in Job.objects.filter(task=task, state=Job.State.QUEUED).order_by("pk"):
        work.run_job(job.pk)


def address(item: AgendaItem) -> str:
    return reverse("meetings:item-pdf", args=[item.meeting_id, item.uid])


def made(cast, item: AgendaItem) -> Pdf:
    """Ask for an item's PDF, have it made, and get it."""
    assert cast["public"].get(address(item)).status_code == 202
    run_jobs("meetings.render_item")
    answer = cast["public"].get(address(item))
    assert not answer.cookies
    return Pdf(b"".join(answer.streaming_content))


def assert_offered(answer) -> None:
    assert answer.status_code == 200
    assert "Lav PDF’en" in answer.content.decode()


def test_an_item_is_a_paper_of_its_own_with_the_same_address_from_agenda_to_minutes(cast):
    meeting = make.plan(cast)
    item = make.add(cast, meeting, "Klare breve")
    make.add(cast, meeting, "Cykelstier")
    make.publish(cast, meeting)
    assert address(item) in cast["public"].get(item.get_absolute_url()).content.decode()
    agenda = made(cast, item)
    assert agenda.marks == {"PDF/A-2a", "PDF/UA-1"}
    assert agenda.bookmarks == ["2. Klare breve"]
    assert "Cykelstier" not in agenda.text
    assert "Uddrag" in agenda.text
    assert "Beslutning" not in agenda.text
    assert item.get_absolute_url() in agenda.text.replace(" ", "")
    record = make.approve(cast, make.send_to_review(cast, make.hold(cast, meeting)))
    make.publish_minutes(cast, record)
    assert "Beslutning: drøftet" in made(cast, item).text
    assert ItemRendition.objects.count() == 2
    version = record.current_version
    assert Pdf(papers.item_pdf(version.body.public, item.uid)).data == made_again(cast, item)


def made_again(cast, item: AgendaItem) -> bytes:
    return b"".join(cast["public"].get(address(item)).streaming_content)


def test_a_closed_item_is_told_on_paper_as_on_its_page(cast, minutes):
    item = minutes.meeting.items.get(is_public=False)
    paper = made(cast, item)
    assert make.NEUTRAL in paper.text
    assert not paper.says(make.SECRET)


def test_an_item_closed_since_is_no_longer_handed_out(cast, minutes):
    item = make.one_item(minutes.meeting, "Klare breve")
    made(cast, item)
    by = cast.users["secretary"]
    services.correct_minutes(minutes.pk, by=by, what="Et.", why="To.", items=[item])
    services.edit_item(item.pk, by=by, base_revision=1, is_public=False, public_title="En sag")
    answer = cast["public"].get(address(item))
    assert (answer.status_code, answer["Location"]) == (302, item.get_absolute_url())


# With the closed items ------------------------------------------------------------------------


def inside(minutes) -> str:
    return reverse("meetings:minutes-with-closed", args=[minutes.meeting_id, 1])


def asked(cast, who: str, minutes) -> None:
    assert cast[who].post(inside(minutes)).status_code == 302
    run_jobs("meetings.render_for_reader")


def test_a_member_gets_one_with_the_closed_items_and_nobody_else_gets_that_one(cast, minutes):
    link = minutes.current_version.get_absolute_url() + "?lukkede=1"
    assert inside(minutes) in cast["member"].get(link).content.decode()
    files = File.objects.count()
    asked(cast, "member", minutes)
    answer = cast["member"].get(inside(minutes))
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-store"
    paper = Pdf(answer.content)
    assert paper.says(f"{make.SECRET} titel")
    assert "Kun for udvalget" in paper.text
    assert paper.marks == {"PDF/A-2a", "PDF/UA-1"}
    assert File.objects.count() == files  # it lies in no storage
    assert_offered(cast["chair"].get(inside(minutes)))  # theirs is not made
    assert cast["former_member"].get(inside(minutes)).status_code == 403
    assert cast["public"].get(inside(minutes)).status_code == 302


def test_asked_for_twice_it_is_made_once_and_gone_after_a_day(cast, minutes):
    for _twice in range(2):
        asked(cast, "member", minutes)
    assert Job.objects.filter(task="meetings.render_for_reader").count() == 1
    PaperForReader.objects.update(asked_at=timezone.now() - timedelta(hours=25))
    forget_papers()
    assert not PaperForReader.objects.exists()
    assert_offered(cast["member"].get(inside(minutes)))
    asked(cast, "member", minutes)
    assert Pdf(cast["member"].get(inside(minutes)).content).says(make.SECRET)


def test_who_may_no_longer_read_an_item_does_not_get_the_paper_made_before(cast, minutes):
    asked(cast, "member", minutes)
    item = minutes.meeting.items.get(is_public=False)
    services.correct_minutes(
        minutes.pk, by=cast.users["secretary"], what="Et.", why="To.", items=[item]
    )
    services.disqualify(
        item.pk,
        by=cast.users["secretary"],
        person=cast.people["member"],
        is_upheld=True,
    )
    assert_offered(cast["member"].get(inside(minutes)))
    asked(cast, "member", minutes)
    assert not Pdf(cast["member"].get(inside(minutes)).content).says(make.SECRET)
