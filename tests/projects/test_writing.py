"""A working group writes its proposal: who may, what is kept, and nothing gets lost."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from committee.models import WorkingGroup
from projects import services
from projects.models import BudgetLine, EconomicPotential, Proposal

from . import factories

pytestmark = pytest.mark.django_db
EVERYBODY = [
    ("public", 404),
    ("participant", 404),  # has left the group
    ("association", 200),  # a guest of the group, from outside the committee
    ("member", 200),
    ("politician", 403),
    ("chair", 403),
    ("secretary", 403),
    ("chief", 404),
    ("admin", 404),
    ("former_member", 404),
    ("substitute", 404),
    ("outsider", 404),
]


def test_only_the_group_of_today_writes(cast):
    proposal = factories.start(cast)
    for who, status in EVERYBODY:
        response = cast[who].get(reverse("projects:proposal-edit", args=[proposal.pk]))
        assert response.status_code == status, who


def test_a_draft_is_seen_by_its_group_the_seats_and_the_secretary(cast):
    proposal = factories.start(cast)
    for who, status in EVERYBODY:
        seen = status in {200, 403}
        assert cast[who].get(proposal.get_absolute_url()).status_code == (200 if seen else 404), who
        listed = cast[who].get(reverse("projects:proposal-list")).content.decode()
        assert (proposal.title in listed) is seen, who


def test_a_group_member_starts_a_proposal_once(cast):
    group = factories.make_group(cast)
    url = reverse("projects:proposal-create")
    form = cast["member"].get(url).context["form"]
    data = {
        "group": group.pk,
        "title": "Klare breve",
        "summary": "Breve, man forstår.",
        "kind": "radical",
        "form_key": str(form["form_key"].value()),
    }
    first = cast["member"].post(url, data)
    second = cast["member"].post(url, data)
    proposal = Proposal.objects.get()
    assert first.url == second.url == reverse("projects:proposal-edit", args=[proposal.pk])
    assert (proposal.number, proposal.kind) == (1, "radical")
    assert proposal.sections.count() == 7


@pytest.mark.parametrize("who", ["public", "outsider", "chair", "participant"])
def test_whoever_is_in_no_group_starts_nothing(cast, who):
    group = factories.make_group(cast)
    response = cast[who].post(
        reverse("projects:proposal-create"),
        {"group": group.pk, "title": "Mit", "kind": "radical"},
    )
    assert response.status_code == (302 if who == "public" else 403)
    assert not Proposal.objects.exists()


def test_a_foreign_group_is_refused_at_the_field(cast):
    factories.make_group(cast)
    other = WorkingGroup.objects.create(
        committee=cast.other_committee, slug="klima", name="Klima", started_on=factories.days(-9)
    )
    response = cast["member"].post(
        reverse("projects:proposal-create"),
        {"group": other.pk, "title": "Mit", "kind": "radical"},
    )
    assert response.status_code == 422
    assert not Proposal.objects.exists()


def test_the_facts_are_saved_and_the_address_follows_the_title(cast):
    proposal = factories.start(cast)
    url = reverse("projects:proposal-edit", args=[proposal.pk])
    response = cast["association"].post(
        url,
        {
            "title": "Breve på dansk",
            "summary": "Kort.",
            "kind": "radical",
            "starts_on": "2027-01-01",
            "ends_on": "2027-12-31",
        },
    )
    assert response.status_code == 302
    proposal = factories.fresh(proposal)
    assert (proposal.title, proposal.slug) == ("Breve på dansk", "breve-paa-dansk")
    old = reverse("projects:proposal-detail", args=[proposal.pk, "klare-breve"])
    assert cast["member"].get(old).url == proposal.get_absolute_url()


def section_data(kind, text, revision):
    return {f"{kind}-content": text, f"{kind}-base_revision": str(revision)}


def test_a_section_is_saved_without_script_and_cleaned(cast):
    proposal = factories.start(cast)
    url = reverse("projects:section-save", args=[proposal.pk, "vision"])
    response = cast["association"].post(
        url, section_data("vision", "<p>Hej</p><script>alert(1)</script>", 1)
    )
    assert response.status_code == 302
    assert proposal.sections.get(kind="vision").text.content == "<p>Hej</p>"


def test_a_stale_section_shows_yours_theirs_and_both_together(cast):
    proposal = factories.start(cast)
    url = reverse("projects:section-save", args=[proposal.pk, "vision"])
    cast["member"].post(url, section_data("vision", "<p>Udkast.</p>", 1))
    cast["member"].post(url, section_data("vision", "<p>Mads skrev dette.</p>", 2))
    response = cast["association"].post(url, section_data("vision", "<p>Asta skrev det.</p>", 2))
    page = response.content.decode()
    assert response.status_code == 409
    assert page.count("Mads skrev dette.") >= 2
    assert page.count("Asta skrev det.") >= 2
    assert proposal.sections.get(kind="vision").text.content == "<p>Mads skrev dette.</p>"
    both = "<p>Mads skrev dette.</p><p>Asta skrev det.</p>"
    assert cast["association"].post(url, section_data("vision", both, 3)).status_code == 302
    assert proposal.sections.get(kind="vision").text.content == both


def test_an_unknown_section_is_not_found(cast):
    proposal = factories.start(cast)
    url = reverse("projects:section-save", args=[proposal.pk, "hemmelig"])
    assert cast["member"].post(url, section_data("hemmelig", "x", 1)).status_code == 404


def test_economic_potentials_take_danish_amounts_exactly(cast):
    proposal = factories.start(cast)
    url = reverse("projects:economic-add", args=[proposal.pk])
    data = {"post": "Porto", "year": "2027", "low": "30.000", "expected": "35.000,25"}
    response = cast["member"].post(url, data | {"high": "1.000.000"})
    assert response.status_code == 302
    row = EconomicPotential.objects.get()
    assert (row.low, row.expected, row.high) == (
        Decimal(30_000),
        Decimal("35000.25"),
        Decimal(1_000_000),
    )


@pytest.mark.parametrize(
    ("change", "advice"),
    [
        ({"low": "mange"}, "Skriv beløbet i kroner, for eksempel 30.000 eller 1.234,50."),
        ({"low": "1,000"}, "Beløbet kan læses på to måder. Skriv det uden tusindtalsskilletegn."),
        ({"low": ""}, "Skriv det lave beløb."),
        ({"low": "40.000"}, "Det forventede beløb må ikke være under det lave."),
        ({"year": "27"}, "Skriv et år mellem 2000 og 2100."),
        ({"low": "-9999999999999"}, "Beløbet er for stort."),
    ],
)
def test_a_wrong_amount_gets_advice_and_keeps_what_was_typed(cast, change, advice):
    proposal = factories.start(cast)
    data = {"post": "Porto", "year": "2027", "low": "1", "expected": "30.000", "high": "40.000"}
    response = cast["member"].post(
        reverse("projects:economic-add", args=[proposal.pk]), data | change
    )
    page = response.content.decode()
    assert advice in page
    assert 'value="40.000"' in page
    assert not EconomicPotential.objects.exists()


def test_the_same_post_twice_in_a_year_is_refused_and_a_double_click_adds_once(cast):
    proposal = factories.start(cast)
    url = reverse("projects:budget-add", args=[proposal.pk])
    key = str(cast["member"].get(url).context["form"]["form_key"].value())
    data = {"post": "Kurser", "year": "2027", "amount": "1.000", "form_key": key}
    assert cast["member"].post(url, data).status_code == 302
    assert cast["member"].post(url, data).status_code == 302
    assert BudgetLine.objects.count() == 1
    again = cast["member"].post(url, {**data, "form_key": ""})
    assert "Den post står der allerede under det år." in again.content.decode()
    assert BudgetLine.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "related", "make"),
    [
        ("qualitative-remove", "qualitative_potentials", None),
        ("economic-remove", "economic_potentials", None),
        ("budget-remove", "budget_lines", None),
        ("benefit-remove", "benefits", factories.add_benefit),
    ],
)
def test_rows_are_taken_out_again_by_the_group_alone(cast, name, related, make):
    proposal = factories.write(cast, factories.start(cast))
    if make:
        make(cast, proposal)
    row = getattr(proposal, related).get()
    url = reverse(f"projects:{name}", args=[proposal.pk, row.pk])
    assert cast["chair"].post(url).status_code == 403
    assert cast["member"].get(url).status_code == 405
    assert cast["association"].post(url).status_code == 302
    assert cast["association"].post(url).status_code == 302
    assert not getattr(proposal, related).exists()


def test_rows_of_another_proposal_stay(cast):
    mine = factories.start(cast)
    theirs = factories.write(cast, factories.start(cast, title="Et andet"))
    benefit = factories.add_benefit(cast, theirs)
    for name, row in (
        ("budget-remove", theirs.budget_lines.get()),
        ("benefit-remove", benefit),
    ):
        cast["member"].post(reverse(f"projects:{name}", args=[mine.pk, row.pk]))
    assert theirs.budget_lines.exists()
    assert theirs.benefits.exists()
    url = reverse("projects:benefit-edit", args=[mine.pk, benefit.pk])
    assert cast["member"].get(url).status_code == 404


BENEFIT = {
    "title": "Færre opkald",
    "kind": "time",
    "owner_name": "Helene Bjerring",
    "indicator": "Opkald",
    "unit": "opkald",
    "direction": "lower",
    "baseline_value": "15.400",
    "baseline_on": "2026-10-01",
    "target_value": "9.200",
    "target_on": "2099-01-31",
}


@pytest.mark.parametrize(
    ("change", "advice"),
    [
        ({"target_value": "15.400"}, "Målet er det samme som nulpunktet"),
        ({"target_value": "20.000"}, "Målet er dårligere end nulpunktet"),
        ({"target_on": "2026-10-01"}, "Målets dato skal ligge efter nulpunktets."),
        ({"target_on": ""}, "Angiv også datoen."),
        ({"baseline_value": ""}, "Angiv også værdien."),
        ({"baseline_on": "2098-01-01"}, "Den dag er ikke kommet endnu."),
        ({"title": ""}, "Giv gevinsten et navn."),
    ],
)
def test_a_benefit_that_makes_no_sense_is_refused_at_its_field(cast, change, advice):
    proposal = factories.start(cast)
    url = reverse("projects:benefit-add", args=[proposal.pk])
    response = cast["member"].post(url, BENEFIT | change)
    assert advice in response.content.decode()
    assert not proposal.benefits.exists()


def test_a_benefit_is_added_and_changed(cast):
    proposal = factories.start(cast)
    add = reverse("projects:benefit-add", args=[proposal.pk])
    assert cast["member"].post(add, BENEFIT).status_code == 302
    benefit = proposal.benefits.get()
    assert benefit.baseline_value == Decimal(15_400)
    edit = reverse("projects:benefit-edit", args=[proposal.pk, benefit.pk])
    assert cast["member"].post(edit, BENEFIT | {"title": "Mads' navn"}).status_code == 302
    benefit.refresh_from_db()
    assert benefit.title == "Mads' navn"


def test_an_idea_is_linked_by_its_number_within_the_committee(cast):
    proposal = factories.start(cast)
    factories.make_idea(cast, number=87)
    url = reverse("projects:idea-link", args=[proposal.pk])
    missing = cast["member"].post(url, {"number": "88"})
    assert "Udvalget har ingen idé med det nummer." in missing.content.decode()
    assert cast["member"].post(url, {"number": "87"}).status_code == 302
    assert cast["member"].post(url, {"number": "87"}).status_code == 302
    link = proposal.idea_links.get()
    assert (link.in_draft, link.is_public) == (True, False)


def test_the_committee_gets_a_complete_draft_only(cast):
    proposal = factories.start(cast)
    url = reverse("projects:proposal-send", args=[proposal.pk])
    refused = cast["member"].post(url, follow=True)
    assert "Beskriv udfordringen." in refused.content.decode()
    assert factories.fresh(proposal).state == "draft"
    factories.write(cast, proposal)
    assert cast["chair"].post(url).status_code == 403
    assert cast["association"].post(url).status_code == 302
    assert cast["association"].post(url).status_code == 302
    assert factories.fresh(proposal).state == "in_committee"
    assert [n.kind for n in cast.users["chair"].notices.all()] == ["projects.proposal_in_committee"]


def test_nobody_writes_while_the_committee_has_it_and_nothing_typed_is_lost(cast):
    proposal = factories.in_committee(cast)
    url = reverse("projects:section-save", args=[proposal.pk, "vision"])
    response = cast["member"].post(url, section_data("vision", "<p>Sent skrevet.</p>", 2))
    assert response.status_code == 422
    assert "Sent skrevet." in response.content.decode()
    assert "Sent skrevet." not in proposal.sections.get(kind="vision").text.content
    edit = cast["member"].get(reverse("projects:proposal-edit", args=[proposal.pk]))
    assert edit.url == proposal.get_absolute_url()


def test_services_refuse_whoever_may_not(cast):
    proposal = factories.start(cast)
    for who in ("participant", "chair", "chief", "admin", "outsider"):
        with pytest.raises(PermissionDenied):
            services.add_qualitative_potential(proposal.pk, text="x", by=cast.users[who])
