"""The files under the demo's items, made while loading: nothing is shipped as bytes."""

import struct
import zlib
from datetime import datetime

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from config.demo import prose
from config.demo.kinds import Attachment
from portal.documents import pdf
from portal.documents.models import File
from portal.documents.services import store_bytes
from portal.people.models import User
from portal.ui.text import make_slug

PLAN_SIZE = (480, 320)
WALL, FLOOR, BENCH, MACHINE = (21, 33, 31), (243, 246, 245), (188, 214, 216), (207, 67, 43)
PLAN = (  # left, top, right, bottom, colour: a workshop seen from above
    (0, 0, 480, 320, WALL),
    (8, 8, 472, 312, FLOOR),
    (210, 306, 270, 320, FLOOR),
    (30, 30, 90, 290, BENCH),
    (130, 30, 330, 70, BENCH),
    (370, 40, 440, 100, MACHINE),
    (370, 130, 440, 190, MACHINE),
    (370, 220, 440, 280, MACHINE),
    (150, 130, 310, 250, BENCH),
)


def make(attachment: Attachment, *, by: User, author: str, dated: datetime) -> File:
    """Make and store one file; its ending says of which kind."""
    ending = attachment.filename.rpartition(".")[2]
    data, mime_type = {"pdf": _pdf, "csv": _csv, "png": _png}[ending](attachment, author, dated)
    name = attachment.filename
    if mime_type == "text/plain":
        name = name.removesuffix(ending) + "txt"
    return store_bytes(data, name=name, mime_type=mime_type, by=by, title=attachment.title)


def upload(title: str, body: str, *, author: str) -> SimpleUploadedFile | None:
    """Make a document as somebody would choose it in a form; None where no PDF can be made."""
    attachment = Attachment(title, f"{make_slug(title)}.pdf", body)
    data, mime_type = _pdf(attachment, author, timezone.now())
    if mime_type != "application/pdf":
        return None
    return SimpleUploadedFile(attachment.filename, data, mime_type)


def _pdf(attachment: Attachment, author: str, dated: datetime) -> tuple[bytes, str]:
    """A tagged PDF; plain text where the machine lacks the renderer's library."""
    try:
        data = pdf.render(
            "config/pdf/attachment.html",
            {"title": attachment.title, "author": author, "body": prose.to_html(attachment.body)},
            language="da",
            title=attachment.title,
            author=author,
            subject=attachment.title,
            dated=dated,
        )
    except pdf.RendererMissing:
        text = f"{attachment.title}\n\n{prose.to_plain(attachment.body)}\n"
        return text.encode(), "text/plain"
    return data, "application/pdf"


def _csv(attachment: Attachment, _author: str, _dated: datetime) -> tuple[bytes, str]:
    return attachment.body.encode(), "text/csv"


def _png(_attachment: Attachment, _author: str, _dated: datetime) -> tuple[bytes, str]:
    """A plan of rectangles, written by hand: a header, the rows packed, an end."""
    width, height = PLAN_SIZE
    rows = b"".join(
        b"\x00" + b"".join(bytes(_colour(x, y)) for x in range(width)) for y in range(height)
    )
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"\x89PNG\r\n\x1a\n"
    for name, body in ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")):
        checksum = struct.pack(">I", zlib.crc32(name + body))
        data += struct.pack(">I", len(body)) + name + body + checksum
    return data, "image/png"


def _colour(x: int, y: int) -> tuple[int, int, int]:
    """Return the colour of the last rectangle that covers the point."""
    return next(
        colour
        for left, top, right, bottom, colour in reversed(PLAN)
        if left <= x < right and top <= y < bottom
    )
