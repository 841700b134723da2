"""The committee's part: review, answer for good, reopen; who may, and what each needs."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from ideas import services, tallies
from ideas.models import Answer, HandlingStep, Idea, Tally
from portal.audit.models import Entry
from portal.notifications.models import Notice
from projects.models import IdeaLink, Proposal
from tests.projects.factories import approved, submitted

from .factories import days_ago, make_idea, make_theme

REASON = "Vi nedsætter en arbejdsgruppe, der begynder med de mest sendte breve."


def url(name, idea):
    return reverse(f"ideas:{name}", args=[idea.pk])


def answer(**values):
    return {"outcome": "not_taken_up", "reason": REASON, **values}


def link_to_project(cast, idea, proposal=None):
    """Tie a public project to the idea, as the app above does."""
    return IdeaLink.objects.create(
        proposal=proposal or submitted(cast), idea=idea, in_draft=True, is_public=True
    )


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("public", 302),
        ("participant", 403),
        ("member", 403),
        ("politician", 403),
        ("former_member", 403),
        ("substitute", 403),
        ("outsider", 403),
        ("admin", 403),
        ("chair", 302),
        ("deputy", 302),
        ("secretary", 302),
        ("chief", 302),
    ],
)
def test_who_answers_for_the_committee(cast, who, status):
    idea = make_idea(cast, author=cast.users["association"])
    response = cast[who].post(url("idea-answer", idea), answer())
    assert response.status_code == status
    answered = who in {"chair", "deputy", "secretary", "chief"}
    assert Answer.objects.filter(role=who).exists() is answered
    idea.refresh_from_db()
    assert (idea.handling, idea.outcome) == (
        ("answered", "not_taken_up") if answered else ("new", "")
    )


@pytest.mark.parametrize(
    ("who", "status"),
    [("public", 302), ("participant", 403), ("member", 403), ("chair", 403), ("admin", 403)],
)
def test_who_may_not_take_into_review(cast, who, status):
    idea = make_idea(cast)
    values = {"responsible": cast.people["secretary"].pk}
    assert cast[who].post(url("idea-review", idea), values).status_code == status
    idea.refresh_from_db()
    assert idea.handling == "new"


@pytest.mark.parametrize("who", ["secretary", "chief"])
def test_review_begins_with_somebody_responsible(cast, who):
    idea = make_idea(cast)
    assert cast[who].post(url("idea-review", idea), {}).status_code == 422
    outsider = {"responsible": cast.people["outsider"].pk}
    assert cast[who].post(url("idea-review", idea), outsider).status_code == 422
    idea.refresh_from_db()
    assert idea.handling == "new"
    for _ in range(2):
        cast[who].post(url("idea-review", idea), {"responsible": cast.people["chief"].pk})
    idea.refresh_from_db()
    assert (idea.handling, idea.responsible) == ("in_review", cast.people["chief"])
    assert HandlingStep.objects.count() == 1
    page = cast["public"].get(idea.get_absolute_url()).content.decode()
    assert "Under behandling" in page
    assert "Inger Innovationschef" in page


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (answer(reason=""), "reason"),
        (answer(reason="   "), "reason"),
        (answer(outcome=""), "outcome"),
        (answer(outcome="carried_out"), "outcome"),
        (answer(outcome="nonsense"), "outcome"),
        (answer(outcome="passed_on"), "passed_to"),
        (answer(outcome="partly"), "left_out"),
        (answer(outcome="taken_up"), "outcome"),
    ],
)
def test_an_answer_that_lacks_something_is_advice_at_the_field(cast, values, field):
    idea = make_idea(cast)
    response = cast["secretary"].post(url("idea-answer", idea), values)
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Answer.objects.exists()
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    "values",
    [
        answer(outcome="taken_up"),
        answer(outcome="partly", left_out="Breve i afgørelsessager"),
        answer(outcome="passed_on", passed_to="Borgerservice"),
        answer(),
    ],
    ids=lambda values: values["outcome"],
)
def test_an_answer_is_public_at_once_with_all_that_it_says(cast, values):
    idea = make_idea(cast)
    link_to_project(cast, idea)
    response = cast["chair"].post(url("idea-answer", idea), values)
    assert response.status_code == 302
    page = cast["public"].get(idea.get_absolute_url()).content.decode()
    for word in (REASON, values.get("left_out", ""), values.get("passed_to", ""), "formand"):
        assert word in page
    assert 'id="svar"' in page


def test_author_and_followers_are_told_once_and_the_one_who_answers_is_not(cast):
    idea = make_idea(cast)
    for who in ("member", "secretary"):
        services.follow_idea(idea.pk, by=cast.users[who])
    for _ in range(2):
        cast["secretary"].post(url("idea-answer", idea), answer())
    assert Answer.objects.count() == 1
    told = Notice.objects.filter(kind="ideas.answered").values_list("user__email", flat=True)
    assert sorted(told) == ["member@example.dk", "participant@example.dk"]
    assert Notice.objects.first().url == f"{idea.get_absolute_url()}#svar"


def test_a_second_answer_needs_reopening_and_the_first_stays_readable(cast):
    idea = make_idea(cast)
    cast["secretary"].post(url("idea-answer", idea), answer())
    refused = cast["chair"].post(url("idea-answer", idea), answer(reason="Noget andet"))
    assert refused.status_code == 422
    assert cast["chair"].post(url("idea-reopen", idea), {"reason": ""}).status_code == 422
    assert cast["chair"].post(url("idea-reopen", idea), {"reason": "Ny viden"}).status_code == 302
    idea.refresh_from_db()
    assert (idea.handling, idea.outcome, idea.answered_at) == ("in_review", "", None)
    cast["chair"].post(url("idea-answer", idea), answer(reason="Noget andet"))
    assert list(idea.answers.order_by("number").values_list("number", "reason")) == [
        (1, REASON),
        (2, "Noget andet"),
    ]
    page = cast["public"].get(idea.get_absolute_url()).content.decode()
    assert REASON in page
    assert "Noget andet" in page


def test_a_published_answer_can_neither_be_changed_nor_removed(cast):
    idea = make_idea(cast)
    given = services.answer_idea(idea.pk, by=cast.users["chair"], **answer())
    with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
        Answer.objects.filter(pk=given.pk).update(reason="Omskrevet")
    with pytest.raises(Exception, match="Cannot delete"), transaction.atomic():
        Answer.objects.filter(pk=given.pk).delete()


def test_carried_out_needs_a_finished_project_and_the_chief(cast):
    idea = make_idea(cast)
    link = link_to_project(cast, idea, approved(cast))
    services.answer_idea(idea.pk, by=cast.users["chair"], **answer(outcome="taken_up"))
    values = {"reason": "Projektet er færdigt."}
    assert cast["secretary"].post(url("idea-carry-out", idea), values).status_code == 403
    assert cast["chief"].post(url("idea-carry-out", idea), values).status_code == 422
    today = timezone.localdate()
    Proposal.objects.filter(pk=link.proposal_id).update(
        state="finished", started_on=today, ended_on=today
    )
    assert cast["chief"].post(url("idea-carry-out", idea), values).status_code == 302
    idea.refresh_from_db()
    assert idea.outcome == "carried_out"
    assert idea.answers.count() == 2


def test_the_page_leads_on_to_the_project_and_its_benefit(cast):
    idea = make_idea(cast)
    proposal = link_to_project(cast, idea, approved(cast)).proposal
    page = cast["public"].get(idea.get_absolute_url()).content.decode()
    assert f'href="{proposal.get_absolute_url()}"' in page
    assert proposal.benefits.first().title in page


def test_a_link_that_is_still_being_written_is_not_shown(cast):
    idea = make_idea(cast)
    link = link_to_project(cast, idea)
    IdeaLink.objects.filter(pk=link.pk).update(is_public=False)
    page = cast["public"].get(idea.get_absolute_url()).content.decode()
    assert link.proposal.get_absolute_url() not in page


def test_the_author_changes_nothing_after_the_answer(cast):
    idea = make_idea(cast)
    services.answer_idea(idea.pk, by=cast.users["chair"], **answer())
    response = cast["participant"].post(
        url("idea-edit", idea),
        {"title": "Bagefter", "body": "<p>Ny</p>", "theme": idea.theme_id, "base_version": 1},
    )
    assert response.status_code == 422
    assert cast["participant"].post(url("idea-withdraw", idea)).status_code == 422
    idea.refresh_from_db()
    assert idea.title != "Bagefter"
    assert idea.publication == "published"


def test_secretary_and_chief_go_on_answering_after_the_committees_end(cast):
    idea = make_idea(cast)
    cast.committee.ended_on = timezone.localdate() - timedelta(days=1)
    cast.committee.save()
    assert cast["chair"].post(url("idea-answer", idea), answer()).status_code == 403
    assert cast["secretary"].post(url("idea-answer", idea), answer()).status_code == 302


def test_every_step_stands_in_the_record(cast):
    idea = make_idea(cast)
    cast["secretary"].post(url("idea-review", idea), {"responsible": cast.people["chief"].pk})
    cast["chief"].post(url("idea-answer", idea), answer())
    cast["chief"].post(url("idea-reopen", idea), {"reason": "Ny viden"})
    entries = Entry.objects.filter(subject_type="ideas.idea").order_by("pk")
    assert list(entries.values_list("action", flat=True)) == [
        "idea.submitted",
        "idea.taken_into_review",
        "idea.answered",
        "idea.reopened",
    ]
    assert entries[2].role == "chief"


# The desk -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("public", 302),
        ("participant", 403),
        ("member", 403),
        ("admin", 403),
        ("chair", 200),
        ("secretary", 200),
        ("chief", 200),
    ],
)
def test_the_desk_is_for_those_who_answer(cast, who, status):
    assert cast[who].get(reverse("ideas:answer-desk")).status_code == status


def test_the_desk_shows_the_longest_wait_first_and_says_when_a_promise_is_broken(cast):
    make_idea(cast, "Den nye")
    make_idea(cast, "Den gamle", published_at=days_ago(40))
    done = make_idea(cast, "Den besvarede")
    make_idea(cast, "Den fremmede", committee=cast.other_committee)
    services.answer_idea(done.pk, by=cast.users["chair"], **answer())
    page = cast["secretary"].get(reverse("ideas:answer-desk")).content.decode()
    assert page.index("Den gamle") < page.index("Den nye")
    assert "Den besvarede" not in page
    assert "Den fremmede" not in page
    assert page.count("desk-why overdue") == 1
    assert page.count("Svaret var lovet senest") == 1
    assert page.count("Svaret er lovet senest") == 1


# Hiding -------------------------------------------------------------------------------------


def test_a_hidden_idea_is_gone_for_all_but_author_and_secretary(cast):
    idea = make_idea(cast, "Noget, der ikke må stå her")
    form = cast["secretary"].get(url("idea-hide", idea)).content.decode()
    assert "Alle kan læse den" not in form
    assert cast["chair"].post(url("idea-hide", idea), {"reason": "CPR"}).status_code == 403
    assert cast["secretary"].post(url("idea-hide", idea), {"reason": ""}).status_code == 422
    assert cast["secretary"].post(url("idea-hide", idea), {"reason": "CPR"}).status_code == 302
    for who, status in [
        ("public", 404),
        ("association", 404),
        ("member", 404),
        ("chair", 404),
        ("admin", 404),
        ("participant", 200),
        ("secretary", 200),
    ]:
        assert cast[who].get(idea.get_absolute_url()).status_code == status
        assert idea.title not in cast[who].get("/ideer/").content.decode()
        assert idea.title not in cast[who].get(reverse("ideas:idea-feed")).content.decode()
        assert cast[who].post(url("idea-support", idea)).status_code in {302, 404}
    assert Notice.objects.get(kind="ideas.hidden").user == cast.users["participant"]
    cast["secretary"].post(url("idea-show", idea), {"reason": "Rettet"})
    assert cast["public"].get(idea.get_absolute_url()).status_code == 200


def test_the_admin_shows_no_hidden_idea_and_changes_none(cast):
    idea = make_idea(cast)
    services.answer_idea(
        idea.pk, by=cast.users["secretary"], outcome="not_taken_up", reason="Findes allerede."
    )
    assert idea.title in cast["admin"].get("/admin/ideas/answer/").content.decode()
    services.hide_idea(idea.pk, by=cast.users["secretary"], reason="CPR")
    assert idea.title not in cast["admin"].get("/admin/ideas/answer/").content.decode()
    assert idea.title not in cast["admin"].get("/admin/ideas/idea/").content.decode()
    shown = make_idea(cast)
    change = f"/admin/ideas/idea/{shown.pk}/change/"
    assert cast["admin"].get(change).status_code == 200
    assert cast["admin"].post(change, {"title": "x"}).status_code == 403
    assert cast["admin"].get("/admin/ideas/idea/add/").status_code == 403


# Kept counts --------------------------------------------------------------------------------


def test_the_kept_counts_follow_every_change(cast):
    idea, other = make_idea(cast), make_idea(cast)
    services.answer_idea(idea.pk, by=cast.users["chair"], **answer())
    services.reopen_idea(idea.pk, by=cast.users["chair"], reason="Ny viden")
    services.hide_idea(other.pk, by=cast.users["secretary"], reason="CPR")
    services.show_idea(other.pk, by=cast.users["secretary"], reason="")
    third = make_idea(cast)
    services.withdraw_idea(third.pk, by=third.author)
    assert tallies.counts([cast.committee.pk])["all"] == {"": 2}
    assert tallies.recount(cast.committee.pk) == {}


def test_a_recount_mends_what_has_drifted_and_says_so(cast):
    idea = make_idea(cast)
    Tally.objects.filter(facet="all").update(count=7)
    Idea.objects.filter(pk=idea.pk).update(capacity_kind="leader")
    drift = tallies.recount(cast.committee.pk)
    assert drift["all", ""] == (7, 1)
    assert drift["capacity", "leader"] == (0, 1)
    assert tallies.recount(cast.committee.pk) == {}


# Themes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "status"),
    [("public", 302), ("participant", 403), ("chair", 403), ("admin", 403), ("secretary", 200)],
)
def test_the_secretary_keeps_the_themes(cast, who, status):
    make_theme(cast.committee)
    assert cast[who].get("/ideer/temaer/innovation/").status_code == status


def test_themes_are_added_once_changed_and_removed_while_unused(cast):
    page = "/ideer/temaer/innovation/"
    client = cast["secretary"]
    client.post(page, {"name_da": "Fællesskab", "name_en": "Community"})
    again = client.post(page, {"name_da": "Fællesskab"})
    assert again.status_code == 422
    theme = cast.committee.themes.get()
    assert theme.slug == "faellesskab"
    client.post(
        reverse("ideas:theme-edit", args=[theme.pk]),
        {"name_da": "Sammen", "name_en": "Together", "position": 3},
    )
    theme.refresh_from_db()
    assert (theme.name_da, theme.position, theme.slug) == ("Sammen", 3, "faellesskab")
    make_idea(cast, theme=theme)
    client.post(reverse("ideas:theme-remove", args=[theme.pk]))
    assert cast.committee.themes.exists()
    unused = make_theme(cast.committee, "Ubrugt")
    client.post(reverse("ideas:theme-remove", args=[unused.pk]))
    assert cast.committee.themes.get() == theme
    foreign = make_theme(cast.other_committee, "Klima")
    assert client.post(reverse("ideas:theme-remove", args=[foreign.pk])).status_code == 403
