"""Whatever is sent: a page that says what is wrong, never a server error, never a second row."""

import re
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from lxml import html

from . import rights, scene
from .matrix import at_once

pytestmark = pytest.mark.usefixtures("db", "without_log")
HUGE = 99999999999999999999
NASTY = [
    "",
    "-1",
    str(HUGE),
    "1e400",
    "NaN",
    "9" * 400,
    "a\x00b",
    "🐘" * 130,
    "x" * 100_000,
    "9999-12-31",
    "0001-01-01",
    "not-a-uuid",
]


def who_may(row: rights.Row, answers: rights.Answers) -> str:
    """Return a role that gets through the gate, the least common one first."""
    told = dict(zip(scene.ROLES, answers, strict=True))
    through = [role for role, answer in told.items() if answer in {"200", "302", "409", "422"}]
    for role in ("secretary", "chair", "chief", "member"):
        if role in through:
            return role
    return through[-1] if through else ""


POSTS = {
    (row.name, row.case): who
    for row, answers in rights.read().items()
    if row.method == "POST" and (who := who_may(row, answers))
}


def unfolded(client: Client, url: str, data: dict) -> int:
    client.raise_request_exception = False
    with transaction.atomic():
        response = client.post(url, data)
        transaction.set_rollback(True)
    return response.status_code


def fields_of(client: Client, stage: scene.Scene, row: rights.Row, url: str) -> dict[str, str]:
    """Return what a form sends that leads to this address, found on the pages that have it."""
    for page in pages_with_forms(stage, row, url):
        response = client.get(page, follow=True)
        is_page = response.headers.get("Content-Type", "").startswith("text/html")
        if not is_page or not response.content:
            continue
        for form in html.document_fromstring(response.content.decode()).forms:
            action = form.action or response.request["PATH_INFO"]
            if action.split("#")[0].split("?")[0] == url and form.method == "POST":
                return {
                    name: value if isinstance(value, str) else ""
                    for name, value in form.form_values()
                } | dict.fromkeys(filter(None, form.inputs.keys()), "")
    return {}


def pages_with_forms(stage: scene.Scene, row: rights.Row, url: str) -> Iterator[str]:
    yield url
    meeting = re.match(r"(/moeder/\d+/)(punkter/(\w+)/)?", url)
    if meeting:
        uid = meeting[3] or ""
        for part in ("dagsorden/rediger/", "referat/rediger/"):
            yield f"{meeting[1]}{part}{uid}/" if uid else f"{meeting[1]}{part}"
        yield f"{meeting[1]}referat/gennemsyn/"
        yield meeting[1]
    if idea := re.match(r"/ideer/(\d+)/", url):
        yield f"/ideer/{idea[1]}/"
    if proposal := re.match(r"/projekter/(\d+)/", url):
        yield f"/projekter/{proposal[1]}/skriv/"


@pytest.mark.full
@pytest.mark.parametrize(("name", "case"), sorted(POSTS))
def test_no_value_breaks_a_form(stage, name, case):
    row = rights.Row(name, case, "POST")
    client, url = stage.client(POSTS[name, case]), rights.url_of(stage, row)
    sound = fields_of(client, stage, row, url)
    broken = []
    for at, nasty in enumerate(NASTY):
        # All at once, and some one by one, so that the others do not stop it early.
        sent = [dict.fromkeys(sound, nasty)]
        sent += [sound | {name: nasty} for n, name in enumerate(sorted(sound)) if n % 4 == at % 4]
        for data in sent:
            data.pop("csrfmiddlewaretoken", None)
            if (status := unfolded(client, url, data)) >= 500:
                broken.append((status, {k: v[:30] for k, v in data.items() if v == nasty}))
    assert broken == []


@pytest.mark.full
@pytest.mark.parametrize("name", sorted({row.name for row in rights.read()}))
def test_no_number_in_an_address_breaks_it(stage, name):
    """Every number of the address in turn grows out of all bounds: such a thing is not there."""
    if rights.is_of_a_library(name):
        pytest.skip("the library's own")
    rows = {row.method: row for row in rights.read() if row.name == name}
    for row in rows.values():
        url = rights.url_of(stage, row)
        for found in re.finditer(r"\d+", re.sub(r"[\w-]{36,}", lambda m: "_" * len(m[0]), url)):
            for number in (HUGE, 2**31, 2**63 - 1, 10**18 + 1, "9" * 5000):
                far = f"{url[: found.start()]}{number}{url[found.end() :]}"
                for role in ("public", "secretary", "member", "chief"):
                    client = stage.client(role)
                    client.raise_request_exception = False
                    answer = client.get(far) if row.method == "GET" else client.post(far, {"x": 1})
                    assert answer.status_code in {302, 403, 404}, (far, role)


QUERIES = [
    "udvalg",
    "aar",
    "tema",
    "kapacitet",
    "status",
    "orden",
    "efter",
    "kommentar",
    "svar",
    "side",
    "q",
]


@pytest.mark.parametrize(
    "path",
    at_once(
        [
            "/",
            "/ideer/",
            "/ideer/atom/",
            "/ideer/ny/",
            "/ideer/venter/",
            "/moeder/",
            "/moeder/nyt/",
            "/projekter/",
            "/projekter/nyt/",
            "/projekter/skrivebord/",
            "/min-side/beskeder/",
            "/min-side/",
            "idea",
        ],
        {"/ideer/", "/ideer/atom/", "/moeder/"},
    ),
)
def test_no_query_breaks_a_page(stage, path):
    client = stage.client("secretary")
    client.raise_request_exception = False
    if path == "idea":
        path = rights.url_of(stage, rights.Row("ideas:idea-detail", "new idea", "GET"))
    for name in QUERIES:
        for nasty in NASTY:
            assert client.get(path, {name: nasty[:500]}).status_code < 500, (name, nasty[:40])
