"""Two secretaries edit the same: neither overwrites what they have not seen, nothing is lost."""

import pytest
from django.utils import timezone

from committee.models import TaskProgress
from portal.people.models import Person
from tests.forms import form_on, text_of

from .factories import days, make_group, make_mandate

pytestmark = pytest.mark.django_db
HOME = "/udvalg/innovation/"


@pytest.fixture
def another(cast):
    """Return the client of a second secretary."""
    cast.people["participant"] = Person.objects.create(
        name="Petra Prøve", user=cast.users["participant"]
    )
    cast.seat("participant", "secretary", "official")
    return cast["participant"]


def committee_texts(cast):
    return f"{HOME}rediger/", "lead_da", "about_da"


def mandate_draft(cast):
    make_mandate(cast.committee)
    draft = cast["secretary"].post(f"{HOME}kommissorium/ny/")
    return draft["Location"], "background_da", "reporting_da"


def mandate_tasks(cast):
    return mandate_draft(cast)[0], "tasks-0-title_da", "reporting_da"


def working_group(cast):
    return f"{make_group(cast.committee).get_absolute_url()}rediger/", "purpose", "name"


def progress(cast):
    make_mandate(cast.committee)
    TaskProgress.objects.create(
        committee=cast.committee,
        task_number=1,
        steps_done=1,
        steps_total=5,
        updated_at=timezone.now(),
    )
    return f"{HOME}opgaver/1/", "next_da", "status_da"


def person(cast):
    return f"{HOME}personer/{cast.people['member'].pk}/", "phone", "name"


FORMS = [committee_texts, mandate_draft, mandate_tasks, working_group, progress, person]


@pytest.mark.parametrize("place", FORMS)
def test_what_only_one_changed_merges_by_itself(cast, another, place):
    url, theirs, mine = place(cast)
    opened = form_on(cast["secretary"].get(url), with_field=mine)
    other = form_on(another.get(url), with_field=theirs)
    assert another.post(url, other | {theirs: "20202020"}).status_code == 302
    saved = cast["secretary"].post(url, opened | {mine: "Det jeg skrev"})
    assert saved.status_code == 302
    now = form_on(cast["secretary"].get(url), with_field=mine)
    assert (now[theirs], now[mine]) == (["20202020"], ["Det jeg skrev"])


@pytest.mark.parametrize("place", FORMS)
def test_what_both_changed_is_shown_and_nothing_is_lost(cast, another, place):
    url, field, beside = place(cast)
    opened = form_on(cast["secretary"].get(url), with_field=field)
    other = form_on(another.get(url), with_field=field)
    assert another.post(url, other | {field: "20202020"}).status_code == 302
    typed = opened | {field: "30303030", beside: "Også dette"}
    refused = cast["secretary"].post(url, typed)
    assert refused.status_code == 409
    page = text_of(refused)
    assert "20202020" in page
    assert "Petra Prøve gemte" in page
    again = form_on(refused, with_field=field)
    assert (again[field], again[beside]) == (["30303030"], ["Også dette"])
    untouched = form_on(another.get(url), with_field=field)
    assert (untouched[field], untouched[beside]) == (["20202020"], other[beside])
    assert cast["secretary"].post(url, again).status_code == 302
    now = form_on(another.get(url), with_field=field)
    assert (now[field], now[beside]) == (["30303030"], ["Også dette"])


def test_what_the_other_alone_changed_stands_in_the_form_that_is_shown_again(cast, another):
    url, field, beside = committee_texts(cast)
    opened = form_on(cast["secretary"].get(url), with_field=field)
    other = form_on(another.get(url), with_field=field)
    another.post(url, other | {field: "Din", beside: "Kun din", "count_saturday": "on"})
    refused = cast["secretary"].post(url, opened | {field: "Min"})
    again = form_on(refused, with_field=field)
    assert (again[beside], again["count_saturday"]) == (["Kun din"], ["on"])


def test_the_last_day_of_a_membership_is_not_overwritten_unseen(cast, another):
    url = f"{HOME}medlemmer/{cast.memberships['member'].pk}/afslut/"
    opened = form_on(cast["secretary"].get(url), with_field="ended_on")
    today = opened["ended_on"][0]
    assert another.post(url, opened | {"ended_on": "2099-01-01"}).status_code in {200, 302}
    assert cast["secretary"].post(url, opened | {"reason": "Flyttet"}).status_code == 409
    again = form_on(
        cast["secretary"].post(url, opened | {"reason": "Flyttet"}), with_field="ended_on"
    )
    assert (again["ended_on"], again["reason"]) == ([today], ["Flyttet"])
    assert cast["secretary"].post(url, again).status_code == 302


def test_links_are_rows_that_merge_as_a_whole(cast, another):
    url = f"{HOME}links/"
    opened = form_on(cast["secretary"].get(url), with_field="form-0-url")
    theirs = {"form-0-title_da": "Deres", "form-0-url": "https://deres.example.dk/"}
    mine = {"form-0-title_da": "Min", "form-0-url": "https://min.example.dk/"}
    assert another.post(url, opened | theirs).status_code == 302
    refused = cast["secretary"].post(url, opened | mine)
    assert refused.status_code == 409
    assert "Deres, https://deres.example.dk/" in text_of(refused)
    again = form_on(refused, with_field="form-0-url")
    assert again["form-0-title_da"] == ["Min"]
    assert cast["secretary"].post(url, again).status_code == 302
    assert [link.title_da for link in cast.committee.links.all()] == ["Min"]


def test_a_post_that_saw_nothing_speaks_for_what_it_names(cast):
    """Scripts post without the print; they say what they want, and overwrite it knowingly."""
    url = working_group(cast)[0]
    values = {"name": "Nyt navn", "purpose": "", "started_on": days(-10).isoformat()}
    assert cast["secretary"].post(url, values).status_code == 302


def test_a_garbled_print_overwrites_nothing(cast):
    url, field, _beside = committee_texts(cast)
    opened = form_on(cast["secretary"].get(url), with_field=field)
    cast["secretary"].post(url, opened | {field: "Først"})
    garbled = opened | {"opened_with": "x::: \u0000 lead_da", field: "Dernæst"}
    assert cast["secretary"].post(url, garbled).status_code in {409, 422}
    cast.committee.refresh_from_db()
    assert cast.committee.lead_da == "Først"
