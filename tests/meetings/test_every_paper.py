"""Every PDF of the demo's agendas and minutes is read and held against the page it was made of."""

import pytest
from lxml import html as lxml_html

from meetings import papers
from meetings.models import AgendaVersion, MinutesVersion
from portal.documents import pdf
from tests.demo import sign_in
from tests.documents.aloud import read_aloud
from tests.documents.checker import bare, check
from tests.house.closed import closed_words_in

pytestmark = pytest.mark.usefixtures("demo", "that_day")


@pytest.fixture
def pages(monkeypatch):
    """Keep the pages that PDFs are made of."""
    kept: list[str] = []
    real = pdf.from_page
    monkeypatch.setattr(pdf, "from_page", lambda page: kept.append(page) or real(page))
    return kept


def versions():
    for model in (AgendaVersion, MinutesVersion):
        rows = model.objects.select_related("body").order_by("-pk")
        yield from (version for version in rows if version.withdrawal is None)


def newest():
    every = list(versions())
    return [
        next(each for each in every if isinstance(each, kind))
        for kind in (AgendaVersion, MinutesVersion)
    ]


def assert_says_the_same(version, paper):
    """The page of the same version on the web has the same words in the same order."""
    answer = sign_in(None).get(version.get_absolute_url())
    shown = bare(lxml_html.document_fromstring(answer.content.decode()).text_content())
    said, at_page, at_paper = bare(read_aloud(paper.file)), 0, 0
    for item in version.body.public["items"]:
        told = [
            item["title"],
            *(part["html"] for part in item.get("sections", [])),
            item.get("decision", ""),
        ]
        for text in filter(None, told):
            words = bare(lxml_html.fromstring(f"<div>{text}</div>").text_content())
            at_page, at_paper = shown.index(words, at_page), said.index(words, at_paper)


@pytest.mark.parametrize("which", [newest, pytest.param(versions, marks=pytest.mark.full)])
def test_the_public_paper_is_whole_and_says_what_its_page_says(pages, which):
    for version in which():
        paper = check_once(pages, papers.pdf_of, version.body.public)
        assert closed_words_in(paper.text + paper.metadata_text) == []
        assert [not mark for mark in paper.bookmarks] == [False] * len(version.body.public["items"])
        assert_says_the_same(version, paper)


@pytest.mark.full
def test_a_reader_s_paper_and_an_extract_are_whole_too(pages):
    for version in versions():
        check_once(pages, papers.pdf_of, version.body.member)
        for item in version.body.public["items"]:
            check_once(pages, papers.item_pdf, version.body.public, item["uid"])


@pytest.mark.parametrize("edition", ["public", pytest.param("member", marks=pytest.mark.full)])
def test_made_again_a_paper_is_the_same_to_the_last_byte(edition):
    for version in newest():
        snapshot = getattr(version.body, edition)
        assert papers.pdf_of(snapshot) == papers.pdf_of(snapshot)
        if edition == "public":
            uid = snapshot["items"][0]["uid"]
            assert papers.item_pdf(snapshot, uid) == papers.item_pdf(snapshot, uid)


def check_once(pages, make, *given):
    data = make(*given)
    return check(pages.pop(), data)
