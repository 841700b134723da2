"""Keeping what is found of the record: part of whatever changes what everybody may read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from meetings.models import ItemAttachment
from meetings.search import Attachments, Items
from portal import jobs
from portal.documents import services as documents
from portal.search import services as search

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from meetings.models import Meeting

READ_WORDS = "meetings.read_words"
MOST_AT_NIGHT = 500


def index_meeting(meeting: Meeting) -> None:
    """Let be found what the public reads of this meeting now, and nothing else of it."""
    items = Items().every().filter(meeting=meeting)
    search.index(Items.name, items.order_by("pk").values_list("pk", flat=True))
    files = ItemAttachment.objects.filter(item__meeting=meeting, published_at__isnull=False)
    search.index(Attachments.name, files.order_by("pk").values_list("pk", flat=True))
    _have_read(_unread().filter(item__meeting=meeting))


def read_words(attachment_id: int) -> None:
    """Let a file that everybody may have be found by its words; no publication waits for it."""
    unread = _unread().filter(pk=attachment_id).select_related("file").first()
    if unread is not None:
        documents.keep_words(unread.file)
    search.index(Attachments.name, [attachment_id])


def have_unread_read() -> None:
    """Have files read that were published before there were words, or whose reading failed."""
    _have_read(_unread()[:MOST_AT_NIGHT])


def _unread() -> QuerySet[ItemAttachment]:
    public = Attachments().every().visible_to(AnonymousUser())
    return public.filter(file__words=None).order_by("pk")


def _have_read(rows: QuerySet[ItemAttachment]) -> None:
    for pk in rows.values_list("pk", flat=True):
        # A file may be closed on one day and open on another: each is a job of its own.
        jobs.start(READ_WORDS, key=f"{pk}:{timezone.localdate()}")
