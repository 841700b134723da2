"""`/healthz`: may people be sent here? Asks the database, Redis and the worker themselves.

The worker tells that it lives by a key in Redis that fades; asking it would mean waiting in its
queue. Answers come within seconds even when a server is gone, and say no more than a monitor
needs: causes stand in the log.
"""

import logging
from collections.abc import Callable
from typing import Any

import redis
from celery.signals import heartbeat_sent, worker_ready
from django.conf import settings
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from redis.backoff import NoBackoff
from redis.retry import Retry

logger = logging.getLogger(__name__)

WORKER_KEY = "health:worker"
WORKER_MAY_BE_SILENT = 30  # seconds; it speaks every two


class Unhealthy(Exception):  # noqa: N818 - a finding
    """Something that the portal cannot work without does not answer."""


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Answer 200 when everything works and 503 when something does not, with names."""
    checks = {name: is_well(name, check) for name, check in CHECKS.items()}
    well = all(checks.values())
    body = {
        "status": "ok" if well else "failing",
        "checks": {name: "ok" if good else "failing" for name, good in checks.items()},
    }
    return JsonResponse(body, status=200 if well else 503)


def is_well(name: str, check: Callable[[], None]) -> bool:
    try:
        check()
    except Exception as error:
        logger.warning("health: %s: %s: %s", name, type(error).__name__, error)
        return False
    return True


def check_database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select 1")


def check_redis() -> None:
    client().ping()


def check_worker() -> None:
    if not client().exists(WORKER_KEY):
        raise Unhealthy("no worker was heard")


CHECKS: dict[str, Callable[[], None]] = {
    "database": check_database,
    "redis": check_redis,
    "worker": check_worker,
}


def client() -> "redis.Redis":
    """Return a client that gives up at once; redis-py would try again for seconds."""
    return redis.Redis.from_url(
        settings.REDIS_URL,
        socket_connect_timeout=1,
        socket_timeout=1,
        retry=Retry(NoBackoff(), 0),
    )


@worker_ready.connect
@heartbeat_sent.connect
def worker_lives(**_: Any) -> None:
    """Tell in Redis that this worker is connected; runs in its main process."""
    try:
        client().set(WORKER_KEY, "alive", ex=WORKER_MAY_BE_SILENT)
    except redis.RedisError as error:
        logger.warning("health: cannot say that the worker lives: %s", error)
