"""Appointments are entered, changed and ended by the secretary; the record keeps them all."""

from uuid import uuid4

import pgtrigger
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from committee.models import Membership, Portrait
from portal.audit.models import Entry
from portal.people.models import Person

from .factories import days, make_membership

pytestmark = pytest.mark.django_db
NEW = "/udvalg/innovation/medlemmer/ny/"


def appointment(**values):
    return {
        "form_key": str(uuid4()),
        "name": "Villy Brandstrup",
        "role": "member",
        "appointed_as": "citizen",
        "votes": "on",
        "started_on": days(0).isoformat(),
    } | values


def test_an_appointment_enters_person_and_seat(cast):
    response = cast["secretary"].post(NEW, appointment(email="Villy@Example.dk"))
    assert response.status_code == 302
    membership = Membership.objects.get(person__name="Villy Brandstrup")
    assert (membership.role, membership.votes) == ("member", True)
    assert membership.person.email == "villy@example.dk"
    entry = Entry.objects.get(action="membership.appointed")
    assert (entry.actor, entry.role) == (cast.users["secretary"], "secretary")


def test_sent_twice_it_is_entered_once(cast):
    values = appointment()
    for _ in range(2):
        assert cast["secretary"].post(NEW, values).status_code == 302
    assert Person.objects.filter(name="Villy Brandstrup").count() == 1
    assert Membership.objects.filter(person__name="Villy Brandstrup").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": ""},
        {"role": "secretary"},
        {"role": "member", "appointed_as": "official"},
        {"started_on": "i morgen"},
        {"ended_on": "2001-01-01"},
        {"person": "999999"},
        {"role": "chair", "appointed_as": "politician"},
    ],
)
def test_what_does_not_fit_comes_back_with_what_was_typed(cast, wrong):
    response = cast["secretary"].post(NEW, appointment(**wrong))
    assert response.status_code == 422
    page = response.content.decode()
    assert 'role="alert"' in page
    assert wrong.get("name", "Villy Brandstrup") in page
    assert not Membership.objects.filter(person__name="Villy Brandstrup").exists()
    assert not Person.objects.filter(name="Villy Brandstrup").exists()


def test_nobody_holds_two_seats_at_once_but_may_come_back(cast):
    known = {"person": cast.people["member"].pk, "name": ""}
    assert cast["secretary"].post(NEW, appointment(**known)).status_code == 422
    back = {"person": cast.people["former_member"].pk, "name": ""}
    assert cast["secretary"].post(NEW, appointment(**back)).status_code == 302
    assert cast.people["former_member"].memberships.count() == 2


def test_officials_never_vote_whatever_is_sent(cast):
    cast["secretary"].post(NEW, appointment(role="chief", appointed_as="official"))
    assert Membership.objects.get(person__name="Villy Brandstrup").votes is False


def test_a_new_role_is_a_new_row_and_the_old_one_stays(cast):
    membership = cast.memberships["member"]
    url = f"/udvalg/innovation/medlemmer/{membership.pk}/"
    values = {
        "role": "deputy",
        "appointed_as": "citizen",
        "votes": "on",
        "started_on": membership.started_on.isoformat(),
    }
    for _ in range(2):
        assert cast["secretary"].post(url, values).status_code == 302
    rows = cast.people["member"].memberships.order_by("started_on")
    assert [(row.role, row.started_on, row.ended_on) for row in rows] == [
        ("member", days(-100), days(-1)),
        ("deputy", days(0), None),
    ]


def test_a_second_chair_is_refused_by_form_and_database(cast):
    url = f"/udvalg/innovation/medlemmer/{cast.memberships['politician'].pk}/"
    values = {
        "role": "chair",
        "appointed_as": "politician",
        "votes": "on",
        "started_on": days(-100).isoformat(),
    }
    response = cast["secretary"].post(url, values)
    assert response.status_code == 422
    assert cast.memberships["politician"].__class__.objects.filter(role="chair").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        make_membership(cast.committee, role="chair", appointed_as="politician")


def test_ending_keeps_the_row_and_takes_the_rights_after_the_last_day(cast):
    url = f"/udvalg/innovation/medlemmer/{cast.memberships['deputy'].pk}/afslut/"
    values = {"ended_on": days(-1).isoformat(), "reason": "Flyttet fra kommunen"}
    assert cast["secretary"].post(url, values).status_code == 302
    assert cast.people["deputy"].memberships.get().ended_on == days(-1)
    assert Entry.objects.get(action="membership.ended").reason == "Flyttet fra kommunen"
    page = cast["public"].get("/udvalg/innovation/medlemmer/").content.decode()
    assert cast.people["deputy"].name in page
    assert "Flyttet fra kommunen" not in page


def test_the_last_day_cannot_come_before_the_first(cast):
    url = f"/udvalg/innovation/medlemmer/{cast.memberships['deputy'].pk}/afslut/"
    response = cast["secretary"].post(url, {"ended_on": days(-101).isoformat()})
    assert response.status_code == 422
    assert cast.people["deputy"].memberships.get().ended_on is None


def test_changing_a_name_changes_how_lists_sort_and_is_recorded(cast):
    person = cast.people["member"]
    url = f"/udvalg/innovation/personer/{person.pk}/"
    values = {"name": "Åse  Ågård", "email": "", "phone": ""}
    assert cast["secretary"].post(url, values).status_code == 302
    person.refresh_from_db()
    assert person.name == "Åse Ågård"
    assert person.sort_key.startswith("}")
    assert Entry.objects.filter(action="person.changed").count() == 1


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000b49444154789c6360"
    "000200000500017a5eab3f0000000049454e44ae426082"
)


def test_a_picture_is_public_and_anything_else_is_refused(cast):
    person = cast.people["chair"]
    url = f"/udvalg/innovation/personer/{person.pk}/"
    values = {"name": person.name, "email": "", "phone": ""}
    text = SimpleUploadedFile("a.txt", b"hej med dig", content_type="image/png")
    assert cast["secretary"].post(url, values | {"picture": text}).status_code == 422
    assert not Portrait.objects.exists()
    picture = SimpleUploadedFile("a.png", PNG, content_type="image/png")
    assert cast["secretary"].post(url, values | {"picture": picture}).status_code == 302
    assert f"{url}billede/" in cast["public"].get("/udvalg/innovation/medlemmer/").content.decode()
    shown = cast["public"].get(f"{url}billede/")
    assert (shown["Content-Type"], shown.getvalue()[:8]) == ("image/png", PNG[:8])


def test_history_of_the_row_names_who_did_it(cast):
    cast["secretary"].post(NEW, appointment())
    event = Membership.objects.get(person__name="Villy Brandstrup").events.get()
    assert event.pgh_label == "insert"
    assert pgtrigger.registered()
