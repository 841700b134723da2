"""An agenda's way: draft, review, sent out as a frozen version, opened again for the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings import checks, deadlines, notices, snapshots
from meetings.models import (
    AgendaBody,
    AgendaItem,
    AgendaState,
    AgendaVersion,
    DeliverableLink,
    IdeaLink,
    ItemAttachment,
    Meeting,
    MeetingState,
    ProposalLink,
    SealKind,
)
from meetings.refusals import MovedOn, NotAsSeen, NotReady
from portal import audit, jobs

from .finding import index_meeting
from .locking import ask, must_be, role_in, take_meeting
from .seals import seal

if TYPE_CHECKING:
    from datetime import datetime

    from meetings.models import MinutesVersion
    from portal.people.models import User

RUNS_IT = ("chair", "deputy", "secretary")


@transaction.atomic
def send_agenda_to_review(meeting_id: int, *, by: User) -> Meeting:
    """Say that the draft is ready for others to look at."""
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.send_agenda_to_review", meeting)
    if meeting.agenda_state == AgendaState.IN_REVIEW:
        return meeting
    must_be(meeting.agenda_state, AgendaState.DRAFT)
    _must_come(meeting)
    if missing := checks.standing_items_missing(meeting):
        raise NotReady(*missing)
    return _move(meeting, AgendaState.IN_REVIEW, "agenda.sent_to_review", by)


@transaction.atomic
def take_agenda_back(meeting_id: int, *, by: User) -> Meeting:
    """Let the agenda be a draft again after a look at it."""
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.take_agenda_back", meeting)
    if meeting.agenda_state == AgendaState.DRAFT:
        return meeting
    must_be(meeting.agenda_state, AgendaState.IN_REVIEW)
    return _move(meeting, AgendaState.DRAFT, "agenda.taken_back", by)


@transaction.atomic
def reopen_agenda(meeting_id: int, *, by: User) -> Meeting:
    """Begin the next version; the one that was sent out stays public until then."""
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.reopen_agenda", meeting)
    if meeting.agenda_is_writable and meeting.agenda_is_public:
        return meeting
    must_be(meeting.agenda_state, AgendaState.PUBLISHED)
    _must_come(meeting)
    return _move(meeting, AgendaState.DRAFT, "agenda.reopened", by)


def _must_come(meeting: Meeting) -> None:
    if not meeting.is_coming:
        raise MovedOn


def _move(meeting: Meeting, state: AgendaState, action: str, by: User) -> Meeting:
    meeting.agenda_state = state
    meeting.save(update_fields=["agenda_state"])
    audit.record(action, actor=by, subject=meeting, role=role_in(by, meeting))
    return meeting


@transaction.atomic
def publish_agenda(
    meeting_id: int,
    *,
    by: User,
    seen: str,
    late_reason: str = "",
    explained: str = "",
    at: datetime | None = None,
) -> AgendaVersion:
    """Send the agenda out as a frozen version, for good.

    `seen` is the mark of the public preview that the person looked at. Late, and for every
    version after the first, the agenda says why. `explained` says why something that looks like
    a CPR number may stand there. Calling it again returns the version made.
    """
    meeting = take_meeting(meeting_id)
    ask(by, "meetings.publish_agenda", meeting)
    if meeting.agenda_state == AgendaState.PUBLISHED and meeting.current_agenda is not None:
        return meeting.current_agenda
    must_be(meeting.agenda_state, AgendaState.IN_REVIEW)
    _must_come(meeting)
    _must_say_why(meeting, late_reason, at)
    at = at or timezone.now()
    frame = snapshots.Frame(meeting.next_agenda_number, at, late_reason)
    public = snapshots.build_agenda(meeting, frame, "public")
    if snapshots.seen_mark(public) != seen:
        raise NotAsSeen
    found = checks.of_agenda(meeting, public, on=timezone.localdate(at), at_once=True)
    checks.let_pass(found, explained)
    public = snapshots.salted(public)
    version = AgendaVersion.objects.create(
        meeting=meeting,
        number=frame.version,
        published_at=at,
        published_by=by,
        role=role_in(by, meeting, *RUNS_IT),
        late_reason=late_reason,
        sha512=snapshots.fingerprint(public),
    )
    member = snapshots.build_agenda(meeting, frame, "member")
    AgendaBody.objects.create(version=version, public=public, member=member)
    show_faces(meeting, public, at)
    meeting.current_agenda, meeting.agenda_state = version, AgendaState.PUBLISHED
    invited = notices.invite(meeting) if meeting.state == MeetingState.PLANNED else []
    meeting.state = MeetingState.CALLED
    meeting.save(update_fields=["current_agenda", "agenda_state", "state"])
    index_meeting(meeting)
    audit.record(
        "agenda.published",
        actor=by,
        subject=meeting,
        role=version.role,
        reason=late_reason,
        data=version_data(version, explained),
    )
    jobs.start("meetings.render_agenda", key=version.pk)
    notices.tell_of_agenda(version, by=by, invited=invited)
    seal(version, SealKind.TEXT, sha512=version.sha512, at=at)
    return version


def _must_say_why(meeting: Meeting, late_reason: str, at: datetime | None) -> None:
    if late_reason.strip() or not needs_reason(meeting, at):
        return
    if meeting.agenda_is_public:
        raise NotReady(_("Say why a new version is sent out."))
    raise NotReady(_("The deadline has passed. Say why the agenda comes late."))


def needs_reason(meeting: Meeting, at: datetime | None = None) -> bool:
    day = timezone.localdate(at) if at else None
    return meeting.agenda_is_public or deadlines.is_late(meeting, day)


def version_data(version: AgendaVersion | MinutesVersion, explained: str) -> dict[str, Any]:
    """Return what the record keeps of a version: also why a number was let through."""
    data = {"version": version.number, "sha512": version.sha512}
    return data | ({"explained": explained} if explained else {})


def show_faces(
    meeting: Meeting, public: snapshots.Agenda | snapshots.MinutesSnapshot, at: datetime
) -> None:
    """Give items, files and links the public face that a version has just shown."""
    faces = {item["uid"]: item for item in public["items"]}
    items = list(AgendaItem.objects.filter(meeting=meeting, uid__in=faces).order_by("pk"))
    for item in items:
        face = faces[item.uid]
        item.shown_at = item.shown_at or at
        item.shown_number, item.shown_title = face["number"], face["title"]
        item.shown_is_public = not face["is_closed"]
    AgendaItem.objects.bulk_update(
        items, ["shown_at", "shown_number", "shown_title", "shown_is_public"]
    )
    open_items = [item.pk for item in items if item.shown_is_public]
    ItemAttachment.objects.filter(
        item__in=open_items, is_public=True, removed_at=None, published_at=None
    ).update(published_at=at)
    for links in (IdeaLink, ProposalLink, DeliverableLink):
        links.objects.filter(item__in=open_items, published_at=None).update(published_at=at)
