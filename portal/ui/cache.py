"""A cache whose loss is a miss.

Pages, counters and rate limits read through Redis; none of them may fail because it is away.
"""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)


def _or(answer: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def wrap(method: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(method)
        def forgiving(self: Any, *args: Any, **kwargs: Any) -> Any:
            try:
                return method(self, *args, **kwargs)
            except RedisError as error:
                logger.warning("The cache did not answer: %s", error)
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
            return super().get(key, default, version)
        except RedisError as error:
            logger.warning("The cache did not answer: %s", error)
            return default

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> int:
        try:
            return int(super().incr(key, delta, version))
        except RedisError as error:
            # Django promises ValueError for a key that is not there.
            raise ValueError(key) from error
