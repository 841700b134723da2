"""What was typed is never lost: a refused form comes back, with advice at its field."""

import pytest
from django.urls import reverse

from meetings.models import Outcome
from meetings.services import set_decision

from . import factories as make

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


def refused(response, *said):
    """Assert that the form is shown again and says so; return the page."""
    page = response.content.decode()
    assert response.status_code == 422, page
    for text in said:
        assert text in page
    return page


@pytest.fixture
def item(cast):
    meeting = make.plan(cast)
    added = make.add(cast, meeting, "Klare breve")
    added.meeting = meeting
    return added


@pytest.fixture
def sitting(cast, item):
    make.publish(cast, item.meeting)
    make.open_now(cast, item.meeting)
    make.all_present(cast, item.meeting)
    item.meeting.refresh_from_db()
    return item.meeting


def test_a_new_item_without_agreement_keeps_its_title(cast, sitting):
    response = cast["secretary"].post(url("item-add", sitting.pk), {"new-title": "Vejret i morgen"})
    refused(response, "Vejret i morgen", "Ikke gemt")
    assert not sitting.items.filter(title="Vejret i morgen").exists()


def test_facts_sent_after_the_agenda_went_out_come_back(cast, item):
    make.publish(cast, item.meeting)
    response = cast["secretary"].post(
        url("item-facts", item.meeting_id, item.uid),
        {
            "facts-title": "Klarere breve",
            "facts-kind": "decision",
            "facts-planned_minutes": "15",
            "facts-is_public": "1",
        },
    )
    refused(response, "Klarere breve")


def test_the_end_must_be_a_time_after_the_start(cast, sitting):
    page = refused(cast["secretary"].post(url("meeting-close", sitting.pk), {"ended": "halv otte"}))
    assert "halv otte" in page
    refused(
        cast["secretary"].post(url("meeting-close", sitting.pk), {"ended": ""}),
        "Skriv, hvornår mødet blev hævet.",
    )


def test_an_adoption_asks_for_its_proposal(cast, sitting, item):
    set_decision(
        item.pk,
        outcome=Outcome.RECOMMENDED,
        content="<p>Anbefales.</p>",
        base_revision=0,
        by=cast.users["secretary"],
    )
    response = cast["secretary"].post(url("proposal-adopt", sitting.pk, item.uid), {})
    refused(response, "Vælg et forslag.")


def test_a_reservation_that_comes_after_the_approval_comes_back(cast):
    minutes = make.published_minutes(cast)
    response = cast["member"].post(
        url("minutes-review", minutes.meeting_id),
        {"choice": "reservation", "text": "Jeg sagde noget andet."},
    )
    refused(response, "Jeg sagde noget andet.")


def test_a_disqualification_before_the_meeting_is_asked_without_times(cast, item):
    page = cast["secretary"].get(url("item-edit", item.meeting_id, item.uid)).content.decode()
    assert "dq-person" in page
    assert "dq-left" not in page
    response = cast["secretary"].post(
        url("disqualification-add", item.meeting_id, item.uid), {"dq-note": "Ejer lejemålet"}
    )
    refused(response, "Ejer lejemålet")
