"""Support, follow and comment: anybody signed in, once, and in their own capacity."""

from datetime import timedelta
from threading import Thread
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from ideas import services
from ideas.models import Support
from portal.discussion.models import Comment
from portal.notifications.models import Notice
from portal.people.models import Capacity

from .factories import capacity_of, make_comments, make_idea, make_user


def support_url(idea):
    return reverse("ideas:idea-support", args=[idea.pk])


def comment_url(idea):
    return reverse("ideas:comment-create", args=[idea.pk])


def a_comment(cast, who="participant", **values):
    return {
        "body": "Vi samler dem gerne ind i en måned.",
        "capacity": capacity_of(cast.users[who]).pk,
        "form_key": uuid4(),
        **values,
    }


# Support ------------------------------------------------------------------------------------


def test_support_counts_once_and_is_taken_back(cast):
    idea = make_idea(cast)
    values = {"capacity": capacity_of(cast.users["member"]).pk}
    for _ in range(2):
        assert cast["member"].post(support_url(idea), values).url == idea.get_absolute_url()
    idea.refresh_from_db()
    assert idea.support_count == Support.objects.filter(idea=idea).count() == 1
    assert "Du støtter idéen" in cast["member"].get(idea.get_absolute_url()).content.decode()
    for _ in range(2):
        cast["member"].post(support_url(idea), {"fortryd": "1"})
    idea.refresh_from_db()
    assert idea.support_count == Support.objects.filter(idea=idea).count() == 0


def test_somebody_elses_capacity_gives_no_support(cast):
    idea = make_idea(cast)
    foreign = Capacity.objects.get(kind="association")
    cast["member"].post(support_url(idea), {"capacity": foreign.pk})
    assert not Support.objects.exists()


def test_the_page_shows_support_by_capacity(cast):
    idea = make_idea(cast)
    held = Capacity.objects.get(kind="association")
    cast["association"].post(support_url(idea), {"capacity": held.pk})
    cast["member"].post(support_url(idea), {"capacity": capacity_of(cast.users["member"]).pk})
    response = cast["public"].get(idea.get_absolute_url())
    assert sorted(response.context["share_parts"]) == [("association", 1), ("citizen", 1)]


def test_a_visitor_is_led_to_sign_in_and_back(cast):
    idea = make_idea(cast)
    page = cast["public"].get(idea.get_absolute_url()).content.decode()
    assert f"/accounts/login/?next=%2Fideer%2F{idea.pk}-" in page
    assert cast["public"].post(support_url(idea)).url.startswith("/accounts/login/")
    assert not Support.objects.exists()


def test_an_ended_committee_takes_no_support_and_no_comment(cast):
    idea = make_idea(cast)
    cast.committee.ended_on = timezone.localdate() - timedelta(days=1)
    cast.committee.save()
    cast["association"].post(
        support_url(idea), {"capacity": capacity_of(cast.users["association"]).pk}
    )
    response = cast["association"].post(comment_url(idea), a_comment(cast, "association"))
    assert response.status_code == 422
    assert not Support.objects.exists()
    assert not Comment.objects.exists()
    assert cast["public"].get(idea.get_absolute_url()).status_code == 200


def test_the_database_refuses_a_second_support(cast):
    idea = make_idea(cast)
    user = cast.users["member"]
    services.support_idea(idea.pk, by=user)
    with pytest.raises(IntegrityError), transaction.atomic():
        Support.objects.create(idea=idea, user=user, capacity_kind="citizen")


@pytest.mark.django_db(transaction=True)
def test_two_supports_at_the_same_instant_are_one(cast):
    idea = make_idea(cast)
    others = [make_user() for _ in range(3)]
    failed = []

    def press(user):
        try:
            services.support_idea(idea.pk, by=user)
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [Thread(target=press, args=[user]) for user in [*others, *others]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    idea.refresh_from_db()
    assert failed == []
    assert idea.support_count == Support.objects.filter(idea=idea).count() == 3


# Following ----------------------------------------------------------------------------------


def test_follow_and_unfollow(cast):
    idea = make_idea(cast)
    url = reverse("ideas:idea-follow", args=[idea.pk])
    for _ in range(2):
        cast["member"].post(url)
    assert idea.channel.is_followed_by(cast.users["member"])
    for _ in range(2):
        cast["member"].post(url, {"fortryd": "1"})
    assert not idea.channel.is_followed_by(cast.users["member"])
    assert cast["public"].post(url).url.startswith("/accounts/login/")


# Comments -----------------------------------------------------------------------------------


def test_a_comment_is_shown_counted_and_told_to_the_author(cast):
    idea = make_idea(cast)
    response = cast["association"].post(comment_url(idea), a_comment(cast, "association"))
    comment = Comment.objects.get()
    assert response.url == (
        f"{idea.get_absolute_url()}?kommentar={comment.pk}#kommentar-{comment.pk}"
    )
    page = cast["public"].get(idea.get_absolute_url()).content.decode()
    assert "Vi samler dem gerne ind" in page
    idea.refresh_from_db()
    assert idea.comment_count == idea.thread.comment_count == 1
    assert Notice.objects.get().user == cast.users["participant"]


def test_nobody_is_told_of_their_own_comment(cast):
    idea = make_idea(cast)
    cast["participant"].post(comment_url(idea), a_comment(cast))
    assert not Notice.objects.exists()


def test_a_reply_tells_the_one_who_is_answered_and_stays_two_levels_deep(cast):
    idea = make_idea(cast)
    first = services.comment_on_idea(
        idea.pk, by=cast.users["member"], body="Først", capacity=capacity_of(cast.users["member"])
    )
    cast["association"].post(comment_url(idea), a_comment(cast, "association", parent_id=first.pk))
    reply = Comment.objects.latest("pk")
    cast["participant"].post(comment_url(idea), a_comment(cast, parent_id=reply.pk))
    answer_to_reply = Comment.objects.latest("pk")
    assert reply.parent == answer_to_reply.parent == first
    assert Notice.objects.filter(user=cast.users["member"]).count() == 2


def test_the_database_refuses_a_third_level_and_a_foreign_thread(cast):
    idea, other = make_idea(cast), make_idea(cast)
    (top,) = make_comments(idea, cast.users["member"], 1)
    (reply,) = make_comments(idea, cast.users["member"], 1, parent=top)
    for where, parent in [(idea, reply), (other, top)]:
        with pytest.raises(Exception, match="a reply answers a comment"), transaction.atomic():
            make_comments(where, cast.users["member"], 1, parent=parent)


def test_a_reply_to_another_ideas_comment_is_refused(cast):
    idea, other = make_idea(cast), make_idea(cast)
    (foreign,) = make_comments(other, cast.users["member"], 1)
    response = cast["participant"].post(comment_url(idea), a_comment(cast, parent_id=foreign.pk))
    assert response.status_code == 422
    assert Comment.objects.count() == 1


def test_a_double_click_makes_one_comment(cast):
    idea = make_idea(cast)
    values = a_comment(cast)
    first = cast["participant"].post(comment_url(idea), values)
    assert cast["participant"].post(comment_url(idea), values).url == first.url
    idea.refresh_from_db()
    assert Comment.objects.count() == idea.comment_count == 1


@pytest.mark.parametrize("body", ["", "   ", "x" * 4001, "\x00"])
def test_a_refused_comment_comes_back_with_its_words(cast, body):
    idea = make_idea(cast)
    response = cast["participant"].post(comment_url(idea), a_comment(cast, body=body))
    assert response.status_code == 422
    assert "body" in response.context["comment_form"].errors
    assert not Comment.objects.exists()


def test_somebody_elses_capacity_is_refused(cast):
    idea = make_idea(cast)
    foreign = Capacity.objects.get(kind="association")
    cast["participant"].post(comment_url(idea), a_comment(cast, capacity=foreign.pk))
    assert not Comment.objects.exists()


def test_hostile_words_are_shown_as_words_and_addresses_as_links(cast):
    idea = make_idea(cast)
    body = '<img src=x onerror=alert(1)>\n\nSe https://example.dk/æ?a=1&b="><script>\njavascript:x'
    cast["participant"].post(comment_url(idea), a_comment(cast, body=body))
    page = cast["public"].get(idea.get_absolute_url()).content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
    assert '<a href="https://example.dk/' in page
    assert 'rel="nofollow"' in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize(
    ("who", "marked"),
    [("chair", True), ("secretary", True), ("chief", True), ("member", False), ("admin", False)],
)
def test_the_committees_own_words_are_marked(cast, who, marked):
    idea = make_idea(cast)
    cast[who].post(comment_url(idea), a_comment(cast, who))
    assert Comment.objects.get().for_committee is marked


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("public", 302),
        ("participant", 403),
        ("member", 403),
        ("chair", 403),
        ("chief", 403),
        ("admin", 403),
        ("outsider", 403),
        ("secretary", 302),
    ],
)
def test_only_the_secretary_hides_a_comment_with_a_reason(cast, who, status):
    idea = make_idea(cast)
    comment = services.comment_on_idea(
        idea.pk,
        by=cast.users["member"],
        body="Grove ord",
        capacity=capacity_of(cast.users["member"]),
    )
    url = reverse("ideas:comment-hide", args=[idea.pk, comment.pk])
    assert cast[who].post(url, {"reason": "Personangreb"}).status_code == status
    page = cast["public"].get(idea.get_absolute_url()).content.decode()
    hidden = who == "secretary"
    assert ("Grove ord" in page) is not hidden
    assert ("Personangreb" in page) is hidden
    idea.refresh_from_db()
    assert idea.comment_count == (0 if hidden else 1)


def test_hiding_needs_a_reason_and_the_right_idea(cast):
    idea, other = make_idea(cast), make_idea(cast)
    (comment,) = make_comments(idea, cast.users["member"], 1)
    url = reverse("ideas:comment-hide", args=[idea.pk, comment.pk])
    assert cast["secretary"].post(url, {"reason": " "}).status_code == 422
    wrong = reverse("ideas:comment-hide", args=[other.pk, comment.pk])
    assert cast["secretary"].post(wrong, {"reason": "x"}).status_code == 404
    comment.refresh_from_db()
    assert not comment.is_hidden


# Long threads -------------------------------------------------------------------------------


def test_twenty_a_page_newest_first_without_doubles(cast):
    idea = make_idea(cast)
    made = make_comments(idea, cast.users["member"], 45)
    seen, url = [], idea.get_absolute_url()
    while url:
        response = cast["public"].get(url)
        seen += [entry.comment.pk for entry in response.context["thread"].entries]
        url = response.context["thread"].page.next_url
        # Somebody writes meanwhile: nothing is shown twice, nothing is skipped.
        make_comments(idea, cast.users["member"], 1)
    assert seen == [comment.pk for comment in reversed(made)]


def test_a_link_to_one_comment_opens_it_wherever_it_stands(cast):
    idea = make_idea(cast)
    made = make_comments(idea, cast.users["member"], 60)
    replies = make_comments(idea, cast.users["member"], 50, parent=made[3])
    for target in (made[3], replies[45]):
        page = cast["public"].get(f"{idea.get_absolute_url()}?kommentar={target.pk}")
        assert f'id="kommentar-{target.pk}"' in page.content.decode()


@pytest.mark.parametrize("key", ["0", "x", "99999999999999999999", "-1", "²"])
def test_a_link_to_no_comment_shows_the_thread(cast, key):
    idea = make_idea(cast)
    make_comments(idea, cast.users["member"], 2)
    response = cast["public"].get(f"{idea.get_absolute_url()}?kommentar={key}")
    assert len(response.context["thread"].entries) == 2


def test_replies_beyond_twenty_are_one_link_away(cast):
    idea = make_idea(cast)
    (top,) = make_comments(idea, cast.users["member"], 1)
    replies = make_comments(idea, cast.users["member"], 25, parent=top)
    response = cast["public"].get(idea.get_absolute_url())
    (entry,) = response.context["thread"].entries
    assert [one.comment.pk for one in entry.replies] == [reply.pk for reply in replies[:20]]
    more = cast["public"].get(entry.more_replies_url)
    (entry,) = more.context["thread"].entries
    assert [one.comment.pk for one in entry.replies] == [reply.pk for reply in replies[20:]]


def test_the_answer_link_opens_the_form_below_its_comment(cast):
    idea = make_idea(cast)
    (top,) = make_comments(idea, cast.users["member"], 1)
    response = cast["participant"].get(
        f"{idea.get_absolute_url()}?kommentar={top.pk}&svar={top.pk}"
    )
    assert f'id="svar-{top.pk}"' in response.content.decode()
    assert f'name="parent_id" value="{top.pk}"' in response.content.decode()


def test_a_comment_is_marked_as_what_it_is_meant(cast):
    idea = make_idea(cast)
    url = reverse("ideas:comment-create", args=[idea.pk])
    capacity = capacity_of(cast.users["member"]).pk
    words = {"body": "Vi prøvede det i fjor.", "capacity": capacity, "form_key": uuid4()}
    assert cast["member"].post(url, words | {"stance": "andet"}).status_code == 422
    assert cast["member"].post(url, words | {"stance": "experience"}).status_code == 302
    page = cast["public"].get(idea.get_absolute_url()).content.decode()
    assert page.count("Erfaring") == 1
