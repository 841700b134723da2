"""What the secretary keeps in order: themes, and what must not stand in public."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from committee.models import Committee
from ideas import tallies
from ideas.locking import danish_path, locked
from ideas.models import Idea, Theme
from portal import audit
from portal.notifications import services as notifications
from portal.search import services as search
from portal.ui.models import first_result, free_key
from portal.ui.text import make_slug
from portal.writing.rows import Seen, settle

if TYPE_CHECKING:
    from portal.people.models import User


@transaction.atomic
def hide_idea(idea_id: int, *, by: User, reason: str) -> Idea:
    """Hide an idea from everybody but its author and the secretary. Safe to repeat."""
    idea = locked(idea_id, by=by, may="ideas.hide_idea")
    if idea.is_hidden:
        return idea
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the idea is hidden.")})
    with tallies.recounted(idea):
        idea.hidden_at, idea.hidden_by = timezone.now(), by
        idea.hidden_reason = reason.strip()
        idea.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    search.index("ideer", [idea.pk])
    entry = audit.record("idea.hidden", actor=by, subject=idea, reason=idea.hidden_reason)
    notifications.notify(
        "ideas.hidden",
        event=f"idea:{idea.pk}:hidden:{entry.pk}",
        url=danish_path(idea),
        title_da=f"Din idé nr. {idea.number} er skjult",
        title_en=f"Your idea no. {idea.number} has been hidden",
        to=[idea.author],
        except_for=by,
    )
    return idea


@transaction.atomic
def show_idea(idea_id: int, *, by: User, reason: str) -> Idea:
    """Lift the hiding; everything stands as it did before. Safe to repeat."""
    idea = locked(idea_id, by=by, may="ideas.hide_idea")
    if not idea.is_hidden:
        return idea
    with tallies.recounted(idea):
        idea.hidden_at, idea.hidden_by, idea.hidden_reason = None, None, ""
        idea.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    search.index("ideer", [idea.pk])
    audit.record("idea.shown_again", actor=by, subject=idea, reason=reason.strip())
    return idea


@transaction.atomic
def add_theme(
    committee_id: int, *, by: User, name_da: str, name_en: str = "", form_key: UUID | None = None
) -> Theme:
    """Add a theme at the end of the committee's list."""
    committee = _themes_locked(committee_id, by=by)
    if first := first_result(Theme, form_key, committee=committee):
        return first
    last = committee.themes.aggregate(last=Max("position"))["last"] or 0
    theme = Theme(
        committee=committee,
        slug=make_slug(name_da),
        name_da=name_da.strip(),
        name_en=name_en.strip(),
        position=last + 1,
        form_key=free_key(Theme, form_key),
    )
    theme.validate_constraints()
    theme.save()
    audit.record("theme.added", actor=by, subject=theme)
    return theme


@transaction.atomic
def change_theme(
    theme_id: int,
    *,
    by: User,
    name_da: str,
    name_en: str = "",
    position: int | None = None,
    opened_with: Seen | None = None,
) -> Theme:
    """Change a theme's names or place; its address stays.

    Raises `Overtaken` for what somebody else has changed since it was `opened_with`.
    """
    _themes_locked(Theme.objects.values_list("committee_id", flat=True).get(pk=theme_id), by=by)
    theme = Theme.objects.get(pk=theme_id)
    yours = {
        "name_da": name_da.strip(),
        "name_en": name_en.strip(),
        "position": theme.position if position is None else position,
    }
    theirs = {name: getattr(theme, name) for name in yours}
    values = settle(theme, opened_with, yours=yours, theirs=theirs)
    changed = [name for name, value in values.items() if theirs[name] != value]
    if changed:
        for name in changed:
            setattr(theme, name, values[name])
        theme.save(update_fields=changed)
        audit.record("theme.changed", actor=by, subject=theme, data={"fields": changed})
    return theme


@transaction.atomic
def remove_theme(theme_id: int, *, by: User) -> None:
    """Remove a theme that no idea uses."""
    theme = Theme.objects.get(pk=theme_id)
    _themes_locked(theme.committee_id, by=by)
    if theme.ideas.exists():
        raise ValidationError(_("Ideas stand under this theme, so it stays."), code="in_use")
    audit.record("theme.removed", actor=by, subject=theme)
    theme.delete()


def _themes_locked(committee_id: int, *, by: User) -> Committee:
    committee = Committee.objects.select_for_update(of=("self",), no_key=True).get(pk=committee_id)
    if not by.has_perm("ideas.manage_themes", committee):
        raise PermissionDenied
    return committee
