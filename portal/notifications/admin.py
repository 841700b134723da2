from django.contrib import admin

from portal.ui.admin import ReadOnlyAdmin

from .models import OutboxMail


@admin.register(OutboxMail)
class OutboxMailAdmin(ReadOnlyAdmin):
    """What was written and when it left; the texts are not shown here."""

    list_display = ["created_at", "subject", "sent_at"]
    fields = ["subject", "created_at", "sent_at"]
    show_full_result_count = False
