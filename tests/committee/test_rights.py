"""Each address asks the same question of everybody: who may know it, who may do it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from committee.models import Membership

from .factories import days, make_group, make_mandate, make_membership, put_in_group

pytestmark = pytest.mark.django_db

EVERYBODY = [
    "public",
    "participant",
    "member",
    "politician",
    "chair",
    "deputy",
    "secretary",
    "chief",
    "admin",
    "former_member",
    "substitute",
    "outsider",
]
KEPT_BY_THE_SECRETARY = [
    ("committee-edit", []),
    ("committee-links", []),
    ("progress-report", [1]),
    ("member-appoint", []),
    ("member-change", ["membership"]),
    ("member-end", ["membership"]),
    ("person-change", ["person"]),
    ("person-invite", ["person"]),
    ("group-form", []),
    ("group-change", ["klare-breve"]),
    ("group-add", ["klare-breve"]),
]


@pytest.fixture
def address(cast):
    make_mandate(cast.committee)
    make_mandate(cast.committee, number=2, published=False)
    group = make_group(cast.committee)
    joined = put_in_group(group, cast.people["member"])
    known = {
        "membership": cast.memberships["member"].pk,
        "person": cast.people["member"].pk,
        "joined": joined.pk,
    }

    def build(name, arguments):
        return reverse(
            f"committee:{name}",
            args=[cast.committee.slug, *(known.get(value, value) for value in arguments)],
        )

    return build


@pytest.mark.parametrize(("name", "arguments"), KEPT_BY_THE_SECRETARY)
def test_only_the_secretary_opens_what_the_secretary_keeps(cast, address, name, arguments):
    url = address(name, arguments)
    for who in EVERYBODY:
        expected = {"secretary": 200, "public": 302}.get(who, 403)
        response = cast[who].get(url)
        assert response.status_code == expected, who
        if who == "public":
            assert response["Location"] == f"/accounts/login/?next={url}"
        else:
            assert cast[who].post(url).status_code == {200: 422}.get(expected, expected), who


@pytest.mark.parametrize(
    ("name", "arguments"),
    [
        ("mandate-draft", []),
        ("group-leave", ["klare-breve", "joined"]),
    ],
)
def test_only_the_secretary_does_what_has_no_page(cast, address, name, arguments):
    url = address(name, arguments)
    for who in EVERYBODY:
        assert cast[who].get(url).status_code == 405
        if who != "secretary":
            assert cast[who].post(url).status_code == (302 if who == "public" else 403), who
    assert cast["secretary"].post(url).status_code == 302


@pytest.mark.parametrize("name", ["mandate-version", "mandate-edit", "mandate-publish"])
def test_a_draft_of_the_mandate_is_known_to_the_secretary_alone(cast, address, name):
    url = address(name, [2])
    for who in EVERYBODY:
        if who != "secretary":
            method = cast[who].post if name == "mandate-publish" else cast[who].get
            assert method(url).status_code == 404, who


def test_the_secretary_of_another_committee_has_no_right_here(cast, address):
    Membership.objects.filter(person=cast.people["outsider"]).update(
        role="secretary", appointed_as="official", votes=False
    )
    for name, arguments in KEPT_BY_THE_SECRETARY:
        assert cast["outsider"].get(address(name, arguments)).status_code == 403


@pytest.mark.parametrize(
    ("first", "last", "status"),
    [(-9, None, 200), (-9, -1, 403), (-9, 0, 200), (1, None, 403), (0, 0, 200)],
)
def test_rights_hold_from_the_first_day_to_the_last(cast, first, last, status):
    Membership.objects.filter(person=cast.people["secretary"]).update(
        started_on=days(first), ended_on=None if last is None else days(last)
    )
    assert cast["secretary"].get("/udvalg/innovation/rediger/").status_code == status


def test_secretary_and_chief_go_on_after_the_committees_end_and_seats_do_not(cast):
    cast.committee.ended_on = timezone.localdate() - timezone.timedelta(days=1)
    cast.committee.save()
    assert cast["secretary"].get("/udvalg/innovation/rediger/").status_code == 200
    standing = {
        who
        for who in ["chair", "deputy", "member", "secretary", "chief"]
        if Membership.objects.current().filter(person=cast.people[who]).exists()
    }
    assert standing == {"secretary", "chief"}


def test_people_of_other_committees_are_not_reached_through_this_one(cast, address):
    stranger = make_membership(cast.other_committee, "En Anden").person
    for name in ["person-change", "person-invite", "person-picture"]:
        assert cast["secretary"].get(address(name, [stranger.pk])).status_code == 404
    membership = stranger.memberships.get()
    assert cast["secretary"].get(address("member-change", [membership.pk])).status_code == 404
    assert cast["secretary"].get(address("member-end", [membership.pk])).status_code == 404
