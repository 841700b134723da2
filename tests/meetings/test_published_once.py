"""However publishing is disturbed, there is one version and one file in the end, or a failure."""

import errno
import random
import time
from pathlib import Path
from threading import Barrier, Thread

import pytest
import redis
from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.urls import reverse

from meetings import papers, services
from meetings.models import Minutes, MinutesVersion, Rendition, Seal
from meetings.services.renditions import attach_rendition
from portal import jobs
from portal.documents.models import File
from portal.jobs import work
from portal.jobs.models import Job
from tests.cast import Cast
from tests.meetings import factories as make
from tests.meetings import snapshots
from tests.meetings.versions import meeting_of, published_minutes

TASK = "meetings.render_minutes"
PATIENCE = 90


def approved(cast):
    """Return minutes that wait for being published."""
    meeting = make.plan(cast)
    make.add(cast, meeting, "Klare breve")
    make.publish(cast, meeting)
    minutes = make.open_now(cast, meeting)
    make.all_present(cast, meeting)
    make.decide_all(cast, meeting)
    services.close_meeting(meeting.pk, by=cast.users["secretary"], at=meeting.ends_at)
    minutes.refresh_from_db()
    make.approve(cast, make.send_to_review(cast, minutes))
    return Minutes.objects.get(pk=minutes.pk)


def at_once(*stories):
    """Run them in threads that set off together, each with its own connection."""
    ready, errors = Barrier(len(stories)), []

    def run(story):
        try:
            ready.wait(10)
            story()
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[story]) for story in stories]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []


def wait(job):
    end = time.monotonic() + PATIENCE
    while Job.objects.get(pk=job.pk).is_open and time.monotonic() < end:
        time.sleep(0.1)
    assert Job.objects.get(pk=job.pk).state == Job.State.DONE


def only_file_of(version):
    """Return the one file that there is of a version, whole and on the disk."""
    [rendition] = Rendition.objects.filter(version=version)
    [file] = File.objects.filter(title=rendition.file.title, sha512=rendition.sha512)
    with file.blob.open() as kept:
        data = kept.read()
    assert data.startswith(b"%PDF")
    assert data.rstrip().endswith(b"%%EOF")
    return file


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "who", [("secretary", "secretary"), ("secretary", "chair")], ids=["double click", "two people"]
)
def test_published_twice_at_the_same_moment_there_is_one(who):
    cast = Cast()
    minutes = approved(cast)
    publish = reverse("meetings:minutes-publish", args=[minutes.meeting_id])
    clients = [cast[role] for role in who]
    seen = cast["secretary"].get(publish).context["form"]["seen"].value()
    answers = []
    at_once(*(lambda c=c: answers.append(c.post(publish, {"seen": seen})) for c in clients))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert {answer["Location"] for answer in answers} == {minutes.get_absolute_url()}
    [version] = MinutesVersion.objects.filter(minutes=minutes)
    [job] = Job.objects.filter(task=TASK)
    assert Seal.objects.filter(minutes_version=version).count() == 1
    Job.objects.filter(pk=job.pk).update(state=Job.State.QUEUED)
    at_once(lambda: work.run_job(job.pk), lambda: work.run_job(job.pk))
    only_file_of(version)


@pytest.mark.django_db(transaction=True)
def test_rendered_twice_at_the_same_moment_there_is_one():
    """As when a worker that seemed lost comes back while another has the job."""
    cast = Cast()
    version = published_minutes(meeting_of(cast.committee), cast.users["secretary"])
    name, kind = "referat.pdf", {"edition": "public", "template_version": "1"}

    def attach():
        attach_rendition(version.pk, pdf=b"%PDF-1.7 %%EOF", name=name, **kind)

    at_once(attach, attach, attach)
    only_file_of(version)
    assert File.objects.count() == 1


@pytest.mark.worker
@pytest.mark.parametrize("times", [2, pytest.param(20, marks=pytest.mark.full)])
def test_a_worker_killed_at_any_moment_makes_one_file_in_the_end(worker, cast, times):
    """Every other time Redis forgets everything meanwhile."""
    items = [snapshots.item(number, paragraphs=3) for number in range(1, 20)]
    for number in range(times):
        meeting = meeting_of(cast.committee, number=number + 5)
        version = published_minutes(meeting, cast.users["secretary"], items)
        job = jobs.start(TASK, version.pk)
        time.sleep(random.uniform(0, 3))  # from before it is fetched until after it is done
        worker.kill()
        if number % 2:
            redis.Redis.from_url(settings.REDIS_URL).flushdb()
        worker.start()
        wait(job)
        only_file_of(version)
    assert MinutesVersion.objects.count() == Rendition.objects.count() == times
    assert File.objects.count() == times


def test_a_full_disk_is_a_failure_that_the_secretary_sees_and_mends(cast, monkeypatch):
    version = published_minutes(meeting_of(cast.committee), cast.users["secretary"])
    job = jobs.start(TASK, version.pk)
    real = FileSystemStorage._save

    def full(storage, name, content):
        """Write the beginning, as a disk does that has room for some more bytes."""
        path = Path(storage.path(name))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.read(1000))
        raise OSError(errno.ENOSPC, "No space left on device")

    before = set(on_disk())
    with monkeypatch.context() as disk:
        disk.setattr(FileSystemStorage, "_save", full)
        disk.setattr(papers, "minutes_pdf", lambda _snapshot: b"%PDF-1.7" + bytes(2000))
        for _attempt in range(10):
            Job.objects.filter(pk=job.pk).update(available_at="2020-01-01T00:00Z")
            work.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, "No space left" in job.error) == (Job.State.FAILED, True)
    assert not File.objects.exists()
    pdf = reverse("meetings:minutes-pdf", args=[version.meeting.pk, 1])
    places = [version.get_absolute_url(), version.meeting.get_absolute_url(), pdf]
    for place in places:
        page = cast["secretary"].get(place).content.decode()
        assert "No space left on device" in page, place
        assert f'action="{pdf}"' in page, place
        for who in ("public", "member"):
            assert "No space left" not in cast[who].get(place).content.decode(), place
    assert cast["secretary"].post(pdf).status_code == 302
    job.refresh_from_db()
    assert job.state == Job.State.QUEUED
    work.run_job(job.pk)
    sent = cast["public"].get(pdf)
    assert (sent["Content-Type"], b"".join(sent)[:5]) == ("application/pdf", b"%PDF-")
    file = only_file_of(version)
    assert "No space left" not in cast["secretary"].get(places[0]).content.decode()
    assert FileSystemStorage._save is real
    assert set(on_disk()) - before == {file.blob.name}


def on_disk():
    """Return the names of all files that lie on the disk."""
    root = Path(default_storage.path(""))
    return [str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()]
