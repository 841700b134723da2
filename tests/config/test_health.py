"""The monitor's question: may people be sent here?"""

import time

import pytest
from django.db import OperationalError

from config import health

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_heard():
    health.client().delete(health.WORKER_KEY)


def ask(client):
    started = time.monotonic()
    response = client.get("/healthz")
    assert time.monotonic() - started < 3
    return response.status_code, response.json()["checks"]


def test_all_well_while_the_worker_speaks(client):
    health.worker_lives()
    assert ask(client) == (200, {"database": "ok", "redis": "ok", "worker": "ok"})


def test_a_worker_that_was_never_heard_is_told_by_name(client):
    assert ask(client) == (503, {"database": "ok", "redis": "ok", "worker": "failing"})


def test_redis_away_is_an_answer_and_not_an_error(client, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    assert ask(client) == (503, {"database": "ok", "redis": "failing", "worker": "failing"})


def test_the_database_away_is_an_answer_and_not_an_error(client, monkeypatch):
    def refuse():
        raise OperationalError("connection refused")

    health.worker_lives()
    monkeypatch.setitem(health.CHECKS, "database", refuse)
    assert ask(client) == (503, {"database": "failing", "redis": "ok", "worker": "ok"})


def test_causes_stay_in_the_log(client, settings, caplog):
    settings.REDIS_URL = "redis://:secret@127.0.0.1:1/0"
    assert b"refused" not in client.get("/healthz").content
    assert "refused" in caplog.text


def test_no_cookie_no_redirect_no_cache(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/healthz", secure=False)
    assert response.status_code == 503
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]
    assert client.post("/healthz").status_code == 405


def test_a_worker_makes_itself_heard(client, worker):
    assert ask(client)[1]["worker"] == "ok"
