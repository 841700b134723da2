"""The record of acts can be added to and nothing else, whatever way somebody comes."""

import pytest
from django.db import ProgrammingError, transaction

from portal import audit
from portal.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(cast):
    return audit.record(
        "test.done", actor=cast.users["secretary"], subject=cast.committee, reason="Prøve"
    )


def test_an_entry_says_who_what_and_why(cast, entry):
    assert (entry.actor, entry.subject_label, entry.reason) == (
        cast.users["secretary"],
        "Opgaveudvalget for innovation",
        "Prøve",
    )


@pytest.mark.parametrize(
    "attempt", [lambda: Entry.objects.update(reason="x"), lambda: Entry.objects.all().delete()]
)
def test_an_entry_stays_as_it_is(entry, attempt):
    with pytest.raises(ProgrammingError), transaction.atomic():
        attempt()


def test_the_administrator_reads_it_and_changes_nothing(cast, entry):
    page = cast["admin"].get("/admin/audit/entry/")
    assert page.status_code == 200
    assert (
        cast["admin"].post(f"/admin/audit/entry/{entry.pk}/change/", {"reason": "x"}).status_code
        == 403
    )
    assert (
        cast["admin"].post(f"/admin/audit/entry/{entry.pk}/delete/", {"post": "yes"}).status_code
        == 403
    )
    assert cast["secretary"].get("/admin/audit/entry/").status_code == 302
