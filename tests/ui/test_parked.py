"""A session that ran out while somebody typed: they sign in and send it again, nothing is lost."""

import pytest
from django.test import Client

from portal.ui import parked
from tests.cast import PASSWORD

pytestmark = pytest.mark.django_db
TYPED = "Jeg skrev i en hel time 🚲 <b>æøå</b>"


@pytest.fixture
def member(cast):
    user = cast.users["member"]
    user.set_password(PASSWORD)
    user.save(update_fields=["password"])
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def test_what_was_typed_survives_signing_in_again(cast, member):
    client = Client()
    sent = client.post("/min-side/beskeder/laest/", {"note": TYPED, "new_password": "hemmelig"})
    assert sent.status_code == 302
    assert sent.url.startswith("/accounts/login/")
    back = client.post(sent.url, {"login": member.email, "password": PASSWORD})
    assert back.url == "/skrevet/"
    page = client.get("/skrevet/").content.decode()
    assert "Jeg skrev i en hel time 🚲 &lt;b&gt;æøå&lt;/b&gt;" in page
    assert "hemmelig" not in page
    assert 'action="/min-side/beskeder/laest/"' in page
    assert client.post("/min-side/beskeder/laest/", {"note": TYPED}).status_code == 302
    assert client.get("/skrevet/").status_code == 404


def test_what_nobody_signed_in_for_is_not_shown_to_the_next_person(cast, member, monkeypatch):
    client = Client()
    client.post("/min-side/beskeder/laest/", {"note": TYPED})
    later = parked.time.time() + parked.WAITS + 1
    client.post("/accounts/login/", {"login": member.email, "password": PASSWORD})
    monkeypatch.setattr(parked.time, "time", lambda: later)
    assert client.get("/skrevet/").status_code == 404
    monkeypatch.undo()
    assert client.get("/skrevet/").status_code == 404


def test_nothing_kept_is_not_found(cast):
    assert cast["member"].get("/skrevet/").status_code == 404
    assert cast["public"].get("/skrevet/").status_code == 302


def test_a_stale_token_shows_what_was_typed_with_a_fresh_one(cast, member):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.cookies["__Host-csrftoken"] = "x" * 32
    answer = client.post(
        "/min-side/beskeder/laest/", {"note": TYPED, "csrfmiddlewaretoken": "y" * 32}
    )
    assert answer.status_code == 403
    assert "Jeg skrev i en hel time" in answer.content.decode()


def test_what_another_site_sent_is_not_offered_again(cast, member):
    client = Client(enforce_csrf_checks=True)
    client.force_login(member, backend="allauth.account.auth_backends.AuthenticationBackend")
    answer = client.post(
        "/min-side/beskeder/laest/",
        {"note": "Falsk"},
        headers={"Origin": "https://evil.example.dk"},
    )
    assert answer.status_code == 403
    assert "Falsk" not in answer.content.decode()
