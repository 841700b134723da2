from django.urls import path
from django.views.decorators.http import require_safe

from . import feeds, views

app_name = "ideas"

catalogue = [
    path("ideer/", views.idea_list, name="idea-list"),
    path("ideer/csv/", views.idea_table, name="idea-table"),
    path("ideer/atom/", require_safe(feeds.NewestIdeas()), name="idea-feed"),
]
writing = [
    path("ideer/lignende/", views.idea_similar, name="idea-similar"),
    path("ideer/ny/", views.idea_create, name="idea-create"),
    path("ideer/<int:pk>/ret/", views.idea_edit, name="idea-edit"),
    path("ideer/<int:pk>/traek-tilbage/", views.idea_withdraw, name="idea-withdraw"),
]
taking_part = [
    path("ideer/<int:pk>/stoet/", views.idea_support, name="idea-support"),
    path("ideer/<int:pk>/foelg/", views.idea_follow, name="idea-follow"),
    path("ideer/<int:pk>/kommentarer/", views.comment_create, name="comment-create"),
    path(
        "ideer/<int:pk>/kommentarer/<int:comment_pk>/ret/", views.comment_edit, name="comment-edit"
    ),
    path(
        "ideer/<int:pk>/kommentarer/<int:comment_pk>/historik/",
        views.comment_history,
        name="comment-history",
    ),
    path(
        "ideer/<int:pk>/kommentarer/<int:comment_pk>/anmeld/",
        views.comment_report,
        name="comment-report",
    ),
]
handling = [
    path("ideer/venter/", views.answer_desk, name="answer-desk"),
    path("ideer/<int:pk>/behandling/", views.idea_review, name="idea-review"),
    path("ideer/<int:pk>/svar/", views.idea_answer, name="idea-answer"),
    path("ideer/<int:pk>/genaabn/", views.idea_reopen, name="idea-reopen"),
    path("ideer/<int:pk>/gennemfoert/", views.idea_carry_out, name="idea-carry-out"),
]
keeping = [
    path("ideer/<int:pk>/skjul/", views.idea_hide, name="idea-hide"),
    path("ideer/<int:pk>/vis-igen/", views.idea_show, name="idea-show"),
    path(
        "ideer/<int:pk>/kommentarer/<int:comment_pk>/skjul/",
        views.comment_hide,
        name="comment-hide",
    ),
    path("ideer/anmeldte/", views.comment_desk, name="comment-desk"),
    path(
        "ideer/<int:pk>/kommentarer/<int:comment_pk>/anmeldelser/",
        views.comment_decide,
        name="comment-decide",
    ),
    path("ideer/temaer/<slug:slug>/", views.theme_list, name="theme-list"),
    path("ideer/temaer/<int:pk>/ret/", views.theme_edit, name="theme-edit"),
    path("ideer/temaer/<int:pk>/fjern/", views.theme_remove, name="theme-remove"),
]
reading = [
    path("ideer/<int:pk>/", views.idea_redirect, name="idea-redirect"),
    path("ideer/<int:pk>-<str:slug>/", views.idea_detail, name="idea-detail"),
]

urlpatterns = [*catalogue, *writing, *taking_part, *handling, *keeping, *reading]
