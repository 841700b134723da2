"""One comment: changed by its author while it is time, with a history that everybody reads."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from ideas import services
from portal.audit.models import Entry
from portal.discussion.models import Comment

from .factories import capacity_of, make_idea

BEFORE = "Vi samler dem gerne ind i en måned."
AFTER = "Vi samler dem gerne ind i et halvt år."


def say(cast, idea, who="member", body=BEFORE, **values):
    user = cast.users[who]
    return services.comment_on_idea(
        idea.pk, by=user, body=body, capacity=capacity_of(user), **values
    )


def to(step, comment):
    return reverse(f"ideas:comment-{step}", args=[comment.thread.idea.pk, comment.pk])


def words(client, url):
    return client.get(url).content.decode()


def test_an_author_changes_a_comment_and_everybody_reads_what_it_said(cast):
    comment = say(cast, make_idea(cast))
    page = comment.thread.idea.get_absolute_url()
    assert "redigeret" not in words(cast["public"], page)
    assert to("edit", comment) in words(cast["member"], page)
    assert to("edit", comment) not in words(cast["participant"], page)
    answer = cast["member"].post(to("edit", comment), {"body": AFTER, "stance": "pro"})
    assert answer.url.endswith(f"#kommentar-{comment.pk}")
    shown = words(cast["public"], page)
    assert AFTER in shown
    assert "redigeret" in shown
    history = words(cast["public"], to("history", comment))
    assert "en måned.</del>" in history
    assert "et halvt år.</ins>" in history
    assert Entry.objects.filter(action="comment.edited", actor=cast.users["member"]).count() == 1


def test_the_first_words_are_one_link_away(cast):
    comment = say(cast, make_idea(cast))
    cast["member"].post(to("edit", comment), {"body": AFTER})
    wordings = cast["public"].get(to("history", comment)).context["history"].wordings
    assert [one.body for one in wordings] == [AFTER, BEFORE]
    first = words(cast["public"], f"{to('history', comment)}?udgave={wordings[-1].key}")
    assert BEFORE in first
    assert "<del>" not in first
    assert cast["public"].get(f"{to('history', comment)}?udgave=0").status_code == 404


def test_saving_the_same_words_is_no_change(cast):
    comment = say(cast, make_idea(cast))
    assert cast["member"].post(to("edit", comment), {"body": f" {BEFORE} "}).status_code == 302
    comment.refresh_from_db()
    assert comment.edited_at is None


def test_after_the_time_the_words_stand_and_what_was_typed_is_kept(cast, settings):
    comment = say(cast, make_idea(cast))
    long_ago = timezone.now() - timedelta(minutes=settings.COMMENT_EDIT_MINUTES, seconds=1)
    Comment.objects.filter(pk=comment.pk).update(created_at=long_ago)
    assert to("edit", comment) not in words(cast["member"], comment.thread.idea.get_absolute_url())
    assert "kan ikke rettes længere" in words(cast["member"], to("edit", comment))
    late = cast["member"].post(to("edit", comment), {"body": AFTER})
    assert late.status_code == 422
    assert AFTER in late.content.decode()
    assert "Fristen for at rette er udløbet" in late.content.decode()
    comment.refresh_from_db()
    assert comment.body == BEFORE


def test_the_time_is_a_setting(cast, settings):
    comment = say(cast, make_idea(cast))
    settings.COMMENT_EDIT_MINUTES = 0
    assert cast["member"].post(to("edit", comment), {"body": AFTER}).status_code == 422


def test_only_the_author_changes_it_and_nobody_one_that_is_hidden(cast):
    comment = say(cast, make_idea(cast))
    for who in ("participant", "secretary", "admin"):
        assert cast[who].post(to("edit", comment), {"body": AFTER}).status_code == 403
    cast["member"].post(to("edit", comment), {"body": AFTER})
    cast["secretary"].post(to("hide", comment), {"reason": "Den nævner en nabo ved navn."})
    assert cast["member"].post(to("edit", comment), {"body": BEFORE}).status_code == 404
    for who in ("public", "member", "secretary"):
        assert cast[who].get(to("history", comment)).status_code == 404


def test_two_windows_of_one_author_do_not_overwrite_one_another(cast):
    comment = say(cast, make_idea(cast))
    form = cast["member"].get(to("edit", comment)).context["form"]
    opened = {"opened_with": form["opened_with"].value()}
    cast["member"].post(to("edit", comment), {"body": AFTER, **opened})
    second = cast["member"].post(to("edit", comment), {"body": "Noget tredje.", **opened})
    assert second.status_code == 409
    assert "Noget tredje." in second.content.decode()
    comment.refresh_from_db()
    assert comment.body == AFTER


def test_the_author_of_the_idea_is_marked_where_they_comment(cast):
    idea = make_idea(cast, author=cast.users["participant"])
    say(cast, idea, "member")
    assert "Idéens forfatter" not in words(cast["public"], idea.get_absolute_url())
    say(cast, idea, "participant", "Tak for det.")
    assert words(cast["public"], idea.get_absolute_url()).count("Idéens forfatter") == 1
