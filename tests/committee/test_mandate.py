"""The mandate: written as a draft, published once, kept for good."""

import pytest
from django.db import ProgrammingError, transaction
from pypdf import PdfReader

from committee import services, tasks
from committee.models import MandateTask, MandateVersion
from portal.audit.models import Entry
from portal.jobs.models import Job
from portal.notifications import services as notifications
from portal.notifications.models import Notice

from .factories import make_mandate

pytestmark = pytest.mark.django_db
MANDATE = "/udvalg/innovation/kommissorium/"


def written(*titles, **values):
    rows = {"tasks-TOTAL_FORMS": len(titles) + 1, "tasks-INITIAL_FORMS": 0}
    for place, title in enumerate(titles):
        rows[f"tasks-{place}-title_da"] = title
    return {"background_da": "Hvorfor udvalget er sat.", **rows, **values}


def test_before_there_is_a_mandate_the_page_says_so(cast):
    page = cast["public"].get(MANDATE)
    assert page.status_code == 200
    assert "<form" not in page.content.decode()


def test_the_secretary_drafts_writes_and_publishes_and_everybody_reads(
    cast, django_capture_on_commit_callbacks
):
    notifications.follow(cast.committee.channel_id, by=cast.users["participant"])
    secretary = cast["secretary"]
    response = secretary.post(f"{MANDATE}ny/")
    assert response["Location"] == f"{MANDATE}v1/rediger/"
    values = written("Foreslå en model", "Præsentér projekter")
    values |= {"tasks-1-target_low": "3", "tasks-1-target_high": "5"}
    assert secretary.post(f"{MANDATE}v1/rediger/", values).status_code == 302
    assert cast["public"].get(f"{MANDATE}v1/").status_code == 404
    for _ in range(2):
        assert secretary.post(f"{MANDATE}v1/offentliggoer/").status_code == 302
    version = MandateVersion.objects.get()
    assert version.published_by == cast.users["secretary"]
    assert [task.title_da for task in version.tasks.all()] == [
        "Foreslå en model",
        "Præsentér projekter",
    ]
    page = cast["public"].get(MANDATE).content.decode()
    assert "Hvorfor udvalget er sat." in page
    assert Entry.objects.filter(action="mandate.published").count() == 1
    assert Job.objects.filter(task="committee.render_mandate").count() == 1
    notice = Notice.objects.get()
    assert (notice.user, notice.url) == (cast.users["participant"], f"{MANDATE}v1/")


def test_an_english_page_publishes_under_the_danish_address(cast):
    make_mandate(cast.committee, published=False)
    notifications.follow(cast.committee.channel_id, by=cast.users["participant"])
    cast["secretary"].post(f"/en{MANDATE}v1/offentliggoer/")
    assert Notice.objects.get().url == f"{MANDATE}v1/"


def test_an_empty_draft_is_not_published(cast):
    cast["secretary"].post(f"{MANDATE}ny/")
    response = cast["secretary"].post(f"{MANDATE}v1/offentliggoer/", follow=True)
    assert MandateVersion.objects.get().state == "draft"
    assert list(response.context["messages"])


def test_a_new_version_starts_from_the_one_in_force_and_is_one_draft(cast):
    make_mandate(cast.committee, tasks=3)
    for _ in range(2):
        cast["secretary"].post(f"{MANDATE}ny/")
    draft = cast.committee.mandates.get(number=2)
    assert draft.background_da == "Baggrunden, udgave 1."
    assert draft.tasks.count() == 3
    assert "udgave 1" in cast["public"].get(MANDATE).content.decode()


def test_the_older_version_stays_readable_and_points_to_the_newer(cast):
    make_mandate(cast.committee)
    make_mandate(cast.committee, number=2)
    old = cast["public"].get(f"{MANDATE}v1/").content.decode()
    assert "Baggrunden, udgave 1." in old
    assert f'href="{MANDATE}"' in old
    assert "Baggrunden, udgave 2." in cast["public"].get(MANDATE).content.decode()


@pytest.mark.parametrize(
    "change",
    [
        lambda version: MandateVersion.objects.update(background_da="Omskrevet"),
        lambda version: MandateTask.objects.update(title_da="Omskrevet"),
        lambda version: MandateTask.objects.all().delete(),
        lambda version: version.delete(),
        lambda version: MandateTask.objects.create(version=version, number=9, title_da="Ny"),
        lambda version: MandateVersion.objects.update(state="draft", published_at=None),
    ],
)
def test_the_database_keeps_what_was_published(cast, change):
    version = make_mandate(cast.committee)
    with pytest.raises(ProgrammingError), transaction.atomic():
        change(version)


def test_a_published_version_has_no_form(cast):
    make_mandate(cast.committee)
    assert cast["secretary"].get(f"{MANDATE}v1/rediger/").status_code == 404
    assert cast["secretary"].post(f"{MANDATE}v1/rediger/", written("Ny")).status_code == 404


def test_wrong_targets_come_back_and_nothing_is_lost(cast):
    make_mandate(cast.committee, published=False)
    values = written("En opgave", **{"tasks-0-target_low": "5", "tasks-0-target_high": "3"})
    response = cast["secretary"].post(f"{MANDATE}v1/rediger/", values)
    assert response.status_code == 422
    assert "En opgave" in response.content.decode()
    assert cast.committee.mandates.get().tasks.count() == 2


def test_the_pdf_is_made_once_and_handed_out_to_everybody(cast):
    version = make_mandate(cast.committee)
    assert cast["public"].get(f"{MANDATE}v1/pdf/").status_code == 404
    first = services.attach_rendition(version.pk, pdf=b"%PDF-1.7\n%a\n%%EOF\n")
    assert services.attach_rendition(version.pk, pdf=b"%PDF-1.7\n%b\n%%EOF\n") == first
    response = cast["public"].get(f"{MANDATE}v1/pdf/")
    assert response["Content-Type"] == "application/pdf"
    assert response.getvalue().startswith(b"%PDF")
    assert f"{MANDATE}v1/pdf/" in cast["public"].get(MANDATE).content.decode()


def test_the_job_makes_a_paper_that_says_what_the_page_says(cast):
    version = make_mandate(cast.committee)
    for _ in range(2):
        tasks.render_mandate(str(version.pk), lambda done, of: None)
    rendition = version.renditions.get()
    with rendition.file.blob.open("rb") as blob:
        text = "".join(page.extract_text() for page in PdfReader(blob).pages)
    assert "Baggrunden, udgave 1." in text
    assert "Opgave nummer 2" in text
    assert rendition.file.name == "kommissorium-innovation-v1.pdf"
