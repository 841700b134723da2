"""Nobody is stuck: what was opened for a change can be closed without one."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from meetings import comparison, services, snapshots
from meetings.refusals import MinutesNotWritable, NotReady
from portal.audit.models import Entry

from . import factories as make

RUNS_IT = [
    ("public", 302),
    ("outsider", 404),
    ("former_member", 404),
    ("chief", 404),
    ("admin", 404),
    ("member", 403),
    ("chair", 302),
    ("deputy", 302),
    ("secretary", 302),
]


def reopened(cast):
    meeting = make.plan(cast)
    make.add(cast, meeting, "Klare breve")
    make.add(cast, meeting, "Åbne værksteder")
    make.publish(cast, meeting)
    services.reopen_agenda(meeting.pk, by=cast.users["secretary"])
    meeting.refresh_from_db()
    return meeting


def corrected(cast):
    minutes = make.published_minutes(cast)
    item = make.one_item(minutes.meeting, "Klare breve")
    services.correct_minutes(
        minutes.pk, by=cast.users["secretary"], what="Et tal.", why="Tastefejl.", items=[item]
    )
    minutes.refresh_from_db()
    return minutes, item


def as_it_stands(meeting):
    frame = snapshots.Frame(1, meeting.current_agenda.published_at)
    return snapshots.build_agenda(meeting, frame, "member")


def test_an_agenda_is_put_back_as_it_was_sent_out(cast):
    meeting = reopened(cast)
    by = cast.users["member"]
    item, other = (make.one_item(meeting, name) for name in ("Klare breve", "Åbne værksteder"))
    services.save_section(
        item.pk, "summary", content="<p>Noget helt andet.</p>", base_revision=1, by=by
    )
    services.save_section(item.pk, "economy", content="<p>Dyrt.</p>", base_revision=0, by=by)
    services.edit_item(item.pk, by=by, base_revision=item.revision, title="Uklare breve")
    services.move_item(item.pk, after=other, order_revision=meeting.order_revision, by=by)
    make.attach(cast, item, title="Nyt bilag")
    services.remove_item(other.pk, by=by)
    make.add(cast, meeting, "Endnu et punkt", who="member")

    services.keep_agenda(meeting.pk, by=cast.users["chair"])
    meeting.refresh_from_db()
    assert meeting.agenda_state == "published"
    assert meeting.agenda_versions.count() == 1
    assert as_it_stands(meeting)["items"] == meeting.current_agenda.body.member["items"]
    text = item.sections.get(kind="summary").text
    assert text.revisions.filter(content__contains="helt andet").exists()
    entry = Entry.objects.get(action="agenda.kept")
    assert (entry.role, entry.data) == ("chair", {"version": 1})
    services.keep_agenda(meeting.pk, by=cast.users["chair"])
    assert Entry.objects.filter(action="agenda.kept").count() == 1


def test_what_was_closed_since_is_never_opened_by_putting_back(cast):
    meeting = reopened(cast)
    item = make.one_item(meeting, "Klare breve")
    facts = {"is_public": False, "public_title": make.NEUTRAL}
    services.edit_item(item.pk, by=cast.users["secretary"], **facts)
    with pytest.raises(NotReady) as refused:
        services.keep_agenda(meeting.pk, by=cast.users["chair"])
    assert "punkt 2" in str(refused.value)
    item.refresh_from_db()
    assert not item.is_public


@pytest.mark.parametrize(("who", "status"), RUNS_IT)
def test_who_puts_an_agenda_back(cast, who, status):
    meeting = reopened(cast)
    response = cast[who].post(reverse("meetings:agenda-keep", args=[meeting.pk]))
    # The meeting itself is public by now, so a stranger may know of it and not do this.
    assert response.status_code == (403 if status == 404 else status)
    meeting.refresh_from_db()
    assert (meeting.agenda_state == "published") is (who in {"chair", "deputy", "secretary"})


def test_the_editor_offers_it_where_it_is_possible(cast):
    meeting = reopened(cast)
    keep = reverse("meetings:agenda-keep", args=[meeting.pk])
    edit = reverse("meetings:agenda-edit", args=[meeting.pk])
    assert keep in cast["secretary"].get(edit).content.decode()
    assert keep not in cast["member"].get(edit).content.decode()
    fresh = make.plan(cast, days=40)
    page = cast["secretary"].get(reverse("meetings:agenda-edit", args=[fresh.pk]))
    assert reverse("meetings:agenda-keep", args=[fresh.pk]) not in page.content.decode()


def test_a_correction_is_dropped_and_the_words_are_as_published(cast):
    minutes, item = corrected(cast)
    services.set_decision(
        item.pk,
        outcome="recommended",
        content="<p>Noget andet.</p>",
        base_revision=1,
        by=cast.users["secretary"],
    )
    services.drop_correction(minutes.pk, by=cast.users["secretary"])
    minutes.refresh_from_db()
    assert minutes.state == "published"
    assert minutes.versions.count() == 1
    frame = snapshots.Frame(1, minutes.current_version.published_at)
    now = snapshots.build_minutes(minutes, frame, "member")
    assert comparison.changes(minutes.current_version.body.member, now) == []
    assert Entry.objects.filter(action="minutes.correction_dropped").count() == 1
    services.drop_correction(minutes.pk, by=cast.users["chair"])
    assert Entry.objects.filter(action="minutes.correction_dropped").count() == 1
    services.correct_minutes(
        minutes.pk, by=cast.users["chair"], what="Et tal.", why="Igen.", items=[item]
    )


def test_a_vote_entered_meanwhile_is_named_and_taken_back_first(cast):
    minutes, item = corrected(cast)
    by = cast.users["secretary"]
    services.record_vote(item.pk, votes={cast.people["chair"].pk: "for"}, by=by)
    page = cast["secretary"].post(
        reverse("meetings:correction-drop", args=[minutes.meeting_id]), follow=True
    )
    assert "Tag først dette tilbage: 2. Afstemning." in page.content.decode()
    minutes.refresh_from_db()
    assert minutes.state == "correcting"
    services.record_vote(item.pk, votes={}, by=by)
    services.drop_correction(minutes.pk, by=by)


def with_remarks(cast):
    """Two confirmed remarks of the member in published minutes; one of the items is corrected."""
    meeting = make.plan(cast)
    items = [make.add(cast, meeting, title) for title in ("Klare breve", "Åbne værksteder")]
    make.publish(cast, meeting)
    minutes = make.hold(cast, meeting)
    member = {"person": cast.people["member"], "by": cast.users["member"]}
    remarks = [services.protocol_remark(item.pk, text="Uenig.", **member) for item in items]
    make.publish_minutes(cast, make.approve(cast, make.send_to_review(cast, minutes)))
    services.correct_minutes(
        minutes.pk, by=cast.users["secretary"], what="Et tal.", why="Fejl.", items=items[:1]
    )
    minutes.refresh_from_db()
    return minutes, remarks


def test_a_remark_outside_the_correction_stays_in_the_minutes(cast):
    minutes, (_corrected, other) = with_remarks(cast)
    url = reverse("meetings:remark-remove", args=[minutes.meeting_id, other.pk])
    cast["member"].post(url)
    other.refresh_from_db()
    assert other.removed_at is None
    with pytest.raises(MinutesNotWritable):
        services.remove_remark(other.pk, by=cast.users["member"])


def test_who_takes_back_a_remark_in_a_correction_does_not_release_it(cast):
    minutes, (own, _other) = with_remarks(cast)
    services.remove_remark(own.pk, by=cast.users["member"])
    assert cast.users["member"] in minutes.corrections.get().writers.order_by("pk")


def test_who_only_sat_there_reads_no_draft_of_a_correction(cast):
    """Until the publication they review the minutes; afterwards they are as everybody."""
    minutes, _item = corrected(cast)
    seat = cast.memberships["member"]
    seat.ended_on = timezone.localdate() - timedelta(days=1)
    seat.save(update_fields=["ended_on"])
    url = reverse("meetings:minutes-draft", args=[minutes.meeting_id])
    assert cast["member"].get(url).status_code == 403
    assert cast["deputy"].get(url).status_code == 200


@pytest.mark.parametrize("who", ["member", "outsider", "former_member", "chief", "admin"])
def test_who_may_not_drop_a_correction(cast, who):
    minutes, _item = corrected(cast)
    with pytest.raises(PermissionDenied):
        services.drop_correction(minutes.pk, by=cast.users[who])
    url = reverse("meetings:correction-drop", args=[minutes.meeting_id])
    assert cast[who].post(url).status_code == 403


@pytest.mark.parametrize("who", ["chair", "deputy", "secretary"])
def test_who_drops_a_correction_from_its_page(cast, who):
    minutes, _item = corrected(cast)
    url = reverse("meetings:correction-drop", args=[minutes.meeting_id])
    release = reverse("meetings:correction-release", args=[minutes.meeting_id])
    assert url in cast[who].get(release).content.decode()
    assert cast[who].post(url).status_code == 302
    minutes.refresh_from_db()
    assert minutes.state == "published"
