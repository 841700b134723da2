"""What a person may do next with a meeting: the page offers this and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.models import Committee, roles_by_committee
from meetings.models import Meeting, Minutes, MinutesState
from portal.ui.http import HttpRequest


def plans_for(request: HttpRequest, committee: Committee | None) -> Committee | None:
    """Return the committee for which this person may plan a meeting from here."""
    if committee is None:
        mine = roles_by_committee(request.user)
        committee = Committee.objects.filter(pk__in=mine).in_order().first() if mine else None
    if committee is None or not request.user.has_perm("meetings.plan_meeting", committee):
        return None
    return committee


def suggests_to(request: HttpRequest, committee: Committee | None) -> Committee | None:
    """Return the committee to which this person may suggest an item, once signed in."""
    committee = committee or Committee.objects.ongoing().in_order().first()
    if committee is None:
        return None
    if not request.user.is_authenticated:
        may = committee.participants_suggest_items and not committee.has_ended
        return committee if may else None
    return committee if request.user.has_perm("meetings.suggest_item", committee) else None


@dataclass(frozen=True)
class Move:
    """Something that this person may do next; `post` is done at once, the rest has a page."""

    label: str
    url: str
    post: bool = False
    primary: bool = False


def moves(user: Any, meeting: Meeting) -> list[Move]:
    """Return what this person may do next with the meeting, the most likely first."""
    if not user.is_authenticated:
        return []
    minutes: Minutes | None = getattr(meeting, "minutes", None)
    found = [*_agenda_moves(user, meeting), *_minutes_moves(user, meeting, minutes)]
    if meeting.is_coming and user.has_perm("meetings.change_meeting", meeting):
        if meeting.state == meeting.State.PLANNED:
            found.append(
                Move(_("Send the invitation now"), _at("meeting-call", meeting), post=True)
            )
        found += [
            Move(_("Substitutes"), _at("substitutes", meeting)),
            Move(_("Change time and place"), _at("meeting-edit", meeting)),
            Move(_("Cancel the meeting"), _at("meeting-cancel", meeting)),
        ]
    has_papers = minutes is not None or meeting.current_agenda_id is not None
    if has_papers and user.has_perm("meetings.pack_meeting", meeting):
        found.append(Move(_("Everything in one file"), _at("meeting-archive", meeting)))
    return found


def _at(name: str, meeting: Meeting) -> str:
    return reverse(f"meetings:{name}", args=[meeting.pk])


def _agenda_moves(user: Any, meeting: Meeting) -> list[Move]:
    if not meeting.is_coming or not user.has_perm("meetings.edit_agenda", meeting):
        return []
    runs = user.has_perm("meetings.publish_agenda", meeting)
    if meeting.agenda_is_writable:
        found = [Move(_("Write the agenda"), _at("agenda-edit", meeting), primary=True)]
        if runs and meeting.agenda_state == meeting.AgendaState.IN_REVIEW:
            found.append(Move(_("Send the agenda out"), _at("agenda-publish", meeting)))
        return found
    found = [Move(_("Read the committee’s agenda"), _at("agenda-draft", meeting), primary=not runs)]
    if not runs:
        return found
    found.append(Move(_("Open the agenda for changes"), _at("agenda-reopen", meeting), post=True))
    today = timezone.localdate(meeting.starts_at) <= timezone.localdate()
    begin = Move(_("Begin the meeting"), _at("meeting-open", meeting), post=True, primary=today)
    # Beforehand it is seldom meant, so it is not what lies nearest.
    return [begin, *found] if today else [*found, begin]


def _draft_moves(meeting: Meeting, minutes: Minutes, *, writes: bool) -> list[Move]:
    found = [Move(_("Write the minutes"), _at("minutes-edit", meeting), primary=True)]
    comments = [Move(_("Comments on the draft"), _at("minutes-comments", meeting))]
    return [*(found if writes else []), *(comments if minutes.review_round else [])]


def _correcting_moves(meeting: Meeting, state: str) -> list[Move]:
    begin = _at("minutes-correct", meeting)
    if state == MinutesState.WITHDRAWN:
        return [Move(_("Write the version that must follow"), begin, primary=True)]
    if state == MinutesState.PUBLISHED:
        return [Move(_("Correct the minutes"), begin)]
    if state != MinutesState.CORRECTING:
        return []
    return [
        Move(_("Write the correction"), _at("minutes-edit", meeting), primary=True),
        Move(_("Look through and release"), _at("correction-release", meeting)),
    ]


def _minutes_moves(user: Any, meeting: Meeting, minutes: Minutes | None) -> list[Move]:
    if minutes is None or not user.has_perm("meetings.read_draft_minutes", meeting):
        return []
    state = minutes.state
    writes = user.has_perm("meetings.write_minutes", meeting)
    found: list[Move] = []
    if state == MinutesState.DRAFT:
        found += _draft_moves(meeting, minutes, writes=writes)
    if state == MinutesState.IN_REVIEW:
        found.append(Move(_("Review the minutes"), _at("minutes-review", meeting), primary=True))
    if state == MinutesState.APPROVED and user.has_perm("meetings.publish_minutes", meeting):
        found.append(Move(_("Publish the minutes"), _at("minutes-publish", meeting), primary=True))
    if user.has_perm("meetings.correct_minutes", meeting):
        found += _correcting_moves(meeting, state)
    # While it is reviewed the review shows it; once it is public there is nothing else to read.
    if writes and state not in {MinutesState.IN_REVIEW, MinutesState.PUBLISHED}:
        found.append(Move(_("Read the committee’s minutes"), _at("minutes-draft", meeting)))
    return found
