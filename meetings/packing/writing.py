"""Writing the ZIP: one file after the other, in blocks, with a checksum of each."""

from __future__ import annotations

import hashlib
import tomllib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import IO, Any

from django.conf import settings
from django.utils import timezone

from meetings.models import Meeting
from meetings.snapshots.facts import iso
from portal.documents.models import File

from .contents import NOT_MADE, Entry, Json, LeftOut, Made, Stored, entries, readable

BLOCK = 256 * 1024
MANIFEST, CHECKSUMS = "manifest.json", "CHECKSUMS.txt"


@dataclass(frozen=True)
class Packed:
    fingerprint: str
    """Of what went in; see `fingerprint`."""
    lacking: int
    """How many files could not be read or are not made yet: a later try may have them."""


def fingerprint(meeting: Meeting, reader: Any) -> str:
    """Return what tells whether an archive made for this reader now would hold the same."""
    marks = hashlib.sha512()
    for entry in entries(meeting, reader):
        marks.update(_mark(entry, entry.make() if isinstance(entry, Made) else b""))
    return marks.hexdigest()


def _mark(entry: Entry, data: bytes) -> bytes:
    if isinstance(entry, Made):
        said = hashlib.sha512(data).hexdigest()
    else:
        said = entry.file.sha512 if isinstance(entry, Stored) else entry.why
    return f"{entry.path}\0{said}\n".encode()


def pack(
    meeting: Meeting,
    reader: Any,
    *,
    into: IO[bytes],
    made_at: datetime,
    progress: Callable[[int, int], None],
) -> Packed:
    """Write the archive that this reader may have.

    A file that cannot be read, or is not what was stored, is left out, and the manifest says so.
    """
    found = entries(meeting, reader)
    marks = hashlib.sha512()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as parcel:
        writer = _Writer(parcel, made_at)
        for done, entry in enumerate(found):
            progress(done, len(found) + 1)
            marks.update(writer.take(entry))
        writer.finish(_said(meeting, reader, made_at))
    return Packed(marks.hexdigest(), writer.lacking)


def _said(meeting: Meeting, reader: Any, made_at: datetime) -> Json:
    return {
        "format": 1,
        "what": "meeting",
        "meeting": f"{settings.BASE_URL}/moeder/{meeting.pk}/",
        "name": f"{meeting.name}, {meeting.committee.name_da}",
        "made_at": iso(made_at),
        "made_by": reader.display_name,
        "made_with": {"name": "Samskab", "version": _version()},
    }


@cache
def _version() -> str:
    with (settings.BASE_DIR / "pyproject.toml").open("rb") as told:
        return str(tomllib.load(told)["project"]["version"])


class _Writer:
    """Puts files into the ZIP and keeps the account of them."""

    def __init__(self, parcel: zipfile.ZipFile, made_at: datetime) -> None:
        self._parcel = parcel
        self._at = timezone.localtime(made_at).timetuple()[:6]
        self._files: list[Json] = []
        self._missing: list[Json] = []
        self._sums: list[str] = []
        self.lacking = 0

    def take(self, entry: Entry) -> bytes:
        """Put an entry in, or down as missing; return its mark for the fingerprint."""
        if isinstance(entry, LeftOut):
            self.lacking += entry.why == NOT_MADE
            self._miss(entry, entry.why)
            return _mark(entry, b"")
        if isinstance(entry, Made):
            data = entry.make()
            self._keep(entry, entry.media_type, self._put(entry.path, [data]))
            return _mark(entry, data)
        if why := _what_is_wrong(entry.file):
            self.lacking += 1
            self._miss(entry, why)
        else:
            put = self._put(entry.path, _blocks(entry.file), compress=False)
            self._keep(entry, entry.file.mime_type, put)
        return _mark(entry, b"")

    def finish(self, said: Json) -> None:
        manifest = readable({**said, "files": self._files, "missing": self._missing})
        self._put(MANIFEST, [manifest])
        self._put(CHECKSUMS, ["".join(self._sums).encode()])

    def _put(self, path: str, blocks: Iterable[bytes], *, compress: bool = True) -> tuple[int, str]:
        """Write a file and return its size and SHA-256."""
        info = zipfile.ZipInfo(path, self._at)
        info.external_attr = 0o644 << 16
        info.compress_type = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
        digest, size = hashlib.sha256(), 0
        with self._parcel.open(info, "w") as out:
            for block in blocks:
                out.write(block)
                digest.update(block)
                size += len(block)
        self._sums.append(f"{digest.hexdigest()}  {path}\n")
        return size, digest.hexdigest()

    def _keep(self, entry: Made | Stored, media_type: str, put: tuple[int, str]) -> None:
        size, sha256 = put
        row = {"path": entry.path, "size": size, "type": media_type, "sha256": sha256}
        self._files.append(row | entry.about)

    def _miss(self, entry: Stored | LeftOut, why: str) -> None:
        self._missing.append({"path": entry.path, "why": why} | entry.about)


def _what_is_wrong(file: File) -> str:
    """Read a file once without keeping it; a half-written entry could not be taken back."""
    digest = hashlib.sha512()
    try:
        for block in _blocks(file):
            digest.update(block)
    except FileNotFoundError:
        return "not_found"
    except OSError:
        return "unreadable"
    return "" if digest.hexdigest() == file.sha512 else "damaged"


def _blocks(file: File) -> Iterator[bytes]:
    with file.blob.open("rb") as stored:
        while block := stored.read(BLOCK):
            yield block
