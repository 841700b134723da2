from django.contrib import admin

from portal.ui.admin import ReadOnlyAdmin

from .models import File


@admin.register(File)
class FileAdmin(ReadOnlyAdmin):
    """What is known of files, for operators. Content and titles are for those who may see them.

    A title may belong to a closed item, so neither it nor the name is shown here.
    """

    list_display = ["id", "mime_type", "size", "created_at"]
    fields = ["id", "mime_type", "size", "sha512", "created_at"]
    list_filter = ["mime_type"]
    search_fields = ["=id", "=sha512"]
    show_full_result_count = False
