"""From the committee to the innovation chief and back: versions, questions, decisions."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, ProgrammingError, transaction
from django.urls import reverse

from committee.models import GroupMembership
from projects import services, snapshots
from projects.models import Decision, ProposalVersion, Question
from projects.refusals import NotAdopted, QuestionsOpen

from . import factories

pytestmark = pytest.mark.django_db

ROLES = [
    "public",
    "participant",
    "association",
    "member",
    "politician",
    "chair",
    "deputy",
    "secretary",
    "chief",
    "admin",
    "former_member",
    "substitute",
    "outsider",
]


def url(name, proposal, *more):
    return reverse(f"projects:{name}", args=[proposal.pk, *more])


def test_chair_deputy_and_secretary_submit(cast):
    proposal = factories.in_committee(cast)
    factories.adopt(cast, proposal)
    seen = {"association", "member", "politician"}
    for who in ROLES:
        if who not in {"chair", "deputy", "secretary"}:
            response = cast[who].post(url("proposal-submit", proposal))
            assert response.status_code == (403 if who in seen else 404), who
    assert not ProposalVersion.objects.exists()
    assert cast["deputy"].post(url("proposal-submit", proposal)).status_code == 302
    assert ProposalVersion.objects.get().role == "deputy"
    for who in ("chair", "secretary"):
        assert cast.users[who].has_perm("projects.submit_proposal", proposal)


def test_without_adoption_nothing_is_submitted(cast):
    proposal = factories.in_committee(cast)
    page = cast["secretary"].get(url("proposal-submit", proposal)).content.decode()
    assert "Udvalget har endnu ikke vedtaget det på et dagsordenspunkt." in page
    response = cast["secretary"].post(url("proposal-submit", proposal))
    assert response.status_code == 409
    assert "skal først vedtages på et dagsordenspunkt" in response.content.decode()
    with pytest.raises(NotAdopted):
        services.submit(proposal.pk, by=cast.users["chair"])
    assert not ProposalVersion.objects.exists()


def test_a_double_click_submits_once_and_the_chief_is_told_once(cast):
    proposal = factories.in_committee(cast)
    factories.adopt(cast, proposal)
    for _click in range(2):
        assert cast["chair"].post(url("proposal-submit", proposal)).status_code == 302
    version = ProposalVersion.objects.get()
    assert version.number == 1
    assert version.sha512 == snapshots.fingerprint(version.snapshot)
    assert cast.users["chief"].notices.filter(kind="projects.proposal_submitted").count() == 1


def test_the_public_reads_what_was_submitted(cast):
    proposal = factories.submitted(cast)
    response = cast["public"].get(proposal.get_absolute_url())
    page = response.content.decode()
    assert "challenge er skrevet." in page
    assert "Flere gør det rigtige i første forsøg." in page
    assert "50.000,50" in page
    assert "Afventer afgørelse" in page
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in page


@pytest.mark.parametrize("name", ["proposal-approve", "proposal-reject", "proposal-return"])
def test_only_the_chief_decides(cast, name):
    proposal = factories.submitted(cast)
    data = {"version": "1", "reason": "Fordi.", "question_1": "Hvem?"}
    for who in ROLES:
        if who != "chief":
            response = cast[who].post(url(name, proposal), data)
            assert response.status_code == (302 if who == "public" else 403), who
    assert reverse("account_login") in cast["public"].post(url(name, proposal), data).url
    assert not Decision.objects.exists()
    assert cast["chief"].post(url(name, proposal), data).status_code == 302
    assert Decision.objects.get().role == "chief"


def test_a_chief_who_wrote_with_the_group_does_not_decide(cast):
    group = factories.make_group(cast)
    membership = GroupMembership.objects.create(
        group=group, person=cast.people["chief"], started_on=factories.days(-20)
    )
    proposal = factories.submitted(cast)
    membership.ended_on = factories.days(-1)
    membership.save()
    page = cast["chief"].get(proposal.get_absolute_url()).content.decode()
    assert "Du kan ikke afgøre dette forslag" in page
    assert url("proposal-approve", proposal) not in page
    for name in ("proposal-approve", "proposal-reject", "proposal-return"):
        response = cast["chief"].post(url(name, proposal), {"version": "1", "reason": "Fordi."})
        assert response.status_code == 403
    assert factories.fresh(proposal).state == "submitted"


def test_a_chief_who_saved_a_section_is_an_author(cast):
    proposal = factories.submitted(cast)
    text = proposal.sections.get(kind="vision").text
    assert cast.users["chief"].has_perm("projects.decide_on_proposal", proposal)
    text.revisions.create(
        number=9, content="<p>x</p>", saved_at=text.saved_at, author=cast.users["chief"]
    )
    assert not cast.users["chief"].has_perm("projects.decide_on_proposal", proposal)


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        ({"version": "1", "reason": ""}, "Giv en begrundelse; den er en del af afgørelsen."),
        ({"version": "1", "reason": "   "}, "Giv en begrundelse; den er en del af afgørelsen."),
        ({"version": "2", "reason": "Fordi."}, "Der er indsendt en nyere udgave."),
    ],
)
def test_a_decision_needs_a_reason_and_the_version_that_was_read(cast, data, advice):
    proposal = factories.submitted(cast)
    page = cast["chief"].post(url("proposal-approve", proposal), data).content.decode()
    assert advice in page
    assert not Decision.objects.exists()


def test_no_approval_without_a_complete_benefit(cast):
    proposal = factories.write(cast, factories.start(cast))
    factories.add_benefit(cast, proposal, owner_name="")
    services.send_to_committee(proposal.pk, by=cast.users["member"])
    factories.adopt(cast, proposal)
    services.submit(proposal.pk, by=cast.users["chair"])
    response = cast["chief"].post(
        url("proposal-approve", proposal), {"version": "1", "reason": "Godt forslag."}
    )
    page = response.content.decode()
    assert "En godkendelse kræver mindst én gevinst" in page
    assert "Godt forslag." in page
    assert factories.fresh(proposal).state == "submitted"


def test_a_dated_plan_to_measure_the_baseline_is_enough(cast):
    proposal = factories.write(cast, factories.start(cast))
    factories.add_benefit(
        cast,
        proposal,
        baseline_value=None,
        baseline_on=None,
        baseline_planned_on=factories.days(20),
    )
    services.send_to_committee(proposal.pk, by=cast.users["member"])
    factories.adopt(cast, proposal)
    services.submit(proposal.pk, by=cast.users["chair"])
    cast["chief"].post(url("proposal-approve", proposal), {"version": "1", "reason": "Godt."})
    assert factories.fresh(proposal).state == "approved"
    assert proposal.benefits.get().state == "planned"


def test_an_approval_is_public_with_who_when_why_and_told_to_the_group(cast):
    proposal = factories.submitted(cast)
    cast["politician"].post(url("proposal-follow", proposal))
    for _click in range(2):
        response = cast["chief"].post(
            url("proposal-approve", proposal), {"version": "1", "reason": "Gevinsten har en ejer."}
        )
        assert response.status_code == 302
    decision = Decision.objects.get()
    assert (decision.kind, decision.role, decision.version.number) == ("approved", "chief", 1)
    page = cast["public"].get(proposal.get_absolute_url()).content.decode()
    assert "Innovationschefens afgørelse: godkendt" in page
    assert "Gevinsten har en ejer." in page
    assert "Inger Innovationschef" in page
    for who in ("member", "association", "politician"):
        kinds = cast.users[who].notices.values_list("kind", flat=True)
        assert "projects.proposal_decided" in kinds
    assert not cast.users["participant"].notices.exists()


def test_a_rejection_is_final(cast):
    proposal = factories.submitted(cast)
    cast["chief"].post(url("proposal-reject", proposal), {"version": "1", "reason": "For dyrt."})
    assert factories.fresh(proposal).state == "rejected"
    response = cast["chief"].post(
        url("proposal-approve", proposal), {"version": "1", "reason": "Alligevel."}
    )
    assert "Forslaget er kommet videre imens." in response.content.decode()
    assert "For dyrt." in cast["public"].get(proposal.get_absolute_url()).content.decode()


def test_returning_asks_numbered_questions(cast):
    proposal = factories.submitted(cast)
    data = {"version": "1", "reason": "To ting mangler."}
    empty = cast["chief"].post(url("proposal-return", proposal), data)
    assert "Skriv mindst ét spørgsmål." in empty.content.decode()
    data |= {"question_1": "Hvem betaler?", "question_3": "Hvem måler?"}
    for _click in range(2):
        assert cast["chief"].post(url("proposal-return", proposal), data).status_code == 302
    asked = [(question.number, question.text) for question in Question.objects.order_by("number")]
    assert asked == [(1, "Hvem betaler?"), (2, "Hvem måler?")]
    page = cast["public"].get(proposal.get_absolute_url()).content.decode()
    assert "Hvem betaler?" in page
    assert cast.users["association"].notices.filter(kind="projects.proposal_returned").exists()


def test_every_question_is_answered_before_the_next_version(cast):
    proposal = factories.returned(cast)
    first, second = Question.objects.order_by("number")
    cast["association"].post(url("question-answer", proposal, 1), {"answer": "Puljen."})
    refused = cast["chair"].post(url("proposal-submit", proposal))
    assert refused.status_code == 409
    assert "Alle spørgsmål skal besvares" in refused.content.decode()
    with pytest.raises(QuestionsOpen):
        services.submit(proposal.pk, by=cast.users["chair"])
    services.answer_question(second.pk, answer="Sekretariatet.", by=cast.users["member"])
    assert cast["chair"].post(url("proposal-submit", proposal)).status_code == 302
    assert factories.fresh(proposal).current_version.number == 2
    first.refresh_from_db()
    assert first.published_at is not None
    page = cast["public"].get(proposal.get_absolute_url()).content.decode()
    assert "Puljen." in page


def test_only_the_group_answers(cast):
    proposal = factories.returned(cast)
    data = {"answer": "Mig."}
    for who in ("participant", "chair", "chief", "secretary", "admin"):
        assert cast[who].post(url("question-answer", proposal, 1), data).status_code == 403, who
    assert not Question.objects.exclude(answer="").exists()


SECRET = "Det her er kun i kladden"


def test_the_public_never_sees_the_draft_of_the_next_version(cast):
    proposal = factories.returned(cast)
    idea = factories.make_idea(cast, title="En helt ny idé")
    services.set_facts(
        proposal.pk,
        title=f"{SECRET} titel",
        summary=f"{SECRET} resumé",
        kind="radical",
        starts_on=factories.days(1),
        ends_on=factories.days(2),
        by=cast.users["member"],
    )
    services.save_section(
        proposal.pk,
        "vision",
        content=f"<p>{SECRET}</p>",
        base_revision=2,
        by=cast.users["member"],
    )
    services.answer_question(
        Question.objects.get(number=1).pk,
        answer=f"{SECRET} svar",
        by=cast.users["member"],
    )
    services.add_qualitative_potential(proposal.pk, text=f"{SECRET}", by=cast.users["member"])
    factories.add_benefit(cast, proposal, title=f"{SECRET} gevinst")
    services.link_idea(proposal.pk, idea.pk, by=cast.users["member"])
    draft_url = url("proposal-draft", proposal)
    pages = [
        proposal.get_absolute_url(),
        reverse("projects:proposal-list"),
        url("proposal-version", proposal, 1),
        f"/en{proposal.get_absolute_url()}",
    ]
    for who in ("public", "participant", "chief", "admin", "outsider", "former_member"):
        for page in pages:
            shown = cast[who].get(page)
            assert shown.status_code == 200
            assert SECRET not in shown.content.decode()
            assert "En helt ny idé" not in shown.content.decode()
        assert cast[who].get(draft_url).status_code in {302, 404}
        assert not idea.project_links.visible_to(_user(cast, who)).exists()
    assert SECRET in cast["politician"].get(draft_url).content.decode()
    assert SECRET in cast["association"].get(draft_url).content.decode()


def _user(cast, who):
    return AnonymousUser() if who == "public" else cast.users[who]


def test_the_next_version_shows_what_changed(cast):
    proposal = factories.returned(cast)
    services.save_section(
        proposal.pk,
        "vision",
        content="<p>vision er helt omskrevet.</p>",
        base_revision=2,
        by=cast.users["member"],
    )
    for question in Question.objects.all():
        services.answer_question(question.pk, answer="Ja.", by=cast.users["member"])
    page = cast["chair"].get(url("proposal-submit", proposal)).content.decode()
    assert "<del>" in page
    assert "helt omskrevet." in page
    services.submit(proposal.pk, by=cast.users["chair"])
    page = cast["public"].get(url("proposal-version", proposal, 2)).content.decode()
    assert "helt omskrevet." in page
    old = cast["public"].get(url("proposal-version", proposal, 1)).content.decode()
    assert "helt omskrevet." not in old
    assert cast["public"].get(url("proposal-version", proposal, 3)).status_code == 404


def test_the_chair_withdraws_for_a_reason(cast):
    proposal = factories.submitted(cast)
    data = {"reason": "Vi venter."}
    for who in ROLES:
        if who not in {"chair", "deputy"}:
            response = cast[who].post(url("proposal-withdraw", proposal), data)
            assert response.status_code == (302 if who == "public" else 403), who
    assert factories.fresh(proposal).state == "submitted"
    unsaid = cast["chair"].post(url("proposal-withdraw", proposal), {"reason": ""})
    assert "Giv en begrundelse" in unsaid.content.decode()
    for _click in range(2):
        assert cast["chair"].post(url("proposal-withdraw", proposal), data).status_code == 302
    assert factories.fresh(proposal).state == "withdrawn"


def test_a_draft_withdrawn_stays_unknown_to_the_public(cast):
    proposal = factories.start(cast)
    form = cast["chair"].get(url("proposal-withdraw", proposal)).content.decode()
    assert "Alle kan læse den" not in form
    services.withdraw(proposal.pk, reason="Vi venter.", by=cast.users["chair"])
    assert cast["public"].get(proposal.get_absolute_url()).status_code == 404
    assert cast["politician"].get(proposal.get_absolute_url()).status_code == 200


def test_an_approved_proposal_is_not_withdrawn(cast):
    proposal = factories.approved(cast)
    response = cast["chair"].post(url("proposal-withdraw", proposal), {"reason": "Fortrudt."})
    assert "Forslaget er kommet videre imens." in response.content.decode()
    assert factories.fresh(proposal).state == "approved"


def test_a_project_runs_and_finishes(cast):
    proposal = factories.approved(cast)
    start = url("project-start", proposal)
    assert cast["chair"].post(start, {"started_on": str(factories.days(-5))}).status_code == 403
    future = cast["chief"].post(start, {"started_on": str(factories.days(5))})
    assert "Den dag er ikke kommet endnu." in future.content.decode()
    for _click in range(2):
        assert cast["chief"].post(start, {"started_on": str(factories.days(-5))}).status_code == 302
    assert factories.fresh(proposal).state == "running"
    finish = url("project-finish", proposal)
    early = cast["chief"].post(finish, {"ended_on": str(factories.days(-9))})
    assert "Vælg en senere dag." in early.content.decode()
    assert cast["chief"].post(finish, {"ended_on": str(factories.days(0))}).status_code == 302
    assert factories.fresh(proposal).state == "finished"
    kinds = list(Decision.objects.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["approved", "started", "finished"]


def test_stopping_needs_a_reason(cast):
    proposal = factories.approved(cast)
    stop = url("project-stop", proposal)
    data = {"ended_on": str(factories.days(0))}
    assert "Giv en begrundelse" in cast["chief"].post(stop, data).content.decode()
    assert cast["chief"].post(stop, data | {"reason": "Puljen er tom."}).status_code == 302
    assert "Puljen er tom." in cast["public"].get(proposal.get_absolute_url()).content.decode()


def test_the_database_keeps_versions_decisions_and_questions(cast):
    proposal = factories.returned(cast)
    for row, change in (
        (ProposalVersion.objects.get(), {"title": "Et andet"}),
        (Decision.objects.get(), {"reason": "En anden"}),
        (Question.objects.get(number=1), {"text": "Noget andet?"}),
    ):
        rows = type(row).objects.filter(pk=row.pk)
        with pytest.raises(ProgrammingError), transaction.atomic():
            rows.update(**change)
        with pytest.raises(ProgrammingError), transaction.atomic():
            rows._raw_delete("default")
    with pytest.raises(ProgrammingError), transaction.atomic():
        proposal.__class__.objects.filter(pk=proposal.pk)._raw_delete("default")


def test_the_database_knows_no_public_state_without_a_version(cast):
    proposal = factories.start(cast)
    for state in ("submitted", "approved", "unknown"):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(proposal).objects.filter(pk=proposal.pk).update(state=state)


def test_an_answer_that_was_published_stays(cast):
    proposal = factories.returned(cast, questions=["Hvem?"])
    question = Question.objects.get()
    services.answer_question(question.pk, answer="Vi.", by=cast.users["member"])
    services.submit(proposal.pk, by=cast.users["chair"])
    with pytest.raises(ProgrammingError), transaction.atomic():
        Question.objects.update(answer="De.")


def test_a_closed_item_is_not_named_to_the_public(cast):
    proposal = factories.in_committee(cast)
    factories.adopt(cast, proposal, is_public=False, title="Hemmelig sag om breve")
    services.submit(proposal.pk, by=cast.users["chair"])
    for who in ("public", "participant", "chief", "admin", "association"):
        page = cast[who].get(proposal.get_absolute_url()).content.decode()
        assert "Hemmelig sag" not in page


def test_the_desk_is_the_chiefs(cast):
    factories.submitted(cast)
    for who in ROLES:
        response = cast[who].get(reverse("projects:chief-desk"))
        assert response.status_code == {"chief": 200, "public": 302}.get(who, 403), who
    page = cast["chief"].get(reverse("projects:chief-desk")).content.decode()
    assert "Klare breve" in page
    assert "siden i dag" in page
