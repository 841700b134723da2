from __future__ import annotations

import hashlib

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.people.models import Person
from portal.ui.models import Keyed

from .committees import Committee


def hashed(token: str) -> str:
    """Return what is stored of a token: enough to recognise it, not to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self) -> InvitationQuerySet:
        return self.filter(accepted_at=None, expires_at__gt=timezone.now())

    def with_token(self, token: str) -> InvitationQuerySet:
        return self.filter(token_hash=hashed(token))


class Invitation(Keyed):
    """A person in the record is asked by mail to take over that record with an account.

    The link works once, before it expires, for the invited address alone.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="invitations")
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    accepted_at = models.DateTimeField(_("accepted"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(
                name="invitation_accepted_by_somebody_at_a_time",
                condition=Q(accepted_by=None) | Q(accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="invitation_address_in_lower_case",
                condition=Q(email=models.functions.Lower("email")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.email}"

    @property
    def is_open(self) -> bool:
        return self.accepted_at is None and self.expires_at > timezone.now()
