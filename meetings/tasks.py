"""Work in the background: a version's key in, its file once."""

from tempfile import TemporaryFile

from celery import shared_task

from portal import jobs
from portal.documents.models import File

from . import packing, papers
from .checks import READ_FILE, reading
from .models import (
    AgendaItem,
    AgendaVersion,
    Edition,
    MeetingArchive,
    MinutesVersion,
    PaperForReader,
)
from .services.actions import remind_of_actions as remind_of_actions_
from .services.archives import PACK, attach_archive
from .services.archives import forget_archives as forget_archives_
from .services.archives import is_current as archive_is_current
from .services.finding import READ_WORDS
from .services.finding import have_unread_read as have_unread_read_
from .services.finding import read_words as read_words_
from .services.invitations import reminders_due, send_reminder
from .services.minutes import remind_of_answers as remind_of_answers_
from .services.papers import FOR_READER, attach_extract, attach_paper, is_current, readable
from .services.papers import forget_papers as forget_papers_
from .services.renditions import attach_agenda_rendition, attach_rendition


@jobs.task("meetings.render_minutes")
def render_minutes(key: str, progress: jobs.Progress) -> None:
    """Make the public PDF of published minutes from their frozen snapshot."""
    version = MinutesVersion.objects.select_related("body").get(pk=int(key))
    kind = {"edition": Edition.PUBLIC, "template_version": papers.TEMPLATE_VERSION}
    if version.renditions.filter(**kind).exists():
        return
    progress(1, 4)
    snapshot = version.body.public
    pdf = papers.minutes_pdf(snapshot)
    progress(3, 4)
    attach_rendition(version.pk, pdf=pdf, name=papers.file_name(snapshot), **kind)


@jobs.task("meetings.render_agenda")
def render_agenda(key: str, progress: jobs.Progress) -> None:
    """Make the public PDF of a published agenda from its frozen snapshot."""
    version = AgendaVersion.objects.select_related("body").get(pk=int(key))
    kind = {"edition": Edition.PUBLIC, "template_version": papers.TEMPLATE_VERSION}
    if version.renditions.filter(**kind).exists():
        return
    progress(1, 4)
    snapshot = version.body.public
    pdf = papers.agenda_pdf(snapshot)
    progress(3, 4)
    attach_agenda_rendition(version.pk, pdf=pdf, name=papers.file_name(snapshot), **kind)


@jobs.task("meetings.render_item")
def render_item(key: str, progress: jobs.Progress) -> None:
    """Make the PDF of one item as a published version tells it to everybody."""
    what, number, uid = key.split(":")
    versions = MinutesVersion.objects if what == "minutes" else AgendaVersion.objects
    version = versions.select_related("body").get(pk=int(number))
    item = AgendaItem.objects.get(meeting=version.meeting, uid=uid)
    progress(1, 4)
    snapshot = version.body.public
    pdf = papers.item_pdf(snapshot, uid)
    progress(3, 4)
    attach_extract(version, item, pdf=pdf, name=papers.file_name(snapshot, uid))


@jobs.task(FOR_READER)
def render_for_reader(key: str, progress: jobs.Progress) -> None:
    """Make a PDF with the closed items that its reader may read."""
    paper = PaperForReader.objects.filter(pk=int(key.partition(":")[0])).first()
    if paper is None or is_current(paper):
        return
    progress(1, 4)
    snapshot = readable(paper)
    pdf = papers.pdf_of(snapshot)
    progress(3, 4)
    attach_paper(paper.pk, pdf=pdf, made_from=snapshot)


@jobs.task(PACK)
def pack_meeting(key: str, progress: jobs.Progress) -> None:
    """Put everything of a meeting that its reader may have into one file."""
    pk, _colon, times_asked = key.partition(":")
    archives = MeetingArchive.objects.select_related("meeting__committee", "reader")
    archive = archives.filter(pk=int(pk), times_asked=int(times_asked)).first()
    if archive is None or archive_is_current(archive):
        return
    with TemporaryFile() as made:
        packed = packing.pack(
            archive.meeting,
            archive.reader,
            into=made,
            made_at=archive.asked_at,
            progress=progress,
        )
        attach_archive(archive, made=made, packed=packed)


@jobs.task(READ_FILE)
def read_file(key: str, progress: jobs.Progress) -> None:
    """Look into an uploaded file, so that the look before publishing need not wait for it."""
    reading(File.objects.get(pk=key))


@jobs.task(READ_WORDS)
def read_words(key: str, progress: jobs.Progress) -> None:
    """Read a published file for the search."""
    read_words_(int(key.partition(":")[0]))


@shared_task(name="meetings.have_unread_read", acks_late=True)
def have_unread_read() -> None:
    """Start reading what was published and cannot be found by its words yet."""
    have_unread_read_()


@shared_task(name="meetings.forget_papers", acks_late=True)
def forget_papers() -> None:
    """Take away what was made for readers some time ago."""
    forget_papers_()
    forget_archives_()


@shared_task(name="meetings.remind_of_actions", acks_late=True)
def remind_of_actions() -> None:
    """Remind whoever took something on that is due soon or overdue."""
    remind_of_actions_()


@shared_task(name="meetings.remind_of_answers", acks_late=True)
def remind_of_answers() -> None:
    """Remind those whose answer about minutes is missing."""
    remind_of_answers_()


@jobs.task("meetings.remind")
def remind(key: str, progress: jobs.Progress) -> None:
    """Send one reminder of a meeting; twice tells nobody twice."""
    send_reminder(key)


@shared_task(name="meetings.find_reminders", ignore_result=True)
def find_reminders() -> None:
    """Run by beat in the daytime: each reminder that is due is a job of its own, started once."""
    for key in reminders_due():
        jobs.start("meetings.remind", key)
