"""A reported comment: once per person, decided by the secretary with a reason, told to all."""

from datetime import timedelta
from threading import Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from ideas import services
from portal.audit.models import Entry
from portal.discussion.models import Case, Comment, Report
from portal.notifications.models import Notice

from .factories import make_idea, make_user
from .test_comments import AFTER, BEFORE, say, to, words

WHY = "Den nævner en nabo ved navn."
DESK = "/ideer/anmeldte/"


@pytest.fixture
def comment(cast):
    return say(cast, make_idea(cast))


def report(cast, comment, *roles):
    for who in roles or ("participant",):
        answer = cast[who].post(to("report", comment), {"reason": WHY})
        assert answer.url.endswith(f"#kommentar-{comment.pk}")


def decide(cast, comment, decision, reason="Navnet er nævnt.", **more):
    values = {"decision": decision, "reason": reason, **more}
    return cast["secretary"].post(to("decide", comment), values)


def told(cast, who):
    return set(Notice.objects.filter(user=cast.users[who]).values_list("kind", flat=True))


def test_a_report_waits_on_the_secretarys_desk_with_count_and_age(cast, comment):
    assert to("report", comment) in words(cast["public"], comment.thread.idea.get_absolute_url())
    report(cast, comment, "participant", "chair", "participant")
    Case.objects.update(opened_at=timezone.now() - timedelta(days=3))
    desk = words(cast["secretary"], DESK)
    assert BEFORE in desk
    assert "2 anmeldelser" in desk
    assert "3 dage" in desk
    assert "1 anmeldt kommentar venter også" in words(cast["secretary"], "/ideer/venter/")
    assert "anmeldt kommentar" not in words(cast["chair"], "/ideer/venter/")
    assert words(cast["secretary"], to("decide", comment)).count(WHY) == 2
    assert Notice.objects.filter(kind="ideas.comment_reported").count() == 1
    assert told(cast, "secretary") == {"ideas.comment_reported"}
    assert Entry.objects.filter(action="comment.reported").count() == 2


def test_one_person_reports_once_in_the_database_too(cast, comment):
    report(cast, comment)
    case = Case.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.create(case=case, by=cast.users["participant"], reason="Igen")
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.create(comment=comment)
    assert "Du har anmeldt kommentaren" in words(cast["participant"], to("report", comment))


@pytest.mark.django_db(transaction=True)
def test_reports_at_the_same_instant_are_one_case(cast):
    comment = say(cast, make_idea(cast))
    failed = []

    def press(user):
        try:
            services.report_comment(comment.thread.idea.pk, comment.pk, by=user, reason=WHY)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    others = [make_user(), make_user()]
    threads = [Thread(target=press, args=[user]) for user in [*others, *others]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert Case.objects.get().report_count == Report.objects.count() == 2


def test_hiding_it_tells_the_reporters_and_the_author(cast, comment):
    report(cast, comment, "participant", "chair")
    assert decide(cast, comment, "hide").url == DESK
    idea = comment.thread.idea
    page = words(cast["public"], idea.get_absolute_url())
    assert BEFORE not in page
    assert "Navnet er nævnt." in page
    idea.refresh_from_db()
    assert idea.comment_count == 0
    assert "ideas.report_decided" in told(cast, "participant") & told(cast, "chair")
    assert "ideas.comment_hidden" in told(cast, "member")
    assert BEFORE not in words(cast["secretary"], DESK)
    assert Entry.objects.get(action="comment.hidden").reason == "Navnet er nævnt."


def test_letting_it_stand_tells_the_reporter_why(cast, comment):
    report(cast, comment)
    decide(cast, comment, "stand", "Ordene er hårde, men sagen er hans egen.")
    assert BEFORE in words(cast["public"], comment.thread.idea.get_absolute_url())
    notice = Notice.objects.get(kind="ideas.report_decided")
    assert notice.user == cast.users["participant"]
    assert "Ordene er hårde" in words(cast["participant"], notice.url)
    assert "ideas.comment_hidden" not in told(cast, "member")
    assert Entry.objects.get(action="comment.let_stand").actor == cast.users["secretary"]


def test_words_that_stand_are_not_reported_again_but_other_words_are(cast, comment):
    report(cast, comment)
    decide(cast, comment, "stand")
    again = cast["chair"].post(to("report", comment), {"reason": WHY})
    assert again.status_code == 422
    assert "har ladet kommentaren stå" in again.content.decode()
    assert not Case.objects.open().exists()
    cast["member"].post(to("edit", comment), {"body": AFTER})
    report(cast, comment)
    assert Case.objects.open().count() == 1


def test_a_decision_needs_a_reason_and_the_words_that_stand_there(cast, comment):
    report(cast, comment)
    assert decide(cast, comment, "hide", reason=" ").status_code == 422
    read = cast["secretary"].get(to("decide", comment)).context["form"]["about"].value()
    cast["member"].post(to("edit", comment), {"body": AFTER})
    late = decide(cast, comment, "hide", about=read)
    assert late.status_code == 422
    assert AFTER in late.content.decode()
    assert Case.objects.open().exists()
    now = late.context["form"]["about"].value()
    assert decide(cast, comment, "hide", about=now).status_code == 302


def test_a_case_is_decided_once(cast, comment):
    report(cast, comment)
    decide(cast, comment, "stand", "Den første.")
    assert decide(cast, comment, "hide", "Den anden.").status_code == 302
    assert Case.objects.get().reason == "Den første."
    assert not Comment.objects.get().is_hidden


def test_the_secretary_who_hides_it_at_once_settles_the_reports(cast, comment):
    report(cast, comment)
    cast["secretary"].post(to("hide", comment), {"reason": WHY})
    assert Case.objects.get().state == "upheld"
    assert "ideas.report_decided" in told(cast, "participant")


def test_nobody_reports_their_own_or_a_hidden_comment(cast, comment):
    assert cast["member"].post(to("report", comment), {"reason": WHY}).status_code == 403
    cast["secretary"].post(to("hide", comment), {"reason": WHY})
    assert cast["participant"].post(to("report", comment), {"reason": WHY}).status_code == 404


def test_another_committees_secretary_sees_none_of_it(cast, comment):
    report(cast, comment)
    for who in ("outsider", "chief", "chair"):
        assert cast[who].get(DESK).status_code == 403
        assert cast[who].post(to("decide", comment)).status_code == 403
    visitor = cast["public"].get(to("report", comment))
    assert visitor.url.startswith(reverse("account_login"))
