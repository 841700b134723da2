"""A municipality's logo: which files are one, and which SVG is nothing but a drawing.

A browser shows a logo only inside `<img>` and gets it under a policy that lets nothing run, so
this is the second lock, and the one that can say what is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from io import BytesIO
from typing import NoReturn
from xml.parsers import expat

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image

from portal.documents import kinds
from portal.ui import formats

SVG = "image/svg+xml"
MOST_BYTES = 100 * 1024
MOST_PIXELS = 4_000_000

_ACTIVE = {
    "script", "foreignobject", "iframe", "object", "embed", "audio", "video", "handler", "listener",
}  # fmt: skip
_LINKS = {"href", "src", "data", "from", "to", "values"}
_EMBEDDED = re.compile(r"data:image/(png|jpeg);base64,", re.IGNORECASE)
_OUTSIDE = re.compile(r"@import|expression\(|url\(\s*(?!['\"]?#)", re.IGNORECASE)
_LENGTH = re.compile(r"\s*([\d.]+)\s*(px|pt|mm|cm|in)?\s*")


@dataclass(frozen=True)
class LogoFile:
    """A checked logo; width and height only tell its shape."""

    mime_type: str
    content: bytes
    width: int
    height: int


def read_logo(content: bytes) -> LogoFile:
    """Return the logo in these bytes, or raise ValidationError with advice for the person."""
    if len(content) > MOST_BYTES:
        raise ValidationError(
            _("The logo is %(size)s. At most %(most)s can be taken in, as every page carries it.")
            % {"size": formats.size(len(content)), "most": formats.size(MOST_BYTES)},
            code="too_large",
        )
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(content)
    return _svg(content)


def _png(content: bytes) -> LogoFile:
    kinds.find_kind(BytesIO(content), "")
    with Image.open(BytesIO(content), formats=["PNG"]) as picture:
        width, height = picture.size
    if width * height > MOST_PIXELS:
        raise ValidationError(_("The picture has too many pixels."), code="too_many_pixels")
    return LogoFile(kinds.PNG, content, width, height)


def _svg(content: bytes) -> LogoFile:
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    parser.EntityDeclHandler = reader.refuse
    parser.ProcessingInstructionHandler = reader.refuse
    try:
        parser.Parse(content, True)  # noqa: FBT003 - the library's own
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise _no_logo() from error
    return LogoFile(SVG, content, *reader.size())


@dataclass
class _Reader:
    """Walks through an SVG and stops at the first thing that is no drawing."""

    root: dict[str, str] = field(default_factory=dict)
    path: list[str] = field(default_factory=list)

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = _local(name)
        if not self.path:
            if element != "svg":
                raise _no_logo()
            self.root = attributes
        if element in _ACTIVE:
            self.refuse()
        for attribute, value in attributes.items():
            self._look_at(_local(attribute), value)
        self.path.append(element)

    def end(self, _name: str) -> None:
        self.path.pop()

    def text(self, text: str) -> None:
        if self.path[-1] == "style" and ("\\" in text or _OUTSIDE.search(text)):
            self.refuse()

    def _look_at(self, name: str, value: str) -> None:
        runs = name.startswith("on")
        leads = name in _LINKS and ":" in value and not _EMBEDDED.match(value.strip())
        leads = leads or (name == "href" and value.strip()[:1] not in {"#", "d", "D", ""})
        if runs or leads or _OUTSIDE.search(value) or (name == "style" and "\\" in value):
            self.refuse()

    def refuse(self, *_told: object) -> NoReturn:
        raise ValidationError(
            _(
                "The SVG file holds more than a drawing: scripts or links to other places. Save it "
                "as plain SVG, or as PNG, and try again."
            ),
            code="not_only_a_drawing",
        )

    def size(self) -> tuple[int, int]:
        """Return the drawing's size, from its view box or its width and height."""
        box = [float(n) for n in re.findall(r"-?[\d.]+", self.root.get("viewBox", ""))[2:4]]
        sides = box or [_length(self.root.get(name, "")) for name in ("width", "height")]
        if len(sides) != len(("width", "height")) or not all(0 < side < 1e6 for side in sides):
            raise ValidationError(
                _("The SVG file does not say how large the drawing is. Save it with a view box."),
                code="no_size",
            )
        larger = max(sides)
        # Whole numbers keep the shape of small drawings, too.
        width, height = (max(1, round(side * 1000 / larger)) for side in sides)
        return width, height


def _length(text: str) -> float:
    found = _LENGTH.fullmatch(text)
    return float(found[1]) if found else 0.0


def _local(name: str) -> str:
    return name.rpartition(" ")[2].rpartition(":")[2].lower()


def _no_logo() -> ValidationError:
    return ValidationError(
        _("This file is no picture that can be a logo. Use SVG or PNG."), code="no_logo"
    )
