"""Saving carries the revision it started from; nobody overwrites what they have not seen."""

import pytest
from django.db import ProgrammingError, transaction

from portal.writing import Conflict, services

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(cast):
    return services.create(content="<p>En</p><p>To</p>", by=cast.users["secretary"])


def test_each_save_is_a_revision_that_stays(cast, text):
    saved = services.save(
        text.pk, content="<p>En!</p><p>To</p>", base_revision=1, by=cast.users["member"]
    )
    assert saved.revision == 2
    kept = list(text.revisions.order_by("number").values_list("content", "author__display_name"))
    assert kept == [
        ("<p>En</p><p>To</p>", "Sanne Sekretær"),
        ("<p>En!</p><p>To</p>", "Mads Medlem"),
    ]


def test_saving_the_same_makes_no_revision(cast, text):
    assert (
        services.save(
            text.pk, content=text.content, base_revision=1, by=cast.users["member"]
        ).revision
        == 1
    )


def test_a_stale_save_in_another_paragraph_keeps_both(cast, text):
    services.save(text.pk, content="<p>En!</p><p>To</p>", base_revision=1, by=cast.users["chair"])
    saved = services.save(
        text.pk, content="<p>En</p><p>To!</p>", base_revision=1, by=cast.users["member"]
    )
    assert saved.content == "<p>En!</p><p>To!</p>"
    assert saved.revision == 3


def test_a_stale_save_in_the_same_paragraph_saves_nothing_and_shows_both(cast, text):
    services.save(text.pk, content="<p>Chair</p><p>To</p>", base_revision=1, by=cast.users["chair"])
    with pytest.raises(Conflict) as conflict:
        services.save(
            text.pk, content="<p>Member</p><p>To</p>", base_revision=1, by=cast.users["member"]
        )
    assert conflict.value.yours == "<p>Member</p><p>To</p>"
    assert conflict.value.theirs == "<p>Chair</p><p>To</p>"
    assert "Member" in conflict.value.proposal
    assert "Chair" in conflict.value.proposal
    text.refresh_from_db()
    assert text.content == "<p>Chair</p><p>To</p>"


def test_hostile_html_never_reaches_the_database(cast, text):
    hostile = '<p onclick="x()">Hej<script>alert(1)</script><img src=x onerror=y></p>'
    saved = services.save(text.pk, content=hostile, base_revision=1, by=cast.users["member"])
    assert saved.content == "<p>Hej</p>"


def test_a_revision_cannot_be_changed_afterwards(cast, text):
    with pytest.raises(ProgrammingError), transaction.atomic():
        text.revisions.update(content="<p>Falsk</p>")
