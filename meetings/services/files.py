"""Files under an item."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.checks import READ_FILE
from meetings.models import ItemAttachment
from portal import audit, jobs
from portal.documents import services as documents
from portal.ui.models import first_result, free_key

from .finding import index_meeting
from .items import has_changed, must_be_written
from .locking import ask, take_item

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from portal.documents.models import File
    from portal.people.models import User


@transaction.atomic
def attach_file(
    item_id: int,
    *,
    by: User,
    upload: UploadedFile[bytes] | None = None,
    file: File | None = None,
    title: str = "",
    is_public: bool = True,
    form_key: UUID | None = None,
) -> ItemAttachment:
    """Put a file under an item; an upload is checked and stored for good."""
    item = take_item(item_id)
    ask(by, "meetings.edit_item", item)
    if made := first_result(ItemAttachment, form_key, item=item):
        return made
    must_be_written(item, by)
    if file is None:
        if upload is None:
            raise ValidationError(_("Choose a file."))
        file = documents.store(upload, by=by, title=title)
        jobs.start(READ_FILE, key=file.pk)
    attachment = ItemAttachment.objects.create(
        item=item,
        file=file,
        title=title.strip() or file.title,
        is_public=is_public,
        added_by=by,
        form_key=free_key(ItemAttachment, form_key),
    )
    has_changed(item)
    audit.record("item.file_attached", actor=by, subject=item, data={"file": str(file.pk)})
    return attachment


@transaction.atomic
def remove_attachment(attachment_id: int, *, by: User) -> ItemAttachment:
    return _set_removed(attachment_id, by=by, removed=True)


@transaction.atomic
def restore_attachment(attachment_id: int, *, by: User) -> ItemAttachment:
    return _set_removed(attachment_id, by=by, removed=False)


def _set_removed(attachment_id: int, *, by: User, removed: bool) -> ItemAttachment:
    item_id = ItemAttachment.objects.values_list("item_id", flat=True).get(pk=attachment_id)
    item = take_item(item_id)
    ask(by, "meetings.edit_item", item)
    attachment = item.attachments.get(pk=attachment_id)
    if (attachment.removed_at is not None) == removed:
        return attachment
    must_be_written(item, by)
    attachment.removed_at = timezone.now() if removed else None
    attachment.save(update_fields=["removed_at"])
    has_changed(item)
    verb = "item.file_removed" if removed else "item.file_restored"
    audit.record(verb, actor=by, subject=item, data={"file": str(attachment.file_id)})
    return attachment


@transaction.atomic
def show_attachment(attachment_id: int, *, is_public: bool, by: User) -> ItemAttachment:
    """Let everybody read a file, or only the committee.

    Taking it from the public acts at once: a version that was sent out still names the file, and
    its address is closed.
    """
    item_id = ItemAttachment.objects.values_list("item_id", flat=True).get(pk=attachment_id)
    item = take_item(item_id)
    ask(by, "meetings.edit_item", item)
    attachment = item.attachments.get(pk=attachment_id)
    if attachment.is_public == is_public:
        return attachment
    must_be_written(item, by)
    attachment.is_public = is_public
    attachment.save(update_fields=["is_public"])
    index_meeting(item.meeting)
    has_changed(item)
    audit.record(
        "item.file_opened" if is_public else "item.file_closed",
        actor=by,
        subject=item,
        data={"file": str(attachment.file_id)},
    )
    return attachment
