from django.urls import path

from . import views

app_name = "drafts"
urlpatterns = [
    path("gem/", views.draft_save, name="draft-save"),
    path("<int:pk>/kasser/", views.draft_discard, name="draft-discard"),
]
