"""Pages by key: every row once, whatever comes in between, whatever the cursor says."""

import pytest
from django.test import RequestFactory

from portal.people.models import Person
from portal.ui.paging import paginate

pytestmark = pytest.mark.django_db
ORDER = ("-name", "pk")


def pages(size=4):
    url = "/personer/?q=a"
    while url:
        page = paginate(RequestFactory().get(url), Person.objects.all(), order=ORDER, size=size)
        yield page
        url = page.next_url


def test_every_row_comes_once_and_in_order():
    for number in range(11):
        Person.objects.create(name=f"Person {number % 3}")
    rows = [person for page in pages() for person in page]
    assert [person.pk for person in rows] == list(
        Person.objects.order_by(*ORDER).values_list("pk", flat=True)
    )


def test_a_new_row_on_top_shifts_nothing():
    for number in range(8):
        Person.objects.create(name=f"Person {number}")
    walk = pages()
    first = next(walk)
    Person.objects.create(name="Åse, helt ny")
    assert not {person.pk for person in first} & {person.pk for person in next(walk)}


def test_the_next_address_keeps_the_filters():
    for number in range(5):
        Person.objects.create(name=f"Person {number}")
    assert "q=a" in next(pages()).next_url


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "W10",
        "WyJhIiwgMSwgMl0",
        "eyJhIjoxfQ",
        "WyJcdTAwMDAiLCAxXQ",
        "WyJhIiwgIngiXQ",
        "ÆØÅ",
        "WzEsIHsiYSI6IDF9XQ",
    ],
)
def test_a_cursor_that_makes_no_sense_gives_the_first_page(cursor):
    Person.objects.create(name="Person")
    request = RequestFactory().get("/personer/", {"efter": cursor})
    page = paginate(request, Person.objects.all(), order=ORDER)
    assert page.is_first
    assert len(page) == 1
