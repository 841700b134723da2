"""After a meeting: its minutes reviewed, approved, published, and corrected where they were wrong."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.utils import timezone

from config.demo import prose
from config.demo.committees import INNOVATION
from config.demo.kinds import Action, DraftComment, Meeting
from config.demo.stage.acts import Stage, scatter
from meetings import services, snapshots
from meetings.models import ActionPoint, Minutes

from .offices import CHAIR, SECRETARY, WRITERS
from .sittings import days_of


def plan_minutes(stage: Stage, meeting: Meeting) -> None:
    held = days_of(stage, meeting)[-1].on
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
