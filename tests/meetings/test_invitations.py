"""Who is invited answers in one click from the mail, and the committee sees who comes."""

from datetime import timedelta

import pytest
from django.core import mail as sent
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from committee.models import Membership
from meetings import invitees, services
from meetings.models import Reply
from meetings.tasks import find_reminders
from portal.audit.models import Entry
from portal.jobs.models import Job
from portal.jobs.work import run_job
from portal.notifications.models import Notice, OutboxMail

from . import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast):
    return make.plan(cast, address="Skovvej 1")


def work(*tasks):
    """Do what waits in the queue, and what that starts."""
    while waiting := Job.objects.filter(state="queued", task__in=tasks).order_by("pk").first():
        run_job(waiting.pk)


def write_mails():
    work("notifications.write_mails", "notifications.send_mail")


def mail_to(cast, who, about=""):
    return OutboxMail.objects.filter(to=f"{who}@example.dk", subject__contains=about).latest("pk")


def path(meeting, cast, who, word=""):
    token = invitees.token(meeting, cast.memberships[who])
    address = reverse("meetings:reply-by-link", args=[token])
    return f"{address}?svar={word}" if word else address


def called(cast, meeting):
    make.publish(cast, meeting)
    return meeting


# The mail -------------------------------------------------------------------------------------


def test_all_who_hold_a_seat_are_invited_once_and_followers_hear_of_the_agenda(cast, meeting):
    make.add_closed(cast, meeting)
    called(cast, meeting)
    write_mails()
    invited = Notice.objects.filter(kind="meetings.invitation_sent")
    assert {notice.user_id for notice in invited} == {
        cast.users[who].pk for who in ("chair", "deputy", "politician", "member")
    }
    told = Notice.objects.filter(kind="meetings.agenda_published")
    assert {notice.user_id for notice in told} == {cast.users["secretary"].pk}
    mail = mail_to(cast, "member")
    assert mail.subject.startswith("Du er indkaldt til 1. møde")
    assert make.SECRET not in mail.body + mail.subject + mail.calendar
    assert make.NEUTRAL not in mail.body + mail.subject
    for word in ("ja", "nej", "stedfortraeder"):
        assert f"svar={word}" in mail.body
    assert "Rådhuset, lokale 2, Skovvej 1" in mail.body


def test_a_meeting_may_be_called_before_its_agenda_is_ready(cast, meeting):
    page = cast["secretary"].get(meeting.get_absolute_url()).content.decode()
    address = reverse("meetings:meeting-call", args=[meeting.pk])
    assert address in page
    assert "Inviteres" in page
    assert "Har ikke svaret" not in page
    cast["secretary"].post(address)
    assert "Har ikke svaret" in cast["member"].get(meeting.get_absolute_url()).content.decode()
    assert Notice.objects.filter(kind="meetings.invitation_sent").count() == 4
    called(cast, meeting)
    assert Notice.objects.filter(kind="meetings.invitation_sent").count() == 4
    assert Notice.objects.filter(
        kind="meetings.agenda_published", user=cast.users["member"]
    ).exists()


def test_the_mail_carries_the_meeting_for_the_calendar(cast, meeting):
    called(cast, meeting)
    write_mails()
    message = next(each for each in sent.outbox if each.to == ["member@example.dk"])
    [part] = [each for each in message.message().walk() if "calendar" in each.get_content_type()]
    assert part.get_param("method") == "PUBLISH"
    event = Calendar.from_ical(part.get_payload(decode=True)).walk("VEVENT")[0]
    assert event["sequence"] == 0
    assert event.decoded("dtstart") == meeting.starts_at
    assert str(event["location"]) == "Rådhuset, lokale 2, Skovvej 1"


# The answer -----------------------------------------------------------------------------------


def test_a_mail_scanner_that_opens_every_link_changes_nothing(cast, meeting):
    called(cast, meeting)
    for word in ("ja", "nej", "stedfortraeder", ""):
        for method in (cast["public"].get, cast["public"].head):
            assert method(path(meeting, cast, "member", word)).status_code == 200
    assert not Reply.objects.exists()


def test_one_click_and_one_button_without_signing_in(cast, meeting):
    called(cast, meeting)
    page = cast["public"].get(path(meeting, cast, "member", "ja"))
    form = page.context["form"]
    assert form["choice"].value() == "comes"
    assert list(form.visible_fields()) == []
    answer = cast["public"].post(path(meeting, cast, "member"), {"choice": "comes"})
    assert answer.status_code == 302
    reply = Reply.objects.get()
    assert (reply.membership, reply.choice) == (cast.memberships["member"], "comes")
    again = cast["public"].get(answer["Location"]).content.decode()
    assert "Dit svar: kommer" in again
    assert again.count("svar=") == 3
    entry = Entry.objects.get(action="meeting.invitation_answered")
    assert entry.actor == cast.users["member"]


def test_an_answer_can_be_changed_and_the_same_one_is_recorded_once(cast, meeting):
    called(cast, meeting)
    address = path(meeting, cast, "member")
    for choice in ("comes", "comes", "stays_away"):
        cast["public"].post(address, {"choice": choice, "reason": "Ferie"})
    assert Reply.objects.get().choice == "stays_away"
    assert Entry.objects.filter(action="meeting.invitation_answered").count() == 2


def test_the_link_shows_nothing_that_is_not_public(cast, meeting):
    make.add_closed(cast, meeting)
    meeting.online_link = "https://video.example.dk/hemmelig"
    meeting.save(update_fields=["online_link"])
    called(cast, meeting)
    answer = cast["public"].get(path(meeting, cast, "member", "nej"))
    assert make.SECRET not in answer.content.decode()
    assert "hemmelig" not in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("broken", ["", "x", ":", "WzEsMV0:1abc:def"])
def test_a_made_up_link_leads_nowhere(cast, meeting, broken):
    called(cast, meeting)
    token = invitees.token(meeting, cast.memberships["member"])
    for wrong in (broken or token[:-1], token.replace(":", ";")):
        address = f"/moeder/svar/{wrong}/"
        assert cast["public"].get(address).status_code == 404
        assert cast["public"].post(address, {"choice": "comes"}).status_code == 404


def test_the_link_of_who_left_the_committee_is_dead(cast, meeting):
    called(cast, meeting)
    address = path(meeting, cast, "member")
    Membership.objects.filter(pk=cast.memberships["member"].pk).update(
        ended_on=timezone.localdate()
    )
    assert cast["public"].get(address).status_code == 404


def test_the_link_ends_with_the_meeting(cast, meeting):
    called(cast, meeting)
    address = path(meeting, cast, "member")
    make.open_now(cast, meeting)
    assert "svar=" not in cast["public"].get(address).content.decode()
    answer = cast["public"].post(address, {"choice": "comes"})
    assert answer.status_code == 422
    assert not Reply.objects.exists()


def test_a_cancelled_meeting_says_so_behind_the_link(cast, meeting):
    called(cast, meeting)
    services.cancel_meeting(meeting.pk, reason="Formanden er syg.", by=cast.users["secretary"])
    page = cast["public"].get(path(meeting, cast, "member", "ja")).content.decode()
    assert "Formanden er syg." in page
    assert (
        cast["public"].post(path(meeting, cast, "member"), {"choice": "comes"}).status_code == 422
    )


def test_an_unknown_answer_is_refused(cast, meeting):
    called(cast, meeting)
    assert (
        cast["public"].post(path(meeting, cast, "member"), {"choice": "maaske"}).status_code == 422
    )
    assert not Reply.objects.exists()


def test_two_sessions_the_last_answer_holds(cast, meeting):
    called(cast, meeting)
    assert cast["member"].get(reverse("meetings:reply", args=[meeting.pk])).status_code == 200
    cast["public"].post(path(meeting, cast, "member"), {"choice": "comes"})
    cast["member"].post(reverse("meetings:reply", args=[meeting.pk]), {"choice": "stays_away"})
    assert Reply.objects.get().choice == "stays_away"


# Who comes ------------------------------------------------------------------------------------


def test_the_committee_sees_counts_and_quorum_and_only_some_see_reasons(cast, meeting):
    called(cast, meeting)
    for who, choice in (("chair", "comes"), ("deputy", "comes"), ("member", "stays_away")):
        said = {"choice": choice, "reason": "Til lægen"}
        cast["public"].post(path(meeting, cast, who), said)
    for who, sees in (
        ("secretary", True),
        ("chair", True),
        ("deputy", True),
        ("politician", False),
    ):
        page = cast[who].get(meeting.get_absolute_url()).content.decode()
        assert "2 af 4" in page, who
        assert ("Til lægen" in page) is sees, who
    assert "når 2 er der" in page
    for who in ("public", "participant", "chief", "admin", "outsider", "former_member"):
        page = cast[who].get(meeting.get_absolute_url()).content.decode()
        assert "Hvem kommer" not in page, who
        assert "Til lægen" not in page


def test_a_substitute_is_asked_for_called_invited_and_counted(cast, meeting):
    called(cast, meeting)
    address = path(meeting, cast, "politician", "stedfortraeder")
    page = cast["public"].get(address)
    assert [row.person.name for row in page.context["form"].fields["substitute"].queryset] == [
        "Stine Stedfortræder"
    ]
    said = {"choice": "substitute", "substitute": cast.memberships["substitute"].pk}
    assert cast["public"].post(path(meeting, cast, "politician"), said).status_code == 302
    told = Notice.objects.get(kind="meetings.substitute_wanted")
    assert told.user == cast.users["secretary"]
    desk = cast["secretary"].get(told.url)
    assert "Pia Politiker" in desk.content.decode()
    wish = desk.context["wishes"][0]
    call = {"membership": wish.substitute_id, "stands_in_for": wish.membership_id}
    cast["secretary"].post(told.url, call)
    write_mails()
    mail = mail_to(cast, "substitute", "indkaldt som stedfortræder")
    assert "svar=ja" in mail.body
    assert not cast["secretary"].get(told.url).context["wishes"]
    cast["public"].post(path(meeting, cast, "substitute"), {"choice": "comes"})
    page = cast["chair"].get(meeting.get_absolute_url()).content.decode()
    assert "1 af 4" in page
    assert "Stine Stedfortræder (for Pia Politiker)" in page


def test_nobody_asks_for_a_substitute_who_is_none(cast, meeting):
    called(cast, meeting)
    for wrong in (cast.memberships["chair"].pk, cast.memberships["outsider"].pk, 0):
        said = {"choice": "substitute", "substitute": wrong}
        answer = cast["public"].post(path(meeting, cast, "politician"), said)
        assert answer.status_code == 422
    # She is appointed for the politician's seat, not for the member's.
    said = {"choice": "substitute", "substitute": cast.memberships["substitute"].pk}
    assert not Reply.objects.exists()
    assert cast["public"].post(path(meeting, cast, "member"), said).status_code == 302
    assert Reply.objects.get().substitute is None


def test_answers_fill_in_the_attendance_list_when_the_meeting_begins(cast, meeting):
    called(cast, meeting)
    cast["public"].post(path(meeting, cast, "member"), {"choice": "stays_away"})
    cast["public"].post(path(meeting, cast, "politician"), {"choice": "substitute"})
    cast["public"].post(path(meeting, cast, "chair"), {"choice": "comes"})
    make.open_now(cast, meeting)
    meeting.refresh_from_db()
    entries = services.entered(meeting)
    said = {
        who: entries[cast.memberships[who].pk].status for who in ("member", "politician", "chair")
    }
    assert said == {"member": "apology", "politician": "apology", "chair": "present"}


def test_whoever_runs_the_meeting_notes_what_others_have_said(cast, meeting):
    cast.people["member"].user = None
    cast.people["member"].save()
    called(cast, meeting)
    page = cast["secretary"].get(meeting.get_absolute_url()).content.decode()
    address = reverse("meetings:reply-for", args=[meeting.pk, cast.memberships["member"].pk])
    assert address in page
    assert address not in cast["politician"].get(meeting.get_absolute_url()).content.decode()
    assert cast["politician"].post(address, {"choice": "comes"}).status_code == 403
    said = {"choice": "stays_away", "reason": "Ringede i dag"}
    assert cast["secretary"].post(address, said).status_code == 302
    assert Reply.objects.get().choice == "stays_away"
    entry = Entry.objects.get(action="meeting.invitation_answered")
    assert entry.actor == cast.users["secretary"]
    assert entry.data["person"] == cast.people["member"].pk
    foreign = reverse("meetings:reply-for", args=[meeting.pk, cast.memberships["outsider"].pk])
    assert cast["secretary"].post(foreign, said).status_code == 404


# Reminders ------------------------------------------------------------------------------------


def at(moment, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_who_has_not_answered_is_reminded_and_all_the_day_before(cast, meeting, monkeypatch):
    called(cast, meeting)
    cast["public"].post(path(meeting, cast, "member"), {"choice": "comes"})
    find_reminders()
    assert not Job.objects.filter(task="meetings.remind").exists()
    with monkeypatch.context() as then:
        at(meeting.starts_at - timedelta(days=2), then)
        for _twice in range(2):
            find_reminders()
            work("meetings.remind")
    wanted = Notice.objects.filter(kind="meetings.answer_wanted")
    assert {notice.user_id for notice in wanted} == {
        cast.users[who].pk for who in ("chair", "deputy", "politician")
    }
    with monkeypatch.context() as then:
        at(meeting.starts_at - timedelta(hours=20), then)
        find_reminders()
        work("meetings.remind")
    soon = Notice.objects.filter(kind="meetings.meeting_soon")
    assert {notice.user_id for notice in soon} == {
        cast.users[who].pk for who in ("chair", "deputy", "politician", "member", "secretary")
    }
    assert wanted.count() == 3


def test_a_reminder_whose_job_was_lost_or_done_twice_is_sent_once(cast, meeting, monkeypatch):
    called(cast, meeting)
    at(meeting.starts_at - timedelta(hours=20), monkeypatch)
    [key] = [key for key in services.reminders_due() if ":come:" in key]
    assert services.send_reminder(key) == 5
    assert services.send_reminder(key) == 0
    Job.objects.all().delete()
    find_reminders()
    work("meetings.remind")
    assert Notice.objects.filter(kind="meetings.meeting_soon").count() == 5


def test_a_committee_may_do_without_reminders(cast, meeting, monkeypatch):
    cast.committee.remind_days, cast.committee.remind_day_before = 0, False
    cast.committee.save()
    called(cast, meeting)
    at(meeting.starts_at - timedelta(hours=20), monkeypatch)
    assert services.reminders_due() == []


def test_nobody_is_reminded_of_a_meeting_that_was_cancelled_or_moved(cast, meeting, monkeypatch):
    called(cast, meeting)
    key = f"{meeting.pk}:come:{meeting.starts_at:%Y%m%d%H%M}"
    services.change_meeting(
        meeting.pk,
        by=cast.users["secretary"],
        starts_at=meeting.starts_at - timedelta(hours=1),
        reason="Salen er optaget.",
    )
    assert services.send_reminder(key) == 0
    services.cancel_meeting(meeting.pk, reason="Sne.", by=cast.users["secretary"])
    at(meeting.starts_at - timedelta(hours=20), monkeypatch)
    assert services.reminders_due() == []
