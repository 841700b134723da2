"""Closing and opening an item: the record tells of it, and no cache shows what was open before."""

import pytest
from django.urls import reverse

from meetings import services
from meetings.models import AgendaVersion
from portal import jobs
from portal.audit.models import Entry
from portal.jobs import work
from tests.meetings import factories as make

WORD = "Havnebassin"


@pytest.fixture
def item(cast):
    """An open item of a published agenda, with a file, its PDF made."""
    meeting = make.plan(cast)
    item = make.add(cast, meeting, WORD)
    make.attach(cast, item, title=f"{WORD} notat", text=WORD)
    make.publish(cast, meeting)
    work.run_job(jobs.start("meetings.render_agenda", meeting.current_agenda.pk).pk)
    item.refresh_from_db()
    return item


def set_open(cast, item, *, is_public):
    item.refresh_from_db()
    services.edit_item(
        item.pk,
        by=cast.users["secretary"],
        base_revision=item.revision,
        is_public=is_public,
        public_title="" if is_public else "En sag",
    )


def places(item):
    """Return every address at which everybody reads something of the item."""
    version = AgendaVersion.objects.get(meeting=item.meeting, number=1).get_absolute_url()
    return [
        item.get_absolute_url(),
        item.meeting.get_absolute_url(),
        version,
        f"/en{version}",
        f"{version}pdf/",
        f"{version}ord.json",
        reverse("meetings:item-pdf", args=[item.meeting_id, item.uid]),
        item.attachments.get().get_absolute_url(),
        "/",
        "/moeder/",
        "/moeder/kalender.ics",
        "/sitemap-moeder-1.xml",
    ]


def told(client, url, **headers):
    response = client.get(url, headers=headers)
    return response, b"".join(response) if response.streaming else response.content


def test_it_is_closed_at_once_at_every_address_and_for_every_cache(cast, item):
    public, kept = cast["public"], {}
    for url in places(item):
        response, said = told(public, url)
        kept[url] = response.get("ETag", ""), said
        if WORD.encode() in said or said.startswith(b"%PDF"):
            rule = response.get("Cache-Control", "")
            assert {"no-cache", "no-store"} & set(rule.split(", ")), (url, rule)
            assert "public" not in rule
    assert sum(WORD.encode() in said for _tag, said in kept.values()) >= 4
    services.reopen_agenda(item.meeting_id, by=cast.users["secretary"])
    set_open(cast, item, is_public=False)
    for url, (tag, before) in kept.items():
        response, said = told(public, url)
        assert WORD.encode() not in said, url
        if tag and (WORD.encode() in before or before.startswith(b"%PDF")):
            assert told(public, url, **{"If-None-Match": tag})[0].status_code != 304, url
        if before.startswith(b"%PDF"):
            assert not said.startswith(b"%PDF")
    assert told(public, item.attachments.get().get_absolute_url())[0].status_code == 404


def test_it_is_open_again_with_the_next_version(cast, item):
    services.reopen_agenda(item.meeting_id, by=cast.users["secretary"])
    set_open(cast, item, is_public=False)
    set_open(cast, item, is_public=True)
    item.meeting.refresh_from_db()
    make.publish(cast, item.meeting, late_reason="Åbnet igen.")
    _response, said = told(cast["public"], item.get_absolute_url())
    assert WORD.encode() in said


def test_the_record_says_who_closed_and_opened_it_and_not_what(cast, item):
    services.reopen_agenda(item.meeting_id, by=cast.users["secretary"])
    set_open(cast, item, is_public=False)
    set_open(cast, item, is_public=True)
    acts = list(Entry.objects.filter(action__in=["item.closed", "item.opened"]).order_by("pk"))
    assert [act.action for act in acts] == ["item.closed", "item.opened"]
    for act in acts:
        assert act.actor == cast.users["secretary"]
        assert act.role == "secretary"
    assert WORD not in f"{acts[0].subject_label} {acts[0].data} {acts[0].reason}"
