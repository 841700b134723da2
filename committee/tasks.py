"""Work in the background: a key in, nothing done twice."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from portal import jobs
from portal.documents import pdf
from portal.jobs.work import Progress

from . import services
from .models import MandateVersion, Municipality


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
