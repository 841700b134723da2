"""Background work cannot get lost and is not done twice."""

import socket
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Thread

import pghistory.models
import pytest
import redis
from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from portal import jobs
from portal.jobs import broker, services, work
from portal.jobs.models import Job
from tests.jobs.tasks import effects


def wait_for(condition: Callable[[], bool], seconds: float = 25) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.1)
    return False


def state_of(job: Job) -> str:
    return Job.objects.values_list("state", flat=True).get(pk=job.pk)


@pytest.fixture(autouse=True)
def _no_memory_of_a_silent_broker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker, "_silent_until", 0.0)


@pytest.fixture
def deaf_broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A broker that accepts connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        monkeypatch.setattr(current_app.conf, "broker_write_url", f"redis://127.0.0.1:{port}/0")
        yield


# Starting -----------------------------------------------------------------------------------


def test_the_same_work_is_started_once(db):
    first, second = jobs.start("tests.quick", "same"), jobs.start("tests.quick", "same")
    assert first == second
    assert jobs.Job.objects.for_key("tests.quick", "same") == first
    assert jobs.start("tests.quick", "other") != first


@pytest.mark.django_db(transaction=True)
def test_a_job_vanishes_with_its_transaction():
    with transaction.atomic():
        jobs.start("tests.quick", "rolled-back")
        transaction.set_rollback(True)
    assert not Job.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_costs_nobody_anything(monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(current_app.conf, "broker_write_url", "redis://127.0.0.1:1/0")
        began = time.monotonic()
        many = [jobs.start("tests.quick", number) for number in range(20)]
        assert time.monotonic() - began < 5
        assert {state_of(job) for job in many} == {Job.State.QUEUED}
        assert not Job.objects.exclude(sent_at=None).exists()
    monkeypatch.setattr(broker, "_silent_until", 0.0)
    assert services.sweep() == 20
    assert not Job.objects.filter(sent_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_says_nothing_holds_a_request_for_seconds_only(deaf_broker):
    began = time.monotonic()
    for number in range(5):
        jobs.start("tests.quick", f"deaf-{number}")
    assert time.monotonic() - began < 8
    assert Job.objects.filter(state=Job.State.QUEUED, sent_at=None).count() == 5


# Working ------------------------------------------------------------------------------------


def test_a_message_too_many_changes_nothing(db):
    job = jobs.start("tests.quick", "twice")
    work.run_job(job.pk)
    work.run_job(job.pk)
    assert effects("twice") == 1
    job.refresh_from_db()
    assert (job.state, job.attempts, job.progress) == (Job.State.DONE, 1, 100)


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_gets_the_job():
    job = Job.objects.create(task="tests.quick", key="race")
    won: list[Job] = []

    def try_it() -> None:
        if (claimed := work.claim(job.pk)) is not None:
            won.append(claimed)
        connection.close()

    threads = [Thread(target=try_it) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1


def test_what_cannot_be_cured_fails_at_once_and_says_why(db):
    job = jobs.start("tests.gives_up", 1)
    work.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.error) == (Job.State.FAILED, 1, "Pango is missing.")


def test_a_failure_is_tried_again_later_and_then_shown(db):
    job = jobs.start("tests.hopeless", 1)
    work.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (Job.State.QUEUED, 1)
    assert job.available_at > timezone.now()
    work.run_job(job.pk)  # too early: not taken
    job.refresh_from_db()
    assert job.attempts == 1
    Job.objects.update(available_at=timezone.now())
    work.run_job(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (Job.State.FAILED, "OSError: the disk is full")


def test_who_lost_the_lease_cannot_end_the_job(db):
    job = jobs.start("tests.quick", "lease")
    slow_worker = work.claim(job.pk)
    Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
    services.sweep()
    quick_worker = work.claim(job.pk)
    assert quick_worker.attempts == 2
    with pytest.raises(work.LeaseLost):
        work.Progress(slow_worker)(1, 1)
    work._end(slow_worker)
    assert state_of(job) == Job.State.RUNNING
    work._end(quick_worker)
    assert state_of(job) == Job.State.DONE


def test_a_worker_lost_again_and_again_is_a_visible_failure(db):
    job = jobs.start("tests.hopeless", "killer")
    for _attempt in range(2):
        work.claim(job.pk)
        Job.objects.update(lease_until=timezone.now() - timedelta(seconds=1))
        services.sweep()
    job.refresh_from_db()
    assert job.state == Job.State.FAILED
    assert "2" in job.error


@pytest.mark.django_db(transaction=True)
def test_the_history_of_rows_names_who_started_the_job(cast):
    secretary, person = cast.users["secretary"], cast.people["member"]
    with pghistory.context(actor=secretary.pk, request="req-1"):
        job = jobs.start("tests.rename_person", person.pk)
    assert job.started_by == secretary
    work.run_job(job.pk)
    event = person.events.order_by("pgh_id").last()
    assert event.name == "Renamed"
    assert event.pgh_context.metadata == {
        "actor": secretary.pk,
        "job": job.pk,
        "request": job.request_id,
    }


# Operators ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "allowed"), [("admin", True), ("secretary", False), ("chair", False)]
)
def test_only_the_administrator_starts_failed_jobs_again(cast, who, allowed):
    job = jobs.start("tests.gives_up", who)
    work.run_job(job.pk)
    page = reverse("admin:jobs_job_changelist")
    cast[who].post(page, {"action": "start_again", "_selected_action": [job.pk]})
    assert (state_of(job) == Job.State.QUEUED) is allowed


def test_the_admin_cannot_change_or_remove_a_job(cast):
    job = jobs.start("tests.quick", "admin")
    assert cast["admin"].get(reverse("admin:jobs_job_change", args=[job.pk])).status_code == 200
    for name in ("change", "delete"):
        answer = cast["admin"].post(
            reverse(f"admin:jobs_job_{name}", args=[job.pk]), {"post": "yes"}
        )
        assert answer.status_code == 403
    assert state_of(job) == Job.State.QUEUED


# A real worker ------------------------------------------------------------------------------


@pytest.mark.full
@pytest.mark.worker
def test_a_worker_does_the_job(worker):
    job = jobs.start("tests.quick", "real")
    assert wait_for(lambda: state_of(job) == Job.State.DONE)
    assert effects("real") == 1


@pytest.mark.worker
def test_a_killed_worker_loses_nothing(worker):
    job = jobs.start("tests.slow", "killed")
    assert wait_for(lambda: Job.objects.get(pk=job.pk).progress >= 10)
    worker.kill()
    assert effects("killed") == 0
    worker.start()
    assert wait_for(lambda: state_of(job) == Job.State.DONE)
    assert effects("killed") == 1
    assert Job.objects.get(pk=job.pk).attempts == 2


@pytest.mark.worker
def test_a_flushed_broker_loses_nothing(worker):
    worker.kill()
    waiting = [jobs.start("tests.quick", f"flushed-{number}") for number in range(3)]
    assert not Job.objects.filter(sent_at=None).exists()
    redis.Redis.from_url(settings.REDIS_URL).flushdb()
    worker.start()
    assert wait_for(lambda: {state_of(job) for job in waiting} == {Job.State.DONE}, 15)
    assert all(effects(job.key) == 1 for job in waiting)


@pytest.mark.full
@pytest.mark.worker
def test_a_broker_flushed_under_a_running_worker_loses_nothing(worker):
    busy = jobs.start("tests.slow", "busy")
    assert wait_for(lambda: state_of(busy) == Job.State.RUNNING)
    behind = [jobs.start("tests.quick", f"behind-{number}") for number in range(3)]
    redis.Redis.from_url(settings.REDIS_URL).flushdb()
    assert wait_for(lambda: {state_of(job) for job in [busy, *behind]} == {Job.State.DONE}, 20)
    assert [effects(job.key) for job in [busy, *behind]] == [1, 1, 1, 1]
