"""Files: told by content, kept unchanged, handed out safely."""

import hashlib
import zipfile
from io import BytesIO

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import ProgrammingError, transaction
from django.http import Http404
from django.test import RequestFactory
from django.utils import translation
from PIL import Image

from portal.documents import http, kinds, services
from portal.documents.forms import UploadField
from portal.documents.models import File

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def picture(kind: str = "PNG") -> bytes:
    data = BytesIO()
    Image.new("RGB", (4, 4), "white").save(data, kind)
    return data.getvalue()


def parcel(*names: str, mimetype: str = "", content: bytes = b"x") -> bytes:
    data = BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        if mimetype:
            made.writestr("mimetype", mimetype, zipfile.ZIP_STORED)
        for name in names:
            made.writestr(name, content)
    return data.getvalue()


DOCX = parcel("[Content_Types].xml", "word/document.xml")
GOOD = {
    "a.pdf": PDF,
    "a.png": picture(),
    "a.jpg": picture("JPEG"),
    "a.jpeg": picture("JPEG"),
    "a.docx": DOCX,
    "a.xlsx": parcel("[Content_Types].xml", "xl/workbook.xml"),
    "a.pptx": parcel("[Content_Types].xml", "ppt/presentation.xml"),
    "a.odt": parcel("content.xml", mimetype="application/vnd.oasis.opendocument.text"),
    "a.ods": parcel("content.xml", mimetype="application/vnd.oasis.opendocument.spreadsheet"),
    "a.txt": "rødgrød".encode(),
    "old.txt": "rødgrød".encode("cp1252"),
    "a.csv": "år;beløb\n2026;30".encode(),
}
BAD = {
    "a.exe": (b"MZ\x90\x00" + bytes(100), "unknown_kind"),
    "a.html": (b"<html><script>alert(1)</script>", "unknown_kind"),
    "a.svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "unknown_kind"),
    "a.zip": (parcel("a.txt"), "unknown_kind"),
    "binary.txt": (bytes(range(32)), "unknown_kind"),
    "picture.pdf": (picture(), "wrong_extension"),
    "script.pdf": (b"<script>alert(1)</script>", "unknown_kind"),
    "broken.png": (picture()[:30], "damaged"),
    "broken.docx": (DOCX[:40], "damaged"),
    "bomb.docx": (
        parcel("[Content_Types].xml", "word/a", content=bytes(160 * 1024 * 1024)),
        "bomb",
    ),
    "macro.docx": (parcel("[Content_Types].xml", "word/a", "word/vbaProject.bin"), "macros"),
    "empty.pdf": (b"", "empty"),
}


def upload(name: str, data: bytes, claims: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type=claims)


@pytest.fixture
def stored(cast) -> File:
    return services.store(upload("Bilag æøå.pdf", PDF), by=cast.users["secretary"])


@pytest.mark.parametrize("name", GOOD)
def test_what_is_on_the_list_is_taken_in(cast, name):
    file = services.store(upload(name, GOOD[name]), by=cast.users["secretary"])
    assert file.name == name
    assert file.sha512 == hashlib.sha512(GOOD[name]).hexdigest()
    with file.blob.open() as content:
        assert content.read() == GOOD[name]
    assert name not in file.blob.name


@pytest.mark.parametrize("name", BAD)
def test_what_is_not_on_the_list_is_refused_whatever_it_claims(cast, name):
    data, code = BAD[name]
    with pytest.raises(ValidationError) as refused:
        services.store(upload(name, data), by=cast.users["secretary"])
    assert refused.value.code == code
    assert not File.objects.exists()


def test_a_file_too_large_is_refused_in_the_persons_language(settings):
    settings.MAX_UPLOAD_BYTES = 100

    class AnyForm(forms.Form):
        file = UploadField()

    form = AnyForm({}, {"file": upload("stor.pdf", PDF + bytes(200))})
    with translation.override("da"):
        error = form.errors["file"][0].replace("\xa0", " ")
    assert error == "Filen fylder 235 bytes. Den må højst fylde 100 bytes."


@pytest.mark.parametrize(
    ("hostile", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\temp\\notat.pdf", "notat.pdf"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("fdp.\N{RIGHT-TO-LEFT OVERRIDE}exe.pdf", "fdp.exe.pdf"),
        ('"><script>.pdf', "script.pdf"),
        (".pdf", "fil.pdf"),
        ("...", "fil.pdf"),
        ("æ" * 300 + ".PDF", "æ" * 100 + ".pdf"),
        ("dagsorden", "dagsorden.pdf"),
    ],
)
def test_hostile_names_become_harmless(hostile, kept):
    assert kinds.clean_name(hostile, kinds.PDF) == kept


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_every_change(stored, change):
    rows = File.objects.filter(pk=stored.pk)
    with pytest.raises(ProgrammingError), transaction.atomic():
        rows.update(title="x") if change == "update" else rows.delete()


def test_a_download_is_named_right_and_cannot_run(rf: RequestFactory, stored):
    answer = http.serve(rf.get("/"), stored)
    assert b"".join(answer.streaming_content) == PDF
    answer.close()
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''Bilag%20%C3%A6%C3%B8%C3%A5.pdf"
    )
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-cache"
    assert answer["Content-Length"] == str(len(PDF))


def test_only_what_a_browser_shows_safely_is_shown(rf: RequestFactory, cast):
    text = services.store(upload("a.txt", b"<b>hej</b>"), by=cast.users["secretary"])
    pdf = services.store(upload("a.pdf", PDF), by=cast.users["secretary"])
    for file, way in ((text, "attachment"), (pdf, "inline")):
        answer = http.serve(rf.get("/"), file, inline=True)
        assert answer["Content-Disposition"].startswith(way)
        answer.close()


def test_what_has_not_changed_is_not_sent_again(rf: RequestFactory, stored):
    answer = http.serve(rf.get("/", headers={"If-None-Match": stored.etag}), stored, public=True)
    assert answer.status_code == 304
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"


def test_a_proxy_sends_the_bytes_where_there_is_one(rf: RequestFactory, stored, settings):
    settings.PRIVATE_FILES_BY_PROXY = "/private/"
    answer = http.serve(rf.get("/"), stored)
    assert answer["X-Accel-Redirect"] == f"/private/{stored.blob.name}"
    assert answer.content == b""


def test_a_file_gone_from_the_storage_is_a_404_and_an_entry_in_the_log(rf, stored, caplog):
    stored.blob.storage.delete(stored.blob.name)
    with pytest.raises(Http404):
        http.serve(rf.get("/"), stored)
    assert str(stored.pk) in caplog.text


def test_a_file_whose_row_cannot_be_written_leaves_nothing_behind(cast, monkeypatch):
    storage = File._meta.get_field("blob").storage
    stored, removed = [], []
    delete = storage.delete

    def fail(file: File, **_options: object) -> None:
        stored.append(file.blob.name)
        raise OSError

    def note(name: str) -> None:
        removed.append(name)
        delete(name)

    monkeypatch.setattr(File, "save", fail)
    monkeypatch.setattr(storage, "delete", note, raising=False)
    with pytest.raises(OSError):  # noqa: PT011
        services.store(upload("a.pdf", PDF), by=cast.users["secretary"])
    assert removed == stored
