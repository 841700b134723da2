"""What is inside a file: its words, also those behind the page, and how well it can be read.

For the look at a file before everybody may have it. Nothing here changes a file or keeps its
words; a file that cannot be read says so and stops nothing.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from lxml import etree
from PIL import ExifTags, Image
from pypdf import PdfReader

from . import kinds
from .models import File

MOST_PAGES = 400
MOST_OF_A_PART = 20 * 1024 * 1024
PARTS = (".xml", ".rels")


@dataclass(frozen=True)
class Contents:
    """The words of a file, and what its kind has of language, title and structure.

    `metadata` are the words that no reader of the page sees: author, subject, comments, links,
    what a camera wrote. The flags are None where the kind of file has no such thing.
    """

    text: str = ""
    metadata: str = ""
    is_read: bool = True
    is_whole: bool = True
    has_words: bool | None = None
    is_tagged: bool | None = None
    has_title: bool | None = None
    has_language: bool | None = None
    has_place: bool = False
    """A camera wrote where the picture was taken."""


def look_into(file: File) -> Contents:
    """Read a stored file."""
    with file.blob.open("rb") as stored:
        data = stored.read()
    return read(data, file.mime_type)


def read(data: bytes, mime_type: str) -> Contents:
    """Read the bytes of a file of the kinds that are taken in."""
    reader = {kinds.PDF: _pdf, kinds.PNG: _picture, kinds.JPEG: _picture}.get(mime_type)
    if reader is None:
        reader = _text if mime_type in {kinds.TEXT, kinds.CSV} else _parcel
    try:
        return reader(data)
    except Exception:
        return Contents(is_read=False)


def _text(data: bytes) -> Contents:
    try:
        words = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        words = data.decode("cp1252", "replace")
    return Contents(text=words)


# PDF ------------------------------------------------------------------------------------------


def _pdf(data: bytes) -> Contents:
    pdf = PdfReader(BytesIO(data))
    if pdf.is_encrypted and not pdf.decrypt(""):
        return Contents(is_read=False)
    pages = pdf.pages[:MOST_PAGES]
    text = "\n".join(page.extract_text() for page in pages)
    root: Any = pdf.root_object
    marks: Any = root.get("/MarkInfo") or {}
    info = {key: str(value) for key, value in (pdf.metadata or {}).items()}
    return Contents(
        text=text,
        metadata="\n".join([*info.values(), _xmp(root), *_behind(pages), *_embedded(pdf)]),
        is_whole=len(pdf.pages) <= MOST_PAGES,
        has_words=bool(text.strip()),
        is_tagged=bool(marks.get("/Marked")) and "/StructTreeRoot" in root,
        has_title=bool(info.get("/Title", "").strip()),
        has_language=bool(str(root.get("/Lang", "")).strip()),
    )


def _xmp(root: Any) -> str:
    packet = root.get("/Metadata")
    if packet is None:
        return ""
    tree = etree.fromstring(packet.get_object().get_data(), _strict())
    return "\n".join(_words(tree))


def _behind(pages: Any) -> Iterator[str]:
    """Yield what hangs on a page and is not printed: notes, form fields, where links lead."""
    for page in pages:
        for each in page.get("/Annots") or ():
            note = each.get_object()
            action = note.get("/A")
            target = action.get_object().get("/URI") if action is not None else None
            for value in (note.get("/Contents"), note.get("/T"), note.get("/V"), target):
                if isinstance(value, str | bytes):
                    yield str(value)


def _embedded(pdf: PdfReader) -> Iterator[str]:
    yield from pdf.attachments


# Word, Excel, PowerPoint, OpenDocument --------------------------------------------------------


def _parcel(data: bytes) -> Contents:
    """Read the words of every part: the document, its notes and comments, its properties."""
    shown: list[str] = []
    behind: list[str] = []
    whole = True
    title = False
    with zipfile.ZipFile(BytesIO(data)) as parcel:
        for entry in parcel.infolist():
            if not entry.filename.endswith(PARTS):
                continue
            if entry.file_size > MOST_OF_A_PART:
                whole = False
                continue
            tree = etree.fromstring(parcel.read(entry), _strict())
            is_told = entry.filename in {"docProps/core.xml", "meta.xml"}
            title = title or (is_told and _has_title(tree))
            hidden = is_told or entry.filename.startswith("docProps/")
            if entry.filename.endswith(".rels"):
                behind += [str(each.get("Target", "")) for each in tree]
            elif hidden or "comments" in entry.filename:
                behind += _words(tree)
            else:
                shown += _words(tree)
    words = "\n".join(shown)
    return Contents(
        text=words,
        metadata="\n".join(behind),
        is_whole=whole,
        has_words=bool(words.strip()),
        has_title=title,
    )


PARAGRAPHS = {"p", "h", "si", "row", "table-row"}
APART = {"c", "tc", "table-cell", "tab", "br", "line-break"}


def _words(tree: Any) -> list[str]:
    """Return the words, a line for each paragraph: a number stands together across its runs."""
    lines: list[str] = [""]

    def walk(node: Any, depth: int) -> None:
        if not isinstance(node.tag, str):
            return
        name = etree.QName(node).localname
        begins_a_line = depth == 1 or name in PARAGRAPHS
        if begins_a_line:
            lines.append("")
        lines[-1] += node.text or ""
        for child in node:
            walk(child, depth + 1)
            lines[-1] += child.tail or ""
        if begins_a_line:
            lines.append("")
        elif name in APART:
            lines[-1] += "\t"

    walk(tree, 0)
    return [words for line in lines if (words := line.strip())]


def _has_title(tree: Any) -> bool:
    found = tree.iter("{http://purl.org/dc/elements/1.1/}title")
    return any((each.text or "").strip() for each in found)


def _strict() -> etree.XMLParser:
    """Return a parser that fetches nothing and unfolds nothing."""
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


# Pictures -------------------------------------------------------------------------------------


def _picture(data: bytes) -> Contents:
    """Read what the camera and the program wrote into the picture; its own words nobody can."""
    with Image.open(BytesIO(data)) as picture:
        exif = picture.getexif()
        told = [*exif.values(), *exif.get_ifd(ExifTags.IFD.Exif).values(), *picture.info.values()]
        return Contents(
            metadata="\n".join(str(value) for value in told if isinstance(value, str)),
            has_words=False,
            has_place=bool(exif.get_ifd(ExifTags.IFD.GPSInfo)),
        )
