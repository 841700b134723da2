"""The pages of projects: what visitors get, and that many rows cost no more than few."""

from copy import deepcopy
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from committee.models import MandateTask, MandateVersion
from portal.audit.models import Entry
from portal.notifications.models import Channel
from projects import services
from projects.models import Proposal, ProposalVersion

from . import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("who", ["public", "chief", "member"])
def test_the_list_costs_the_same_with_three_and_with_three_hundred(
    cast, who, django_assert_max_num_queries
):
    proposal = factories.submitted(cast)
    url = reverse("projects:proposal-list")
    more_proposals(proposal, 2)
    cast[who].get(url)
    with django_assert_max_num_queries(16) as few:
        cast[who].get(url)
    more_proposals(proposal, 297)
    with django_assert_max_num_queries(len(few)):
        response = cast[who].get(url)
    assert response.content.decode().count('class="row-title"') == 20
    assert "efter=" in response.content.decode()


def more_proposals(proposal, count):
    """Copy a submitted proposal with its version, straight in the database."""
    last = Proposal.objects.count()
    channels = Channel.objects.bulk_create(Channel() for _copy in range(count))
    copies = []
    for number, channel in enumerate(channels, start=last + 1):
        copy = deepcopy(proposal)
        copy.pk, copy.number, copy.form_key, copy.channel = None, number, None, channel
        copy.state, copy.current_version = "draft", None
        copy._state.adding = True
        copies.append(copy)
    made = Proposal.objects.bulk_create(copies)
    frozen = {"title": "x", "number": 1, "sha512": "x", "role": "chair"}
    versions = ProposalVersion.objects.bulk_create(
        ProposalVersion(
            proposal=row,
            snapshot=proposal.current_version.snapshot,
            submitted_by=proposal.created_by,
            **frozen,
        )
        for row in made
    )
    for row, version in zip(made, versions, strict=True):
        row.state, row.current_version = "submitted", version
    Proposal.objects.bulk_update(made, ["state", "current_version"])


def test_visitors_get_no_cookie_and_no_token(cast):
    proposal = factories.returned(cast)
    for url in (
        proposal.get_absolute_url(),
        reverse("projects:proposal-list"),
        reverse("projects:proposal-version", args=[proposal.pk, 1]),
    ):
        response = cast["public"].get(url)
        assert response.status_code == 200
        assert not response.cookies
        assert "csrfmiddlewaretoken" not in response.content.decode()


def test_the_portfolio_counts_against_the_mandate(cast):
    mandate = MandateVersion.objects.create(committee=cast.committee, number=1)
    MandateTask.objects.create(
        version=mandate, number=2, title_da="Tre til fem projekter", target_low=3, target_high=5
    )
    mandate.state, mandate.published_at = "published", timezone.now()
    mandate.save()
    factories.approved(cast)
    page = cast["public"].get(reverse("projects:proposal-list"), {"udvalg": "innovation"})
    assert "1 af 3 til 5 projekter er godkendt." in page.content.decode()


def test_an_unknown_committee_is_not_found_and_another_shows_nothing(cast):
    factories.submitted(cast)
    url = reverse("projects:proposal-list")
    assert cast["public"].get(url, {"udvalg": "findes-ikke"}).status_code == 404
    page = cast["public"].get(url, {"udvalg": "klima"}).content.decode()
    assert "Klare breve" not in page
    assert "Der er ikke indsendt noget forslag endnu" in page


def test_following_is_for_the_signed_in_and_can_be_undone(cast):
    proposal = factories.submitted(cast)
    url = reverse("projects:proposal-follow", args=[proposal.pk])
    assert "login" in cast["public"].post(url).url
    cast["outsider"].post(url, {"follow": "1"})
    assert proposal.channel.is_followed_by(cast.users["outsider"])
    page = cast["outsider"].get(proposal.get_absolute_url()).content.decode()
    assert "Du følger projektet" in page
    cast["outsider"].post(url, {"follow": "0"})
    assert not proposal.channel.is_followed_by(cast.users["outsider"])


def test_a_draft_cannot_be_followed_by_strangers(cast):
    proposal = factories.start(cast)
    url = reverse("projects:proposal-follow", args=[proposal.pk])
    assert cast["outsider"].post(url, {"follow": "1"}).status_code == 404


@pytest.mark.parametrize("state", ["start", "in_committee", "submitted", "returned", "approved"])
def test_a_proposal_page_holds_at_every_step_and_in_both_languages(cast, state):
    proposal = getattr(factories, state)(cast)
    path = proposal.get_absolute_url()
    for who in ("member", "chair", "chief", "secretary"):
        for prefix in ("", "/en"):
            response = cast[who].get(f"{prefix}{path}")
            known = who != "chief" or proposal.is_public
            assert response.status_code == (200 if known else 404)


def test_the_page_of_a_proposal_costs_a_fixed_number_of_queries(
    cast, django_assert_max_num_queries
):
    proposal = factories.approved(cast)
    idea = factories.make_idea(cast)
    benefit = proposal.benefits.get()
    url = proposal.get_absolute_url()
    cast["public"].get(url)
    with django_assert_max_num_queries(14) as few:
        cast["public"].get(url)
    assert idea.pk
    for day in range(1, 25):
        services.add_measurement(
            benefit.pk,
            value=15_000 - day,
            measured_on=factories.days(-day),
            by=cast.users["chief"],
        )
    with django_assert_max_num_queries(len(few)):
        cast["public"].get(url)


@pytest.mark.parametrize(
    "name",
    [
        "qualitative-add",
        "economic-add",
        "budget-add",
        "benefit-add",
        "idea-link",
        "proposal-edit",
    ],
)
def test_the_forms_of_the_group_are_shown(cast, name):
    proposal = factories.write(cast, factories.start(cast))
    factories.add_benefit(cast, proposal)
    response = cast["association"].get(reverse(f"projects:{name}", args=[proposal.pk]))
    assert response.status_code == 200


@pytest.mark.parametrize("name", ["proposal-approve", "proposal-reject", "proposal-return"])
def test_the_forms_of_the_chief_are_shown(cast, name):
    proposal = factories.submitted(cast)
    response = cast["chief"].get(reverse(f"projects:{name}", args=[proposal.pk]))
    assert response.status_code == 200


def test_the_administrator_looks_and_changes_nothing(cast):
    factories.approved(cast)
    for model in ("proposal", "proposalversion", "decision", "benefit", "measurement"):
        response = cast["admin"].get(f"/admin/projects/{model}/")
        assert response.status_code == 200
        assert cast["admin"].get(f"/admin/projects/{model}/add/").status_code == 403


def test_the_record_says_nothing_of_a_draft_until_it_is_submitted(cast):
    proposal = factories.start(cast, title="Hemmelig prøve")
    benefit = factories.add_benefit(cast, proposal, title="Hemmelig gevinst")
    services.remove_benefit(benefit.pk, by=cast.users["member"])
    rows = list(Entry.objects.filter(subject_type="projects.proposal").values())
    assert len(rows) >= 3
    assert "Hemmelig" not in str(rows)


def test_a_key_of_another_form_is_no_500_and_makes_its_own_row(cast):
    mine, other = factories.start(cast), factories.start(cast, title="Nabohjælp")
    key = uuid4()
    rows = [
        services.add_qualitative_potential(
            proposal.pk, text="Færre opkald.", by=cast.users["member"], form_key=key
        )
        for proposal in (mine, other, mine)
    ]
    assert rows[0] == rows[2]
    assert rows[1].proposal == other
    benefits = [
        services.add_benefit(
            proposal.pk, title="Tid", kind="time", by=cast.users["member"], form_key=key
        )
        for proposal in (mine, other)
    ]
    assert benefits[1].proposal == other


@pytest.mark.parametrize("path", ["/projekter/", "/en/projekter/"])
def test_whoever_asks_for_the_head_alone_gets_it(cast, path):
    assert cast["public"].head(path).status_code == 200
    proposal = factories.submitted(cast)
    assert cast["public"].head(proposal.get_absolute_url()).status_code == 200
