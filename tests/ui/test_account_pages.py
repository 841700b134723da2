"""Every page of accounts is in the house's design and complete, signed out and signed in."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "name", ["account_login", "account_signup", "account_reset_password", "account_inactive"]
)
@pytest.mark.parametrize("language", ["", "/en"])
def test_a_visitor_finds_the_pages_of_accounts(client, name, language):
    page = client.get(language + reverse(name))
    assert page.status_code == 200
    assert 'class="header-home"' in page.content.decode()


def test_a_refused_sign_in_says_so_in_title_and_summary(client):
    page = client.post(reverse("account_login"), {"login": "", "password": ""})
    text = page.content.decode()
    assert "<title>Fejl: Log ind" in text
    assert 'role="alert"' in text
    assert '<a href="#id_login">' in text


def test_sign_up_names_every_field_and_puts_no_words_into_them(client):
    text = client.get(reverse("account_signup")).content.decode()
    assert "placeholder" not in text
    controls = re.findall(r'<(?:input|select|textarea)[^>]*\bid="(id_[^"]+)"', text)
    hidden = re.findall(r'<input type="hidden"[^>]*\bid="(id_[^"]+)"', text)
    for control in set(controls) - set(hidden):
        assert f'<label class="form-label" for="{control}"' in text or (
            f'<label for="{control}"' in text
        )


@pytest.fixture
def signed_in(cast) -> Client:
    """A member who has just signed in, so that nothing asks for the password again."""
    user = cast.users["member"]
    user.set_password("Et langt kodeord 7")
    user.save()
    visitor = Client()
    answer = visitor.post(
        reverse("account_login"), {"login": user.email, "password": "Et langt kodeord 7"}
    )
    if reverse("account_email_verification_sent") in answer.headers.get("Location", ""):
        user.emailaddress_set.update_or_create(
            email=user.email, defaults={"verified": True, "primary": True}
        )
        visitor.post(
            reverse("account_login"), {"login": user.email, "password": "Et langt kodeord 7"}
        )
    return visitor


@pytest.mark.parametrize(
    "name",
    [
        "account_email",
        "account_change_password",
        "account_logout",
        "account_reauthenticate",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "usersessions_list",
    ],
)
def test_a_signed_in_person_manages_the_account(signed_in, name):
    page = signed_in.get(reverse(name), follow=True)
    assert page.status_code == 200
    assert "Du er logget ind som" in page.content.decode()


def test_a_forgotten_password_is_reset_by_mail(cast):
    visitor: Client = cast["public"]
    user = cast.users["member"]
    page = visitor.post(reverse("account_reset_password"), {"email": user.email}, follow=True)
    assert page.status_code == 200
    if mail.outbox:
        link = re.search(r"https?://[^/\s]+(/\S+)", mail.outbox[-1].body)
        assert link is not None
        assert visitor.get(link.group(1), follow=True).status_code == 200


def test_the_only_address_offers_nothing_that_cannot_be_done(cast):
    user = cast.users["participant"]
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    shown = cast["participant"].get(reverse("account_email")).content.decode()
    assert user.email in shown
    assert "action_remove" not in shown
    user.emailaddress_set.create(email="ny@example.dk", verified=False)
    shown = cast["participant"].get(reverse("account_email")).content.decode()
    for action in ("action_primary", "action_send", "action_remove", "action_add"):
        assert f'name="{action}"' in shown


def test_libraries_speak_the_portals_english_too(client):
    shown = client.get("/en" + reverse("account_login")).content.decode()
    assert "Remember me" in shown
    assert "Remember Me" not in shown
