"""From nothing to an account, and back to where one came from."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from portal.people import demo
from portal.people.models import Capacity, User

pytestmark = pytest.mark.django_db
PASSWORD = "Fire-ord-der-ikke-hører-sammen"
SIGN_UP = "/accounts/signup/"


def details(**values):
    return {
        "display_name": "Nora Nyborg",
        "email": "Nora@Example.dk",
        "password1": PASSWORD,
        "language": "da",
    } | values


def link():
    return re.search(r"https?://[^/\s]+(/\S*confirm-email/\S+)", mail.outbox[-1].body).group(1)


def test_signing_up_leads_back_to_where_one_came_from(client):
    back = "/om-opgaveudvalg/"
    page = client.get(f"{SIGN_UP}?next={back}").content.decode()
    assert f'value="{back}"' in page
    response = client.post(SIGN_UP, details(next=back))
    assert response.status_code == 302
    user = User.objects.get()
    assert (user.email, user.display_name) == ("nora@example.dk", "Nora Nyborg")
    assert Capacity.objects.get().kind == "citizen"
    assert client.get("/min-side/").status_code == 302
    assert client.get(link()).status_code == 200
    assert client.post(link())["Location"] == back
    assert client.get("/min-side/").status_code == 200
    assert EmailAddress.objects.get().verified


def test_the_mail_read_on_another_machine_still_knows_the_way_back(client):
    client.post(SIGN_UP, details(next="/min-side/"))
    phone = Client()
    page = phone.get(link()).content.decode()
    action = re.search(r'<form[^>]*action="([^"]+confirm-email[^"]*)"', page)
    target = action.group(1).replace("&amp;", "&") if action else link()
    assert phone.post(target)["Location"] == "/min-side/"
    assert phone.get("/min-side/")["Location"] == "/accounts/login/?next=/min-side/"
    signed_in = phone.post(
        "/accounts/login/?next=/min-side/",
        {"login": "nora@example.dk", "password": PASSWORD, "next": "/min-side/"},
    )
    assert signed_in["Location"] == "/min-side/"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://andet.example.dk/", "//andet.example.dk", "/\\andet.example.dk", "javascript:x"],
)
def test_nobody_is_led_away_from_the_portal(client, elsewhere):
    client.post(SIGN_UP, details(next=elsewhere))
    assert "andet" not in link()
    assert "andet" not in client.post(link())["Location"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"display_name": ""},
        {"display_name": "nora@example.dk"},
        {"email": "ikke en adresse"},
        {"password1": "kort"},
        {"language": "de"},
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(client, wrong):
    response = client.post(SIGN_UP, details(**wrong))
    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()
    assert not User.objects.exists()


def test_a_known_address_is_not_given_away(client):
    User.objects.create_user("nora@example.dk", PASSWORD, display_name="Nora")
    known = client.post(SIGN_UP, details())
    unknown = Client().post(SIGN_UP, details(email="ny@example.dk"))
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert User.objects.count() == 2


def test_whoever_signs_up_in_english_gets_english_mails(client):
    page = client.get(f"/en{SIGN_UP}").content.decode()
    assert '<html lang="en">' in page
    assert re.search(r'value="en"[^>]*checked', page)
    client.post(f"/en{SIGN_UP}", details(language="en"))
    assert User.objects.get().language == "en"
    assert "/en/accounts/confirm-email/" in mail.outbox[-1].body


def account(**values):
    values = {"email": "nora@example.dk", "password": PASSWORD, "display_name": "Nora"} | values
    user = User.objects.create_user(**values)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def sign_in(client, email="nora@example.dk", password=PASSWORD, back=""):
    return client.post("/accounts/login/", {"login": email, "password": password, "next": back})


def test_signing_in_keeps_where_one_was_going(client):
    account()
    response = client.get("/min-side/beskeder/")
    assert response["Location"] == "/accounts/login/?next=/min-side/beskeder/"
    page = client.get(response["Location"]).content.decode()
    assert 'value="/min-side/beskeder/"' in page
    assert sign_in(client, "NORA@example.dk", back="/min-side/beskeder/")["Location"] == (
        "/min-side/beskeder/"
    )


def test_without_a_way_back_one_lands_on_ones_own_page(client):
    account()
    assert sign_in(client)["Location"] == "/min-side/"


@pytest.mark.parametrize("is_active", [True, False])
def test_a_wrong_password_and_a_closed_account_do_not_open(client, is_active):
    account(is_active=is_active)
    sign_in(client, password=PASSWORD if not is_active else "forkert-adgangskode")
    assert client.get("/min-side/").status_code == 302


def test_the_demos_sign_ins_are_refused_outside_the_demo(client, settings):
    account(password=demo.PASSWORD)
    assert sign_in(client, password=demo.PASSWORD)["Location"] == "/accounts/login/"
    assert client.get("/min-side/").status_code == 302
    settings.DEMO = True
    assert sign_in(client, password=demo.PASSWORD)["Location"] == "/min-side/"


def test_the_demos_password_elsewhere_is_a_password_like_any_other(client):
    account(email="nora@andet.example", password=demo.PASSWORD)
    assert sign_in(client, "nora@andet.example", demo.PASSWORD)["Location"] == "/min-side/"


def test_the_administration_is_no_way_around(client):
    account(password=demo.PASSWORD, is_staff=True)
    typed = {"username": "nora@example.dk", "password": demo.PASSWORD}
    assert client.post("/admin/login/", typed)["Location"].startswith("/accounts/login/")
    assert client.get("/admin/").status_code == 302


def test_a_forgotten_password_is_set_anew(client):
    account()
    client.post("/accounts/password/reset/", {"email": "nora@example.dk"})
    url = re.search(r"https?://[^/\s]+(/accounts/password/reset/key/\S+)", mail.outbox[-1].body)
    page = client.get(url.group(1), follow=True)
    new = "En-anden-adgangskode-8"
    target = page.redirect_chain[-1][0]
    assert client.post(target, {"password1": new, "password2": new}).status_code == 302
    assert sign_in(client, password=new)["Location"] == "/min-side/"
