"""The PDF at its address: made by a job, once, kept for good; until then a page that helps."""

import pytest
from django.db import ProgrammingError, transaction
from django.urls import reverse

from meetings import papers, services
from meetings.models import Rendition
from portal import jobs
from portal.documents.models import File
from portal.jobs import work
from portal.jobs.models import Job
from tests.documents.reading import Pdf
from tests.meetings import factories as make
from tests.meetings.versions import meeting_of, published_minutes

TASK = "meetings.render_minutes"


@pytest.fixture
def version(cast):
    return published_minutes(meeting_of(cast.committee), cast.users["secretary"])


@pytest.fixture
def address(version):
    return reverse("meetings:minutes-pdf", args=[version.meeting.pk, version.number])


@pytest.fixture
def made(version):
    work.run_job(jobs.start(TASK, version.pk).pk)
    return version.renditions.get()


def test_everybody_gets_the_pdf_and_asks_again_for_it(cast, version, address, made):
    answer = cast["public"].get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Cache-Control"] == "private, no-cache"
    assert (
        answer["Content-Disposition"]
        == f'inline; filename="{papers.file_name(version.body.public)}"'
    )
    assert not answer.cookies
    data = b"".join(answer.streaming_content)
    assert Pdf(data).marks == {"PDF/A-2a", "PDF/UA-1"}
    again = cast["public"].get(address, headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("paper", ["agenda", "minutes"])
def test_no_pdf_tells_an_item_that_was_closed_since(cast, paper):
    minutes = make.published_minutes(cast)
    meeting, version = minutes.meeting, minutes.current_version
    for task, key in ((TASK, version.pk), ("meetings.render_agenda", meeting.current_agenda.pk)):
        work.run_job(jobs.start(task, key).pk)
    pdf = reverse(f"meetings:{paper}-pdf", args=[meeting.pk, 1])
    page = reverse(f"meetings:{paper}-version", args=[meeting.pk, 1])
    assert b"".join(cast["public"].get(pdf).streaming_content).startswith(b"%PDF")
    assert pdf in cast["public"].get(page).content.decode()
    item = make.one_item(meeting, "Klare breve")
    by = cast.users["secretary"]
    services.correct_minutes(minutes.pk, by=by, what="Et.", why="To.", items=[item])
    services.edit_item(
        item.pk, by=by, base_revision=1, is_public=False, public_title="En personsag"
    )
    answer = cast["public"].get(pdf)
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert answer["Cache-Control"] == "private, no-store"
    shown = cast["public"].get(page).content.decode()
    assert "Klare breve" not in shown
    assert pdf not in shown


def test_what_is_kept_is_what_the_snapshot_gives_again(version, made):
    with made.file.blob.open() as kept:
        assert kept.read() == papers.minutes_pdf(version.body.public)
    assert made.sha512 == made.file.sha512


def test_the_agendas_pdf_has_its_address_too(cast, version):
    agenda = version.minutes.agenda_version
    work.run_job(jobs.start("meetings.render_agenda", agenda.pk).pk)
    answer = cast["public"].get(reverse("meetings:agenda-pdf", args=[agenda.meeting_id, 1]))
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF-1.7")


def test_until_it_is_made_the_page_says_so(cast, version, address):
    jobs.start(TASK, version.pk)
    answer = cast["public"].get(address)
    assert answer.status_code == 202
    assert answer["Retry-After"] == "5"
    assert answer["Cache-Control"] == "no-store"
    assert "PDF’en er på vej" in answer.content.decode()
    assert not answer.cookies
    piece = cast["public"].get(address, headers={"HX-Request": "true"})
    assert "<html" not in piece.content.decode()
    assert "hx-get" in piece.content.decode()


def test_a_page_that_waited_is_told_when_it_is_ready(cast, address, made):
    piece = cast["public"].get(address, headers={"HX-Request": "true"}).content.decode()
    assert "PDF’en er klar" in piece
    assert f'href="{address}"' in piece


@pytest.mark.parametrize(
    ("who", "told", "status"),
    [
        ("public", False, 302),
        ("participant", False, 403),
        ("member", False, 403),
        ("admin", False, 403),
        ("chair", True, 302),
        ("secretary", True, 302),
    ],
)
def test_a_failure_is_told_to_who_can_mend_it(cast, version, address, who, told, status):
    job = jobs.start(TASK, version.pk)
    Job.objects.filter(pk=job.pk).update(attempts=4)
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr(papers, "minutes_pdf", lambda _snapshot: 1 / 0)
        work.run_job(job.pk)
    page = cast[who].get(address)
    assert page.status_code == 404
    assert "kunne ikke laves" in page.content.decode()
    assert ("ZeroDivisionError" in page.content.decode()) is told
    assert ("Lav den igen" in page.content.decode()) is told
    assert cast[who].post(address).status_code == status
    job.refresh_from_db()
    assert (job.state == Job.State.QUEUED) is told


def test_made_twice_there_is_one(version, made):
    Job.objects.update(state="queued", finished_at=None)
    work.run_job(Job.objects.get(task=TASK).pk)
    assert Rendition.objects.get() == made
    assert File.objects.count() == 1


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_a_rendition(made, change):
    rows = Rendition.objects.filter(pk=made.pk)
    with pytest.raises(ProgrammingError), transaction.atomic():
        rows.update(sha512="0" * 128) if change == "update" else rows.delete()


def test_no_other_number_and_no_other_meeting_has_it(cast, version):
    for args in ([version.meeting.pk, 2], [version.meeting.pk + 1000, 1]):
        assert cast["public"].get(reverse("meetings:minutes-pdf", args=args)).status_code == 404
