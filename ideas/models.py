"""Ideas on three axes that never share a field: publication, handling, and link to another idea."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Case, Exists, F, Func, OuterRef, Q, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from committee.models import Committee, Membership, Role
from portal.people.models import CapacityKind, Contribution, Person
from portal.ui import editorial
from portal.ui.models import Keyed

LONGEST_TITLE = 90
LONGEST_BODY = 20_000


class ThemeQuerySet(models.QuerySet["Theme"]):
    def visible_to(self, user: Any) -> ThemeQuerySet:
        """Everybody: themes are editorial."""
        return self.all()

    def in_order(self) -> ThemeQuerySet:
        return self.order_by("committee", "position", "pk")


class Theme(Keyed):
    """A heading of a committee's catalogue, kept by its secretary."""

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="themes", verbose_name=_("committee")
    )
    slug = models.SlugField(_("address"), max_length=60)
    name_da = models.CharField(_("name in Danish"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    position = models.PositiveSmallIntegerField(_("place in the list"), default=0)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "slug"],
                name="theme_address_unique_in_committee",
                violation_error_message=_("The committee already has a theme of that name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return editorial.text(self, "name")


class State(models.TextChoices):
    """What readers see: the handling, and once it is answered, what the answer was."""

    NEW = "new", _("New")
    IN_REVIEW = "in_review", _("In review")
    TAKEN_UP = "taken_up", _("Taken up")
    PARTLY = "partly", _("Partly taken up")
    PASSED_ON = "passed_on", _("Passed on")
    NOT_TAKEN_UP = "not_taken_up", _("Not taken up")
    CARRIED_OUT = "carried_out", _("Carried out")


class Publication(models.TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Handling(models.TextChoices):
    NEW = State.NEW.value, State.NEW.label
    IN_REVIEW = State.IN_REVIEW.value, State.IN_REVIEW.label
    ANSWERED = "answered", _("Answered")


class Outcome(models.TextChoices):
    TAKEN_UP = State.TAKEN_UP.value, State.TAKEN_UP.label
    PARTLY = State.PARTLY.value, State.PARTLY.label
    PASSED_ON = State.PASSED_ON.value, State.PASSED_ON.label
    NOT_TAKEN_UP = State.NOT_TAKEN_UP.value, State.NOT_TAKEN_UP.label
    CARRIED_OUT = State.CARRIED_OUT.value, State.CARRIED_OUT.label


LISTED = Q(publication="published", hidden_at=None, merged_into=None)
"""What stands in the catalogue; every list's index is limited to it."""


LOT = Func("id", function="hashint8", output_field=models.IntegerField())
"""A place in a shuffled order that has nothing to do with age; the address says where it begins."""


class IdeaQuerySet(models.QuerySet["Idea"]):
    def visible_to(self, user: Any) -> IdeaQuerySet:
        """Return published and withdrawn ideas for everybody; a draft for its author only.

        What is hidden stays readable for its author, who may appeal, and for the secretary.
        """
        public = Q(hidden_at=None, publication__in=["published", "withdrawn"])
        if not user.is_authenticated:
            return self.filter(public)
        keeps = Membership.objects.current().filter(
            committee=OuterRef("committee"), person__user=user, role="secretary"
        )
        hidden = Q(hidden_at__isnull=False) & ~Q(publication="draft") & Exists(keeps)
        return self.filter(public | Q(author=user) | hidden)

    def listed(self) -> IdeaQuerySet:
        """Return what the catalogue shows."""
        return self.filter(LISTED)

    def waiting(self) -> IdeaQuerySet:
        """Return what still waits for an answer."""
        return self.listed().filter(handling__in=["new", "in_review"])

    def with_lots(self) -> IdeaQuerySet:
        return self.annotate(lot=LOT)

    def with_cards(self) -> IdeaQuerySet:
        """Load what a list row shows, and nothing of the long text."""
        return self.select_related("theme", "committee").defer("body")

    def for_page(self) -> IdeaQuerySet:
        """Load all that an idea's own page names."""
        return self.select_related("committee", "theme", "author", "responsible", "channel")


@pghistory.track(exclude=["state", "support_count", "comment_count", "last_active_at"])
class Idea(Contribution, Keyed):
    """An idea for a committee, written by one person in one capacity.

    The text as it was at each saving is kept in `IdeaVersion`; the row holds the latest.
    """

    State = State
    Publication = Publication
    Handling = Handling
    Outcome = Outcome

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="ideas", verbose_name=_("committee")
    )
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    slug = models.SlugField(_("address"), max_length=80)
    body = models.TextField(_("text"), validators=[MaxLengthValidator(LONGEST_BODY)])
    excerpt = models.CharField(_("beginning of the text"), max_length=200, editable=False)
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, related_name="ideas", verbose_name=_("theme")
    )
    language = models.CharField(_("language"), max_length=2, default="da")
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    publication = models.CharField(
        _("publication"), max_length=12, choices=Publication.choices, default=Publication.DRAFT
    )
    published_at = models.DateTimeField(_("published"), null=True, editable=False)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, editable=False)
    hidden_at = models.DateTimeField(_("hidden"), null=True, editable=False)
    hidden_reason = models.TextField(_("reason for hiding"), blank=True, editable=False)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("hidden by"),
    )

    handling = models.CharField(
        _("handling"), max_length=12, choices=Handling.choices, default=Handling.NEW
    )
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome.choices, blank=True)
    responsible = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible"),
    )
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)
    state = models.GeneratedField(
        expression=Case(When(handling="answered", then=F("outcome")), default=F("handling")),
        output_field=models.CharField(_("state"), max_length=16, choices=State.choices),
        db_persist=True,
    )

    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name=_("merged into"),
    )

    support_count = models.PositiveIntegerField(_("supports"), default=0, editable=False)
    comment_count = models.PositiveIntegerField(_("comments"), default=0, editable=False)
    last_active_at = models.DateTimeField(_("last active"), default=timezone.now, editable=False)
    thread = models.OneToOneField(
        "discussion.Thread", on_delete=models.PROTECT, related_name="idea", editable=False
    )
    channel = models.OneToOneField(
        "notifications.Channel", on_delete=models.PROTECT, related_name="idea", editable=False
    )

    objects = IdeaQuerySet.as_manager()

    class Meta:
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")
        indexes = [
            # The catalogue of all committees in its three orders.
            models.Index(fields=["-published_at", "-id"], condition=LISTED, name="idea_newest"),
            models.Index(fields=["-support_count", "-id"], condition=LISTED, name="idea_supported"),
            models.Index(fields=["-last_active_at", "-id"], condition=LISTED, name="idea_active"),
            models.Index(fields=["-comment_count", "-id"], condition=LISTED, name="idea_discussed"),
            models.Index(LOT, "id", condition=LISTED, name="idea_lot"),
            # One committee's catalogue.
            models.Index(
                fields=["committee", "-published_at", "-id"],
                condition=LISTED,
                name="idea_committee_newest",
            ),
            models.Index(
                fields=["committee", "-support_count", "-id"],
                condition=LISTED,
                name="idea_committee_supported",
            ),
            models.Index(
                fields=["committee", "-last_active_at", "-id"],
                condition=LISTED,
                name="idea_committee_active",
            ),
            models.Index(
                fields=["committee", "-comment_count", "-id"],
                condition=LISTED,
                name="idea_committee_discussed",
            ),
            models.Index("committee", LOT, "id", condition=LISTED, name="idea_committee_lot"),
            # One filter; two at once are combined from these.
            models.Index(
                fields=["theme", "-published_at", "-id"], condition=LISTED, name="idea_theme_newest"
            ),
            models.Index(
                fields=["capacity_kind", "-published_at", "-id"],
                condition=LISTED,
                name="idea_capacity_newest",
            ),
            models.Index(
                fields=["state", "-published_at", "-id"], condition=LISTED, name="idea_state_newest"
            ),
            # The desk: what waits for an answer, oldest first.
            models.Index(
                fields=["committee", "published_at", "id"],
                condition=LISTED & Q(handling__in=["new", "in_review"]),
                name="idea_waiting_oldest",
            ),
            # A person's own.
            models.Index(fields=["author", "-id"], name="idea_of_author"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "number"], name="idea_number_unique_in_committee"
            ),
            models.CheckConstraint(
                name="idea_has_title_and_text", condition=~Q(title="") & ~Q(body="")
            ),
            models.CheckConstraint(
                name="idea_published_has_time_and_number",
                condition=Q(publication="draft", published_at=None, number=None)
                | (
                    Q(publication__in=["published", "withdrawn"])
                    & Q(published_at__isnull=False, number__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="idea_withdrawn_has_time",
                condition=Q(publication="withdrawn", withdrawn_at__isnull=False)
                | (~Q(publication="withdrawn") & Q(withdrawn_at=None)),
            ),
            models.CheckConstraint(
                name="idea_hidden_with_reason",
                condition=Q(hidden_at=None, hidden_by=None, hidden_reason="")
                | (Q(hidden_at__isnull=False, hidden_by__isnull=False) & ~Q(hidden_reason="")),
            ),
            models.CheckConstraint(
                name="idea_answered_has_outcome",
                condition=(
                    Q(handling="answered", outcome__in=Outcome.values, answered_at__isnull=False)
                    | Q(handling__in=["new", "in_review"], outcome="", answered_at=None)
                ),
            ),
            models.CheckConstraint(
                name="idea_handled_when_published",
                condition=Q(handling="new") | ~Q(publication="draft"),
            ),
            models.CheckConstraint(
                name="idea_in_review_has_responsible",
                condition=~Q(handling="in_review") | Q(responsible__isnull=False),
            ),
            models.CheckConstraint(
                name="idea_not_merged_into_itself",
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        """The number only: the record outlives a title that its author takes back."""
        return f"#{self.number or '-'}"

    def get_absolute_url(self) -> str:
        return reverse("ideas:idea-detail", args=[self.pk, self.slug])

    def get_state_display(self) -> str:
        return str(State(self.state).label)

    @property
    def standing(self) -> tuple[str, str]:
        """What its author is told of it: draft, withdrawn or hidden, else what it has come to."""
        if self.publication != Publication.PUBLISHED:
            return "draft", str(Publication(self.publication).label)
        if self.is_hidden:
            return "closed", str(_("Hidden"))
        return self.state, self.get_state_display()

    @property
    def capacity_name(self) -> str:
        return str(CapacityKind(self.capacity_kind).label)

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def is_answered(self) -> bool:
        return self.handling == Handling.ANSWERED

    @property
    def is_listed(self) -> bool:
        """The same as `listed`, asked of one row."""
        return (
            self.publication == Publication.PUBLISHED
            and not self.is_hidden
            and self.merged_into_id is None
        )

    @property
    def is_open(self) -> bool:
        """Takes support and comments: in the catalogue, and its committee is at work."""
        return self.is_listed and not self.committee.has_ended

    @property
    def answer_promised_on(self) -> date | None:
        """The last day on which the committee's promise to answer is kept."""
        if self.published_at is None:
            return None
        return timezone.localdate(self.published_at) + timedelta(days=self.committee.answer_days)

    @property
    def answer_is_overdue(self) -> bool:
        promised = self.answer_promised_on
        return promised is not None and promised < timezone.localdate()

    def days_since_published(self, on: date | None = None) -> int:
        if self.published_at is None:
            return 0
        return ((on or timezone.localdate()) - timezone.localdate(self.published_at)).days


class IdeaVersion(models.Model):
    """An idea's text as it was saved; supporters and readers can see what they agreed to."""

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField(_("version"))
    title = models.CharField(_("title"), max_length=LONGEST_TITLE)
    body = models.TextField(_("text"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    saved_at = models.DateTimeField(_("saved"), default=timezone.now)

    class Meta:
        verbose_name = _("version of an idea")
        verbose_name_plural = _("versions of ideas")
        constraints = [
            models.UniqueConstraint(fields=["idea", "number"], name="idea_version_numbered_once"),
        ]
        triggers = [
            pgtrigger.Protect(name="stays_as_saved", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class Support(models.Model):
    """One person backs one idea, in the capacity held then; withdrawn by removing the row."""

    idea = models.ForeignKey(
        Idea, on_delete=models.PROTECT, related_name="supports", db_index=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="supports"
    )
    capacity_kind = models.CharField(_("capacity"), max_length=16, choices=CapacityKind.choices)
    capacity_label = models.CharField(_("on behalf of"), max_length=120, blank=True)
    version = models.PositiveIntegerField(_("version supported"), default=1)
    created_at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        constraints = [
            models.UniqueConstraint(fields=["idea", "user"], name="support_once_per_person"),
        ]
        indexes = [
            # The figure of an idea: its supports by capacity.
            models.Index(fields=["idea", "capacity_kind"], name="support_by_capacity"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.idea_id}"


class Answer(models.Model):
    """What the committee says becomes of an idea. Final: it is corrected by a further one."""

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="answers")
    number = models.PositiveSmallIntegerField(_("number"))
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome.choices)
    reason = models.TextField(_("reason"))
    left_out = models.TextField(_("what is not taken up"), blank=True)
    passed_to = models.CharField(_("passed on to"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=2, default="da")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    role = models.CharField(_("role"), max_length=12)
    published_at = models.DateTimeField(_("published"), default=timezone.now)

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(fields=["idea", "number"], name="answer_numbered_once"),
            models.CheckConstraint(name="answer_has_reason", condition=~Q(reason="")),
            models.CheckConstraint(
                name="answer_passed_on_says_to_whom",
                condition=Q(outcome="passed_on") ^ Q(passed_to=""),
            ),
            models.CheckConstraint(
                name="answer_partly_says_what_is_not",
                condition=Q(outcome="partly") ^ Q(left_out=""),
            ),
            models.CheckConstraint(
                name="answer_has_known_outcome", condition=Q(outcome__in=Outcome.values)
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="is_final", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.idea}: {self.get_outcome_display()}"

    @property
    def role_name(self) -> str:
        """The office in which it was given, as the record names it."""
        return str(dict(Role.choices).get(self.role, ""))

    @property
    def days_used(self) -> int:
        return self.idea.days_since_published(timezone.localdate(self.published_at))


class HandlingStep(models.Model):
    """The public log of an idea's handling: who moved it where, in what role, and why."""

    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(_("to"), max_length=16, choices=State.choices)
    reason = models.TextField(_("reason"), blank=True)
    answer = models.OneToOneField(Answer, on_delete=models.PROTECT, null=True, related_name="step")
    responsible = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=12)
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("step in the handling")
        verbose_name_plural = _("steps in the handling")
        indexes = [models.Index(fields=["idea", "id"], name="handling_step_of_idea")]
        triggers = [
            pgtrigger.Protect(name="stays_in_log", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.idea}: {self.get_state_display()}"


class Tally(models.Model):
    """How many ideas the catalogue holds for one value of one filter, kept with every change."""

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="tallies")
    facet = models.CharField(max_length=12)
    value = models.CharField(max_length=24, blank=True)
    count = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("count of ideas")
        verbose_name_plural = _("counts of ideas")
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "facet", "value"], name="tally_once_per_value"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.facet} {self.value}: {self.count}"


class Draft(models.Model):
    """What a visitor typed before signing in; it waits here, unread by anybody else.

    The browser holds the secret, the row only its hash, until an account claims it.
    """

    committee = models.ForeignKey(Committee, on_delete=models.CASCADE, related_name="+")
    secret_hash = models.CharField(max_length=64, unique=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+"
    )
    form_key = models.UUIDField(unique=True)
    typed = models.JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("unsent idea")
        verbose_name_plural = _("unsent ideas")
        indexes = [models.Index(fields=["saved_at"], name="draft_oldest")]

    def __str__(self) -> str:
        return f"{self.pk}"
