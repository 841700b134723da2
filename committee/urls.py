from django.urls import URLPattern, URLResolver, include, path

from .views import deliverables, editing, figures, groups, mandates, members, pages

app_name = "committee"
Paths = list[URLPattern | URLResolver]

mandate: Paths = [
    path("", mandates.mandate_detail, name="mandate-detail"),
    path("ny/", mandates.mandate_draft, name="mandate-draft"),
    path("v<int:number>/", mandates.mandate_version, name="mandate-version"),
    path("v<int:number>/pdf/", mandates.mandate_pdf, name="mandate-pdf"),
    path("v<int:number>/rediger/", mandates.mandate_edit, name="mandate-edit"),
    path("v<int:number>/offentliggoer/", mandates.mandate_publish, name="mandate-publish"),
]
people: Paths = [
    path("medlemmer/", pages.committee_members, name="committee-members"),
    path("medlemmer/ny/", members.member_appoint, name="member-appoint"),
    path("medlemmer/<int:pk>/", members.member_change, name="member-change"),
    path("medlemmer/<int:pk>/afslut/", members.member_end, name="member-end"),
    path("personer/<int:pk>/", members.person_change, name="person-change"),
    path("personer/<int:pk>/billede/", members.person_picture, name="person-picture"),
    path("personer/<int:pk>/inviter/", members.person_invite, name="person-invite"),
]
working_groups: Paths = [
    path("ny/", groups.group_form, name="group-form"),
    path("<slug:group>/", pages.group_detail, name="group-detail"),
    path("<slug:group>/rediger/", groups.group_change, name="group-change"),
    path("<slug:group>/tilfoej/", groups.group_add, name="group-add"),
    path("<slug:group>/medlemmer/<int:pk>/afslut/", groups.group_leave, name="group-leave"),
]
handed_over: Paths = [
    path("", deliverables.deliverable_list, name="deliverable-list"),
    path("ny/", deliverables.deliverable_plan, name="deliverable-plan"),
    path("<int:pk>/", deliverables.deliverable_redirect, name="deliverable-redirect"),
    path("<int:pk>-<slug:title>/", deliverables.deliverable_detail, name="deliverable-detail"),
    path("<int:pk>/dokument/", deliverables.deliverable_document, name="deliverable-document"),
    path("<int:pk>/rediger/", deliverables.deliverable_edit, name="deliverable-edit"),
    path("<int:pk>/aflever/", deliverables.deliverable_hand_over, name="deliverable-hand-over"),
    path("<int:pk>/beslutning/", deliverables.deliverable_council, name="deliverable-council"),
    path("<int:pk>/fjern/", deliverables.deliverable_remove, name="deliverable-remove"),
]
committee: Paths = [
    path("", pages.committee_detail, name="committee-detail"),
    path("tal/", figures.committee_figures, name="committee-figures"),
    path("tal/pdf/", figures.figures_pdf, name="figures-pdf"),
    path("tal/pdf/ny/", figures.figures_ask, name="figures-ask"),
    path("foelg/", pages.committee_follow, name="committee-follow"),
    path("rediger/", editing.committee_edit, name="committee-edit"),
    path("links/", editing.committee_links, name="committee-links"),
    path("opgaver/<int:number>/", editing.progress_report, name="progress-report"),
    path("kommissorium/", include(mandate)),
    path("grupper/", include(working_groups)),
    path("leverancer/", include(handed_over)),
    path("", include(people)),
]
urlpatterns = [
    path("", pages.front, name="front"),
    path("udvalg/", pages.committee_list, name="committee-list"),
    path("udvalg/<slug:slug>/", include(committee)),
    path("invitation/<str:token>/", members.invitation_accept, name="invitation-accept"),
    path("om-opgaveudvalg/", pages.about, name="about"),
    path("tilgaengelighed/", pages.accessibility, name="accessibility"),
    path("privatliv/", pages.privacy, name="privacy"),
]
