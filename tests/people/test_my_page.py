"""What people say of themselves, what they are granted, and what only they see."""

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from portal.audit.models import Entry
from portal.notifications import services as notifications
from portal.people import services, tasks
from portal.people.models import Capacity, User
from tests.cast import make_committee

pytestmark = pytest.mark.django_db
MINE = "/min-side/"
GRANT = "/kapaciteter/"


def test_a_visitor_is_led_to_sign_in(cast):
    assert cast["public"].get(MINE)["Location"] == f"/accounts/login/?next={MINE}"
    assert cast["public"].post("/min-side/frivillig/").status_code == 302


def test_name_and_language_are_ones_own(cast):
    values = {"display_name": "Petra  Ny", "language": "en"}
    assert cast["participant"].post(MINE, values).status_code == 302
    user = User.objects.get(pk=cast.users["participant"].pk)
    assert (user.display_name, user.language) == ("Petra Ny", "en")
    assert Entry.objects.get(action="account.changed").subject_id == str(user.pk)


@pytest.mark.parametrize(
    "wrong", [{"display_name": " "}, {"display_name": "a@example.dk"}, {"language": "tlh"}]
)
def test_what_does_not_fit_comes_back(cast, wrong):
    values = {"display_name": "Petra", "language": "da"} | wrong
    response = cast["participant"].post(MINE, values)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


def test_one_declares_oneself_a_volunteer_once_and_takes_it_back(cast):
    for _ in range(2):
        assert cast["participant"].post("/min-side/frivillig/").status_code == 302
    capacity = Capacity.objects.get(kind="volunteer")
    assert "Frivillig" in cast["participant"].get(MINE).content.decode()
    assert cast["participant"].post(f"/kapaciteter/{capacity.pk}/afslut/").status_code == 302
    capacity.refresh_from_db()
    assert capacity.ended_on is not None


def test_nobody_ends_what_is_anothers_or_what_everybody_is(cast):
    citizen = Capacity.objects.get(user=cast.users["participant"], kind="citizen")
    assert cast["participant"].post(f"/kapaciteter/{citizen.pk}/afslut/").status_code == 403
    assert cast["member"].post(f"/kapaciteter/{citizen.pk}/afslut/").status_code == 404
    granted = Capacity.objects.get(kind="association")
    assert cast["association"].post(f"/kapaciteter/{granted.pk}/afslut/").status_code == 403


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("public", 302),
        ("participant", 403),
        ("member", 403),
        ("chair", 403),
        ("chief", 403),
        ("former_member", 403),
        ("outsider", 403),
        ("secretary", 200),
        ("admin", 200),
    ],
)
def test_secretaries_and_administrators_grant_capacities(cast, who, status):
    assert cast[who].get(GRANT).status_code == status
    values = {
        "email": "Participant@example.dk",
        "kind": "association",
        "organisation": "Bøgelund Boldklub",
    }
    for _ in range(2):
        cast[who].post(GRANT, values)
    held = Capacity.objects.filter(user=cast.users["participant"], kind="association")
    assert held.count() == (1 if status == 200 else 0)
    if status == 200:
        assert held.get().granted_by == cast.users[who]
        assert cast[who].post(f"/kapaciteter/{held.get().pk}/afslut/").status_code == 302
        assert Entry.objects.filter(action="capacity.ended").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": "ukendt@example.dk"},
        {"kind": "citizen"},
        {"kind": "volunteer"},
        {"kind": "association", "organisation": ""},
        {"ended_on": "2001-01-01"},
    ],
)
def test_what_cannot_be_granted_is_said(cast, wrong):
    values = {"email": "participant@example.dk", "kind": "employee"} | wrong
    response = cast["secretary"].post(GRANT, values)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()
    assert Capacity.objects.filter(user=cast.users["participant"]).count() == 1


def test_my_page_lists_what_i_follow_and_where_i_sit(cast):
    notifications.follow(cast.other_committee.channel_id, by=cast.users["member"])
    page = cast["member"].get(MINE).content.decode()
    assert 'href="/udvalg/klima/"' in page
    assert 'href="/udvalg/innovation/"' in page
    assert "Grant" not in page


def test_the_number_of_queries_does_not_grow(cast, django_assert_max_num_queries):
    cast["member"].get(MINE)
    counted = []
    for many in (3, 40):
        for n in range(many):
            committee = make_committee(f"nr-{many}-{n}", f"Udvalg {n}")
            notifications.follow(committee.channel_id, by=cast.users["member"])
            cast.seat("member", "member", "citizen", committee=committee)
        with django_assert_max_num_queries(30) as queries:
            cast["member"].get(MINE)
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_my_page_is_kept_by_nobody_on_the_way(cast):
    assert "no-store" in cast["participant"].get(MINE)["Cache-Control"]


def test_sessions_that_have_run_out_are_forgotten(cast):
    Session.objects.all().delete()
    Session.objects.create(session_key="a" * 32, session_data="", expire_date=timezone.now())
    later = timezone.now() + timezone.timedelta(days=1)
    Session.objects.create(session_key="b" * 32, session_data="", expire_date=later)
    tasks.forget_old_sessions()
    assert Session.objects.get().session_key == "b" * 32


def test_the_administrator_opens_and_closes_accounts_and_deletes_none(cast):
    values = {
        "display_name": "Ny Kollega",
        "email": "Kollega@example.dk",
        "language": "da",
        "is_active": "on",
    }
    assert cast["admin"].post("/admin/people/user/add/", values).status_code == 302
    user = User.objects.get(email="kollega@example.dk")
    assert not user.has_usable_password()
    assert user.capacities.get().kind == "citizen"
    change = f"/admin/people/user/{user.pk}/change/"
    values.pop("is_active")
    assert cast["admin"].post(change, values | {"is_superuser": "on"}).status_code == 302
    user.refresh_from_db()
    assert (user.is_active, user.is_superuser) == (False, False)
    assert cast["admin"].post(f"/admin/people/user/{user.pk}/delete/").status_code == 403
    for who in ["secretary", "chair", "participant"]:
        assert cast[who].get("/admin/people/user/").status_code == 302


def test_a_service_asks_even_when_no_page_did(cast):
    with pytest.raises(PermissionDenied):
        services.change_details(
            cast.users["member"].pk,
            by=cast.users["participant"],
            display_name="Kapret",
            language="da",
        )
    assert User.objects.get(pk=cast.users["member"].pk).display_name != "Kapret"
