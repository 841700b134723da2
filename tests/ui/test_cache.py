"""Redis may go away at any time; what it held is then simply not there."""

import socket
import time

import pytest
from django.conf import settings

from portal.ui import cache as kept
from portal.ui.cache import ForgivingRedisCache


def test_a_lost_cache_is_a_miss():
    cache = ForgivingRedisCache("redis://127.0.0.1:1/0", {})
    cache.set("a", 1)
    assert cache.get("a", "missing") == "missing"
    assert cache.get_many(["a"]) == {}
    assert cache.add("a", 1)
    assert not cache.delete("a")
    assert cache.get_or_set("a", lambda: 2) == 2
    assert "a" not in cache


@pytest.fixture
def silent_server():
    """Takes connections and never says a word, as a server that hangs."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"redis://127.0.0.1:{server.getsockname()[1]}/0"


def test_a_cache_that_hangs_is_waited_for_once(silent_server):
    options = {"OPTIONS": {"socket_connect_timeout": 0.1, "socket_timeout": 0.1}}
    cache = ForgivingRedisCache(silent_server, options)
    cache.get("a")
    started = time.monotonic()
    assert [cache.get("a", number) for number in range(50)] == list(range(50))
    assert ForgivingRedisCache(silent_server, options).add("a", 1)  # another thread's
    assert time.monotonic() - started < 0.1


def test_a_cache_that_came_back_is_asked_again(silent_server, monkeypatch):
    monkeypatch.setattr(kept, "PAUSE_AFTER_FAILURE", 0)
    address = settings.CACHES["default"]["LOCATION"]
    cache = ForgivingRedisCache(silent_server, {"OPTIONS": {"socket_timeout": 0.1}})
    assert cache.get("a") is None
    cache._servers[:] = [address]
    cache._cache._pools.clear()
    cache.set("a", 1)
    assert cache.get("a") == 1
