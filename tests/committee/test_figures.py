"""The committee in numbers: what is counted is right, public, and drawn so that all can read it."""

import re
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from ideas import tallies
from ideas.models import Answer, Idea
from ideas.services import answer_idea
from portal.documents import pdf
from portal.ui.charts import Bar, Mark, Way, bars, columns, for_page, for_paper, parts, ways
from tests.documents.reading import Pdf
from tests.ideas.factories import make_idea, make_many_ideas, make_theme
from tests.projects.factories import add_benefit, approved, start
from tests.projects.test_benefits import measure

pytestmark = pytest.mark.django_db
PAGE = "/udvalg/innovation/tal/"


def figures(client, path=PAGE):
    response = client.get(path)
    assert response.status_code == 200
    return {figure.anchor: figure for figure in response.context["figures"]}


def table(figure):
    return {row[0].text: [cell.text for cell in row[1:]] for row in figure.chart.rows}


def answered_after(cast, number, title="En idé"):
    idea = make_idea(cast, title)
    long_ago = timezone.now() - timedelta(days=number)
    Idea.objects.filter(pk=idea.pk).update(published_at=long_ago)
    answer_idea(idea.pk, by=cast.users["secretary"], outcome="not_taken_up", reason="Nej.")
    return idea


def test_ideas_are_counted_by_state_theme_and_role(cast):
    make_theme(cast.committee, "Klima")
    make_idea(cast, "Nummer et")
    make_idea(cast, "Nummer to", author=cast.users["association"])
    answered_after(cast, 3)
    found = figures(cast["public"])
    assert found["status"].text == "1 af 3 idéer er besvaret."
    assert table(found["status"])["Ny"] == ["2"]
    assert table(found["status"])["Ikke taget op"] == ["1"]
    assert table(found["temaer"]) == {"Klima": ["3"]}
    assert sum(int(row[0]) for row in table(found["roller"]).values()) == 3


def test_each_name_leads_to_the_ideas_it_counts(cast):
    make_idea(cast, "Nummer et")
    found = figures(cast["public"])
    links = [found[name].chart.rows[0][0].url for name in ("temaer", "roller")]
    for link in links:
        assert "Nummer et" in cast["public"].get(link).content.decode()
    english = figures(cast["public"], f"/en{PAGE}")
    assert english["temaer"].chart.rows[0][0].url.startswith("/en/ideer/")


def test_hidden_ideas_and_drafts_count_nowhere(cast):
    idea = make_idea(cast, "Den skjulte")
    Idea.objects.filter(pk=idea.pk).update(
        hidden_at=timezone.now(), hidden_reason="Navne", hidden_by=cast.users["secretary"]
    )
    tallies.recount(cast.committee.pk)
    for who in ("public", "secretary"):
        assert figures(cast[who])["status"].text == "Der er ingen idéer endnu."


def test_answers_are_held_against_the_promise(cast):
    cast.committee.answer_days = 30
    cast.committee.save()
    for number in (2, 9, 29, 32):
        answered_after(cast, number, f"Idé {number}")
    found = figures(cast["public"])["svartid"]
    assert found.text == "3 af 4 svar kom inden for de lovede 30 dage."
    assert [row[0] for row in table(found).values()] == ["1", "1", "0", "0", "0", "1", "1"]
    assert tallies.recount(cast.committee.pk) == {}


def test_a_recount_finds_how_long_answers_took(cast):
    answered_after(cast, 12)
    cast.committee.tallies.filter(facet="waited").delete()
    assert "Der er ikke svaret" in figures(cast["public"])["svartid"].text
    tallies.recount(cast.committee.pk)
    assert table(figures(cast["public"])["svartid"])["11–15"] == ["1"]
    assert Answer.objects.count() == 1


def test_benefits_stand_by_kind_and_are_never_added_up(cast):
    proposal = approved(cast)
    found = figures(cast["public"])["gevinster"]
    for part in found.children:
        assert len(part.chart.rows) == proposal.benefits.filter(kind=part.anchor[8:]).count()
        for row in part.chart.rows:
            assert row[0].url.startswith(proposal.get_absolute_url())
    shown = cast["public"].get(proposal.get_absolute_url()).content.decode()
    for benefit in proposal.benefits.all():
        assert f'id="{benefit.get_absolute_url().partition("#")[2]}"' in shown


def test_the_benefits_of_a_draft_are_not_public(cast):
    proposal = start(cast, title="Nabohjælp på hjul")
    add_benefit(cast, proposal, title="Den hemmelige gevinst")
    for who in ("public", "member", "secretary"):
        assert "hemmelige" not in cast[who].get(PAGE).content.decode()


def test_seats_are_counted_without_those_who_only_work_for_the_committee(cast):
    found = figures(cast["public"])["sammensaetning"]
    assert table(found) == {"Politikere": ["3"], "Borgere": ["1"]}
    assert found.text == "4 pladser med stemme."


def test_an_empty_committee_says_what_is_missing_in_each_section(cast):
    found = figures(cast["public"], "/udvalg/klima/tal/")
    for anchor in ("status", "temaer", "roller", "svartid", "gevinster"):
        assert found[anchor].chart is None
        assert found[anchor].text


def test_every_picture_has_words_a_table_and_no_style(cast):
    answered_after(cast, 3)
    approved(cast)
    shown = cast["public"].get(PAGE).content.decode()
    pictures = re.findall(r'<svg class="chart-(?:wide|narrow)".*?</svg>', shown, re.DOTALL)
    assert len(pictures) == 2 * shown.count('<figure class="chart')
    for picture in pictures:
        svg = ElementTree.fromstring(picture)
        assert svg.get("role") == "img"
        assert len(svg.get("aria-label")) > 20
        assert "style" not in picture
        for text in svg.iter("text"):
            assert 0 <= float(text.get("x")) <= float(svg.get("viewBox").split()[2])
    assert shown.count('<details class="chart-table" open>') == shown.count("<figure")


def test_the_queries_do_not_grow(cast):
    approved(cast)
    cast["public"].get(PAGE)
    counted = []
    for many in (3, 300):
        make_many_ideas(cast, many)
        tallies.recount(cast.committee.pk)
        with CaptureQueriesContext(connection) as queries:
            cast["public"].get(PAGE)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 20
    assert not any('FROM "ideas_idea"' in query["sql"] for query in queries)


DRAWINGS = [
    bars([Bar("Service", 12), Bar("En meget lang overskrift på et tema " * 4, 0)]),
    parts([Bar("Borger", 100, "chart-c1"), Bar("Leder", 1, "chart-c6")]),
    columns([0, 3, 11, 2], ["0", "7", "14", "21", "28"], mark=Mark(3.9, "Løftet: 27 dage")),
    columns([0], ["0", "7"]),
    ways([Way("Færre opkald", "2", "Mål: 4", 0.4, 1.7), Way("Ny", "-", "Mål: 4", 0, None)]),
    ways([Way("Værre end før", "-1", "Mål: 4", 0.4, -0.3)]),
]


@pytest.mark.parametrize("drawings", DRAWINGS)
def test_a_drawing_stays_inside_its_own_frame(drawings):
    for drawing in drawings:
        svg = ElementTree.fromstring(for_page(drawing, "Et billede"))
        for rect in svg.iter("rect"):
            assert float(rect.get("x")) + float(rect.get("width")) <= drawing.width
            assert 0 <= float(rect.get("y")) + float(rect.get("height")) <= drawing.height
        for circle in svg.iter("circle"):
            assert 0 <= float(circle.get("cx")) <= drawing.width


def test_in_a_document_the_colours_are_values_and_the_picture_has_its_words(cast):
    answered_after(cast, 3)
    measure(cast, approved(cast).benefits.first(), 12_000, -1)
    found = figures(cast["public"])
    shown = [each.chart for each in found.values() if each.chart]
    shown += [part.chart for part in found["gevinster"].children if part.chart]
    pictures = "".join(f'<img src="{for_paper(each)}" alt="{each.sentence}">' for each in shown)
    made = Pdf(
        pdf.from_page(
            f'<!doctype html><html lang="da"><head><title>Tal</title></head><body>{pictures}'
        )
    )
    assert made.marks == {"PDF/A-2a", "PDF/UA-1"}
    assert made.fonts.keys() <= {"IBM-Plex-Sans", "IBM-Plex-Sans-Semi-Bold"}
    assert made.alternatives == [each.sentence for each in shown]
    assert {(0x0F, 0x4C, 0x55), (0xB5, 0x37, 0x1F)} <= made.colours
