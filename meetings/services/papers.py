"""Papers that are made when somebody asks: kept for all, or for one reader and not for long."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from meetings import papers, reading, snapshots
from meetings.models import AgendaItem, AgendaVersion, Edition, ItemRendition, PaperForReader
from portal import audit, jobs
from portal.documents import services as documents
from portal.jobs.models import Job

from .locking import ask

if TYPE_CHECKING:
    from meetings.models import MinutesVersion
    from portal.people.models import User

KEPT = timedelta(days=1)
FOR_READER = "meetings.render_for_reader"


def of_version(version: AgendaVersion | MinutesVersion) -> dict[str, Any]:
    """Return the column that a version stands in, to find rows by and to fill them."""
    name = "agenda_version" if isinstance(version, AgendaVersion) else "minutes_version"
    return {name: version}


@transaction.atomic
def attach_extract(
    version: AgendaVersion | MinutesVersion, item: AgendaItem, *, pdf: bytes, name: str
) -> ItemRendition:
    """Keep the PDF of one item; whoever comes second finds the first one."""
    type(version).objects.select_for_update(of=("self",)).get(pk=version.pk)
    kind = of_version(version) | {
        "item": item,
        "edition": Edition.PUBLIC,
        "template_version": papers.TEMPLATE_VERSION,
    }
    if (made := ItemRendition.objects.filter(**kind).first()) is not None:
        return made
    file = documents.store_bytes(pdf, name=name, mime_type="application/pdf", title=item.uid)
    made = ItemRendition.objects.create(file=file, sha512=file.sha512, **kind)
    audit.record("item.rendered", actor=None, subject=version, data={"sha512": file.sha512})
    return made


@transaction.atomic
def ask_for_paper(version: AgendaVersion | MinutesVersion, *, by: User) -> PaperForReader:
    """Have a PDF made with the closed items that this reader may read.

    One that is being made, or says what they may read now, is not made again.
    """
    ask(by, "meetings.read_papers", version.meeting)
    PaperForReader.objects.get_or_create(reader=by, **of_version(version))
    rows = PaperForReader.objects.select_for_update(of=("self",))
    paper = rows.get(reader=by, **of_version(version))
    job = Job.objects.for_key(FOR_READER, paper.job_key)
    if is_current(paper) or (job is not None and job.is_open):
        return paper
    paper.times_asked += 1
    paper.asked_at, paper.pdf, paper.fingerprint = timezone.now(), None, ""
    paper.save(update_fields=["times_asked", "asked_at", "pdf", "fingerprint"])
    audit.record("paper.asked_for", actor=by, subject=version)
    jobs.start(FOR_READER, paper.job_key)
    return paper


@transaction.atomic
def attach_paper(paper_id: int, *, pdf: bytes, made_from: Any) -> None:
    """Keep the PDF for its reader; `made_from` is the snapshot as they could read it."""
    paper = PaperForReader.objects.select_for_update(of=("self",)).get(pk=paper_id)
    paper.pdf, paper.fingerprint = pdf, snapshots.fingerprint(made_from)
    paper.save(update_fields=["pdf", "fingerprint"])
    audit.record("paper.made", actor=paper.reader, subject=paper.version)


@transaction.atomic
def forget_papers() -> None:
    """Take away what was made for readers a day ago."""
    for paper in PaperForReader.objects.filter(asked_at__lt=timezone.now() - KEPT).order_by("pk"):
        audit.record("paper.forgotten", actor=None, subject=paper.version)
        paper.delete()


def readable(paper: PaperForReader) -> Any:
    """Return what the reader of a paper may read of its version now."""
    return reading.for_reader(paper.version.body.member, paper.reader, paper.meeting)


def is_current(paper: PaperForReader) -> bool:
    """Whether it is made, and says what its reader may read today."""
    return paper.pdf is not None and paper.fingerprint == snapshots.fingerprint(readable(paper))
