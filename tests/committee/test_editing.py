"""The secretary keeps texts, links, progress and groups; people follow a committee."""

from uuid import uuid4

import pytest
from django.forms import model_to_dict

from committee import services
from committee.forms import CommitteeForm
from committee.models import GroupMembership, TaskProgress, WorkingGroup
from portal.audit.models import Entry

from .factories import days, make_group, make_mandate, put_in_group

pytestmark = pytest.mark.django_db
EDIT = "/udvalg/innovation/rediger/"


def texts(committee, **values):
    filled = {k: v for k, v in model_to_dict(committee, CommitteeForm.Meta.fields).items() if v}
    return filled | values


def test_what_the_secretary_saves_is_public_at_once(cast):
    values = texts(cast.committee, lead_da="Ikke ved at spare, men at tænke.", answer_days=19)
    assert cast["secretary"].post(EDIT, values).status_code == 302
    assert "Ikke ved at spare" in cast["public"].get("/").content.decode()
    entry = Entry.objects.get(action="committee.edited")
    assert set(entry.data["fields"]) == {"lead_da", "answer_days"}


def test_saving_the_same_again_leaves_no_trace(cast):
    cast["secretary"].post(EDIT, texts(cast.committee))
    assert not Entry.objects.filter(action="committee.edited").exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name_da": ""},
        {"contact_email": "ikke en adresse"},
        {"ideas_open_from": "2026-05-01", "ideas_open_to": "2026-04-01"},
        {"answer_days": "0"},
    ],
)
def test_what_cannot_be_saved_is_said_and_kept(cast, wrong):
    response = cast["secretary"].post(EDIT, texts(cast.committee, lead_da="Kladden", **wrong))
    assert response.status_code == 422
    assert "Kladden" in response.content.decode()
    cast.committee.refresh_from_db()
    assert cast.committee.lead_da == ""


def test_text_is_text_and_never_markup(cast):
    cast["secretary"].post(EDIT, texts(cast.committee, about_da="<script>alert(1)</script>"))
    page = cast["public"].get("/udvalg/innovation/").content.decode()
    assert "&lt;script&gt;" in page
    assert "<script>alert" not in page


def test_dates_and_address_are_not_the_secretarys(cast):
    before = cast.committee.ended_on
    cast["secretary"].post(EDIT, texts(cast.committee, slug="nyt", ended_on="2040-01-01"))
    cast.committee.refresh_from_db()
    assert (cast.committee.slug, cast.committee.ended_on) == ("innovation", before)
    with pytest.raises(TypeError):
        services.edit_committee(cast.committee.pk, by=cast.users["secretary"], slug="nyt")


def test_links_are_added_and_taken_away(cast):
    url = "/udvalg/innovation/links/"
    values = {
        "form-TOTAL_FORMS": 2,
        "form-INITIAL_FORMS": 0,
        "form-0-title_da": "Kommunens side om udvalget",
        "form-0-url": "https://kommune.example.dk/udvalg",
        "form-1-title_da": "",
        "form-1-url": "",
    }
    assert cast["secretary"].post(url, values).status_code == 302
    assert (
        "https://kommune.example.dk/udvalg"
        in cast["public"].get("/udvalg/innovation/").content.decode()
    )
    values |= {"form-INITIAL_FORMS": 1, "form-0-DELETE": "on"}
    cast["secretary"].post(url, values)
    assert not cast.committee.links.exists()


def test_a_link_that_runs_script_is_refused(cast):
    values = {
        "form-TOTAL_FORMS": 1,
        "form-INITIAL_FORMS": 0,
        "form-0-title_da": "Klik",
        "form-0-url": "javascript:alert(1)",
    }
    assert cast["secretary"].post("/udvalg/innovation/links/", values).status_code == 422
    assert not cast.committee.links.exists()


def test_progress_is_counted_and_said(cast):
    make_mandate(cast.committee)
    url = "/udvalg/innovation/opgaver/2/"
    values = {"steps_done": 3, "steps_total": 5, "next_da": "Ét projekt er i udvalget."}
    assert cast["secretary"].post(url, values).status_code == 302
    assert "Ét projekt er i udvalget." in cast["public"].get("/").content.decode()
    wrong = values | {"steps_done": 6}
    assert cast["secretary"].post(url, wrong).status_code == 422
    assert TaskProgress.objects.get().steps_done == 3
    assert cast["secretary"].get("/udvalg/innovation/opgaver/9/").status_code == 404


def test_a_group_is_formed_once_and_takes_people_in(cast):
    values = {
        "form_key": str(uuid4()),
        "name": "Åbne værksteder",
        "purpose": "Skolernes værksteder om aftenen.",
        "started_on": days(0).isoformat(),
    }
    for _ in range(2):
        response = cast["secretary"].post("/udvalg/innovation/grupper/ny/", values)
        assert response["Location"] == "/udvalg/innovation/grupper/aabne-vaerksteder/"
    group = WorkingGroup.objects.get()
    add = f"{group.get_absolute_url()}tilfoej/"
    for _ in range(2):
        cast["secretary"].post(add, {"name": "Gæst Gæstesen"})
        cast["secretary"].post(add, {"person": cast.people["member"].pk})
    assert group.memberships.count() == 2
    again = values | {"form_key": str(uuid4())}
    assert cast["secretary"].post("/udvalg/innovation/grupper/ny/", again).status_code == 422


def test_a_group_cannot_be_older_than_its_committee(cast):
    values = {"form_key": str(uuid4()), "name": "For tidlig", "started_on": days(-400).isoformat()}
    assert cast["secretary"].post("/udvalg/innovation/grupper/ny/", values).status_code == 422
    assert not WorkingGroup.objects.exists()


def test_a_group_called_new_keeps_its_own_address(cast):
    values = {"form_key": str(uuid4()), "name": "Ny", "started_on": days(0).isoformat()}
    cast["secretary"].post("/udvalg/innovation/grupper/ny/", values)
    assert cast["public"].get("/udvalg/innovation/grupper/ny-gruppe/").status_code == 200


def test_who_leaves_a_group_stays_in_its_history(cast):
    group = make_group(cast.committee)
    joined = put_in_group(group, cast.people["member"])
    url = f"{group.get_absolute_url()}medlemmer/{joined.pk}/afslut/"
    for _ in range(2):
        assert cast["secretary"].post(url).status_code == 302
    assert GroupMembership.objects.get().ended_on == days(0)
    assert Entry.objects.filter(action="group.left").count() == 1


def test_a_group_ends_and_is_renamed_under_its_address(cast):
    group = make_group(cast.committee)
    url = f"{group.get_absolute_url()}rediger/"
    values = {
        "name": "Klare ord",
        "purpose": "",
        "started_on": days(-40).isoformat(),
        "ended_on": days(-2).isoformat(),
    }
    assert cast["secretary"].post(url, values)["Location"] == group.get_absolute_url()
    assert WorkingGroup.objects.get().name == "Klare ord"
    wrong = values | {"ended_on": days(-50).isoformat()}
    assert cast["secretary"].post(url, wrong).status_code == 422


def test_people_follow_and_unfollow_a_committee(cast):
    url = "/udvalg/innovation/foelg/"
    for _ in range(2):
        assert cast["participant"].post(url, {"follow": "1"}).status_code == 302
    assert cast.committee.channel.follows.count() == 1
    assert 'aria-pressed="true"' in cast["participant"].get("/udvalg/innovation/").content.decode()
    cast["participant"].post(url, {"follow": "0"})
    assert not cast.committee.channel.follows.exists()
    assert cast["public"].post(url).status_code == 302
    assert cast["public"].get("/udvalg/innovation/").content.decode().count("<form") == 0
