from __future__ import annotations

from datetime import date
from typing import Any

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.people.models import Person
from portal.ui.models import Keyed

from .committees import Committee
from .memberships import Period


class WorkingGroupQuerySet(models.QuerySet["WorkingGroup"]):
    def visible_to(self, user: Any) -> WorkingGroupQuerySet:
        """Everybody: who works on what in a committee is public."""
        return self.all()

    def active(self, on: date | None = None) -> WorkingGroupQuerySet:
        on = on or timezone.localdate()
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=on), started_on__lte=on)

    def in_order(self) -> WorkingGroupQuerySet:
        return self.order_by("started_on", "pk")


class WorkingGroup(Keyed):
    """Forms inside a committee, often for one project; may take in people who are no members."""

    committee = models.ForeignKey(
        Committee,
        on_delete=models.PROTECT,
        related_name="working_groups",
        verbose_name=_("committee"),
    )
    slug = models.SlugField(_("address"), max_length=60)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.TextField(_("purpose"), blank=True)
    started_on = models.DateField(_("from"), default=timezone.localdate)
    ended_on = models.DateField(_("to and including"), null=True, blank=True)

    objects = WorkingGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "slug"],
                name="working_group_address_unique_in_committee",
                violation_error_message=_("The committee already has a group of that name."),
            ),
            models.CheckConstraint(
                name="working_group_ends_after_it_starts",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                violation_error_message=_("The last day must come after the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("committee:group-detail", args=[self.committee.slug, self.slug])

    @property
    def working_group(self) -> WorkingGroup:
        """Itself, so that predicates can ask anything for its group."""
        return self


class GroupMembershipQuerySet(models.QuerySet["GroupMembership"]):
    def current(self, on: date | None = None) -> GroupMembershipQuerySet:
        on = on or timezone.localdate()
        return self.filter(
            Q(ended_on=None) | Q(ended_on__gte=on),
            Q(group__ended_on=None) | Q(group__ended_on__gte=on),
            Q(group__committee__ended_on=None) | Q(group__committee__ended_on__gte=on),
            started_on__lte=on,
        )

    def in_order(self) -> GroupMembershipQuerySet:
        return self.order_by("person__sort_key", "pk")


@pghistory.track()
class GroupMembership(models.Model):
    """A person's time in a working group; ended, never erased."""

    group = models.ForeignKey(
        WorkingGroup,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("working group"),
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="group_memberships", verbose_name=_("person")
    )
    started_on = models.DateField(_("from"), default=timezone.localdate)
    ended_on = models.DateField(_("to and including"), null=True, blank=True)

    objects = GroupMembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("group membership")
        verbose_name_plural = _("group memberships")
        constraints = [
            models.CheckConstraint(
                name="group_membership_ends_after_it_starts",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                violation_error_message=_("The last day must come after the first."),
            ),
            ExclusionConstraint(
                name="group_membership_once_at_a_time",
                expressions=[
                    ("group", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (Period(), RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("This person is in the group in that time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.group}"

    @property
    def committee(self) -> Committee:
        return self.group.committee
