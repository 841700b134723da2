from __future__ import annotations

from typing import Any, ClassVar

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from committee.models import Membership, Role
from portal.documents.models import File
from portal.people.models import Person
from portal.ui.models import Keyed

from .agenda import (
    AgendaItem,
    AgendaVersion,
    SectionKind,
    VersionQuerySet,
    content_triggers,
    withdrawals_of,
)
from .meetings import Meeting, insider_meetings
from .sitting import Attendance, AttendanceStatus


class MinutesState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("minutes", "Draft")
    IN_REVIEW = "in_review", pgettext_lazy("minutes", "In review")
    APPROVED = "approved", pgettext_lazy("minutes", "Approved")
    PUBLISHED = "published", pgettext_lazy("minutes", "Published")
    CORRECTING = "correcting", _("Being corrected")
    WITHDRAWN = "withdrawn", pgettext_lazy("minutes", "Withdrawn")


NOT_WITHDRAWN = frozenset(MinutesState.values) - {MinutesState.WITHDRAWN.value}


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def published(self) -> MinutesQuerySet:
        """Return those that the public can read; a withdrawn version is not read."""
        return self.filter(current_version__isnull=False, is_withdrawn=False)

    def visible_to(self, user: Any) -> MinutesQuerySet:
        """Return published minutes for everybody; drafts for the committee and who sat there.

        Whoever took part reviews what is written of it, also when their seat has ended since;
        closed items stay closed to them.
        """
        public = Q(current_version__isnull=False)
        if not user.is_authenticated or not user.is_active:
            return self.filter(public)
        sat = Attendance.objects.filter(
            meeting=OuterRef("meeting"), person__user=user, status=AttendanceStatus.PRESENT
        )
        inside = insider_meetings(user, committee="meeting__committee", meeting="meeting")
        return self.filter(public | inside | Q(Exists(sat)))


@pghistory.track()
class Minutes(models.Model):
    """The minutes of a meeting while they are written; published, they live in versions."""

    State = MinutesState

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    agenda_version = models.ForeignKey(
        AgendaVersion, on_delete=models.PROTECT, related_name="+", verbose_name=_("made from")
    )
    state = models.CharField(
        _("state"), max_length=12, choices=MinutesState.choices, default=MinutesState.DRAFT
    )
    review_round = models.PositiveSmallIntegerField(_("round of review"), default=0)
    review_deadline = models.DateField(_("answers until"), null=True, blank=True)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_role = models.CharField(_("role"), max_length=12, blank=True)
    current_version = models.OneToOneField(
        "meetings.MinutesVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published version"),
    )
    is_withdrawn = models.BooleanField(_("published version withdrawn"), default=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("of one meeting", "minutes")
        verbose_name_plural = pgettext_lazy("of several meetings", "minutes")
        constraints = [
            models.CheckConstraint(
                name="minutes_state_known", condition=Q(state__in=sorted(MinutesState.values))
            ),
            models.CheckConstraint(
                name="minutes_published_have_a_version",
                condition=Q(state__in=["published", "correcting", "withdrawn"])
                ^ Q(current_version=None),
            ),
            models.CheckConstraint(
                name="minutes_withdrawn_until_the_next_version",
                condition=Q(is_withdrawn=False, state__in=sorted(NOT_WITHDRAWN))
                | Q(is_withdrawn=True, state__in=["withdrawn", "correcting"]),
            ),
            models.CheckConstraint(
                name="minutes_approved_by_somebody",
                condition=Q(state__in=["draft", "in_review"])
                ^ Q(
                    approved_at__isnull=False,
                    approved_by__isnull=False,
                    approved_role__in=["chair", "deputy"],
                ),
            ),
            models.CheckConstraint(
                name="minutes_in_review_have_a_deadline",
                condition=~Q(state="in_review") | Q(review_deadline__isnull=False),
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return str(self.meeting)

    def get_absolute_url(self) -> str:
        return reverse("meetings:minutes-detail", args=[self.meeting_id])

    @property
    def audit_label(self) -> str:
        return self.meeting.audit_label

    @property
    def committee(self) -> Any:
        return self.meeting.committee

    @property
    def is_public(self) -> bool:
        return self.current_version_id is not None and not self.is_withdrawn

    @property
    def review_is_overdue(self) -> bool:
        """True after the day by which the answers were asked for; they are still taken."""
        return self.review_deadline is not None and self.review_deadline < timezone.localdate()

    @property
    def is_written(self) -> bool:
        """True while decisions and facts may be entered."""
        return self.state in {MinutesState.DRAFT, MinutesState.CORRECTING}

    @property
    def next_number(self) -> int:
        return self.current_version.number + 1 if self.current_version else 1


class MinutesVersion(models.Model):
    """Minutes as they were published; the database refuses every change.

    Which version is current stands in `Minutes.current_version`, so this row never needs one.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    supersedes = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    role = models.CharField(_("role"), max_length=12)
    sha512 = models.CharField(_("fingerprint"), max_length=128)

    objects: ClassVar[VersionQuerySet[MinutesVersion]] = VersionQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = _("version of minutes")
        verbose_name_plural = _("versions of minutes")
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "number"], name="minutes_version_number_once"
            ),
            models.CheckConstraint(
                name="minutes_version_follows_another",
                condition=Q(number=1, supersedes=None) | Q(number__gt=1, supersedes__isnull=False),
            ),
            models.CheckConstraint(
                name="minutes_version_hash", condition=Q(sha512__regex="^[0-9a-f]{128}$")
            ),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.minutes}, v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:minutes-version", args=[self.minutes.meeting_id, self.number])

    @property
    def withdrawal(self) -> Any:
        """What took it from the public, if anything did."""
        return withdrawals_of(type(self), self.pk).select_related("answer").first()

    @property
    def meeting(self) -> Meeting:
        return self.minutes.meeting

    @property
    def committee(self) -> Any:
        return self.minutes.committee


class MinutesBody(models.Model):
    """What a version of the minutes says, apart from the row that lists read."""

    version = models.OneToOneField(
        MinutesVersion, on_delete=models.PROTECT, related_name="body", primary_key=True
    )
    public = models.JSONField(_("for everybody"))
    member = models.JSONField(_("for the committee"))

    class Meta:
        verbose_name = _("content of minutes")
        verbose_name_plural = _("contents of minutes")
        triggers = content_triggers("minutes_version")

    def __str__(self) -> str:
        return str(self.version_id)


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def being_written(self) -> CorrectionQuerySet:
        return self.filter(released_at=None, dropped_at=None)


@pghistory.track()
class Correction(Keyed):
    """A correction of published minutes: written by one, released by another, or dropped.

    While it is open its items may be rewritten; the published version stays what it is.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="corrections")
    what = models.CharField(_("what is corrected"), max_length=400)
    why = models.CharField(_("why"), max_length=400)
    requested_by = models.CharField(_("asked for by"), max_length=120, blank=True)
    items = models.ManyToManyField(AgendaItem, related_name="corrections", verbose_name=_("items"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    writers = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    opened_at = models.DateTimeField(_("opened"), default=timezone.now)
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    dropped_at = models.DateTimeField(_("dropped"), null=True, blank=True)
    dropped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.OneToOneField(
        MinutesVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="correction"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        constraints = [
            models.UniqueConstraint(
                fields=["minutes"],
                condition=Q(released_at=None, dropped_at=None),
                name="correction_one_at_a_time",
            ),
            models.CheckConstraint(
                name="correction_dropped_by_somebody",
                condition=Q(dropped_at=None, dropped_by=None)
                | Q(dropped_at__isnull=False, dropped_by__isnull=False, released_at=None),
            ),
            models.CheckConstraint(
                name="correction_says_what_and_why", condition=~Q(what="") & ~Q(why="")
            ),
            models.CheckConstraint(
                name="correction_released_makes_a_version",
                condition=Q(released_at=None, released_by=None, version=None)
                | Q(released_at__isnull=False, released_by__isnull=False, version__isnull=False),
            ),
            models.CheckConstraint(
                name="correction_released_by_another",
                condition=Q(released_by=None) | ~Q(released_by=models.F("written_by")),
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.minutes}, {self.pk}"

    @property
    def committee(self) -> Any:
        return self.minutes.committee

    @property
    def meeting(self) -> Meeting:
        return self.minutes.meeting


class ApprovalChoice(models.TextChoices):
    APPROVED = "approved", pgettext_lazy("review", "Approved")
    RESERVATION = "reservation", pgettext_lazy("review", "Reservation")


@pghistory.track()
class Approval(models.Model):
    """What one who was present says of the minutes: right, or right but for this."""

    Choice = ApprovalChoice

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="approvals")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    review_round = models.PositiveSmallIntegerField(_("round of review"))
    choice = models.CharField(_("answer"), max_length=12, choices=ApprovalChoice.choices)
    text = models.CharField(_("reservation"), max_length=1000, blank=True)
    is_closed = models.BooleanField(
        _("about a closed item"),
        default=False,
        help_text=_("The public learns that there is a reservation, not what it says."),
    )
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "person", "review_round"], name="approval_once_in_a_round"
            ),
            models.CheckConstraint(
                name="approval_reservation_has_text",
                condition=Q(choice="reservation") ^ Q(text=""),
            ),
            models.CheckConstraint(
                name="approval_closed_is_reservation",
                condition=Q(is_closed=False) | Q(choice="reservation"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_choice_display()}"


class Edition(models.TextChoices):
    PUBLIC = "public", _("For everybody")
    MEMBER = "member", _("For the committee")


class MadeFromVersion(models.Model):
    """A file made from a frozen version; never changed, one for each edition and template."""

    Edition = Edition

    edition = models.CharField(_("edition"), max_length=8, choices=Edition.choices)
    template_version = models.CharField(_("version of the template"), max_length=20)
    file = models.ForeignKey(File, on_delete=models.PROTECT, related_name="+")
    sha512 = models.CharField(_("fingerprint"), max_length=128)
    created_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        abstract = True
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.edition} {self.template_version}"


class Rendition(MadeFromVersion):
    """The PDF of published minutes."""

    version = models.ForeignKey(MinutesVersion, on_delete=models.PROTECT, related_name="renditions")

    class Meta(MadeFromVersion.Meta):
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "edition", "template_version"], name="rendition_once"
            ),
        ]


class AgendaRendition(MadeFromVersion):
    """The PDF of a published agenda."""

    version = models.ForeignKey(AgendaVersion, on_delete=models.PROTECT, related_name="renditions")

    class Meta(MadeFromVersion.Meta):
        verbose_name = _("rendition of an agenda")
        verbose_name_plural = _("renditions of agendas")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "edition", "template_version"], name="agenda_rendition_once"
            ),
        ]


class CommentState(models.TextChoices):
    OPEN = "open", pgettext_lazy("comment on minutes", "Waits for an answer")
    TAKEN_OVER = "taken_over", pgettext_lazy("comment on minutes", "Taken over")
    ANSWERED = "answered", pgettext_lazy("comment on minutes", "Answered")


class ReviewCommentQuerySet(models.QuerySet["ReviewComment"]):
    def present(self) -> ReviewCommentQuerySet:
        return self.filter(removed_at=None)

    def visible_to(self, user: Any) -> ReviewCommentQuerySet:
        """Return what those who were present, and who runs the meeting, say of the draft.

        Under a closed item only to those who may read the item.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        sat = Attendance.objects.filter(
            meeting=OuterRef("minutes__meeting"),
            person__user=user,
            status=AttendanceStatus.PRESENT,
            membership__votes=True,
        )
        runs = Membership.objects.current().filter(
            committee=OuterRef("minutes__meeting__committee"),
            person__user=user,
            role__in=[Role.CHAIR, Role.DEPUTY, Role.SECRETARY],
        )
        readable = Q(item=None) | Q(item__in=AgendaItem.objects.visible_to(user))
        return self.present().filter(readable, Exists(sat) | Exists(runs))

    def in_order(self) -> ReviewCommentQuerySet:
        """The meeting as a whole first, then item by item as they stand."""
        return self.select_related("item", "person", "answered_by").order_by(
            models.F("item__position").asc(nulls_first=True), "pk"
        )


@pghistory.track()
class ReviewComment(Keyed):
    """What one who was present wants put right in the draft; kept when it is written on.

    It is never published: the minutes change or they don't, and a dissent has its own places.
    """

    State = CommentState

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="comments")
    review_round = models.PositiveSmallIntegerField(_("round of review"))
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="comments"
    )
    section = models.CharField(_("section"), max_length=16, choices=SectionKind.choices, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("comment"), max_length=1000)
    at = models.DateTimeField(_("at"), default=timezone.now)
    state = models.CharField(
        _("state"), max_length=12, choices=CommentState.choices, default=CommentState.OPEN
    )
    answer = models.CharField(_("answer"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    objects = ReviewCommentQuerySet.as_manager()
    number = ""
    """The item's number, once a page has found it."""

    class Meta:
        verbose_name = _("comment on minutes")
        verbose_name_plural = _("comments on minutes")
        constraints = [
            models.CheckConstraint(name="review_comment_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="review_comment_section_of_an_item",
                condition=Q(section="")
                | Q(item__isnull=False, section__in=sorted(SectionKind.values)),
            ),
            models.CheckConstraint(
                name="review_comment_answered_by_somebody",
                condition=Q(state="open", answered_at=None, answered_by=None, answer="")
                | Q(
                    state__in=["taken_over", "answered"],
                    answered_at__isnull=False,
                    answered_by__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="review_comment_answered_with_words", condition=~Q(state="answered", answer="")
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.audit_label

    @property
    def audit_label(self) -> str:
        """What the record says: whose minutes, never the words."""
        return f"{self._meta.verbose_name} {self.pk}, {self.minutes.audit_label}"

    @property
    def meeting(self) -> Meeting:
        return self.minutes.meeting

    @property
    def committee(self) -> Any:
        return self.minutes.committee

    @property
    def is_open(self) -> bool:
        return self.state == CommentState.OPEN
