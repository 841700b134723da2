"""A meeting that is broken off and goes on another day: two sittings under one set of minutes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from meetings import papers, services, snapshots
from meetings.models import Meeting
from meetings.refusals import NotReady
from meetings.services.voters import voters
from portal.notifications.models import Notice
from portal.ui import formats
from tests.forms import form_on, text_of

from . import factories as make
from .test_invitations import mail_to, write_mails

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


@pytest.fixture
def begun(cast):
    meeting = make.plan(cast)
    make.add(cast, meeting, "Klare breve")
    make.add(cast, meeting, "Åbne døre")
    make.publish(cast, meeting)
    start = timezone.now() - timedelta(days=7)
    services.open_meeting(meeting.pk, by=cast.users["secretary"], at=start)
    meeting.refresh_from_db()
    make.all_present(cast, meeting)
    make.was_on(cast, make.one_item(meeting, "Klare breve"), 5, 60)
    return meeting


@pytest.fixture
def adjourned(cast, begun):
    services.adjourn_meeting(
        begun.pk,
        by=cast.users["secretary"],
        at=begun.started_at + timedelta(minutes=60),
        resumes_at=timezone.now() + timedelta(days=1),
        place="Kulturhuset",
    )
    return begun


@pytest.fixture
def resumed(cast, adjourned):
    services.resume_meeting(
        adjourned.pk, by=cast.users["chair"], at=timezone.now() - timedelta(minutes=50)
    )
    adjourned.refresh_from_db()
    return adjourned


def record_of(meeting):
    minutes = type(meeting.minutes).objects.get(meeting=meeting)
    return snapshots.build_minutes(minutes, snapshots.Frame(1, timezone.now()), "public")


def test_it_is_adjourned_by_a_form_and_everybody_can_read_when_it_goes_on(cast, begun):
    page = url("meeting-adjourn", begun.pk)
    form = form_on(cast["secretary"].get(page), with_field="day")
    resumes = timezone.localtime(timezone.now() + timedelta(days=9)).replace(hour=17, minute=0)
    at = timezone.localtime(begun.started_at + timedelta(minutes=70))
    form |= {
        "adjourned": f"{at:%H:%M}",
        "day": f"{resumes:%Y-%m-%d}",
        "begins": "17:00",
        "place": "Kulturhuset",
    }
    assert cast["secretary"].post(page, form).status_code == 302
    said = text_of(cast["public"].get(begun.get_absolute_url())).replace("\xa0", " ")
    assert "Mødet er udsat" in said
    assert f"fortsætter {formats.when(resumes)}".replace("\xa0", " ") in said
    assert "Kulturhuset" in said
    assert Notice.objects.filter(title_da__contains="er udsat og fortsætter").exists()
    assert list(Meeting.objects.coming()) == [begun]
    listed = text_of(cast["public"].get(url("meeting-list")))
    assert "Udsat" in listed
    assert f"meeting-{begun.pk}-2@" in cast["public"].get(url("meetings-calendar")).content.decode()


def test_another_day_than_was_said_reaches_mails_and_calendars(cast, adjourned):
    def later_day():
        feed = Calendar.from_ical(cast["public"].get(url("meetings-calendar")).content)
        return next(each for each in feed.events if "-2@" in each["uid"])

    before = later_day()
    resumes = timezone.localtime(timezone.now() + timedelta(days=9)).replace(hour=18, minute=30)
    page = url("meeting-adjourn", adjourned.pk)
    form = form_on(cast["secretary"].get(page), with_field="day")
    form |= {"day": f"{resumes:%Y-%m-%d}", "begins": "18:30", "place": "Biblioteket"}
    assert cast["secretary"].post(page, form).status_code == 302
    after = later_day()
    assert after["uid"] == before["uid"]
    assert after["sequence"] > before["sequence"]
    assert after.start == resumes.replace(second=0, microsecond=0)
    write_mails()
    mail = mail_to(cast, "member", "er udsat og fortsætter")
    assert "kl.\xa018.30" in mail.body
    assert "Biblioteket" in mail.body
    assert f"SEQUENCE:{after['sequence']}" in mail.calendar


def test_it_does_not_go_on_before_it_was_adjourned(cast, begun):
    at = timezone.localtime(begun.started_at + timedelta(minutes=70))
    values = {
        "adjourned": f"{at:%H:%M}",
        "day": f"{at - timedelta(days=3):%Y-%m-%d}",
        "begins": "17:00",
        "place": "Rådhuset",
    }
    refused = cast["secretary"].post(url("meeting-adjourn", begun.pk), values)
    assert refused.status_code == 422
    assert "Mødet skal fortsætte, efter at det blev udsat" in text_of(refused)
    assert not begun.adjournments.exists()


def test_nothing_is_tapped_between_the_days(cast, adjourned):
    item = make.one_item(adjourned, "Åbne døre")
    with pytest.raises(NotReady, match="udsat"):
        services.begin_item(item.pk, by=cast.users["secretary"])
    with pytest.raises(NotReady, match="udsat"):
        services.close_meeting(adjourned.pk, by=cast.users["secretary"])
    page = cast["secretary"].get(url("minutes-edit", adjourned.pk))
    assert "Genoptag mødet" in text_of(page)


def test_it_can_turn_out_not_to_have_been_adjourned_and_all_who_were_told_hear_of_it(
    cast, adjourned
):
    write_mails()
    told = mail_to(cast, "member", "er udsat og fortsætter")
    assert cast["secretary"].post(url("adjournment-remove", adjourned.pk)).status_code == 302
    write_mails()
    mail = mail_to(cast, "member", "fortsætter alligevel ikke")
    (dropped,) = Calendar.from_ical(mail.calendar).events
    (later,) = [each for each in Calendar.from_ical(told.calendar).events if "-2@" in each["uid"]]
    assert "METHOD:CANCEL" in mail.calendar
    assert (dropped["uid"], dropped["status"]) == (later["uid"], "CANCELLED")
    assert dropped["sequence"] > later["sequence"]
    assert "-2@" not in cast["public"].get(url("meetings-calendar")).content.decode()
    services.close_meeting(
        adjourned.pk, by=cast.users["secretary"], at=adjourned.started_at + timedelta(hours=2)
    )
    assert record_of(adjourned)["meeting"]["sittings"] == []


def test_each_day_has_its_own_attendance_and_votes(cast, resumed):
    letters, doors = (make.one_item(resumed, title) for title in ("Klare breve", "Åbne døre"))
    make.all_present(cast, resumed, member="apology")
    assert services.entered(resumed, 1)[cast.memberships["member"].pk].status == "present"
    services.begin_item(doors.pk, by=cast.users["secretary"])
    assert cast.people["member"] in voters(letters)
    assert cast.people["member"] not in voters(doors)
    for number, status in ((1, "present"), (2, "apology")):
        page = cast["secretary"].get(url("attendance-of", resumed.pk, number))
        name = f"m{cast.memberships['member'].pk}-status"
        assert form_on(page, with_field=name)[name] == [status]


def test_minutes_page_and_paper_tell_of_both_days(cast, resumed):
    make.all_present(cast, resumed, member="apology")
    services.begin_item(make.one_item(resumed, "Åbne døre").pk, by=cast.users["secretary"])
    make.decide_all(cast, resumed)
    services.close_meeting(resumed.pk, by=cast.users["secretary"])
    resumed.refresh_from_db()
    minutes = make.send_to_review(cast, resumed.minutes)
    # Their seat ended between the days; at the first they were there, so they answer, too.
    services.review_minutes(minutes.pk, by=cast.users["former_member"], choice="approved")
    make.approve(cast, minutes)
    make.publish_minutes(cast, minutes)
    said = text_of(cast["public"].get(url("minutes-detail", resumed.pk))).replace("\xa0", " ")
    pause = resumed.adjournments.get()
    days = [formats.day(at).replace("\xa0", " ") for at in (resumed.started_at, pause.resumed_at)]
    ended, went_on = (
        formats.clock(at).replace("\xa0", " ") for at in (pause.adjourned_at, pause.resumed_at)
    )
    sentence = f"Mødet blev udsat {ended} og genoptaget {days[1]} {went_on}, Kulturhuset."
    assert sentence in said
    for day in days:
        assert f"Til stede {day}" in said
    assert f"Behandlet {days[0]}" in said
    assert f"Behandlet {days[1]}" in said
    record = minutes.current_version.body.public
    assert len(record["meeting"]["sittings"]) == 2
    assert [row["name"] for row in record["later_attendance"][0]["apologies"]] == ["Mads Medlem"]
    assert "Finn Forhenværende" in {row["name"] for row in record["attendance"]["present"]}
    assert papers.minutes_pdf(record).startswith(b"%PDF")
    # Whoever was at both days answered the review once.
    assert record["approved"]["present"] == 5
