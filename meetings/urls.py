from django.urls import URLPattern, URLResolver, include, path

from .views import actions, agenda, drafts, meetings, minutes, pdf, record, review, sitting

app_name = "meetings"

Urls = list[URLPattern | URLResolver]

file: Urls = [
    path("", record.attachment, name="attachment"),
    path("fjern/", agenda.attachment_remove, name="attachment-remove"),
    path("tilbage/", agenda.attachment_restore, name="attachment-restore"),
]
item: Urls = [
    path("", record.item_detail, name="item-detail"),
    path("oplysninger/", agenda.item_facts, name="item-facts"),
    path("nyt/", agenda.item_news, name="item-news"),
    path("afsnit/<slug:kind>/", agenda.section_save, name="section-save"),
    path("afsnit/<slug:kind>/historik/", agenda.section_history, name="section-history"),
    path("flyt/", agenda.item_move, name="item-move"),
    path("fjern/", agenda.item_remove, name="item-remove"),
    path("genindsaet/", agenda.item_restore, name="item-restore"),
    path("ideer/", agenda.item_ideas, name="item-ideas"),
    path("bilag/", agenda.attachment_add, name="attachment-add"),
    path("bilag/<uuid:attachment_uid>/", include(file)),
    path("beslutning/", sitting.decision_save, name="decision-save"),
    path("inhabil/", sitting.disqualification_add, name="disqualification-add"),
    path(
        "inhabil/<int:row>/fjern/", sitting.disqualification_remove, name="disqualification-remove"
    ),
    path("afstemning/", sitting.vote_save, name="vote-save"),
    path("bemaerkning/", sitting.remark_add, name="remark-add"),
    path("opfoelgning/", actions.action_add, name="action-add"),
    path("opfoelgning/<int:row>/fjern/", actions.action_remove, name="action-remove"),
    path("opfoelgning/<int:row>/tilbage/", actions.action_restore, name="action-restore"),
    path("vedtag/", sitting.proposal_adopt, name="proposal-adopt"),
]
papers: Urls = [
    path("v<int:number>/", record.agenda_version, name="agenda-version"),
    path("v<int:number>/pdf/", pdf.agenda_pdf, name="agenda-pdf"),
    path("udkast/", drafts.agenda_draft, name="agenda-draft"),
    path("som-offentligheden/", drafts.agenda_preview, name="agenda-preview"),
    path("rediger/", agenda.agenda_edit, name="agenda-edit"),
    path("rediger/<slug:uid>/", agenda.agenda_edit, name="item-edit"),
    path("nyt-punkt/", agenda.item_add, name="item-add"),
    path("til-gennemsyn/", agenda.agenda_to_review, name="agenda-to-review"),
    path("tilbage/", agenda.agenda_back, name="agenda-back"),
    path("offentliggoer/", drafts.agenda_publish, name="agenda-publish"),
    path("genaabn/", agenda.agenda_reopen, name="agenda-reopen"),
    path("uden-aendring/", agenda.agenda_keep, name="agenda-keep"),
]
protocol: Urls = [
    path("", record.minutes_detail, name="minutes-detail"),
    path("v<int:number>/", record.minutes_version, name="minutes-version"),
    path("v<int:number>/pdf/", pdf.minutes_pdf, name="minutes-pdf"),
    path("v<int:number>/sammenlign/", minutes.minutes_compare, name="minutes-compare"),
    path("udkast/", drafts.minutes_draft, name="minutes-draft"),
    path("rediger/", sitting.minutes_edit, name="minutes-edit"),
    path("rediger/<slug:uid>/", sitting.minutes_edit, name="minutes-item"),
    path("fremmoede/", sitting.attendance, name="attendance"),
    path("bemaerkninger/", sitting.remarks, name="minutes-remarks"),
    path("bemaerkninger/<int:row>/bekraeft/", sitting.remark_confirm, name="remark-confirm"),
    path("bemaerkninger/<int:row>/fjern/", sitting.remark_remove, name="remark-remove"),
    path("til-gennemsyn/", minutes.minutes_to_review, name="minutes-to-review"),
    path("gennemsyn/", drafts.minutes_review, name="minutes-review"),
    path("kommentarer/", review.minutes_comments, name="minutes-comments"),
    path("kommentarer/<int:row>/svar/", review.comment_answer, name="comment-answer"),
    path("kommentarer/<int:row>/fjern/", review.comment_back, name="comment-back"),
    path("tilbage/", minutes.minutes_back, name="minutes-back"),
    path("godkend/", minutes.minutes_approve, name="minutes-approve"),
    path("offentliggoer/", drafts.minutes_publish, name="minutes-publish"),
    path("ret/", minutes.minutes_correct, name="minutes-correct"),
    path("rettelse/", minutes.correction_release, name="correction-release"),
    path("rettelse/opgiv/", minutes.correction_drop, name="correction-drop"),
]
meeting: Urls = [
    path("", record.meeting_detail, name="meeting-detail"),
    path("rediger/", meetings.meeting_edit, name="meeting-edit"),
    path("indkald/", meetings.meeting_call, name="meeting-call"),
    path("aflys/", meetings.meeting_cancel, name="meeting-cancel"),
    path("stedfortraedere/", meetings.substitutes, name="substitutes"),
    path("stedfortraedere/<int:row>/fjern/", meetings.substitute_back, name="substitute-back"),
    path("aabn/", meetings.meeting_open, name="meeting-open"),
    path("haev/", meetings.meeting_close, name="meeting-close"),
    path("punkter/<slug:uid>/", include(item)),
    path("dagsorden/", include(papers)),
    path("referat/", include(protocol)),
]
urlpatterns: Urls = [
    path("moeder/", record.meeting_list, name="meeting-list"),
    path("moeder/nyt/", meetings.meeting_create, name="meeting-create"),
    path("moeder/<int:pk>/", include(meeting)),
    path("opfoelgning/", actions.action_list, name="action-list"),
    path("opfoelgning/<int:pk>/", actions.action_detail, name="action-detail"),
    path("opfoelgning/<int:pk>/afslut/", actions.action_close, name="action-close"),
    path("opfoelgning/<int:pk>/genaabn/", actions.action_reopen, name="action-reopen"),
]
