from __future__ import annotations

from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.ui import editorial
from portal.ui.models import Keyed

from .committees import Committee
from .memberships import Membership, Role

KEEP_PUBLISHED_TASKS = """
    IF EXISTS (
        SELECT 1 FROM committee_mandateversion AS version
        WHERE version.state = 'published'
        AND version.id = CASE WHEN TG_OP = 'INSERT' THEN NEW.version_id ELSE OLD.version_id END
    ) THEN
        RAISE EXCEPTION 'pgtrigger: a published mandate keeps its tasks';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    RETURN NEW;
"""


class MandateVersionQuerySet(models.QuerySet["MandateVersion"]):
    def published(self) -> MandateVersionQuerySet:
        return self.filter(state=MandateVersion.State.PUBLISHED)

    def visible_to(self, user: Any) -> MandateVersionQuerySet:
        """Published versions for everybody; a draft for the secretary who writes it."""
        published = Q(state=MandateVersion.State.PUBLISHED)
        if not user.is_authenticated:
            return self.filter(published)
        writes = Membership.objects.current().filter(
            committee=OuterRef("committee"), person__user=user, role=Role.SECRETARY
        )
        return self.filter(published | Exists(writes))

    def newest_first(self) -> MandateVersionQuerySet:
        return self.order_by("-number")

    def in_force(self) -> MandateVersion | None:
        return self.published().select_related("committee").newest_first().first()


@pghistory.track()
class MandateVersion(Keyed):
    """The mandate as the council gave it; once published it stays as it is for good."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="mandates", verbose_name=_("committee")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.DRAFT)
    background_da = models.TextField(_("background in Danish"), blank=True)
    background_en = models.TextField(_("background in English"), blank=True)
    composition_da = models.TextField(_("composition in Danish"), blank=True)
    composition_en = models.TextField(_("composition in English"), blank=True)
    period_da = models.TextField(_("period in Danish"), blank=True)
    period_en = models.TextField(_("period in English"), blank=True)
    reporting_da = models.TextField(_("to whom the committee reports, in Danish"), blank=True)
    reporting_en = models.TextField(_("to whom the committee reports, in English"), blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = MandateVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints = [
            models.UniqueConstraint(fields=["committee", "number"], name="mandate_number_once"),
            models.UniqueConstraint(
                fields=["committee"], condition=Q(state="draft"), name="mandate_one_draft"
            ),
            models.CheckConstraint(
                name="mandate_published_has_time",
                condition=Q(published_at=None) ^ Q(state="published"),
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="keep_published",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="published"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.committee}, v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("committee:mandate-version", args=[self.committee.slug, self.number])

    @property
    def is_published(self) -> bool:
        return self.state == self.State.PUBLISHED

    @property
    def rendition(self) -> MandateRendition | None:
        """The newest PDF of this version, if it has been made; one query."""
        return self.renditions.select_related("file").order_by("-pk").first()


class MandateTask(models.Model):
    """One of the tasks that the council set, perhaps with a target: three to five projects."""

    version = models.ForeignKey(MandateVersion, on_delete=models.CASCADE, related_name="tasks")
    number = models.PositiveSmallIntegerField(_("number"), validators=[MinValueValidator(1)])
    title_da = models.CharField(_("title in Danish"), max_length=200)
    title_en = models.CharField(_("title in English"), max_length=200, blank=True)
    text_da = models.TextField(_("text in Danish"), blank=True)
    text_en = models.TextField(_("text in English"), blank=True)
    target_low = models.PositiveSmallIntegerField(_("at least"), null=True, blank=True)
    target_high = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="mandate_task_number_once"),
            models.CheckConstraint(
                name="mandate_task_target_is_a_range",
                condition=Q(target_low=None, target_high=None)
                | Q(target_high__gte=F("target_low"), target_low__isnull=False),
                violation_error_message=_("The target’s upper end must not be below its lower."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="keep_published_tasks",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=KEEP_PUBLISHED_TASKS,
            )
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title_da}"

    @property
    def committee(self) -> Committee:
        return self.version.committee

    @property
    def title(self) -> str:
        return editorial.text(self, "title")


class TaskProgress(models.Model):
    """How far the committee is with one of its tasks, by the task's number in the mandate."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="task_progress")
    task_number = models.PositiveSmallIntegerField(_("task"))
    steps_done = models.PositiveSmallIntegerField(_("steps done"), default=0)
    steps_total = models.PositiveSmallIntegerField(_("steps in all"), default=5)
    status_da = models.CharField(
        _("where we are, in Danish"),
        max_length=80,
        blank=True,
        help_text=_(
            "A few words with the number, like 2 of 5 steps. Empty: the steps are counted."
        ),
    )
    status_en = models.CharField(_("where we are, in English"), max_length=80, blank=True)
    next_da = models.CharField(_("what comes next, in Danish"), max_length=240, blank=True)
    next_en = models.CharField(_("what comes next, in English"), max_length=240, blank=True)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("progress of a task")
        verbose_name_plural = _("progress of tasks")
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "task_number"], name="task_progress_once_for_each_task"
            ),
            models.CheckConstraint(
                name="task_progress_within_its_steps",
                condition=Q(
                    steps_done__lte=F("steps_total"), steps_total__gte=1, steps_total__lte=12
                ),
                violation_error_message=_(
                    "No more steps can be done than there are, up to twelve."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task_number}: {self.steps_done}/{self.steps_total}"


class MandateRendition(models.Model):
    """The PDF of a published mandate, one for each state of the template; made once."""

    version = models.ForeignKey(MandateVersion, on_delete=models.PROTECT, related_name="renditions")
    template_version = models.PositiveSmallIntegerField()
    file = models.ForeignKey("documents.File", on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("PDF of a mandate")
        verbose_name_plural = _("PDFs of mandates")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "template_version"], name="mandate_rendition_once"
            )
        ]
        triggers = [pgtrigger.Protect(name="keep", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.version}, PDF"
