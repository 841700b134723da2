"""What a visitor may leave with the house, and how an answer's form speaks to who fills it in."""

import pytest
from django.urls import reverse

from ideas.models import Draft
from ideas.views import authors
from tests.forms import text_of

from .factories import make_idea, make_theme

pytestmark = pytest.mark.django_db


def test_a_visitor_leaves_only_so_many_ideas_and_keeps_what_was_typed(cast, monkeypatch):
    monkeypatch.setattr(authors, "DRAFTS_IN_AN_HOUR", 2)
    theme = make_theme(cast.committee)
    url = reverse("ideas:idea-create")
    typed = {"title": "En idé om bænke", "body": "<p>Flere bænke.</p>", "theme": theme.pk}
    for _ in range(2):
        assert cast["public"].post(url, typed).status_code == 302
    kept = Draft.objects.count()
    refused = cast["public"].post(url, typed)
    assert refused.status_code == 429
    page = refused.content.decode()
    assert "En idé om bænke" in page
    assert "Flere bænke." in page
    assert "i den seneste time" in text_of(refused)
    assert Draft.objects.count() == kept
    other = cast["public"].post(url, typed, REMOTE_ADDR="192.0.2.7")
    assert other.status_code == 302


def test_who_signs_in_sends_without_that_limit(cast, monkeypatch):
    monkeypatch.setattr(authors, "DRAFTS_IN_AN_HOUR", 0)
    theme = make_theme(cast.committee)
    url = reverse("ideas:idea-create")
    page = cast["participant"].get(url)
    capacity = (
        page.context["form"]["capacity"].value() or cast.users["participant"].capacities.get().pk
    )
    typed = {"title": "Bænke", "body": "<p>Flere.</p>", "theme": theme.pk, "capacity": capacity}
    assert cast["participant"].post(url, typed).status_code == 302


def test_the_feed_of_an_unknown_committee_is_not_found(cast):
    feed = reverse("ideas:idea-feed")
    assert cast["public"].get(f"{feed}?udvalg=findes-ikke").status_code == 404
    assert cast["public"].get(f"{feed}?udvalg={cast.committee.slug}").status_code == 200
    assert cast["public"].get(feed).status_code == 200


def test_what_an_answer_needs_sometimes_is_not_called_optional(cast):
    idea = make_idea(cast)
    page = cast["secretary"].get(reverse("ideas:idea-answer", args=[idea.pk]))
    assert "(valgfrit)" not in text_of(page)
    assert "Skal udfyldes, når idéen tages op delvist" in text_of(page)


def test_partly_taken_up_needs_what_is_not_and_no_link(cast):
    idea = make_idea(cast)
    url = reverse("ideas:idea-answer", args=[idea.pk])
    answer = {"outcome": "partly", "reason": "En god del af den.", "left_out": "Breve."}
    assert cast["secretary"].post(url, answer).status_code == 302
    idea.refresh_from_db()
    assert idea.outcome == "partly"
