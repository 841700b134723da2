from django.contrib import admin

from portal.ui.admin import ReadOnlyAdmin

from .models import Entry


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    """The record is read here and written nowhere but beside the acts."""

    list_display = ["at", "action", "subject_label", "actor", "role"]
    list_filter = ["action"]
    search_fields = ["subject_label", "=subject_id", "=request_id"]
    list_select_related = ["actor"]
    show_full_result_count = False
