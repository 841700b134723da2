"""What somebody took on lives on until it is closed, and never leaves a closed item."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from meetings import services
from meetings.models import ActionPoint
from meetings.refusals import MinutesNotWritable, NotReady
from portal.audit.models import Entry
from portal.writing.rows import Overtaken, fingerprint
from tests.meetings import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(cast):
    meeting = make.plan(cast)
    item = make.add(cast, meeting, "Klare breve")
    make.add_closed(cast, meeting)
    make.publish(cast, meeting)
    make.open_now(cast, meeting)
    make.all_present(cast, meeting)
    return item


@pytest.fixture
def closed_item(item):
    return item.meeting.items.get(is_public=False)


def agree(cast, item, text="Skriv til borgerne", who="secretary", **values):
    if "responsible_outside" not in values:
        values.setdefault("responsible", cast.people["member"])
    return services.make_action(item.pk, text=text, by=cast.users[who], **values)


def seen(**values):
    return {name: fingerprint(value) for name, value in values.items()}


def test_it_lives_on_at_the_next_meeting_until_it_is_closed(cast, item):
    point = agree(cast, item, due_on=timezone.localdate() + timedelta(days=30))
    following = make.plan(cast, days=50)
    assert list(ActionPoint.objects.open().before(following)) == [point]
    assert not ActionPoint.objects.open().before(item.meeting)
    services.close_action(point.pk, by=cast.users["member"], state="done", words="Sendt")
    assert not ActionPoint.objects.open().before(following)
    services.reopen_action(point.pk, by=cast.users["chair"])
    assert list(ActionPoint.objects.open().before(following)) == [point]
    told = Entry.objects.filter(action__startswith="action.").order_by("pk")
    assert [entry.action for entry in told] == ["action.made", "action.closed", "action.reopened"]


def test_a_form_sent_twice_makes_it_once(cast, item):
    key = "0b0e6f0e-7d1c-4f4e-8a43-6f0a1f1f2c11"
    assert agree(cast, item, form_key=key) == agree(cast, item, form_key=key)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": "  "}, "text"),
        ({"responsible": None}, "responsible"),
        ({"responsible_outside": "Firma", "responsible": "member"}, "responsible"),
        ({"responsible": "outsider"}, "responsible"),
    ],
)
def test_it_says_what_and_who(cast, item, values, field):
    if values.get("responsible"):
        values = values | {"responsible": cast.people[values["responsible"]]}
    with pytest.raises(ValidationError) as refused:
        agree(cast, item, **values)
    assert field in refused.value.message_dict


def test_somebody_from_outside_may_do_it(cast, item):
    assert agree(cast, item, responsible_outside="Skovlyst Skole").who == "Skovlyst Skole"


def test_under_a_closed_item_it_is_never_public_and_only_for_those_who_may_read_it(
    cast, closed_item
):
    assert not agree(cast, closed_item, is_public=True).is_public
    for who in ("chief", "former_member"):
        with pytest.raises(ValidationError):
            agree(cast, closed_item, responsible=cast.people[who])
    services.disqualify(
        closed_item.pk, person=cast.people["politician"], by=cast.users["secretary"]
    )
    with pytest.raises(ValidationError):
        agree(cast, closed_item, responsible=cast.people["politician"])
    told = {
        who: ActionPoint.objects.visible_to(cast.users[who]).count()
        for who in ("member", "secretary", "politician", "chief", "outsider", "participant")
    }
    assert told == {
        "member": 1,
        "secretary": 1,
        "politician": 0,
        "chief": 0,
        "outsider": 0,
        "participant": 0,
    }


def test_who_does_it_reads_and_closes_it_without_a_seat(cast, item):
    point = agree(cast, item, responsible=cast.people["chief"])
    other = agree(cast, item, "Ring til skolen")
    chief = cast.users["chief"]
    assert list(ActionPoint.objects.visible_to(chief)) == [point]
    assert services.close_action(point.pk, by=chief, state="done", words="Talt").state == "done"
    for who in ("chief", "participant", "outsider"):
        with pytest.raises(PermissionDenied):
            services.close_action(other.pk, by=cast.users[who], state="done", words="Nej")


def test_two_who_change_different_things_both_count_and_the_same_is_shown(cast, item):
    day = timezone.localdate() + timedelta(days=9)
    point = agree(cast, item)
    opened = seen(text=point.text, due_on=None)
    services.change_action(
        point.pk, by=cast.users["chair"], opened_with=opened, text=point.text, due_on=day
    )
    services.change_action(
        point.pk, by=cast.users["member"], opened_with=opened, text="Skriv til alle", due_on=None
    )
    point.refresh_from_db()
    assert (point.text, point.due_on) == ("Skriv til alle", day)
    with pytest.raises(Overtaken):
        services.change_action(
            point.pk, by=cast.users["chair"], opened_with=opened, text="Skriv ikke"
        )


def test_two_who_close_it_differently_are_told(cast, item):
    point = agree(cast, item)
    opened = seen(state="open", words="")
    close = {"state": "done", "words": "Sendt", "opened_with": opened}
    services.close_action(point.pk, by=cast.users["member"], **close)
    services.close_action(point.pk, by=cast.users["member"], **close)  # the same again
    with pytest.raises(Overtaken):
        services.close_action(
            point.pk,
            by=cast.users["chair"],
            state="dropped",
            words="Ikke længere nødvendigt",
            opened_with=opened,
        )


def test_while_the_minutes_are_reviewed_nobody_changes_what_they_say(cast, item):
    point = agree(cast, item)
    make.decide_all(cast, item.meeting)
    services.close_meeting(
        item.meeting_id,
        by=cast.users["secretary"],
        at=item.meeting.starts_at + timedelta(hours=2),
    )
    minutes = item.meeting.minutes
    minutes.meeting.refresh_from_db()
    make.send_to_review(cast, minutes)
    for verb in (
        lambda: agree(cast, item, "Mere"),
        lambda: services.change_action(point.pk, by=cast.users["chair"], text="Andet"),
        lambda: services.remove_action(point.pk, by=cast.users["secretary"]),
    ):
        with pytest.raises(MinutesNotWritable):
            verb()
    services.close_action(point.pk, by=cast.users["member"], state="done", words="Sendt")


def test_what_was_a_mistake_is_taken_away_and_put_back(cast, item):
    point = agree(cast, item)
    services.remove_action(point.pk, by=cast.users["secretary"])
    assert not ActionPoint.objects.visible_to(cast.users["member"])
    services.restore_action(point.pk, by=cast.users["secretary"])
    assert ActionPoint.objects.visible_to(cast.users["member"])


def test_it_is_closed_under_an_item_of_a_meeting_whose_minutes_are_written(cast, item):
    point = agree(cast, item)
    services.close_action(
        point.pk, by=cast.users["secretary"], state="done", words="Sendt", in_item=item
    )
    point.refresh_from_db()
    assert point.closed_in_item == item
    with pytest.raises(NotReady):
        services.change_action(point.pk, by=cast.users["secretary"], text="Andet")


def test_the_database_refuses_one_that_nobody_does_or_that_is_closed_without_a_word(cast, item):
    point = agree(cast, item)
    for values in ({"responsible": None}, {"state": "done"}, {"text": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ActionPoint.objects.filter(pk=point.pk).update(**values)
