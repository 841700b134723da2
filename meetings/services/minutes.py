"""The minutes' way: draft, review, approved, published, corrected by a version of its own."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.models import Role
from meetings import checks, notices, snapshots
from meetings.models import (
    ActionPoint,
    Adoption,
    AgendaItem,
    Approval,
    Correction,
    MeetingState,
    Minutes,
    MinutesBody,
    MinutesState,
    MinutesVersion,
    SealKind,
)
from meetings.refusals import Advice, NotAsSeen, NotReady
from portal import audit, jobs
from portal.ui.models import first_result, free_key

from .agenda import RUNS_IT, show_faces, version_data
from .attendance import not_entered
from .finding import index_meeting
from .locking import ask, must_be, open_correction, role_in, take_minutes
from .seals import seal

if TYPE_CHECKING:
    from portal.people.models import Person, User

REMINDED_BEFORE = timedelta(days=1)


def gaps(minutes: Minutes) -> list[Advice]:
    """Return what the minutes do not say yet and must before they are reviewed."""
    meeting = minutes.meeting
    found: list[Advice] = []
    if meeting.state != MeetingState.HELD:
        found.append(_("Enter when the meeting was closed."))
    missing = [row.person.name for row in not_entered(meeting)]
    if missing:
        found.append(_("Enter the attendance of %(names)s.") % {"names": ", ".join(missing)})
    open_items = meeting.items.standing_on_agenda().filter(outcome="")
    if labels := [item.shown_number or item.label for item in open_items]:
        found.append(
            _("Enter what came of these items, or that they were not dealt with: %(items)s.")
            % {"items": ", ".join(labels)}
        )
    return found


@transaction.atomic
def send_minutes_to_review(
    minutes_id: int, *, by: User, deadline: date, at: datetime | None = None
) -> Minutes:
    """Ask all who were present whether this is right."""
    minutes = take_minutes(minutes_id)
    ask(by, "meetings.send_minutes_to_review", minutes)
    if minutes.state == MinutesState.IN_REVIEW:
        return minutes
    must_be(minutes.state, MinutesState.DRAFT)
    if missing := gaps(minutes):
        raise NotReady(*missing)
    if deadline < timezone.localdate(at):
        raise ValidationError({"deadline": _("Choose a day that has not passed.")})
    minutes.state, minutes.review_deadline = MinutesState.IN_REVIEW, deadline
    minutes.review_round += 1
    minutes.save(update_fields=["state", "review_deadline", "review_round"])
    audit.record("minutes.sent_to_review", actor=by, subject=minutes, role=role_in(by, minutes))
    notices.tell_reviewers(minutes, by=by)
    return minutes


@transaction.atomic
def take_minutes_back(minutes_id: int, *, by: User) -> Minutes:
    """Write on after a remark; the answers given so far belong to the round that ends here."""
    minutes = take_minutes(minutes_id)
    ask(by, "meetings.take_minutes_back", minutes)
    if minutes.state == MinutesState.DRAFT:
        return minutes
    must_be(minutes.state, MinutesState.IN_REVIEW)
    minutes.state = MinutesState.DRAFT
    minutes.save(update_fields=["state"])
    audit.record("minutes.taken_back", actor=by, subject=minutes, role=role_in(by, minutes))
    return minutes


@transaction.atomic
def review_minutes(
    minutes_id: int,
    *,
    by: User,
    choice: str,
    text: str = "",
    is_closed: bool | None = None,
    at: datetime | None = None,
) -> Approval:
    """Answer for oneself: right, or right but for this. A new answer takes the old one's place.

    Where the meeting had closed items, a reservation counts as about one of them, and its words
    stay inside, unless it is said that it is not.
    """
    minutes = take_minutes(minutes_id)
    ask(by, "meetings.review_minutes", minutes)
    must_be(minutes.state, MinutesState.IN_REVIEW)
    reserved = choice == Approval.Choice.RESERVATION
    if choice not in Approval.Choice.values:
        raise ValidationError({"choice": _("Approve, or write a reservation.")})
    if reserved and not text.strip():
        raise ValidationError({"text": _("Write what you have a reservation about.")})
    answer, _created = Approval.objects.update_or_create(
        minutes=minutes,
        person=by.person,
        review_round=minutes.review_round,
        defaults={
            "choice": choice,
            "text": text.strip() if reserved else "",
            "is_closed": reserved and is_closed is not False and has_closed_items(minutes),
            "at": at or timezone.now(),
        },
    )
    audit.record("minutes.reviewed", actor=by, subject=minutes, data={"choice": choice})
    return answer


def has_closed_items(minutes: Minutes) -> bool:
    return minutes.meeting.items.standing_on_agenda().filter(is_public=False).exists()


def unanswered(minutes: Minutes) -> list[Person]:
    """Return who was present and has not answered in this round."""
    answered = Approval.objects.filter(minutes=minutes, review_round=minutes.review_round)
    rows = (
        minutes.meeting.attendances.present()
        .voting()
        .exclude(person__in=answered.order_by().values("person"))
    )
    # Whoever was at two sittings answers once.
    people = {row.person_id: row.person for row in rows.in_order().select_related("person")}
    return list(people.values())


def remind_of_answers(on: date | None = None) -> int:
    """Ask those who have not answered, the day before the deadline and the day after it."""
    on = on or timezone.localdate()
    waiting = Minutes.objects.filter(
        state=MinutesState.IN_REVIEW, review_deadline__lte=on + REMINDED_BEFORE
    )
    told = 0
    for minutes in waiting.select_related("meeting__committee").order_by("pk"):
        step = "soon" if minutes.review_deadline and on <= minutes.review_deadline else "late"
        told += notices.remind_reviewers(minutes, unanswered(minutes), step=step)
    return told


@transaction.atomic
def approve_minutes(minutes_id: int, *, by: User, at: datetime | None = None) -> Minutes:
    """Approve after all have answered or the deadline has passed; the record says in which role."""
    minutes = take_minutes(minutes_id)
    ask(by, "meetings.approve_minutes", minutes)
    if minutes.state == MinutesState.APPROVED:
        return minutes
    must_be(minutes.state, MinutesState.IN_REVIEW)
    deadline = minutes.review_deadline
    waits = deadline is not None and timezone.localdate(at) <= deadline
    if waits and (silent := unanswered(minutes)):
        raise NotReady(
            _("The deadline has not passed, and these have not answered: %(names)s.")
            % {"names": ", ".join(person.name for person in silent)}
        )
    minutes.state, minutes.approved_at, minutes.approved_by = (
        MinutesState.APPROVED,
        at or timezone.now(),
        by,
    )
    minutes.approved_role = role_in(by, minutes, Role.CHAIR, Role.DEPUTY)
    minutes.save(update_fields=["state", "approved_at", "approved_by", "approved_role"])
    audit.record("minutes.approved", actor=by, subject=minutes, role=minutes.approved_role)
    return minutes


@transaction.atomic
def publish_minutes(
    minutes_id: int,
    *,
    by: User,
    seen: str,
    explained: str = "",
    at: datetime | None = None,
) -> MinutesVersion:
    """Make approved minutes public for good; calling it again changes nothing.

    `seen` is the mark of the public preview that the person looked at. `explained` says why
    something that looks like a CPR number may stand there.
    """
    minutes = take_minutes(minutes_id)
    ask(by, "meetings.publish_minutes", minutes)
    if minutes.state == MinutesState.PUBLISHED and minutes.current_version is not None:
        return minutes.current_version
    must_be(minutes.state, MinutesState.APPROVED)
    version = _freeze(minutes, by=by, seen=seen, explained=explained, at=at or timezone.now())
    audit.record(
        "minutes.published",
        actor=by,
        subject=minutes,
        role=version.role,
        data=version_data(version, explained),
    )
    _follow_up(version, by)
    return version


def _freeze(
    minutes: Minutes,
    *,
    by: User,
    seen: str,
    explained: str,
    at: datetime,
    correction: Correction | None = None,
) -> MinutesVersion:
    replaced = minutes.current_version
    frame = snapshots.Frame(minutes.next_number, at)
    public = snapshots.build_minutes(minutes, frame, "public", correction)
    if snapshots.seen_mark(public) != seen:
        raise NotAsSeen
    checks.let_pass(checks.of_minutes(minutes.meeting, public, at_once=True), explained)
    public = snapshots.salted(public)
    version = MinutesVersion.objects.create(
        minutes=minutes,
        number=frame.version,
        supersedes=replaced,
        published_at=at,
        published_by=by,
        role=role_in(by, minutes, *RUNS_IT),
        sha512=snapshots.fingerprint(public),
    )
    member = snapshots.build_minutes(minutes, frame, "member", correction)
    MinutesBody.objects.create(version=version, public=public, member=member)
    show_faces(minutes.meeting, public, at)
    _publish_adoptions(public, at)
    _publish_action_points(public, at)
    minutes.current_version, minutes.state = version, MinutesState.PUBLISHED
    minutes.is_withdrawn = False
    minutes.save(update_fields=["current_version", "state", "is_withdrawn"])
    index_meeting(minutes.meeting)
    return version


def _publish_adoptions(public: snapshots.MinutesSnapshot, at: datetime) -> None:
    open_items = [item["uid"] for item in public["items"] if not item["is_closed"]]
    Adoption.objects.filter(item__uid__in=open_items, published_at=None).update(published_at=at)


def _publish_action_points(public: snapshots.MinutesSnapshot, at: datetime) -> None:
    """From now on the next agenda may tell of what these minutes have told."""
    open_items = [item["uid"] for item in public["items"] if not item["is_closed"]]
    ActionPoint.objects.present().filter(
        item__uid__in=open_items, is_public=True, published_at=None
    ).update(published_at=at)


def _follow_up(version: MinutesVersion, by: User) -> None:
    jobs.start("meetings.render_minutes", key=version.pk)
    notices.tell_of_minutes(version, by=by)
    seal(version, SealKind.TEXT, sha512=version.sha512, at=version.published_at)


@transaction.atomic
def correct_minutes(
    minutes_id: int,
    *,
    by: User,
    what: str,
    why: str,
    items: Collection[AgendaItem],
    requested_by: str = "",
    form_key: UUID | None = None,
) -> Correction:
    """Begin a correction of published minutes; what is public stays as it is until its release."""
    minutes = take_minutes(minutes_id)
    ask(by, "meetings.correct_minutes", minutes)
    if made := first_result(Correction, form_key, minutes=minutes):
        return made
    must_be(minutes.state, MinutesState.PUBLISHED, MinutesState.WITHDRAWN)
    if not items or any(item.meeting_id != minutes.meeting_id for item in items):
        raise ValidationError({"items": _("Choose the items that are corrected.")})
    correction = Correction.objects.create(
        minutes=minutes,
        what=what.strip(),
        why=why.strip(),
        requested_by=requested_by.strip(),
        written_by=by,
        form_key=free_key(Correction, form_key),
    )
    correction.items.set(items)
    correction.writers.add(by)
    minutes.state = MinutesState.CORRECTING
    minutes.save(update_fields=["state"])
    audit.record(
        "minutes.correction_begun",
        actor=by,
        subject=minutes,
        role=role_in(by, minutes),
        data={"items": sorted(item.uid for item in items)},
    )
    return correction


@transaction.atomic
def release_correction(
    minutes_id: int,
    *,
    by: User,
    seen: str,
    explained: str = "",
    at: datetime | None = None,
) -> MinutesVersion:
    """Publish the corrected minutes as the next version; whoever wrote in them does not.

    `seen` is the mark of the corrected public minutes that the person looked at.
    """
    minutes = take_minutes(minutes_id)
    correction = open_correction(minutes)
    if correction is None:
        must_be(minutes.state, MinutesState.PUBLISHED)
        ask(by, "meetings.publish_minutes", minutes)
        return minutes.versions.order_by("-number")[0]
    ask(by, "meetings.release_correction", correction)
    must_be(minutes.state, MinutesState.CORRECTING)
    at = at or timezone.now()
    correction.minutes = minutes
    correction.released_at, correction.released_by = at, by
    version = _freeze(minutes, by=by, seen=seen, explained=explained, at=at, correction=correction)
    correction.version = version
    correction.save(update_fields=["released_at", "released_by", "version"])
    audit.record(
        "minutes.corrected",
        actor=by,
        subject=minutes,
        role=version.role,
        data=version_data(version, explained),
    )
    _follow_up(version, by)
    return version
