"""What word processors put on the clipboard, as the HTML that it means.

Word writes a list as paragraphs whose style says `mso-list:l0 level2 lfo1`, with the mark before
the words as text of its own, and headings as paragraphs with a class. `from_word` turns them into
lists and headings, before the sanitiser takes styles and classes away.
"""

from __future__ import annotations

import re

from lxml import html

_SIGNS = re.compile(r"mso-|class=[\"']?Mso|<o:p|urn:schemas-microsoft-com", re.IGNORECASE)
_CONDITIONAL = re.compile(r"<!--\[if.*?<!\[endif\]-->|<!\[(?:if[^\]]*|endif)\]>", re.S | re.I)
_LIST = re.compile(r"mso-list:\s*l\d+\s+level(\d+)", re.IGNORECASE)
_IGNORED = re.compile(r"mso-list:\s*Ignore", re.IGNORECASE)
_HEADING = re.compile(r"\bMso(?:Title|Heading\w*)|\bOverskrift\d|\bHeading\d", re.IGNORECASE)
_NUMBERED = re.compile(r"^\(?(?:\d+[.)]?|[a-zæøå]+[.)])$", re.IGNORECASE)
_MARK = re.compile(r"^\s*([·•§o▪‐–\-]|\(?(?:\d+|[a-z]|[ivx]+)[.)])[\s\xa0]+", re.IGNORECASE)
DEEPEST = 6


def is_from_word(source: str) -> bool:
    return bool(_SIGNS.search(source))


def from_word(source: str) -> str:
    """Return HTML whose lists and headings are such; what is not from Word stays as it is."""
    if not is_from_word(source):
        return source
    source = _CONDITIONAL.sub("", source)
    parser = html.HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True)
    document = html.document_fromstring(f"<html><body>{source}</body></html>".encode(), parser)
    body = document.body
    for paragraph in list(body.iter("p")):
        if _HEADING.search(paragraph.get("class", "")):
            paragraph.tag = "h4"
    _make_lists(body)
    inside = "".join(html.tostring(child, encoding="unicode") for child in body)
    return (body.text or "") + inside


def _make_lists(body: html.HtmlElement) -> None:
    """Put runs of list paragraphs into lists, deeper levels into the item before."""
    stack: list[html.HtmlElement] = []
    last: html.HtmlElement | None = None
    for paragraph in list(body.iter("p", "h4")):
        found = _LIST.search(paragraph.get("style", ""))
        if found is None:
            continue
        follows = last is not None and _previous(paragraph) is last
        if not follows:
            stack = []
        level = min(int(found[1]), DEEPEST, len(stack) + 1)
        kind = "ol" if _NUMBERED.match(_take_mark(paragraph)) else "ul"
        stack = stack[:level]
        if level == 1 and stack and stack[0].tag != kind:
            stack = []  # another list begins right after
        if len(stack) < level:
            made = html.Element(kind)
            if stack:
                stack[-1][-1].append(made)
            else:
                paragraph.addprevious(made)
            stack.append(made)
        paragraph.tag = "li"
        paragraph.tail = None
        stack[-1].append(paragraph)
        last = stack[0]


def _previous(node: html.HtmlElement) -> html.HtmlElement | None:
    before: html.HtmlElement | None = node.getprevious()
    return before


def _take_mark(paragraph: html.HtmlElement) -> str:
    """Take the list's mark out of the words and return it."""
    for span in paragraph.iter("span"):
        if _IGNORED.search(span.get("style", "")):
            mark = (span.text_content() or "").strip(" \xa0\t\r\n")
            span.drop_tree()
            return mark
    first = paragraph.text or ""
    if found := _MARK.match(first):
        paragraph.text = first[found.end() :]
        return found[1]
    return ""
