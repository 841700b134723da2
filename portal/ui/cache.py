"""A cache whose loss is a miss.

Pages, counters and rate limits read through Redis; none of them may fail because it is away, nor
wait for it again and again: after a failure this process does without for a few seconds.
"""

import logging
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)

PAUSE_AFTER_FAILURE = 5  # seconds
_silent_until: dict[str, float] = {}  # for each address, as cache objects are made for each thread


class _Away(RedisError):  # noqa: N818
    """It did not answer a moment ago."""


def _or(answer: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def wrap(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def forgiving(self: Any, *args: Any, **kwargs: Any) -> Any:
            try:
                return self.asked(method, *args, **kwargs)
            except RedisError:
                return answer() if callable(answer) else answer

        return forgiving

    return wrap


class ForgivingRedisCache(RedisCache):
    """Django's Redis cache that answers "not here" when Redis does not answer."""

    add = _or(True)(RedisCache.add)  # noqa: FBT003
    set = _or(None)(RedisCache.set)
    touch = _or(False)(RedisCache.touch)  # noqa: FBT003
    delete = _or(False)(RedisCache.delete)  # noqa: FBT003
    get_many = _or(dict)(RedisCache.get_many)
    has_key = _or(False)(RedisCache.has_key)  # noqa: FBT003
    set_many = _or(list)(RedisCache.set_many)
    delete_many = _or(None)(RedisCache.delete_many)
    clear = _or(False)(RedisCache.clear)  # noqa: FBT003

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        try:
            return self.asked(RedisCache.get, key, default, version)
        except RedisError:
            return default

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        try:
            return int(self.asked(RedisCache.incr, key, delta, version))
        except RedisError as error:
            # Django promises ValueError for a key that is not there.
            raise ValueError(key) from error

    def asked(self, method: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Ask Redis, unless it has just failed to answer."""
        address = str(self._servers)  # type: ignore[attr-defined]
        if time.monotonic() < _silent_until.get(address, 0):
            raise _Away
        try:
            return method(self, *args, **kwargs)
        except RedisError as error:
            _silent_until[address] = time.monotonic() + PAUSE_AFTER_FAILURE
            logger.warning("The cache did not answer: %s", error)
            raise
