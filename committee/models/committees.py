from __future__ import annotations

from datetime import date
from typing import Any

import pghistory
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.ui import editorial

EDITABLE = (
    "name_da",
    "name_en",
    "lead_da",
    "lead_en",
    "about_da",
    "about_en",
    "legal_basis_da",
    "legal_basis_en",
    "reports_to_da",
    "reports_to_en",
    "council_decides_on",
    "council_decision_da",
    "council_decision_en",
    "council_decision_url",
    "contact_name",
    "contact_title_da",
    "contact_title_en",
    "contact_email",
    "contact_phone",
    "ideas_open_from",
    "ideas_open_to",
    "answer_days",
    "notice_days",
    "remind_days",
    "remind_day_before",
    "count_saturday",
    "minutes_days",
    "quorum_rule",
    "participants_suggest_items",
)
"""The secretary's; the dates, the address and what is featured are the administrator's."""


class CommitteeQuerySet(models.QuerySet["Committee"]):
    """Coming, ongoing and ended follow from the dates; they are not stored."""

    def visible_to(self, user: Any) -> CommitteeQuerySet:
        """Everybody: a committee is public from the day it is set up, and stays readable."""
        return self.all()

    def coming(self, on: date | None = None) -> CommitteeQuerySet:
        return self.filter(started_on__gt=on or timezone.localdate())

    def ongoing(self, on: date | None = None) -> CommitteeQuerySet:
        on = on or timezone.localdate()
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=on), started_on__lte=on)

    def ended(self, on: date | None = None) -> CommitteeQuerySet:
        return self.filter(ended_on__lt=on or timezone.localdate())

    def in_order(self) -> CommitteeQuerySet:
        return self.order_by("-started_on", "pk")


@pghistory.track()
class Committee(models.Model):
    """A task committee under section 17(4): set up for one task, dissolved when it is solved."""

    class Stage(models.TextChoices):
        COMING = "coming", _("Coming")
        ONGOING = "ongoing", _("Ongoing")
        ENDED = "ended", _("Ended")

    class QuorumRule(models.TextChoices):
        """How many of those with a vote must be there for the committee to decide."""

        HALF = "half", _("At least half")
        MORE_THAN_HALF = "more_than_half", _("More than half")
        NONE = "none", _("No rule")

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name_da = models.CharField(_("name in Danish"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)
    lead_da = models.TextField(_("opening in Danish"), blank=True)
    lead_en = models.TextField(_("opening in English"), blank=True)
    about_da = models.TextField(_("about the committee, in Danish"), blank=True)
    about_en = models.TextField(_("about the committee, in English"), blank=True)
    legal_basis_da = models.TextField(_("legal basis in Danish"), blank=True)
    legal_basis_en = models.TextField(_("legal basis in English"), blank=True)
    started_on = models.DateField(_("starts on"))
    ended_on = models.DateField(
        _("ends on"), null=True, blank=True, help_text=_("The committee’s last day.")
    )
    reports_to_da = models.CharField(_("reports to, in Danish"), max_length=200, blank=True)
    reports_to_en = models.CharField(_("reports to, in English"), max_length=200, blank=True)
    council_decides_on = models.DateField(
        _("the council decides on"),
        null=True,
        blank=True,
        help_text=_("The council’s meeting about what the committee hands over."),
    )
    council_decision_da = models.TextField(_("the council’s decision in Danish"), blank=True)
    council_decision_en = models.TextField(_("the council’s decision in English"), blank=True)
    council_decision_url = models.URLField(_("address of the council’s minutes"), blank=True)

    contact_name = models.CharField(_("contact: name"), max_length=120, blank=True)
    contact_title_da = models.CharField(_("contact: title in Danish"), max_length=120, blank=True)
    contact_title_en = models.CharField(_("contact: title in English"), max_length=120, blank=True)
    contact_email = models.EmailField(_("contact: e-mail address"), blank=True)
    contact_phone = models.CharField(_("contact: phone"), max_length=40, blank=True)

    notice_days = models.PositiveSmallIntegerField(
        _("agendas are published, days before the meeting"),
        default=4,
        validators=[MaxValueValidator(30)],
    )
    count_saturday = models.BooleanField(_("Saturday counts as a working day"), default=False)
    remind_days = models.PositiveSmallIntegerField(
        _("who has not answered an invitation is reminded, days before the meeting"),
        default=3,
        validators=[MaxValueValidator(30)],
        help_text=_("0: nobody is."),
    )
    remind_day_before = models.BooleanField(
        _("all are reminded the day before a meeting"), default=True
    )
    minutes_days = models.PositiveSmallIntegerField(
        _("minutes are published, days after the meeting"),
        default=3,
        validators=[MaxValueValidator(60)],
    )
    quorum_rule = models.CharField(
        _("quorum"),
        max_length=16,
        choices=QuorumRule.choices,
        default=QuorumRule.HALF,
        help_text=_(
            "The local government act asks for at least half in committees (section 20); a"
            " committee’s own rules of procedure can say otherwise."
        ),
    )
    ideas_open_from = models.DateField(
        _("ideas from"),
        null=True,
        blank=True,
        help_text=_("Empty: from the committee’s first day."),
    )
    ideas_open_to = models.DateField(
        _("ideas to and including"),
        null=True,
        blank=True,
        help_text=_("Empty: until the committee’s last day."),
    )
    answer_days = models.PositiveSmallIntegerField(
        _("ideas are answered within days"),
        default=30,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
    )
    participants_suggest_items = models.BooleanField(
        _("everybody who signs in may suggest items for the agenda"),
        default=False,
        help_text=_("Members always may. The secretary or the chair answers each with words."),
    )
    is_featured = models.BooleanField(
        _("featured"), default=False, help_text=_("Shown on the front page. One at a time.")
    )
    channel = models.OneToOneField(
        "notifications.Channel", on_delete=models.PROTECT, editable=False, related_name="committee"
    )

    objects = CommitteeQuerySet.as_manager()

    class Meta:
        verbose_name = _("committee")
        verbose_name_plural = _("committees")
        constraints = [
            models.CheckConstraint(
                name="committee_quorum_rule_known",
                condition=Q(quorum_rule__in=["half", "more_than_half", "none"]),
            ),
            models.CheckConstraint(
                name="committee_ends_after_it_starts",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                violation_error_message=_("The last day must come after the first."),
            ),
            models.CheckConstraint(
                name="committee_ideas_close_after_they_open",
                condition=Q(ideas_open_from=None)
                | Q(ideas_open_to=None)
                | Q(ideas_open_to__gte=F("ideas_open_from")),
                violation_error_message=_("Ideas must close after they open."),
            ),
            models.CheckConstraint(
                name="committee_council_decides_after_the_start",
                condition=Q(council_decides_on=None) | Q(council_decides_on__gte=F("started_on")),
                violation_error_message=_("The council decides after the committee has started."),
            ),
            models.CheckConstraint(
                name="committee_council_decision_has_a_day",
                condition=Q(council_decision_da="") | Q(council_decides_on__isnull=False),
                violation_error_message=_("Say on which day the council decided."),
            ),
            models.UniqueConstraint(
                fields=["is_featured"],
                condition=Q(is_featured=True),
                name="committee_one_is_featured",
                violation_error_message=_("Another committee is featured. Change that one first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name_da

    def get_absolute_url(self) -> str:
        return reverse("committee:committee-detail", args=[self.slug])

    @property
    def committee(self) -> Committee:
        """Itself, so that every predicate can ask anything for its committee."""
        return self

    @property
    def name(self) -> str:
        return editorial.text(self, "name")

    @property
    def lead(self) -> str:
        return editorial.text(self, "lead")

    @property
    def about(self) -> str:
        return editorial.text(self, "about")

    @property
    def legal_basis(self) -> str:
        return editorial.text(self, "legal_basis")

    @property
    def reports_to(self) -> str:
        return editorial.text(self, "reports_to")

    @property
    def council_decision(self) -> str:
        return editorial.text(self, "council_decision")

    @property
    def contact_title(self) -> str:
        return editorial.text(self, "contact_title")

    def quorum_of(self, seats: int) -> int:
        """Return how many must be there for the committee to decide, of so many with a vote."""
        if self.quorum_rule == self.QuorumRule.NONE:
            return 0
        if self.quorum_rule == self.QuorumRule.MORE_THAN_HALF:
            return seats // 2 + 1
        return (seats + 1) // 2

    def stage(self, on: date | None = None) -> Stage:
        on = on or timezone.localdate()
        if self.started_on > on:
            return self.Stage.COMING
        if self.ended_on and self.ended_on < on:
            return self.Stage.ENDED
        return self.Stage.ONGOING

    @property
    def is_coming(self) -> bool:
        return self.stage() == self.Stage.COMING

    @property
    def is_ongoing(self) -> bool:
        return self.stage() == self.Stage.ONGOING

    @property
    def has_ended(self) -> bool:
        return self.stage() == self.Stage.ENDED

    @property
    def ideas_open_on(self) -> date:
        """The first day on which ideas may be sent."""
        return self.ideas_open_from or self.started_on

    @property
    def ideas_close_on(self) -> date | None:
        """The last day on which ideas may be sent; never after the committee's own."""
        days = [day for day in (self.ideas_open_to, self.ended_on) if day]
        return min(days) if days else None

    def accepts_ideas(self, on: date | None = None) -> bool:
        on = on or timezone.localdate()
        closes = self.ideas_close_on
        return self.ideas_open_on <= on and (closes is None or on <= closes)


class CommitteeLink(models.Model):
    """A page elsewhere that belongs to the committee's work."""

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="links")
    title_da = models.CharField(_("title in Danish"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    url = models.URLField(_("address"))
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("link")
        verbose_name_plural = _("links")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title_da
