"""Where a person's calendar is fetched by a program that cannot sign in."""

from __future__ import annotations

from secrets import token_urlsafe
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_secret() -> str:
    return token_urlsafe(32)


class CalendarAddress(models.Model):
    """The secret address of somebody's own calendar: whoever has it reads, and nothing more.

    A new secret takes the old one's place at once; closing the address removes the row.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        primary_key=True,
        related_name="calendar_address",
    )
    secret = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    number = models.PositiveIntegerField(_("which one it is"), default=1, editable=False)
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    objects: ClassVar[models.Manager[CalendarAddress]] = models.Manager()

    class Meta:
        verbose_name = _("address of a calendar")
        verbose_name_plural = _("addresses of calendars")
        constraints = [
            models.CheckConstraint(
                name="calendar_address_cannot_be_guessed",
                condition=Q(secret__regex="^.{40,}$"),  # noqa: S106 - a condition, no password
            ),
        ]

    def __str__(self) -> str:
        # The secret is nobody else's business, not even in a list of operators.
        return str(self.user_id)

    def get_absolute_url(self) -> str:
        return reverse("meetings:my-calendar", args=[self.secret])
