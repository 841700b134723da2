"""The pages on which agendas and minutes are written, for each role, and what they refuse."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from django.utils import timezone

from meetings import invitees, services
from meetings.models import AgendaItem, AgendaVersion, Meeting
from tests.forms import form_on
from tests.house.matrix import at_once

from . import factories as make

OUTSIDE = [
    "participant",
    "association",
    "chief",
    "admin",
    "former_member",
    "outsider",
    "substitute",
]
INSIDE = ["member", "politician", "chair", "deputy", "secretary"]


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


@pytest.fixture
def meeting(cast):
    meeting = make.plan(cast)
    make.add(cast, meeting, "Klare breve")
    make.add_closed(cast, meeting)
    meeting.refresh_from_db()
    return meeting


def body(response):
    return response.content.decode()


@pytest.mark.parametrize("name", ["agenda-edit", "agenda-draft", "agenda-preview"])
def test_the_committee_writes_and_others_do_not(cast, meeting, name):
    for who in INSIDE:
        response = cast[who].get(url(name, meeting.pk))
        assert response.status_code == 200, who
        assert "no-store" in response["Cache-Control"]
        assert (make.SECRET in body(response)) is (name != "agenda-preview")
    for who in OUTSIDE:
        assert cast[who].get(url(name, meeting.pk)).status_code == 403, who
    assert cast["public"].get(url(name, meeting.pk)).status_code == 302


def test_a_called_substitute_works_with_this_meeting_only(cast, meeting):
    other = make.plan(cast, days=40)
    services.call_substitute(
        meeting.pk,
        membership=cast.memberships["substitute"],
        stands_in_for=cast.memberships["politician"],
        by=cast.users["secretary"],
    )
    assert make.SECRET in body(cast["substitute"].get(url("agenda-draft", meeting.pk)))
    assert cast["substitute"].get(url("agenda-edit", other.pk)).status_code == 403


def test_who_is_disqualified_never_reads_the_closed_item(cast, meeting):
    item = meeting.items.get(is_public=False)
    data = {"dq-person": cast.people["member"].pk, "dq-is_upheld": "1"}
    address = url("disqualification-add", meeting.pk, item.uid)
    assert cast["secretary"].post(address, data).status_code == 302
    for name in ("agenda-draft", "agenda-edit"):
        page = body(cast["member"].get(url(name, meeting.pk)))
        assert make.SECRET not in page
        assert make.NEUTRAL in page
    for address in (
        url("item-edit", meeting.pk, item.uid),
        item.attachments.get().get_absolute_url(),
    ):
        assert cast["member"].get(address).status_code == 404
    save = url("section-save", meeting.pk, item.uid, "summary")
    assert cast["member"].post(save, {"content": "x", "base_revision": 0}).status_code == 404


def test_a_meeting_is_planned_once_however_often_it_is_sent(cast):
    form = {
        "form_key": "6a0e6b0e-0a3c-4a1e-9f0e-1b1b1b1b1b1b",
        "day": "2031-05-06",
        "begins": "17:00",
        "ends": "19:00",
        "place": "Rådhuset",
    }
    for _twice in range(2):
        assert cast["secretary"].post(url("meeting-create"), form).status_code == 302
    meeting = Meeting.objects.get()
    assert meeting.name == "1. møde"
    assert [item.standing for item in meeting.items.standing_on_agenda()] == [
        "approval",
        "other_business",
    ]
    wrong = cast["secretary"].post(url("meeting-create"), {**form, "ends": "16:00", "form_key": ""})
    assert wrong.status_code == 422
    assert Meeting.objects.count() == 1
    for who in ("member", "participant", "chief", "admin", "outsider"):
        address = f"{url('meeting-create')}?udvalg={cast.committee.slug}"
        assert cast[who].post(address, form).status_code == 403, who


def test_a_member_adds_moves_removes_and_puts_back(cast, meeting):
    client = cast["member"]
    form = {"new-title": "Nyt punkt", "new-form_key": "6a0e6b0e-0a3c-4a1e-9f0e-2b1b1b1b1b1b"}
    for _twice in range(2):
        assert client.post(url("item-add", meeting.pk), form).status_code == 302
    item = meeting.items.get(title="Nyt punkt")
    first = meeting.items.get(standing="approval")
    meeting.refresh_from_db()
    stale = {"after": first.uid, "order_revision": meeting.order_revision - 1}
    client.post(url("item-move", meeting.pk, item.uid), stale)
    item.refresh_from_db()
    assert item.position == 3
    client.post(
        url("item-move", meeting.pk, item.uid),
        {"after": first.uid, "order_revision": meeting.order_revision},
    )
    item.refresh_from_db()
    assert item.position == 1
    client.post(url("item-remove", meeting.pk, item.uid))
    assert "Nyt punkt" in body(client.get(url("agenda-edit", meeting.pk)))
    client.post(url("item-restore", meeting.pk, item.uid), {"after": first.uid})
    item.refresh_from_db()
    assert (item.position, item.removed_at) == (1, None)
    client.post(url("item-remove", meeting.pk, first.uid))
    first.refresh_from_db()
    assert first.removed_at is None


def test_facts_saved_by_another_are_not_overwritten(cast, meeting):
    item = make.one_item(meeting, "Klare breve")
    page = cast["member"].get(url("item-edit", meeting.pk, item.uid))
    form = form_on(page, with_field="facts-title")
    address = url("item-facts", meeting.pk, item.uid)
    assert cast["chair"].post(address, {**form, "facts-planned_minutes": 20}).status_code == 302
    refused = cast["member"].post(address, {**form, "facts-planned_minutes": 45})
    assert refused.status_code == 409
    assert 'value="45"' in body(refused)
    item.refresh_from_db()
    assert item.planned_minutes == 20
    closed = cast["chair"].post(address, {**form, "facts-is_public": "0"})
    assert closed.status_code == 422


def test_two_texts_of_the_same_paragraph_are_both_kept(cast, meeting):
    item = make.one_item(meeting, "Klare breve")
    address = url("section-save", meeting.pk, item.uid, "summary")
    mine = {"summary-content": "<p>Min tekst.</p>", "summary-base_revision": 1}
    theirs = {"summary-content": "<p>Deres tekst.</p>", "summary-base_revision": 1}
    assert cast["chair"].post(address, theirs).status_code == 302
    page = cast["member"].post(address, mine)
    assert page.status_code == 409
    for word in ("Min", "Deres"):
        assert word in body(page)
    merged = {"content": "<p>Begge tekster.</p>", "base_revision": 2}
    assert cast["member"].post(address, merged).status_code == 302
    text = item.sections.get(kind="summary").text
    assert text.content == "<p>Begge tekster.</p>"
    assert text.revisions.in_the_text().count() == 3


def test_an_agenda_is_looked_at_and_sent_out_once(cast, meeting):
    assert cast["member"].post(url("agenda-to-review", meeting.pk)).status_code == 302
    page = cast["chair"].get(url("agenda-publish", meeting.pk))
    assert make.SECRET not in body(page)
    form = {"seen": make.seen(meeting)}
    assert cast["member"].post(url("agenda-publish", meeting.pk), form).status_code == 403
    for _twice in range(2):
        assert cast["chair"].post(url("agenda-publish", meeting.pk), form).status_code == 302
    assert AgendaVersion.objects.count() == 1
    shut = cast["member"].post(
        url("section-save", meeting.pk, meeting.items.first().uid, "summary"),
        {"summary-content": "<p>Sent</p>", "summary-base_revision": 0},
    )
    assert shut.status_code == 422
    assert "Sent" in body(shut)


def test_minutes_are_written_reviewed_approved_and_published(cast, meeting):
    make.publish(cast, meeting)
    secretary = cast["secretary"]
    secretary.post(url("meeting-open", meeting.pk))
    page = secretary.get(url("attendance", meeting.pk))
    assert page.status_code == 200
    form = {
        f"m{cast.memberships[who].pk}-status": "present"
        for who in ("chair", "deputy", "member", "politician", "secretary", "chief")
    }
    assert secretary.post(url("attendance", meeting.pk), form).status_code == 302
    for item in meeting.items.standing_on_agenda():
        assert secretary.get(url("minutes-item", meeting.pk, item.uid)).status_code == 200
        save = url("decision-save", meeting.pk, item.uid)
        empty = {"outcome": "discussed", "content": "", "base_revision": 0}
        assert secretary.post(save, empty).status_code == 422
        assert secretary.post(save, {**empty, "content": "<p>Drøftet.</p>"}).status_code == 302
    make_services_close(cast, meeting)
    assert (
        secretary.post(url("minutes-to-review", meeting.pk), {"deadline": "2031-01-01"}).status_code
        == 302
    )
    for who in ("chair", "deputy", "member", "politician"):
        assert cast[who].get(url("minutes-review", meeting.pk)).status_code == 200
        answer = {"choice": "approved"}
        assert cast[who].post(url("minutes-review", meeting.pk), answer).status_code == 302
    for who in [*OUTSIDE, "secretary"]:
        assert cast[who].post(url("minutes-approve", meeting.pk)).status_code in {403, 404}, who
    assert cast["deputy"].post(url("minutes-approve", meeting.pk)).status_code == 302
    assert cast["public"].get(url("minutes-detail", meeting.pk)).status_code == 404
    page = secretary.get(url("minutes-publish", meeting.pk))
    assert make.SECRET not in body(page)
    form = {"seen": page.context["form"]["seen"].value()}
    assert secretary.post(url("minutes-publish", meeting.pk), form).status_code == 302
    public = cast["public"].get(url("minutes-detail", meeting.pk))
    assert public.status_code == 200
    assert make.SECRET not in body(public)
    assert not public.cookies


def make_services_close(cast, meeting):
    meeting.refresh_from_db()
    services.close_meeting(
        meeting.pk, by=cast.users["secretary"], at=meeting.started_at + timedelta(hours=2)
    )


def test_a_foreign_item_is_not_found_under_another_meeting(cast, meeting):
    other = make.plan(cast, days=40)
    item = make.one_item(meeting, "Klare breve")
    for name, args in [("item-edit", ()), ("item-facts", ()), ("section-save", ("summary",))]:
        address = url(name, other.pk, item.uid, *args)
        assert cast["secretary"].post(address, {}).status_code in {404, 405}
    assert AgendaItem.objects.get(pk=item.pk).meeting_id == meeting.pk


def test_closing_an_item_closes_older_versions_and_files_at_once(cast, meeting):
    item = make.one_item(meeting, "Klare breve")
    file = make.attach(cast, item, title="Brevet")
    make.publish(cast, meeting)
    handed_out = cast["public"].get(file.get_absolute_url())
    assert b"Ord" in b"".join(handed_out.streaming_content)
    services.reopen_agenda(meeting.pk, by=cast.users["chair"])
    services.edit_item(
        item.pk,
        by=cast.users["chair"],
        base_revision=item.revision,
        is_public=False,
        public_title="En sag",
    )
    page = cast["public"].get(url("agenda-version", meeting.pk, 1))
    assert "Resumé af Klare breve" not in body(page)
    assert "En sag" in body(page)
    assert cast["public"].get(file.get_absolute_url()).status_code == 404


def test_a_correction_is_shown_and_released_by_another(cast):
    minutes = make.published_minutes(cast)
    meeting = minutes.meeting
    item = make.one_item(meeting, "Klare breve")
    form = {
        "form_key": "6a0e6b0e-0a3c-4a1e-9f0e-3b1b1b1b1b1b",
        "items": [item.uid],
        "what": "Antallet er 40.",
        "why": "Tastefejl.",
    }
    assert cast["member"].post(url("minutes-correct", meeting.pk), form).status_code == 403
    assert cast["secretary"].post(url("minutes-correct", meeting.pk), form).status_code == 302
    decision = {"outcome": "recommended", "content": "<p>40 breve.</p>", "base_revision": 1}
    save = url("decision-save", meeting.pk, item.uid)
    assert cast["secretary"].post(save, decision).status_code == 302
    assert "40 breve" not in body(cast["public"].get(url("minutes-detail", meeting.pk)))
    page = cast["chair"].get(url("correction-release", meeting.pk))
    seen = {"seen": page.context["form"]["seen"].value()}
    release = url("correction-release", meeting.pk)
    assert cast["secretary"].post(release, seen).status_code == 403
    assert cast["chair"].post(release, seen).status_code == 302
    public = body(cast["public"].get(url("minutes-detail", meeting.pk)))
    assert "40 breve" in public
    assert "Antallet er 40." in public
    assert f"Rettelse i punkt {item.shown_number}" in public
    assert cast["public"].get(url("minutes-compare", meeting.pk, 2)).status_code == 200
    assert cast["public"].get(url("minutes-version", meeting.pk, 1)).status_code == 200


@pytest.mark.parametrize("who", at_once(["public", *OUTSIDE], {"public", "outsider"}))
def test_no_address_of_a_meeting_says_what_is_closed(cast, who):
    """Every address there is, made from the URL configuration, so that none is forgotten."""
    minutes = make.published_minutes(cast, closed=True)
    meeting = minutes.meeting
    item = meeting.items.get(is_public=False)
    values = {
        "pk": meeting.pk,
        "uid": item.uid,
        "number": 1,
        "kind": "summary",
        "row": 1,
        "seat": cast.memberships["member"].pk,
        "token": invitees.token(meeting, cast.memberships["member"]),
        "attachment_uid": item.attachments.get().uid,
        "secret": services.open_calendar(by=cast.users["participant"]).secret,
    }
    asked = 0
    for name, entry in get_resolver().namespace_dict["meetings"][1].reverse_dict.items():
        if not isinstance(name, str):
            continue
        for _pattern, params in entry[0][0:1]:
            address = reverse(f"meetings:{name}", kwargs={key: values[key] for key in params})
        for each in (address, f"/en{address}", f"{address}?lukkede=1"):
            response = cast[who].get(each)
            said = b"".join(response) if response.streaming else response.content
            assert make.SECRET.encode() not in said, each
            assert make.SECRET not in str(response.headers), each
            asked += 1
    assert asked > 100


def test_the_editor_asks_as_often_for_many_items_as_for_few(cast):
    meeting = make.plan(cast)
    address = url("agenda-edit", meeting.pk)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert cast["member"].get(address).status_code == 200
        return len(asked)

    queries()
    few = queries()
    last = meeting.items.get(standing="other_business")
    AgendaItem.objects.filter(pk=last.pk).update(position=400)
    AgendaItem.objects.bulk_create(
        [AgendaItem(meeting=meeting, title=f"Punkt {n}", position=n) for n in range(2, 302)]
    )
    assert queries() == few
    assert few <= 40


def test_the_list_asks_as_often_for_many_meetings_as_for_few(cast):
    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert cast["public"].get(url("meeting-list")).status_code == 200
        return len(asked)

    start = timezone.now() - timedelta(days=400)

    def held(numbers):
        Meeting.objects.bulk_create(
            Meeting(
                committee=cast.committee,
                name=f"Møde {n}",
                number=n + 10,
                starts_at=start + timedelta(days=n),
                ends_at=start + timedelta(days=n, hours=1),
                place="Rådhuset",
            )
            for n in numbers
        )

    make.plan(cast)
    held(range(3))
    queries()
    few = queries()
    held(range(3, 300))
    assert queries() <= few


@pytest.mark.parametrize("move", ["item-move", "item-restore"])
def test_an_anchor_of_odd_signs_is_no_500(cast, move):
    meeting = make.plan(cast)
    item = make.add(cast, meeting, "Klare breve")
    if move == "item-restore":
        services.remove_item(item.pk, by=cast.users["member"])
    url = reverse(f"meetings:{move}", args=[meeting.pk, item.uid])
    sent = cast["member"].post(url, {"after": "\0", "order_revision": "1"})
    assert sent.status_code == 302


def test_a_key_that_stands_under_another_item_attaches_the_file_all_the_same(cast):
    meeting = make.plan(cast)
    first, second = (make.add(cast, meeting, title) for title in ("Klare breve", "Cykelstier"))
    key = uuid4()
    kept = [make.attach(cast, item, form_key=key) for item in (first, second, first)]
    assert kept[0] == kept[2]
    assert kept[1].item == second
