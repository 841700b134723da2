"""A moved or cancelled meeting keeps its page and says so, wherever somebody may meet it."""

from datetime import timedelta

import pytest
from django.core import mail as sent
from django.db import InternalError, ProgrammingError, transaction
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from meetings import services
from meetings.models import Meeting, MeetingMove, Reply
from portal.notifications.models import Notice
from portal.ui import formats

from . import factories as make
from .test_invitations import mail_to, path, write_mails

pytestmark = pytest.mark.django_db
REASON = "Salen er optaget af valget."


@pytest.fixture
def meeting(cast):
    made = make.plan(cast)
    make.add(cast, made, "Klare breve")
    return make.publish(cast, made)


def url(name, meeting):
    return reverse(f"meetings:{name}", args=[meeting.pk])


def form_of(cast, meeting, **changes):
    page = cast["secretary"].get(url("meeting-edit", meeting))
    form = page.context["form"]
    shown = {name: form[name].value() for name in form.fields}
    sent_ = {name: str(value) for name, value in shown.items() if value not in (None, False)}
    return sent_ | changes


def move(cast, meeting, days=7, **changes):
    day = timezone.localdate(meeting.starts_at) + timedelta(days=days)
    form = form_of(cast, meeting, day=f"{day:%Y-%m-%d}", reason=REASON, **changes)
    response = cast["secretary"].post(url("meeting-edit", meeting), form)
    meeting.refresh_from_db()
    return response


def cancel(cast, meeting):
    response = cast["secretary"].post(url("meeting-cancel", meeting), {"reason": REASON})
    meeting.refresh_from_db()
    return response


def pages_about(cast, meeting):
    """Return all that the public may come by: each page's text by its address."""
    item = make.one_item(meeting, "Klare breve")
    addresses = [
        "/",
        "/moeder/",
        "/moeder/?udvalg=innovation",
        "/udvalg/innovation/",
        meeting.get_absolute_url(),
        meeting.current_agenda.get_absolute_url(),
        item.get_absolute_url(),
    ]
    return {each: cast["public"].get(each).content.decode() for each in addresses}


def event(text):
    return Calendar.from_ical(text).walk("VEVENT")[0]


# Moved ----------------------------------------------------------------------------------------


def test_a_move_needs_a_reason_and_everything_typed_is_kept(cast, meeting):
    form = form_of(cast, meeting, place="Salen", reason="")
    answer = cast["secretary"].post(url("meeting-edit", meeting), form)
    assert answer.status_code == 422
    assert answer.context["form"].errors["reason"]
    assert answer.context["form"]["place"].value() == "Salen"
    private = form | {"reason": "Ring til Ida, 22 33 44 55"}
    assert cast["secretary"].post(url("meeting-edit", meeting), private).status_code == 422
    assert not MeetingMove.objects.exists()
    same_place = form_of(cast, meeting, access_info="Rampe ved nordporten")
    assert cast["secretary"].post(url("meeting-edit", meeting), same_place).status_code == 302


@pytest.mark.parametrize(("field", "value"), [("ends", "00:01"), ("day", ""), ("day", "32.13.26")])
def test_a_meeting_without_a_day_or_ending_before_it_starts_is_refused(cast, meeting, field, value):
    form = form_of(cast, meeting, **{field: value})
    answer = cast["secretary"].post(url("meeting-edit", meeting), form)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    new = {"day": "2031-03-04", "begins": "17:00", "ends": "19:00", "place": "Salen", field: value}
    answer = cast["secretary"].post(reverse("meetings:meeting-create"), new)
    assert answer.status_code == 422
    assert answer.context["form"]["place"].value() == "Salen"
    assert Meeting.objects.count() == 1


def test_a_moved_meeting_says_so_everywhere(cast, meeting):
    was = formats.day_short(timezone.localtime(meeting.starts_at))
    assert move(cast, meeting).status_code == 302
    for address, page in pages_about(cast, meeting).items():
        assert "lyttet" in page, address
        assert was in page or "/punkter/" in address, address
    page = pages_about(cast, meeting)[meeting.get_absolute_url()]
    assert REASON in page
    frozen = meeting.current_agenda.body.public["meeting"]["starts_at"]
    assert frozen != meeting.starts_at.isoformat()


def test_another_place_alone_is_a_move_too(cast, meeting):
    form = form_of(cast, meeting, place="Byrådssalen", reason=REASON)
    cast["secretary"].post(url("meeting-edit", meeting), form)
    for address in ("/", "/udvalg/innovation/"):
        assert "Mødet har fået et nyt sted." in cast["public"].get(address).content.decode()
    assert "Nyt sted" in cast["public"].get("/moeder/").content.decode()
    agenda = cast["public"].get(meeting.current_agenda.get_absolute_url()).content.decode()
    assert "Byrådssalen" in agenda


def test_each_move_stays_in_the_story_of_the_meeting(cast, meeting):
    move(cast, meeting)
    move(cast, meeting, place="Byrådssalen")
    page = cast["public"].get(meeting.get_absolute_url()).content.decode()
    assert page.count(REASON) == 2
    assert "Byrådssalen" in page
    made = MeetingMove.objects.latest("pk")
    with pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
        MeetingMove.objects.filter(pk=made.pk).update(reason="En anden")


def test_a_move_raises_the_sequence_and_asks_anew(cast, meeting):
    cast["public"].post(path(meeting, cast, "member"), {"choice": "comes"})
    before = event(cast["public"].get(url("meeting-calendar", meeting)).content)
    old_link = path(meeting, cast, "member", "nej")
    move(cast, meeting)
    after = event(cast["public"].get(url("meeting-calendar", meeting)).content)
    assert after["uid"] == before["uid"]
    assert after["sequence"] == before["sequence"] + 1
    assert after.decoded("dtstart") == meeting.starts_at
    write_mails()
    mail = mail_to(cast, "member", "flyttet")
    assert REASON in mail.body
    assert "svar=ja" in mail.body
    assert f"SEQUENCE:{after['sequence']}" in mail.calendar
    page = cast["chair"].get(meeting.get_absolute_url()).content.decode()
    assert "0 af 4" in page
    assert cast["public"].get(old_link).status_code == 200
    cast["public"].post(path(meeting, cast, "member"), {"choice": "stays_away"})
    assert Reply.objects.get().answers_for == meeting.starts_at


# Cancelled ------------------------------------------------------------------------------------


def test_a_cancelled_meeting_says_so_everywhere_and_keeps_its_pages(cast, meeting):
    assert cancel(cast, meeting).status_code == 302
    for address, page in pages_about(cast, meeting).items():
        assert "flyst" in page, address
    assert REASON in pages_about(cast, meeting)[meeting.get_absolute_url()]
    assert REASON in pages_about(cast, meeting)["/"]


def test_a_cancelled_meeting_promises_no_agenda(cast):
    planned = make.plan(cast)
    assert "Den kommer senest" in cast["public"].get(planned.get_absolute_url()).content.decode()
    assert cancel(cast, planned).status_code == 302
    page = cast["public"].get(planned.get_absolute_url()).content.decode()
    assert "Den kommer senest" not in page
    sent_back = cast["secretary"].get(url("agenda-edit", planned), follow=True).content.decode()
    assert "Åbn den for ændringer" not in sent_back
    assert "Mødet ligger ikke længere forude" in sent_back


def test_a_cancelled_meeting_takes_itself_off_the_calendar(cast, meeting):
    cancel(cast, meeting)
    one = cast["public"].get(url("meeting-calendar", meeting)).content.decode()
    assert "METHOD:CANCEL" in one
    feed = cast["public"].get(reverse("meetings:meetings-calendar"), {"udvalg": "innovation"})
    assert feed["Content-Type"].startswith("text/calendar")
    told = event(feed.content)
    assert str(told["status"]) == "CANCELLED"
    assert str(told["summary"]).startswith("Aflyst")
    write_mails()
    mail = mail_to(cast, "member", "aflyst")
    assert REASON in mail.body
    assert "svar=" not in mail.body
    [message] = [
        each
        for each in sent.outbox
        if each.to == ["member@example.dk"] and "aflyst" in each.subject
    ]
    [part] = [each for each in message.message().walk() if "calendar" in each.get_content_type()]
    assert part.get_param("method") == "CANCEL"


def test_followers_hear_of_it_without_being_asked(cast, meeting):
    cast["participant"].post(reverse("committee:committee-follow", args=["innovation"]))
    move(cast, meeting)
    write_mails()
    assert "svar=" not in mail_to(cast, "participant", "flyttet").body
    assert Notice.objects.filter(user=cast.users["participant"]).count() == 1


def test_the_calendar_of_a_committee_has_its_meetings_only(cast, meeting):
    services.plan_meeting(
        cast.committee.pk,
        by=cast.users["secretary"],
        starts_at=meeting.starts_at + timedelta(days=30),
        ends_at=meeting.ends_at + timedelta(days=30),
        place="Salen",
    )
    feed = reverse("meetings:meetings-calendar")
    both = Calendar.from_ical(cast["public"].get(feed, {"udvalg": "innovation"}).content)
    assert len(both.walk("VEVENT")) == 2
    assert str(both["x-wr-calname"]) == "Opgaveudvalget for innovation"
    none = Calendar.from_ical(cast["public"].get(feed, {"udvalg": "klima"}).content)
    assert none.walk("VEVENT") == []
    assert cast["public"].get(feed, {"udvalg": "findes-ikke"}).status_code == 404


def test_a_cancelled_meeting_stands_among_the_coming_ones_until_its_day(cast, meeting):
    cancel(cast, meeting)
    coming, behind = cast["public"].get("/moeder/").content.decode().split('id="held"')
    assert meeting.get_absolute_url() in coming
    assert meeting.get_absolute_url() not in behind
