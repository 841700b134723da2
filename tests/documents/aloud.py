"""Reads a tagged PDF as a screen reader does: by its structure, not by where things are drawn."""

from __future__ import annotations

import re
from typing import Any

import pikepdf

EMPTY_BOX = b"\0\0"
PAIR = re.compile(rb"<([0-9a-f]{4})> <([0-9a-f]+)>")


def read_aloud(file: pikepdf.Pdf) -> str:
    """Return all words in the order of the structure; marks of lists and page furniture apart."""
    drawn = {page.obj.objgen: _marked(page) for page in file.pages}
    return "".join(_told(file.Root.StructTreeRoot, drawn, None))


def _told(node: Any, drawn: dict[Any, dict[int, str]], page: Any) -> list[str]:
    if node.get("/S") == "/Lbl":
        return []
    page = node.get("/Pg", page)
    children = node.get("/K", [])
    told = []
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if not isinstance(child, pikepdf.Dictionary):
            told.append(drawn[page.objgen].get(int(child), ""))
        elif child.get("/Type") == "/MCR":
            told.append(drawn[child.get("/Pg", page).objgen].get(int(child.MCID), ""))
        elif "/S" in child:
            told += _told(child, drawn, page)
    return told


def _marked(page: pikepdf.Page) -> dict[int, str]:
    """Return the words of a page under the number that the structure knows them by."""
    letters = {name: _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
    found: dict[int, str] = {}
    open_marks: list[int | None] = []
    font: dict[bytes, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC" | "BMC":
                about = operands[-1]
                known = isinstance(about, pikepdf.Dictionary) and "/MCID" in about
                open_marks.append(int(about.MCID) if known else None)
            case "EMC":
                open_marks.pop()
            case "Tf":
                font = letters[str(operands[0])]
            case "Tj" | "TJ":
                mark = next((one for one in reversed(open_marks) if one is not None), None)
                if mark is not None:
                    found[mark] = found.get(mark, "") + _said(operands[0], font)
    return found


def _said(shown: Any, font: dict[bytes, str]) -> str:
    """A letter without a form would be an empty box."""
    parts = shown if isinstance(shown, pikepdf.Array) else [shown]
    codes = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
    assert EMPTY_BOX not in [codes[at : at + 2] for at in range(0, len(codes), 2)]
    return "".join(font[codes[at : at + 2]] for at in range(0, len(codes), 2))


def _letters(font: Any) -> dict[bytes, str]:
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in PAIR.findall(font.ToUnicode.read_bytes())
    }
