"""The demo as the issue asks for it, and as somebody from outside finds it."""

import re
from collections import Counter
from datetime import date, timedelta

import pytest
from django.core.management import CommandError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from committee.models import Committee, Deliverable, Membership, Municipality, WorkingGroup
from config.demo.people import DEMO_ACCOUNTS
from ideas.models import Answer, Idea, Support
from meetings.models import (
    AgendaItem,
    Attendance,
    Disqualification,
    ItemAttachment,
    Meeting,
    Minutes,
    MinutesVersion,
    Presence,
    ProtocolRemark,
    Vote,
)
from meetings.timeline import meeting_timeline
from portal.audit.models import Entry
from portal.discussion.models import Case, Comment
from portal.jobs.models import Job
from portal.notifications.models import Notice, OutboxMail
from portal.people.demo import PASSWORD
from portal.people.models import CapacityKind, User
from projects.models import Measurement, Proposal
from tests.demo import NOON, TODAY, load

CLOSED = re.compile(
    rb"isenkram|gammelgaard|forhandlingsposition|forhandlingsramme|ndergade 14", re.IGNORECASE
)
EVERYTHING = (
    User,
    Idea,
    Support,
    Comment,
    Answer,
    AgendaItem,
    Vote,
    MinutesVersion,
    Measurement,
    Entry,
    Notice,
    Job,
)


pytestmark = pytest.mark.usefixtures("demo", "that_day")


def test_the_committees_are_ongoing_ended_and_coming():
    assert Municipality.objects.get().name == "Bøgelund Kommune"
    on = TODAY
    assert [c.slug for c in Committee.objects.ongoing(on)] == ["innovation"]
    assert [c.slug for c in Committee.objects.ended(on)] == ["trygge-skoleveje"]
    assert [c.slug for c in Committee.objects.coming(on)] == ["unges-hverdag"]
    innovation = Committee.objects.get(slug="innovation")
    assert (innovation.started_on, innovation.ended_on) == (date(2026, 2, 24), date(2027, 4, 24))
    assert "februar 2017" in innovation.about_da
    assert "February 2017" in innovation.about_en
    assert innovation.contact_email.endswith("@example.dk")
    assert innovation.contact_name == "Mads Fjeldsted"
    tasks = innovation.mandates.published().get().tasks.all()
    targets = [(task.target_low, task.target_high) for task in tasks]
    assert targets == [(None, None), (3, 5), (None, None), (None, None)]


def test_five_politicians_and_ten_citizens_sit_in_it():
    seats = Membership.objects.current(TODAY).filter(committee__slug="innovation")
    assert Counter(m.appointed_as for m in seats.seats()) == {"politician": 5, "citizen": 10}
    assert Counter(m.role for m in seats) == {
        "chair": 1,
        "deputy": 1,
        "member": 13,
        "substitute": 1,
        "secretary": 1,
        "chief": 1,
    }
    assert WorkingGroup.objects.filter(committee__slug="innovation").count() == 3


def test_four_meetings_have_published_minutes_and_one_of_them_was_corrected():
    meetings = list(Meeting.objects.filter(committee__slug="innovation").order_by("starts_at"))
    minutes = dict(Minutes.objects.values_list("meeting", "state"))
    states = [(m.number, m.state, m.agenda_state, minutes.get(m.pk)) for m in meetings]
    assert states == [
        (1, "held", "locked", "published"),
        (2, "held", "locked", "published"),
        (None, "held", "locked", "published"),
        (3, "held", "locked", "published"),
        (None, "held", "locked", "in_review"),
        (4, "called", "draft", None),
        (None, "cancelled", "draft", None),
    ]
    assert timezone.localdate(meetings[4].starts_at) == TODAY - timedelta(days=7)
    assert timezone.localdate(meetings[5].starts_at) == TODAY + timedelta(days=14)
    ordinary = [m for m in meetings if m.number]
    assert all(6 <= m.items.standing_on_agenda().count() <= 10 for m in ordinary)
    versions = MinutesVersion.objects.order_by("minutes__meeting__starts_at", "number")
    assert [(v.minutes.meeting.number, v.number) for v in versions] == [
        (1, 1),
        (2, 1),
        (None, 1),
        (3, 1),
        (3, 2),
    ]
    first, second = (v.body.public for v in versions.filter(minutes__meeting__number=3))
    assert "de 30 mest sendte breve" in str(first)
    assert "de 40 mest sendte breve" in str(second)
    # The PDFs are made by the worker afterwards.
    assert Job.objects.filter(task="meetings.render_minutes").count() == 5


def test_a_meeting_was_adjourned_and_went_on_a_week_later_and_one_is_cancelled():
    adjourned = Meeting.objects.get(adjournments__isnull=False)
    first, second = meeting_timeline(adjourned).sittings
    assert second.begins - first.ends > timedelta(days=6)
    assert first.place != second.place
    said = Client().get(adjourned.minutes.get_absolute_url()).content.decode()
    assert second.place in said
    cancelled = Meeting.objects.get(state="cancelled")
    assert cancelled.cancelled_reason in Client().get(cancelled.get_absolute_url()).content.decode()


def test_deliverables_lead_to_the_items_that_dealt_with_them():
    linked = Deliverable.objects.filter(item_links__published_at__isnull=False).distinct()
    assert linked.count() >= 2
    for deliverable in linked:
        page = Client().get(deliverable.get_absolute_url()).content.decode()
        assert re.search(r"/moeder/\d+/punkter/", page)


def test_the_meetings_show_what_can_happen_at_one():
    closed = AgendaItem.objects.get(is_public=False)
    assert (closed.public_title, closed.shown_title) == ("Drøftelse af et lejemål",) * 2
    assert ItemAttachment.objects.filter(is_public=True).count() >= 8
    assert Attendance.objects.exclude(stands_in_for=None).count() == 2
    left = Presence.objects.get(attendance__person__name="Torben Skaarup")
    assert timezone.localtime(left.left_at).strftime("%H.%M") == "18.05"
    timeline = meeting_timeline(left.attendance.meeting)
    during = AgendaItem.objects.get(pk=timeline.item_left(left.left_at))
    assert during.shown_number == "5"
    assert Counter(vote.option for vote in Vote.objects.all()) == {
        "for": 11,
        "against": 1,
        "abstain": 1,
    }
    assert ProtocolRemark.objects.get().person.name == "Villy Brandstrup"
    assert Disqualification.objects.get().person.name == "Torben Skaarup"


def test_forty_ideas_come_from_all_seven_capacities():
    ideas = Idea.objects.all()
    assert ideas.count() == 40
    assert {idea.capacity_kind for idea in ideas} == set(CapacityKind.values)
    assert {i.handling for i in ideas} == {"new", "in_review", "answered"}
    assert {i.outcome for i in ideas} >= {"taken_up", "partly", "passed_on", "not_taken_up"}
    assert len({idea.title for idea in ideas}) == 40
    assert Comment.objects.count() >= 100
    assert {"pro", "con", "question", "experience"} <= {c.stance for c in Comment.objects.all()}
    assert Comment.objects.exclude(edited_at=None).exists()
    assert set(Case.objects.values_list("state", flat=True)) == {"open", "dismissed"}
    for idea in ideas:
        assert idea.support_count == Support.objects.filter(idea=idea).count() > 0
        assert idea.published_at < timezone.now()
    for answer in Answer.objects.select_related("idea"):
        assert answer.published_at - answer.idea.published_at < timedelta(days=31)


def test_four_proposals_stand_in_four_states():
    states = dict(Proposal.objects.values_list("title", "state"))
    assert states == {
        "Klare breve": "running",
        "Åbne værksteder": "submitted",
        "Nabohjælp på hjul": "returned",
        "Et menneske i røret": "draft",
    }
    running = Proposal.objects.get(state="running")
    assert running.versions.count() == 2
    assert Measurement.objects.filter(benefit__proposal=running).count() == 6
    assert all(proposal.benefits.exists() for proposal in Proposal.objects.all())


def test_the_record_tells_who_did_what_and_when():
    published = Entry.objects.get(action="minutes.published", subject_label__startswith="1. møde")
    assert (published.actor.email, published.role) == ("sekretaer@example.dk", "secretary")
    assert published.at == MinutesVersion.objects.get(minutes__meeting__number=1).published_at
    assert Entry.objects.filter(at__gt=NOON).count() == 0
    corrected = Entry.objects.get(action="minutes.corrected")
    assert corrected.actor.email == "formand@example.dk"


def test_no_mail_of_the_past_is_sent_and_only_new_notices_are_unread():
    assert OutboxMail.objects.count() == 0
    assert not Job.objects.filter(task__startswith="notifications.").exists()
    unread = Notice.objects.filter(read_at=None)
    assert 0 < unread.count() < Notice.objects.count()


@pytest.mark.parametrize("account", DEMO_ACCOUNTS, ids=lambda account: account.key)
def test_everybody_of_the_demo_can_sign_in(settings, account):
    settings.DEMO = True
    client = Client()
    form = {"login": account.email, "password": PASSWORD}
    response = client.post(reverse("account_login"), form, follow=True)
    assert response.context["user"].email == account.email
    assert client.get(reverse("people:my-page")).status_code == 200


def test_loading_again_changes_nothing(settings):
    settings.DEMO = True
    before = [model.objects.count() for model in EVERYTHING]
    assert "nothing is loaded" in load()
    assert [model.objects.count() for model in EVERYTHING] == before


def test_outside_the_demo_it_refuses(settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        load()


def test_closed_text_is_nowhere_on_the_public_pages():
    """Walk every link that a visitor finds from the front page, in both languages."""
    client, seen = Client(), set()
    waiting = ["/", "/en/", "/moeder/", "/ideer/", "/projekter/"]
    while waiting and len(seen) < 160:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        response = client.get(path)
        assert response.status_code < 500, path
        content = b"".join(response) if response.streaming else response.content
        assert not CLOSED.search(content), path
        if response.get("Content-Type", "").startswith("text/html"):
            found = re.findall(r'href="(/[^"#]*)', content.decode())
            waiting += [p for p in found if not p.startswith(("/static/", "/accounts/", "/admin"))]
    meeting = Meeting.objects.get(number=3)
    assert f"/moeder/{meeting.pk}/referat/" in seen
    assert len(seen) > 60
