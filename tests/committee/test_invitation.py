"""An invitation works once, in time, for the invited address alone."""

import re
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from committee.models import Invitation
from portal.notifications.models import OutboxMail
from portal.people.models import User

from .factories import days, make_membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def ida(cast):
    return make_membership(cast.committee, "Ida Rosenlund").person


def invite(cast, person, email="Ida@Example.dk", **values):
    url = f"/udvalg/innovation/personer/{person.pk}/inviter/"
    data = {"form_key": str(uuid4()), "email": email, "language": "da"} | values
    return cast["secretary"].post(url, data)


def link(number=-1):
    mail = OutboxMail.objects.order_by("pk")[len(OutboxMail.objects.all()) - 1]
    return re.search(r"https://samskab\.example\.dk(/\S+)", mail.body).group(1)


def account(client, email="ida@example.dk", *, verified=True):
    user = User.objects.create_user(email, display_name="Ida")
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return user


def test_the_invited_person_takes_over_their_record(cast, ida, client):
    assert invite(cast, ida).status_code == 302
    mail = OutboxMail.objects.get()
    assert mail.to == "ida@example.dk"
    assert "Ida" not in mail.subject
    page = client.get(link())
    assert page.status_code == 200
    assert "/accounts/signup/?next=/invitation/" in page.content.decode()
    user = account(client)
    assert client.post(link()).status_code == 302
    ida.refresh_from_db()
    assert ida.user == user
    assert Invitation.objects.get().accepted_by == user
    assert client.post(link()).status_code == 302
    assert "har" in client.get(link()).content.decode()


def test_the_token_is_not_kept(cast, ida):
    invite(cast, ida)
    token = link().rstrip("/").rsplit("/", 1)[-1]
    assert token not in str(Invitation.objects.values().get())


def test_a_double_click_sends_one_mail(cast, ida):
    key = str(uuid4())
    for _ in range(2):
        assert invite(cast, ida, form_key=key).status_code == 302
    assert Invitation.objects.count() == OutboxMail.objects.count() == 1


def test_somebody_elses_invitation_is_refused(cast, ida):
    invite(cast, ida)
    response = cast["participant"].get(link())
    assert (
        "csrfmiddlewaretoken" not in response.content.decode().split("<main")[1].split("</main")[0]
    )
    cast["participant"].post(link())
    ida.refresh_from_db()
    assert ida.user is None


def test_an_unproven_address_is_refused(cast, ida, client):
    invite(cast, ida)
    account(client, verified=False)
    client.post(link())
    ida.refresh_from_db()
    assert ida.user is None


def test_a_used_invitation_does_not_work_again(cast, ida, client):
    invite(cast, ida)
    url = link()
    account(client)
    client.post(url)
    ida.user = None
    ida.save()
    EmailAddress.objects.create(
        user=cast.users["participant"], email="ida2@example.dk", verified=True
    )
    Invitation.objects.update(email="ida2@example.dk")
    assert cast["participant"].post(url).status_code == 302
    ida.refresh_from_db()
    assert ida.user is None


def test_an_expired_or_replaced_invitation_does_not_work(cast, ida, client):
    invite(cast, ida)
    first = link()
    invite(cast, ida)
    account(client)
    client.post(first)
    ida.refresh_from_db()
    assert ida.user is None
    Invitation.objects.update(expires_at=timezone.now())
    client.post(link())
    ida.refresh_from_db()
    assert ida.user is None


def test_one_account_is_one_person(cast, ida):
    EmailAddress.objects.create(
        user=cast.users["member"], email="member@example.dk", verified=True, primary=True
    )
    invite(cast, ida, "member@example.dk")
    assert (
        "csrfmiddlewaretoken"
        not in (cast["member"].get(link()).content.decode().split("<main")[1].split("</main")[0])
    )
    cast["member"].post(link())
    ida.refresh_from_db()
    assert ida.user is None


def test_who_has_an_account_is_not_invited(cast):
    assert invite(cast, cast.people["member"]).status_code == 422
    assert not Invitation.objects.exists()


def test_a_made_up_link_is_not_found(cast):
    for who in ["public", "member"]:
        assert cast[who].get("/invitation/noget-helt-andet/").status_code == 404
        assert cast[who].post("/invitation/noget-helt-andet/").status_code in {302, 404}


def test_the_mail_speaks_the_chosen_language(cast, ida):
    invite(cast, ida, language="en")
    mail = OutboxMail.objects.get()
    assert "/en/invitation/" in mail.body
    assert mail.subject.startswith("Invitation to")


def test_the_address_of_the_link_goes_to_no_other_site(cast, ida, client):
    invite(cast, ida)
    response = client.get(link())
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]
    assert days(0) <= Invitation.objects.get().expires_at.date()
