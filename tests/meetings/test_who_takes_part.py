"""Who stands in for whom, who frees whom, and what lies before the committee."""

import pytest
from django.urls import reverse

from meetings import services
from portal.notifications.models import Notice
from tests.projects import factories as make_projects

from . import factories as make

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


@pytest.fixture
def meeting(cast):
    meeting = make.plan(cast)
    make.add(cast, meeting, "Klare breve")
    make.publish(cast, meeting)
    return meeting


@pytest.fixture
def sitting(cast, meeting):
    make.open_now(cast, meeting)
    make.all_present(cast, meeting)
    meeting.refresh_from_db()
    return meeting


def call(cast, meeting, whom="politician"):
    pair = {
        "membership": cast.memberships["substitute"].pk,
        "stands_in_for": cast.memberships[whom].pk,
    }
    return cast["secretary"].post(url("substitutes", meeting.pk), pair)


@pytest.mark.parametrize("whom", ["secretary", "chief", "former_member", "substitute", "outsider"])
def test_nobody_stands_in_for_who_holds_no_seat(cast, meeting, whom):
    assert call(cast, meeting, whom).status_code == 422
    assert not meeting.calls.exists()
    with pytest.raises(Exception, match=r"\w"):
        services.call_substitute(
            meeting.pk,
            membership=cast.memberships["substitute"],
            stands_in_for=cast.memberships[whom],
            by=cast.users["secretary"],
        )


def test_nobody_stands_in_for_who_takes_part_in_all(cast, sitting):
    answer = call(cast, sitting)
    assert answer.status_code == 422
    assert answer.context["form"].errors["stands_in_for"]
    services.disqualify(
        make.one_item(sitting, "Klare breve").pk,
        person=cast.people["politician"],
        by=cast.users["secretary"],
    )
    assert call(cast, sitting).status_code == 302


def test_somebody_stands_in_for_who_stayed_away(cast, sitting):
    make.all_present(cast, sitting, politician="apology")
    assert call(cast, sitting).status_code == 302
    assert sitting.calls.get().stands_in_for == cast.memberships["politician"]


def test_a_disqualified_chair_does_not_take_it_back(cast, sitting):
    item = make.one_item(sitting, "Klare breve")
    row = services.disqualify(item.pk, person=cast.people["chair"], by=cast.users["secretary"])
    back = url("disqualification-remove", sitting.pk, item.uid, row.pk)
    cast["chair"].post(back)
    row.refresh_from_db()
    assert row.removed_at is None
    found_free = {"dq-person": cast.people["chair"].pk, "dq-is_upheld": "0"}
    cast["chair"].post(url("disqualification-add", sitting.pk, item.uid), found_free)
    row.refresh_from_db()
    assert row.is_upheld
    cast["deputy"].post(back)
    row.refresh_from_db()
    assert row.removed_at is not None


def test_only_what_lies_before_the_committee_is_adopted(cast, sitting):
    item = make.one_item(sitting, "Klare breve")
    services.set_decision(item.pk, outcome="approved", by=cast.users["secretary"])
    group = make_projects.make_group(cast)
    draft = make_projects.write(cast, make_projects.start(cast, group, title="Kladden"))
    adopt = url("proposal-adopt", sitting.pk, item.uid)
    cast["secretary"].post(adopt, {"adopt-proposal": draft.pk})
    assert not item.adoptions.exists()
    lying = make_projects.in_committee(cast, group=group, title="Hos udvalget")
    cast["secretary"].post(adopt, {"adopt-proposal": lying.pk})
    assert item.adoptions.get().proposal == lying


def test_a_remark_that_is_written_anew_asks_its_member_anew(cast, sitting):
    item = make.one_item(sitting, "Klare breve")
    save = url("remark-add", sitting.pk, item.uid)
    told = Notice.objects.filter(kind="meetings.remark_to_confirm", user=cast.users["member"])
    for number, text in enumerate(["Jeg er imod.", "Jeg er meget imod."], start=1):
        remark = {"remark-person": cast.people["member"].pk, "remark-text": text}
        assert cast["secretary"].post(save, remark).status_code == 302
        assert told.count() == number
