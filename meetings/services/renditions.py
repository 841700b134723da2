"""Files made from frozen versions: the first one stays, whoever comes second."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from meetings.models import (
    AgendaRendition,
    AgendaVersion,
    Edition,
    MinutesVersion,
    Rendition,
    SealKind,
)
from portal import audit
from portal.documents import services as documents

from .seals import seal

if TYPE_CHECKING:
    from portal.documents.models import File


@transaction.atomic
def attach_rendition(
    version_id: int, *, edition: str, pdf: bytes, name: str, template_version: str
) -> Rendition:
    """Keep the PDF of published minutes; one for each edition and state of the template."""
    version = MinutesVersion.objects.select_for_update(of=("self",)).get(pk=version_id)
    kind = {"edition": edition, "template_version": template_version}
    if (made := version.renditions.filter(**kind).first()) is not None:
        return made
    file = _keep(pdf, name, str(version))
    made = Rendition.objects.create(version=version, file=file, sha512=file.sha512, **kind)
    audit.record("minutes.rendered", actor=None, subject=version, data={"sha512": file.sha512})
    _seal(version, made)
    return made


@transaction.atomic
def attach_agenda_rendition(
    version_id: int, *, edition: str, pdf: bytes, name: str, template_version: str
) -> AgendaRendition:
    """Keep the PDF of a published agenda; one for each edition and state of the template."""
    version = AgendaVersion.objects.select_for_update(of=("self",)).get(pk=version_id)
    kind = {"edition": edition, "template_version": template_version}
    if (made := version.renditions.filter(**kind).first()) is not None:
        return made
    file = _keep(pdf, name, str(version))
    made = AgendaRendition.objects.create(version=version, file=file, sha512=file.sha512, **kind)
    audit.record("agenda.rendered", actor=None, subject=version, data={"sha512": file.sha512})
    _seal(version, made)
    return made


def _seal(version: AgendaVersion | MinutesVersion, made: Rendition | AgendaRendition) -> None:
    """Link the file to the chain of fingerprints, which holds only what everybody may have."""
    if made.edition == Edition.PUBLIC:
        seal(version, SealKind.PDF, sha512=made.sha512, at=made.created_at)


def _keep(pdf: bytes, name: str, title: str) -> File:
    return documents.store_bytes(pdf, name=name, mime_type="application/pdf", title=title)
