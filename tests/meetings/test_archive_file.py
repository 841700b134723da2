"""Everything of a meeting in one file: what is in it, for whom, and that it can be checked."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from meetings import services
from meetings.models import ArchiveBlock, MeetingArchive
from meetings.services.archives import PACK
from meetings.tasks import forget_papers
from portal.audit.models import Entry
from portal.documents.models import File
from portal.jobs import work
from portal.jobs.models import Job
from tests.meetings import factories as make
from tests.meetings.test_withdrawals import withdraw

TITLE = "Ærlige brøkdele på Ågade"


class Archive:
    """A fetched ZIP, taken apart."""

    def __init__(self, data: bytes) -> None:
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.names = self.zip.namelist()
        self.manifest = json.loads(self.zip.read("manifest.json"))
        self.metadata = json.loads(self.zip.read("metadata.json"))

    def table(self, name: str) -> list[dict[str, str]]:
        text = self.zip.read(f"tabeller/{name}.csv")
        assert text.startswith(b"\xef\xbb\xbf")
        return list(csv.DictReader(io.StringIO(text.decode("utf-8-sig")), delimiter=";"))

    def says(self, word: str) -> bool:
        return any(word in name for name in self.names) or any(
            word.encode() in self.zip.read(name) for name in self.names
        )

    def missing(self) -> dict[str, str]:
        """Return what is missing, and why, beside PDFs that no worker has made yet."""
        rows = self.manifest["missing"]
        return {row["path"]: row["why"] for row in rows if row["why"] != "not_made"}


@pytest.fixture
def minutes(cast):
    """Minutes with all that the tables tell, an attachment and a closed item."""
    meeting = make.plan(cast)
    item = make.add(cast, meeting, TITLE)
    make.attach(cast, item, title="Kort", name="../../Kort over Ågade.txt")
    make.add_closed(cast, meeting)
    make.publish(cast, meeting)
    by, people = cast.users["secretary"], cast.people
    record = make.open_now(cast, meeting)
    meeting.refresh_from_db()
    make.all_present(cast, meeting, politician="apology")
    make.was_on(cast, item, 5, 20)
    services.record_vote(
        item.pk, votes={people["chair"].pk: "for", people["deputy"].pk: "against"}, by=by
    )
    services.disqualify(
        item.pk,
        by=by,
        person=people["member"],
        is_upheld=True,
        left_at=meeting.started_at + timedelta(minutes=6),
        returned_at=meeting.started_at + timedelta(minutes=20),
    )
    services.make_action(item.pk, text="=Skriv til borgerne", responsible=people["chair"], by=by)
    make.decide_all(cast, meeting)
    services.close_meeting(meeting.pk, by=by, at=meeting.starts_at + timedelta(hours=2))
    record.refresh_from_db()
    make.send_to_review(cast, record)
    for who in ("chair", "deputy", "member"):
        services.review_minutes(record.pk, by=cast.users[who], choice="approved")
    services.approve_minutes(record.pk, by=cast.users["chair"])
    record.refresh_from_db()
    make.publish_minutes(cast, record)
    return record


def run_jobs(*tasks: str) -> None:
    for job in Job.objects.filter(task__in=tasks, state=Job.State.QUEUED).order_by("pk"):
        work.run_job(job.pk)


def page(minutes) -> str:
    return reverse("meetings:meeting-archive", args=[minutes.meeting_id])


def fetch(minutes) -> str:
    return reverse("meetings:meeting-archive-fetch", args=[minutes.meeting_id])


def asked(cast, minutes, who: str = "secretary") -> None:
    assert cast[who].post(page(minutes)).status_code == 302
    run_jobs(PACK)


def made(cast, minutes, who: str = "secretary") -> Archive:
    asked(cast, minutes, who)
    answer = cast[who].get(fetch(minutes))
    assert answer.status_code == 200
    data = b"".join(answer.streaming_content)
    assert answer["Content-Length"] == str(len(data))
    assert answer["Cache-Control"] == "private, no-store"
    return Archive(data)


def test_the_file_can_be_checked_and_says_what_is_in_it(cast, minutes):
    assert page(minutes) in cast["secretary"].get(minutes.meeting.get_absolute_url()).text
    assert "Lav filen" in cast["secretary"].get(page(minutes)).text
    run_jobs("meetings.render_agenda", "meetings.render_minutes")
    files = File.objects.count()
    archive = made(cast, minutes)
    assert File.objects.count() == files  # it lies in no storage
    sums = archive.zip.read("CHECKSUMS.txt").decode().splitlines()
    told = dict(reversed(line.split("  ", 1)) for line in sums)
    assert set(told) == set(archive.names) - {"CHECKSUMS.txt"}
    for name, sha256 in told.items():
        assert hashlib.sha256(archive.zip.read(name)).hexdigest() == sha256
    listed = {row["path"]: row for row in archive.manifest["files"]}
    assert set(listed) == set(archive.names) - {"CHECKSUMS.txt", "manifest.json"}
    assert all(row["size"] == len(archive.zip.read(path)) for path, row in listed.items())
    assert archive.manifest["missing"] == []
    assert archive.manifest["made_by"] == cast.users["secretary"].display_name
    assert "bilag/punkt-2/01-Kort over Ågade.txt" in archive.names
    assert not any(name.startswith("/") or ".." in name for name in archive.names)
    pdfs = [name for name in archive.names if name.startswith("pdf/")]
    assert len(pdfs) == 2
    assert all(archive.zip.read(name).startswith(b"%PDF-") for name in pdfs)
    acts = Entry.objects.filter(action__startswith="archive.").order_by("pk")
    assert [entry.action for entry in acts] == [
        "archive.asked_for",
        "archive.made",
        "archive.fetched",
    ]


def test_each_version_is_to_the_letter_what_the_chain_holds(cast, minutes):
    archive = made(cast, minutes)
    for version in archive.metadata["versions"]:
        data = archive.zip.read(f"versioner/{version['version']}-offentlig.json")
        assert hashlib.sha512(data).hexdigest() == version["sha512"]
        link = next(link for link in version["chain"] if link["kind"] == "text")
        assert json.loads(link["line"])["sha512"] == version["sha512"]
        assert hashlib.sha512(link["line"].encode()).hexdigest() == link["hash"]
    assert [row["version"] for row in archive.metadata["versions"]] == [
        "dagsorden-v1",
        "referat-v1",
    ]
    assert archive.metadata["tables_are_made_from"] == {"what": "minutes", "version": 1}


def test_the_tables_say_what_the_page_says(cast, minutes):
    archive = made(cast, minutes)
    shown = cast["secretary"].get(minutes.current_version.get_absolute_url() + "?lukkede=1").text
    items = archive.table("punkter")
    assert [row["Titel"] for row in items] == [
        item["title"] for item in minutes.current_version.body.member["items"]
    ]
    assert all(row["Titel"] in shown for row in items)
    decided = {row["Titel"]: row for row in archive.table("beslutninger")}
    assert (decided[TITLE]["Udfald"], decided[TITLE]["Beslutning"]) == ("Drøftet", "Drøftet.")
    votes = {(row["Stemme"], row["Navn"]) for row in archive.table("afstemninger")}
    assert votes == {("For", cast.people["chair"].name), ("Imod", cast.people["deputy"].name)}
    [out] = archive.table("inhabilitet")
    assert (out["Navn"], out["Inhabil"]) == (cast.people["member"].name, "Ja")
    assert out["Gik"] < out["Kom tilbage"]
    there = {row["Navn"]: row["Fremmøde"] for row in archive.table("fremmoede")}
    assert there[cast.people["politician"].name] == "Afbud"
    assert there[cast.people["chair"].name] == "Til stede"
    [point] = archive.table("opfoelgning")
    assert point["Hvad skal der ske"] == "'=Skriv til borgerne"  # no formula


def test_it_is_for_whoever_runs_the_meeting_and_each_has_their_own(cast, minutes):
    asked(cast, minutes)
    for who in ("member", "outsider", "former_member", "chief", "admin"):
        assert cast[who].get(page(minutes)).status_code == 403
        assert cast[who].post(page(minutes)).status_code == 403
        assert cast[who].get(fetch(minutes)).status_code == 403
        assert page(minutes) not in cast[who].get(minutes.meeting.get_absolute_url()).text
    assert cast["public"].get(fetch(minutes)).status_code == 302
    answer = cast["chair"].get(fetch(minutes))
    assert (answer.status_code, answer["Location"]) == (302, page(minutes))


def test_a_closed_item_is_only_for_who_may_read_it(cast, minutes):
    assert made(cast, minutes).says(make.SECRET)
    item = minutes.meeting.items.get(is_public=False)
    secretary = cast.users["secretary"]
    services.correct_minutes(minutes.pk, by=secretary, what="Et.", why="To.", items=[item])
    services.disqualify(item.pk, by=secretary, person=cast.people["secretary"], is_upheld=True)
    assert "noget er ændret" in cast["secretary"].get(page(minutes)).text.lower()
    assert cast["secretary"].get(fetch(minutes)).status_code == 302
    archive = made(cast, minutes)
    assert not archive.says(make.SECRET)
    assert make.NEUTRAL in [row["Titel"] for row in archive.table("punkter")]
    assert made(cast, minutes, "chair").says(make.SECRET)


def test_a_file_that_is_gone_or_damaged_is_told_and_stops_nothing(cast, minutes):
    run_jobs("meetings.render_agenda", "meetings.render_minutes")
    item = make.one_item(minutes.meeting, TITLE)
    attached = item.attachments.get().file
    path = default_storage.path(attached.blob.name)
    with open(path, "ab") as damaged:
        damaged.write(b"!")
    place = "bilag/punkt-2/01-Kort over Ågade.txt"
    archive = made(cast, minutes)
    assert archive.missing() == {place: "damaged"}
    assert place not in archive.names
    assert "1 fil mangler" in cast["secretary"].get(page(minutes)).text
    default_storage.delete(attached.blob.name)
    assert made(cast, minutes).missing() == {place: "not_found"}


def test_asked_for_twice_it_is_made_once_and_gone_after_some_days(cast, minutes):
    run_jobs("meetings.render_agenda", "meetings.render_minutes")
    for _twice in range(2):
        asked(cast, minutes)
    assert Job.objects.filter(task=PACK).count() == 1
    MeetingArchive.objects.update(asked_at=timezone.now() - timedelta(days=4))
    forget_papers()
    assert not ArchiveBlock.objects.exists()
    assert "Lav filen" in cast["secretary"].get(page(minutes)).text


def test_of_a_draft_the_tables_tell_what_stands_in_it(cast):
    meeting = make.plan(cast)
    make.add(cast, meeting, TITLE)
    make.publish(cast, meeting)
    draft = make.hold(cast, meeting)
    archive = made(cast, draft)
    assert archive.metadata["tables_are_made_from"] == {"what": "minutes", "version": None}
    assert TITLE in [row["Titel"] for row in archive.table("beslutninger")]
    assert {row["why"] for row in archive.manifest["missing"]} == {"not_made"}  # its PDF


def test_what_was_withdrawn_is_not_in_it(cast, minutes):
    asked(cast, minutes)
    withdraw(cast, minutes.current_version)
    assert not MeetingArchive.objects.exists()
    archive = made(cast, minutes)
    assert archive.missing() == {"versioner/referat-v1": "withdrawn"}
    assert archive.metadata["tables_are_made_from"] == {"what": "agenda", "version": 1}
    assert archive.table("beslutninger") == []
    assert not archive.says("Skriv til borgerne")
    assert archive.metadata["versions"][1]["withdrawn"]["note"]
