"""A municipality's look: set by the administrator, seen by everybody, harmful to nobody."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import translation
from PIL import Image

from committee.forms.municipality import MunicipalityForm
from committee.models import Logo, Municipality
from portal.audit.models import Entry

pytestmark = pytest.mark.django_db
ADD = "/admin/committee/municipality/add/"
CHANGE = "/admin/committee/municipality/1/change/"
BLUE = {"brand_colour": "#1d4380", "thread_colour": "#b8650a"}
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"{}>{}</svg>'
XLINK = ' xmlns:xlink="http://www.w3.org/1999/xlink"'


def values(**changed):
    return {
        "name": "Bøgelund Kommune",
        "brand_colour": "#0f4c55",
        "thread_colour": "#cf432b",
    } | changed


def svg(inside='<path d="M0 0h120v40z"/>', attributes=""):
    text = DRAWING.format(attributes, inside)
    return SimpleUploadedFile("logo.svg", text.encode(), "image/svg+xml")


def png(width=200, height=50):
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(out, "PNG")
    return SimpleUploadedFile("logo.png", out.getvalue(), "image/png")


def page(response):
    assert response.status_code == 200
    return response.content.decode()


def linked(text, pattern):
    [found] = re.findall(pattern, text)
    return found


def stylesheet_of(client, path="/"):
    return linked(page(client.get(path)), r'href="(/tema/\w+\.css)"')


def test_the_houses_own_colours_need_no_stylesheet(cast):
    cast["admin"].post(ADD, values())
    text = page(cast["public"].get("/"))
    assert re.findall(r'href="(/tema/[^"]*)"', text) == []


def test_new_colours_reach_everybody_in_one_stylesheet_that_is_kept_for_good(cast):
    assert cast["admin"].post(ADD, values(**BLUE)).status_code == 302
    url = stylesheet_of(cast["public"])
    assert stylesheet_of(cast["public"], "/en/") == url
    response = cast["public"].get(url)
    assert "--brand:#1d4380" in page(response)
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    for who in ("participant", "secretary"):
        assert "immutable" in cast[who].get(url)["Cache-Control"]
    icon = linked(page(cast["public"].get("/")), r'rel="icon" href="(/tema/\w+\.svg)"')
    assert cast["public"].get(icon)["Content-Type"] == "image/svg+xml"
    assert Entry.objects.get(action="municipality.described").data["brand"] == "#1d4380"


def test_a_page_from_before_a_change_finds_the_new_colours(cast):
    cast["admin"].post(ADD, values(**BLUE))
    old = stylesheet_of(cast["public"])
    cast["admin"].post(CHANGE, values(brand_colour="#7A2340", thread_colour="96690a"))
    response = cast["public"].get(old, follow=True)
    assert response.redirect_chain == [(stylesheet_of(cast["public"]), 302)]
    assert "--brand:#7a2340" in page(response)
    cast["admin"].post(CHANGE, values(brand_colour="", thread_colour=""))
    assert "--brand:#0f4c55" in page(cast["public"].get(old, follow=True))


def test_a_look_costs_a_visitor_no_query(cast, django_assert_num_queries):
    cast["admin"].post(ADD, values(**BLUE, new_logo=svg()))
    cast["public"].get("/tilgaengelighed/")
    with django_assert_num_queries(0):
        text = page(cast["public"].get("/tilgaengelighed/"))
    assert '<img class="logo"' in text
    with django_assert_num_queries(0):
        cast["public"].get(stylesheet_of(cast["public"], "/tilgaengelighed/"))


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ({"brand_colour": "mørkeblå"}, "Skriv farven som # og seks tegn"),
        ({"brand_colour": "#0f4c55;}body{display:none"}, "Skriv farven som # og seks tegn"),
        ({"brand_colour": "#5aa0d0"}, "Den nærmeste, der virker, er #"),
        ({"thread_colour": "#ffe000"}, "Den nærmeste, der virker, er #"),
        ({"thread_colour": "#b01040"}, "ligner for meget den røde, der betyder fejl"),
    ],
)
def test_a_colour_that_does_not_work_is_said_at_its_field_and_what_was_typed_stays(
    cast, typed, advice
):
    text = page(cast["admin"].post(ADD, values(**typed)))
    [(field, value)] = typed.items()
    assert advice in text
    assert re.search(rf'name="{field}" value="{re.escape(value)}"', text)
    assert f'id="id_{field}_error"' in text
    assert not Municipality.objects.exists()


def test_the_advice_is_given_in_english_too():
    with translation.override("en"):
        form = MunicipalityForm(values(brand_colour="#5aa0d0", thread_colour="red"))
        assert not form.is_valid()
        told = " ".join(str(errors) for errors in form.errors.values())
    assert "Write the colour as # and six signs" in told


def test_the_database_takes_nothing_but_colours():
    for field in ("brand_colour", "thread_colour"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Municipality.objects.create(**{field: "#fff;}x"})


@pytest.mark.parametrize(
    ("logo", "size"), [(svg(), (108, 36)), (png(), (144, 36)), (png(1000, 50), (240, 12))]
)
def test_a_logo_stands_in_the_header_and_in_the_administration(cast, logo, size):
    logo.seek(0)
    assert cast["admin"].post(ADD, values(new_logo=logo)).status_code == 302
    text = page(cast["public"].get("/"))
    width, height = size
    tag = linked(text, r'<img class="logo"[^>]*>')
    assert f'width="{width}" height="{height}"' in tag
    assert 'alt="Logo"' in tag
    assert 'class="mark"' not in text
    url = linked(tag, r'src="([^"]+)"')
    in_admin = page(cast["admin"].get("/admin/"))
    assert url in in_admin
    assert "css/admin.css" in in_admin
    response = cast["public"].get(url)
    logo.seek(0)
    assert response.content == logo.read()
    assert "sandbox" in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in response["Cache-Control"]
    assert not response.cookies


def test_a_logo_is_changed_and_removed_and_the_old_one_still_answers(cast):
    cast["admin"].post(ADD, values(new_logo=svg()))
    first = Municipality.current().logo.get_absolute_url()
    cast["admin"].post(CHANGE, values(new_logo=png()))
    assert Municipality.current().logo.get_absolute_url() != first
    cast["admin"].post(CHANGE, values(name="Nyt navn"))
    assert Municipality.current().logo is not None
    cast["admin"].post(CHANGE, values(without_logo="on"))
    assert Municipality.current().logo is None
    assert 'class="mark"' in page(cast["public"].get("/"))
    assert cast["public"].get(first).status_code == 200
    cast["admin"].post(CHANGE, values(new_logo=svg()))
    assert Logo.objects.count() == 2


HOSTILE = [
    svg("<script>alert(1)</script>"),
    svg('<path d="M0 0" onload="alert(1)"/>'),
    svg(attributes=' onload="alert(1)"'),
    svg("<foreignObject><p>x</p></foreignObject>"),
    svg('<a href="javascript:alert(1)"><path d="M0 0"/></a>'),
    svg('<a xlink:href="https://www.example.dk/"><path d="M0 0"/></a>', XLINK),
    svg('<image href="https://www.example.dk/spor.png"/>'),
    svg('<image href="//www.example.dk/spor.png"/>'),
    svg('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>'),
    svg('<use xlink:href="anden.svg#x"/>', XLINK),
    svg("<style>@import 'https://www.example.dk/x.css';</style>"),
    svg("<style>path{fill:url(https://www.example.dk/x)}</style>"),
    svg(r"<style>@\69mport 'https://www.example.dk/x.css';</style>"),
    svg('<path style="fill:url(//www.example.dk/x)" d="M0 0"/>'),
    svg('<set attributeName="href" to="javascript:alert(1)"/>'),
    svg('<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>'),
    SimpleUploadedFile(
        "logo.svg",
        b'<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>&b;</text></svg>',
    ),
    SimpleUploadedFile(
        "logo.svg",
        b'<?xml-stylesheet href="https://www.example.dk/x.css"?>'
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
    ),
]


@pytest.mark.parametrize("logo", HOSTILE, ids=range(len(HOSTILE)))
def test_an_svg_that_is_more_than_a_drawing_is_refused(cast, logo):
    logo.seek(0)
    text = page(cast["admin"].post(ADD, values(new_logo=logo)))
    assert "SVG-filen rummer mere end en tegning" in text
    assert not Logo.objects.exists()


NO_LOGO = [
    (b"GIF89a nothing", "ikke et billede"),
    (b"", "tom"),
    (b"<html><body>Hej</body></html>", "ikke et billede"),
    (b"<svg", "ikke et billede"),
    (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "viewBox"),
    (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 10"/>', "viewBox"),
    (b"\x89PNG\r\n\x1a\n and then nothing", "beskadiget"),
    (b"<svg>" + b" " * 110_000 + b"</svg>", "højst"),
    (bytes(range(256)), "ikke et billede"),
    (b'<?xml version="1.0" encoding="no-such"?><svg/>', "ikke et billede"),
]


@pytest.mark.parametrize(("content", "advice"), NO_LOGO)
def test_what_is_no_logo_is_said_at_the_field(cast, content, advice):
    logo = SimpleUploadedFile("logo.svg", content)
    text = page(cast["admin"].post(ADD, values(name="Skrevet", new_logo=logo)))
    assert advice in linked(text, r'(?s)id="id_new_logo_error"[^>]*>(.*?)</ul>')
    assert 'value="Skrevet"' in text
    assert not Municipality.objects.exists()


def test_a_plain_drawing_from_a_drawing_program_is_taken(cast):
    logo = svg(
        "<metadata><x/></metadata><style>.a{fill:url(#g)}</style>"
        '<linearGradient id="g"/><use xlink:href="#p"/><path id="p" class="a" d="M0 0"/>'
        '<image href="data:image/png;base64,iVBORw0KGgo="/>',
        XLINK + ' width="12mm" height="4mm"',
    )
    assert cast["admin"].post(ADD, values(new_logo=logo)).status_code == 302


def test_an_unknown_logo_is_not_found(cast):
    assert cast["public"].get(f"/tema/logo/{'0' * 64}").status_code == 404
