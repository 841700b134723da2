"""Reads a PDF as an archive, a screen reader and a search engine would."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from lxml import etree
from pypdf import PdfReader

NAMES = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
}


class Pdf:
    """What can be known of a PDF from the outside."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.file = pikepdf.open(BytesIO(data))
        self.root = self.file.Root
        self.xmp_bytes = self.root.Metadata.read_raw_bytes()
        self.xmp = etree.fromstring(self.xmp_bytes)
        self.pages = [page.extract_text() for page in PdfReader(BytesIO(data)).pages]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.pages).split())

    @property
    def marks(self) -> set[str]:
        part = self._xmp_value("pdfaid:part")
        found = {f"PDF/A-{part}{self._xmp_value('pdfaid:conformance').lower()}"}
        return found | {f"PDF/UA-{self._xmp_value('pdfuaid:part')}"}

    def _xmp_value(self, name: str) -> str:
        """A property stands as an attribute or as an element."""
        prefix, _colon, local = name.partition(":")
        qualified = f"{{{NAMES[prefix]}}}{local}"
        for node in self.xmp.iter():
            if node.tag == qualified and node.text:
                return str(node.text)
            if qualified in node.attrib:
                return str(node.attrib[qualified])
        return ""

    @property
    def explains_its_schema(self) -> bool:
        spaces = self.xmp.iter(f"{{{NAMES['pdfaSchema']}}}namespaceURI")
        return any(node.text == NAMES["pdfuaid"] for node in spaces)

    @property
    def language(self) -> str:
        return str(self.root.Lang)

    @property
    def shows_title(self) -> bool:
        return bool(self.root.ViewerPreferences.DisplayDocTitle)

    @property
    def is_tagged(self) -> bool:
        return bool(self.root.MarkInfo.Marked) and "/StructTreeRoot" in self.root

    @property
    def bookmarks(self) -> list[str]:
        """Titles in reading order, those of sub-items with the others."""

        def titles(items: Any) -> list[str]:
            return [
                title
                for item in items
                for title in (" ".join(item.title.split()), *titles(item.children))
            ]

        with self.file.open_outline() as outline:
            return titles(outline.root)

    @property
    def tags(self) -> list[str]:
        """The structure's elements in reading order."""
        return [str(node.S).lstrip("/") for node in self._nodes(self.root.StructTreeRoot)]

    def _nodes(self, node: Any) -> list[Any]:
        found = []
        children = node.get("/K", [])
        children = children if isinstance(children, pikepdf.Array) else [children]
        for child in children:
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                found += [child, *self._nodes(child)]
        return found

    @property
    def alternatives(self) -> list[str]:
        """What a screen reader says for each picture."""
        nodes = self._nodes(self.root.StructTreeRoot)
        return [str(node.Alt) for node in nodes if "/Alt" in node]

    @property
    def colours(self) -> set[tuple[int, ...]]:
        """Every colour that is filled or stroked with, as bytes of red, green and blue."""
        found: set[tuple[int, ...]] = set()
        waiting: list[Any] = list(self.file.pages)
        while waiting:
            drawn = waiting.pop()
            for operands, operator in pikepdf.parse_content_stream(drawn):
                if str(operator) in {"rg", "RG", "sc", "SC", "scn", "SCN"} and len(operands) == 3:
                    found.add(tuple(round(float(part) * 255) for part in operands))
            inner = drawn.get("/Resources", {}).get("/XObject", {})
            waiting += [one for _name, one in inner.items() if one.get("/Subtype") == "/Form"]
        return found

    @property
    def link_descriptions(self) -> list[str]:
        return [
            str(annotation.get("/Contents", ""))
            for page in self.file.pages
            for annotation in page.get("/Annots", [])
        ]

    @property
    def fonts(self) -> dict[str, bool]:
        """Each font's name and whether it is embedded."""
        found = {}
        for page in self.file.pages:
            for font in page.Resources.get("/Font", {}).values():
                below = font.DescendantFonts[0] if "/DescendantFonts" in font else font
                embedded = any(f"/FontFile{kind}" in below.FontDescriptor for kind in ("", 2, 3))
                found[str(font.BaseFont).partition("+")[2]] = embedded
        return found

    @property
    def metadata_text(self) -> str:
        return self.xmp_bytes.decode() + " ".join(
            str(value) for value in self.file.docinfo.values()
        )

    def says(self, word: str) -> bool:
        """Look for a word wherever a file can hold one: text, metadata, bookmarks, raw bytes."""
        places = [self.text, self.metadata_text, *self.bookmarks, *self.link_descriptions]
        return word.encode() in self.data or any(word in place for place in places)
