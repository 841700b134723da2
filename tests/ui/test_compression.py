"""Pages go out compressed to whoever takes that; what is compressed already does not."""

import gzip

from django.core.files.uploadedfile import SimpleUploadedFile

from committee import services
from tests.documents.test_files import picture


def test_a_page_is_sent_compressed_and_not_sent_again(cast):
    plain = cast["public"].get("/")
    packed = cast["public"].get("/", headers={"accept-encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert len(packed.content) < len(plain.content) / 2
    assert gzip.decompress(packed.content) == plain.content
    known = {"accept-encoding": "gzip", "if-none-match": packed.headers["ETag"]}
    assert cast["public"].get("/", headers=known).status_code == 304


def test_a_picture_is_sent_as_it_is(cast):
    member = cast.people["member"]
    services.set_portrait(
        member.pk,
        cast.committee.pk,
        by=cast.users["secretary"],
        picture=SimpleUploadedFile("m.png", picture(), "image/png"),
    )
    address = f"/udvalg/innovation/personer/{member.pk}/billede/"
    response = cast["public"].get(address, headers={"accept-encoding": "gzip"})
    assert b"".join(response).startswith(b"\x89PNG")
    assert response.status_code == 200
    assert "Content-Encoding" not in response.headers
