"""Accounts for the administrator: opened and closed, never deleted, never superuser."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from portal.ui.admin import ReadOnlyAdmin

from . import services
from .acting import who
from .models import Capacity, Person, User


@admin.register(User)
class UserAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ["display_name", "email", "language", "is_active", "is_staff", "date_joined"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["display_name", "email"]
    fields = ["display_name", "email", "language", "is_active", "is_staff"]
    ordering = ["display_name", "pk"]
    actions = None

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        """An address is proven by mail: the person changes it, the administrator does not."""
        return ["email"] if obj else []

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001
        by = who(request)
        if change:
            services.change_account(obj, by=by, changed=form.changed_data)
        else:
            services.open_account(obj, by=by)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Person)
class PersonAdmin(ReadOnlyAdmin):
    list_display = ["name", "user"]
    list_select_related = ["user"]
    search_fields = ["name"]
    fields = ["name", "user"]
    ordering = ["sort_key", "pk"]


@admin.register(Capacity)
class CapacityAdmin(ReadOnlyAdmin):
    list_display = ["user", "kind", "organisation", "started_on", "ended_on", "granted_by"]
    list_select_related = ["user", "granted_by"]
    list_filter = ["kind"]
    search_fields = ["user__display_name", "organisation"]
    ordering = ["-pk"]
