"""Taking files in: checked, hashed, stored under a random name, never changed again."""

from __future__ import annotations

import hashlib
import logging
from io import BytesIO
from typing import IO, TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.base import File as DjangoFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from . import contents, kinds
from .models import File, FileWords, random_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.files.uploadedfile import UploadedFile

    from portal.people.models import User

logger = logging.getLogger(__name__)

CHUNK = 256 * 1024
MOST_WORDS = 100_000
"""Letters that are kept of a file for the search."""


def check(upload: UploadedFile[bytes]) -> str:
    """Return the kind of an upload, or raise ValidationError with advice for the person."""
    size = upload.size or 0
    if size == 0:
        raise ValidationError(_("The file is empty."), code="empty")
    if size > settings.MAX_UPLOAD_BYTES:
        raise ValidationError(
            _("The file is %(size)s. At most %(most)s can be taken in."),
            code="too_large",
            params={
                "size": filesizeformat(size),
                "most": filesizeformat(settings.MAX_UPLOAD_BYTES),
            },
        )
    stream: IO[bytes] = upload.file  # type: ignore[assignment]
    return kinds.find_kind(stream, upload.name or "")


def store(upload: UploadedFile[bytes], *, by: User | None, title: str = "") -> File:
    """Take an uploaded file in for good.

    The caller has asked whether the person may. Raises ValidationError for what is too
    large, damaged or of a kind that is not on the list.
    """
    kind = check(upload)
    name = kinds.clean_name(upload.name or "", kind)
    upload.seek(0)
    return _keep(DjangoFile(upload.file), name=name, kind=kind, by=by, title=title)


def store_bytes(
    data: bytes, *, name: str, mime_type: str, by: User | None = None, title: str = ""
) -> File:
    """Keep bytes that the portal made itself, or that come from a place it trusts."""
    if not data:
        raise ValidationError(_("The file is empty."), code="empty")
    found = kinds.find_kind(BytesIO(data), name)
    if found != mime_type:
        raise kinds.unknown_kind()
    return _keep(ContentFile(data), name=name, kind=mime_type, by=by, title=title)


def erase_bytes(file: File) -> bool:
    """Take a file's bytes away for good once the transaction holds; False if they were gone.

    Its words go with them. The row stays, with the fingerprint. The caller has asked whether
    this may be.
    """
    FileWords.objects.filter(file=file).delete()
    storage, name = file.blob.storage, str(file.blob.name)
    if not storage.exists(name):
        return False
    transaction.on_commit(lambda: storage.delete(name))
    return True


def keep_words(file: File) -> None:
    """Keep the words of a file that everybody may have; read once, as its bytes never change."""
    if FileWords.objects.filter(file=file).exists():
        return
    said = contents.look_into(file).text.replace("\0", " ").encode(errors="replace").decode()
    FileWords.objects.get_or_create(
        file=file, defaults={"text": " ".join(said.split())[:MOST_WORDS]}
    )


def _keep(content: DjangoFile[bytes], *, name: str, kind: str, by: User | None, title: str) -> File:
    digest, size = hashlib.sha512(), 0
    for chunk in _chunks(content):
        digest.update(chunk)
        size += len(chunk)
    content.seek(0)
    file = File(
        title=(title.strip() or name.rpartition(".")[0])[:200],
        name=name,
        mime_type=kind,
        size=size,
        sha512=digest.hexdigest(),
        uploaded_by=by,
    )
    storage, stored = file.blob.storage, random_path(file, name)
    try:
        file.blob = storage.save(stored, content)
        file.save(force_insert=True)
    except BaseException:
        storage.delete(stored)  # half a file, too: a full disk needs the room
        raise
    return file


def _chunks(content: DjangoFile[bytes]) -> Iterator[bytes]:
    content.seek(0)
    while chunk := content.read(CHUNK):
        yield chunk
