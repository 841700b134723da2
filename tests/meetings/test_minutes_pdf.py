"""The minutes on paper: everything that the record says, and nothing else."""

import re
import subprocess
import sys
from itertools import pairwise

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from lxml import html as lxml_html

from meetings import papers
from meetings.snapshots import redact
from portal.documents import pdf
from tests.documents.checker import check
from tests.documents.reading import Pdf
from tests.meetings import snapshots

SECRET = "Kvævstofbrint"
ADDRESS = "https://samskab.example.dk/moeder/5/referat/v2/"


@pytest.fixture(scope="module")
def made() -> Pdf:
    return Pdf(papers.minutes_pdf(snapshots.minutes()))


def words(text: str) -> list[str]:
    """Return words without the hyphens that a line's end may have put in."""
    return re.sub(r"[-\N{SOFT HYPHEN}\N{HYPHEN}]\s*", "", text).split()


def test_it_carries_both_marks_and_says_what_it_is(made):
    assert made.marks == {"PDF/A-2a", "PDF/UA-1"}
    assert made.is_tagged
    assert made.language == "da"
    assert made.shows_title
    information = {key: str(value) for key, value in made.file.docinfo.items()}
    assert information["/Title"].replace("\xa0", " ") == (
        "Referat: 5. møde, Opgaveudvalget for innovation, 12. november 2026"
    )
    assert information["/Author"] == "Bøgelund Kommune, Opgaveudvalget for innovation"
    assert information["/Subject"] == "Referat"
    assert information["/CreationDate"] == "D:20261119091500+01'00"


def test_it_is_called_for_the_meeting():
    assert papers.file_name(snapshots.minutes()) == (
        "2026-11-12-opgaveudvalg-innovation-referat-v2.pdf"
    )


def test_bookmarks_and_headings_are_the_items(made):
    items = snapshots.minutes()["items"]
    assert made.bookmarks == [f"{item['number']}. {item['title']}" for item in items]
    headings = [tag for tag in made.tags if re.fullmatch(r"H\d", tag)]
    assert headings[0] == "H1"
    assert headings.count("H1") == 1
    frame = 4  # correction, present, contents, closing
    assert headings.count("H2") == len(items) + frame
    levels = [int(heading[1]) for heading in headings]
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_every_page_says_which_it_is_and_whose(made):
    number = len(made.pages)
    for place, text in enumerate(made.pages, start=1):
        flat = text.replace("\xa0", " ")
        assert f"Side {place} af {number}" in flat
        assert "Udgave 2 · samskab.example.dk/moeder/5" in flat
    assert all(
        "12. november 2026 · Referat" in page.replace("\xa0", " ") for page in made.pages[1:]
    )


def test_only_our_letters_all_embedded(made):
    assert set(made.fonts) <= {
        "IBM-Plex-Sans",
        "IBM-Plex-Sans-Semi-Bold",
        "IBM-Plex-Sans-Italic",
    }
    assert all(made.fonts.values())


def test_links_lead_both_ways_and_say_where(made):
    told = made.link_descriptions
    assert told.count("Velkomstbreve til nye borgere og foreninger, del 3") == 1
    assert told.count("Til indholdet") == 5
    assert any(text.startswith("Notat om velkomstbreve (https://") for text in told)
    assert not any(re.fullmatch(r"punkt-\d+|indhold", text) for text in told)


def test_the_sentences_of_the_record_are_in_it(made):
    text = made.text.replace("\xa0", " ")
    for sentence in [
        "Rettet 19. november 2026",
        "Punkt 2: Antallet af breve er rettet fra 30 til 40",
        "Rettet af Mads Fjeldsted, frigivet af Karen Tornvig. Erstatter udgave 1.",
        "Stedfortræder for Birgit Holmsted",
        "Birgit Holmsted (Nanna Østergaard mødte i stedet) og Rasmus Tangager.",
        "Sofie Kragelund kom kl. 17.20 under punkt 2.",
        "Torben Skaarup forlod mødet kl. 18.05 under punkt 3.",
        "Torben Skaarup var inhabil, forlod lokalet kl. 18.05 og kom tilbage kl. 18.20.",
        "Imod 1 Villy Brandstrup",
        "Villy Brandstrup: Jeg savner erfaringerne fra foråret.",
        "Mødet hævet kl. 19.42.",
        "12 af 13 til stede har godkendt.",
    ]:
        assert sentence in text, sentence


def test_every_word_of_the_page_is_in_the_file(made):
    with translation.override("da"):
        told = papers.paper(snapshots.minutes(), ADDRESS)
        document = dict.fromkeys(["language", "title", "author", "subject", "keywords"], "x")
        page = render_to_string(
            "meetings/pdf/minutes.html",
            {"paper": told, "document": document | {"dated": "x", "address": "x"}},
        )
    body = lxml_html.document_fromstring(page).body
    for block in body.iter("p", "li", "td", "th", "h1", "h2", "h3", "h4", "caption", "span"):
        block.tail = f" {block.tail or ''}"
    missing = set(words(body.text_content())) - set(words(made.text))
    assert not missing


def test_the_same_snapshot_gives_the_same_bytes_here_and_in_another_process(made):
    assert papers.minutes_pdf(snapshots.minutes()) == made.data
    script = (
        "import sys, django; django.setup();"
        "from meetings import papers; from tests.meetings import snapshots;"
        "sys.stdout.buffer.write(papers.minutes_pdf(snapshots.minutes()))"
    )
    other = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], capture_output=True, check=True, timeout=120
    )
    assert other.stdout == made.data


def test_nothing_of_a_closed_item_is_in_the_file():
    closed = snapshots.rich_item(4) | {
        "title": f"{SECRET} på Skovvej",
        "is_closed": True,
        "public_title": "Personsag",
        "closed_reason": SECRET,
        "sections": [{"kind": "summary", "html": f"<p>{SECRET}</p>"}],
        "decision": f"<p>{SECRET}</p>",
        "remarks": [{"name": SECRET, "text": SECRET}],
    }
    inside = snapshots.minutes([snapshots.item(1), closed], edition="member")
    made = Pdf(papers.minutes_pdf(redact(inside, {closed["uid"]})))
    assert "(Lukket) Personsag" in made.text
    assert not made.says(SECRET)
    assert "2026-0004" not in made.text
    assert Pdf(papers.minutes_pdf(inside)).says(SECRET)  # the check can find it


@pytest.mark.parametrize(
    "odd",
    [
        {"title": "Meget lang titel " * 25},
        {"title": "CO₂, H₂SO₄ og 😀"},
        {"decision": "<p>CO<sub>2</sub>, m<sup>3</sup>, สวัสดี, नमस्ते, 🇩🇰 👩\u200d🚀 ❤️ 👍🏽</p>"},
        {"title": "漢字 og 한글", "decision": "<p>漢字かな, \U0001fae9 og \ue000</p>"},
        {"decision": "<p>" + "x" * 2000 + "</p>"},
        {"decision": "<table><tr>" + "<td>00.000.000 kr.</td>" * 30 + "</tr></table>"},
        {"decision": '<p>&lt;script&gt;alert(1)&lt;/script&gt; & "citat"</p>'},
        {"decision": "<ul>" + "<li>punkt</li>" * 400 + "</ul>"},
        {"sections": [], "decision": "", "outcome": "", "case_number": "", "presenter": ""},
    ],
)
def test_odd_content_makes_a_whole_file(odd, monkeypatch):
    pages: list[str] = []
    real = pdf.from_page
    monkeypatch.setattr(pdf, "from_page", lambda page: pages.append(page) or real(page))
    data = papers.minutes_pdf(snapshots.minutes([snapshots.item(1) | odd]))
    made = check(pages[0], data)
    assert f"af\xa0{len(made.pages)}" in made.pages[-1] or f"af {len(made.pages)}" in made.pages[-1]


def test_a_letter_that_cannot_be_drawn_is_named_and_the_end_says_so():
    item = snapshots.item(1) | {"title": "Velkommen 漢字 hertil"}
    made = Pdf(papers.minutes_pdf(snapshots.minutes([item])))
    assert "Velkommen [U+6F22 U+5B57] hertil" in made.text
    assert "Tegn, der ikke kan vises" in made.pages[-1]
    plain = Pdf(papers.minutes_pdf(snapshots.minutes([snapshots.item(1)])))
    assert "Tegn, der ikke kan vises" not in plain.text


def test_the_agenda_is_made_the_same_way():
    made = Pdf(papers.agenda_pdf(snapshots.agenda(late_reason="Tallene kom fredag.", version=1)))
    assert made.marks == {"PDF/A-2a", "PDF/UA-1"}
    assert "Sendt ud for sent: Tallene kom fredag." in made.text
    assert "Beslutning" not in made.text
    assert len(made.bookmarks) == 6
    assert papers.file_name(snapshots.agenda(version=1)).endswith("-dagsorden-v1.pdf")
