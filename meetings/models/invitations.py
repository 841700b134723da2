"""Who is coming to a meeting, and how it was moved."""

from __future__ import annotations

from typing import Any, ClassVar

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from committee.models import Membership

from .meetings import Meeting


class ReplyChoice(models.TextChoices):
    COMES = "comes", pgettext_lazy("reply", "Comes")
    STAYS_AWAY = "stays_away", pgettext_lazy("reply", "Sends apologies")
    SUBSTITUTE = "substitute", pgettext_lazy("reply", "Asks for a substitute")


class ReplyQuerySet(models.QuerySet["Reply"]):
    def that_hold(self) -> ReplyQuerySet:
        """Return the answers to the time that stands; a meeting moved since is asked of anew."""
        return self.filter(answers_for=models.F("meeting__starts_at"))


@pghistory.track()
class Reply(models.Model):
    """Somebody's answer to an invitation; a later one takes its place.

    `reason` is for the chair and the secretary alone.
    """

    Choice = ReplyChoice

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="replies")
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("member")
    )
    choice = models.CharField(_("answer"), max_length=12, choices=ReplyChoice.choices)
    answers_for = models.DateTimeField(_("for the meeting on"))
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    substitute = models.ForeignKey(
        Membership,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("substitute"),
    )
    at = models.DateTimeField(_("answered"), default=timezone.now)

    objects: ClassVar[Any] = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to an invitation")
        verbose_name_plural = _("answers to invitations")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "membership"], name="reply_one_of_each"),
            models.CheckConstraint(
                name="reply_choice_known", condition=Q(choice__in=sorted(ReplyChoice.values))
            ),
            models.CheckConstraint(
                name="reply_names_a_substitute_only_when_asking",
                condition=Q(substitute=None) | Q(choice="substitute"),
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.membership} → {self.meeting}"


class MeetingMove(models.Model):
    """From when and where a meeting was moved, and why; the database refuses every change."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="moves")
    starts_at = models.DateTimeField(_("was to start"))
    place = models.CharField(_("was to be at"), max_length=160)
    to_starts_at = models.DateTimeField(_("starts"))
    to_place = models.CharField(_("is at"), max_length=160)
    reason = models.CharField(_("why it was moved"), max_length=300)
    at = models.DateTimeField(_("moved"), default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("move of a meeting")
        verbose_name_plural = _("moves of meetings")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(name="move_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="move_moves_something",
                condition=~Q(starts_at=models.F("to_starts_at")) | ~Q(place=models.F("to_place")),
            ),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.starts_at:%d.%m.%Y} → {self.to_starts_at:%d.%m.%Y}"

    @property
    def changed_time(self) -> bool:
        return self.starts_at != self.to_starts_at

    @property
    def changed_place(self) -> bool:
        return self.place != self.to_place
