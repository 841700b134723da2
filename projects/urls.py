from django.urls import URLPattern, path

from .views import benefits, decisions, desk, proposals, writing

app_name = "projects"

READING = [
    path("projekter/", proposals.proposal_list, name="proposal-list"),
    path("projekter/nyt/", proposals.proposal_create, name="proposal-create"),
    path("projekter/skrivebord/", desk.chief_desk, name="chief-desk"),
    path("projekter/<int:pk>/", proposals.proposal_redirect, name="proposal-redirect"),
    path("projekter/<int:pk>-<slug:slug>/", proposals.proposal_detail, name="proposal-detail"),
    path("projekter/<int:pk>/v<int:number>/", proposals.proposal_version, name="proposal-version"),
    path("projekter/<int:pk>/kladde/", proposals.proposal_draft, name="proposal-draft"),
    path("projekter/<int:pk>/foelg/", proposals.proposal_follow, name="proposal-follow"),
]
WRITING = [
    path("projekter/<int:pk>/skriv/", writing.proposal_edit, name="proposal-edit"),
    path("projekter/<int:pk>/skriv/nyt/", writing.proposal_news, name="proposal-news"),
    path("projekter/<int:pk>/skriv/<str:kind>/", writing.section_save, name="section-save"),
    path(
        "projekter/<int:pk>/skriv/<str:kind>/historik/",
        writing.section_history,
        name="section-history",
    ),
    path("projekter/<int:pk>/potentialer/ny/", writing.qualitative_add, name="qualitative-add"),
    path(
        "projekter/<int:pk>/potentialer/<int:row>/fjern/",
        writing.qualitative_remove,
        name="qualitative-remove",
    ),
    path("projekter/<int:pk>/oekonomi/ny/", writing.economic_add, name="economic-add"),
    path(
        "projekter/<int:pk>/oekonomi/<int:row>/fjern/",
        writing.economic_remove,
        name="economic-remove",
    ),
    path("projekter/<int:pk>/budget/ny/", writing.budget_add, name="budget-add"),
    path("projekter/<int:pk>/budget/<int:row>/fjern/", writing.budget_remove, name="budget-remove"),
    path("projekter/<int:pk>/ideer/ny/", writing.idea_link, name="idea-link"),
    path("projekter/<int:pk>/ideer/<int:row>/fjern/", writing.idea_unlink, name="idea-unlink"),
]
BENEFITS = [
    path("projekter/<int:pk>/gevinster/ny/", benefits.benefit_add, name="benefit-add"),
    path("projekter/<int:pk>/gevinster/<int:row>/ret/", benefits.benefit_edit, name="benefit-edit"),
    path(
        "projekter/<int:pk>/gevinster/<int:row>/fjern/",
        benefits.benefit_remove,
        name="benefit-remove",
    ),
    path(
        "projekter/<int:pk>/gevinster/<int:row>/maal/",
        benefits.measurement_add,
        name="measurement-add",
    ),
    path(
        "projekter/<int:pk>/gevinster/<int:row>/maalinger/<int:measurement>/ret/",
        benefits.measurement_correct,
        name="measurement-correct",
    ),
    path(
        "projekter/<int:pk>/gevinster/<int:row>/nulpunkt/",
        benefits.baseline_measure,
        name="baseline-measure",
    ),
    path(
        "projekter/<int:pk>/gevinster/<int:row>/nyt-maal/",
        benefits.target_change,
        name="target-change",
    ),
    path(
        "projekter/<int:pk>/gevinster/<int:row>/resultat/",
        benefits.benefit_conclude,
        name="benefit-conclude",
    ),
]
DECIDING = [
    path("projekter/<int:pk>/til-udvalget/", decisions.send_to_committee, name="proposal-send"),
    path("projekter/<int:pk>/indsend/", decisions.submit, name="proposal-submit"),
    path(
        "projekter/<int:pk>/send-tilbage/", decisions.return_with_questions, name="proposal-return"
    ),
    path(
        "projekter/<int:pk>/spoergsmaal/<int:question>/",
        decisions.question_answer,
        name="question-answer",
    ),
    path("projekter/<int:pk>/godkend/", decisions.approve, name="proposal-approve"),
    path("projekter/<int:pk>/afvis/", decisions.reject, name="proposal-reject"),
    path("projekter/<int:pk>/traek-tilbage/", decisions.withdraw, name="proposal-withdraw"),
    path("projekter/<int:pk>/saet-i-gang/", decisions.project_start, name="project-start"),
    path("projekter/<int:pk>/afslut/", decisions.project_finish, name="project-finish"),
    path("projekter/<int:pk>/stands/", decisions.project_stop, name="project-stop"),
]

urlpatterns: list[URLPattern] = [*READING, *WRITING, *BENEFITS, *DECIDING]
