"""When a meeting really began: noted by a tap, corrected afterwards by whoever runs it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings import services
from meetings.timeline import sittings_of
from portal.audit.models import Entry
from tests.forms import form_on, text_of

from . import factories as make

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


@pytest.fixture
def room(cast):
    """Return a meeting that began a week ago at 17.00, its first item at the same moment."""
    meeting = make.plan(cast)
    make.add(cast, meeting, "Klare breve")
    make.publish(cast, meeting)
    week_ago = timezone.localtime() - timedelta(days=7)
    begun = week_ago.replace(hour=17, minute=0, second=12, microsecond=0)
    services.open_meeting(meeting.pk, by=cast.users["secretary"], at=begun)
    meeting.refresh_from_db()
    make.all_present(cast, meeting)
    make.was_on(cast, make.one_item(meeting, "Klare breve"), 0, 40)
    return meeting


def send(cast, meeting, who="secretary", page=None, **clocks):
    page = page or cast[who].get(url("minutes-edit", meeting.pk))
    typed = form_on(page, with_field="begins-1")
    typed |= {f"begins-{number[1:]}": clock for number, clock in clocks.items()}
    return cast[who].post(url("meeting-begun", meeting.pk), typed)


def begins(meeting):
    meeting.refresh_from_db()
    return [
        timezone.localtime(sitting.begins).strftime("%H:%M:%S") for sitting in sittings_of(meeting)
    ]


def test_the_beginning_is_corrected_and_the_item_that_began_with_it_moves_along(cast, room):
    assert send(cast, room, _1="16:55").status_code == 302
    assert begins(room) == ["16:55:00"]
    assert room.turns.get().began_at == room.started_at
    entry = Entry.objects.get(action="meeting.beginning_corrected")
    assert (entry.actor, entry.data["fields"]) == (cast.users["secretary"], ["1"])


def test_what_is_saved_as_it_stood_keeps_its_seconds_and_is_no_change(cast, room):
    assert send(cast, room).status_code == 302
    assert begins(room) == ["17:00:12"]
    assert not Entry.objects.filter(action="meeting.beginning_corrected").exists()


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        ("17:45", "Et punkt er noteret fra"),
        ("19:30", "Mødet skal slutte, efter at det begynder."),
        ("halv seks", "Skriv klokkeslættet"),
        ("", "Skriv, hvornår mødet begyndte."),
    ],
)
def test_a_beginning_that_cannot_be_is_refused_at_its_field(cast, room, clock, said):
    ended = room.started_at + timedelta(hours=2)
    services.close_meeting(room.pk, by=cast.users["secretary"], at=ended)
    refused = send(cast, room, _1=clock)
    assert refused.status_code == 422
    assert said in text_of(refused)
    assert b'id="id_begins-1_error"' in refused.content
    assert form_on(refused, with_field="begins-1")["begins-1"] == [clock]
    assert begins(room) == ["17:00:12"]


def test_an_end_before_the_beginning_is_refused_at_its_field(cast, room):
    refused = cast["secretary"].post(url("meeting-close", room.pk), {"ended": "16:30"})
    assert refused.status_code == 422
    assert "Mødet skal slutte, efter at det begynder." in text_of(refused)
    assert b'id="id_ended_error"' in refused.content


def test_a_beginning_after_somebody_had_left_is_refused_by_name(cast, room):
    letters = make.one_item(room, "Klare breve")
    services.correct_item_times(letters.pk, spans=[], by=cast.users["secretary"])
    whom = cast.memberships["member"].pk
    at = room.started_at + timedelta(minutes=10)
    services.note_attendance(
        room.pk, membership_id=whom, tap="left", by=cast.users["secretary"], at=at
    )
    refused = send(cast, room, _1="17:20")
    assert refused.status_code == 422
    assert f"{cast.people['member'].name} er noteret som kommet eller gået" in text_of(refused)


def test_two_corrections_at_once_are_shown_side_by_side(cast, room):
    page = cast["chair"].get(url("minutes-edit", room.pk))
    assert send(cast, room, _1="16:55").status_code == 302
    overtaken = send(cast, room, "chair", page, _1="16:58")
    assert overtaken.status_code == 409
    assert cast.people["secretary"].name in text_of(overtaken)
    assert send(cast, room, "chair", overtaken, _1="16:58").status_code == 302
    assert begins(room) == ["16:58:00"]


def test_the_second_day_has_its_own_beginning_and_begins_after_the_first(cast, room):
    by = cast.users["secretary"]
    adjourned = room.started_at + timedelta(hours=2)
    services.adjourn_meeting(
        room.pk, by=by, at=adjourned, resumes_at=adjourned + timedelta(days=1), place="Salen"
    )
    services.resume_meeting(room.pk, by=by, at=room.started_at + timedelta(days=1))
    assert send(cast, room, _2="17:10").status_code == 302
    assert begins(room) == ["17:00:12", "17:10:00"]
    refused = send(cast, room, _1="19:10")
    assert refused.status_code == 422
    assert begins(room) == ["17:00:12", "17:10:00"]
