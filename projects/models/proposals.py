from __future__ import annotations

from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from committee.models import SEATS, Committee, GroupMembership, Membership, Role, WorkingGroup
from portal.ui.models import Keyed


class State(models.TextChoices):
    """Where a proposal is on its way; `TRANSITIONS` says who may move it on."""

    DRAFT = "draft", _("Draft")
    IN_COMMITTEE = "in_committee", _("In the committee")
    SUBMITTED = "submitted", _("Awaits decision")
    RETURNED = "returned", _("Returned with questions")
    APPROVED = "approved", pgettext_lazy("project", "Approved")
    REJECTED = "rejected", pgettext_lazy("project", "Rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("project", "Withdrawn")
    RUNNING = "running", _("Approved, under way")
    FINISHED = "finished", pgettext_lazy("project", "Finished")
    STOPPED = "stopped", pgettext_lazy("project", "Stopped")


WRITABLE = frozenset({State.DRAFT.value, State.RETURNED.value})
"""The working group writes before the committee has it, and again when it came back."""
WITHDRAWABLE = frozenset(
    {State.DRAFT.value, State.IN_COMMITTEE.value, State.SUBMITTED.value, State.RETURNED.value}
)
CARRIED_OUT = frozenset(
    {State.APPROVED.value, State.RUNNING.value, State.FINISHED.value, State.STOPPED.value}
)
"""Approved once; from here on the benefits are measured."""
BEFORE_SUBMISSION = frozenset({State.DRAFT.value, State.IN_COMMITTEE.value})

LASTING = frozenset(
    {State.DRAFT.value, State.IN_COMMITTEE.value, State.SUBMITTED.value, State.RUNNING.value}
)
"""What goes on since a day; the other states happened on one."""

TRANSITIONS: dict[str, tuple[frozenset[str], str, str]] = {
    # verb: (from, to, permission)
    "send_to_committee": (frozenset({State.DRAFT}), State.IN_COMMITTEE, "projects.edit_proposal"),
    "submit": (
        frozenset({State.IN_COMMITTEE, State.RETURNED}),
        State.SUBMITTED,
        "projects.submit_proposal",
    ),
    "return": (frozenset({State.SUBMITTED}), State.RETURNED, "projects.decide_on_proposal"),
    "approve": (frozenset({State.SUBMITTED}), State.APPROVED, "projects.decide_on_proposal"),
    "reject": (frozenset({State.SUBMITTED}), State.REJECTED, "projects.decide_on_proposal"),
    "withdraw": (WITHDRAWABLE, State.WITHDRAWN, "projects.withdraw_proposal"),
    "start": (frozenset({State.APPROVED}), State.RUNNING, "projects.carry_out_project"),
    "finish": (frozenset({State.RUNNING}), State.FINISHED, "projects.carry_out_project"),
    "stop": (
        frozenset({State.APPROVED, State.RUNNING}),
        State.STOPPED,
        "projects.carry_out_project",
    ),
}
"""Every move of a proposal, in one table; what else each needs is said by its service."""


class ProjectKind(models.TextChoices):
    RADICAL = "radical", _("Radical innovation")
    INCREMENTAL = "incremental", _("Incremental innovation")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def submitted(self) -> ProposalQuerySet:
        """Submitted at least once: these are public, in the version last submitted."""
        return self.filter(current_version__isnull=False)

    def visible_to(self, user: Any) -> ProposalQuerySet:
        """What was submitted for everybody; before that for its group, seats and secretary."""
        public = Q(current_version__isnull=False)
        if not user.is_authenticated:
            return self.filter(public)
        works = Membership.objects.current().filter(
            committee=OuterRef("committee"),
            person__user=user,
            role__in=[*sorted(SEATS), Role.SECRETARY],
        )
        writes = GroupMembership.objects.current().filter(
            group=OuterRef("working_group"), person__user=user
        )
        return self.filter(public | Exists(works) | Exists(writes))

    def carried_out(self) -> ProposalQuerySet:
        return self.filter(state__in=CARRIED_OUT)

    def with_measured_benefits(self) -> ProposalQuerySet:
        """Load benefits, and as `standing_rows` what was measured of each, in two queries more."""
        from .benefits import Measurement  # noqa: PLC0415 - the two modules name each other

        standing = Measurement.objects.standing()
        rows = Prefetch("benefits__measurements", queryset=standing, to_attr="standing_rows")
        return self.prefetch_related("benefits", rows)

    def awaiting_decision(self) -> ProposalQuerySet:
        """What lies with the innovation chief, the longest wait first."""
        return self.filter(state=State.SUBMITTED).order_by("state_since", "pk")

    def newest_first(self) -> ProposalQuerySet:
        return self.order_by("-pk")

    def for_rows(self) -> ProposalQuerySet:
        """With all that a row in a list shows, in one query."""
        return self.select_related("committee", "working_group__committee", "current_version")


@pghistory.track()
class Proposal(Keyed):
    """A project proposal as the world sees it; what the group writes on stands in its draft.

    `title`, `summary`, `kind` and the address follow the draft until the first submission and
    change only with a submission from then on, so that whoever may read the row may show them.
    """

    State = State
    Kind = ProjectKind

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("committee")
    )
    working_group = models.ForeignKey(
        WorkingGroup,
        on_delete=models.PROTECT,
        related_name="proposals",
        verbose_name=_("working group"),
    )
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=120)
    slug = models.SlugField(_("address"), max_length=60, editable=False)
    summary = models.CharField(_("in short"), max_length=300, blank=True)
    kind = models.CharField(_("type"), max_length=12, choices=ProjectKind.choices)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=[("da", _("Danish")), ("en", _("English"))],
        default="da",
    )
    state = models.CharField(_("state"), max_length=16, choices=State.choices, default=State.DRAFT)
    state_since = models.DateTimeField(_("in this state since"), default=timezone.now)
    current_version = models.OneToOneField(
        "projects.ProposalVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("version last submitted"),
    )
    started_on = models.DateField(_("started on"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("created by"),
    )
    channel = models.OneToOneField(
        "notifications.Channel", on_delete=models.PROTECT, editable=False, related_name="proposal"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("project proposal")
        verbose_name_plural = _("project proposals")
        indexes = [
            models.Index(fields=["committee", "state"], name="proposal_of_committee"),
            # The desk: what waits for the chief, oldest first.
            models.Index(
                fields=["state_since", "id"],
                condition=Q(state="submitted"),
                name="proposal_awaits_decision",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["committee", "number"], name="proposal_number_once"),
            models.CheckConstraint(
                name="proposal_state_known", condition=Q(state__in=sorted(State.values))
            ),
            models.CheckConstraint(
                name="proposal_public_has_a_version",
                condition=Q(state="withdrawn")
                | (Q(state__in=sorted(BEFORE_SUBMISSION)) ^ Q(current_version__isnull=False)),
            ),
            models.CheckConstraint(
                name="proposal_running_has_a_start",
                condition=~Q(state__in=["running", "finished"]) | Q(started_on__isnull=False),
            ),
            models.CheckConstraint(
                name="proposal_over_has_an_end",
                condition=Q(state__in=["finished", "stopped"]) ^ Q(ended_on=None),
            ),
            models.CheckConstraint(
                name="proposal_ends_after_it_starts",
                condition=Q(ended_on=None) | Q(started_on=None) | Q(ended_on__gte=F("started_on")),
                violation_error_message=_("The last day must come after the first."),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Trigger(
                name="group_of_the_same_committee",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("committee_id", "working_group_id"),
                func="""
                    IF NOT EXISTS (
                        SELECT 1 FROM committee_workinggroup AS work
                        WHERE work.id = NEW.working_group_id
                        AND work.committee_id = NEW.committee_id
                    ) THEN
                        RAISE EXCEPTION 'pgtrigger: the group belongs to another committee';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        """What a draft is called stays with its group until it is submitted."""
        return self.title if self.is_public else f"{self._meta.verbose_name} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("projects:proposal-detail", args=[self.pk, self.slug])

    @property
    def is_public(self) -> bool:
        return self.current_version_id is not None

    @property
    def is_writable(self) -> bool:
        return self.state in WRITABLE

    @property
    def is_carried_out(self) -> bool:
        return self.state in CARRIED_OUT

    def standing(self, day: str) -> str:
        """Say the state with the day it began, as `day` words it: "Awaits decision since 3 May"."""
        state = self.get_state_display()
        if self.state in LASTING:
            return gettext("%(state)s since %(day)s") % {"state": state, "day": day}
        return f"{state} {day}"

    def days_waited(self, now: Any = None) -> int:
        """Whole days in the present state, by the calendar of Copenhagen."""
        now = now or timezone.now()
        return (timezone.localdate(now) - timezone.localdate(self.state_since)).days

    def authors(self) -> set[int]:
        """Return the accounts of all who are or were in the group, or saved a section.

        Two queries.
        """
        grouped = GroupMembership.objects.filter(
            group=self.working_group_id, person__user__isnull=False
        ).values_list("person__user", flat=True)
        wrote = self.sections.filter(text__revisions__author__isnull=False).values_list(
            "text__revisions__author", flat=True
        )
        return {*grouped.order_by("pk"), *wrote.order_by("pk"), self.created_by_id}


class Draft(models.Model):
    """What the working group writes on: the face of the version to come."""

    proposal = models.OneToOneField(Proposal, on_delete=models.PROTECT, related_name="draft")
    title = models.CharField(_("title"), max_length=120)
    summary = models.CharField(_("in short"), max_length=300, blank=True)
    kind = models.CharField(_("type"), max_length=12, choices=ProjectKind.choices)
    starts_on = models.DateField(_("planned start"), null=True, blank=True)
    ends_on = models.DateField(_("planned end"), null=True, blank=True)
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("saved by"),
    )

    class Meta:
        verbose_name = _("draft")
        verbose_name_plural = _("drafts")
        constraints = [
            models.CheckConstraint(
                name="draft_ends_after_it_starts",
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("The last day must come after the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
