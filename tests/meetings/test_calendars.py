"""Calendars that people's programs fetch: right in summer and winter, and closed when asked."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from django.conf import settings
from django.urls import reverse
from icalendar import Calendar

from meetings import services
from meetings.models import CalendarAddress
from tests.meetings import factories as make

ZONE = ZoneInfo("Europe/Copenhagen")
SUMMER, WINTER = datetime(2027, 3, 29, 17, tzinfo=ZONE), datetime(2027, 3, 22, 17, tzinfo=ZONE)
MY_PAGE = reverse("people:my-page")


def post(cast, who: str, name: str, **values):
    return cast[who].post(reverse(f"meetings:calendar-{name}"), values)


def opened(cast, who: str) -> str:
    """Open the calendar on my page and return the address that stands there."""
    post(cast, who, "open")
    address = CalendarAddress.objects.get(user=cast.users[who]).get_absolute_url()
    assert f'value="{settings.BASE_URL}{address}"' in cast[who].get(MY_PAGE).content.decode()
    return address


def events(answer) -> dict[str, vobject.base.Component]:
    """Read the calendar as a program of another house does; it refuses what is not valid."""
    calendar = vobject.readOne(answer.content.decode(), validate=True)
    return {event.uid.value: event for event in calendar.contents.get("vevent", [])}


def plan_at(cast, starts_at: datetime, **values):
    return make.plan(cast, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), **values)


@pytest.fixture
def both(cast):
    """A meeting on each side of the night when the clocks change."""
    return [plan_at(cast, WINTER, name="Vinter"), plan_at(cast, SUMMER, name="Sommer")]


@pytest.mark.parametrize("which", ["committee", "own", "file"])
def test_five_in_the_afternoon_is_five_on_both_sides_of_the_change(cast, both, which):
    if which == "file":
        found: dict = {}
        for meeting in both:
            address = reverse("meetings:meeting-calendar", args=[meeting.pk])
            found |= events(cast["public"].get(address))
    else:
        address = f"{reverse('meetings:meetings-calendar')}?udvalg=innovation"
        answer = cast["public"].get(opened(cast, "member") if which == "own" else address)
        found = events(answer)
        assert (
            Calendar.from_ical(answer.content).walk("VTIMEZONE")[0]["tzid"] == "Europe/Copenhagen"
        )
    times = {event.summary.value: event.dtstart.value for event in found.values()}
    for meeting in both:
        [at] = [at for title, at in times.items() if title.startswith(meeting.name)]
        assert at.hour == 17
        # The other program reckons with the rules that the file brings, not with its own.
        assert at.astimezone(UTC) == meeting.starts_at


def test_a_move_raises_the_sequence_and_a_cancelled_meeting_stays(cast, both):
    address = opened(cast, "chair")
    winter, summer = both
    before = events(cast["public"].get(address))
    services.change_meeting(
        winter.pk,
        by=cast.users["secretary"],
        starts_at=WINTER + timedelta(days=1),
        ends_at=WINTER + timedelta(days=1, hours=2),
        reason="Salen er optaget.",
    )
    services.cancel_meeting(summer.pk, by=cast.users["secretary"], reason="For få kan komme.")
    after = events(cast["public"].get(address))
    assert after.keys() == before.keys()
    moved, gone = (
        next(e for uid, e in after.items() if uid.startswith(f"meeting-{each.pk}@"))
        for each in both
    )
    assert int(moved.sequence.value) > int(before[moved.uid.value].sequence.value)
    assert moved.dtstart.value.day == WINTER.day + 1
    assert gone.status.value == "CANCELLED"
    assert int(gone.sequence.value) > int(before[gone.uid.value].sequence.value)
    assert gone.url.value == settings.BASE_URL + summer.get_absolute_url()


def test_it_holds_the_meetings_of_the_own_committees_and_those_one_is_called_to(cast):
    own = make.plan(cast, name="Vores")
    cast.seat("chief", "secretary", "official", committee=cast.other_committee)
    services.plan_meeting(
        cast.other_committee.pk,
        by=cast.users["chief"],
        name="Deres",
        place="Biblioteket",
        starts_at=own.starts_at,
        ends_at=own.ends_at,
    )
    called = make.plan(cast, name="Kaldt")
    services.call_meeting(called.pk, by=cast.users["secretary"])
    services.call_substitute(
        called.pk,
        by=cast.users["secretary"],
        membership=cast.memberships["substitute"],
        stands_in_for=cast.memberships["politician"],
    )

    def names(who: str) -> set[str]:
        found = events(cast["public"].get(opened(cast, who)))
        return {event.summary.value.partition(",")[0] for event in found.values()}

    assert names("member") == names("secretary") == {own.name, "Kaldt"}
    assert names("substitute") == {"Kaldt"}
    assert names("outsider") == {"Deres"}
    assert names("former_member") == names("participant") == set()


def test_nothing_in_it_is_closed_or_for_those_who_take_part_only(cast):
    meeting = make.plan(cast, online_link="https://video.example.dk/hemmeligt")
    make.add_closed(cast, meeting)
    make.publish(cast, meeting)
    told = cast["public"].get(opened(cast, "member")).content.decode()
    assert meeting.name in told
    assert make.SECRET not in told
    assert "hemmeligt" not in told


def test_the_address_needs_no_session_and_sets_none(cast, both, django_assert_max_num_queries):
    address = opened(cast, "member")
    with django_assert_max_num_queries(4):
        answer = cast["public"].get(address)
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer["Cache-Control"] == "private, no-store"


def test_a_new_address_ends_the_old_one_and_closing_ends_both(cast):
    first = opened(cast, "member")
    assert opened(cast, "member") == first  # asked for twice, it is the same
    for _twice in range(2):
        post(cast, "member", "renew", instead_of="1")
    second = CalendarAddress.objects.get().get_absolute_url()
    assert CalendarAddress.objects.get().number == 2
    assert cast["public"].get(first).status_code == 404
    assert cast["public"].get(second).status_code == 200
    post(cast, "member", "close")
    assert cast["public"].get(second).status_code == 404
    assert first not in cast["member"].get(MY_PAGE).content.decode()


def test_a_closed_account_and_a_guess_get_nothing(cast):
    address = opened(cast, "member")
    assert cast["public"].get(reverse("meetings:my-calendar", args=["x" * 43])).status_code == 404
    cast.users["member"].is_active = False
    cast.users["member"].save()
    assert cast["public"].get(address).status_code == 404


def test_who_asks_too_often_is_told_to_wait(cast, monkeypatch):
    monkeypatch.setattr("meetings.feeds.MOST_ASKED", 2)
    address = opened(cast, "member")
    assert [cast["public"].get(address).status_code for _ in range(3)] == [200, 200, 429]
    assert cast["public"].get(address)["Retry-After"]
