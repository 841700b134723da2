"""Rich text: one allow-list for editor, page and PDF, and one shape for what it lets through.

`clean` is what every text passes before it is stored, whoever wrote it and by whatever way it
came. Its result is safe to show, has a single form (cleaning it again changes nothing) and
holds only what a screen reader can follow: headings of one level, lists, quotes, links, and
tables whose first row or column are headers.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from itertools import takewhile

import nh3
from django.conf import settings
from django.utils.html import escape
from django_prose_editor.config import allowlist_from_extensions
from lxml import etree, html

from . import pasted

LONGEST = 200_000  # letters of HTML in one text
DEEPEST = 16  # levels of lists, quotes and tables in each other
DEEPEST_PARSED = 200
MOST_PASSES = 6  # text as editors write it is in shape after one; the rest is for broken HTML

_SAME_AS = {"b": "strong", "i": "em", **{f"h{level}": "h4" for level in (1, 2, 3, 5, 6)}}
_BLOCKS = {"p", "h4", "ul", "ol", "blockquote", "table"}
_NEVER_EMPTY = {"p", "h4", "li", "ul", "ol", "blockquote", "a", "strong", "em", "table"}
_PARTS_OF_TABLES = {"thead", "tbody", "tr", "td", "th"}
_ENDS_A_LINE = {"p", "h4", "li", "blockquote", "tr", "br", "caption"}
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ufeff]"
)
_TAG = re.compile(r'<(/?)([a-z0-9]+)(?: [a-z]+="[^"]*")*>')  # as nh3 writes them
_MARKUP = re.compile(r"<(?:!|/?[a-zA-Z])")


def clean(source: str) -> str:
    """Return the text as it may be stored and shown; empty text becomes the empty string.

    Plain text, as it comes from a browser without scripts, becomes paragraphs.
    """
    source = unicodedata.normalize("NFC", _UNSEEN.sub("", source.replace("\r\n", "\n")))
    if not _MARKUP.search(source):
        source = _paragraphs(source)
    source = pasted.from_word(source)
    for _pass in range(MOST_PASSES):
        before, source = source, _shape(source)
        if source == before:
            break
    return "" if is_empty(source) else source


def to_text(source: str) -> str:
    """Return the words alone, a line for each paragraph, item and row."""
    root = _parse(source)
    for node in root.iter(*_ENDS_A_LINE):
        node.tail = "\n" + (node.tail or "")
    for node in root.iter("td", "th"):
        node.tail = "\t" + (node.tail or "")
    lines = ("".join(root.itertext()).replace("\xad", "")).split("\n")
    return "\n".join(kept for line in lines if (kept := " ".join(line.split())))


def is_empty(source: str) -> bool:
    """Tell whether there is not one word in it."""
    return not to_text(source)


def _shape(source: str) -> str:
    root = _parse(_shallow(_cleaner().clean(source)))
    for shape in (_rename, _flatten, _wrap_loose, _shape_tables, _drop_empty):
        shape(root)
    return _write(root)


@cache
def _cleaner() -> nh3.Cleaner:
    allowed = allowlist_from_extensions(settings.RICH_TEXT_EXTENSIONS)
    return nh3.Cleaner(
        tags=allowed["tags"] | set(_SAME_AS),
        attributes={
            "a": {"href"},
            "ol": {"start"},
            "td": {"colspan", "rowspan"},
            "th": {"colspan", "rowspan"},
        },
        url_schemes=set(settings.RICH_TEXT_EXTENSIONS["Link"]["protocols"]),
        link_rel=None,
        clean_content_tags={"script", "style", "title", "template", "noscript"},
        strip_comments=True,
    )


def _shallow(source: str) -> str:
    """Leave tags out that nest so deep that a parser would lose what is in them."""
    depth = 0

    def keep(tag: re.Match[str]) -> str:
        nonlocal depth
        if tag[2] == "br":
            return tag[0]
        depth += -1 if tag[1] else 1
        return tag[0] if depth + bool(tag[1]) <= DEEPEST_PARSED else ""

    return _TAG.sub(keep, source)


def _parse(source: str) -> html.HtmlElement:
    parser = html.HTMLParser(huge_tree=True, encoding="utf-8")
    document = html.document_fromstring(
        f"<html><body>{source}</body></html>".encode(), parser=parser
    )
    body: html.HtmlElement = document.body
    return body


def _write(root: html.HtmlElement) -> str:
    return "".join(
        etree.tostring(child, encoding="unicode", method="html", with_tail=False) for child in root
    )


def _paragraphs(source: str) -> str:
    blocks = (block.strip() for block in re.split(r"\n\s*\n", source))
    return "".join(
        "<p>" + "<br>".join(escape(line.strip()) for line in block.split("\n")) + "</p>"
        for block in blocks
        if block
    )


def _rename(root: html.HtmlElement) -> None:
    for node in root.iter(*_SAME_AS):
        node.tag = _SAME_AS[node.tag]
    for node in root.iter("td", "th"):
        _keep_number(node, "colspan", most=50)
        _keep_number(node, "rowspan", most=50)
    for node in root.iter("ol"):
        _keep_number(node, "start", most=9999)


def _keep_number(node: html.HtmlElement, name: str, *, most: int) -> None:
    value = node.get(name, "")
    if not (value.isdecimal() and len(value) < 6 and 1 < int(value) <= most):
        node.attrib.pop(name, None)


def _flatten(root: html.HtmlElement) -> None:
    """Take out what stands where it cannot, or deeper than anybody writes; keep its words."""
    for item in _items_outside_lists(root):
        item.tag = "p"
    for node in reversed(list(root.iterdescendants())):
        if _misplaced(node):
            node.drop_tag()
    for item in _items_outside_lists(root):
        item.drop_tag()
    for node in list(root.iter("ul", "ol")):
        _only_items(node)


def _items_outside_lists(root: html.HtmlElement) -> list[html.HtmlElement]:
    return [item for item in root.iter("li") if item.getparent().tag not in {"ul", "ol"}]


def _only_items(node: html.HtmlElement) -> None:
    """Let a list hold nothing but items, and lose no word that stood between them."""
    words = [node.text, *(child.tail for child in node)]
    children = list(node)
    node.text = None
    for child, text in zip([None, *children], words, strict=True):
        if child is not None:
            child.tail = None
            node.append(child if child.tag == "li" else _item_of(child))
        if text and text.strip():
            etree.SubElement(node, "li").text = text.strip()


def _item_of(child: html.HtmlElement) -> html.HtmlElement:
    item = html.Element("li")
    item.append(child)
    return item


def _misplaced(node: html.HtmlElement) -> bool:
    above = [one.tag for one in node.iterancestors()]
    holds_blocks = any(child.tag in _BLOCKS for child in node.iterdescendants())
    return (
        len(above) > DEEPEST
        or (node.tag == "a" and (not node.get("href") or "a" in above))
        or (node.tag in {"p", "h4", "a", "strong", "em"} and holds_blocks)
        or (node.tag in _PARTS_OF_TABLES and "table" not in above)
        or (node.tag in {"h4", "table"} and bool({"td", "th", "h4"} & set(above)))
    )


def _wrap_loose(root: html.HtmlElement) -> None:
    """Put loose words into paragraphs; in items and cells only where other blocks stand."""
    _wrap(root)
    for node in list(root.iter("blockquote", "li", "td", "th")):
        if node.tag == "blockquote" or any(child.tag in _BLOCKS for child in node):
            _wrap(node)
        if node.tag != "blockquote" and len(node) == 1 and node[0].tag == "p":
            node[0].drop_tag()


def _wrap(holder: html.HtmlElement) -> None:
    children = list(holder)
    words = [holder.text, *(child.tail for child in children)]
    holder.text, paragraph = None, None
    for node, text in zip([None, *children], words, strict=True):
        if node is not None:
            node.tail = None
            if node.tag in _BLOCKS:
                paragraph = None
                holder.append(node)
            else:
                paragraph = _paragraph(holder) if paragraph is None else paragraph
                paragraph.append(node)
        if text and (paragraph is not None or text.strip()):
            paragraph = _paragraph(holder) if paragraph is None else paragraph
            _add_text(paragraph, text)


def _paragraph(holder: html.HtmlElement) -> html.HtmlElement:
    paragraph = html.Element("p")
    holder.append(paragraph)
    return paragraph


def _add_text(node: html.HtmlElement, text: str) -> None:
    if len(node):
        node[-1].tail = (node[-1].tail or "") + text
    else:
        node.text = (node.text or "") + text


def _shape_tables(root: html.HtmlElement) -> None:
    """Give every table header cells that say what they head, and a head that can be repeated."""
    for table in list(root.iter("table")):
        rows = [row for row in table.iter("tr") if len(row)]
        for child in list(table):
            table.remove(child)
        table.text = None
        if not rows:
            continue
        if not any(cell.tag == "th" for row in rows for cell in row):
            for cell in rows[0]:
                cell.tag = "th"
        head = list(takewhile(lambda row: all(cell.tag == "th" for cell in row), rows))
        _add_rows(table, "thead", "col", head)
        _add_rows(table, "tbody", "row", rows[len(head) :])


def _add_rows(table: html.HtmlElement, part: str, scope: str, rows: list[html.HtmlElement]) -> None:
    if rows:
        etree.SubElement(table, part).extend(rows)
    for row in rows:
        _shape_row(row, scope)


def _shape_row(row: html.HtmlElement, scope: str) -> None:
    row.text = row.tail = None
    for cell in row:
        cell.tail = None
        cell.attrib.pop("scope", None)
        if cell.tag == "th":
            cell.set("scope", scope)


def _drop_empty(root: html.HtmlElement) -> None:
    for node in reversed(list(root.iterdescendants())):
        if node.tag not in _NEVER_EMPTY or any(child.tag != "br" for child in node):
            continue
        if not "".join(node.itertext()).strip():
            if node.tag in {"a", "strong", "em"}:
                node.drop_tag()
            else:
                node.drop_tree()
