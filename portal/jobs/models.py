"""One row for each piece of background work."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import ExpressionWrapper, Value
from django.db.models.functions import Least, Power
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LONGEST_WAIT_BETWEEN_SENDS = timedelta(minutes=5)


class JobQuerySet(models.QuerySet["Job"]):
    def for_key(self, task: str, key: object) -> Job | None:
        return self.filter(task=task, key=str(key)).first()

    def failed(self) -> JobQuerySet:
        return self.filter(state=Job.State.FAILED)

    def lost(self) -> JobQuerySet:
        """Return what a worker had begun and no longer holds."""
        return self.filter(state=Job.State.RUNNING, lease_until__lt=timezone.now())

    def undelivered(self) -> JobQuerySet:
        """Return what waits although it is due: never sent, or sent and not taken up.

        A job may wait because the queue is long, so each time it is sent again the patience
        doubles; a message too many is harmless, the claim refuses it.
        """
        now = timezone.now()
        patience = ExpressionWrapper(
            Value(timedelta(seconds=settings.JOB_SWEEP_SECONDS))
            * Power(2, F("sends") - 1, output_field=models.FloatField()),
            output_field=models.DurationField(),
        )
        return self.filter(state=Job.State.QUEUED, available_at__lte=now).filter(
            Q(sent_at=None)
            | Q(sent_at__lt=now - Least(patience, Value(LONGEST_WAIT_BETWEEN_SENDS)))
        )


class Job(models.Model):
    """A task for a key: done once, however often it is started.

    `lease` names the worker's hold on the row; only who knows it may report progress or the
    end. `error` is the cause of the last failed attempt, in words for people.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("At work")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")

    task = models.CharField(_("task"), max_length=80, editable=False)
    key = models.CharField(_("key"), max_length=120, editable=False)
    state = models.CharField(
        _("state"), max_length=8, choices=State.choices, default=State.QUEUED, editable=False
    )
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0, editable=False)
    progress = models.PositiveSmallIntegerField(_("progress in percent"), default=0, editable=False)
    error = models.TextField(_("cause"), blank=True, editable=False)
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("started by"),
    )
    request_id = models.CharField(_("request"), max_length=64, blank=True, editable=False)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    available_at = models.DateTimeField(_("not before"), default=timezone.now, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, editable=False)
    sends = models.PositiveSmallIntegerField(default=0, editable=False)
    lease = models.UUIDField(null=True, editable=False)
    lease_until = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)

    objects: ClassVar[JobQuerySet] = JobQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        constraints = [
            models.UniqueConstraint(fields=["task", "key"], name="job_once_for_a_key"),
            models.CheckConstraint(
                name="job_lease_only_while_running",
                condition=Q(state="running", lease__isnull=False, lease_until__isnull=False)
                | (~Q(state="running") & Q(lease=None, lease_until=None)),
            ),
            models.CheckConstraint(
                name="job_finished_has_time",
                condition=Q(state__in=["done", "failed"]) ^ Q(finished_at=None),
            ),
            models.CheckConstraint(name="job_progress_is_percent", condition=Q(progress__lte=100)),
        ]
        indexes = [
            # the sweep looks at these every few seconds
            models.Index(fields=["available_at"], condition=Q(state="queued"), name="job_waiting"),
            models.Index(fields=["lease_until"], condition=Q(state="running"), name="job_leased"),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.key}"

    @property
    def is_open(self) -> bool:
        return self.state in {self.State.QUEUED, self.State.RUNNING}
