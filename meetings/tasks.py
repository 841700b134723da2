"""Work in the background: a version's key in, its file once."""

from portal import jobs

from . import papers
from .models import AgendaVersion, Edition, MinutesVersion
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
