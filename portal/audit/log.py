from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils import timezone

from portal.ui.request_ids import current_request_id

if TYPE_CHECKING:
    from .models import Entry


def record(
    action: str,
    *,
    actor: Any,
    subject: Model,
    reason: str = "",
    role: str = "",
    data: dict[str, Any] | None = None,
) -> "Entry":
    """Write down an act beside its change; both commit or neither does.

    `action` is namespaced and in the past tense (`minutes.published`). `actor` is None for
    what the system does by itself. Closed text never goes into `data` or the label.
    """
    from .models import Entry  # noqa: PLC0415 - the package is imported before apps are ready

    return Entry.objects.create(
        at=timezone.now(),
        action=action,
        actor=actor,
        role=role,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        subject_label=_label(subject),
        reason=reason,
        data=data or {},
        request_id=current_request_id.get(),
    )


def last_change(subject: Model, names: Collection[str]) -> "Entry | None":
    """Return the newest entry that names one of these fields as changed, else the newest at all."""
    from .models import Entry  # noqa: PLC0415 - the package is imported before apps are ready

    newest = Entry.objects.select_related("actor").filter(
        subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
    )
    entries = list(newest.order_by("-pk")[:20])
    told = (entry for entry in entries if set(names) & set(entry.data.get("fields", ())))
    return next(told, entries[0] if entries else None)


def acts_on(subject: Model, most: int = 50) -> "list[Entry]":
    """Return what was done with it, the newest first."""
    from .models import Entry  # noqa: PLC0415 - the package is imported before apps are ready

    found = Entry.objects.select_related("actor").filter(
        subject_type=subject._meta.label_lower, subject_id=str(subject.pk)
    )
    return list(found.order_by("-pk")[:most])


def _label(subject: Model) -> str:
    label = getattr(subject, "audit_label", None)
    return str(label if label is not None else subject)[:200]
