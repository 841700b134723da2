from __future__ import annotations

from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .proposals import Proposal


class ProposalVersion(models.Model):
    """A proposal as it was submitted; frozen for good, with its fingerprint."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=120)
    snapshot = models.JSONField(_("content"))
    sha512 = models.CharField(_("fingerprint"), max_length=128)
    submitted_at = models.DateTimeField(_("submitted"), default=timezone.now)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("submitted by"),
    )
    role = models.CharField(_("role"), max_length=12)

    class Meta:
        verbose_name = _("version of a proposal")
        verbose_name_plural = _("versions of proposals")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "number"], name="proposal_version_number_once"
            ),
            models.CheckConstraint(
                name="proposal_version_numbered_from_one", condition=Q(number__gte=1)
            ),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.title}, v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("projects:proposal-version", args=[self.proposal_id, self.number])


class DecisionKind(models.TextChoices):
    RETURNED = "returned", _("Returned with questions")
    APPROVED = "approved", pgettext_lazy("project", "Approved")
    REJECTED = "rejected", pgettext_lazy("project", "Rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("project", "Withdrawn")
    STARTED = "started", pgettext_lazy("project", "Started")
    FINISHED = "finished", pgettext_lazy("project", "Finished")
    STOPPED = "stopped", pgettext_lazy("project", "Stopped")


class Decision(models.Model):
    """Who decided what, in which role, when, on which version and why.

    It cannot be edited, only followed by another.
    """

    Kind = DecisionKind

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="decisions")
    version = models.ForeignKey(
        ProposalVersion,
        on_delete=models.PROTECT,
        null=True,
        related_name="decisions",
        verbose_name=_("version"),
    )
    kind = models.CharField(_("decision"), max_length=12, choices=DecisionKind.choices)
    reason = models.TextField(_("reason"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    role = models.CharField(_("role"), max_length=12)
    at = models.DateTimeField(_("at"), default=timezone.now)
    days = models.PositiveSmallIntegerField(_("days used"), default=0)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="decision_has_a_version",
                condition=Q(kind="withdrawn") | Q(version__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_has_a_reason",
                condition=Q(kind__in=["started", "finished"]) | ~Q(reason=""),
            ),
            # A version is decided on once: returned, approved or rejected.
            models.UniqueConstraint(
                fields=["version"],
                condition=Q(kind__in=["returned", "approved", "rejected"]),
                name="decision_once_on_a_version",
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="unchangeable", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.get_kind_display()}"


class QuestionQuerySet(models.QuerySet["Question"]):
    def unanswered(self) -> QuestionQuerySet:
        return self.filter(answer="")

    def in_order(self) -> QuestionQuerySet:
        return self.order_by("version__number", "number", "pk")


@pghistory.track()
class Question(models.Model):
    """A numbered question on a version.

    The question is public at once. The answer belongs to the version to come: it is written by
    the group, and neither shown nor fixed before that version is submitted.
    """

    version = models.ForeignKey(ProposalVersion, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("question"))
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    published_at = models.DateTimeField(_("answer published"), null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="question_number_once"),
            models.CheckConstraint(name="question_asks_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="question_published_with_an_answer",
                condition=Q(published_at=None) | ~Q(answer=""),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="text_unchangeable",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("version", "number", "text"),
            ),
            pgtrigger.Protect(
                name="published_answer_unchangeable",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__published_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    def answer_for(self, *, insider: bool) -> str:
        """Return the answer as far as this reader may see it."""
        return self.answer if insider or self.published_at else ""

    @property
    def audit_label(self) -> str:
        return f"{self.version.title}: {self.number}"


def latest_decision(decisions: list[Decision], *kinds: Any) -> Decision | None:
    """Return the last of the given kinds out of decisions already loaded."""
    found = [decision for decision in decisions if decision.kind in kinds]
    return found[-1] if found else None
