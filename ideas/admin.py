"""For operators: to look things up. Ideas change through the portal's own rules only."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from portal.ui.admin import ReadOnlyAdmin

from .models import Answer, Idea, Theme


@admin.register(Idea)
class IdeaAdmin(ReadOnlyAdmin):
    list_display = ["number", "title", "committee", "publication", "handling", "outcome"]
    list_filter = ["committee", "publication", "handling"]
    search_fields = ["title"]
    list_select_related = ["committee"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Idea]:
        """The administrator sees what the public sees: the office opens nothing here."""
        return super().get_queryset(request).filter(pk__in=Idea.objects.visible_to(request.user))


@admin.register(Theme)
class ThemeAdmin(ReadOnlyAdmin):
    list_display = ["name_da", "committee", "position"]
    list_select_related = ["committee"]


@admin.register(Answer)
class AnswerAdmin(ReadOnlyAdmin):
    list_display = ["idea", "number", "outcome", "role", "published_at"]
    list_select_related = ["idea"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Answer]:
        """An idea that is hidden is hidden with its answers."""
        return super().get_queryset(request).filter(idea__in=Idea.objects.visible_to(request.user))
