"""Nothing of a closed item leaves the house, in any form, for whoever may not read it.

One word stands in every field of the closed items of the scene, each time with another beside it
that tells the place: title, presenter, case number, reason, sections, decision, vote, remark,
disqualification, comment, agreement, attachment with its name, text and metadata, and a correction.
It is looked for in all that each person can get: at every address of the URL configuration, in
what is searched, in mails, in the record, in caches and in the log.
"""

import io
import json
import logging
import re
from base64 import b64decode
from collections.abc import Iterable, Iterator
from typing import Any

import pypdf
import pytest
from django.apps import apps
from django.contrib import admin
from django.core import mail
from django.core.cache import caches
from django.db import transaction
from django.db.models import CharField, Model, TextField
from django.urls import reverse

from meetings.models import (
    AgendaItem,
    AgendaVersion,
    ItemAttachment,
    ItemSection,
    MinutesVersion,
    VoteEvent,
)
from portal import jobs
from portal.documents.models import File
from portal.jobs import work
from portal.notifications.models import Notice, OutboxMail
from portal.writing.models import Text

from . import channels, rights, scene
from .crawl import crawl, shape
from .matrix import at_once

pytestmark = pytest.mark.usefixtures("db", "without_log")
WITHOUT = ["public", "participant", "chief", "admin", "former", "guest", "disqualified"]
WITH = ["member", "substitute", "chair", "secretary"]
BEGINNING = scene.SECRET[:8]
"""What is looked for: half of the word, so that an answer may repeat the question."""
OFTEN = {"sent out", "sitting", "public"}
"""Meetings at whose every address each run looks; the full run looks at those of all."""
LIBRARIES = ("/admin/", "/accounts/")
PAPER = re.compile(r"/(dagsorden|referat)/(v1/)?$")
NO_WORDS = {
    "meetings.AgendaItem": {"uid", "public_title", "shown_number", "shown_title"},
    "meetings.ItemSuggestion": {"title", "reason", "answer"},
    "meetings.ItemRendition": {"template_version", "sha512"},
    "documents.File": {"mime_type", "sha512"},
}
"""Fields that say nothing of a closed item. A suggestion stays with whoever made it."""


@pytest.fixture(scope="module")
def _log() -> Iterator[list[str]]:
    """What is logged as production logs it, at INFO and above, from the making of the scene on."""
    lines: list[str] = []
    written, real = logging.Formatter(), logging.Logger.callHandlers

    def keep(logger: logging.Logger, record: logging.LogRecord) -> None:
        lines.append(written.format(record))
        real(logger, record)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(logging.Logger, "callHandlers", keep)
        yield lines


@pytest.fixture
def log(_log: list[str], without_log: None) -> list[str]:
    """The same, also while this test runs."""
    logging.disable(logging.NOTSET)
    return _log


@pytest.fixture(scope="module", autouse=True)
def _papers(_log, stage, django_db_blocker) -> None:
    """Make every PDF that the worker would make, and look into every file."""
    with django_db_blocker.unblock():
        for model, task in (
            (AgendaVersion, "meetings.render_agenda"),
            (MinutesVersion, "meetings.render_minutes"),
        ):
            for version in model.objects.order_by("pk"):
                work.run_job(jobs.start(task, version.pk).pk)
        for row in ItemAttachment.objects.filter(item__is_public=False):
            work.run_job(jobs.start("meetings.read_file", row.file_id).pk)
            work.run_job(jobs.start("meetings.read_words", f"{row.pk}:x").pk)


def test_a_word_stands_in_every_field_of_a_closed_item():
    """A field that comes new is planted too, or is known to say nothing."""
    closed = AgendaItem.objects.filter(is_public=False)
    rows: dict[type[Model], list[Any]] = {AgendaItem: list(closed)}
    for relation in AgendaItem._meta.related_objects:
        model, way = relation.related_model, relation.field.name
        if model is not AgendaItem and not model.__name__.endswith("Event"):
            rows.setdefault(model, []).extend(model.objects.filter(**{f"{way}__in": closed}))
    rows[VoteEvent] = list(VoteEvent.objects.filter(item__in=closed))
    rows[Text] = list(Text.objects.filter(pk__in=[row.text_id for row in rows[ItemSection]]))
    rows[File] = list(File.objects.filter(pk__in=[row.file_id for row in rows[ItemAttachment]]))
    empty = {
        f"{model._meta.label}.{field.name}"
        for model, found in rows.items()
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField) and not field.choices
        if field.name not in NO_WORDS.get(model._meta.label, set())
        if not any(says(str(getattr(row, field.name))) for row in found)
    }
    assert empty == set()


def told_at(client, url: str, searches: dict[str, str] | None = None) -> str:
    """Return all that an answer says: headers, page, and the text within a PDF.

    What its forms look for is put into `searches`, once for each kind of page.
    """
    with transaction.atomic():
        response = client.get(url)
        body = b"".join(response) if response.streaming else response.content
        transaction.set_rollback(True)
    told = f"{dict(response.headers)}"
    # A file that somebody uploaded may only begin like one; then its bytes are what it says.
    if response.headers.get("Content-Type", "") == "application/pdf" and b"%%EOF" in body:
        paper = pypdf.PdfReader(io.BytesIO(body))
        pages = [page.extract_text() for page in paper.pages]
        return told + "".join(pages) + str(paper.metadata) + str(paper.outline)
    page = body.decode(errors="replace")
    if searches is not None and "text/html" in response.headers.get("Content-Type", ""):
        for search in channels.searches(url, page, BEGINNING):
            searches.setdefault(shape(search), search)
    return told + page


def test_every_address_is_asked(stage):
    """The values of a new address's parameters must be known here, or nobody looks there."""
    found, unknown = channels.addresses(stage)
    assert unknown == set()
    assert len(found) > 1000


@pytest.mark.parametrize("role", at_once(WITHOUT, {"public", "disqualified"}))
def test_the_word_is_at_no_address(stage, role):
    assert found_at(stage, role, own(channels.addresses(stage, OFTEN)[0])) == []


@pytest.mark.full
@pytest.mark.parametrize("role", WITHOUT)
def test_the_word_is_at_no_address_of_any_meeting_and_of_no_library(stage, role):
    found, _unknown = channels.addresses(stage)
    assert found_at(stage, role, {*found, *(f"/en{url}" for url in own(found))}) == []


def found_at(stage: scene.Scene, role: str, urls: set[str]) -> list[str]:
    """Return where the word is: here, where links lead, and in answers to searches."""
    client = stage.client(role)
    client.raise_request_exception = False
    urls |= {f"{url}?lukkede=1" for url in urls if PAPER.search(url)}
    urls |= {visit.url for visit in crawl(client, most=40)}
    searches: dict[str, str] = {}
    found = [url for url in sorted(urls) if says(told_at(client, url, searches))]
    return found + [url for url in searches.values() if says(told_at(client, url))]


def own(urls: Iterable[str]) -> set[str]:
    """Return the portal's own addresses, without those of libraries."""
    return {url for url in urls if not url.startswith(LIBRARIES)}


def test_neither_caches_nor_the_log_keep_it_when_its_readers_read_it(stage, log):
    """Redis as a whole: pages, counters, limits, and what waits for workers."""
    client = stage.client("chair")
    client.raise_request_exception = False
    below = f"/moeder/{stage.meetings['public'].pk}/"
    read = [url for url in sorted(channels.addresses(stage)[0]) if url.startswith(below)]
    told = [told_at(client, url) for url in [*read, f"{below}referat/?lukkede=1"]]
    assert any(says(page) for page in told)
    redis = caches["default"]._cache.get_client(write=False)
    kept = {key: held(redis, key) for key in redis.scan_iter()}
    assert kept
    assert [key for key, value in kept.items() if says(f"{key!r} {value}")] == []
    assert log
    assert [line for line in log if says(line)] == []


def held(redis: Any, key: bytes) -> str:
    """Return what lies under a key, whatever its kind; messages of the queue are wrapped."""
    kind = redis.type(key).decode()
    if kind == "string":
        found = [redis.get(key)]
    elif kind == "list":
        found = redis.lrange(key, 0, -1)
    elif kind == "hash":
        found = [*redis.hkeys(key), *redis.hvals(key)]
    else:
        found = redis.zrange(key, 0, -1) if kind == "zset" else list(redis.smembers(key))
    text = " ".join(value.decode(errors="replace") for value in found)
    wrapped = re.findall(r'"body": ?"([A-Za-z0-9+/=]+)"', text)
    return " ".join([text, *(b64decode(body).decode(errors="replace") for body in wrapped)])


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


def test_neither_notices_nor_mails_nor_the_record_nor_the_log_say_it(stage, log):
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
    assert [line for line in log if says(line)] == []


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
    urls += [f"{page}?q={BEGINNING}" for page in lists]
    assert [url for url in urls if says(told_at(client, url))] == []


def says(text: str) -> bool:
    return scene.SECRET.casefold() in text.casefold()
