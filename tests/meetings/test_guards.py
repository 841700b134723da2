"""Who may take an agenda and minutes from state to state: the whole table, asked for every role.

`goes` is allowed and does it, `stays` is allowed and was done before, `-` is not this person's to
do. The substitute is called to this meeting; "all others" are the chief, the administrator, former
members and outsiders. `moved` and `not-ready` are refusals in words: it has moved on meanwhile, or
something must come first.
"""

from datetime import timedelta
from functools import cache

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from meetings import services
from meetings.models import Approval, Meeting, Minutes
from meetings.refusals import MovedOn, NotReady

from . import factories as make

pytestmark = pytest.mark.django_db

WHO = [
    "member",
    "chair",
    "deputy",
    "secretary",
    "substitute",
    "chief",
    "admin",
    "former_member",
    "outsider",
]

AGENDA = """
                     member     chair      deputy     secretary  substitute  all others
draft
  to review          goes       goes       goes       goes       goes       -
  back to draft      -          stays      stays      stays      -          -
  send out           -          moved      moved      moved      -          -
  reopen             -          moved      moved      moved      -          -
  open the meeting   -          not-ready  not-ready  not-ready  -          -
in review
  to review          stays      stays      stays      stays      stays      -
  back to draft      -          goes       goes       goes       -          -
  send out           -          goes       goes       goes       -          -
  reopen             -          moved      moved      moved      -          -
  open the meeting   -          not-ready  not-ready  not-ready  -          -
sent out
  to review          moved      moved      moved      moved      moved      -
  back to draft      -          moved      moved      moved      -          -
  send out           -          stays      stays      stays      -          -
  reopen             -          goes       goes       goes       -          -
  open the meeting   -          goes       goes       goes       -          -
draft of the next
  to review          goes       goes       goes       goes       goes       -
  back to draft      -          stays      stays      stays      -          -
  send out           -          moved      moved      moved      -          -
  reopen             -          stays      stays      stays      -          -
  open the meeting   -          not-ready  not-ready  not-ready  -          -
locked
  to review          moved      moved      moved      moved      moved      -
  back to draft      -          moved      moved      moved      -          -
  send out           -          moved      moved      moved      -          -
  reopen             -          moved      moved      moved      -          -
  open the meeting   -          stays      stays      stays      -          -
"""

MINUTES = """
draft with gaps
  answer             -          -          -          -          -          -
  to review          -          -          -          not-ready  -          -
  back to draft      -          -          -          stays      -          -
  approve            -          moved      moved      -          -          -
  publish            -          moved      moved      moved      -          -
  correct            -          moved      moved      moved      -          -
draft
  answer             moved      moved      moved      -          moved      -
  to review          -          -          -          goes       -          -
  back to draft      -          -          -          stays      -          -
  approve            -          moved      moved      -          -          -
  publish            -          moved      moved      moved      -          -
  correct            -          moved      moved      moved      -          -
answers missing
  answer             goes       goes       goes       -          goes       -
  to review          -          -          -          stays      -          -
  back to draft      -          -          -          goes       -          -
  approve            -          not-ready  not-ready  -          -          -
  publish            -          moved      moved      moved      -          -
  correct            -          moved      moved      moved      -          -
deadline over
  answer             goes       goes       goes       -          goes       -
  back to draft      -          -          -          goes       -          -
  approve            -          goes       goes       -          -          -
  publish            -          moved      moved      moved      -          -
approved
  answer             moved      moved      moved      -          moved      -
  to review          -          -          -          moved      -          -
  back to draft      -          -          -          moved      -          -
  approve            -          stays      stays      -          -          -
  publish            -          goes       goes       goes       -          -
  correct            -          moved      moved      moved      -          -
published
  answer             moved      moved      moved      -          moved      -
  to review          -          -          -          moved      -          -
  back to draft      -          -          -          moved      -          -
  approve            -          moved      moved      -          -          -
  publish            -          stays      stays      stays      -          -
  correct            -          goes       goes       goes       -          -
being corrected by the chair
  answer             moved      moved      moved      -          moved      -
  to review          -          -          -          moved      -          -
  approve            -          moved      moved      -          -          -
  publish            -          moved      moved      moved      -          -
  release            -          -          goes       goes       -          -
"""


def rows(table):
    """Return each row as its state, its verb and what every role hears."""
    found, state = [], ""
    for line in filter(str.strip, table.splitlines()):
        words = line.split("  ")
        cells = [word.strip() for word in words if word.strip()]
        if cells[0] == "member":
            continue
        if not line.startswith(" "):
            state = line.strip()
            continue
        verb, *told = cells
        found.append((state, verb, told + ["-"] * (len(WHO) - len(told))))
    return found


def heard(cast, verb, who, row):
    """Try a verb for somebody, undo it, and return what they heard."""
    before = state_of(row)
    with transaction.atomic():
        try:
            with transaction.atomic():
                verb(cast.users[who])
        except PermissionDenied:
            return "-"
        except (MovedOn, NotReady) as refusal:
            kind = "moved" if isinstance(refusal, MovedOn) else "not-ready"
            return kind if len(str(refusal)) > 20 else f"{kind}, without a word"
        after = state_of(row)
        transaction.set_rollback(True)
    return "stays" if after == before else "goes"


def state_of(row):
    fresh = type(row).objects.get(pk=row.pk)
    answers = Approval.objects.filter(minutes=row.pk) if isinstance(row, Minutes) else ()
    return fresh.state, getattr(fresh, "agenda_state", ""), len(answers)


def said(cast, table, state_in, verbs_of):
    """Return the table as it is, in the same form; every state is made once."""
    make_once = cache(lambda state: state_in(cast, state))
    found = []
    for state, verb, _told in rows(table):
        row = make_once(state)
        tried = verbs_of(cast, row)[verb]
        found.append((state, verb, [heard(cast, tried, who, row) for who in WHO]))
    return found


def planned(cast):
    """Return a meeting to which a substitute is called."""
    meeting = make.plan(cast)
    services.call_substitute(
        meeting.pk,
        membership=cast.memberships["substitute"],
        stands_in_for=cast.memberships["politician"],
        by=cast.users["secretary"],
    )
    return meeting


def agenda_in(cast, state):
    meeting = planned(cast)
    if state == "draft":
        return meeting
    services.send_agenda_to_review(meeting.pk, by=cast.users["secretary"])
    if state == "in review":
        return meeting
    services.publish_agenda(meeting.pk, by=cast.users["secretary"], seen=make.seen(meeting))
    if state == "draft of the next":
        services.reopen_agenda(meeting.pk, by=cast.users["secretary"])
    if state == "locked":
        services.open_meeting(meeting.pk, by=cast.users["secretary"])
    return meeting


def agenda_verbs(cast, meeting):
    meeting = Meeting.objects.select_related("committee", "current_agenda").get(pk=meeting.pk)
    mark = make.seen(meeting)
    return {
        "to review": lambda by: services.send_agenda_to_review(meeting.pk, by=by),
        "back to draft": lambda by: services.take_agenda_back(meeting.pk, by=by),
        "send out": lambda by: services.publish_agenda(meeting.pk, by=by, seen=mark),
        "reopen": lambda by: services.reopen_agenda(meeting.pk, by=by),
        "open the meeting": lambda by: services.open_meeting(meeting.pk, by=by),
    }


def minutes_in(cast, state):
    meeting = planned(cast)
    make.add(cast, meeting, "Klare breve")
    make.publish(cast, meeting)
    if state == "draft with gaps":
        return make.open_now(cast, meeting)
    minutes = make.hold(cast, meeting)
    if state == "draft":
        return minutes
    make.send_to_review(cast, minutes)
    if state == "deadline over":
        Minutes.objects.filter(pk=minutes.pk).update(
            review_deadline=timezone.localdate() - timedelta(days=1)
        )
    if state in {"answers missing", "deadline over"}:
        return minutes
    services.review_minutes(minutes.pk, by=cast.users["substitute"], choice="approved")
    make.approve(cast, minutes)
    if state == "approved":
        return minutes
    make.publish_minutes(cast, minutes)
    if state == "being corrected by the chair":
        correct(cast, minutes, cast.users["chair"])
    return minutes


def correct(cast, minutes, by):
    item = make.one_item(minutes.meeting, "Klare breve")
    services.correct_minutes(minutes.pk, by=by, what="Et tal", why="Det var forkert", items=[item])


def minutes_verbs(cast, minutes):
    minutes = Minutes.objects.select_related("meeting__committee", "current_version").get(
        pk=minutes.pk
    )
    mark = make.seen(minutes, minutes.corrections.being_written().first())
    soon = timezone.localdate() + timedelta(days=3)
    return {
        "to review": lambda by: services.send_minutes_to_review(minutes.pk, by=by, deadline=soon),
        "answer": lambda by: services.review_minutes(minutes.pk, by=by, choice="approved"),
        "back to draft": lambda by: services.take_minutes_back(minutes.pk, by=by),
        "approve": lambda by: services.approve_minutes(minutes.pk, by=by),
        "publish": lambda by: services.publish_minutes(minutes.pk, by=by, seen=mark),
        "correct": lambda by: correct(cast, minutes, by),
        "release": lambda by: services.release_correction(minutes.pk, by=by, seen=mark),
    }


def test_the_table_of_agendas_holds(cast):
    assert said(cast, AGENDA, agenda_in, agenda_verbs) == rows(AGENDA)


def test_the_table_of_minutes_holds(cast):
    assert said(cast, MINUTES, minutes_in, minutes_verbs) == rows(MINUTES)
