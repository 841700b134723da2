"""What happened at the meeting: what was on when, who was there, who had to leave, who voted what.

What follows from it (who could vote, whether there was a quorum, who left under which item) is
said by `meetings.timeline` and nobody else.
"""

from __future__ import annotations

import pghistory
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from committee.models import Membership
from portal.people.models import Person

from .agenda import AgendaItem
from .meetings import Meeting


@pghistory.track()
class Adjournment(models.Model):
    """The meeting was broken off and goes on another day: two sittings under one set of minutes.

    `resumes_at` is planned, `resumed_at` is what happened. Each adjournment begins the meeting's
    next sitting; a meeting without any has one sitting, which is the meeting itself.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="adjournments")
    number = models.PositiveSmallIntegerField(_("number"))
    adjourned_at = models.DateTimeField(_("adjourned"))
    resumes_at = models.DateTimeField(_("goes on"))
    resumed_at = models.DateTimeField(_("went on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=160)
    address = models.CharField(_("address"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("adjournment")
        verbose_name_plural = _("adjournments")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="adjournment_number_once"),
            models.UniqueConstraint(
                fields=["meeting"], condition=Q(resumed_at=None), name="adjournment_one_is_open"
            ),
            models.CheckConstraint(
                name="adjournment_goes_on_later",
                condition=Q(resumes_at__gt=F("adjourned_at"))
                & (Q(resumed_at=None) | Q(resumed_at__gt=F("adjourned_at"))),
                violation_error_message=_("The meeting goes on after it was adjourned."),
            ),
            models.CheckConstraint(
                name="adjournment_numbered_from_one", condition=Q(number__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}: {self.number}"


@pghistory.track()
class ItemTurn(models.Model):
    """A stretch of time in which an item was dealt with; an open end means that it is on.

    An item has several when the committee came back to it, or the meeting was adjourned under it.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="turns")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="turns")
    began_at = models.DateTimeField(_("began"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("time of an item")
        verbose_name_plural = _("times of items")
        ordering = ["began_at"]
        constraints = [
            models.CheckConstraint(
                name="turn_ends_after_it_begins",
                condition=Q(ended_at=None) | Q(ended_at__gt=F("began_at")),
                violation_error_message=_("An item must end after it begins."),
            ),
            # One thing at a time: who was there under which item can only then be told.
            ExclusionConstraint(
                name="turns_one_at_a_time",
                expressions=[
                    ("meeting", RangeOperators.EQUAL),
                    (
                        models.Func(
                            F("began_at"),
                            F("ended_at"),
                            function="tstzrange",
                            output_field=DateTimeRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                violation_error_message=_("Two items cannot be on at the same time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}"


class AttendanceStatus(models.TextChoices):
    PRESENT = "present", pgettext_lazy("attendance", "Present")
    APOLOGY = "apology", _("Absent with apology")
    ABSENT = "absent", _("Absent without apology")


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    def present(self) -> AttendanceQuerySet:
        return self.filter(status=AttendanceStatus.PRESENT)

    def voting(self) -> AttendanceQuerySet:
        return self.filter(membership__votes=True)

    def in_order(self) -> AttendanceQuerySet:
        return self.order_by("rank", "person__sort_key", "pk")


@pghistory.track()
class Attendance(models.Model):
    """A person at a sitting of a meeting: there, excused or missing; a substitute for whom.

    Whoever is there has been there from first to last, unless `presences` say otherwise.
    """

    Status = AttendanceStatus

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    sitting = models.PositiveSmallIntegerField(_("sitting"), default=1)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="attendances")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(default=9, editable=False)
    status = models.CharField(_("attendance"), max_length=8, choices=AttendanceStatus.choices)
    stands_in_for = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="substitute",
        verbose_name=_("stands in for"),
    )
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "sitting", "person"], name="attendance_once"
            ),
            models.CheckConstraint(
                name="attendance_sittings_from_one", condition=Q(sitting__gte=1)
            ),
            models.CheckConstraint(
                name="attendance_status_known",
                condition=Q(status__in=sorted(AttendanceStatus.values)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_status_display()}"


class Mode(models.TextChoices):
    PHYSICAL = "physical", pgettext_lazy("attendance", "In the room")
    ONLINE = "online", pgettext_lazy("attendance", "Online")


@pghistory.track()
class Presence(models.Model):
    """A stretch of time in which somebody took part; an open end is the sitting's own.

    Under which item somebody came or left is not written here: it follows from the items' times.
    """

    Mode = Mode

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="presences")
    arrived_at = models.DateTimeField(_("arrived"), null=True, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    mode = models.CharField(
        _("takes part"), max_length=8, choices=Mode.choices, default=Mode.PHYSICAL
    )

    class Meta:
        verbose_name = _("time in the room")
        verbose_name_plural = _("times in the room")
        ordering = [F("arrived_at").asc(nulls_first=True), "pk"]
        constraints = [
            models.CheckConstraint(
                name="presence_leaves_after_arriving",
                condition=Q(left_at=None) | Q(arrived_at=None) | Q(left_at__gt=F("arrived_at")),
                violation_error_message=_("Nobody can leave before they arrive."),
            ),
            models.CheckConstraint(
                name="presence_mode_known", condition=Q(mode__in=sorted(Mode.values))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attendance_id}"


@pghistory.track()
class Disqualification(models.Model):
    """The committee's decision on whether somebody is disqualified under an item.

    Whoever is, leaves the room and does not vote, and never reads the item if it is closed.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="disqualifications")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    is_upheld = models.BooleanField(_("disqualified"), default=True)
    raised_by = models.CharField(_("raised by"), max_length=120, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    returned_at = models.DateTimeField(_("returned"), null=True, blank=True)
    substitute = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered"), default=timezone.now)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    class Meta:
        verbose_name = _("disqualification")
        verbose_name_plural = _("disqualifications")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person"],
                condition=Q(removed_at=None),
                name="disqualification_once",
            ),
            models.CheckConstraint(
                name="disqualification_returns_after_leaving",
                condition=Q(returned_at=None)
                | Q(left_at__isnull=False, returned_at__gt=F("left_at")),
                violation_error_message=_("Nobody can return before they leave."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.person}"


class VoteOption(models.TextChoices):
    FOR = "for", pgettext_lazy("vote", "For")
    AGAINST = "against", pgettext_lazy("vote", "Against")
    ABSTAIN = "abstain", pgettext_lazy("vote", "Abstains")


@pghistory.track()
class VoteEvent(models.Model):
    """A vote under an item; rare, because committees seek agreement, and then by name."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="votes")
    on = models.CharField(_("what was voted on"), max_length=200, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered"), default=timezone.now)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "on"], condition=Q(removed_at=None), name="vote_once_on_a_question"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.on}"


@pghistory.track(model_name="BallotHistory")  # `VoteEvent` is the vote itself
class Vote(models.Model):
    """What one person voted."""

    Option = VoteOption

    event = models.ForeignKey(VoteEvent, on_delete=models.PROTECT, related_name="ballots")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    option = models.CharField(_("vote"), max_length=8, choices=VoteOption.choices)

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        constraints = [
            models.UniqueConstraint(fields=["event", "person"], name="ballot_once"),
            models.CheckConstraint(
                name="ballot_option_known", condition=Q(option__in=sorted(VoteOption.values))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.option}"


@pghistory.track()
class ProtocolRemark(models.Model):
    """A member's short dissent, in their own words; nobody else changes it.

    Entered by the secretary, it counts as the member's when they have confirmed it.
    """

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="remarks")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("remark"), max_length=1000)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    entered_at = models.DateTimeField(_("entered"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    number: str
    """The printed number of its item, where a page has put it in."""

    class Meta:
        verbose_name = _("protocol remark")
        verbose_name_plural = _("protocol remarks")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "person"], condition=Q(removed_at=None), name="remark_once"
            ),
            models.CheckConstraint(name="remark_says_something", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.person}"
