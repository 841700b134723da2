"""What is found of the record: the items of published papers, and the files under them.

The index holds what everybody may read, whoever asks: of each meeting the public snapshot of its
newest version as the page of an item shows it, never the working rows. What is withdrawn is left
out, and of a closed item there is only the neutral title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.documents import richtext
from portal.search.sources import Shown, Source, Text

from . import reading
from .models import AgendaItem, ItemAttachment, Meeting, Withdrawal
from .models.agenda import AgendaItemQuerySet, ItemAttachmentQuerySet
from .snapshots import LANGUAGE

Json = dict[str, Any]


class Items(Source):
    name = "moeder"
    label = gettext_lazy("Meetings")

    def hold(self, pks: Iterable[int]) -> None:
        _lock(AgendaItem.objects.filter(pk__in=pks).values("meeting"))

    def texts(self, pks: Iterable[int]) -> Iterable[Text]:
        rows = list(AgendaItem.objects.filter(pk__in=pks).order_by("pk"))
        wanted = {row.uid: row.pk for row in rows}
        for version, snapshot in _told({row.meeting_id for row in rows}):
            for item in snapshot["items"]:
                if item["uid"] in wanted:
                    yield Text(
                        pk=wanted[item["uid"]],
                        title=item["title"],
                        body=" ".join(_words(item)),
                        at=version.published_at,
                        language=snapshot["language"],
                    )

    def every(self) -> AgendaItemQuerySet:
        return AgendaItem.objects.filter(shown_at__isnull=False)

    def visible_to(self, user: Any) -> QuerySet[Any]:
        meetings = Meeting.objects.visible_to(user).order_by()
        return self.every().known_to(user).filter(meeting__in=meetings.values("pk"))

    def shown(self, pks: Iterable[int], user: Any) -> dict[int, Shown]:
        rows = self.visible_to(user).filter(pk__in=pks).select_related("meeting__committee")
        return {row.pk: _shown(row, row.get_absolute_url()) for row in rows.order_by("pk")}


class Attachments(Source):
    """The files that the newest version names and everybody may have."""

    name = "bilag"
    label = gettext_lazy("Attachments")

    def hold(self, pks: Iterable[int]) -> None:
        _lock(ItemAttachment.objects.filter(pk__in=pks).values("item__meeting"))

    def texts(self, pks: Iterable[int]) -> Iterable[Text]:
        public = self.every().visible_to(AnonymousUser()).filter(pk__in=pks)
        rows = {str(row.uid): row for row in public.select_related("item", "file__words")}
        for version, snapshot in _told({row.item.meeting_id for row in rows.values()}):
            for item in snapshot["items"]:
                for file in item.get("attachments", []):
                    if file["uid"] in rows:
                        yield _file_text(rows[file["uid"]], file, version, snapshot)

    def every(self) -> ItemAttachmentQuerySet:
        withdrawn = Withdrawal.objects.confirmed().filter(attachment=OuterRef("pk"))
        return ItemAttachment.objects.filter(~Exists(withdrawn), published_at__isnull=False)

    def visible_to(self, user: Any) -> QuerySet[Any]:
        return self.every().visible_to(user)

    def shown(self, pks: Iterable[int], user: Any) -> dict[int, Shown]:
        rows = self.visible_to(user).filter(pk__in=pks).order_by("pk")
        rows = rows.select_related("item__meeting__committee")
        return {row.pk: _shown(row.item, row.get_absolute_url()) for row in rows}


def _file_text(row: ItemAttachment, file: Json, version: reading.Version, snapshot: Json) -> Text:
    words = getattr(row.file, "words", None)
    return Text(
        pk=row.pk,
        title=file["title"],
        body=words.text if words else "",
        at=version.published_at,
        language=snapshot["language"],
    )


def _lock(meetings: QuerySet[Any]) -> None:
    """Take the lock under which everything of these meetings is published, closed, withdrawn."""
    list(Meeting.objects.filter(pk__in=meetings).order_by("pk").select_for_update(of=("self",)))


def _told(meetings: Iterable[int]) -> Iterator[tuple[reading.Version, Json]]:
    """Yield the newest version of each meeting with what everybody may still read of it."""
    rows = Meeting.objects.filter(pk__in=meetings).select_related("minutes").order_by("pk")
    for meeting in rows:
        version = reading.newest_version(meeting)
        if version is None or version.withdrawal is not None:
            continue
        with translation.override(LANGUAGE):
            snapshot = reading.for_everybody(version.body.public, meeting)
        yield version, snapshot


def _words(item: Json) -> Iterator[str]:
    """Yield what an open item says of itself; a closed one has its title and nothing else.

    What is only told of here and lives elsewhere is left out: ideas, proposals, and action points
    of other meetings can be hidden there. Files have an entry of their own.
    """
    if item["is_closed"] or "kind" not in item:
        return
    yield from (item["presenter"], item["case_number"])
    for html in [part["html"] for part in item["sections"]] + [item["decision"]]:
        if html:
            yield " ".join(richtext.to_text(html).split())
    yield from (vote["on"] for vote in item["votes"])
    yield from (remark["text"] for remark in item["remarks"])
    yield from (point["text"] for point in item.get("action_points", []))


def _shown(item: AgendaItem, url: str) -> Shown:
    meeting = item.meeting
    number = _("Item %(number)s") % {"number": item.shown_number}
    about = f"{number}, {meeting.name}, {meeting.committee.name}"
    return Shown(url=url, about=about, at=meeting.starts_at)
