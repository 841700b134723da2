"""A correction says what, why, of which items and who asked; the version before stays as it was."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse

from meetings import services
from meetings.models import MinutesBody, MinutesVersion
from portal import jobs
from portal.jobs import work
from portal.notifications import services as notifications
from portal.notifications.models import OutboxMail
from tests.documents.reading import Pdf
from tests.meetings import factories as make

KEPT = "Udvalget drøftede sagen i to omgange."
OLD, NEW = "Der sendes 30 breve.", "Der sendes 40 breve."
SAID = {"what": "Antallet er 40", "why": "Tastefejl", "requested_by": "Mette Medlem"}


@pytest.fixture
def minutes(cast):
    """Published minutes with one decision of two paragraphs, their PDF made."""
    meeting = make.plan(cast)
    item = make.add(cast, meeting, "Klare breve")
    make.publish(cast, meeting)
    minutes = make.open_now(cast, meeting)
    make.all_present(cast, meeting)
    make.decide_all(cast, meeting)
    decide(cast, item, f"<p>{KEPT}</p><p>{OLD}</p>", 1)
    services.close_meeting(meeting.pk, by=cast.users["secretary"], at=meeting.ends_at)
    minutes.refresh_from_db()
    make.approve(cast, make.send_to_review(cast, minutes))
    render(make.publish_minutes(cast, minutes))
    minutes.refresh_from_db()
    return minutes


def decide(cast, item, content, revision):
    services.set_decision(
        item.pk,
        outcome="discussed",
        content=content,
        base_revision=revision,
        by=cast.users["secretary"],
    )


def render(version):
    work.run_job(jobs.start("meetings.render_minutes", version.pk).pk)


def begin(cast, minutes):
    item = make.one_item(minutes.meeting, "Klare breve")
    by = cast.users["secretary"]
    correction = services.correct_minutes(minutes.pk, by=by, items=[item], **SAID)
    decide(cast, item, f"<p>{KEPT}</p><p>{NEW}</p>", 2)
    minutes.refresh_from_db()
    return correction


def correct(cast, minutes):
    seen = make.seen(minutes, begin(cast, minutes))
    version = services.release_correction(minutes.pk, by=cast.users["chair"], seen=seen)
    minutes.refresh_from_db()
    return version


def body(cast, url, who="public"):
    return cast[who].get(url).content.decode()


def box_in(page):
    found = re.search(r'<div class="notice notice-correction">.*?</div>', page, re.DOTALL)
    return " ".join(re.sub("<[^>]+>", " ", found.group()).split()) if found else ""


def test_it_must_say_what_and_why_and_name_items(cast, minutes):
    address = reverse("meetings:minutes-correct", args=[minutes.meeting_id])
    item = make.one_item(minutes.meeting, "Klare breve")
    whole = {"items": [item.uid], "what": "Et.", "why": "To."}
    for missing in whole:
        form = {name: value for name, value in whole.items() if name != missing}
        assert cast["secretary"].post(address, form).status_code == 422, missing
    with pytest.raises(ValidationError):
        services.correct_minutes(
            minutes.pk, by=cast.users["secretary"], what="Et.", why="To.", items=[]
        )


def test_the_new_version_shows_before_and_after_dated(cast, minutes):
    version = correct(cast, minutes)
    box = box_in(body(cast, minutes.get_absolute_url()))
    number = make.one_item(minutes.meeting, "Klare breve").shown_number
    assert re.match(r"Rettet \d{1,2}\. \w+ 20\d\d ", box)
    for said in (
        f"Punkt {number}: Antallet er 40.",
        "Tastefejl.",
        "Mette Medlem",
        "Sanne Sekretær",
        "Frida Formand",
        f"Punkt {number}, beslutning {OLD} {NEW}",
    ):
        assert said in box
    assert KEPT not in box
    render(version)
    rendition = version.renditions.get()
    with rendition.file.blob.open() as kept:
        pdf = Pdf(kept.read())
    first = " ".join(pdf.pages[0].split())
    for word in ("Rettet", "Før", "Nu", OLD, NEW, "Mette Medlem"):
        assert word in first
    assert pdf.marks == {"PDF/A-2a", "PDF/UA-1"}


def test_who_releases_it_sees_the_same_box_first(cast, minutes):
    correction = begin(cast, minutes)
    page = cast["chair"].get(reverse("meetings:correction-release", args=[minutes.meeting_id]))
    assert page.context["form"]["seen"].value() == make.seen(minutes, correction)
    for word in ("30", "40"):
        assert word in page.content.decode()


def test_the_version_before_stays_to_the_byte_and_is_marked_as_replaced(cast, minutes):
    first = minutes.current_version
    here = first.get_absolute_url()
    words = f"{here}ord.json"

    def kept():
        pdf = b"".join(cast["public"].get(f"{here}pdf/"))
        body_ = MinutesBody.objects.filter(version=first).values().get()
        return pdf, cast["public"].get(words).content, body_, first.sha512

    before = kept()
    second = correct(cast, minutes)
    first = MinutesVersion.objects.get(pk=first.pk)
    assert kept() == before
    page = body(cast, here)
    assert (OLD in page, NEW in page) == (True, False)
    assert "Denne udgave er erstattet" in page
    assert second.get_absolute_url() in page
    for change in ({"sha512": "0" * 128}, {"number": 3}):
        with pytest.raises(DatabaseError), transaction.atomic():
            MinutesVersion.objects.filter(pk=first.pk).update(**change)


def test_every_list_leads_to_the_new_version(cast, minutes):
    first = minutes.current_version.get_absolute_url()
    item = make.one_item(minutes.meeting, "Klare breve")
    correct(cast, minutes)
    committee = cast.committee.get_absolute_url()
    ways = ["/", "/moeder/", committee, minutes.meeting.get_absolute_url()]
    calendar = reverse("meetings:meeting-calendar", args=[minutes.meeting_id])
    for url in [*ways, calendar, "/sitemap-moeder-1.xml"]:
        told = cast["public"].get(url)
        assert told.status_code == 200, url
        assert first not in told.content.decode(), url
    for url in (minutes.get_absolute_url(), item.get_absolute_url()):
        page = body(cast, url)
        assert NEW in page
    assert "Udgave 2" in body(cast, committee)


def test_followers_get_one_mail(cast, minutes):
    notifications.follow(cast.committee.channel_id, by=cast.users["participant"])
    OutboxMail.objects.all().delete()
    correct(cast, minutes)
    for _again in range(2):
        for job in jobs.models.Job.objects.filter(task="notifications.write_mails"):
            work.run_job(job.pk)
            notifications.write_mails(*job.key.split("|")[:2])
    [mail] = OutboxMail.objects.filter(to="participant@example.dk")
    assert "er rettet" in mail.subject
    assert minutes.get_absolute_url() in mail.body


def test_before_and_after_go_when_the_item_is_closed(cast, minutes):
    version = correct(cast, minutes)
    item = make.one_item(minutes.meeting, "Klare breve")
    by = cast.users["secretary"]
    services.correct_minutes(minutes.pk, by=by, what="Lukket.", why="Privat.", items=[item])
    services.edit_item(item.pk, by=by, base_revision=1, is_public=False, public_title="En sag")
    for url in (version.get_absolute_url(), minutes.get_absolute_url()):
        page = body(cast, url)
        for word in (OLD, NEW, "Antallet er 40"):
            assert word not in page
    assert NEW in body(cast, f"{version.get_absolute_url()}?lukkede=1", "chair")


def test_of_a_withdrawn_version_nothing_is_said_again(cast, minutes):
    words = {"why": f"{OLD} er ulovligt.", "note": "Der stod noget ulovligt."}
    version = minutes.current_version
    asked = services.ask_for_withdrawal(version, by=cast.users["chair"], **words)
    services.answer_withdrawal(asked.pk, confirm=True, by=cast.users["admin"])
    minutes.refresh_from_db()
    second = correct(cast, minutes)
    assert second.body.public["correction"]["changes"] == []
    assert OLD not in body(cast, minutes.get_absolute_url())
