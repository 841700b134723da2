"""Redis may go away at any time; what it held is then simply not there."""

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
