"""What belongs in the archive of a meeting: each file by its path, in an order that never varies.

What the portal writes itself is made when it is asked for, one file at a time, so that nothing
adds up in memory.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings

from meetings import papers, reading, snapshots, withdrawals
from meetings.models import (
    AgendaBody,
    AgendaVersion,
    Edition,
    ItemAttachment,
    Meeting,
    MinutesBody,
    MinutesVersion,
)
from meetings.snapshots.facts import committee_facts, iso, meeting_facts
from portal.documents.kinds import clean_name
from portal.documents.models import File

from . import tables

Json = dict[str, Any]
Version = AgendaVersion | MinutesVersion
JSON, CSV = "application/json", "text/csv"
NOT_MADE = "not_made"


@dataclass(frozen=True)
class Made:
    """A file that the portal writes itself."""

    path: str
    media_type: str
    make: Callable[[], bytes]
    about: Json = field(default_factory=dict)


@dataclass(frozen=True)
class Stored:
    """A file that lies in the storage."""

    path: str
    file: File
    about: Json = field(default_factory=dict)


@dataclass(frozen=True)
class LeftOut:
    """Something that belongs to the meeting and is not in the archive, and why."""

    path: str
    why: str
    """`withdrawn`, `closed` to this reader, `not_made` yet."""
    about: Json = field(default_factory=dict)


Entry = Made | Stored | LeftOut


def entries(meeting: Meeting, reader: Any) -> list[Entry]:
    """Return what belongs in the archive that this reader may have."""
    versions = _versions(meeting)
    source = _source(meeting)
    told = source.read(reader) if source else None
    return [
        Made("metadata.json", JSON, lambda: _metadata(meeting, versions, source)),
        *_tables(source, reader),
        *(entry for version in versions for entry in _of_version(version, reader)),
        *_attachments(meeting, reader, told),
    ]


# What the tables tell ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Source:
    """What the tables are made from: the newest record that there is of the meeting."""

    what: str
    """minutes, agenda"""
    version: int | None
    """None of a draft"""
    meeting: Meeting
    member: Callable[[], Json]

    def read(self, reader: Any) -> Json:
        return reading.for_reader(self.member(), reader, self.meeting)


def _source(meeting: Meeting) -> Source | None:
    """Return the record that holds, or the draft where nothing was published yet.

    Of what was withdrawn nothing is told, and a draft that follows it may still repeat it.
    """
    minutes = getattr(meeting, "minutes", None)
    if minutes is not None and minutes.current_version is None:
        draft = snapshots.Frame(minutes.next_number, meeting.starts_at)
        return Source(
            "minutes", None, meeting, lambda: dict(snapshots.build_member(minutes, draft))
        )
    version: Version | None = minutes.current_version if minutes else None
    if version is None or version.withdrawal is not None:
        version = meeting.current_agenda
    if version is None:
        draft = snapshots.Frame(meeting.next_agenda_number, meeting.starts_at)
        return Source("agenda", None, meeting, lambda: dict(snapshots.build_member(meeting, draft)))
    if version.withdrawal is not None:
        return None
    what = "minutes" if isinstance(version, MinutesVersion) else "agenda"
    return Source(what, version.number, meeting, lambda: _body(version).member)


def _tables(source: Source | None, reader: Any) -> Iterator[Entry]:
    for name, table in tables.TABLES.items():
        path = f"tabeller/{name}.csv"
        if source is None:
            yield LeftOut(path, "withdrawn")
        else:
            yield Made(path, CSV, _csv(source, reader, table))


def _csv(source: Source, reader: Any, table: tables.Table) -> Callable[[], bytes]:
    return lambda: tables.written(table, source.read(reader))


# Versions ---------------------------------------------------------------------------------------


def _versions(meeting: Meeting) -> list[Version]:
    agendas = AgendaVersion.objects.filter(meeting=meeting).select_related("meeting")
    minutes = MinutesVersion.objects.filter(minutes__meeting=meeting)
    return [
        *agendas.order_by("number"),
        *minutes.select_related("minutes__meeting").order_by("number"),
    ]


def _body(version: Version) -> AgendaBody | MinutesBody:
    """Return a version's content, read anew each time: several of them may be large."""
    if isinstance(version, AgendaVersion):
        return AgendaBody.objects.get(pk=version.pk)
    return MinutesBody.objects.get(pk=version.pk)


def _stem(version: Version) -> str:
    what = "dagsorden" if isinstance(version, AgendaVersion) else "referat"
    return f"{what}-v{version.number}"


def _of_version(version: Version, reader: Any) -> Iterator[Entry]:
    """Return a version as plain data, for everybody and for the committee, and its PDF.

    The file for everybody is to the letter what was sealed: its SHA-512 is the version's own.
    """
    stem, meeting = _stem(version), version.meeting
    about = {"version": stem}
    if version.withdrawal is not None:
        yield LeftOut(f"versioner/{stem}", "withdrawn", about)
        return
    public = _body(version).public
    is_whole = reading.for_reader(public, reader, meeting) == public

    def make(edition: str) -> Callable[[], bytes]:
        return lambda: snapshots.written(
            reading.for_reader(getattr(_body(version), edition), reader, meeting)  # type: ignore[arg-type]
        )

    yield Made(
        f"versioner/{stem}-offentlig.json",
        JSON,
        make("public"),
        {**about, "edition": "public", "is_as_sealed": is_whole},
    )
    yield Made(
        f"versioner/{stem}-udvalget.json", JSON, make("member"), {**about, "edition": "member"}
    )
    yield _pdf(version, f"pdf/{papers.file_name(public)}", about, is_whole=is_whole)


def _pdf(version: Version, path: str, about: Json, *, is_whole: bool) -> Entry:
    if not is_whole:
        return LeftOut(path, "closed", about)
    rendition = (
        version.renditions.filter(edition=Edition.PUBLIC)
        .select_related("file")
        .order_by("-pk")
        .first()
    )
    if rendition is None:
        return LeftOut(path, NOT_MADE, about)
    return Stored(path, rendition.file, about)


# Attachments ------------------------------------------------------------------------------------


def _attachments(meeting: Meeting, reader: Any, told: Json | None) -> Iterator[Entry]:
    """Return the files under the items: those that hang there, and those that were published."""
    numbers = {item["uid"]: item["number"] for item in told["items"]} if told else {}
    rows = (
        ItemAttachment.objects.visible_to(reader)
        .filter(item__meeting=meeting)
        .exclude(removed_at__isnull=False, published_at=None)
        .select_related("file", "item__meeting")
        .order_by("item__position", "item", "pk")
    )
    counted: Counter[str] = Counter()
    for row in rows:
        number = numbers.get(row.item.uid) or row.item.shown_number
        folder = f"bilag/punkt-{number}" if number else f"bilag/punkt-{row.item.uid}"
        about = {"item": row.item.uid, "is_public": row.is_public, "attachment": str(row.uid)}
        if withdrawals.of_attachment(row) is not None:
            # Its name may be what was unlawful.
            yield LeftOut(f"{folder}/{row.uid}", "withdrawn", about)
            continue
        counted[folder] += 1
        name = clean_name(row.file.name, row.file.mime_type)
        yield Stored(
            f"{folder}/{counted[folder]:02}-{name}", row.file, {**about, "title": row.title}
        )


# The meeting ------------------------------------------------------------------------------------


def _metadata(meeting: Meeting, versions: list[Version], source: Source | None) -> bytes:
    """Return the facts of the meeting, and of each version its fingerprint and its links."""
    return readable(
        {
            "format": 1,
            "committee": committee_facts(meeting),
            "meeting": {
                **meeting_facts(meeting),
                "state": meeting.state,
                "cancelled_reason": meeting.cancelled_reason,
                "url": f"{settings.BASE_URL}/moeder/{meeting.pk}/",
            },
            "language_of_the_record": snapshots.LANGUAGE,
            "tables_are_made_from": source and {"what": source.what, "version": source.version},
            "versions": [_facts(version) for version in versions],
        }
    )


def _facts(version: Version) -> Json:
    withdrawal = version.withdrawal
    return {
        "version": _stem(version),
        "number": version.number,
        "published_at": iso(version.published_at),
        "sha512": version.sha512,
        "withdrawn": withdrawal
        and {"at": iso(withdrawal.answer.answered_at), "note": withdrawal.note},
        # Each line is a link of the chain to the letter; its SHA-512 is the link's hash.
        "chain": [
            {"number": seal.number, "kind": seal.kind, "hash": seal.hash, "line": seal.line}
            for seal in version.seals.order_by("number")
        ],
    }


def readable(told: Json) -> bytes:
    """Return JSON as people read it."""
    return (json.dumps(told, ensure_ascii=False, indent=2) + "\n").encode()
