"""What somebody took on at a meeting: it lives on until it is closed, across meetings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.people.models import Person
from portal.ui.models import Keyed

from .agenda import AgendaItem
from .meetings import Meeting, insider_meetings

SOON = timedelta(days=3)


class ActionState(models.TextChoices):
    OPEN = "open", pgettext_lazy("follow-up", "Open")
    DONE = "done", pgettext_lazy("follow-up", "Done")
    DROPPED = "dropped", pgettext_lazy("follow-up", "Dropped")


class ActionPointQuerySet(models.QuerySet["ActionPoint"]):
    def present(self) -> ActionPointQuerySet:
        return self.filter(removed_at=None)

    def open(self) -> ActionPointQuerySet:
        return self.present().filter(state=ActionState.OPEN)

    def closed(self) -> ActionPointQuerySet:
        return self.present().exclude(state=ActionState.OPEN)

    def overdue(self, on: date | None = None) -> ActionPointQuerySet:
        return self.open().filter(due_on__lt=on or timezone.localdate())

    def of(self, person: Person) -> ActionPointQuerySet:
        """Return what this person has taken on."""
        return self.filter(responsible=person)

    def visible_to(self, user: Any) -> ActionPointQuerySet:
        """Return what this person may read: never more than of the item it was made under.

        Those who work with the meeting's papers, and whoever is responsible. The public reads of
        it only in what was published.
        """
        if not user.is_authenticated or not user.is_active:
            return self.none()
        inside = insider_meetings(
            user, committee="item__meeting__committee", meeting="item__meeting"
        )
        own = Q(responsible__user=user)
        return self.present().filter(inside | own, item__in=AgendaItem.objects.visible_to(user))

    def for_everybody(self) -> ActionPointQuerySet:
        """Return what an agenda may tell the public: open, and read in published minutes before."""
        return self.open().filter(
            is_public=True,
            published_at__isnull=False,
            item__is_public=True,
            item__shown_is_public=True,
        )

    def before(self, meeting: Meeting) -> ActionPointQuerySet:
        """Return what comes from the committee's meetings before this one."""
        return self.filter(
            item__meeting__committee=meeting.committee_id,
            item__meeting__starts_at__lt=meeting.starts_at,
        )

    def soonest_first(self) -> ActionPointQuerySet:
        return self.order_by(F("due_on").asc(nulls_last=True), "pk")

    def for_rows(self) -> ActionPointQuerySet:
        """With all that a row in a list shows, in one query."""
        return self.select_related("item__meeting__committee", "responsible")


@pghistory.track()
class ActionPoint(Keyed):
    """Who does what by when, as it was agreed under an item.

    Under a closed item it is never public, whatever `is_public` says. `published_at` is set by the
    first published minutes that tell of it; from then on it can be closed, not taken away.
    """

    State = ActionState

    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="action_points", verbose_name=_("item")
    )
    text = models.CharField(_("what is to be done"), max_length=400)
    responsible = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="action_points",
        verbose_name=_("responsible"),
    )
    responsible_outside = models.CharField(
        _("responsible outside the committee"), max_length=120, blank=True
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    is_public = models.BooleanField(_("in the public minutes"), default=True)
    state = models.CharField(
        _("state"), max_length=8, choices=ActionState.choices, default=ActionState.OPEN
    )
    closing_words = models.CharField(_("what came of it"), max_length=400, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_in_item = models.ForeignKey(
        AgendaItem,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="closed_action_points",
        verbose_name=_("closed under"),
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    objects = ActionPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("action point")
        verbose_name_plural = _("action points")
        indexes = [
            models.Index(fields=["due_on"], condition=Q(state="open"), name="action_open_due"),
        ]
        constraints = [
            models.CheckConstraint(name="action_says_something", condition=~Q(text="")),
            models.CheckConstraint(
                name="action_state_known", condition=Q(state__in=sorted(ActionState.values))
            ),
            models.CheckConstraint(
                name="action_one_responsible",
                condition=Q(responsible=None) ^ Q(responsible_outside=""),
                violation_error_message=_("Choose who does it, or write a name from outside."),
            ),
            models.CheckConstraint(
                name="action_closed_with_words",
                condition=Q(
                    state="open",
                    closed_at=None,
                    closed_by=None,
                    closed_in_item=None,
                    closing_words="",
                )
                | (
                    Q(
                        state__in=["done", "dropped"],
                        closed_at__isnull=False,
                        closed_by__isnull=False,
                    )
                    & ~Q(closing_words="")
                ),
            ),
            models.CheckConstraint(
                name="action_published_stays",
                condition=Q(published_at=None) | Q(removed_at=None),
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.audit_label

    def get_absolute_url(self) -> str:
        return reverse("meetings:action-detail", args=[self.pk])

    @property
    def audit_label(self) -> str:
        """What the record says: the item it stands under, never its words."""
        return f"{self._meta.verbose_name} {self.pk}, {self.item.audit_label}"

    @property
    def meeting(self) -> Meeting:
        return self.item.meeting

    @property
    def committee(self) -> Any:
        return self.item.meeting.committee

    @property
    def who(self) -> str:
        """The name of whoever does it."""
        return self.responsible.name if self.responsible else self.responsible_outside

    @property
    def is_open(self) -> bool:
        return self.state == ActionState.OPEN

    @property
    def is_overdue(self) -> bool:
        return self.is_open and self.due_on is not None and self.due_on < timezone.localdate()

    @property
    def is_known(self) -> bool:
        """Whether the public has read of it, under an item that is still open."""
        item = self.item
        return (
            self.is_public
            and self.published_at is not None
            and item.is_public
            and item.shown_is_public
        )
