"""Published versions straight from a snapshot, for tests of what is made from them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from meetings.models import (
    AgendaBody,
    AgendaVersion,
    Meeting,
    Minutes,
    MinutesBody,
    MinutesVersion,
)
from meetings.snapshots import fingerprint
from tests.meetings import snapshots


def meeting_of(committee: Any, number: int = 5) -> Meeting:
    started = timezone.now() - timedelta(days=8)
    return Meeting.objects.create(
        committee=committee,
        number=number,
        name=f"{number}. møde",
        starts_at=started,
        ends_at=started + timedelta(hours=2),
        place="Rådhuset, lokale 2",
    )


def published_agenda(meeting: Meeting, by: Any) -> AgendaVersion:
    snapshot = snapshots.agenda(version=1)
    snapshot["meeting"]["id"] = meeting.pk
    version = AgendaVersion.objects.create(
        meeting=meeting,
        number=1,
        published_at=timezone.now() - timedelta(days=12),
        published_by=by,
        role="secretary",
        sha512=fingerprint(snapshot),
    )
    AgendaBody.objects.create(version=version, public=snapshot, member=snapshot)
    meeting.current_agenda = version
    meeting.agenda_state, meeting.state = Meeting.AgendaState.LOCKED, Meeting.State.HELD
    meeting.started_at = meeting.starts_at
    meeting.ended_at = meeting.ends_at + timedelta(hours=1)
    meeting.save()
    return version


def published_minutes(
    meeting: Meeting, by: Any, items: list[dict[str, Any]] | None = None
) -> MinutesVersion:
    snapshot = snapshots.minutes(items, version=1, correction=None)
    snapshot["meeting"]["id"] = meeting.pk
    now = timezone.now()
    minutes = Minutes.objects.create(
        meeting=meeting,
        agenda_version=published_agenda(meeting, by),
        state=Minutes.State.APPROVED,
        approved_at=now,
        approved_by=by,
        approved_role="chair",
    )
    version = MinutesVersion.objects.create(
        minutes=minutes,
        number=1,
        published_at=now,
        published_by=by,
        role="secretary",
        sha512=fingerprint(snapshot),
    )
    MinutesBody.objects.create(version=version, public=snapshot, member=snapshot)
    minutes.state, minutes.current_version = Minutes.State.PUBLISHED, version
    minutes.save()
    return version
