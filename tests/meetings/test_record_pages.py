"""What everybody reads of a meeting comes from the frozen version, and closed items stay inside."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings import snapshots
from meetings.models import AgendaBody, AgendaItem, AgendaVersion, ItemSection, Meeting
from portal.writing import services as writing

pytestmark = pytest.mark.django_db
SECRET = "Hemmelig kontraktpartner"


@pytest.fixture
def meeting(cast):
    starts = timezone.now() + timedelta(days=10)
    return Meeting.objects.create(
        committee=cast.committee,
        number=1,
        name="1. møde",
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        place="Rådhuset",
    )


@pytest.fixture
def published(cast, meeting):
    items = [
        AgendaItem.objects.create(
            meeting=meeting, position=1, title="Godkendelse", standing="approval"
        ),
        AgendaItem.objects.create(
            meeting=meeting, position=2, title=SECRET, is_public=False, public_title="En kontrakt"
        ),
        AgendaItem.objects.create(meeting=meeting, position=3, title="Breve 🚲 <b>"),
    ]
    for item in items:
        text = writing.create(
            content=f"<p>{SECRET if not item.is_public else 'Om breve'}</p>", by=None
        )
        ItemSection.objects.create(item=item, kind="summary", text=text)
    now = timezone.now()
    frame = snapshots.Frame(version=1, published_at=now)
    public = snapshots.build_public(meeting, frame)
    version = AgendaVersion.objects.create(
        meeting=meeting,
        number=1,
        published_at=now,
        published_by=cast.users["secretary"],
        role="secretary",
        sha512=snapshots.fingerprint(public),
    )
    AgendaBody.objects.create(
        version=version, public=public, member=snapshots.build_member(meeting, frame)
    )
    for number, item in enumerate(items, start=1):
        AgendaItem.objects.filter(pk=item.pk).update(
            shown_at=now,
            shown_number=str(number),
            shown_title=item.label,
            shown_is_public=item.is_public,
        )
    meeting.current_agenda = version
    meeting.state, meeting.agenda_state = "called", "published"
    meeting.save()
    return items


def pages(meeting, items):
    return [
        "/moeder/",
        meeting.get_absolute_url(),
        f"{meeting.get_absolute_url()}dagsorden/v1/",
        *[f"{meeting.get_absolute_url()}punkter/{item.uid}/" for item in items],
    ]


@pytest.mark.parametrize(
    "who", ["public", "participant", "chief", "admin", "former_member", "outsider", "substitute"]
)
def test_closed_items_show_number_and_neutral_title_only(cast, meeting, published, who):
    for url in pages(meeting, published):
        for address in [url, f"{url}?lukkede=1", f"/en{url}"]:
            page = cast[who].get(address)
            assert page.status_code == 200, address
            assert SECRET not in page.content.decode(), address
    agenda = cast[who].get(f"{meeting.get_absolute_url()}dagsorden/v1/").content.decode()
    assert "En kontrakt" in agenda
    assert "Breve 🚲 &lt;b&gt;" in agenda


@pytest.mark.parametrize("who", ["member", "chair", "deputy", "politician", "secretary"])
def test_who_works_with_the_papers_reads_closed_items_when_asking(cast, meeting, published, who):
    address = f"{meeting.get_absolute_url()}dagsorden/v1/"
    assert SECRET not in cast[who].get(address).content.decode()
    page = cast[who].get(f"{address}?lukkede=1")
    assert SECRET in page.content.decode()
    assert "no-store" in page.headers["Cache-Control"]


def test_the_record_stays_danish_in_the_english_portal(cast, meeting, published):
    page = cast["public"].get(f"/en{meeting.get_absolute_url()}dagsorden/v1/").content.decode()
    assert '<article lang="da">' in page


def test_another_meetings_item_is_not_found(cast, meeting, published):
    assert (
        cast["public"].get(f"/moeder/{meeting.pk + 1}/punkter/{published[0].uid}/").status_code
        == 404
    )
    assert cast["public"].get(f"{meeting.get_absolute_url()}referat/").status_code == 404
    assert cast["public"].get(f"{meeting.get_absolute_url()}dagsorden/v9/").status_code == 404


def test_a_draft_item_is_unknown_outside(cast, meeting, published):
    draft = AgendaItem.objects.create(meeting=meeting, position=9, title="Kun en kladde")
    address = f"{meeting.get_absolute_url()}punkter/{draft.uid}/"
    assert cast["public"].get(address).status_code == 404
    assert cast["chief"].get(address).status_code == 404
    assert "Kun en kladde" not in cast["public"].get(meeting.get_absolute_url()).content.decode()


def test_the_list_costs_the_same_with_many_meetings(
    cast, meeting, published, django_assert_max_num_queries
):
    for day in range(40):
        starts = timezone.now() + timedelta(days=day + 20)
        Meeting.objects.create(
            committee=cast.committee,
            name=f"Møde {day}",
            starts_at=starts,
            ends_at=starts + timedelta(hours=1),
            place="Her",
        )
    with django_assert_max_num_queries(7):
        assert cast["public"].get("/moeder/").status_code == 200
