"""What kinds of files are taken in, told by their content and not by what they claim to be."""

from __future__ import annotations

import unicodedata
import zipfile
from typing import IO, TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Callable

PDF = "application/pdf"
PNG = "image/png"
JPEG = "image/jpeg"
TEXT = "text/plain"
CSV = "text/csv"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

EXTENSIONS: dict[str, tuple[str, ...]] = {
    PDF: ("pdf",),
    PNG: ("png",),
    JPEG: ("jpg", "jpeg"),
    f"{_OFFICE}wordprocessingml.document": ("docx",),
    f"{_OFFICE}spreadsheetml.sheet": ("xlsx",),
    f"{_OFFICE}presentationml.presentation": ("pptx",),
    f"{_OPEN}text": ("odt",),
    f"{_OPEN}spreadsheet": ("ods",),
    TEXT: ("txt",),
    CSV: ("csv",),
}
ACCEPT = ",".join(f".{one}" for ones in EXTENSIONS.values() for one in ones)
_OFFICE_FOLDERS = {
    "word": f"{_OFFICE}wordprocessingml.document",
    "xl": f"{_OFFICE}spreadsheetml.sheet",
    "ppt": f"{_OFFICE}presentationml.presentation",
}

# A parcel that unpacks to more than this is a bomb or a mistake.
MOST_ENTRIES = 10_000
MOST_UNPACKED = 300 * 1024 * 1024
MOST_PIXELS = 80_000_000


def find_kind(stream: IO[bytes], name: str) -> str:
    """Return the MIME type of what is in the stream, or raise with advice for the person.

    The name only decides between plain text and CSV, and must not promise another kind than
    the content is.
    """
    stream.seek(0)
    head = stream.read(2048)
    stream.seek(0)
    kind = next((look(stream, name) for start, look in _LOOKS if head.startswith(start)), None)
    if kind is None and b"%PDF-" in head[:1024]:
        kind = PDF
    if kind is None:
        kind = _text_kind(stream, name)
    stream.seek(0)
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    if extension and extension not in EXTENSIONS[kind]:
        raise ValidationError(
            _("The name ends in .%(extension)s, but the content is of another kind (.%(kind)s)."),
            code="wrong_extension",
            params={"extension": extension[:10], "kind": EXTENSIONS[kind][0]},
        )
    return kind


def clean_name(name: str, kind: str) -> str:
    """Return a file name that is harmless on every system and still readable."""
    name = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        "-" if letter in '<>:"|?*' else letter
        for letter in name
        if unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    )
    stem, _dot, extension = " ".join(kept.split()).rpartition(".")
    if extension.lower() not in EXTENSIONS[kind] or not stem:
        stem, extension = stem or extension, EXTENSIONS[kind][0]
        if stem.lower() in EXTENSIONS[kind]:
            stem = ""
    stem = stem.strip(" .-")[:100].rstrip(" .-")
    return f"{stem or 'fil'}.{extension.lower()}"


def unknown_kind() -> ValidationError:
    return ValidationError(
        _(
            "This kind of file cannot be taken in. Use PDF, Word, Excel, PowerPoint, "
            "OpenDocument, a picture (PNG or JPEG), text or CSV."
        ),
        code="unknown_kind",
    )


def unreadable() -> ValidationError:
    return ValidationError(
        _("The file is damaged and cannot be read. Save it anew and try again."), code="damaged"
    )


def _pdf(stream: IO[bytes], name: str) -> str:
    return PDF


def _picture(expected: str) -> Callable[[IO[bytes], str], str]:
    def look(stream: IO[bytes], name: str) -> str:
        try:
            with Image.open(stream, formats=[expected.rpartition("/")[2].upper()]) as picture:
                width, height = picture.size
                picture.verify()
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            raise unreadable() from error
        if width * height > MOST_PIXELS:
            raise ValidationError(_("The picture has too many pixels."), code="too_many_pixels")
        return expected

    return look


def _parcel(stream: IO[bytes], name: str) -> str:
    """Look into a ZIP without unpacking it: which kind of document, and is it safe to keep?"""
    try:
        with zipfile.ZipFile(stream) as parcel:
            entries = parcel.infolist()
            _refuse_bombs(entries)
            names = {entry.filename for entry in entries}
            if "mimetype" in names and parcel.getinfo("mimetype").file_size < 200:
                told = parcel.read("mimetype").decode("ascii", "replace").strip()
                if told in EXTENSIONS and told.startswith(_OPEN):
                    return told
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise unreadable() from error
    if "[Content_Types].xml" in names:
        for folder, kind in _OFFICE_FOLDERS.items():
            if any(one.startswith(f"{folder}/") for one in names):
                _refuse_macros(names)
                return kind
    raise unknown_kind()


def _refuse_bombs(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise ValidationError(_("The file unpacks to too much data."), code="bomb")
    if any(entry.flag_bits & 1 for entry in entries):
        raise ValidationError(
            _("The file is protected by a password. Save it without and try again."),
            code="encrypted",
        )


def _refuse_macros(names: set[str]) -> None:
    if any(one.lower().endswith("vbaproject.bin") for one in names):
        raise ValidationError(
            _("The file holds macros. Save it without macros and try again."), code="macros"
        )


def _text_kind(stream: IO[bytes], name: str) -> str:
    """Accept what reads as text from first to last byte, in UTF-8 or the old Windows letters."""
    if not name.lower().endswith((".txt", ".csv")):
        raise unknown_kind()
    data = stream.read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError as error:
            raise unknown_kind() from error
    if any(letter < " " and letter not in "\t\n\r\f" for letter in text):
        raise unknown_kind()
    return CSV if name.lower().endswith(".csv") else TEXT


_LOOKS: tuple[tuple[bytes, Callable[[IO[bytes], str], str]], ...] = (
    (b"%PDF-", _pdf),
    (b"\x89PNG\r\n\x1a\n", _picture(PNG)),
    (b"\xff\xd8\xff", _picture(JPEG)),
    (b"PK\x03\x04", _parcel),
)
