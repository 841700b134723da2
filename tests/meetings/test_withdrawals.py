"""What is unlawful is taken from the public by two; a version without it follows."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import Error, transaction
from django.urls import reverse

from meetings import services
from meetings.models import (
    AgendaBody,
    AgendaItem,
    Minutes,
    MinutesBody,
    Seal,
    WithdrawalAnswer,
)
from portal import jobs
from portal.audit.models import Entry
from portal.jobs import work
from portal.notifications.models import Notice
from tests.meetings import factories as make

WORD = "Skovsneglevej"
WORDS = {"why": f"{WORD} er en privat adresse.", "note": "Der stod en privat adresse."}


@pytest.fixture
def minutes(cast):
    """Published minutes with an unlawful word in them, their PDF made."""
    meeting = make.plan(cast)
    item = make.add(cast, meeting, "Klare breve")
    make.attach(cast, item, title="Brevet")
    make.publish(cast, meeting)
    minutes = make.open_now(cast, meeting)
    make.all_present(cast, meeting)
    make.decide_all(cast, meeting)
    _decide(cast, item, f"<p>Drøftet. Se {WORD}.</p>", 1)
    services.close_meeting(meeting.pk, by=cast.users["secretary"], at=meeting.ends_at)
    minutes.refresh_from_db()
    make.approve(cast, make.send_to_review(cast, minutes))
    version = make.publish_minutes(cast, minutes)
    work.run_job(jobs.start("meetings.render_minutes", version.pk).pk)
    return minutes


def _decide(cast, item, content, revision, who="secretary"):
    services.set_decision(
        item.pk,
        outcome="discussed",
        content=content,
        base_revision=revision,
        by=cast.users[who],
    )


def withdraw(cast, thing):
    asked = services.ask_for_withdrawal(thing, by=cast.users["chair"], **WORDS)
    return services.answer_withdrawal(asked.pk, confirm=True, by=cast.users["admin"])


def status(client, url):
    response = client.get(url)
    list(response)  # a file is read to its end
    return response.status_code


def addresses(minutes, version):
    meeting, here = minutes.meeting, version.get_absolute_url()
    uid = meeting.items.get(title="Klare breve").uid
    return [
        minutes.get_absolute_url(),
        here,
        f"/en{here}",
        f"{here}pdf/",
        f"{here}ord.json",
        reverse("meetings:item-detail", args=[meeting.pk, uid]),
    ]


@pytest.mark.parametrize("who", ["public", "member", "secretary"])
def test_a_withdrawn_version_is_gone_everywhere_and_says_why(cast, minutes, who):
    version = minutes.current_version
    withdraw(cast, version)
    for url in addresses(minutes, version):
        response = cast[who].get(url)
        page = response.content.decode()
        assert response.status_code == 410, url
        assert WORDS["note"] in page
        assert WORD not in page
        assert 'content="noindex, noarchive"' in page
        assert response["X-Robots-Tag"] == "noindex, noarchive"
        assert "no-store" in response["Cache-Control"]
    sitemap = cast["public"].get("/sitemap-moeder-1.xml").content.decode()
    assert minutes.get_absolute_url() not in sitemap
    for page in ("/", "/moeder/", minutes.meeting.get_absolute_url()):
        told = cast[who].get(page).content.decode()
        assert WORD not in told
    assert WORDS["note"] in told
    check = cast["public"].get(f"{reverse('meetings:record-check')}?sha512={version.sha512}")
    assert "trukket tilbage" in check.content.decode()
    assert Seal.objects.order_by("-number")[0].kind == "withdrawal"


def test_it_takes_two_of_both_sides(cast, minutes):
    version = minutes.current_version
    for who in ("secretary", "member", "chief"):
        with pytest.raises(PermissionDenied):
            services.ask_for_withdrawal(version, by=cast.users[who], **WORDS)
    asked = services.ask_for_withdrawal(version, by=cast.users["chair"], **WORDS)
    assert cast["public"].get(version.get_absolute_url()).status_code == 200
    for who in ("chair", "deputy", "secretary"):
        with pytest.raises(PermissionDenied):
            services.answer_withdrawal(asked.pk, confirm=True, by=cast.users[who])
    with pytest.raises(Error), transaction.atomic():
        WithdrawalAnswer.objects.create(
            withdrawal=asked, is_confirmed=True, answered_by=cast.users["chair"]
        )
    services.answer_withdrawal(asked.pk, confirm=False, by=cast.users["admin"])
    assert cast["public"].get(version.get_absolute_url()).status_code == 200
    again = services.ask_for_withdrawal(version, by=cast.users["admin"], **WORDS)
    with pytest.raises(PermissionDenied):
        services.answer_withdrawal(again.pk, confirm=True, by=cast.users["admin"])
    services.answer_withdrawal(again.pk, confirm=True, by=cast.users["deputy"])
    services.answer_withdrawal(again.pk, confirm=False, by=cast.users["deputy"])
    assert cast["public"].get(version.get_absolute_url()).status_code == 410
    for row in (again, again.answer, asked):
        with pytest.raises(Error), transaction.atomic():
            row.delete()


def test_the_way_through_the_pages(cast, minutes):
    version = minutes.current_version
    ask = reverse("meetings:minutes-withdraw", args=[minutes.meeting_id, 1])
    assert ask in cast["chair"].get(version.get_absolute_url()).content.decode()
    assert ask not in cast["secretary"].get(version.get_absolute_url()).content.decode()
    sent = cast["chair"].post(ask, WORDS)
    page = sent["Location"]
    assert "administrator" in cast["chair"].get(page).content.decode()
    assert set(
        Notice.objects.filter(kind="meetings.withdrawal_wanted").values_list("user", flat=True)
    ) == {cast.users["admin"].pk}
    cast["admin"].post(f"{page}svar/", {"answer": "yes"})
    assert cast["public"].get(version.get_absolute_url()).status_code == 410
    acts = Entry.objects.filter(action__startswith="withdrawal.").order_by("pk")
    assert [act.action for act in acts] == ["withdrawal.asked_for", "withdrawal.confirmed"]
    assert WORD not in f"{[(act.data, act.reason, act.subject_label) for act in acts]}"
    meeting = cast["secretary"].get(minutes.meeting.get_absolute_url()).content.decode()
    assert "Skriv den udgave, der skal komme" in meeting


def test_a_version_without_it_follows(cast, minutes):
    first = minutes.current_version
    withdraw(cast, first)
    item = minutes.meeting.items.get(title="Klare breve")
    correction = services.correct_minutes(
        minutes.pk, by=cast.users["secretary"], what="Adressen.", why="Privat.", items=[item]
    )
    _decide(cast, item, "<p>Drøftet.</p>", 2)
    minutes.refresh_from_db()
    release = reverse("meetings:correction-release", args=[minutes.meeting_id])
    assert WORD not in cast["chair"].get(release).content.decode()
    for url in addresses(minutes, first)[:2]:
        assert status(cast["public"], url) == 410
    dropped = reverse("meetings:correction-drop", args=[minutes.meeting_id])
    cast["secretary"].post(dropped)
    second = services.release_correction(
        minutes.pk, by=cast.users["chair"], seen=make.seen(minutes, correction)
    )
    public = cast["public"]
    page = public.get(minutes.get_absolute_url()).content.decode()
    assert WORD not in page
    assert "trukket tilbage" in page
    compare = f"{second.get_absolute_url()}sammenlign/"
    assert compare not in page
    assert public.get(compare).status_code == 410
    gone = public.get(first.get_absolute_url())
    assert (gone.status_code, second.get_absolute_url() in gone.content.decode()) == (410, True)
    assert public.get(addresses(minutes, first)[-1]).status_code == 200
    assert WORD not in str(MinutesBody.objects.get(version=second).public)


def test_content_is_erased_only_after_that_and_the_fingerprint_stays(cast, minutes):
    version = minutes.current_version
    rendition = version.renditions.get()
    stored = rendition.file.blob
    for body in (MinutesBody.objects.get(version=version), AgendaBody.objects.get()):
        with pytest.raises(Error), transaction.atomic():
            body.delete()
    asked = withdraw(cast, version)
    with pytest.raises(PermissionDenied):
        services.erase_withdrawn(asked.pk, by=cast.users["chair"])
    services.erase_withdrawn(asked.pk, by=cast.users["admin"])
    services.erase_withdrawn(asked.pk, by=cast.users["admin"])
    assert not MinutesBody.objects.filter(version=version).exists()
    assert len(version.sha512) == len(rendition.sha512) == 128
    for url in addresses(minutes, version):
        assert status(cast["public"], url) == 410
    assert cast["secretary"].get(minutes.meeting.get_absolute_url()).status_code == 200
    assert stored.name


def test_an_attachment_alone(cast, minutes):
    item = minutes.meeting.items.get(title="Klare breve")
    file = item.attachments.get()
    url = file.get_absolute_url()
    assert status(cast["public"], url) == 200
    withdraw(cast, file)
    for who in ("public", "member"):
        gone = cast[who].get(url)
        assert (gone.status_code, WORDS["note"] in gone.content.decode()) == (410, True)
    assert cast["public"].get(minutes.get_absolute_url()).status_code == 200
    check = f"{reverse('meetings:record-check')}?sha512={file.file.sha512}"
    assert "trukket tilbage" in cast["public"].get(check).content.decode()


def test_a_file_goes_with_the_last_version_that_names_it(cast, minutes):
    file = minutes.meeting.items.get(title="Klare breve").attachments.get()
    withdraw(cast, minutes.current_version)
    assert status(cast["public"], file.get_absolute_url()) == 200  # in the agenda
    withdraw(cast, minutes.meeting.current_agenda)
    assert status(cast["public"], file.get_absolute_url()) == 410
    assert status(cast["secretary"], file.get_absolute_url()) == 200
    titles = set(AgendaItem.objects.values_list("shown_title", flat=True))
    assert titles == {"Trukket tilbage"}


def test_a_coming_agenda_is_followed_by_one_without_it(cast):
    meeting = make.plan(cast)
    item = make.add(cast, meeting, f"Huset på {WORD}")
    make.publish(cast, meeting)
    withdraw(cast, meeting.current_agenda)
    first = meeting.current_agenda.get_absolute_url()
    for url in (first, f"{first}pdf/", item.get_absolute_url()):
        assert status(cast["public"], url) == 410
    for page in ("/", "/moeder/", meeting.get_absolute_url()):
        assert WORD not in cast["public"].get(page).content.decode()
    services.reopen_agenda(meeting.pk, by=cast.users["secretary"])
    services.edit_item(item.pk, by=cast.users["secretary"], title="Et hus", base_revision=1)
    meeting.refresh_from_db()
    make.publish(cast, meeting, late_reason="Et navn er taget ud.")
    assert cast["public"].get(meeting.current_agenda.get_absolute_url()).status_code == 200
    assert cast["public"].get(item.get_absolute_url()).status_code == 200
    assert cast["public"].get(first).status_code == 410


def test_the_database_keeps_state_and_withdrawal_together(cast, minutes):
    with pytest.raises(Error), transaction.atomic():
        Minutes.objects.filter(pk=minutes.pk).update(is_withdrawn=True)
