"""An author's own acts: send an idea, change its text, take it back."""

from __future__ import annotations

from textwrap import shorten
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from committee.models import Committee
from ideas import tallies
from ideas.locking import locked
from ideas.models import LONGEST_BODY, LONGEST_TITLE, Idea, IdeaVersion, Publication, Theme
from portal import audit
from portal.discussion.services import open_thread
from portal.documents import richtext
from portal.notifications.services import open_channel
from portal.people.models import Capacity
from portal.search import services as search
from portal.ui.models import first_result, free_key
from portal.ui.text import make_slug, without_controls

from .drafts import drop_draft

if TYPE_CHECKING:
    from portal.people.models import User


@transaction.atomic
def submit_idea(
    committee_id: int,
    *,
    by: User,
    capacity: Capacity,
    title: str,
    body: str,
    theme: Theme,
    form_key: UUID | None = None,
) -> Idea:
    """Publish an idea in the committee's catalogue. The same form sent again gives the same idea.

    Refused outside the committee's dates for ideas, in a capacity that the author does not
    hold today, and under another committee's theme.
    """
    # The committee's row gives out the numbers, one submission at a time.
    committee = Committee.objects.select_for_update(of=("self",), no_key=True).get(pk=committee_id)
    if not by.has_perm("ideas.submit_idea", committee):
        raise PermissionDenied
    if first := first_result(Idea, form_key, author=by):
        return first
    if not Capacity.objects.held_by(by).filter(pk=capacity.pk).exists():
        raise PermissionDenied
    if not committee.accepts_ideas():
        raise ValidationError(_("The committee does not take ideas at the moment."), code="closed")
    if theme.committee_id != committee.pk:
        raise ValidationError({"theme": _("Choose one of the committee’s themes.")})
    text = _checked(title, body)
    now = timezone.now()
    highest = committee.ideas.aggregate(highest=Max("number"))["highest"] or 0
    idea = Idea.objects.create(
        committee=committee,
        number=highest + 1,
        author=by,
        theme=theme,
        language=(get_language() or "da")[:2],
        publication=Publication.PUBLISHED,
        published_at=now,
        last_active_at=now,
        thread=open_thread(),
        channel=open_channel(),
        form_key=free_key(Idea, form_key),
        **text,
        **Idea.capacity_values(capacity),
    )
    _keep_version(idea, by=by)
    tallies.counted_in(idea)
    drop_draft(form_key, by=by)
    search.index("ideer", [idea.pk])
    audit.record("idea.submitted", actor=by, subject=idea)
    return idea


@transaction.atomic
def edit_idea(
    idea_id: int, *, by: User, base_version: int, title: str, body: str, theme: Theme
) -> Idea:
    """Change an idea's text before the committee has answered it; every saved text is kept.

    `base_version` is the version that the author had before them: if another window has saved
    since, nothing is overwritten. Saving the same text again changes nothing.
    """
    idea = locked(idea_id, by=by, may="ideas.edit_idea")
    text = _checked(title, body)
    if all(getattr(idea, name) == value for name, value in text.items()) and idea.theme == theme:
        return idea
    _require_unanswered(idea)
    if base_version != idea.version:
        raise ValidationError(
            _("The idea was changed in another window. Compare the two texts before you save."),
            code="stale",
        )
    if theme.committee_id != idea.committee_id:
        raise ValidationError({"theme": _("Choose one of the committee’s themes.")})
    with tallies.recounted(idea):
        for name, value in text.items():
            setattr(idea, name, value)
        idea.theme = theme
        idea.version += 1
        idea.last_active_at = timezone.now()
        idea.save(update_fields=[*text, "theme", "version", "last_active_at"])
    _keep_version(idea, by=by)
    search.index("ideer", [idea.pk])
    audit.record("idea.edited", actor=by, subject=idea, data={"version": idea.version})
    return idea


@transaction.atomic
def withdraw_idea(idea_id: int, *, by: User) -> Idea:
    """Take an idea out of the catalogue; its page stays, closed. Safe to repeat."""
    idea = locked(idea_id, by=by, may="ideas.withdraw_idea")
    if idea.publication == Publication.WITHDRAWN:
        return idea
    _require_unanswered(idea)
    with tallies.recounted(idea):
        idea.publication, idea.withdrawn_at = Publication.WITHDRAWN, timezone.now()
        idea.save(update_fields=["publication", "withdrawn_at"])
    search.index("ideer", [idea.pk])
    audit.record("idea.withdrawn", actor=by, subject=idea)
    return idea


def _require_unanswered(idea: Idea) -> None:
    if idea.is_answered:
        raise ValidationError(
            _("The committee has answered the idea, so the text stays as it is."), code="answered"
        )
    if not idea.is_open:
        raise ValidationError(_("The idea is closed."), code="closed")


def _checked(title: str, body: str) -> dict[str, str]:
    """Return the columns of a text that may be published."""
    title = " ".join(without_controls(title).split())
    body = richtext.clean(body)
    plain = " ".join(richtext.to_text(body).split())
    errors = {}
    if not title:
        errors["title"] = _("Give the idea a title so that others can find it.")
    elif len(title) > LONGEST_TITLE:
        errors["title"] = _("Shorten the title to %(longest)s characters.") % {
            "longest": LONGEST_TITLE
        }
    if not plain:
        errors["body"] = _("Write what you want to change, and why.")
    elif len(body) > LONGEST_BODY:
        errors["body"] = _("The text is too long. Shorten it to about three pages.")
    if errors:
        raise ValidationError(errors)
    excerpt = shorten(plain, 180, placeholder="\N{NO-BREAK SPACE}…")
    if excerpt == "…":  # one endless word
        excerpt = f"{plain[:179]}…"
    return {"title": title, "slug": make_slug(title), "body": body, "excerpt": excerpt}


def _keep_version(idea: Idea, *, by: User) -> None:
    IdeaVersion.objects.create(
        idea=idea, number=idea.version, title=idea.title, body=idea.body, saved_by=by
    )
