"""What somebody took on lives on until it is closed, and never leaves a closed item."""

from datetime import timedelta
from io import BytesIO

import pypdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from meetings import papers, services
from meetings.models import ActionPoint, AgendaItem, Minutes
from meetings.refusals import MinutesNotWritable, NotReady
from meetings.services.actions import remind_of_actions
from portal.audit.models import Entry
from portal.notifications.models import Notice
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


# On the pages -----------------------------------------------------------------------------------


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


def held(cast, item):
    """Close the meeting and return its minutes, in draft."""
    make.decide_all(cast, item.meeting)
    services.close_meeting(
        item.meeting_id, by=cast.users["secretary"], at=item.meeting.starts_at + timedelta(hours=2)
    )
    return Minutes.objects.get(meeting=item.meeting_id)


def publish_all(cast, item):
    minutes = make.approve(cast, make.send_to_review(cast, held(cast, item)))
    make.publish_minutes(cast, minutes)
    return minutes


def test_it_is_entered_under_the_item_and_stands_in_the_minutes_and_their_pdf(cast, item):
    add = url("action-add", item.meeting_id, item.uid)
    values = {"action-text": "Skriv til borgerne", "action-is_public": "on"}
    refused = cast["member"].post(add, values)
    assert refused.status_code == 422
    assert "Skriv til borgerne" in refused.content.decode()  # what was typed is kept
    values |= {"action-responsible": cast.people["member"].pk, "action-due_on": "2031-05-04"}
    assert cast["member"].post(add, values).status_code == 302
    minutes = publish_all(cast, item)
    page = cast["public"].get(minutes.get_absolute_url()).content.decode()
    for words in ("Skriv til borgerne", "Mads Medlem", "4. maj 2031"):
        assert words in page.replace("\N{NO-BREAK SPACE}", " ")
    version = minutes.current_version
    paper = pypdf.PdfReader(BytesIO(papers.minutes_pdf(version.body.public)))
    text = "".join(each.extract_text() for each in paper.pages)
    assert "Skriv til borgerne" in text
    assert "4. maj 2031" in text.replace("\N{NO-BREAK SPACE}", " ")


def test_what_is_not_public_is_read_by_the_committee_only(cast, item, closed_item):
    agree(cast, item, "Ring stille", is_public=False)
    agree(cast, closed_item, "Hemmelig aftale")
    minutes = publish_all(cast, item)
    address = minutes.get_absolute_url()
    public = cast["public"].get(address).content.decode()
    assert "Ring stille" not in public
    assert "Hemmelig aftale" not in public
    inside = cast["member"].get(f"{address}?lukkede=1").content.decode()
    assert "Ring stille" in inside
    assert "Hemmelig aftale" in inside


def test_the_next_agenda_tells_what_is_still_open_to_whom_it_may(cast, item, closed_item):
    agree(cast, item, "Skriv til borgerne")
    agree(cast, item, "Ring stille", is_public=False)
    agree(cast, closed_item, "Hemmelig aftale")
    done = agree(cast, item, "Er gjort")
    publish_all(cast, item)
    services.close_action(done.pk, by=cast.users["member"], state="done", words="Ja")
    following = make.plan(cast, days=40)
    make.add(cast, following, "Næste skridt")
    inside = cast["member"].get(url("agenda-draft", following.pk)).content.decode()
    assert [words in inside for words in ("borgerne", "stille", "Hemmelig", "Er gjort")] == [
        True,
        True,
        True,
        False,
    ]
    make.publish(cast, following)
    address = following.current_agenda.get_absolute_url()
    public = cast["public"].get(address).content.decode()
    assert [words in public for words in ("borgerne", "stille", "Hemmelig")] == [True, False, False]
    closed_too = cast["member"].get(f"{address}?lukkede=1").content.decode()
    assert "Hemmelig aftale" in closed_too


def test_unpublished_minutes_tell_the_public_nothing_through_the_next_agenda(cast, item):
    agree(cast, item, "Skriv til borgerne")
    following = make.plan(cast, days=40)
    make.add(cast, following, "Næste skridt")
    make.publish(cast, following)
    address = following.current_agenda.get_absolute_url()
    assert "Skriv til borgerne" not in cast["public"].get(address).content.decode()


def test_an_item_closed_since_takes_its_follow_up_out_of_agendas_sent_out_before(cast, item):
    agree(cast, item, "Skriv til borgerne")
    publish_all(cast, item)
    following = make.plan(cast, days=40)
    make.add(cast, following, "Næste skridt")
    make.publish(cast, following)
    address = following.current_agenda.get_absolute_url()
    assert "Skriv til borgerne" in cast["public"].get(address).content.decode()
    AgendaItem.objects.filter(pk=item.pk).update(is_public=False, public_title="Et punkt")
    assert "Skriv til borgerne" not in cast["public"].get(address).content.decode()
    assert "Skriv til borgerne" in cast["member"].get(f"{address}?lukkede=1").content.decode()


def test_what_was_closed_under_an_item_stands_in_its_minutes(cast, item):
    point = agree(cast, item, "Skriv til borgerne")
    close = {"close-state": "done", "close-words": "Brevet er sendt", "close-in_item": item.pk}
    assert cast["secretary"].post(url("action-close", point.pk), close).status_code == 302
    minutes = publish_all(cast, item)
    page = cast["public"].get(minutes.get_absolute_url()).content.decode()
    assert "Brevet er sendt" in page


def test_two_at_once_are_shown_each_others_words(cast, item):
    point = agree(cast, item)
    page = url("action-detail", point.pk)
    opened = {who: form_of(cast[who].get(page)) for who in ("chair", "secretary")}
    opened["chair"]["action-text"] = "Skriv til alle"
    opened["secretary"]["action-text"] = "Ring til alle"
    assert cast["chair"].post(page, opened["chair"]).status_code == 302
    refused = cast["secretary"].post(page, opened["secretary"])
    assert refused.status_code == 409
    text = refused.content.decode()
    assert "Skriv til alle" in text
    assert "Ring til alle" in text


def form_of(response):
    form = response.context["form"]
    return {
        field.html_name: field.value() if field.value() is not None else ""
        for field in form
        if field.value() is not False
    }


def test_the_list_shows_what_is_open_and_can_be_narrowed(cast, item):
    today = timezone.localdate()
    agree(cast, item, "Skriv til borgerne", due_on=today - timedelta(days=2))
    agree(cast, item, "Ring til skolen", responsible=cast.people["chair"])
    done = agree(cast, item, "Er gjort")
    services.close_action(done.pk, by=cast.users["member"], state="done", words="Ja")

    def told(query):
        page = cast["secretary"].get(url("action-list") + query)
        return {point.text for point in page.context["rows"]}

    assert told("") == {"Skriv til borgerne", "Ring til skolen"}
    assert told("?vis=forfaldne") == {"Skriv til borgerne"}
    assert told("?vis=lukkede") == {"Er gjort"}
    assert told(f"?ansvarlig={cast.people['chair'].pk}") == {"Ring til skolen"}
    assert told("?udvalg=klima&ansvarlig=x&vis=y") == {"Skriv til borgerne", "Ring til skolen"}


def test_ones_own_stands_on_ones_own_page(cast, item):
    agree(cast, item, "Skriv til borgerne")
    page = reverse("people:my-page")
    assert "Skriv til borgerne" in cast["member"].get(page).content.decode()
    assert "Skriv til borgerne" not in cast["chair"].get(page).content.decode()


# Reminders --------------------------------------------------------------------------------------


def reminded(cast, who="member"):
    kind = "meetings.action_due"
    return Notice.objects.filter(user=cast.users[who], kind=kind).count()


def test_whoever_does_it_is_reminded_before_and_each_week_after_and_never_twice(cast, item):
    due = timezone.localdate() + timedelta(days=10)
    point = agree(cast, item, due_on=due)
    for day, told in ((-4, 0), (-3, 1), (-3, 1), (0, 1), (1, 2), (7, 2), (8, 3)):
        remind_of_actions(due + timedelta(days=day))
        assert reminded(cast) == told, day
    services.close_action(point.pk, by=cast.users["member"], state="done", words="Sendt")
    remind_of_actions(due + timedelta(days=15))
    assert reminded(cast) == 3
    notice = Notice.objects.filter(kind="meetings.action_due").latest("pk")
    assert "Skriv til borgerne" not in f"{notice.title_da} {notice.title_en}"
    assert cast["member"].get(notice.url).status_code == 200


def test_a_new_date_begins_anew(cast, item):
    due = timezone.localdate() + timedelta(days=2)
    point = agree(cast, item, due_on=due)
    remind_of_actions()
    services.change_action(point.pk, by=cast.users["secretary"], due_on=due + timedelta(days=1))
    remind_of_actions()
    assert reminded(cast) == 2
