"""The order of an agenda: sub-items, late numbers, what cannot be, and the way back."""

import re

import pytest
from django.db import transaction
from django.db.utils import DatabaseError
from django.urls import reverse

from meetings import papers, services, snapshots
from meetings.models import AgendaItem, Meeting
from tests.documents.reading import Pdf
from tests.meetings import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast) -> Meeting:
    meeting = make.plan(cast)
    for title in ("Breve", "Haver", "Telefon"):
        make.add(cast, meeting, title)
    meeting.refresh_from_db()
    return meeting


def item(meeting: Meeting, title: str) -> AgendaItem:
    return meeting.items.get(title=title)


def url(name: str, of: AgendaItem) -> str:
    return reverse(f"meetings:{name}", args=[of.meeting_id, of.uid])


def move(client, of: AgendaItem, *, revision: int | None = None, **values):
    of.meeting.refresh_from_db()
    seen = of.meeting.order_revision if revision is None else revision
    return client.post(url("item-move", of), {"order_revision": seen, **values}, follow=True)


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def printed(client, meeting: Meeting) -> list[str]:
    page = client.get(reverse("meetings:agenda-edit", args=[meeting.pk])).content.decode()
    return re.findall(r'class="outline-number">([^<]*)<', page)


def titles(meeting: Meeting) -> list[str]:
    return [one.title for one in meeting.items.standing_on_agenda()][1:-1]


def test_buttons_move_an_item_and_lead_back_to_it(cast, meeting):
    breve = item(meeting, "Breve")
    response = cast["member"].post(
        url("item-move", breve), {"way": "down", "order_revision": meeting.order_revision}
    )
    assert response["Location"] == f"{url('item-edit', breve)}#punkt-{breve.uid}"
    assert titles(meeting) == ["Haver", "Breve", "Telefon"]
    assert "Breve er nu punkt 3." in text(cast["member"].get(response["Location"]))


def test_a_sub_item_is_numbered_under_its_item_and_goes_with_it(cast, meeting):
    client = cast["secretary"]
    move(client, item(meeting, "Haver"), way="in")
    assert printed(client, meeting) == ["1", "2", "2.1", "3", "4"]
    move(client, item(meeting, "Breve"), way="down")
    assert titles(meeting) == ["Telefon", "Breve", "Haver"]
    assert printed(client, meeting) == ["1", "2", "3", "3.1", "4"]
    move(client, item(meeting, "Haver"), way="out")
    assert printed(client, meeting) == ["1", "2", "3", "4", "5"]


def test_what_cannot_be_is_refused_in_words_and_nothing_moves(cast, meeting):
    client = cast["secretary"]
    breve, haver = item(meeting, "Breve"), item(meeting, "Haver")
    move(client, haver, way="in")
    refused = {
        "Et punkt kan ikke stå under sig selv": (breve, {"after": breve.uid, "under": breve.uid}),
        "under sig selv": (breve, {"after": haver.uid, "under": haver.uid}),
        "Underpunkter har kun ét niveau": (
            breve,
            {"under": item(meeting, "Telefon").uid},
        ),
        "Godkendelse af dagsordenen står først": (
            breve,
            {"under": meeting.items.get(standing="approval").uid},
        ),
        "Rækkefølgen er ændret": (item(meeting, "Telefon"), {"after": "", "revision": 0}),
    }
    for words, (of, values) in refused.items():
        assert words in text(move(client, of, **values)), words
        assert titles(meeting) == ["Breve", "Haver", "Telefon"]
    third = item(meeting, "Telefon")
    assert "Underpunkter har kun ét niveau" in text(move(client, third, under=haver.uid))


def test_an_item_that_another_has_taken_off_is_not_moved(cast, meeting):
    breve = item(meeting, "Breve")
    cast["chair"].post(url("item-remove", breve))
    for values, words in (
        ({"way": "down"}, "Punktet kan ikke stå der"),
        ({"after": item(meeting, "Haver").uid}, "Rækkefølgen er ændret"),
    ):
        assert words in text(move(cast["member"], breve, **values))
        assert titles(meeting) == ["Haver", "Telefon"]


def test_the_database_refuses_a_second_level(cast, meeting):
    breve, haver, telefon = (item(meeting, title) for title in ("Breve", "Haver", "Telefon"))
    AgendaItem.objects.filter(pk=haver.pk).update(parent=breve)
    for of, under in ((telefon, haver), (breve, telefon), (telefon, telefon)):
        with pytest.raises(DatabaseError), transaction.atomic():
            AgendaItem.objects.filter(pk=of.pk).update(parent=under)


def test_an_item_taken_off_comes_back_with_its_sub_items_where_it_stood(cast, meeting):
    client, breve = cast["secretary"], item(meeting, "Breve")
    move(client, item(meeting, "Haver"), way="in")
    gone = client.post(url("item-remove", breve), follow=True)
    assert titles(meeting) == ["Telefon"]
    assert "Breve er taget af dagsordenen" in text(gone)
    assert "Fortryd" in text(gone)
    client.post(url("item-restore", breve))
    assert titles(meeting) == ["Breve", "Haver", "Telefon"]
    assert item(meeting, "Haver").parent == breve


def test_a_copy_stands_after_its_item_with_texts_files_and_who_is_kept_from_it(cast, meeting):
    closed = make.add_closed(cast, meeting)
    services.disqualify(closed.pk, person=cast.people["politician"], by=cast.users["secretary"])
    data = {"form_key": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff"}
    for _again in range(2):
        assert cast["member"].post(url("item-duplicate", closed), data).status_code == 302
    copy = meeting.items.get(title__endswith="(kopi)")
    assert copy.position == meeting.items.get(pk=closed.pk).position + 1
    assert copy.sections.count() == 5
    assert [file.file for file in copy.attachments.all()] == [closed.attachments.get().file]
    assert (copy.is_public, copy.public_title) == (False, closed.public_title)
    assert cast["politician"].get(url("item-edit", copy)).status_code == 404
    assert make.SECRET not in text(cast["politician"].get(url("item-edit", item(meeting, "Breve"))))


def test_late_items_are_lettered_and_what_was_published_keeps_its_number(cast, meeting):
    client = cast["secretary"]
    move(client, item(meeting, "Haver"), way="in")
    make.publish(cast, meeting)
    assert printed_version(meeting) == ["1", "2", "2.1", "3", "4"]
    services.reopen_agenda(meeting.pk, by=cast.users["secretary"])
    late = make.add(cast, meeting, "Sent")
    move(client, late, after=item(meeting, "Breve").uid)
    first, below = make.add(cast, meeting, "Mellem"), make.add(cast, meeting, "Under telefonen")
    breve = item(meeting, "Breve")
    move(client, first, after=breve.uid, under=breve.uid)
    move(client, below, under=item(meeting, "Telefon").uid)
    last = make.add(cast, meeting, "Sidst under")
    move(client, last, after=item(meeting, "Haver").uid, under=breve.uid)
    meeting.refresh_from_db()
    make.publish(cast, meeting, late_reason="Sagen haster.")
    assert printed_version(meeting) == ["1", "2", "2.0a", "2.1", "2.2", "2a", "3", "3.1", "4"]
    assert item(meeting, "Haver").shown_number == "2.1"


def printed_version(meeting: Meeting) -> list[str]:
    meeting.refresh_from_db()
    return [row["number"] for row in meeting.current_agenda.body.public["items"]]


def test_sub_items_stand_a_level_lower_on_the_page_and_on_paper(cast, meeting):
    move(cast["secretary"], item(meeting, "Haver"), way="in")
    make.publish(cast, meeting)
    version = meeting.current_agenda
    page = cast["public"].get(version.get_absolute_url()).content.decode()
    assert re.search(r'<h3 class="item-title"><span class="item-number">2.1</span>', page)
    assert 'id="punkt-2.1"' in page
    assert cast["public"].get(item(meeting, "Haver").get_absolute_url()).status_code == 200
    made = Pdf(papers.agenda_pdf(version.body.public))
    assert made.bookmarks[1:3] == ["2. Breve", "2.1. Haver"]
    assert made.marks == {"PDF/A-2a", "PDF/UA-1"}


def test_closing_an_opened_agenda_puts_sub_items_and_sections_back(cast, meeting):
    move(cast["secretary"], item(meeting, "Haver"), way="in")
    make.publish(cast, meeting)
    services.reopen_agenda(meeting.pk, by=cast.users["secretary"])
    haver = item(meeting, "Haver")
    move(cast["secretary"], haver, way="out")
    services.leave_out_section(haver.pk, "summary", by=cast.users["secretary"])
    services.keep_agenda(meeting.pk, by=cast.users["secretary"])
    haver.refresh_from_db()
    assert haver.parent == item(meeting, "Breve")
    assert haver.sections.present().get(kind="summary").text.content


def test_a_section_left_out_is_in_no_version_and_takes_no_words(cast, meeting):
    breve = item(meeting, "Breve")
    client, save = cast["member"], ["meetings:section-save", breve.meeting_id, breve.uid, "summary"]
    address = reverse(save[0], args=save[1:])
    client.post(f"{address}udelad/")
    frame = snapshots.Frame(1, meeting.starts_at)
    row = snapshots.build_agenda(meeting, frame, "member")["items"][1]
    assert row["sections"] == []
    data = {"summary-content": "<p>Mine ord.</p>", "summary-base_revision": "1"}
    refused = cast["chair"].post(address, data)
    assert refused.status_code == 422
    assert "Resumé er udeladt imens." in text(refused)
    assert "Mine ord." in refused.content.decode()
    client.post(f"{address}tilfoej/")
    assert cast["chair"].post(address, data).status_code == 302
    assert breve.sections.present().get().text.content == "<p>Mine ord.</p>"


def test_files_are_opened_and_closed_one_by_one(cast, meeting):
    breve = item(meeting, "Breve")
    file = make.attach(cast, breve)
    address = reverse("meetings:attachment-show", args=[meeting.pk, breve.uid, file.uid])
    make.publish(cast, meeting)
    assert status(cast, file) == 200
    services.reopen_agenda(meeting.pk, by=cast.users["secretary"])
    assert cast["member"].post(address, {"offentlig": "0"}).status_code == 302
    assert status(cast, file) == 404
    cast["member"].post(address, {"offentlig": "1"})
    assert status(cast, file) == 200


def status(cast, file) -> int:
    response = cast["public"].get(file.get_absolute_url())
    if response.streaming:
        b"".join(response)
    return response.status_code
