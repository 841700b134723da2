from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.ui.admin import ReadOnlyAdmin

from . import services
from .models import Job


@admin.register(Job)
class JobAdmin(ReadOnlyAdmin):
    """Shows what works, waits and failed; a failed job can be started again, nothing else."""

    list_display = ["created_at", "task", "key", "state", "attempts", "progress", "error"]
    list_filter = ["state", "task"]
    search_fields = ["=key", "=request_id"]
    list_select_related = ["started_by"]
    show_full_result_count = False
    actions = ["start_again"]

    @admin.action(description=_("Start again"))
    def start_again(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        failed = list(queryset.filter(state=Job.State.FAILED))
        for job in failed:
            services.start_again(job.pk, by=request.user)
        text = ngettext(
            "%(count)s job started again.", "%(count)s jobs started again.", len(failed)
        )
        messages.success(request, text % {"count": len(failed)})
