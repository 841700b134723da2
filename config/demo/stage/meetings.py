"""Meetings: planned, their agendas written and sent out, held, and their minutes published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from config.demo import files, prose
from config.demo.committees import INNOVATION
from config.demo.ideas import IDEAS
from config.demo.kinds import Action, DraftComment, Item, Meeting, Reply
from config.demo.meetings import MEETINGS
from config.demo.people import PERSONS
from meetings import services, snapshots
from meetings.models import ActionPoint, Minutes
from meetings.models import Meeting as MeetingRow
from meetings.services.agenda import needs_reason
from meetings.services.attendance import Entry, expected, voters
from meetings.services.preparing import row as template_row
from meetings.timeline import Stay

from .acts import Stage, scatter
from .committees import form_groups

SECRETARY = "mads"
CHAIR = "karen"
IDEA_DAYS = {idea.key: idea.day for idea in IDEAS}
ACCOUNT_OF = {name: key for key, name in PERSONS.items()}
WRITERS = {seat.person for seat in INNOVATION.seats if seat.role in ("chair", "deputy", "member")}
DRAFT_DAYS = 9  # an agenda that is still a draft has been written in for so long


STANDING = (("Nyt fra formanden", 10), ("Nyt fra arbejdsgrupperne", 20))
SUGGESTED = (
    (
        "dorte",
        "Må frivillige være med i arbejdsgrupperne?",
        "Vi er flere i Skovlyst, der gerne vil hjælpe med værkstederne, men ingen ved, hvem vi skal"
        " spørge.",
    ),
    (
        "ida",
        "Et fast punkt om, hvad vi har lært",
        "Gruppernes logbøger bliver læst for sent. Fem minutter på hvert møde er nok.",
    ),
)


def hold_all(stage: Stage) -> None:
    stage.act(stage.at(-200, "9.40"), SECRETARY, lambda: _make_template(stage))
    for number, (who, title, reason) in enumerate(SUGGESTED):
        suggest = partial(_suggest, stage, who, title, reason)
        stage.act(stage.at(number - 4, "19.20"), who, suggest)
    for meeting in MEETINGS:
        _plan_agenda(stage, meeting)
        if meeting.replies:
            _plan_invitation(stage, meeting)
        if meeting.cancelled_why:
            stage.act(stage.at(-3, "14.10"), SECRETARY, partial(_cancel, stage, meeting))
        elif meeting.state != "agenda_draft":
            _plan_sitting(stage, meeting)
            _plan_minutes(stage, meeting)
        if any(group.set_up_at == meeting.key for group in INNOVATION.groups):
            day = stage.meeting_day(meeting.day) + timedelta(days=1)
            stage.act(
                stage.at(day, "9.10"), SECRETARY, partial(form_groups, stage, day, meeting.key)
            )


def _make_template(stage: Stage) -> None:
    services.make_template(
        stage.committees[INNOVATION.slug].pk,
        by=stage.users[SECRETARY],
        name="Ordinært møde",
        items=[template_row(title, minutes=minutes) for title, minutes in STANDING],
    )


def _suggest(stage: Stage, who: str, title: str, reason: str) -> None:
    committee = stage.committees[INNOVATION.slug]
    services.suggest_item(committee.pk, by=stage.users[who], title=title, reason=reason)


# Before the meeting -----------------------------------------------------------------------------


def _plan_agenda(stage: Stage, meeting: Meeting) -> None:
    stage.act(stage.at(meeting.planned, "10.00"), SECRETARY, lambda: _plan(stage, meeting))
    stage.act(stage.at(meeting.opened, "11.00"), SECRETARY, lambda: _add_items(stage, meeting))
    held = stage.meeting_day(meeting.day)
    sent = held - timedelta(days=meeting.agenda_before)
    begun = stage.today - timedelta(days=DRAFT_DAYS) if held > stage.today else sent - timedelta(3)
    for number, item in enumerate(meeting.items, start=1):
        if item.deliverables:
            moment = stage.at(meeting.opened + 1, "15.10")
            stage.act(moment, SECRETARY, partial(_deal_with, stage, (meeting.key, number), item))
        for idea in item.ideas:
            day = max(meeting.opened + 1, IDEA_DAYS[idea] + 3)
            moment = stage.at(day, "15.30")
            stage.act(moment, SECRETARY, partial(_link, stage, (meeting.key, number), idea))
        writer = _writer(item)
        moment = stage.around(begun, meeting.key, number)
        stage.act(moment, writer, partial(_write, stage, meeting, number, writer))
    if held <= stage.today:
        for absence in meeting.absences:
            if absence.substitute:
                moment = stage.at(held - timedelta(days=3), "13.20")
                stage.act(
                    moment,
                    SECRETARY,
                    partial(_call, stage, meeting.key, absence.substitute, absence.person),
                )
        stage.act(stage.at(sent, "12.40"), SECRETARY, lambda: _send_out(stage, meeting))


def _plan_invitation(stage: Stage, meeting: Meeting) -> None:
    """It is moved, then sent out before the agenda; most have answered when the visitor comes."""
    stage.act(stage.at(-9, "9.20"), SECRETARY, lambda: _move(stage, meeting))
    stage.act(
        stage.at(-8, "10.10"),
        SECRETARY,
        lambda: services.call_meeting(stage.meetings[meeting.key].pk, by=stage.users[SECRETARY]),
    )
    for reply in meeting.replies:
        moment = stage.around(-7 + scatter("reply", reply.person) % 5, "reply", reply.person)
        stage.act(moment, reply.person, partial(_answer, stage, meeting, reply))


def _move(stage: Stage, meeting: Meeting) -> None:
    services.change_meeting(
        stage.meetings[meeting.key].pk,
        by=stage.users[SECRETARY],
        place=meeting.place,
        reason=meeting.moved_why,
    )


def _cancel(stage: Stage, meeting: Meeting) -> None:
    services.cancel_meeting(
        stage.meetings[meeting.key].pk, by=stage.users[SECRETARY], reason=meeting.cancelled_why
    )


def _answer(stage: Stage, meeting: Meeting, reply: Reply) -> None:
    seats, slug = stage.memberships, INNOVATION.slug
    services.answer_invitation(
        stage.meetings[meeting.key].pk,
        membership=seats[slug, reply.person],
        choice=reply.choice,
        reason=reply.reason,
        substitute=seats[slug, reply.substitute] if reply.substitute else None,
        by=stage.users[reply.person],
    )


def _writer(item: Item) -> str:
    """Return who writes an item: its presenter, if a member, else the secretary."""
    key = ACCOUNT_OF.get(item.presenter, "")
    return key if key in WRITERS and not item.closed else SECRETARY


def _plan(stage: Stage, meeting: Meeting) -> None:
    held = stage.meeting_day(meeting.day)
    stage.meetings[meeting.key] = services.plan_meeting(
        stage.committees[INNOVATION.slug].pk,
        by=stage.users[SECRETARY],
        name=meeting.name,
        starts_at=stage.at(held, meeting.begins),
        ends_at=stage.at(held, meeting.ends),
        place=meeting.first_place or meeting.place,
        is_extraordinary=meeting.extraordinary,
        open_to_public=True,
    )


def _add_items(stage: Stage, meeting: Meeting) -> None:
    """The two standing items are there already; the others come between them."""
    by, row = stage.users[SECRETARY], stage.meetings[meeting.key]
    first, last = row.items.standing_on_agenda()
    for number, item in enumerate(meeting.items, start=1):
        facts: dict[str, Any] = {
            "title": item.title,
            "kind": item.kind,
            "presenter": item.presenter,
            "planned_minutes": item.minutes,
            "case_number": item.case,
            "is_public": not item.closed,
            "public_title": item.public_title,
            "closed_reason": item.closed_reason,
        }
        standing = {1: first, len(meeting.items): last}.get(number)
        if standing is None:
            made = services.add_item(row.pk, by=by, **facts)
        else:
            made = services.edit_item(standing.pk, by=by, **facts)
        stage.items[meeting.key, number] = made


def _link(stage: Stage, key: tuple[str, int], idea: str) -> None:
    item = stage.items[key]
    linked = [link.idea for link in item.idea_links.select_related("idea").order_by("pk")]
    services.set_links(item.pk, ideas=[*linked, stage.ideas[idea]], by=stage.users[SECRETARY])


def _deal_with(stage: Stage, key: tuple[str, int], item: Item) -> None:
    row = stage.items[key]
    services.set_links(
        row.pk,
        ideas=[link.idea for link in row.idea_links.select_related("idea").order_by("pk")],
        deliverables=[stage.deliverables[INNOVATION.slug, title] for title in item.deliverables],
        by=stage.users[SECRETARY],
    )


def _write(stage: Stage, meeting: Meeting, number: int, writer: str) -> None:
    item, row = meeting.items[number - 1], stage.items[meeting.key, number]
    by = stage.users[writer]
    for kind, text in item.sections.items():
        services.save_section(row.pk, kind, content=prose.to_html(text), base_revision=0, by=by)
    for attachment in item.attachments:
        file = files.make(attachment, by=by, author=INNOVATION.name.da, dated=timezone.now())
        services.attach_file(
            row.pk, by=by, file=file, title=attachment.title, is_public=attachment.public
        )


def _call(stage: Stage, key: str, substitute: str, absent: str) -> None:
    services.call_substitute(
        stage.meetings[key].pk,
        membership=stage.memberships[INNOVATION.slug, substitute],
        stands_in_for=stage.memberships[INNOVATION.slug, absent],
        by=stage.users[SECRETARY],
    )


def _send_out(stage: Stage, meeting: Meeting) -> None:
    by, pk = stage.users[SECRETARY], stage.meetings[meeting.key].pk
    services.send_agenda_to_review(pk, by=by)
    row = MeetingRow.objects.select_related("committee", "current_agenda").get(pk=pk)
    preview = snapshots.build_public(row, snapshots.Frame(row.next_agenda_number, timezone.now()))
    services.publish_agenda(
        pk,
        by=by,
        seen=snapshots.seen_mark(preview),
        late_reason=meeting.late_reason if needs_reason(row) else "",
    )


# The meeting ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Day:
    """A day on which the meeting was held, and the numbers of the items dealt with on it."""

    on: date
    begins: datetime
    ended: datetime
    numbers: range


def _days(stage: Stage, meeting: Meeting) -> list[Day]:
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


def _plan_sitting(stage: Stage, meeting: Meeting) -> None:
    first, *later = days = _days(stage, meeting)
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


# After the meeting ------------------------------------------------------------------------------


def _plan_minutes(stage: Stage, meeting: Meeting) -> None:
    held = _days(stage, meeting)[-1].on
    published = meeting.state == "published"
    ready = held + timedelta(days=meeting.minutes_after)
    # Under review, the deadline ran out yesterday: the chair of the demo can approve at once.
    deadline = (ready if published else stage.today) - timedelta(days=1)
    sent = held + timedelta(days=1)
    stage.act(
        stage.at(sent, "9.30"),
        SECRETARY,
        lambda: services.send_minutes_to_review(
            _minutes(stage, meeting).pk, by=stage.users[SECRETARY], deadline=deadline
        ),
    )
    for key in _reviewers(stage, meeting, some=not published):
        moment = stage.around(sent + timedelta(days=1), meeting.key, key)
        stage.act(moment, key, partial(_review, stage, meeting, key))
    if published:
        stage.act(
            stage.at(ready, "8.45"),
            CHAIR,
            lambda: services.approve_minutes(_minutes(stage, meeting).pk, by=stage.users[CHAIR]),
        )
        stage.act(stage.at(ready, "10.12"), SECRETARY, lambda: _publish(stage, meeting))
    for number, item in enumerate(meeting.items, start=1):
        for comment in item.comments:
            moment = stage.around(sent + timedelta(days=1), meeting.key, comment.person)
            stage.act(moment, comment.person, partial(_comment, stage, meeting, number, comment))
        for action in item.actions:
            if action.done:
                moment = stage.at(stage.today + timedelta(days=action.due - 2), "10.40")
                stage.act(moment, action.person, partial(_close, stage, action))
    if meeting.correction:
        day = held + timedelta(days=meeting.correction.after)
        wrote, by = meeting.correction.wrote, meeting.correction.by
        stage.act(stage.at(day, "8.20"), wrote, lambda: _correct(stage, meeting))
        stage.act(stage.at(day, "9.15"), by, lambda: _release(stage, meeting))


def _minutes(stage: Stage, meeting: Meeting) -> Minutes:
    """The minutes as they are now."""
    return Minutes.objects.select_related("meeting__committee", "current_version").get(
        meeting=stage.meetings[meeting.key]
    )


def _reviewers(stage: Stage, meeting: Meeting, *, some: bool) -> list[str]:
    """Return the accounts of those who were there and answer; while under review, only some."""
    away = {absence.person for absence in meeting.absences}
    there = [seat.person for seat in INNOVATION.seats if seat.person in WRITERS - away]
    there += [absence.substitute for absence in meeting.absences if absence.substitute]
    with_account = [key for key in there if key not in ("birgit.holmsted", "grethe.ovesen")]
    return [key for key in with_account if not some or scatter(meeting.key, key) % 2]


def _review(stage: Stage, meeting: Meeting, key: str) -> None:
    reserved = {remark.person: remark.text for remark in meeting.reservations}
    services.review_minutes(
        _minutes(stage, meeting).pk,
        by=stage.users[key],
        choice="reservation" if key in reserved else "approved",
        text=reserved.get(key, ""),
        is_closed=False,
    )


def _comment(stage: Stage, meeting: Meeting, number: int, comment: DraftComment) -> None:
    made = services.comment_on_minutes(
        _minutes(stage, meeting).pk,
        item=stage.items[meeting.key, number],
        section=comment.section,
        text=comment.text,
        by=stage.users[comment.person],
    )
    if comment.answer:
        services.answer_comment(
            made.pk, state="answered", answer=comment.answer, by=stage.users[SECRETARY]
        )


def _close(stage: Stage, action: Action) -> None:
    point = ActionPoint.objects.get(text=action.text)
    services.close_action(point.pk, state="done", words=action.done, by=stage.users[action.person])


def _seen(minutes: Minutes) -> str:
    """The mark of the public preview that is looked at before publishing."""
    frame = snapshots.Frame(minutes.next_number, timezone.now())
    correction = minutes.corrections.being_written().first()
    return snapshots.seen_mark(snapshots.build_minutes(minutes, frame, "public", correction))


def _publish(stage: Stage, meeting: Meeting) -> None:
    minutes = _minutes(stage, meeting)
    services.publish_minutes(minutes.pk, by=stage.users[SECRETARY], seen=_seen(minutes))


def _correct(stage: Stage, meeting: Meeting) -> None:
    """Write what was wrong anew, under the correction that says so."""
    correction = meeting.correction
    if correction is None:
        return
    item, row = meeting.items[correction.item - 1], stage.items[meeting.key, correction.item]
    by = stage.users[correction.wrote]
    services.correct_minutes(
        _minutes(stage, meeting).pk,
        by=by,
        what=correction.what,
        why=correction.why,
        items=[row],
        requested_by=item.presenter,
    )
    text = row.sections.get(kind="decision").text
    services.set_decision(
        row.pk,
        outcome=item.outcome,
        by=by,
        content=prose.to_html(item.decision.replace(correction.old, correction.new)),
        base_revision=text.revision,
    )


def _release(stage: Stage, meeting: Meeting) -> None:
    if meeting.correction is None:
        return
    minutes = _minutes(stage, meeting)
    by = stage.users[meeting.correction.by]
    services.release_correction(minutes.pk, by=by, seen=_seen(minutes))
