"""Minutes are reviewed by those who were there: comments, answers, deadline and reminders."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from meetings import services
from meetings.models import Approval, ReviewComment
from meetings.refusals import MovedOn, NotReady
from meetings.services.minutes import remind_of_answers
from portal.notifications.models import Notice
from portal.writing.rows import Overtaken, fingerprint
from tests.forms import text_of
from tests.meetings import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def minutes(cast):
    meeting = make.plan(cast)
    make.add(cast, meeting, "Klare breve")
    make.add_closed(cast, meeting)
    make.publish(cast, meeting)
    return make.send_to_review(cast, make.hold(cast, meeting))


@pytest.fixture
def item(minutes):
    return minutes.meeting.items.get(title="Klare breve")


def url(name, minutes, *args):
    return reverse(f"meetings:{name}", args=[minutes.meeting_id, *args])


def comment(cast, minutes, who="member", text="Skriv navnet helt ud.", **values):
    return services.comment_on_minutes(minutes.pk, text=text, by=cast.users[who], **values)


def test_who_was_there_comments_on_a_section_and_is_answered(cast, minutes, item):
    page = url("minutes-comments", minutes)
    sent = {"comment-place": f"{item.uid}:decision", "comment-text": "Skriv navnet helt ud."}
    assert cast["member"].post(page, sent).status_code == 302
    [made] = ReviewComment.objects.all()
    assert (made.item, made.section, made.person) == (item, "decision", cast.people["member"])
    secretary = cast["secretary"].get(url("minutes-review", minutes)).content.decode()
    assert "Skriv navnet helt ud." in secretary
    answer = url("comment-answer", minutes, made.pk)
    refused = cast["secretary"].post(answer, {"state": "answered", "answer": ""})
    assert refused.status_code == 422
    sent = {"state": "answered", "answer": "Det står i bilaget."}
    assert cast["secretary"].post(answer, sent).status_code == 302
    assert "Det står i bilaget." in cast["member"].get(page).content.decode()
    told = Notice.objects.filter(kind="meetings.comment_answered", user=cast.users["member"])
    assert told.count() == 1


def test_the_place_is_chosen_by_the_link_beside_the_item(cast, minutes, item):
    review = cast["member"].get(url("minutes-review", minutes)).content.decode()
    link = f"{url('minutes-comments', minutes)}?om={item.uid}"
    assert link in review
    form = cast["member"].get(link).context["form"]
    assert form["place"].value() == item.uid


def test_comments_are_kept_when_the_minutes_are_written_on_and_shown_where_one_writes(
    cast, minutes, item
):
    comment(cast, minutes, item=item)
    services.take_minutes_back(minutes.pk, by=cast.users["secretary"])
    edit = cast["secretary"].get(url("minutes-item", minutes, item.uid)).content.decode()
    assert "Skriv navnet helt ud." in edit
    [made] = ReviewComment.objects.all()
    services.answer_comment(made.pk, state="taken_over", by=cast.users["secretary"])
    minutes.refresh_from_db()
    make.send_to_review(cast, minutes)
    page = cast["member"].get(url("minutes-review", minutes)).content.decode()
    assert "Skriv navnet helt ud." in page


def test_only_those_who_were_there_and_who_run_it_read_what_was_said(cast, minutes, item):
    comment(cast, minutes, item=item)
    closed = minutes.meeting.items.get(is_public=False)
    comment(cast, minutes, item=closed, text="Om det lukkede")
    told = {
        who: ReviewComment.objects.visible_to(cast.users[who]).count()
        for who in ("member", "politician", "chair", "secretary", "chief", "outsider", "admin")
    }
    assert told == {
        "member": 2,
        "politician": 2,
        "chair": 2,
        "secretary": 2,
        "chief": 0,
        "outsider": 0,
        "admin": 0,
    }


def test_a_member_who_was_away_reads_no_comment(cast):
    meeting = make.plan(cast)
    item = make.add(cast, meeting, "Klare breve")
    make.publish(cast, meeting)
    minutes = make.open_now(cast, meeting)
    make.all_present(cast, meeting, politician="apology")
    make.decide_all(cast, meeting)
    services.close_meeting(
        meeting.pk, by=cast.users["secretary"], at=meeting.starts_at + timedelta(hours=2)
    )
    minutes.refresh_from_db()
    make.send_to_review(cast, minutes)
    comment(cast, minutes, item=item)
    assert not ReviewComment.objects.visible_to(cast.users["politician"])
    page = cast["politician"].get(url("minutes-review", minutes)).content.decode()
    assert "Skriv navnet helt ud." not in page
    with pytest.raises(PermissionDenied):
        comment(cast, minutes, who="politician")


def test_who_is_disqualified_does_not_comment_on_the_closed_item(cast, minutes):
    closed = minutes.meeting.items.get(is_public=False)
    services.take_minutes_back(minutes.pk, by=cast.users["secretary"])
    services.disqualify(closed.pk, person=cast.people["politician"], by=cast.users["secretary"])
    minutes.refresh_from_db()
    make.send_to_review(cast, minutes)
    comment(cast, minutes, item=closed, text="Om det lukkede")
    assert not ReviewComment.objects.visible_to(cast.users["politician"])
    with pytest.raises(PermissionDenied):
        comment(cast, minutes, who="politician", item=closed)


def test_ones_own_is_taken_back_until_it_is_answered(cast, minutes):
    made, answered = comment(cast, minutes), comment(cast, minutes, text="En til")
    with pytest.raises(PermissionDenied):
        services.take_comment_back(made.pk, by=cast.users["chair"])
    services.take_comment_back(made.pk, by=cast.users["member"])
    services.answer_comment(answered.pk, state="taken_over", by=cast.users["chair"])
    with pytest.raises(NotReady):
        services.take_comment_back(answered.pk, by=cast.users["member"])
    with pytest.raises(NotReady):
        services.answer_comment(made.pk, state="taken_over", by=cast.users["chair"])
    assert list(ReviewComment.objects.visible_to(cast.users["member"])) == [answered]


def test_two_who_answer_differently_are_told(cast, minutes):
    made = comment(cast, minutes)
    opened = {"state": fingerprint("open"), "answer": fingerprint("")}
    services.answer_comment(made.pk, state="taken_over", by=cast.users["chair"], opened_with=opened)
    with pytest.raises(Overtaken):
        services.answer_comment(
            made.pk,
            state="answered",
            answer="Nej",
            by=cast.users["secretary"],
            opened_with=opened,
        )


def test_once_the_minutes_are_approved_nothing_more_is_said(cast, minutes):
    made = comment(cast, minutes)
    make.approve(cast, minutes)
    with pytest.raises(MovedOn):
        comment(cast, minutes)
    with pytest.raises(MovedOn):
        services.answer_comment(made.pk, state="taken_over", by=cast.users["chair"])
    typed = {"comment-text": "Kom for sent"}
    refused = cast["member"].post(url("minutes-comments", minutes), typed)
    assert refused.status_code == 422
    assert "Kom for sent" in refused.content.decode()


def test_comments_are_in_no_version(cast, minutes, item):
    comment(cast, minutes, item=item)
    make.approve(cast, minutes)
    version = make.publish_minutes(cast, minutes)
    assert "Skriv navnet" not in f"{version.body.public}{version.body.member}"


# Answers, deadline and reminders ----------------------------------------------------------------


def reminded(cast):
    notices = Notice.objects.filter(kind="meetings.answer_missing")
    return sorted(notice.user.display_name.split()[0] for notice in notices.select_related("user"))


def test_who_has_not_answered_is_reminded_before_the_deadline_and_after_it_once_each(cast, minutes):
    services.review_minutes(minutes.pk, by=cast.users["member"], choice="approved")
    deadline = minutes.review_deadline
    silent = ["Frida", "Niels", "Pia"]
    for days, told in ((-2, []), (-1, silent), (-1, silent), (0, silent), (1, silent * 2)):
        remind_of_answers(deadline + timedelta(days=days))
        assert reminded(cast) == sorted(told), days
    remind_of_answers(deadline + timedelta(days=9))
    assert reminded(cast) == sorted(silent * 2)
    assert cast["politician"].get(Notice.objects.latest("pk").url).status_code == 200


def test_nobody_is_reminded_of_minutes_that_are_not_in_review(cast, minutes):
    services.take_minutes_back(minutes.pk, by=cast.users["secretary"])
    remind_of_answers(minutes.review_deadline)
    assert reminded(cast) == []


def test_answers_reservations_and_the_silent_are_listed_with_their_time(cast, minutes):
    services.review_minutes(minutes.pk, by=cast.users["member"], choice="approved")
    services.review_minutes(
        minutes.pk,
        by=cast.users["politician"],
        choice="reservation",
        text="Tallet er forkert.",
        is_closed=False,
    )
    page = cast["chair"].get(url("minutes-review", minutes)).content.decode()
    for words in ("Mads Medlem", "Tallet er forkert.", "Frida Formand"):
        assert words in page
    assert Approval.objects.filter(minutes=minutes, at__lte=timezone.now()).count() == 2


def test_a_remark_that_waits_for_its_member_is_told_to_those_who_approve(cast, minutes):
    item = make.one_item(minutes.meeting, "Klare breve")
    services.protocol_remark(
        item.pk, person=cast.people["politician"], text="Nej.", by=cast.users["secretary"]
    )
    services.review_minutes(minutes.pk, by=cast.users["member"], choice="approved")
    for who, sees in (("chair", True), ("secretary", True), ("member", False)):
        page = text_of(cast[who].get(url("minutes-review", minutes)))
        assert "1 af 4 har svaret" in page, who
        assert ("Pia Politiker, punkt 2" in page) is sees, who
    remark = item.remarks.get()
    services.confirm_remark(remark.pk, by=cast.users["politician"])
    assert "punkt 2." not in text_of(cast["chair"].get(url("minutes-review", minutes)))


# Two at once ------------------------------------------------------------------------------------


def test_who_approves_second_is_told_who_was_quicker(cast, minutes):
    for who in ("chair", "deputy", "politician", "member"):
        services.review_minutes(minutes.pk, by=cast.users[who], choice="approved")
    approve = url("minutes-approve", minutes)
    cast["chair"].post(approve)
    second = cast["deputy"].post(approve, follow=True).content.decode()
    assert "Frida Formand har godkendt referatet imens." in second
    minutes.refresh_from_db()
    assert minutes.approved_by == cast.users["chair"]


def test_who_publishes_second_is_told_who_was_quicker_and_makes_no_version(cast, minutes):
    make.approve(cast, minutes)
    publish = url("minutes-publish", minutes)
    seen = {who: cast[who].get(publish).context["form"]["seen"].value() for who in PUBLISHERS}
    first = cast["secretary"].post(publish, {"seen": seen["secretary"]}, follow=True)
    assert "Referatet er offentligt." in first.content.decode()
    second = cast["chair"].post(publish, {"seen": seen["chair"]}, follow=True).content.decode()
    assert "Sanne Sekretær har offentliggjort referatet imens." in second
    assert minutes.versions.count() == 1


PUBLISHERS = ("secretary", "chair")
