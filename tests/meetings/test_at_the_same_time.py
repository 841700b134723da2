"""Two people work on the same meeting: neither overwrites what they have not seen."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings import services
from meetings.services.voters import voters
from tests.forms import form_on, text_of
from tests.ideas import factories as make_ideas

from . import factories as make

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


@pytest.fixture
def coming(cast):
    meeting = make.plan(cast)
    make.add(cast, meeting, "Klare breve")
    meeting.refresh_from_db()
    return meeting


@pytest.fixture
def sitting(cast, coming):
    make.publish(cast, coming)
    make.open_now(cast, coming)
    make.all_present(cast, coming)
    coming.refresh_from_db()
    return coming


def both(cast, page, save, field, theirs, mine, **beside):
    """Let the chair save first and the secretary, who opened before, save after."""
    opened = form_on(cast["secretary"].get(page), with_field=field)
    other = form_on(cast["chair"].get(page), with_field=field)
    assert cast["chair"].post(save, other | theirs).status_code == 302
    return cast["secretary"].post(save, opened | mine | beside)


def test_place_and_time_merge(cast, coming):
    edit = url("meeting-edit", coming.pk)
    start = timezone.localtime(coming.starts_at)
    ends = f"{start + timedelta(hours=3):%H:%M}"
    saved = both(
        cast,
        edit,
        edit,
        "place",
        {"place": "Byrådssalen", "reason": "Sal optaget."},
        {"ends": ends},
    )
    assert saved.status_code == 302
    coming.refresh_from_db()
    assert coming.place == "Byrådssalen"
    assert f"{timezone.localtime(coming.ends_at):%H:%M}" == ends


def test_two_times_are_shown_side_by_side(cast, coming):
    edit = url("meeting-edit", coming.pk)
    refused = both(
        cast,
        edit,
        edit,
        "place",
        {"begins": "12:05", "reason": "Sal optaget."},
        {"begins": "12:20", "reason": "Sal optaget."},
    )
    assert refused.status_code == 409
    assert "Frida Formand gemte" in text_of(refused)
    again = form_on(refused, with_field="place")
    assert again["begins"] == ["12:20"]
    coming.refresh_from_db()
    assert f"{timezone.localtime(coming.starts_at):%H:%M}" == "12:05"
    assert cast["secretary"].post(edit, again).status_code == 302
    coming.refresh_from_db()
    assert f"{timezone.localtime(coming.starts_at):%H:%M}" == "12:20"


def test_an_items_facts_merge_field_by_field(cast, coming):
    item = make.one_item(coming, "Klare breve")
    page, save = url("item-edit", coming.pk, item.uid), url("item-facts", coming.pk, item.uid)
    theirs, mine = {"facts-title": "Klarere breve"}, {"facts-planned_minutes": "45"}
    assert both(cast, page, save, "facts-title", theirs, mine).status_code == 302
    item.refresh_from_db()
    assert (item.title, item.planned_minutes) == ("Klarere breve", 45)
    clash = both(cast, page, save, "facts-title", {"facts-title": "A"}, {"facts-title": "B"})
    assert clash.status_code == 409
    again = form_on(clash, with_field="facts-title")
    assert again["facts-title"] == ["B"]
    assert cast["secretary"].post(save, again).status_code == 302


def test_ideas_taken_up_are_not_dropped_unseen(cast, coming):
    item = make.one_item(coming, "Klare breve")
    one, two = make_ideas.make_idea(cast, title="Én"), make_ideas.make_idea(cast, title="To")
    page, save = url("item-edit", coming.pk, item.uid), url("item-links", coming.pk, item.uid)
    theirs, mine = {"links-numbers": str(one.number)}, {"links-numbers": str(two.number)}
    refused = both(cast, page, save, "links-numbers", theirs, mine)
    assert refused.status_code == 409
    assert form_on(refused, with_field="links-numbers")["links-numbers"] == [str(two.number)]
    assert [link.idea for link in item.idea_links.all()] == [one]


def test_attendance_of_different_people_merges(cast, sitting):
    page = url("attendance", sitting.pk)
    name = {who: f"m{cast.memberships[who].pk}-status" for who in ("member", "politician")}
    theirs, mine = {name["member"]: "apology"}, {name["politician"]: "apology"}
    assert both(cast, page, page, name["member"], theirs, mine).status_code == 302
    standing = services.entered(sitting)
    for who in name:
        assert standing[cast.memberships[who].pk].status == "apology"


def test_two_answers_about_one_person_are_shown_side_by_side(cast, sitting):
    page = url("attendance", sitting.pk)
    field = f"m{cast.memberships['member'].pk}-left0"
    start = timezone.localtime(sitting.starts_at)
    early, late = (f"{start + timedelta(minutes=m):%H:%M}" for m in (30, 50))
    refused = both(cast, page, page, field, {field: early}, {field: late})
    assert refused.status_code == 409
    assert early.removeprefix("0").replace(":", ".") in text_of(refused)
    again = form_on(refused, with_field=field)
    assert again[field] == [late]
    assert cast["secretary"].post(page, again).status_code == 302
    (stay,) = services.entered(sitting)[cast.memberships["member"].pk].stays
    assert f"{timezone.localtime(stay.ends):%H:%M}" == late


def test_votes_merge_by_person_and_clash_by_person(cast, sitting):
    item = make.one_item(sitting, "Klare breve")
    page, save = url("minutes-item", sitting.pk, item.uid), url("vote-save", sitting.pk, item.uid)
    first, second, *_rest = [f"vote-{person.pk}" for person in voters(item)]
    assert both(cast, page, save, first, {first: "for"}, {second: "against"}).status_code == 302
    cast_ = {f"vote-{row.person_id}": row.option for row in item.votes.get().ballots.all()}
    assert cast_ == {first: "for", second: "against"}
    clash = both(cast, page, save, first, {first: "abstain"}, {first: "against"})
    assert clash.status_code == 409
    assert form_on(clash, with_field=first)[first] == ["against"]


def test_the_outcome_is_not_overwritten_unseen(cast, sitting):
    item = make.one_item(sitting, "Klare breve")
    page = url("minutes-item", sitting.pk, item.uid)
    save = url("decision-save", sitting.pk, item.uid)
    theirs = {"outcome": "approved"}
    mine = {"outcome": "discussed", "content": "<p>Drøftet.</p>"}
    refused = both(cast, page, save, "outcome", theirs, mine)
    assert refused.status_code == 409
    again = form_on(refused, with_field="outcome")
    assert (again["outcome"], again["content"]) == (["discussed"], ["<p>Drøftet.</p>"])
    item.refresh_from_db()
    assert item.outcome == "approved"
    assert cast["secretary"].post(save, again).status_code == 302


def test_a_disqualification_is_not_turned_round_unseen(cast, sitting):
    item = make.one_item(sitting, "Klare breve")
    page = url("minutes-item", sitting.pk, item.uid)
    save = url("disqualification-add", sitting.pk, item.uid)
    whom = {"dq-person": str(cast.people["member"].pk)}
    refused = both(
        cast, page, save, "dq-person", whom | {"dq-is_upheld": "1"}, whom | {"dq-is_upheld": "0"}
    )
    assert refused.status_code == 409
    assert item.disqualifications.get().is_upheld
    again = form_on(refused, with_field="dq-person")
    assert cast["secretary"].post(save, again).status_code == 302
    assert not item.disqualifications.get().is_upheld


def test_the_end_is_not_moved_unseen(cast, sitting):
    page, save = url("minutes-edit", sitting.pk), url("meeting-close", sitting.pk)
    start = timezone.localtime(sitting.started_at)
    theirs, mine = ({"ended": f"{start + timedelta(minutes=m):%H:%M}"} for m in (90, 95))
    refused = both(cast, page, save, "ended", theirs, mine)
    assert refused.status_code == 409
    again = form_on(refused, with_field="ended")
    assert again["ended"] == [mine["ended"]]
    assert cast["secretary"].post(save, again).status_code == 302
