"""Who is who: accounts that sign in, persons in office, and the capacities that people act in."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

import pghistory
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AnonymousUser, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.ui.text import sort_key


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Create an account; without a password it can only be entered by a link or a passkey."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """An account that signs in with its e-mail address.

    It says nothing about offices: those hang on a `Person`, who may have an account or not.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    display_name = models.CharField(_("name"), max_length=120)
    language = models.CharField(
        _("language of mails"),
        max_length=2,
        choices=[("da", _("Danish")), ("en", _("English"))],
        default="da",
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    is_staff = models.BooleanField(
        _("administrator"),
        default=False,
        help_text=_("Sets up committees and people. Gives no right inside a committee."),
    )
    date_joined = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique_whatever_the_case"),
            models.CheckConstraint(name="user_is_never_superuser", condition=Q(is_superuser=False)),
        ]

    def __str__(self) -> str:
        return self.display_name

    def get_full_name(self) -> str:
        return self.display_name

    def get_short_name(self) -> str:
        return self.display_name.split(" ")[0]


class PersonQuerySet(models.QuerySet["Person"]):
    def in_order(self) -> PersonQuerySet:
        return self.order_by("sort_key", "pk")


@pghistory.track()
class Person(models.Model):
    """A person as the record names them; stays in the minutes whatever becomes of the account."""

    name = models.CharField(_("name"), max_length=120)
    sort_key = models.CharField(max_length=120, editable=False, db_collation="C")
    email = models.EmailField(
        _("e-mail address"),
        blank=True,
        help_text=_("Only for the secretary; never shown in public."),
    )
    phone = models.CharField(
        _("phone"),
        max_length=40,
        blank=True,
        help_text=_("Only for the secretary; never shown in public."),
    )
    user = models.OneToOneField(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="person",
        verbose_name=_("account"),
    )

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        indexes = [models.Index(fields=["sort_key", "id"], name="person_in_order")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.sort_key = sort_key(self.name)
        if (fields := kwargs.get("update_fields")) is not None and "name" in fields:
            kwargs["update_fields"] = {*fields, "sort_key"}
        super().save(*args, **kwargs)


class CapacityKind(models.TextChoices):
    """The seven capacities of the mandate's third task."""

    CITIZEN = "citizen", _("Citizen")
    VOLUNTEER = "volunteer", _("Volunteer")
    COMPANY = "company", _("Company")
    ASSOCIATION = "association", _("Association")
    EMPLOYEE = "employee", _("Employee")
    LEADER = "leader", _("Leader")
    POLITICIAN = "politician", _("Politician")


class CapacityQuerySet(models.QuerySet["Capacity"]):
    def valid(self, on: date | None = None) -> CapacityQuerySet:
        on = on or timezone.localdate()
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=on), started_on__lte=on)

    def held_by(self, user: User | AnonymousUser, on: date | None = None) -> CapacityQuerySet:
        """Return the capacities in which this account may act on the day."""
        if not user.is_authenticated:
            return self.none()
        return self.valid(on).filter(user=user).order_by("pk")

    def visible_to(self, user: User | AnonymousUser) -> CapacityQuerySet:
        """One's own, and for those who grant them everybody's."""
        if not user.is_authenticated:
            return self.none()
        return self.all() if user.has_perm("people.grant_capacity") else self.filter(user=user)


@pghistory.track()
class Capacity(models.Model):
    """A capacity that an account holds for a time: everybody is a citizen, the rest is granted.

    Only `volunteer` is declared by the person; the others carry who granted them.
    """

    Kind = CapacityKind
    SELF_DECLARED = {CapacityKind.CITIZEN, CapacityKind.VOLUNTEER}

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="capacities", verbose_name=_("account")
    )
    kind = models.CharField(_("capacity"), max_length=16, choices=CapacityKind.choices)
    organisation = models.CharField(
        _("organisation"),
        max_length=120,
        blank=True,
        help_text=_("For a company or an association."),
    )
    started_on = models.DateField(_("from"), default=timezone.localdate)
    ended_on = models.DateField(_("to and including"), null=True, blank=True)
    granted_by = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("granted by"),
    )

    objects = CapacityQuerySet.as_manager()

    class Meta:
        verbose_name = _("capacity")
        verbose_name_plural = _("capacities")
        constraints = [
            models.CheckConstraint(
                name="capacity_ends_after_it_starts",
                condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
            ),
            models.CheckConstraint(
                name="capacity_organisation_named_where_needed",
                condition=Q(kind__in=["company", "association"]) ^ Q(organisation=""),
            ),
            models.UniqueConstraint(
                fields=["user", "kind", "organisation"],
                condition=Q(ended_on=None),
                name="capacity_held_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return (
            f"{self.get_kind_display()}, {self.organisation}"
            if self.organisation
            else self.get_kind_display()
        )


class Contribution(models.Model):
    """Something a person wrote: the capacity and its label are frozen at that moment."""

    author = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("author")
    )
    capacity_kind = models.CharField(_("capacity"), max_length=16, choices=CapacityKind.choices)
    capacity_label = models.CharField(_("on behalf of"), max_length=120, blank=True)

    class Meta:
        abstract = True

    @property
    def standing(self) -> tuple[str, str] | None:
        """Return the kind of badge and the word for where it stands, if it goes anywhere."""
        return None

    @staticmethod
    def capacity_values(capacity: Capacity) -> dict[str, str]:
        """Return what is frozen of a capacity, to be passed on when the row is made."""
        return {"capacity_kind": capacity.kind, "capacity_label": capacity.organisation}
