from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from committee.models import MandateRendition, MandateTask, MandateVersion
from portal import audit, jobs
from portal.documents import services as documents
from portal.notifications import services as notifications
from portal.people.models import User
from portal.writing.rows import Seen, settle

from .asking import locked, role_in

TEXTS = tuple(
    f"{part}_{language}"
    for part in ("background", "composition", "period", "reporting")
    for language in ("da", "en")
)
TEMPLATE_VERSION = 1
"""Raised when the PDF's template changes in what it says; older files stay."""
TASK_VALUES = ("title_da", "title_en", "text_da", "text_en", "target_low", "target_high")


@transaction.atomic
def draft_mandate(committee_id: int, *, by: User) -> MandateVersion:
    """Open the next version, starting from the published one; an open draft is returned."""
    committee = locked(committee_id)
    if not by.has_perm("committee.edit_mandate", committee):
        raise PermissionDenied
    newest = committee.mandates.newest_first().first()
    if newest and not newest.is_published:
        return newest
    draft = MandateVersion(committee=committee, number=newest.number + 1 if newest else 1)
    tasks: list[MandateTask] = []
    if newest:
        for name in TEXTS:
            setattr(draft, name, getattr(newest, name))
        tasks = list(newest.tasks.all())
    draft.save()
    MandateTask.objects.bulk_create(
        MandateTask(
            version=draft, number=task.number, **{name: getattr(task, name) for name in TASK_VALUES}
        )
        for task in tasks
    )
    audit.record("mandate.drafted", actor=by, role=role_in(by, committee), subject=draft)
    return draft


@transaction.atomic
def write_mandate(
    version_id: int,
    *,
    by: User,
    tasks: list[dict[str, Any]] | None = None,
    opened_with: Seen | None = None,
    **texts: str,
) -> MandateVersion:
    """Write a draft: its texts, and with `tasks` all its tasks in their order.

    Raises `Overtaken` for what somebody else has changed since it was `opened_with`.
    """
    version = _open_version(version_id)
    if not by.has_perm("committee.edit_mandate", version):
        raise PermissionDenied
    if version.is_published:
        raise ValidationError(_("A published mandate stays as it is. Open a new version."))
    if unknown := set(texts) - set(TEXTS):
        raise TypeError(f"No text of a mandate: {sorted(unknown)}")
    standing = list(version.tasks.values(*TASK_VALUES))
    values = settle(
        version,
        opened_with,
        yours={**texts, "tasks": standing if tasks is None else tasks},
        theirs={**{name: getattr(version, name) for name in texts}, "tasks": standing},
    )
    tasks = values.pop("tasks")
    changed = [name for name, text in values.items() if getattr(version, name) != text]
    for name in changed:
        setattr(version, name, values[name])
    version.save(update_fields=changed)
    if tasks != standing:
        _replace_tasks(version, tasks)
        changed.append("tasks")
    if changed:
        audit.record(
            "mandate.written",
            actor=by,
            role=role_in(by, version.committee),
            subject=version,
            data={"fields": changed},
        )
    return version


def _replace_tasks(version: MandateVersion, tasks: list[dict[str, Any]]) -> None:
    rows = [
        MandateTask(version=version, number=number, **{n: task.get(n) for n in TASK_VALUES})
        for number, task in enumerate(tasks, start=1)
    ]
    for row in rows:
        row.clean_fields(exclude=["version"])
    version.tasks.all().delete()
    MandateTask.objects.bulk_create(rows)


@transaction.atomic
def publish_mandate(version_id: int, *, by: User) -> MandateVersion:
    """Publish a version for good; the one before stays readable. Again changes nothing."""
    version = _open_version(version_id)
    if not by.has_perm("committee.publish_mandate", version):
        raise PermissionDenied
    if version.is_published:
        return version
    if not version.background_da.strip() or not version.tasks.exists():
        raise ValidationError(
            _("A mandate needs a background and at least one task before it is published."),
            code="incomplete",
        )
    version.state = MandateVersion.State.PUBLISHED
    version.published_at, version.published_by = timezone.now(), by
    version.save(update_fields=["state", "published_at", "published_by"])
    committee = version.committee
    audit.record("mandate.published", actor=by, role=role_in(by, committee), subject=version)
    jobs.start("committee.render_mandate", key=version.pk)
    with translation.override("da"):
        url = version.get_absolute_url()
    notifications.notify(
        "committee.mandate_published",
        event=f"mandate:{version.pk}",
        url=url,
        title_da=f"{committee.name_da}: kommissoriet er offentliggjort (version {version.number})",
        title_en=f"{committee.name_en or committee.name_da}: "
        f"the mandate has been published (version {version.number})",
        channel=committee.channel,
        except_for=by,
    )
    return version


@transaction.atomic
def attach_rendition(version_id: int, *, pdf: bytes) -> MandateRendition:
    """Keep the PDF of a published mandate; the first one made stays."""
    version = _open_version(version_id)
    made = version.renditions.filter(template_version=TEMPLATE_VERSION).first()
    if made:
        return made
    name = f"kommissorium-{version.committee.slug}-v{version.number}.pdf"
    file = documents.store_bytes(pdf, name=name, mime_type="application/pdf")
    rendition = MandateRendition.objects.create(
        version=version, template_version=TEMPLATE_VERSION, file=file
    )
    audit.record("mandate.rendered", actor=None, subject=version, data={"sha512": file.sha512[:16]})
    return rendition


def _open_version(version_id: int) -> MandateVersion:
    return (
        MandateVersion.objects.select_for_update(of=("self",))
        .select_related("committee__channel")
        .get(pk=version_id)
    )
