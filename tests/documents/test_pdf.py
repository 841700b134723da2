"""Every PDF: two marks, tags, its own letters, nothing from outside, the same bytes."""

import builtins
import subprocess
import sys
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from portal import jobs
from portal.documents import pdf
from tests.documents.reading import Pdf

PAGE = """<!doctype html><html lang="da"><head><meta charset="utf-8"><title>Prøve</title>
<meta name="author" content="Bøgelund Kommune"><meta name="description" content="Et forsøg">
<meta name="dcterms.created" content="2026-05-04T10:12:00+02:00">
<meta name="dcterms.modified" content="2026-05-04T10:12:00+02:00"></head>
<body data-header="Hoved" data-footer="Fod" data-page="Side" data-of="af">%s</body></html>"""
BODY = """<h1>Prøve</h1><p>Rødgrød med fløde, CO₂ og H₂O, 30.000 kr.</p>
<h2 class="item" id="punkt-1" data-bookmark="1. Økonomi">Økonomi</h2>
<p><a href="#punkt-1">Gå til økonomien</a> og <a href="https://example.dk/n">læs notatet</a></p>
<table><thead><tr><th scope="col">År</th><th scope="col">Beløb</th></tr></thead>
<tbody><tr><th scope="row">2026</th><td>30</td></tr></tbody></table>"""


@pytest.fixture(scope="module")
def made() -> Pdf:
    return Pdf(pdf.from_page(PAGE % BODY))


def test_one_file_carries_both_marks_and_explains_them(made):
    assert made.marks == {"PDF/A-2a", "PDF/UA-1"}
    assert made.explains_its_schema
    assert made.is_tagged


def test_the_document_says_what_it_is(made):
    assert made.language == "da"
    assert made.shows_title
    information = {key: str(value) for key, value in made.file.docinfo.items()}
    assert information["/Title"] == "Prøve"
    assert information["/Author"] == "Bøgelund Kommune"
    assert information["/Subject"] == "Et forsøg"
    assert information["/CreationDate"] == "D:20260504101200+02'00"


def test_structure_bookmarks_and_page_furniture(made):
    tags = made.tags
    assert [tag for tag in tags if tag in {"H1", "H2"}] == ["H1", "H2"]
    assert tags.count("Table") == 1
    assert tags.count("TH") == 3
    assert made.bookmarks == ["1. Økonomi"]
    assert "Side\xa01 af 1" in made.pages[0]
    assert all(page.Tabs == "/S" for page in made.file.pages)


def test_a_link_says_where_it_leads(made):
    assert made.link_descriptions == ["Gå til økonomien", "læs notatet (https://example.dk/n)"]


def test_only_our_letters_and_all_of_them_embedded(made):
    assert made.fonts == {"IBM-Plex-Sans": True, "IBM-Plex-Sans-Semi-Bold": True}


def test_letters_that_our_typeface_lacks_come_from_our_own_folder_too():
    odd = Pdf(pdf.from_page(PAGE % "<p>😀 עברית العربية ☎ Русский</p>"))
    assert all(odd.fonts.values())
    assert all("Noto" in name or "Plex" in name for name in odd.fonts)


def test_the_same_page_gives_the_same_bytes_here_and_in_another_process(made):
    assert pdf.from_page(PAGE % BODY) == made.data
    script = (
        "import sys, django; django.setup(); from portal.documents import pdf;"
        "sys.stdout.buffer.write(pdf.from_page(sys.stdin.read()))"
    )
    other = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        input=(PAGE % BODY).encode(),
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert other.stdout == made.data


@pytest.mark.parametrize(
    "outside",
    [
        '<img src="https://example.dk/x.png" alt="x">',
        '<img src="file:///etc/hostname" alt="x">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        '<style>@import "http://127.0.0.1:1/x.css"; p { background: url(/static/x.png) }</style>',
        '<object data="file:///etc/passwd"></object>',
        '<link rel="attachment" href="file:///etc/passwd">',
    ],
)
def test_nothing_comes_in_from_outside(outside, monkeypatch):
    opened = []
    monkeypatch.setattr(
        "urllib.request.OpenerDirector.open", lambda *given, **more: opened.append(given)
    )
    made = Pdf(pdf.from_page(PAGE % f"<p>teksten</p>{outside}"))
    assert "teksten" in made.text
    assert opened == []
    assert not made.says("root:")


def test_a_machine_without_the_library_says_what_to_install(monkeypatch):
    def without_pango(name: str, *rest: Any, **more: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return real(name, *rest, **more)

    real = builtins.__import__
    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(jobs.GiveUp, match="Pango"):
        pdf.from_page(PAGE % BODY)


def test_dates_come_from_the_document_and_not_from_the_clock():
    when = datetime(2026, 5, 4, 10, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))
    about = {"language": "en", "title": "T", "author": "A", "subject": "S", "dated": when}
    first = pdf.render("documents/pdf/base.html", {}, **about)
    assert pdf.render("documents/pdf/base.html", {}, **about) == first
    assert Pdf(first).language == "en"
    assert "Page\xa01 of 1" in Pdf(first).pages[0]
