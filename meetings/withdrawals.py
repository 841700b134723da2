"""What has been withdrawn, and so stands at no address any more."""

from __future__ import annotations

from django.db.models import Q

from .models import (
    AgendaVersion,
    ItemAttachment,
    Meeting,
    MinutesVersion,
    Withdrawal,
)


def of_attachment(attachment: ItemAttachment) -> Withdrawal | None:
    """Return what took a published file from the public, if anything did.

    It was withdrawn itself, or every version that lists it was.
    """
    if attachment.published_at is None:
        return None
    meeting = attachment.item.meeting
    found = Withdrawal.objects.confirmed().of_meeting(meeting).select_related("answer")
    found = found.filter(Q(attachment=None) | Q(attachment=attachment))
    rows = list(found)
    own = [row for row in rows if row.attachment_id is not None]
    if own or not rows:
        return own[0] if own else None
    return None if _is_listed(attachment, meeting) else rows[0]


def _is_listed(attachment: ItemAttachment, meeting: Meeting) -> bool:
    """Whether a version that stands names the file."""
    names_it = {"items": [{"attachments": [{"uid": str(attachment.uid)}]}]}
    minutes = MinutesVersion.objects.standing().filter(minutes__meeting=meeting)
    agendas = AgendaVersion.objects.standing().filter(meeting=meeting)
    return (
        minutes.filter(body__public__contains=names_it).exists()
        or agendas.filter(body__public__contains=names_it).exists()
    )


def can_be_asked_for(version: AgendaVersion | MinutesVersion) -> bool:
    """Whether nobody has asked for it yet, or was refused."""
    asked = Withdrawal.objects.filter(
        Q(minutes_version=version)
        if isinstance(version, MinutesVersion)
        else Q(agenda_version=version)
    )
    return not asked.filter(Q(answer=None) | Q(answer__is_confirmed=True)).exists()
