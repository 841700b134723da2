from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.logos import LogoFile
from committee.models import EDITABLE, Committee, CommitteeLink, Logo, Municipality, TaskProgress
from portal import audit
from portal.notifications import services as notifications
from portal.people.models import User
from portal.writing.rows import Seen, settle

from .asking import locked, role_in


@transaction.atomic
def set_up_committee(committee: Committee, *, by: User) -> Committee:
    """Set up a committee as the council decided; who does gains no right in it."""
    if not by.has_perm("committee.add_committee"):
        raise PermissionDenied
    committee.channel = notifications.open_channel()
    committee.full_clean(exclude=["channel"])
    committee.save()
    audit.record("committee.set_up", actor=by, subject=committee)
    return committee


@transaction.atomic
def change_setup(committee: Committee, *, by: User, changed: Iterable[str]) -> Committee:
    """Change the frame of a committee: its dates, its address, whether it is featured."""
    if not by.has_perm("committee.change_committee", committee):
        raise PermissionDenied
    fields = sorted(changed)
    if fields:
        committee.save(update_fields=fields)
        audit.record(
            "committee.setup_changed", actor=by, subject=committee, data={"fields": fields}
        )
    return committee


@transaction.atomic
def describe_municipality(
    municipality: Municipality,
    *,
    by: User,
    logo: LogoFile | None = None,
    without_logo: bool = False,
) -> Municipality:
    """Say who runs this installation, and how it looks.

    A new logo takes the old one's place. Raises ValidationError for colours that cannot be read.
    """
    if not by.has_perm("committee.change_municipality"):
        raise PermissionDenied
    if logo is not None:
        municipality.logo = _keep(logo)
    elif without_logo:
        municipality.logo = None
    municipality.full_clean(validate_unique=False)
    municipality.save()
    audit.record(
        "municipality.described",
        actor=by,
        subject=municipality,
        data={
            "brand": municipality.brand_colour,
            "thread": municipality.thread_colour,
            "logo": municipality.logo_id or "",
        },
    )
    return municipality


def _keep(logo: LogoFile) -> Logo:
    """Store the logo under the name of its content; the same one again is the same row."""
    digest = hashlib.sha256(logo.content).hexdigest()
    kept, _is_new = Logo.objects.get_or_create(
        digest=digest,
        defaults={
            "mime_type": logo.mime_type,
            "content": logo.content,
            "width": logo.width,
            "height": logo.height,
        },
    )
    return kept


@transaction.atomic
def edit_committee(
    committee_id: int,
    *,
    by: User,
    links: list[dict[str, str]] | None = None,
    opened_with: Seen | None = None,
    **texts: Any,
) -> Committee:
    """Change a committee's texts, contact, time limits and links; what is not named stays.

    Raises `Overtaken` for what somebody else has changed since it was `opened_with`.
    """
    committee = locked(committee_id)
    if not by.has_perm("committee.edit_committee", committee):
        raise PermissionDenied
    if unknown := set(texts) - set(EDITABLE):
        raise TypeError(f"Not the secretary's to change: {sorted(unknown)}")
    theirs = {name: getattr(committee, name) for name in texts}
    yours = dict(texts)
    if links is not None:
        theirs["links"], yours["links"] = _links_of(committee), links
    texts = settle(committee, opened_with, yours=yours, theirs=theirs)
    links = texts.pop("links", None)
    changed = sorted(name for name, value in texts.items() if getattr(committee, name) != value)
    for name in changed:
        setattr(committee, name, texts[name])
    committee.full_clean(exclude=["channel"])
    committee.save(update_fields=changed)
    if links is not None and _replace_links(committee, links):
        changed.append("links")
    if changed:
        audit.record(
            "committee.edited",
            actor=by,
            role=role_in(by, committee),
            subject=committee,
            data={"fields": changed},
        )
    return committee


def _links_of(committee: Committee) -> list[dict[str, Any]]:
    return [dict(link) for link in committee.links.values("title_da", "title_en", "url")]


def _replace_links(committee: Committee, links: list[dict[str, str]]) -> bool:
    if _links_of(committee) == links:
        return False
    committee.links.all().delete()
    CommitteeLink.objects.bulk_create(
        CommitteeLink(committee=committee, position=place, **link)
        for place, link in enumerate(links)
    )
    return True


@transaction.atomic
def report_progress(
    committee_id: int,
    *,
    by: User,
    task_number: int,
    steps_done: int,
    steps_total: int,
    status_da: str = "",
    status_en: str = "",
    next_da: str = "",
    next_en: str = "",
    opened_with: Seen | None = None,
) -> TaskProgress:
    """Say how far the committee is with one of its tasks and what comes next.

    Raises `Overtaken` for what somebody else has changed since it was `opened_with`.
    """
    committee = locked(committee_id)
    if not by.has_perm("committee.edit_committee", committee):
        raise PermissionDenied
    values: dict[str, Any] = {
        "steps_done": steps_done,
        "steps_total": steps_total,
        "status_da": status_da,
        "status_en": status_en,
        "next_da": next_da,
        "next_en": next_en,
    }
    progress = TaskProgress.objects.filter(committee=committee, task_number=task_number).first()
    if progress:
        theirs = {name: getattr(progress, name) for name in values}
        values = settle(committee, opened_with, yours=values, theirs=theirs)
    if not 0 <= values["steps_done"] <= values["steps_total"] <= 12 or values["steps_total"] < 1:
        raise ValidationError(
            _("No more steps can be done than there are, up to twelve."), code="steps"
        )
    if progress and all(getattr(progress, name) == value for name, value in values.items()):
        return progress
    progress, _created = TaskProgress.objects.update_or_create(
        committee=committee,
        task_number=task_number,
        defaults={**values, "updated_at": timezone.now()},
    )
    audit.record(
        "committee.progress_reported",
        actor=by,
        role=role_in(by, committee),
        subject=committee,
        data={
            "task": task_number,
            "steps": f"{values['steps_done']}/{values['steps_total']}",
            "fields": sorted(values),
        },
    )
    return progress


def follow_committee(committee_id: int, *, by: User) -> None:
    """Hear of what happens in the committee; twice is once."""
    committee = Committee.objects.visible_to(by).get(pk=committee_id)
    if not by.has_perm("committee.follow_committee", committee):
        raise PermissionDenied
    notifications.follow(committee.channel_id, by=by)


def unfollow_committee(committee_id: int, *, by: User) -> None:
    committee = Committee.objects.visible_to(by).get(pk=committee_id)
    notifications.unfollow(committee.channel_id, by=by)
