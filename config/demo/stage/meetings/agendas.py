"""Before a meeting: planned, called, its agenda written by several hands and sent out."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from config.demo import files, prose
from config.demo.committees import INNOVATION
from config.demo.ideas import IDEAS
from config.demo.kinds import Item, Meeting, Reply
from config.demo.stage.acts import Stage, scatter
from meetings import services, snapshots
from meetings.models import Meeting as MeetingRow
from meetings.services.agenda import needs_reason

from .offices import ACCOUNT_OF, SECRETARY, WRITERS

IDEA_DAYS = {idea.key: idea.day for idea in IDEAS}
DRAFT_DAYS = 9  # an agenda that is still a draft has been written in for so long


def plan_agenda(stage: Stage, meeting: Meeting) -> None:
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


def plan_invitation(stage: Stage, meeting: Meeting) -> None:
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


def cancel(stage: Stage, meeting: Meeting) -> None:
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
