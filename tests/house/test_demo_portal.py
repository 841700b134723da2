"""The whole portal with its demo data, as each kind of person finds it by following links."""

import gzip

import pytest
from django.test import Client

from portal.people.models import User
from tests.demo import sign_in

from .closed import CLOSED_WORDS, closed_words_in, everything_closed
from .crawl import Visit, crawl
from .markup import findings
from .matrix import at_once

pytestmark = pytest.mark.usefixtures("demo", "that_day")

PEOPLE = [
    "borger",
    "forening",
    "medlem",
    "politiker",
    "formand",
    "sekretaer",
    "innovationschef",
    "admin",
]
VALIDATED = [None, "borger", "medlem", "sekretaer", "innovationschef"]
WITHOUT_A_SEAT = [None, "borger", "innovationschef", "admin"]


HEAVIEST = 100_000
"""Bytes of a page as it is sent; its pictures, styles and scripts come from elsewhere, and once."""


def weight(visit: Visit) -> int:
    return len(gzip.compress(visit.body.encode()))


def as_person(who: str | None) -> Client:
    return sign_in(User.objects.get(email=f"{who}@example.dk") if who else None)


def broken(visits: list[Visit]) -> list[str]:
    return [f"{v.status} {v.url} (from {v.came_from})" for v in visits if v.status >= 400]


def test_the_closed_words_are_those_of_the_demo():
    assert closed_words_in(everything_closed()) == list(CLOSED_WORDS)


@pytest.mark.parametrize("who", at_once([None, *PEOPLE], {None, "medlem"}))
def test_every_link_that_is_shown_leads_somewhere(who, tmp_path):
    """In both languages, as every page leads to the other; and what is closed stays closed."""
    visits = crawl(as_person(who))
    assert broken(visits) == []
    assert len([visit for visit in visits if visit.url.startswith("/en/")]) > 20
    assert len(visits) > 60
    assert [visit.url for visit in visits if weight(visit) > HEAVIEST] == []
    if who in WITHOUT_A_SEAT:
        assert [(v.url, told) for v in visits if (told := closed_words_in(v.body))] == []
    if who in VALIDATED:
        assert findings({v.url: v.body for v in visits if v.is_page}, tmp_path) == []
    if who is None:
        for visit in visits:
            assert_is_a_visitors_page(visit)


def assert_is_a_visitors_page(visit: Visit) -> None:
    """No cookie, no token, no nonce, unless the page is a form that is sent."""
    if 'method="post"' in visit.body:
        return
    assert not visit.has_cookies, visit.url
    assert "csrfmiddlewaretoken" not in visit.body, visit.url
    assert "nonce" not in visit.body, visit.url
