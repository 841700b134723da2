"""The administrator sets up committees and the installation, and goes around no rule."""

import pytest

from committee.models import Committee, Membership, Municipality
from portal.audit.models import Entry
from portal.people.models import Person

from .factories import days, make_mandate, make_membership

pytestmark = pytest.mark.django_db
RECORDS = ["mandateversion", "workinggroup", "groupmembership", "invitation"]


def frame(**values):
    return {
        "name_da": "Opgaveudvalget for byrum",
        "slug": "byrum",
        "started_on": days(10).isoformat(),
        "ended_on": days(200).isoformat(),
    } | values


def test_the_administrator_sets_up_a_committee(cast):
    assert cast["admin"].post("/admin/committee/committee/add/", frame()).status_code == 302
    committee = Committee.objects.get(slug="byrum")
    assert committee.channel_id
    assert Entry.objects.get(action="committee.set_up").actor == cast.users["admin"]
    assert cast["public"].get("/udvalg/byrum/").status_code == 200
    assert cast["admin"].get("/udvalg/byrum/rediger/").status_code == 403


@pytest.mark.parametrize(
    "wrong", [{"slug": "innovation"}, {"ended_on": days(1).isoformat()}, {"is_featured": "on"}]
)
def test_what_does_not_fit_is_said(cast, wrong):
    response = cast["admin"].post("/admin/committee/committee/add/", frame(**wrong))
    assert response.status_code == 200
    assert not Committee.objects.filter(slug="byrum").exists()


def test_the_frame_changes_and_the_texts_do_not(cast):
    url = f"/admin/committee/committee/{cast.committee.pk}/change/"
    values = frame(slug="innovation", lead_da="Overskrevet", started_on=days(-120).isoformat())
    assert cast["admin"].post(url, values | {"is_featured": "on"}).status_code == 302
    cast.committee.refresh_from_db()
    assert (cast.committee.ended_on, cast.committee.lead_da) == (days(200), "")
    assert Entry.objects.filter(action="committee.setup_changed").count() == 1


def test_the_first_secretary_is_the_administrators_to_appoint_and_no_other(cast):
    person = Person.objects.create(name="Mads Fjeldsted")
    committee = cast.other_committee
    add = "/admin/committee/membership/add/"
    values = {"committee": committee.pk, "person": person.pk, "started_on": days(0).isoformat()}
    assert cast["admin"].post(add, values).status_code == 302
    assert Membership.objects.get(person=person).role == "secretary"
    another = Person.objects.create(name="En Til")
    assert cast["admin"].post(add, values | {"person": another.pk}).status_code == 403
    oneself = Person.objects.create(name="Anders", user=cast.users["admin"])
    Membership.objects.filter(person=person).update(started_on=days(-9), ended_on=days(-1))
    assert cast["admin"].post(add, values | {"person": oneself.pk}).status_code == 403


@pytest.mark.parametrize("model", [*RECORDS, "committee", "membership", "municipality"])
def test_everything_is_seen_by_the_administrator_alone(cast, model):
    assert cast["admin"].get(f"/admin/committee/{model}/").status_code == 200
    for who in ["secretary", "chair", "participant", "public"]:
        assert cast[who].get(f"/admin/committee/{model}/").status_code == 302


def test_records_are_neither_changed_nor_deleted(cast):
    mandate = make_mandate(cast.committee)
    membership = make_membership(cast.committee)
    for kind, pk in [
        ("mandateversion", mandate.pk),
        ("membership", membership.pk),
        ("committee", cast.committee.pk),
    ]:
        assert cast["admin"].post(f"/admin/committee/{kind}/{pk}/delete/").status_code == 403
        if kind != "committee":
            assert cast["admin"].post(f"/admin/committee/{kind}/{pk}/change/").status_code == 403


def test_a_draft_mandate_is_not_for_the_administrator(cast):
    draft = make_mandate(cast.committee, published=False)
    url = f"/admin/committee/mandateversion/{draft.pk}/change/"
    assert cast["admin"].get(url).status_code == 302


def test_the_municipality_is_one(cast):
    add = "/admin/committee/municipality/add/"
    assert cast["admin"].post(add, {"name": "Bøgelund Kommune"}).status_code == 302
    assert cast["admin"].post(add, {"name": "En anden"}).status_code == 403
    assert Municipality.objects.get().name == "Bøgelund Kommune"
