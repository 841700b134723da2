"""The messenger: tells workers that a row waits, and never keeps anybody waiting itself."""

import logging
import time
from contextlib import suppress
from typing import Any

from celery import current_app
from django.db import DatabaseError
from django.db.models import F
from django.utils import timezone
from kombu.pools import producers

from .models import Job

logger = logging.getLogger(__name__)

PAUSE_AFTER_FAILURE = 10  # seconds in which this process leaves sending to the sweep
_silent_until = 0.0


def send(job: Job) -> bool:
    """Send the job to the workers and note it in the row; False when the broker is away."""
    global _silent_until  # noqa: PLW0603 - one breaker for the process
    if time.monotonic() < _silent_until:
        return False
    try:
        with _producer() as producer:
            current_app.send_task(job.task, args=[job.pk], producer=producer, retry=False)
    except Exception as error:
        _silent_until = time.monotonic() + PAUSE_AFTER_FAILURE
        logger.warning("broker away, job %s waits for the sweep: %r", job.pk, error)
        return False
    with suppress(DatabaseError):
        Job.objects.filter(pk=job.pk).update(sent_at=timezone.now(), sends=F("sends") + 1)
    return True


def _producer() -> Any:
    """Return a pooled producer of our own: it gives up in seconds where Celery's own retries."""
    connection = current_app.connection_for_write(
        connect_timeout=2,
        transport_options={"max_retries": 0, "socket_connect_timeout": 2, "socket_timeout": 3},
    )
    return producers[connection].acquire(block=True, timeout=2)
