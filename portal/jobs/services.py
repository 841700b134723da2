"""Start, start again, sweep: the only ways a job gets to the workers."""

from __future__ import annotations

import logging
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pghistory import runtime

from portal.ui.request_ids import current_request_id

from . import broker, registry
from .models import Job

logger = logging.getLogger(__name__)

AT_MOST_IN_A_SWEEP = 500


@transaction.atomic
def start(task: str, key: object) -> Job:
    """See `portal.jobs.start`."""
    job, created = Job.objects.get_or_create(
        task=task,
        key=str(key),
        defaults={"started_by_id": _actor(), "request_id": current_request_id.get()},
    )
    if created:
        _send_after_commit(job)
    elif job.state == Job.State.FAILED:
        job = _again(job.pk)
    return job


@transaction.atomic
def start_again(job_id: int, *, by: Any) -> Job:
    """Give a failed job a new set of attempts; one that has not failed stays as it is."""
    job = Job.objects.get(pk=job_id)
    if not by.has_perm("jobs.start_again", job):
        raise PermissionDenied
    return _again(job.pk)


def sweep() -> int:
    """Find what the broker or a worker lost and send it again; returns how many were sent."""
    for job in Job.objects.lost().order_by("lease_until")[:AT_MOST_IN_A_SWEEP]:
        _take_back(job)
    sent = 0
    for job in Job.objects.undelivered().order_by("available_at", "pk")[:AT_MOST_IN_A_SWEEP]:
        if not broker.send(job):
            break
        sent += 1
    if sent:
        logger.info("jobs sent again: %s", sent)
    return sent


def _again(job_id: int) -> Job:
    job = Job.objects.select_for_update().get(pk=job_id)
    if job.state != Job.State.FAILED:
        return job
    job.state, job.attempts, job.progress, job.error = Job.State.QUEUED, 0, 0, ""
    job.available_at, job.sent_at, job.sends, job.finished_at = timezone.now(), None, 0, None
    job.started_by_id, job.request_id = _actor(), current_request_id.get()
    job.save()
    _send_after_commit(job)
    return job


def _take_back(job: Job) -> None:
    """Queue again what a dead or hanging worker held, or give up on it."""
    task = registry.find(job.task)
    mine = Job.objects.lost().filter(pk=job.pk, lease=job.lease)
    cause = _("The worker was lost in attempt %(number)s.") % {"number": job.attempts}
    if task is not None and job.attempts >= task.max_attempts:
        mine.update(
            state=Job.State.FAILED,
            error=cause,
            lease=None,
            lease_until=None,
            finished_at=timezone.now(),
        )
    else:
        mine.update(
            state=Job.State.QUEUED,
            error=cause,
            lease=None,
            lease_until=None,
            available_at=timezone.now(),
            sent_at=None,
            sends=0,
        )


def _send_after_commit(job: Job) -> None:
    transaction.on_commit(lambda: broker.send(job), robust=True)


def _actor() -> int | None:
    """Return whose request or job this is, from the context that the row history uses."""
    context = getattr(runtime._tracker, "value", None)  # noqa: SLF001 - there is no public reader
    return context.metadata.get("actor") if context is not None else None
