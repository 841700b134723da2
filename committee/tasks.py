"""Work in the background: a key in, nothing done twice."""

from __future__ import annotations

from hashlib import sha256

from celery import shared_task
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal import jobs
from portal.documents import pdf
from portal.jobs.work import Progress

from . import services
from .figures import figures_of
from .models import Committee, MandateVersion, Municipality


@jobs.task("committee.render_mandate")
def render_mandate(key: str, progress: Progress) -> None:
    version = MandateVersion.objects.published().select_related("committee").get(pk=int(key))
    if version.rendition is not None:
        return
    with translation.override("da"):
        committee = version.committee
        path = reverse("committee:mandate-version", args=[committee.slug, version.number])
        municipality = Municipality.current()
        title = _("Mandate of %(name)s") % {"name": committee.name_da}
    assert version.published_at is not None  # noqa: S101 - the database has it so
    data = pdf.render(
        "committee/pdf/mandate.html",
        {
            "municipality_name": municipality.name,
            "committee": committee,
            "version": version,
            "tasks": list(version.tasks.all()),
            "url": settings.BASE_URL + path,
        },
        language="da",
        title=title,
        author=municipality.name,
        subject=title,
        url=settings.BASE_URL + path,
        dated=version.published_at,
    )
    services.attach_rendition(version.pk, pdf=data)


@shared_task(name="committee.renew_figures", acks_late=True)
def renew_figures() -> None:
    """Once a week, have a PDF made of the numbers of each committee that is at work."""
    for committee in Committee.objects.ongoing().order_by("pk"):
        services.start_figures(committee)


@jobs.task("committee.render_figures")
def render_figures(key: str, progress: Progress) -> None:
    """Make the PDF of a committee's numbers as everybody may see them, if they have changed."""
    committee = Committee.objects.get(pk=int(key.partition(":")[0]))
    now = timezone.now()
    with translation.override("da"):
        figures = figures_of(committee, AnonymousUser())
        path = reverse("committee:committee-figures", args=[committee.slug])
        municipality = Municipality.current()
        title = _("%(name)s in numbers") % {"name": committee.name_da}
    digest = sha256(repr(figures).encode()).hexdigest()
    if services.figures_are_told(committee, digest):
        return
    progress(1, 3)
    data = pdf.render(
        "committee/pdf/figures.html",
        {
            "municipality_name": municipality.name,
            "committee": committee,
            "figures": figures,
            "told_on": timezone.localdate(now),
            "url": settings.BASE_URL + path,
        },
        language="da",
        title=title,
        author=municipality.name,
        subject=title,
        url=settings.BASE_URL + path,
        dated=now,
    )
    told_on = timezone.localdate(now)
    services.attach_figures(committee.pk, told_on=told_on, digest=digest, pdf=data)
