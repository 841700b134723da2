"""Withdrawing what is unlawful: one asks, another confirms, and then it is gone from the public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from committee.models import Role
from meetings import notices
from meetings.models import (
    ActionPoint,
    Adoption,
    AgendaItem,
    AgendaVersion,
    ItemAttachment,
    Meeting,
    MeetingArchive,
    Minutes,
    MinutesState,
    MinutesVersion,
    PaperForReader,
    SealKind,
    Withdrawal,
    WithdrawalAnswer,
)
from meetings.refusals import MovedOn
from portal import audit
from portal.documents import services as documents
from portal.ui.models import first_result, free_key

from .agenda import show_faces
from .finding import index_meeting
from .locking import ask, role_in, take_meeting
from .papers import of_version
from .seals import seal

if TYPE_CHECKING:
    from portal.people.models import User

ADMINISTRATOR = "administrator"
Thing = AgendaVersion | MinutesVersion | ItemAttachment


@transaction.atomic
def ask_for_withdrawal(
    thing: Thing, *, by: User, why: str, note: str, form_key: UUID | None = None
) -> Withdrawal:
    """Ask that a published version or file is taken from the public; nothing changes yet."""
    meeting = take_meeting(_meeting_of(thing).pk)
    ask(by, "meetings.ask_for_withdrawal", meeting)
    on = {_kind(thing): thing}
    if made := first_result(Withdrawal, form_key, **on):
        return made
    before = Withdrawal.objects.filter(**on)
    if before.awaiting().exists() or before.confirmed().exists():
        raise MovedOn
    made = Withdrawal.objects.create(
        **on,
        why=why.strip(),
        note=note.strip(),
        asked_by=by,
        asked_role=_role(by, meeting),
        form_key=free_key(Withdrawal, form_key),
    )
    audit.record("withdrawal.asked_for", actor=by, subject=made, role=made.asked_role)
    notices.ask_to_confirm(made, by=by)
    return made


@transaction.atomic
def answer_withdrawal(withdrawal_id: int, *, confirm: bool, by: User) -> Withdrawal:
    """Confirm or decline what another has asked for. Confirmed, it takes effect at once.

    Answering again changes nothing.
    """
    asked = Withdrawal.objects.get(pk=withdrawal_id)
    meeting = take_meeting(asked.meeting.pk)
    ask(by, "meetings.answer_withdrawal", asked)
    if WithdrawalAnswer.objects.filter(withdrawal=asked).exists():
        return Withdrawal.objects.select_related("answer").get(pk=asked.pk)
    role = _other_role(asked)
    WithdrawalAnswer.objects.create(
        withdrawal=asked,
        is_confirmed=confirm,
        answered_by=by,
        answered_role=role if role == ADMINISTRATOR else role_in(by, meeting),
    )
    verb = "withdrawal.confirmed" if confirm else "withdrawal.declined"
    audit.record(verb, actor=by, subject=asked, role=asked.answer.answered_role)
    if confirm:
        _take_effect(asked, meeting, by)
        index_meeting(meeting)
    return asked


@transaction.atomic
def erase_withdrawn(withdrawal_id: int, *, by: User) -> Withdrawal:
    """Erase the words and the files of what was withdrawn, for good; fingerprints stay."""
    asked = Withdrawal.objects.select_related("answer").get(pk=withdrawal_id)
    take_meeting(asked.meeting.pk)
    ask(by, "meetings.erase_withdrawn", asked)
    if not asked.is_confirmed:
        raise MovedOn
    erased = False
    if asked.attachment is not None:
        erased = documents.erase_bytes(asked.attachment.file)
    elif (version := asked.version) is not None:
        body = type(version).objects.get(pk=version.pk)
        for rows in (body.renditions, body.item_renditions):
            for made in rows.select_related("file").order_by("pk"):
                erased = documents.erase_bytes(made.file) or erased
        if hasattr(body, "body"):
            body.body.delete()
            erased = True
    if erased:
        audit.record("withdrawal.erased", actor=by, subject=asked, role=ADMINISTRATOR)
    return asked


def _take_effect(asked: Withdrawal, meeting: Meeting, by: User) -> None:
    version = asked.version
    if version is None:
        return
    minutes = Minutes.objects.filter(meeting=meeting).first()
    if minutes is not None and minutes.current_version_id == asked.minutes_version_id:
        if minutes.state == MinutesState.PUBLISHED:
            minutes.state = MinutesState.WITHDRAWN
        minutes.is_withdrawn = True
        minutes.save(update_fields=["state", "is_withdrawn"])
        ActionPoint.objects.filter(item__meeting=meeting).update(published_at=None)
        Adoption.objects.filter(item__meeting=meeting).update(published_at=None)
    _show_what_still_stands(meeting, minutes)
    PaperForReader.objects.filter(**of_version(version)).delete()
    MeetingArchive.objects.filter(meeting=meeting).delete()
    notices.tell_of_withdrawal(asked, by=by)
    seal(version, SealKind.WITHDRAWAL, sha512=version.sha512, at=timezone.now())


def _show_what_still_stands(meeting: Meeting, minutes: Minutes | None) -> None:
    """Give the items the face that the version which still stands shows, the others none."""
    current = [minutes.current_version if minutes else None, meeting.current_agenda]
    standing = [each for each in current if each is not None and each.withdrawal is None]
    shown: Any = standing[0].body.public if standing else {"items": []}
    with translation.override("da"):
        nothing = _("Withdrawn")
    kept = [item["uid"] for item in shown["items"]]
    gone = AgendaItem.objects.filter(meeting=meeting, shown_at__isnull=False).exclude(uid__in=kept)
    gone.update(shown_is_public=False, shown_title=nothing)
    show_faces(meeting, shown, timezone.now())


def _kind(thing: Thing) -> str:
    if isinstance(thing, ItemAttachment):
        return "attachment"
    return "minutes_version" if isinstance(thing, MinutesVersion) else "agenda_version"


def _meeting_of(thing: Thing) -> Meeting:
    return thing.item.meeting if isinstance(thing, ItemAttachment) else thing.meeting


def _role(by: User, meeting: Meeting) -> str:
    """Return in which of the two roles somebody asks: the chair's weighs more."""
    return role_in(by, meeting, Role.CHAIR, Role.DEPUTY) or ADMINISTRATOR


def _other_role(asked: Withdrawal) -> str:
    return "chair" if asked.asked_role == ADMINISTRATOR else ADMINISTRATOR
