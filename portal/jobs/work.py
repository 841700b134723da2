"""A worker's side: claim the row, hold the lease, do the work, say how it ended."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pghistory
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.ui.request_ids import current_request_id

from . import registry

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .models import Job

logger = logging.getLogger(__name__)

SHOW_PROGRESS_EVERY = 0.5  # seconds


class LeaseLost(Exception):  # noqa: N818 - not an error of the work: somebody else has it now
    """The row is no longer ours; whatever we do from here on must not count."""


def run_job(job_id: int) -> None:
    """Do the job if it waits and is due; otherwise the message was one too many."""
    job = claim(job_id)
    if job is None:
        return
    task = registry.find(job.task)
    if task is None:
        _end(job, failed=_("This version of the portal knows no task of this name."))
        return
    with _lease_held(job), _as_who_started(job):
        try:
            task.work(job.key, Progress(job))
        except LeaseLost:
            logger.warning("job %s went to another worker", job.pk)
        except registry.GiveUp as reason:
            _end(job, failed=str(reason))
        except Exception as error:
            logger.exception("job %s failed in attempt %s", job.pk, job.attempts)
            _try_later(job, error, task.max_attempts)
        else:
            _end(job)


def claim(job_id: int) -> Job | None:
    """Take the job for this worker by one conditional update; None if it is not to be had."""
    from .models import Job  # noqa: PLC0415 - imported before apps are ready

    lease, now = uuid4(), timezone.now()
    taken = Job.objects.filter(pk=job_id, state=Job.State.QUEUED, available_at__lte=now).update(
        state=Job.State.RUNNING,
        lease=lease,
        lease_until=now + _lease(),
        attempts=F("attempts") + 1,
        progress=0,
    )
    return Job.objects.get(pk=job_id) if taken else None


class Progress:
    """Tells the page how far the work is, and the work whether it is still its own."""

    def __init__(self, job: Job) -> None:
        """Remember how deep in transactions we are: progress told inside one is seen by nobody."""
        self._pk, self._lease = job.pk, job.lease
        self._depth = len(connection.atomic_blocks)
        self._told_at = 0.0

    def __call__(self, done: int, of: int) -> None:
        """Store progress and renew the lease; raises when another worker has the job."""
        now = time.monotonic()
        if len(connection.atomic_blocks) > self._depth or (
            done < of and now - self._told_at < SHOW_PROGRESS_EVERY
        ):
            return
        self._told_at = now
        percent = min(100, max(0, 100 * done // of)) if of > 0 else 0
        if not _renew(self._pk, self._lease, progress=percent):
            raise LeaseLost


def _lease() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


def _renew(pk: int, lease: UUID | None, **values: int) -> bool:
    from .models import Job  # noqa: PLC0415 - imported before apps are ready

    held = Job.objects.filter(pk=pk, lease=lease, state=Job.State.RUNNING)
    return bool(held.update(lease_until=timezone.now() + _lease(), **values))


@contextmanager
def _lease_held(job: Job) -> Iterator[None]:
    """Renew the lease from a thread while the work goes on; a killed worker stops renewing."""
    stop = threading.Event()
    keeper = threading.Thread(
        target=_keep, args=(job.pk, job.lease, stop), name=f"lease-{job.pk}", daemon=True
    )
    keeper.start()
    try:
        yield
    finally:
        stop.set()
        keeper.join(timeout=settings.JOB_LEASE_SECONDS)


def _keep(pk: int, lease: UUID, stop: threading.Event) -> None:
    try:
        while not stop.wait(settings.JOB_LEASE_SECONDS / 3):
            try:
                if not _renew(pk, lease):
                    return
            except DatabaseError:
                logger.warning("job %s: lease not renewed", pk, exc_info=True)
                connection.close()
    finally:
        connection.close()


@contextmanager
def _as_who_started(job: Job) -> Iterator[None]:
    """Give logs and the history of rows the job's id and the person who started it."""
    token = current_request_id.set(f"job-{job.pk}")
    try:
        with (
            translation.override(settings.LANGUAGE_CODE),
            pghistory.context(actor=job.started_by_id, job=job.pk, request=job.request_id),
        ):
            yield
    finally:
        current_request_id.reset(token)


def _end(job: Job, *, failed: str = "") -> None:
    from .models import Job as Row  # noqa: PLC0415 - imported before apps are ready

    Row.objects.filter(pk=job.pk, lease=job.lease).update(
        state=Row.State.FAILED if failed else Row.State.DONE,
        progress=job.progress if failed else 100,
        error=failed[:1000],
        lease=None,
        lease_until=None,
        finished_at=timezone.now(),
    )


def _try_later(job: Job, error: Exception, max_attempts: int) -> None:
    """Put the job back with growing patience, or let it fail where people see it."""
    from .models import Job as Row  # noqa: PLC0415 - imported before apps are ready

    cause = f"{type(error).__name__}: {error}"
    if job.attempts >= max_attempts:
        _end(job, failed=cause)
        return
    wait = timedelta(seconds=settings.JOB_SWEEP_SECONDS) * 2 ** (job.attempts - 1)
    Row.objects.filter(pk=job.pk, lease=job.lease).update(
        state=Row.State.QUEUED,
        error=cause[:1000],
        lease=None,
        lease_until=None,
        available_at=timezone.now() + wait,
        sent_at=None,
        sends=0,
    )
