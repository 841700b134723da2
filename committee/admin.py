"""For the administrator: the municipality and the frame of a committee; the rest is to look at."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from portal.people.acting import who
from portal.ui.admin import ReadOnlyAdmin

from . import services
from .forms.municipality import MunicipalityForm
from .models import (
    Committee,
    Deliverable,
    GroupMembership,
    Invitation,
    MandateVersion,
    Membership,
    Municipality,
    WorkingGroup,
)


@admin.register(Municipality)
class MunicipalityAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    form = MunicipalityForm
    actions = None

    def save_model(self, request: HttpRequest, obj: Municipality, form: Any, change: bool) -> None:  # noqa: FBT001
        services.describe_municipality(
            obj,
            by=who(request),
            logo=form.cleaned_data["new_logo"],
            without_logo=form.cleaned_data.get("without_logo", False),
        )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Offer to remove a logo where there is one."""
        fields = MunicipalityForm.Meta.fields
        has_logo = obj is not None and obj.logo_id
        return [name for name in fields if has_logo or name != "without_logo"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """There is one municipality: it is added once and changed from then on."""
        return super().has_add_permission(request) and not Municipality.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Committee)
class CommitteeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Its name, address and dates; its texts and people are the secretary's, in the portal."""

    list_display = ["name_da", "slug", "started_on", "ended_on", "is_featured"]
    ordering = ["-started_on", "pk"]
    fields = ["name_da", "name_en", "slug", "started_on", "ended_on", "is_featured"]
    prepopulated_fields = {"slug": ["name_da"]}
    actions = None

    def save_model(self, request: HttpRequest, obj: Committee, form: Any, change: bool) -> None:  # noqa: FBT001
        by = who(request)
        if change:
            services.change_setup(obj, by=by, changed=form.changed_data)
        else:
            services.set_up_committee(obj, by=by)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Read-only but for one case: somebody must appoint a committee's first secretary."""

    list_display = ["person", "committee", "role", "appointed_as", "started_on", "ended_on"]
    list_select_related = ["person", "committee"]
    list_filter = ["committee", "role"]
    search_fields = ["person__name"]
    ordering = ["-pk"]
    fields = ["committee", "person", "started_on"]
    actions = None

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:  # noqa: FBT001
        services.appoint_first_secretary(obj, by=who(request))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(MandateVersion)
class MandateVersionAdmin(ReadOnlyAdmin):
    list_display = ["committee", "number", "state", "published_at"]
    list_select_related = ["committee"]
    ordering = ["-pk"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Drafts are the secretary's, here as on the pages."""
        return super().get_queryset(request).filter(state=MandateVersion.State.PUBLISHED)


@admin.register(Deliverable)
class DeliverableAdmin(ReadOnlyAdmin):
    list_display = ["title_da", "committee", "due_on", "handed_over_on", "council_decides_on"]
    list_select_related = ["committee"]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    exclude = ["form_key"]
    ordering = ["-pk"]


@admin.register(WorkingGroup)
class WorkingGroupAdmin(ReadOnlyAdmin):
    list_display = ["name", "committee", "started_on", "ended_on"]
    list_select_related = ["committee"]
    ordering = ["-pk"]


@admin.register(GroupMembership)
class GroupMembershipAdmin(ReadOnlyAdmin):
    list_display = ["person", "group", "started_on", "ended_on"]
    list_select_related = ["person", "group"]
    ordering = ["-pk"]


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    list_display = ["person", "committee", "created_at", "expires_at", "accepted_at"]
    list_select_related = ["person", "committee"]
    exclude = ["form_key"]
    ordering = ["-pk"]
