"""Two of the group write the same: neither overwrites what they have not seen, nothing is lost."""

import pytest
from django.urls import reverse

from projects.models import Question
from tests.forms import form_on, text_of

from . import factories

pytestmark = pytest.mark.django_db


def facts(cast):
    proposal = factories.start(cast)
    return reverse("projects:proposal-edit", args=[proposal.pk]), "title", "starts_on"


def benefit(cast):
    proposal = factories.start(cast)
    row = factories.add_benefit(cast, proposal)
    return reverse("projects:benefit-edit", args=[proposal.pk, row.pk]), "title", "target_on"


FORMS = [facts, benefit]
DAY = "2031-05-03"


@pytest.mark.parametrize("place", FORMS)
def test_what_only_one_changed_merges_by_itself(cast, place):
    url, theirs, mine = place(cast)
    opened = form_on(cast["association"].get(url), with_field=mine)
    other = form_on(cast["member"].get(url), with_field=theirs)
    assert cast["member"].post(url, other | {theirs: "Mads' titel"}).status_code == 302
    assert cast["association"].post(url, opened | {mine: DAY}).status_code == 302
    now = form_on(cast["member"].get(url), with_field=mine)
    assert (now[theirs], now[mine]) == (["Mads' titel"], [DAY])


@pytest.mark.parametrize("place", FORMS)
def test_what_both_changed_is_shown_and_nothing_is_lost(cast, place):
    url, field, beside = place(cast)
    opened = form_on(cast["association"].get(url), with_field=field)
    other = form_on(cast["member"].get(url), with_field=field)
    assert cast["member"].post(url, other | {field: "Mads' titel"}).status_code == 302
    refused = cast["association"].post(url, opened | {field: "Astas titel", beside: DAY})
    assert refused.status_code == 409
    page = text_of(refused)
    assert "Mads' titel" in page
    assert f"{cast.users['member']} gemte" in page
    again = form_on(refused, with_field=field)
    assert (again[field], again[beside]) == (["Astas titel"], [DAY])
    untouched = form_on(cast["member"].get(url), with_field=field)
    assert (untouched[field], untouched[beside]) == (["Mads' titel"], other[beside])
    assert cast["association"].post(url, again).status_code == 302
    now = form_on(cast["member"].get(url), with_field=field)
    assert (now[field], now[beside]) == (["Astas titel"], [DAY])


def test_a_number_that_reads_the_same_is_not_a_change(cast):
    """The form says 15.400, the database 15400.00; the other's new number stays theirs."""
    url, title, _day = benefit(cast)
    opened = form_on(cast["association"].get(url), with_field=title)
    other = form_on(cast["member"].get(url), with_field=title)
    number = "baseline_value"
    assert cast["member"].post(url, other | {number: "16.000"}).status_code == 302
    assert cast["association"].post(url, opened | {title: "Astas titel"}).status_code == 302
    now = form_on(cast["member"].get(url), with_field=title)
    assert (now[number], now[title]) == (["16.000"], ["Astas titel"])


def test_two_halves_that_make_no_sense_together_are_refused(cast):
    url, _title, _day = facts(cast)
    opened = form_on(cast["association"].get(url), with_field="title")
    assert cast["member"].post(url, opened | {"starts_on": "2031-05-03"}).status_code == 302
    refused = cast["association"].post(url, opened | {"ends_on": "2031-05-01"})
    assert "Den sidste dag skal ligge efter den første." in text_of(refused)
    assert form_on(refused, with_field="title")["ends_on"] == ["2031-05-01"]


def test_two_answers_at_once_lose_neither(cast):
    proposal = factories.returned(cast)
    url = reverse("projects:question-answer", args=[proposal.pk, 1])
    opened = form_on(cast["association"].get(url), with_field="answer")
    assert cast["member"].post(url, opened | {"answer": "Mads svarer."}).status_code == 302
    refused = cast["association"].post(url, opened | {"answer": "Asta svarer."})
    assert refused.status_code == 409
    assert "Mads svarer." in text_of(refused)
    assert Question.objects.get(number=1).answer == "Mads svarer."
    again = form_on(refused, with_field="answer")
    assert again["answer"] == ["Asta svarer."]
    assert cast["association"].post(url, again).status_code == 302
    assert Question.objects.get(number=1).answer == "Asta svarer."
