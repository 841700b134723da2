from __future__ import annotations

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from committee.models import Committee, FiguresRendition
from portal import audit, jobs
from portal.documents import services as documents
from portal.people.models import User

from .asking import locked, role_in

FIGURES_TEMPLATE_VERSION = 1
"""Raised when the PDF's template changes in what it says; older files stay."""


@transaction.atomic
def ask_for_figures(committee_id: int, *, by: User) -> None:
    """Have today's numbers made into a PDF; once a day is enough."""
    committee = locked(committee_id)
    if not by.has_perm("committee.edit_committee", committee):
        raise PermissionDenied
    start_figures(committee)
    audit.record(
        "committee.figures_asked_for", actor=by, role=role_in(by, committee), subject=committee
    )


def start_figures(committee: Committee) -> jobs.Job:
    """Start the making of today's PDF; a second start on the same day is the same job."""
    today = timezone.localdate().isoformat()
    return jobs.start("committee.render_figures", key=f"{committee.pk}:{today}")


def figures_are_told(committee: Committee, digest: str) -> bool:
    """Whether the newest PDF says these numbers, so that another would say nothing new."""
    newest = committee.figures_renditions.order_by("-told_on").first()
    return newest is not None and (newest.digest, newest.template_version) == (
        digest,
        FIGURES_TEMPLATE_VERSION,
    )


@transaction.atomic
def attach_figures(
    committee_id: int, *, told_on: date, digest: str, pdf: bytes
) -> FiguresRendition:
    """Keep the PDF of a day's numbers; the first one made on that day stays."""
    committee = locked(committee_id)
    made = committee.figures_renditions.filter(told_on=told_on).first()
    if made:
        return made
    name = f"tal-{committee.slug}-{told_on.isoformat()}.pdf"
    file = documents.store_bytes(pdf, name=name, mime_type="application/pdf")
    rendition = FiguresRendition.objects.create(
        committee=committee,
        told_on=told_on,
        digest=digest,
        template_version=FIGURES_TEMPLATE_VERSION,
        file=file,
    )
    audit.record(
        "committee.figures_rendered",
        actor=None,
        subject=committee,
        data={"day": told_on.isoformat(), "sha512": file.sha512[:16]},
    )
    return rendition
