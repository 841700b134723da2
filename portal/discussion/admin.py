"""For operators: to look a comment up. Hiding is the secretary's, with a reason."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from portal.ui.admin import ReadOnlyAdmin

from .models import Comment


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    list_display = ["pk", "thread", "author", "created_at", "hidden_at"]
    list_select_related = ["thread", "author"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Comment]:
        """What is hidden is hidden here too."""
        return super().get_queryset(request).filter(hidden_at=None)
