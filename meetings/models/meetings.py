from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from committee.models import SEATS, Committee, Membership, Role, roles_by_committee
from portal.ui.models import Keyed

if TYPE_CHECKING:
    from .sitting import Adjournment

INSIDERS = [*sorted(SEATS), Role.SECRETARY.value]
"""Who works with a committee's papers; a substitute joins them for the meetings called to."""


class MeetingState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("meeting", "Planned")
    CALLED = "called", pgettext_lazy("meeting", "Called")
    IN_PROGRESS = "in_progress", pgettext_lazy("meeting", "In progress")
    HELD = "held", pgettext_lazy("meeting", "Held")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "Cancelled")


class AgendaState(models.TextChoices):
    """Where the agenda is; a draft with a published version is the draft of the next one."""

    DRAFT = "draft", pgettext_lazy("agenda", "Draft")
    IN_REVIEW = "in_review", pgettext_lazy("agenda", "In review")
    PUBLISHED = "published", pgettext_lazy("agenda", "Published")
    LOCKED = "locked", pgettext_lazy("agenda", "Locked")


COMING = frozenset({MeetingState.PLANNED.value, MeetingState.CALLED.value})
UNDER_WORK = frozenset({AgendaState.DRAFT.value, AgendaState.IN_REVIEW.value})


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: Any) -> MeetingQuerySet:
        """Everybody: when and where the committee meets is public, cancellations too."""
        return self.all()

    def coming(self) -> MeetingQuerySet:
        """Return what is still to be held, or to go on, the next one first."""
        return self.filter(_still_to_come())

    def ahead(self) -> MeetingQuerySet:
        """Return what is coming, and what is not although its day is still to come: cancelled."""
        return self.filter(_still_to_come() | _called_off())

    def behind(self) -> MeetingQuerySet:
        """Return what lies behind, the latest first; cancelled ones keep their place."""
        return self.exclude(_still_to_come() | _called_off()).order_by("-starts_at", "-pk")

    def of_own_committees(self, user: Any) -> MeetingQuerySet:
        """Return those of the committees somebody belongs to today, or is called to."""
        today = Membership.objects.current().filter(person__user=user)
        own = today.filter(committee=OuterRef("committee")).exclude(role=Role.SUBSTITUTE)
        called = SubstituteCall.objects.filter(
            meeting=OuterRef("pk"), membership__person__user=user, withdrawn_at=None
        )
        return self.filter(Q(Exists(own)) | Q(Exists(called)))

    def with_minutes(self) -> MeetingQuerySet:
        """Return the meetings whose minutes are published, the latest first."""
        public = self.filter(minutes__current_version__isnull=False, minutes__is_withdrawn=False)
        return public.order_by("-starts_at", "-pk")

    def for_rows(self) -> MeetingQuerySet:
        """With all that a row in a list shows, in one query."""
        found = self.select_related("committee", "minutes", "current_agenda")
        return found.prefetch_related("moves", "adjournments")


def _still_to_come() -> Q:
    """Return the condition that a meeting, or the rest of an adjourned one, lies ahead."""
    from .sitting import Adjournment  # noqa: PLC0415 - the two modules name each other

    adjourned = Adjournment.objects.filter(
        meeting=OuterRef("pk"), resumed_at=None, resumes_at__gt=_day_ago()
    )
    under_way = Q(state__in=[*COMING, MeetingState.IN_PROGRESS])
    return under_way & (Q(ends_at__gt=_day_ago()) | Q(Exists(adjourned)))


def _called_off() -> Q:
    return Q(state=MeetingState.CANCELLED, ends_at__gt=timezone.now())


def _day_ago() -> Any:
    # A meeting that nobody closed stands among the coming ones for one day more, not for ever.
    return timezone.now() - timedelta(days=1)


@pghistory.track()
class Meeting(Keyed):
    """A meeting of a committee, from the plan to its published minutes.

    `starts_at` and `ends_at` are planned, `started_at` and `ended_at` are what happened. The
    agenda has no row of its own: its state, its order and its current version stand here.
    """

    State = MeetingState
    AgendaState = AgendaState

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="meetings", verbose_name=_("committee")
    )
    number = models.PositiveSmallIntegerField(
        _("number"),
        null=True,
        blank=True,
        help_text=_("Extraordinary meetings stand outside the row and have none."),
    )
    name = models.CharField(_("name"), max_length=120)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    started_at = models.DateTimeField(_("really started"), null=True, blank=True)
    ended_at = models.DateTimeField(_("really ended"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=160)
    address = models.CharField(_("address"), max_length=200, blank=True)
    access_info = models.CharField(_("access"), max_length=300, blank=True)
    online_link = models.URLField(
        _("online"), blank=True, help_text=_("Only those who take part see this link.")
    )
    open_to_public = models.BooleanField(_("open to the public"), default=False)
    state = models.CharField(
        _("state"), max_length=12, choices=MeetingState.choices, default=MeetingState.PLANNED
    )
    cancelled_reason = models.CharField(_("why it was cancelled"), max_length=300, blank=True)
    agenda_state = models.CharField(
        _("agenda"), max_length=12, choices=AgendaState.choices, default=AgendaState.DRAFT
    )
    calendar_revision = models.PositiveIntegerField(
        _("revision in calendars"), default=0, editable=False
    )
    order_revision = models.PositiveIntegerField(_("revision of the order"), default=0)
    current_agenda = models.OneToOneField(
        "meetings.AgendaVersion",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published agenda"),
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        indexes = [
            models.Index(fields=["committee", "-starts_at"], name="meeting_of_committee"),
            models.Index(fields=["-starts_at", "-id"], name="meeting_latest_first"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["committee", "number"], name="meeting_number_once"),
            models.CheckConstraint(
                name="meeting_ends_after_it_starts",
                condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("The meeting must end after it starts."),
            ),
            models.CheckConstraint(
                name="meeting_really_ends_after_it_starts",
                condition=Q(ended_at=None)
                | Q(started_at__isnull=False, ended_at__gt=F("started_at")),
                violation_error_message=_("The meeting must end after it starts."),
            ),
            models.CheckConstraint(
                name="meeting_states_known",
                condition=Q(state__in=sorted(MeetingState.values))
                & Q(agenda_state__in=sorted(AgendaState.values)),
            ),
            models.CheckConstraint(
                name="meeting_held_has_times",
                condition=~Q(state__in=["in_progress", "held"]) | Q(started_at__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_held_has_ended",
                condition=~Q(state="held") | Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="meeting_cancelled_has_a_reason",
                condition=Q(state="cancelled") ^ Q(cancelled_reason=""),
            ),
            models.CheckConstraint(
                name="meeting_published_agenda_has_a_version",
                condition=~Q(agenda_state__in=["published", "locked"])
                | Q(current_agenda__isnull=False),
            ),
            # The agenda is locked from the moment the meeting is opened, and never before.
            models.CheckConstraint(
                name="meeting_locks_its_agenda",
                condition=Q(state="cancelled")
                | (Q(state__in=["in_progress", "held"]) & Q(agenda_state="locked"))
                | (Q(state__in=["planned", "called"]) & ~Q(agenda_state="locked")),
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting-detail", args=[self.pk])

    @property
    def audit_label(self) -> str:
        return f"{self.name}, {timezone.localdate(self.starts_at):%d.%m.%Y}"

    @property
    def meeting(self) -> Meeting:
        """Itself, so that every predicate can ask anything for its meeting."""
        return self

    @property
    def is_cancelled(self) -> bool:
        return self.state == MeetingState.CANCELLED

    @property
    def is_coming(self) -> bool:
        return self.state in COMING

    @property
    def lies_ahead(self) -> bool:
        """Whether its day is drawn as one to come: also the day of a meeting that is cancelled."""
        return self.is_coming or (self.is_cancelled and self.ends_at > timezone.now())

    @property
    def pause(self) -> Adjournment | None:
        """The adjournment after which it has not gone on yet, if it is adjourned."""
        return next((row for row in self.adjournments.all() if row.resumed_at is None), None)

    @property
    def moved_from(self) -> datetime | None:
        """When it was to begin at first, if that was another time; what has been read stays true.

        From `moves`, so fetch them with the rows of a list.
        """
        moves = list(self.moves.all())
        return moves[0].starts_at if moves and moves[0].starts_at != self.starts_at else None

    @property
    def has_new_place(self) -> bool:
        """Whether it is held elsewhere than was said at first; from `moves`, too."""
        moves = list(self.moves.all())
        return bool(moves) and moves[0].place != self.place

    @property
    def is_extraordinary(self) -> bool:
        return self.number is None

    @property
    def name_in_text(self) -> str:
        """The name within a sentence: "ekstraordinært møde"; a name that was chosen stays."""
        with translation.override("da"):
            general = str(_("Extraordinary meeting"))
        return general[:1].lower() + self.name[1:] if self.name.startswith(general) else self.name

    @property
    def agenda_is_writable(self) -> bool:
        return self.state in COMING and self.agenda_state in UNDER_WORK

    @property
    def agenda_is_public(self) -> bool:
        return self.current_agenda_id is not None

    @property
    def minutes_are_public(self) -> bool:
        minutes = getattr(self, "minutes", None)
        return minutes is not None and minutes.is_public

    @property
    def next_agenda_number(self) -> int:
        return self.current_agenda.number + 1 if self.current_agenda else 1


class SubstituteCall(Keyed):
    """A substitute was called to one meeting, and has a member's rights for it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="calls")
    membership = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("substitute")
    )
    stands_in_for = models.ForeignKey(
        Membership, on_delete=models.PROTECT, related_name="+", verbose_name=_("stands in for")
    )
    called_at = models.DateTimeField(_("called"), default=timezone.now)
    called_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("call of a substitute")
        verbose_name_plural = _("calls of substitutes")
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "membership"],
                condition=Q(withdrawn_at=None),
                name="substitute_called_once",
            ),
            models.UniqueConstraint(
                fields=["meeting", "stands_in_for"],
                condition=Q(withdrawn_at=None),
                name="member_has_one_substitute",
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.membership} → {self.meeting}"


def insider_meetings(user: Any, *, committee: str, meeting: str) -> Q:
    """Return the condition that this person works with the meeting's papers today.

    `committee` and `meeting` are the paths from the row asked to the two. Members in seat and
    the secretary of the committee, and the substitutes called to this meeting; not the chief,
    the administrator, guests of working groups or former members.
    """
    if not user.is_authenticated or not user.is_active:
        return Q(pk__in=[])
    held = roles_by_committee(user)
    seats = [pk for pk, roles in held.items() if roles.intersection(INSIDERS)]
    inside = Q(**{f"{committee}__in": seats})
    if not any(Role.SUBSTITUTE in roles for roles in held.values()):
        return inside  # only a substitute is called, and most readers are none
    called = SubstituteCall.objects.filter(
        meeting=OuterRef(meeting),
        withdrawn_at=None,
        membership__in=Membership.objects.current().filter(person__user=user),
    )
    return inside | Q(Exists(called))
