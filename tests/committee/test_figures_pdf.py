"""The numbers as a PDF: made for the record, as everybody may see them, anew when they change."""

from datetime import timedelta

import pytest
from django.utils import timezone

from committee.models import FiguresRendition
from committee.services import start_figures
from committee.tasks import renew_figures
from portal.audit.models import Entry
from portal.documents import pdf
from portal.jobs import work
from portal.jobs.models import Job
from tests.documents.reading import Pdf
from tests.ideas.factories import make_idea
from tests.projects.factories import add_benefit, approved, start, write
from tests.projects.test_benefits import measure

from .test_figures import PAGE, answered_after, figures

pytestmark = pytest.mark.django_db
ASK, PAPER = f"{PAGE}pdf/ny/", f"{PAGE}pdf/"


def do_the_work(cast):
    """Do what was started for today, as the worker would."""
    job = Job.objects.for_key("committee.render_figures", _key(cast))
    work.run_job(job.pk)


def _key(cast):
    return f"{cast.committee.pk}:{timezone.localdate().isoformat()}"


def read(client):
    return Pdf(b"".join(client.get(PAPER)))


def test_the_secretary_has_it_made_and_everybody_reads_it(cast):
    answered_after(cast, 3)
    measure(cast, approved(cast).benefits.first(), 12_000, -1)
    assert cast["public"].get(PAPER).status_code == 404
    assert "pdf/" not in cast["public"].get(PAGE).content.decode()
    assert "Lav en PDF" in cast["secretary"].get(PAGE).content.decode()
    assert cast["secretary"].post(ASK).status_code == 302
    do_the_work(cast)
    assert Entry.objects.filter(action="committee.figures_rendered").count() == 1

    assert f'href="{PAPER}"' in cast["public"].get(PAGE).content.decode()
    assert "Lav en PDF" not in cast["secretary"].get(PAGE).content.decode()
    made = read(cast["public"])
    assert made.marks == {"PDF/A-2a", "PDF/UA-1"}
    found = figures(cast["public"])
    charts = [each.chart for each in found.values() if each.chart]
    assert {each.sentence for each in charts} <= set(made.alternatives)
    for each in found.values():
        assert each.heading in made.text


def test_it_holds_nothing_of_a_draft(cast):
    draft = write(cast, start(cast, title="Kladden"))
    add_benefit(cast, draft, title="Hemmelig gevinst")
    cast["secretary"].post(ASK)
    do_the_work(cast)
    text = read(cast["public"]).text
    assert "Hemmelig" not in text
    assert "Udvalget i tal" in text


def test_it_is_made_once_a_week_and_only_when_the_numbers_have_changed(cast, monkeypatch):
    make_idea(cast, "Nummer et")
    renew_figures()
    do_the_work(cast)
    first = FiguresRendition.objects.get()
    assert first.told_on == timezone.localdate()
    next_week = timezone.now() + timedelta(days=7)
    monkeypatch.setattr(timezone, "now", lambda: next_week)
    monkeypatch.setattr(timezone, "localdate", lambda value=None: next_week.date())
    renew_figures()
    do_the_work(cast)
    assert FiguresRendition.objects.count() == 1
    make_idea(cast, "Nummer to")
    Job.objects.all().delete()
    start_figures(cast.committee)
    do_the_work(cast)
    assert FiguresRendition.objects.count() == 2


def test_where_no_pdf_can_be_made_the_page_stays_as_it_is(cast, monkeypatch):
    def missing(*args, **values):
        raise pdf.RendererMissing("Pango")

    monkeypatch.setattr(pdf, "from_page", missing)
    cast["secretary"].post(ASK)
    do_the_work(cast)
    assert cast["public"].get(PAPER).status_code == 404
    assert cast["public"].get(PAGE).status_code == 200
