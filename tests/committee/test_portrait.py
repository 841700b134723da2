"""A portrait that is shown in public says nothing but what is seen in it."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from PIL.PngImagePlugin import PngInfo

pytestmark = pytest.mark.django_db
GPS, ORIENTATION, LATITUDE = 0x8825, 0x0112, 2


def taken_at_home() -> bytes:
    """Return a photograph held upright, with the place where it was taken."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[0x010F] = "Kameraen"
    exif.get_ifd(GPS)[LATITUDE] = (55.0, 45.0, 12.0)
    file = io.BytesIO()
    Image.new("RGB", (40, 20), "teal").save(file, "JPEG", exif=exif, comment=b"Hjemme")
    return file.getvalue()


def give(cast, content, name="m.jpg", kind="image/jpeg"):
    person = cast.people["member"]
    url = f"/udvalg/innovation/personer/{person.pk}/"
    values = {"name": person.name, "picture": SimpleUploadedFile(name, content, kind)}
    return url, cast["secretary"].post(url, values)


def shown(cast, url):
    return b"".join(cast["public"].get(f"{url}billede/"))


def test_place_and_camera_are_gone_and_the_picture_is_upright(cast):
    assert Image.open(io.BytesIO(taken_at_home())).getexif().get_ifd(GPS)
    url, answer = give(cast, taken_at_home())
    assert answer.status_code == 302
    content = shown(cast, url)
    picture = Image.open(io.BytesIO(content))
    assert dict(picture.getexif()) == {}
    assert picture.size == (20, 40)
    for trace in (b"Exif", b"Kameraen", b"Hjemme"):
        assert trace not in content


def test_a_transparent_picture_stays_transparent_and_loses_its_texts(cast):
    texts, file = PngInfo(), io.BytesIO()
    texts.add_text("Sted", "Hjemme")
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save(file, "PNG", pnginfo=texts)
    url, answer = give(cast, file.getvalue(), "m.png", "image/png")
    assert answer.status_code == 302
    content = shown(cast, url)
    assert Image.open(io.BytesIO(content)).mode == "RGBA"
    assert b"Hjemme" not in content


def test_a_picture_that_is_cut_off_is_refused_at_its_field(cast):
    url, answer = give(cast, taken_at_home()[:400])
    assert answer.status_code == 422
    assert answer.context["form"].errors["picture"]
    assert cast["public"].get(f"{url}billede/").status_code == 404
