"""Where meetings stand, for operators. No words of the record are here: they may be closed.

An administrator has no right inside a committee, so items are shown by what may be said of them
anywhere, and everything that was written, said or decided is left to the portal's own pages.
"""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from portal.ui.admin import ReadOnlyAdmin

from .models import AgendaItem, AgendaRendition, AgendaVersion, Meeting, Minutes, MinutesVersion
from .models import Rendition as MinutesRendition


@admin.register(Meeting)
class MeetingAdmin(ReadOnlyAdmin):
    list_display = ["name", "committee", "starts_at", "state", "agenda_state"]
    list_filter = ["committee", "state"]
    list_select_related = ["committee"]
    ordering = ["-starts_at", "-pk"]
    fields = [
        "committee",
        "number",
        "name",
        "starts_at",
        "ends_at",
        "started_at",
        "ended_at",
        "place",
        "state",
        "agenda_state",
        "current_agenda",
    ]


@admin.register(AgendaItem)
class AgendaItemAdmin(ReadOnlyAdmin):
    """Items that were published: place and label, which of a closed one is the neutral title."""

    list_display = ["label", "meeting", "position", "is_public", "removed_at"]
    list_filter = ["is_public"]
    list_select_related = ["meeting"]
    ordering = ["-meeting__starts_at", "position", "pk"]
    fields = ["label", "uid", "meeting", "position", "is_public", "shown_number", "removed_at"]
    readonly_fields = ["label", "uid", "shown_number"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[AgendaItem]:
        """Leave out what only stands in a draft: that is the committee's."""
        return super().get_queryset(request).filter(shown_at__isnull=False)

    @admin.display(description=_("item"))
    def label(self, item: AgendaItem) -> str:
        return item.audit_label


@admin.register(Minutes)
class MinutesAdmin(ReadOnlyAdmin):
    list_display = ["meeting", "state", "review_deadline", "approved_at", "current_version"]
    list_filter = ["state"]
    list_select_related = ["meeting", "current_version__minutes__meeting"]
    ordering = ["-meeting__starts_at", "pk"]
    fields = [
        "meeting",
        "state",
        "review_deadline",
        "approved_at",
        "approved_by",
        "approved_role",
        "current_version",
    ]


class VersionAdmin(ReadOnlyAdmin):
    """That there is a version, when it came and its fingerprint; its words are elsewhere."""

    list_display = ["__str__", "published_at", "published_by", "role"]
    ordering = ["-published_at", "-pk"]


@admin.register(AgendaVersion)
class AgendaVersionAdmin(VersionAdmin):
    list_select_related = ["meeting", "published_by"]
    fields = ["meeting", "number", "published_at", "published_by", "role", "sha512"]


@admin.register(MinutesVersion)
class MinutesVersionAdmin(VersionAdmin):
    list_select_related = ["minutes__meeting", "published_by"]
    fields = ["minutes", "number", "supersedes", "published_at", "published_by", "role", "sha512"]


class RenditionAdmin(ReadOnlyAdmin):
    """That a PDF was made; the file itself is handed out by the portal, which asks who may."""

    list_display = ["version", "edition", "template_version", "created_at"]
    list_filter = ["edition"]
    ordering = ["-created_at", "-pk"]
    fields = ["version", "edition", "template_version", "sha512", "created_at"]


@admin.register(AgendaRendition)
class AgendaRenditionAdmin(RenditionAdmin):
    list_select_related = ["version__meeting"]


@admin.register(MinutesRendition)
class MinutesRenditionAdmin(RenditionAdmin):
    list_select_related = ["version__minutes__meeting"]
