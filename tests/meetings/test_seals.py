"""Whoever has got a file learns whether it is the version that holds, and can check the answer."""

import hashlib
import json
import subprocess
import sys
from threading import Thread

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import Error, connection, transaction
from django.urls import reverse
from django.utils import timezone

from meetings import services
from meetings.models import FIRST, Seal, SealKind
from meetings.services.seals import seal
from meetings.views.seals import SCRIPT
from tests.cast import Cast
from tests.meetings import factories as make
from tests.meetings import versions

CHECK = reverse("meetings:record-check")


def checked(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def downloaded(cast, folder):
    path = folder / "kaede.jsonl"
    path.write_bytes(b"".join(cast["public"].get(reverse("meetings:record-chain"))))
    return path


def corrected(cast, minutes):
    item = minutes.meeting.items.get(title="Klare breve")
    correction = services.correct_minutes(
        minutes.pk, by=cast.users["secretary"], what="Tallet.", why="Det var forkert.", items=[item]
    )
    services.set_decision(
        item.pk,
        outcome="discussed",
        content="<p>Drøftet to gange.</p>",
        base_revision=1,
        by=cast.users["secretary"],
    )
    minutes.refresh_from_db()
    return services.release_correction(
        minutes.pk, by=cast.users["chair"], seen=make.seen(minutes, correction)
    )


@pytest.fixture
def twice(cast):
    """Minutes of which a second version has replaced the first."""
    minutes = make.published_minutes(cast, closed=True)
    corrected(cast, minutes)
    return minutes.versions.order_by("number")


def test_anybody_checks_the_chain_and_files_with_the_script(cast, twice, tmp_path):
    first, second = twice
    chain = downloaded(cast, tmp_path)
    files = tmp_path / "files"
    files.mkdir()
    for version in twice:
        words = cast["public"].get(f"{version.get_absolute_url()}ord.json")
        (files / f"v{version.number}.json").write_bytes(words.content)
    told = checked(chain, files)
    assert (told.returncode, told.stderr) == (0, "")
    assert "3 links" in told.stdout
    assert f"text of {first.get_absolute_url()}, replaced by version 2" in told.stdout
    assert f"text of {second.get_absolute_url()}, the version that holds" in told.stdout
    last = Seal.objects.get(number=3).hash
    assert last in told.stdout
    assert checked(chain, "--knows", last).returncode == 0
    (files / "v2.json").write_bytes((files / "v2.json").read_bytes() + b" ")
    told = checked(chain, files)
    assert (told.returncode, "NOT ON THE CHAIN" in told.stdout) == (2, True)


@pytest.mark.parametrize("forged", ["changed", "left out", "put in", "cut off", "written anew"])
def test_the_script_finds_a_forged_chain(cast, twice, tmp_path, forged):
    chain = downloaded(cast, tmp_path)
    last = Seal.objects.get(number=3).hash
    lines = chain.read_text().splitlines(keepends=True)
    if forged == "changed":
        lines[0] = lines[0].replace('"version":1', '"version":2').replace("/v1/", "/v2/")
    elif forged == "left out":
        del lines[1]
    elif forged == "put in":
        lines.insert(1, lines[0])
    elif forged == "cut off":
        del lines[2]
    else:  # everything hangs together, but it is another chain
        previous = FIRST
        for place, line in enumerate(lines):
            new = json.dumps({**json.loads(line), "sha512": "a" * 128, "previous": previous})
            previous, lines[place] = hashlib.sha512(new.encode()).hexdigest(), f"{new}\n"
    chain.write_text("".join(lines))
    told = checked(chain, "--knows", last)
    assert (told.returncode, told.stdout.startswith("BROKEN: ")) == (1, True), told


def test_the_database_takes_no_link_that_does_not_fit_and_keeps_those_it_has(cast, twice):
    good = Seal.objects.get(number=3)
    version = twice[1]
    at = timezone.now()
    bad = {"kind": "pdf", "sha512": "b" * 128, "minutes_version": version}
    wrong = json.dumps({"number": 4, "previous": FIRST, "sha512": "b" * 128})
    for number, line in ((4, wrong), (5, good.line), (4, wrong.replace(FIRST, good.hash))):
        hashed = hashlib.sha512(line.encode() + b"!" * ("previous" not in line)).hexdigest()
        if good.hash in line:
            hashed = "c" * 128
        with pytest.raises(Error), transaction.atomic():
            Seal.objects.create(number=number, line=line, hash=hashed, **bad)
    for change in (lambda: Seal.objects.filter(number=1).delete(), lambda: good.save()):
        with pytest.raises(Error), transaction.atomic():
            change()
    assert seal(version, SealKind.PDF, sha512="b" * 128, at=at).number == 4


@pytest.mark.django_db(transaction=True)
def test_who_publishes_at_the_same_time_waits_for_the_other():
    cast = Cast()
    version = versions.published_minutes(versions.meeting_of(cast.committee), cast.users["chair"])

    def put_on(sha512: str) -> None:
        seal(version, SealKind.PDF, sha512=sha512, at=timezone.now())

    def one(digit: str) -> None:
        try:
            with transaction.atomic():
                put_on(digit * 128)
        finally:
            connection.close()

    threads = [Thread(target=one, args=[digit]) for digit in "123456"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Seal.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


def test_a_file_or_its_fingerprint_is_looked_up(cast, twice):
    first, second = twice
    public = cast["public"]
    words = public.get(f"{first.get_absolute_url()}ord.json").content
    assert hashlib.sha512(words).hexdigest() == first.sha512
    sent = public.post(CHECK, {"file": SimpleUploadedFile("referat.json", words)})
    assert (sent.status_code, sent["Location"]) == (302, f"{CHECK}?sha512={first.sha512}")
    page = public.get(sent["Location"]).content.decode()
    assert "erstattet" in page
    assert f'href="{second.get_absolute_url()}"' in page
    typed = public.post(CHECK, {"sha512": f"  {second.sha512[:64].upper()}\n{second.sha512[64:]}"})
    page = public.get(typed["Location"]).content.decode()
    assert "gælder" in page
    assert f'href="{second.get_absolute_url()}"' in page
    unknown = public.get(f"{CHECK}?sha512={'0' * 128}").content.decode()
    assert first.get_absolute_url() not in unknown
    for wrong in ({"sha512": "123"}, {}):
        assert public.post(CHECK, wrong).status_code == 422


def test_what_is_closed_has_no_fingerprint_that_could_be_asked_for(cast):
    minutes = make.published_minutes(cast, closed=True)
    version = minutes.versions.get()
    closed = minutes.meeting.items.get(is_public=False).attachments.get()
    public = cast["public"]
    for sha512 in (closed.file.sha512, hashlib.sha512(b"Hvalrosglimmer").hexdigest()):
        assert (
            closed.get_absolute_url() not in public.get(f"{CHECK}?sha512={sha512}").content.decode()
        )
    lines = b"".join(public.get(reverse("meetings:record-chain")))
    assert closed.file.sha512.encode() not in lines
    words = public.get(f"{version.get_absolute_url()}ord.json").content
    assert closed.file.sha512.encode() not in words
