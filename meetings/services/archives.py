"""Everything of a meeting in one file: asked for, kept for its reader, forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import IO, TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from meetings import packing
from meetings.models import ArchiveBlock, MeetingArchive
from portal import audit, jobs
from portal.jobs.models import Job

from .locking import ask

if TYPE_CHECKING:
    from meetings.models import Meeting
    from portal.people.models import User

KEPT = timedelta(days=3)
PACK = "meetings.pack_meeting"
BLOCK = 1024 * 1024


@transaction.atomic
def ask_for_archive(meeting: Meeting, *, by: User) -> MeetingArchive:
    """Have everything of a meeting that its reader may have put into one file.

    One that is being made, or holds all that it would hold today, is not made again.
    """
    ask(by, "meetings.pack_meeting", meeting)
    MeetingArchive.objects.get_or_create(reader=by, meeting=meeting)
    rows = MeetingArchive.objects.select_for_update(of=("self",)).select_related("meeting")
    archive = rows.get(reader=by, meeting=meeting)
    job = Job.objects.for_key(PACK, archive.job_key)
    if (job is not None and job.is_open) or (is_current(archive) and not archive.lacking):
        return archive
    archive.blocks.all().delete()
    archive.times_asked += 1
    archive.asked_at, archive.fingerprint = timezone.now(), ""
    archive.size, archive.lacking = 0, 0
    archive.save()
    audit.record("archive.asked_for", actor=by, subject=meeting)
    jobs.start(PACK, archive.job_key)
    return archive


@transaction.atomic
def attach_archive(archive: MeetingArchive, *, made: IO[bytes], packed: packing.Packed) -> None:
    """Keep the file for its reader, all of it or nothing; asked for again since, it is dropped."""
    rows = MeetingArchive.objects.select_for_update(of=("self",)).select_related("meeting")
    kept = rows.filter(pk=archive.pk, times_asked=archive.times_asked).first()
    if kept is None:
        return
    kept.blocks.all().delete()
    kept.size, number = 0, 0
    made.seek(0)
    while data := made.read(BLOCK):
        ArchiveBlock.objects.create(archive=kept, number=number, data=data)
        kept.size, number = kept.size + len(data), number + 1
    kept.fingerprint, kept.lacking = packed.fingerprint, packed.lacking
    kept.save(update_fields=["size", "fingerprint", "lacking"])
    told = {"size": kept.size, "lacking": kept.lacking}
    audit.record("archive.made", actor=kept.reader, subject=kept.meeting, data=told)


@transaction.atomic
def hand_out_archive(archive: MeetingArchive, *, by: User) -> list[int]:
    """Return the keys of its blocks in their order; the record says that it was fetched.

    Should it be made anew meanwhile, the old blocks are gone, and no two files are mixed.
    """
    ask(by, "meetings.pack_meeting", archive.meeting)
    audit.record("archive.fetched", actor=by, subject=archive.meeting)
    return list(archive.blocks.order_by("number").values_list("pk", flat=True))


@transaction.atomic
def forget_archives() -> None:
    """Take away what was asked for some days ago."""
    old = MeetingArchive.objects.filter(asked_at__lt=timezone.now() - KEPT)
    for archive in old.select_related("meeting").order_by("pk"):
        audit.record("archive.forgotten", actor=None, subject=archive.meeting)
        archive.delete()


def is_current(archive: MeetingArchive) -> bool:
    """Whether it is made, and holds what its reader may have today."""
    return archive.is_made and archive.fingerprint == packing.fingerprint(
        archive.meeting, archive.reader
    )
