"""Nothing of a closed item leaves the house, in any form, for whoever may not read it.

One word stands in every field of the closed items of the scene: title, presenter, case number,
reason, sections, decision, attachment's name, title and content, remark, note of a
disqualification, and in a correction of it. It is looked for in all that each person can get.
"""

import io
import json
from collections.abc import Iterator

import pypdf
import pytest
from django.apps import apps
from django.contrib import admin
from django.core import mail
from django.urls import reverse

from meetings.models import AgendaItem, AgendaVersion, MinutesVersion
from portal import jobs
from portal.jobs import work
from portal.notifications.models import Notice, OutboxMail

from . import rights, scene
from .crawl import crawl
from .matrix import at_once

pytestmark = pytest.mark.usefixtures("db", "without_log")
WITHOUT = ["public", "participant", "chief", "admin", "former", "guest", "disqualified"]
WITH = ["member", "substitute", "chair", "secretary"]
PAGES = ["meeting-detail", "minutes-detail", "agenda-draft", "agenda-preview", "minutes-draft"]
VERSIONS = ["agenda-version", "minutes-version", "agenda-pdf", "minutes-pdf"]
ITEMS = ["item-detail", "item-edit", "minutes-item"]
STARTS = ["/", "/en/", "/moeder/", "/min-side/", "/min-side/beskeder/", "/ideer/atom/"]


@pytest.fixture(scope="module", autouse=True)
def _papers(stage, django_db_blocker) -> None:
    """Make every PDF that the worker would make."""
    with django_db_blocker.unblock():
        for model, task in (
            (AgendaVersion, "meetings.render_agenda"),
            (MinutesVersion, "meetings.render_minutes"),
        ):
            for version in model.objects.order_by("pk"):
                work.run_job(jobs.start(task, version.pk).pk)


def addresses(stage: scene.Scene) -> Iterator[str]:
    """Every address that can be read, with the arguments of every case it has in the table."""
    for row in rights.read():
        if row.method == "GET":
            yield rights.url_of(stage, row)
    for meeting in stage.meetings.values():
        yield from (reverse(f"meetings:{page}", args=[meeting.pk]) for page in PAGES)
        yield from (reverse(f"meetings:{page}", args=[meeting.pk, 1]) for page in VERSIONS)
        yield reverse("meetings:agenda-version", args=[meeting.pk, 1]) + "?lukkede=1"
        yield reverse("meetings:minutes-detail", args=[meeting.pk]) + "?lukkede=1"
    for item in AgendaItem.objects.filter(is_public=False):
        yield from (reverse(f"meetings:{page}", args=[item.meeting_id, item.uid]) for page in ITEMS)


def told_at(client, url: str) -> str:
    """Return all that an answer says: headers, page, and the text within a PDF."""
    response = client.get(url)
    body = b"".join(response) if response.streaming else response.content
    told = f"{dict(response.headers)}"
    # A file that somebody uploaded may only begin like one; then its bytes are what it says.
    if response.headers.get("Content-Type", "") == "application/pdf" and b"%%EOF" in body:
        paper = pypdf.PdfReader(io.BytesIO(body))
        pages = [page.extract_text() for page in paper.pages]
        return told + "".join(pages) + str(paper.metadata) + str(paper.outline)
    return told + body.decode(errors="replace")


@pytest.mark.parametrize("role", at_once(WITHOUT, {"public", "disqualified"}))
def test_the_word_is_at_no_address(stage, role):
    client = stage.client(role)
    urls = {*addresses(stage), *STARTS}
    urls |= {visit.url for visit in crawl(client, most=40)}
    assert [url for url in sorted(urls) if says(told_at(client, url))] == []


@pytest.mark.parametrize("role", WITH)
def test_who_may_read_it_finds_it(stage, role):
    client = stage.client(role)
    sent_out = stage.meetings["sent out"].pk
    public = stage.meetings["public"].pk
    for url in (
        reverse("meetings:agenda-draft", args=[sent_out]),
        reverse("meetings:agenda-version", args=[sent_out, 1]) + "?lukkede=1",
        reverse("meetings:minutes-detail", args=[public]) + "?lukkede=1",
        rights.url_of(stage, rights.Row("meetings:attachment", "public closed", "GET")),
    ):
        assert says(told_at(client, url)), url


def test_nobody_finds_it_without_asking_for_it(stage):
    """The pages of published papers are the same for all, until a member asks for the rest."""
    for name in ("sent out", "public"):
        url = reverse("meetings:meeting-detail", args=[stage.meetings[name].pk])
        assert not says(told_at(stage.client("chair"), url))


def test_no_refused_form_of_a_disqualified_member_says_it(stage):
    client = stage.client("disqualified")
    for row in rights.read():
        if row.method == "POST" and row.name.startswith("meetings:") and "closed" in row.case:
            response = client.post(rights.url_of(stage, row), {"x": "1"}, follow=True)
            assert not says(response.content.decode()), row


def test_neither_notices_nor_mails_nor_the_record_say_it(stage):
    for notice in Notice.objects.all():
        work.run_job(jobs.start("notifications.write_mails", f"{notice.kind}|{notice.event}|x").pk)
    for row in OutboxMail.objects.all():
        work.run_job(jobs.start("notifications.send_mail", row.pk).pk)
    sent = [f"{m.subject} {m.body} {m.attachments}" for m in mail.outbox]
    assert sent
    assert not says(" ".join(sent))
    for label in ("notifications.Notice", "notifications.OutboxMail", "audit.Entry", "jobs.Job"):
        rows = list(apps.get_model(label).objects.values())
        assert rows, label
        assert not says(json.dumps(rows, default=str)), label


@pytest.mark.full
def test_the_administration_shows_it_nowhere(stage):
    """Every list, every row and every search of it."""
    client = stage.client("admin")
    lists = [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        for model in admin.site._registry
    ]
    assert len(lists) > 15
    urls = [row.url for page in lists for row in crawl(client, page, most=12, also=page)]
    urls += [f"{page}?q={scene.SECRET[:8]}" for page in lists]
    assert [url for url in urls if says(told_at(client, url))] == []


def says(text: str) -> bool:
    return scene.SECRET.casefold() in text.casefold()
