from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import pghistory
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Case, F, Func, Q, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.people.models import Person
from portal.ui.models import Keyed

from .committees import Committee


class Role(models.TextChoices):
    CHAIR = "chair", pgettext_lazy("office", "Chair")
    DEPUTY = "deputy", _("Deputy chair")
    MEMBER = "member", _("Member")
    SUBSTITUTE = "substitute", _("Substitute")
    SECRETARY = "secretary", _("Committee secretary")
    CHIEF = "chief", _("Innovation chief")


class AppointedAs(models.TextChoices):
    POLITICIAN = "politician", _("Politician")
    CITIZEN = "citizen", _("Citizen")
    OFFICIAL = "official", _("Official")


SEATS = frozenset({Role.CHAIR.value, Role.DEPUTY.value, Role.MEMBER.value})
"""Who sits in the committee: counts in composition, quorum and votes."""
OFFICES = frozenset({Role.SECRETARY.value, Role.CHIEF.value})
"""Who works for it: keeps the membership after the committee's end, never votes."""


class Period(Func):
    """The days of a row as a range, both ends included; no end is open."""

    function = "daterange"
    output_field = DateRangeField()

    def __init__(self, *columns: str, **extra: Any) -> None:
        columns = columns or ("started_on", "ended_on")
        super().__init__(*columns, Value("[]"), **extra)


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self, on: date | None = None) -> MembershipQuerySet:
        """Valid on the day: a seat ends with the committee, secretary and chief stay on."""
        on = on or timezone.localdate()
        return self.filter(
            Q(ended_on=None) | Q(ended_on__gte=on),
            Q(role__in=OFFICES) | Q(committee__ended_on=None) | Q(committee__ended_on__gte=on),
            started_on__lte=on,
        )

    def seats(self) -> MembershipQuerySet:
        return self.filter(role__in=SEATS)

    def offices(self) -> MembershipQuerySet:
        return self.filter(role__in=OFFICES)

    def in_order(self) -> MembershipQuerySet:
        """Chair, deputy, then by name in Danish order."""
        rank = Case(
            *(When(role=role, then=Value(place)) for place, role in enumerate(Role.values)),
            output_field=models.SmallIntegerField(),
        )
        return self.order_by(rank, "person__sort_key", "pk")


@pghistory.track()
class Membership(Keyed):
    """A seat or an office that a person holds for a time; ended, never erased."""

    Role = Role
    AppointedAs = AppointedAs

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("person")
    )
    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("committee")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    appointed_as = models.CharField(_("appointed as"), max_length=12, choices=AppointedAs.choices)
    votes = models.BooleanField(_("has a vote"), default=True)
    substitute_for = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="substitutes",
        verbose_name=_("substitute for"),
    )
    started_on = models.DateField(_("from"))
    ended_on = models.DateField(_("to and including"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        indexes = [models.Index(fields=["person", "started_on"], name="membership_of_person")]
        constraints = [
            models.CheckConstraint(
                name="membership_ends_after_it_starts",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
                violation_error_message=_("The last day must come after the first."),
            ),
            models.CheckConstraint(
                name="membership_officials_never_vote",
                condition=~Q(role__in=sorted(OFFICES)) | Q(votes=False, appointed_as="official"),
                violation_error_message=_("Secretary and chief are officials and have no vote."),
            ),
            models.CheckConstraint(
                name="membership_seats_are_for_the_appointed",
                condition=Q(role__in=sorted(OFFICES)) | ~Q(appointed_as="official"),
                violation_error_message=_("A seat is held by a politician or a citizen."),
            ),
            models.CheckConstraint(
                name="membership_only_substitutes_stand_in",
                condition=Q(substitute_for=None) | Q(role="substitute"),
            ),
            ExclusionConstraint(
                name="membership_one_seat_at_a_time",
                expressions=[
                    ("committee", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    (Period(), RangeOperators.OVERLAPS),
                ],
                condition=~Q(role__in=sorted(OFFICES)),
                violation_error_message=_("This person already has a seat in that time."),
            ),
            ExclusionConstraint(
                name="membership_each_office_once_at_a_time",
                expressions=[
                    ("committee", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("role", RangeOperators.EQUAL),
                    (Period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(role__in=sorted(OFFICES)),
                violation_error_message=_("This person already holds the office in that time."),
            ),
            ExclusionConstraint(
                name="membership_one_chair_at_a_time",
                expressions=[
                    ("committee", RangeOperators.EQUAL),
                    (Period(), RangeOperators.OVERLAPS),
                ],
                condition=Q(role="chair"),
                violation_error_message=_(
                    "The committee has a chair in that time. End that first."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"

    @property
    def has_picture(self) -> bool:
        return hasattr(self.person, "portrait")

    def get_absolute_url(self) -> str:
        return self.committee.get_absolute_url()

    def is_current(self, on: date | None = None) -> bool:
        """The same as `Membership.objects.current`, asked of one row."""
        on = on or timezone.localdate()
        last = self.ended_on
        if self.role not in OFFICES and self.committee.ended_on:
            last = min(last or self.committee.ended_on, self.committee.ended_on)
        return self.started_on <= on and (last is None or on <= last)


class Portrait(models.Model):
    """The picture of a person in office; given by the secretary, shown in public."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="portrait")
    file = models.ForeignKey("documents.File", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return str(self.person)


def roles_by_committee(user: Any) -> dict[int, frozenset[str]]:
    """Return the roles that this account holds today, by the committee's key.

    One query, kept on the user object, which lives as long as a request.
    """
    if not getattr(user, "is_authenticated", False):
        return {}
    today = timezone.localdate()
    kept: tuple[date, dict[int, frozenset[str]]] | None = getattr(user, "roles_today", None)
    if kept is None or kept[0] != today:
        found: defaultdict[int, set[str]] = defaultdict(set)
        rows = Membership.objects.current(today).filter(person__user=user)
        for committee_id, role in rows.values_list("committee_id", "role").order_by("pk"):
            found[committee_id].add(role)
        kept = (today, {pk: frozenset(roles) for pk, roles in found.items()})
        user.roles_today = kept
    return kept[1]


def roles_of(user: Any, committee: Committee | None) -> frozenset[str]:
    """Return the roles that this account holds in the committee today."""
    if committee is None:
        return frozenset()
    return roles_by_committee(user).get(committee.pk, frozenset())


def groups_of(user: Any) -> frozenset[int]:
    """Return the keys of the working groups in which this account works today."""
    from .groups import GroupMembership  # noqa: PLC0415 - the two modules name each other

    if not getattr(user, "is_authenticated", False):
        return frozenset()
    today = timezone.localdate()
    kept: tuple[date, frozenset[int]] | None = getattr(user, "groups_today", None)
    if kept is None or kept[0] != today:
        rows = GroupMembership.objects.current(today).filter(person__user=user)
        kept = (today, frozenset(rows.values_list("group_id", flat=True).order_by("pk")))
        user.groups_today = kept
    return kept[1]


def forget_roles(user: Any) -> None:
    """Ask the database again: for whoever changes memberships and goes on with the same user."""
    user.roles_today = user.groups_today = None
