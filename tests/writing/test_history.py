"""What was saved stays: every version can be read, and gone back to."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.writing import Conflict, services
from portal.writing.models import PAUSE, Revision
from tests.meetings import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def text(cast):
    return services.create(content="<p>Først.</p>", by=cast.users["secretary"])


def revised(text, who, *minutes, content="<p>{}</p>"):
    """Save at those minutes of a day that is long past."""
    day = timezone.now() - timedelta(days=3)
    for minute in minutes:
        text.revision += 1
        text.content = content.format(f"{who} {minute}")
        text.save()
        Revision.objects.create(
            text=text,
            number=text.revision,
            content=text.content,
            saved_at=day + timedelta(minutes=minute),
            author=who,
        )


def contents(revisions):
    return list(revisions.order_by("number").values_list("content", flat=True))


def test_typing_becomes_one_version_when_its_author_pauses(cast, text):
    member, chair = cast.users["member"], cast.users["chair"]
    pause = int(PAUSE.total_seconds() // 60)
    revised(text, member, 1, 2, 3)
    revised(text, chair, 4)
    revised(text, member, 5, 5 + pause + 1)
    assert contents(text.revisions.versions())[1:] == [
        "<p>Frida Formand 4</p>",
        "<p>Mads Medlem 5</p>",
        f"<p>Mads Medlem {5 + pause + 1}</p>",
    ]


def test_after_a_day_only_versions_stay_and_they_stay_for_good(cast, text):
    revised(text, cast.users["member"], 1, 2, 3, 60)
    kept = contents(text.revisions.versions())
    assert services.thin_revisions() == 2
    assert contents(text.revisions) == kept
    assert services.thin_revisions() == 0


def test_what_was_typed_today_is_not_thinned(cast, text):
    for number in range(1, 4):
        services.save(
            text.pk, content=f"<p>{number}</p>", base_revision=number, by=cast.users["member"]
        )
    assert services.thin_revisions() == 0
    assert text.revisions.count() == 4


def test_a_page_older_than_the_revisions_asks_instead_of_guessing(cast, text):
    revised(text, cast.users["member"], 1, 2, 3)
    services.thin_revisions()
    with pytest.raises(Conflict):
        services.save(text.pk, content="<p>Mit.</p>", base_revision=2, by=cast.users["chair"])


@pytest.fixture
def item(cast):
    return make.add(cast, make.plan(cast), "Klare breve")


def address(name, item):
    return reverse(f"meetings:{name}", args=[item.meeting_id, item.uid, "summary"])


def save(cast, who, item, content, revision):
    data = {"summary-content": content, "summary-base_revision": revision}
    return cast[who].post(address("section-save", item), data)


def test_both_texts_of_a_clash_are_in_the_history(cast, item):
    save(cast, "chair", item, "<p>Formandens ord.</p>", 1)
    assert save(cast, "member", item, "<p>Medlemmets ord.</p>", 1).status_code == 409
    assert save(cast, "member", item, "<p>Medlemmets mange ord.</p>", 1).status_code == 409
    page = cast["secretary"].get(address("section-history", item)).content.decode()
    assert "ikke gemt i teksten" in page
    [beside] = Revision.objects.filter(is_beside=True)
    assert beside.content == "<p>Medlemmets mange ord.</p>"
    shown = cast["secretary"].get(address("section-history", item), {"udgave": beside.pk})
    assert "mange" in shown.content.decode()
    assert item.sections.get().text.content == "<p>Formandens ord.</p>"


def test_going_back_to_a_version_is_a_new_revision(cast, item):
    save(cast, "chair", item, "<p>Helt andre ord.</p>", 1)
    first = item.sections.get().text.revisions.get(number=1)
    page = cast["member"].get(address("section-history", item), {"udgave": first.pk})
    assert "Gå tilbage til denne tekst" in page.content.decode()
    save(cast, "member", item, page.context["chosen"].content, page.context["text"].revision)
    text = item.sections.get().text
    assert (text.content, text.revision) == (first.content, 3)


def test_an_unknown_version_or_section_is_not_found(cast, item):
    assert cast["member"].get(address("section-history", item), {"udgave": "x"}).status_code == 404
    other = reverse("meetings:section-history", args=[item.meeting_id, item.uid, "economy"])
    assert cast["member"].get(other).status_code == 404


def test_the_history_of_a_closed_item_is_for_those_who_may_read_it(cast, item):
    closed = make.add_closed(cast, item.meeting)
    assert cast["chair"].get(address("section-history", closed)).status_code == 200
    for who in ("participant", "outsider", "chief"):
        assert cast[who].get(address("section-history", closed)).status_code in {403, 404}
