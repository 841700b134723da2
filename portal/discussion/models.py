"""Threads of comments. A thread knows no owner: whoever owns one points to it and shows it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.people.models import Contribution
from portal.ui.models import Keyed

LONGEST_COMMENT = 4000
LONGEST_REASON = 1000


class Thread(models.Model):
    """One discussion. It is seen only on its owner's page, after the owner's `visible_to`."""

    comment_count = models.PositiveIntegerField(_("comments shown"), default=0, editable=False)

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class Stance(models.TextChoices):
    """What a comment is meant as; most are meant as nothing in particular."""

    PRO = "pro", _("For")
    CON = "con", _("Against")
    QUESTION = "question", pgettext_lazy("comment", "Question")
    EXPERIENCE = "experience", _("Experience")


class CommentQuerySet(models.QuerySet["Comment"]):
    def shown(self) -> CommentQuerySet:
        """Return what anyone who sees the thread may read; hidden ones leave only a place."""
        return self.filter(hidden_at=None)

    def opening(self) -> CommentQuerySet:
        """Return the comments that answer no other."""
        return self.filter(parent=None)


@pghistory.track()
class Comment(Contribution, Keyed):
    """Plain text by one person in one capacity; a reply answers a comment, never a reply."""

    thread = models.ForeignKey(
        Thread, on_delete=models.PROTECT, related_name="comments", verbose_name=_("discussion")
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replies",
        verbose_name=_("reply to"),
        db_index=False,
    )
    body = models.TextField(_("comment"), max_length=LONGEST_COMMENT)
    language = models.CharField(_("language"), max_length=2, default="da")
    stance = models.CharField(_("meant as"), max_length=12, choices=Stance.choices, blank=True)
    for_committee = models.BooleanField(_("on the committee’s behalf"), default=False)
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True, editable=False)
    hidden_at = models.DateTimeField(_("hidden"), null=True, blank=True, editable=False)
    hidden_reason = models.TextField(_("reason for hiding"), blank=True, editable=False)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        editable=False,
        verbose_name=_("hidden by"),
    )

    events: Any
    """The row at each change, oldest first by `pgh_id`: the trail that the database keeps."""

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        indexes = [
            # A page of a thread, newest first.
            models.Index(
                fields=["thread", "-id"], condition=Q(parent=None), name="comment_page_of_thread"
            ),
            # The replies below the comments of a page, oldest first.
            models.Index(
                fields=["parent", "id"], condition=Q(parent__isnull=False), name="comment_replies"
            ),
        ]
        constraints = [
            models.CheckConstraint(name="comment_says_something", condition=~Q(body="")),
            models.CheckConstraint(
                name="comment_hidden_with_reason",
                condition=Q(hidden_at=None, hidden_reason="", hidden_by=None)
                | (Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_reason="")),
            ),
            models.CheckConstraint(
                name="comment_does_not_answer_itself",
                condition=Q(parent=None) | ~Q(parent=F("id")),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="two_levels_in_one_thread",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                condition=pgtrigger.Q(new__parent__isnull=False),
                func=pgtrigger.Func(
                    """
                    IF EXISTS (
                        SELECT 1 FROM {meta.db_table} AS above
                        WHERE above.id = NEW.parent_id
                          AND (above.parent_id IS NOT NULL OR above.thread_id <> NEW.thread_id)
                    ) THEN
                        RAISE EXCEPTION 'a reply answers a comment of its own thread, not a reply';
                    END IF;
                    RETURN NEW;
                    """
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def stance_name(self) -> str:
        return str(Stance(self.stance).label) if self.stance else ""

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def worded_at(self) -> datetime:
        """When the words were written that stand there now."""
        return self.edited_at or self.created_at

    @property
    def changes_until(self) -> datetime:
        """Until when its author may change the words."""
        return self.created_at + timedelta(minutes=settings.COMMENT_EDIT_MINUTES)

    @property
    def may_still_change(self) -> bool:
        return timezone.now() < self.changes_until


class CaseState(models.TextChoices):
    OPEN = "open", _("Waits")
    UPHELD = "upheld", pgettext_lazy("comment", "Hidden")
    DISMISSED = "dismissed", _("Let stand")


class CaseQuerySet(models.QuerySet["Case"]):
    def open(self) -> CaseQuerySet:
        """Return what waits for a decision."""
        return self.filter(state=CaseState.OPEN)


class Case(models.Model):
    """The reports of one comment, until somebody decides; a comment has one open case at most."""

    comment = models.ForeignKey(
        Comment, on_delete=models.PROTECT, related_name="cases", verbose_name=_("comment")
    )
    state = models.CharField(
        _("state"), max_length=12, choices=CaseState.choices, default=CaseState.OPEN
    )
    report_count = models.PositiveIntegerField(_("reports"), default=0, editable=False)
    opened_at = models.DateTimeField(_("first reported"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decided by"),
    )
    reason = models.TextField(_("reason"), blank=True)
    about = models.DateTimeField(_("words written"), null=True, blank=True)
    """Which words were decided on, by `Comment.worded_at`: other words may be reported again."""

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("moderation case")
        verbose_name_plural = _("moderation cases")
        constraints = [
            models.UniqueConstraint(
                fields=["comment"], condition=Q(state="open"), name="case_open_once_per_comment"
            ),
            models.CheckConstraint(
                name="case_decided_with_reason",
                condition=Q(state="open", decided_at=None, decided_by=None, about=None, reason="")
                | (
                    Q(
                        state__in=["upheld", "dismissed"],
                        decided_at__isnull=False,
                        decided_by__isnull=False,
                        about__isnull=False,
                    )
                    & ~Q(reason="")
                ),
            ),
        ]
        indexes = [
            # The desk: what has waited longest.
            models.Index(
                fields=["opened_at", "id"], condition=Q(state="open"), name="case_oldest_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def days_waited(self) -> int:
        return (timezone.localdate() - timezone.localdate(self.opened_at)).days


class Report(Keyed):
    """One person says why a comment must not stand there; once for each case."""

    case = models.ForeignKey(
        Case,
        on_delete=models.PROTECT,
        related_name="reports",
        db_index=False,
        verbose_name=_("case"),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    reason = models.TextField(_("reason"), max_length=LONGEST_REASON)
    created_at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        constraints = [
            models.UniqueConstraint(fields=["case", "by"], name="report_once_per_person"),
            models.CheckConstraint(name="report_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
