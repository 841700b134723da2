from __future__ import annotations

from decimal import Decimal
from typing import Any

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ideas.models import Idea
from portal.ui.models import Keyed
from portal.writing.models import Text

from .proposals import Proposal

YEARS = (2000, 2100)
"""A year outside is a slip of the keyboard."""


class SectionKind(models.TextChoices):
    """The sections of a proposal, in the order in which they are read."""

    CHALLENGE = "challenge", _("Challenge")
    VISION = "vision", _("Vision")
    TARGET_GROUP = "target_group", _("Target group")
    PARTICIPANTS = "participants", _("Participants")
    TIMELINE = "timeline", _("Timeline and milestones")
    FUNDING = "funding", _("Funding")
    RISKS = "risks", _("Risks")


class ProposalSection(models.Model):
    """One section; its words and all their revisions are kept by `portal.writing`."""

    Kind = SectionKind

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="sections")
    kind = models.CharField(_("section"), max_length=16, choices=SectionKind.choices)
    text = models.OneToOneField(Text, on_delete=models.PROTECT, related_name="proposal_section")

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        constraints = [
            models.UniqueConstraint(fields=["proposal", "kind"], name="section_once_in_proposal"),
            models.CheckConstraint(
                name="section_kind_known", condition=Q(kind__in=sorted(SectionKind.values))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.get_kind_display()}"


@pghistory.track()
class QualitativePotential(Keyed):
    """What gets better without a price on it, in one sentence."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="qualitative_potentials"
    )
    text = models.CharField(_("what gets better"), max_length=300)

    class Meta:
        verbose_name = _("qualitative potential")
        verbose_name_plural = _("qualitative potentials")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.text


@pghistory.track()
class EconomicPotential(Keyed):
    """Kroner in one year under one post, exact to the øre: low, expected and high."""

    proposal = models.ForeignKey(
        Proposal, on_delete=models.PROTECT, related_name="economic_potentials"
    )
    post = models.CharField(pgettext_lazy("budget", "post"), max_length=120)
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(YEARS[0]), MaxValueValidator(YEARS[1])]
    )
    low = models.DecimalField(pgettext_lazy("amount", "low"), max_digits=14, decimal_places=2)
    expected = models.DecimalField(
        pgettext_lazy("amount", "expected"), max_digits=14, decimal_places=2
    )
    high = models.DecimalField(pgettext_lazy("amount", "high"), max_digits=14, decimal_places=2)
    assumptions = models.CharField(_("assumptions"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("economic potential")
        verbose_name_plural = _("economic potentials")
        ordering = ["year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "post", "year"],
                name="economic_potential_post_once_a_year",
                violation_error_message=_("This post already stands under that year."),
            ),
            models.CheckConstraint(
                name="economic_potential_low_to_high",
                condition=Q(low__lte=F("expected")) & Q(expected__lte=F("high")),
                violation_error_message=_(
                    "The low amount must not exceed the expected, nor that the high one."
                ),
            ),
            models.CheckConstraint(
                name="economic_potential_year_sane",
                condition=Q(year__gte=YEARS[0], year__lte=YEARS[1]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}, {self.year}"


@pghistory.track()
class BudgetLine(Keyed):
    """What the project costs under one post in one year, exact to the øre."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="budget_lines")
    post = models.CharField(pgettext_lazy("budget", "post"), max_length=120)
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(YEARS[0]), MaxValueValidator(YEARS[1])]
    )
    amount = models.DecimalField(_("amount"), max_digits=14, decimal_places=2)

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ["year", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "post", "year"],
                name="budget_line_post_once_a_year",
                violation_error_message=_("This post already stands under that year."),
            ),
            models.CheckConstraint(
                name="budget_line_costs_something", condition=Q(amount__gt=Decimal(0))
            ),
            models.CheckConstraint(
                name="budget_line_year_sane",
                condition=Q(year__gte=YEARS[0], year__lte=YEARS[1]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.post}, {self.year}"


class IdeaLinkQuerySet(models.QuerySet["IdeaLink"]):
    def visible_to(self, user: Any) -> IdeaLinkQuerySet:
        """Links of the version last submitted for everybody; those being written for insiders."""
        public = Q(is_public=True)
        if not user.is_authenticated:
            return self.filter(public)
        written = Q(
            in_draft=True,
            proposal__in=Proposal.objects.filter(current_version=None).visible_to(user),
        )
        return self.filter(public | written)


class IdeaLink(models.Model):
    """The proposal grew out of this idea.

    A link taken out of the draft stays public until the next submission, one put in becomes
    public with it.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="idea_links")
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="project_links")
    in_draft = models.BooleanField(default=True)
    is_public = models.BooleanField(default=False)

    objects = IdeaLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("idea of a project")
        verbose_name_plural = _("ideas of projects")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "idea"], name="idea_link_once"),
            models.CheckConstraint(
                name="idea_link_stands_somewhere",
                condition=Q(in_draft=True) | Q(is_public=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal} ← {self.idea}"
