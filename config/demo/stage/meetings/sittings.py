"""The meeting itself: who is there, item after item, what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from config.demo import prose
from config.demo.committees import INNOVATION
from config.demo.kinds import Meeting
from config.demo.stage.acts import Stage
from meetings import services
from meetings.services.attendance import Entry, expected
from meetings.services.voters import voters
from meetings.timeline import Stay

from .offices import CHAIR, SECRETARY


@dataclass(frozen=True)
class Day:
    """A day on which the meeting was held, and the numbers of the items dealt with on it."""

    on: date
    begins: datetime
    ended: datetime
    numbers: range


def days_of(stage: Stage, meeting: Meeting) -> list[Day]:
    held = stage.meeting_day(meeting.day)
    begins, ended = stage.at(held, meeting.begins), meeting.ended
    last = len(meeting.items) + 1
    if meeting.resumed is None:
        return [Day(held, begins, stage.at(held, ended), range(1, last))]
    resumed, later = meeting.resumed, held + timedelta(days=meeting.resumed.days)
    return [
        Day(held, begins, stage.at(held, resumed.adjourned), range(1, resumed.item)),
        Day(
            later,
            stage.at(later, resumed.begins),
            stage.at(later, ended),
            range(resumed.item, last),
        ),
    ]


def plan_sitting(stage: Stage, meeting: Meeting) -> None:
    first, *later = days = days_of(stage, meeting)
    stage.act(
        first.begins,
        CHAIR,
        lambda: services.open_meeting(stage.meetings[meeting.key].pk, by=stage.users[CHAIR]),
    )
    for day in later:
        stage.act(first.ended, SECRETARY, partial(_adjourn, stage, meeting, day))
        stage.act(day.begins, CHAIR, partial(_resume, stage, meeting))
    for day in days:
        _plan_day(stage, meeting, day)
    stage.act(
        days[-1].ended,
        CHAIR,
        lambda: services.close_meeting(stage.meetings[meeting.key].pk, by=stage.users[CHAIR]),
    )


def _adjourn(stage: Stage, meeting: Meeting, later: Day) -> None:
    services.adjourn_meeting(
        stage.meetings[meeting.key].pk,
        by=stage.users[SECRETARY],
        resumes_at=later.begins,
        place=meeting.resumed.place if meeting.resumed else "",
    )


def _resume(stage: Stage, meeting: Meeting) -> None:
    services.resume_meeting(stage.meetings[meeting.key].pk, by=stage.users[CHAIR])


def _plan_day(stage: Stage, meeting: Meeting, day: Day) -> None:
    stage.act(
        day.begins + timedelta(minutes=3),
        SECRETARY,
        lambda: _take_attendance(stage, meeting, day.on, final=False),
    )
    starts = _starts(stage, meeting, day)
    for number, start, end in zip(
        day.numbers, starts, [*starts[1:], day.ended - timedelta(minutes=4)], strict=True
    ):
        stage.act(start, SECRETARY, partial(_begin, stage, meeting, number))
        stage.act(
            end - timedelta(seconds=40), SECRETARY, partial(_treat, stage, meeting, number, day.on)
        )
    if meeting.presences:
        stage.act(
            day.ended - timedelta(minutes=2),
            SECRETARY,
            lambda: _take_attendance(stage, meeting, day.on, final=True),
        )


def _starts(stage: Stage, meeting: Meeting, day: Day) -> list[datetime]:
    """Return when each item began: by its minutes, and so that what is told of its times fits."""
    items = [meeting.items[number - 1] for number in day.numbers]
    planned = sum(item.minutes for item in items)
    starts, spent = [], 0
    for item in items:
        frame = day.ended - day.begins - timedelta(minutes=12)
        starts.append(day.begins + frame * spent / planned)
        spent += item.minutes
    told = [(row.item, row.came or row.left) for row in meeting.presences] + [
        (number, clock)
        for number, item in zip(day.numbers, items, strict=True)
        for row in item.disqualified
        for clock in (row.left, row.returned)
    ]
    room = timedelta(minutes=3)
    for number, clock in told:
        moment, at = stage.at(day.on, clock), number - day.numbers.start
        starts[at] = min(starts[at], moment - room)
        starts[at + 1 :] = [max(start, moment + room) for start in starts[at + 1 :]]
    return sorted(starts[at] + timedelta(seconds=at) for at in range(len(starts)))


def _begin(stage: Stage, meeting: Meeting, number: int) -> None:
    services.begin_item(stage.items[meeting.key, number].pk, by=stage.users[SECRETARY])


def _take_attendance(stage: Stage, meeting: Meeting, held: date, *, final: bool) -> None:
    """First who is there; at the end who came late and left early."""
    row = stage.meetings[meeting.key]
    row.refresh_from_db()
    seats = {membership.pk: key for (slug, key), membership in stage.memberships.items()}
    entries = [
        _entry(stage, meeting, seats[membership.pk], held, final=final)
        for membership in expected(row)
    ]
    services.record_attendance(row.pk, entries=entries, by=stage.users[SECRETARY])


def _entry(stage: Stage, meeting: Meeting, key: str, held: date, *, final: bool) -> Entry:
    membership = stage.memberships[INNOVATION.slug, key]
    for absence in meeting.absences:
        if absence.person == key:
            return Entry(membership, "apology" if absence.apology else "absent")
        if absence.substitute == key:
            stands_for = stage.memberships[INNOVATION.slug, absence.person]
            return Entry(membership, "present", stands_in_for=stands_for)
    for presence in meeting.presences:
        if presence.person == key and final:
            came = stage.at(held, presence.came) if presence.came else None
            left = stage.at(held, presence.left) if presence.left else None
            return Entry(membership, "present", stays=(Stay(came, left),))
    return Entry(membership, "present")


def _treat(stage: Stage, meeting: Meeting, number: int, held: date) -> None:
    """One item: who leaves the room, the vote, the decision, what it adopts, the dissent."""
    item, row = meeting.items[number - 1], stage.items[meeting.key, number]
    by = stage.users[SECRETARY]
    for disqualified in item.disqualified:
        services.disqualify(
            row.pk,
            person=stage.persons[disqualified.person],
            by=by,
            left_at=stage.at(held, disqualified.left),
            returned_at=stage.at(held, disqualified.returned),
            note=disqualified.note,
        )
    if item.votes:
        _vote(stage, meeting, number)
    services.set_decision(row.pk, outcome=item.outcome, by=by, content=prose.to_html(item.decision))
    if item.adopts:
        services.adopt_proposal(row.pk, proposal=stage.proposals[item.adopts], by=by)
    for remark in item.remarks:
        services.protocol_remark(
            row.pk,
            person=stage.persons[remark.person],
            text=prose.to_plain(remark.text),
            by=stage.users[remark.person],
        )
    for action in item.actions:
        services.make_action(
            row.pk,
            text=action.text,
            responsible=stage.persons[action.person] if action.person else None,
            responsible_outside=action.outside,
            due_on=stage.today + timedelta(days=action.due),
            by=by,
        )


def _vote(stage: Stage, meeting: Meeting, number: int) -> None:
    votes, row = meeting.items[number - 1].votes, stage.items[meeting.key, number]
    if votes is None:
        return
    against = {stage.persons[key].pk for key in votes.against}
    abstained = {stage.persons[key].pk for key in votes.abstained}
    row.refresh_from_db()
    ballots = {person.pk: "for" for person in voters(row)}
    ballots |= dict.fromkeys(against, "against") | dict.fromkeys(abstained, "abstain")
    services.record_vote(row.pk, votes=ballots, by=stage.users[SECRETARY])
