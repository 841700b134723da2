"""What every PDF must be, read from the file itself and from the page that it was made of.

Both marks, language, title, author, headings, bookmarks, tables with heads, pictures with words,
letters of our own that are all embedded, links that say where they lead, and every word of the
page in its order, as a screen reader says it.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from lxml import html as lxml_html

from .aloud import read_aloud
from .reading import Pdf

HEADING = re.compile(r"H[1-6]")
UNSEEN = r"\N{SOFT HYPHEN}\N{HYPHEN}\N{ZERO WIDTH SPACE}\N{VARIATION SELECTOR-16}"
BETWEEN_WORDS = re.compile(rf"[\s\-{UNSEEN}]+")


def check(page: str, data: bytes) -> Pdf:
    """Raise AssertionError for what the file lacks of the page, or of what every file must be."""
    paper, tree = Pdf(data), lxml_html.document_fromstring(page)
    _check_marks(paper, tree)
    _check_structure(paper, tree)
    assert paper.fonts, "there are letters"
    assert all(paper.fonts.values()), paper.fonts
    assert all("Plex" in name or "Noto" in name for name in paper.fonts), paper.fonts
    assert all(words.strip() for words in paper.link_descriptions)
    _check_words(paper, tree)
    return paper


def _check_marks(paper: Pdf, tree: lxml_html.HtmlElement) -> None:
    assert paper.marks == {"PDF/A-2a", "PDF/UA-1"}
    assert paper.explains_its_schema
    assert paper.is_tagged
    assert paper.language == tree.get("lang")
    assert paper.shows_title
    told = {key: str(value) for key, value in paper.file.docinfo.items()}
    assert " ".join(told["/Title"].split()) == " ".join(tree.findtext("head/title").split())
    assert told.get("/Author")
    assert told.get("/CreationDate") == told.get("/ModDate")


def _check_structure(paper: Pdf, tree: lxml_html.HtmlElement) -> None:
    headings = [tag for tag in paper.tags if HEADING.fullmatch(tag)]
    assert headings == [node.tag.upper() for node in tree.body.iter("h1", "h2", "h3", "h4")]
    assert headings.count("H1") == 1
    levels = [int(tag[1]) for tag in headings]
    assert all(below - above <= 1 for above, below in pairwise(levels)), levels
    heads = {id(table) for table in tree.body.iter("table") if any(True for _ in table.iter("th"))}
    assert paper.tags.count("Table") >= len(heads)
    assert paper.tags.count("TH") >= len(heads)
    figures = list(tree.body.iter("img"))
    assert paper.alternatives == [node.get("alt") for node in figures if node.get("alt")]
    marked = [
        " ".join(node.get("data-bookmark").split()) for node in tree.xpath("//*[@data-bookmark]")
    ]
    assert paper.bookmarks == marked


def _check_words(paper: Pdf, tree: lxml_html.HtmlElement) -> None:
    for node in [*tree.body.iter("style", "script", "svg")]:
        node.drop_tree()
    wanted = bare(tree.body.text_content())
    found = _without_page_numbers(bare(read_aloud(paper.file)), wanted, tree)
    found = _without_repeated_heads(found, wanted, tree)
    assert wanted == found, _first_difference(wanted, found)


def _without_page_numbers(found: str, wanted: str, tree: lxml_html.HtmlElement) -> str:
    """Leave out the numbers that the contents get only when the pages are set."""
    cells = [node for node in tree.body.iter("td") if "page-of" in node.get("class", "")]
    rows = [bare(cell.getparent().text_content()) for cell in cells]
    if not rows:
        return found
    after = wanted.index("".join(rows)) + len("".join(rows))
    told = "".join(rf"({re.escape(row)})\d+?" for row in rows)
    contents = re.compile(f"{told}(?={re.escape(wanted[after : after + 30])})")
    return contents.sub(lambda match: "".join(match.groups()), found, count=1)


def _without_repeated_heads(found: str, wanted: str, tree: lxml_html.HtmlElement) -> str:
    """A table that goes on overleaf shows its head again, which the page says once."""
    heads = {bare(head.text_content()) for head in tree.body.iter("thead")} - {""}
    at = _differ_at(wanted, found)
    while found != wanted:
        again = next(
            (
                (start, head)
                for head in heads
                for start in range(at, max(-1, at - len(head)), -1)
                if found.startswith(head, start) and start + len(head) > at
            ),
            None,
        )
        if again is None:
            break
        start, head = again
        found = found[:start] + found[start + len(head) :]
        at = _differ_at(wanted, found)
    return found


def bare(text: str) -> str:
    return BETWEEN_WORDS.sub("", unicodedata.normalize("NFKC", text))


def _first_difference(wanted: str, found: str) -> str:
    at = _differ_at(wanted, found)
    near = slice(max(0, at - 30), at + 40)
    return f"page: …{wanted[near]}…  PDF: …{found[near]}…"


def _differ_at(wanted: str, found: str) -> int:
    pairs = enumerate(zip(wanted, found, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(wanted), len(found)))
