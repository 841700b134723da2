from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from committee.models import Deliverable
from portal import audit
from portal.documents import services as documents
from portal.documents.kinds import PDF
from portal.ui.models import first_result, free_key
from portal.writing.rows import Seen, settle

from .asking import locked, role_in

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from portal.people.models import User


@transaction.atomic
def plan_deliverable(
    committee_id: int,
    *,
    by: User,
    title_da: str,
    title_en: str = "",
    summary_da: str = "",
    summary_en: str = "",
    task_number: int | None = None,
    due_on: date | None = None,
    form_key: UUID | None = None,
) -> Deliverable:
    """Say what the committee is to hand over, in answer to which task, and by when."""
    committee = locked(committee_id)
    if not by.has_perm("committee.manage_deliverables", committee):
        raise PermissionDenied
    if made := first_result(Deliverable, form_key, committee=committee):
        return made
    deliverable = Deliverable(
        committee=committee,
        title_da=title_da,
        title_en=title_en,
        summary_da=summary_da,
        summary_en=summary_en,
        task_number=task_number,
        due_on=due_on,
        form_key=free_key(Deliverable, form_key),
    )
    deliverable.full_clean()
    deliverable.save()
    audit.record("deliverable.planned", actor=by, role=role_in(by, committee), subject=deliverable)
    return deliverable


@transaction.atomic
def describe_deliverable(
    deliverable_id: int,
    *,
    by: User,
    title_da: str,
    title_en: str,
    summary_da: str,
    summary_en: str,
    task_number: int | None,
    due_on: date | None,
    opened_with: Seen | None = None,
) -> Deliverable:
    """Change what a deliverable is; its address follows its title, the old one leads there.

    Raises `Overtaken` for what somebody else has changed since it was `opened_with`.
    """
    values = {
        "title_da": title_da,
        "title_en": title_en,
        "summary_da": summary_da,
        "summary_en": summary_en,
        "task_number": task_number,
        "due_on": due_on,
    }
    deliverable = _open(deliverable_id, by=by)
    _write(deliverable, "deliverable.described", values, by=by, opened_with=opened_with)
    return deliverable


@transaction.atomic
def hand_over(
    deliverable_id: int,
    *,
    by: User,
    handed_over_on: date | None,
    document: UploadedFile[bytes] | None = None,
    without_document: bool = False,
    document_url: str = "",
    document_note_da: str = "",
    document_note_en: str = "",
    opened_with: Seen | None = None,
) -> Deliverable:
    """Say when a deliverable was handed over, and where it is read; no day takes that back.

    A new document takes the old one's place, which stays in the storage and the row's history.
    Raises `Overtaken` for what somebody else has changed since it was `opened_with`.
    """
    deliverable = _open(deliverable_id, by=by)
    values: dict[str, Any] = {
        "handed_over_on": handed_over_on,
        "document_url": document_url,
        "document_note_da": document_note_da,
        "document_note_en": document_note_en,
    }
    if document is not None:
        _check_document(document, document_url)
        values["document"] = document.name
    elif without_document:
        values["document"] = None
    is_first = deliverable.handed_over_on is None and handed_over_on is not None
    action = "deliverable.handed_over" if is_first else "deliverable.handing_over_changed"
    _write(deliverable, action, values, by=by, opened_with=opened_with, document=document)
    return deliverable


def _check_document(document: UploadedFile[bytes], document_url: str) -> None:
    if documents.check(document) != PDF:
        advice = _("Choose a PDF, which everybody can read on every device.")
        raise ValidationError({"document": advice}, code="kind")
    if document_url:
        advice = _("Choose a file or give an address, not both.")
        raise ValidationError({"document_url": advice}, code="both")


@transaction.atomic
def record_council_decision(
    deliverable_id: int,
    *,
    by: User,
    council_decides_on: date | None,
    council_reference: str = "",
    council_decision_da: str = "",
    council_decision_en: str = "",
    council_decision_url: str = "",
    opened_with: Seen | None = None,
) -> Deliverable:
    """Say when the council decides on a deliverable, and afterwards what it decided.

    Raises `Overtaken` for what somebody else has changed since it was `opened_with`.
    """
    values = {
        "council_decides_on": council_decides_on,
        "council_reference": council_reference,
        "council_decision_da": council_decision_da,
        "council_decision_en": council_decision_en,
        "council_decision_url": council_decision_url,
    }
    deliverable = _open(deliverable_id, by=by)
    action = "deliverable.council_decision_recorded"
    _write(deliverable, action, values, by=by, opened_with=opened_with)
    return deliverable


@transaction.atomic
def remove_deliverable(deliverable_id: int, *, by: User) -> None:
    """Give up what was planned and never handed over; what is gone already stays so."""
    found = Deliverable.objects.filter(pk=deliverable_id).first()
    if found is None:
        return
    deliverable = _open(deliverable_id, by=by)
    if not deliverable.is_planned:
        raise ValidationError(_("What has been handed over stays in the record."), code="kept")
    if deliverable.item_links.exists():
        advice = _("An item of a meeting deals with it. Take it off there first, or let it stand.")
        raise ValidationError(advice, code="kept")
    audit.record(
        "deliverable.removed",
        actor=by,
        role=role_in(by, deliverable.committee),
        subject=deliverable,
    )
    deliverable.delete()


def _open(deliverable_id: int, *, by: User) -> Deliverable:
    """Lock a deliverable for whoever may change it."""
    deliverable = (
        Deliverable.objects.select_for_update(of=("self",))
        .select_related("committee", "document")
        .get(pk=deliverable_id)
    )
    if not by.has_perm("committee.manage_deliverables", deliverable):
        raise PermissionDenied
    return deliverable


def _write(
    deliverable: Deliverable,
    action: str,
    yours: dict[str, Any],
    *,
    by: User,
    opened_with: Seen | None,
    document: UploadedFile[bytes] | None = None,
) -> None:
    """Save what changed and record it; a new document is kept once nothing stands against it."""
    theirs = {name: getattr(deliverable, name) for name in yours}
    values = settle(deliverable, opened_with, yours=yours, theirs=theirs)
    changed = sorted(name for name, value in values.items() if theirs[name] != value)
    if not changed:
        return
    for name, value in values.items():
        if name != "document" or value is None:
            setattr(deliverable, name, value)
    deliverable.full_clean()
    if document is not None:
        deliverable.document = documents.store(document, by=by, title=deliverable.title_da)
        deliverable.full_clean()
    deliverable.save(update_fields=changed)
    audit.record(
        action,
        actor=by,
        role=role_in(by, deliverable.committee),
        subject=deliverable,
        data={"fields": changed},
    )
