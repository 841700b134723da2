"""Taking unlawful content of the record from the public: one asks, another confirms."""

from __future__ import annotations

from typing import Any, cast

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.ui.models import Keyed

from .agenda import AgendaVersion, ItemAttachment
from .meetings import Meeting
from .minutes import MinutesVersion


class WithdrawalQuerySet(models.QuerySet["Withdrawal"]):
    def confirmed(self) -> WithdrawalQuerySet:
        return self.filter(answer__is_confirmed=True)

    def awaiting(self) -> WithdrawalQuerySet:
        return self.filter(answer=None)

    def of_meeting(self, meeting: Meeting) -> WithdrawalQuerySet:
        """Return those of the meeting's versions and attachments, the newest first."""
        return self.filter(
            Q(agenda_version__meeting=meeting)
            | Q(minutes_version__minutes__meeting=meeting)
            | Q(attachment__item__meeting=meeting)
        ).order_by("-pk")


class Withdrawal(Keyed):
    """A version or an attachment whose content is unlawful, to be taken from the public.

    The row stands beside the version and is never changed; it takes effect when another says so
    (`WithdrawalAnswer`). `note` is all that the public reads at the address afterwards.
    """

    agenda_version = models.ForeignKey(
        AgendaVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="withdrawals"
    )
    minutes_version = models.ForeignKey(
        MinutesVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="withdrawals"
    )
    attachment = models.ForeignKey(
        ItemAttachment, on_delete=models.PROTECT, null=True, blank=True, related_name="withdrawals"
    )
    why = models.CharField(
        _("what is unlawful"), max_length=400, help_text=_("Only for those who decide on it.")
    )
    note = models.CharField(
        _("what everybody reads instead"),
        max_length=400,
        help_text=_("Say why it was taken away, without repeating what it says."),
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    asked_role = models.CharField(_("role"), max_length=16)
    asked_at = models.DateTimeField(_("asked for"), default=timezone.now)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        verbose_name = _("withdrawal")
        verbose_name_plural = _("withdrawals")
        constraints = [
            models.CheckConstraint(
                name="withdrawal_of_one_thing",
                condition=Q(agenda_version__isnull=False, minutes_version=None, attachment=None)
                | Q(agenda_version=None, minutes_version__isnull=False, attachment=None)
                | Q(agenda_version=None, minutes_version=None, attachment__isnull=False),
            ),
            models.CheckConstraint(name="withdrawal_says_why", condition=~Q(why="") & ~Q(note="")),
        ]
        triggers = [pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.audit_label

    def get_absolute_url(self) -> str:
        """Return where the thing stands that it is about."""
        return self._thing.get_absolute_url()

    @property
    def audit_label(self) -> str:
        """What the record says: of what, never a word of it."""
        return f"{self._meta.verbose_name} {self.pk}, {self._thing}"

    @property
    def version(self) -> AgendaVersion | MinutesVersion | None:
        return self.minutes_version or self.agenda_version

    @property
    def _thing(self) -> AgendaVersion | MinutesVersion | ItemAttachment:
        return self.version or cast("ItemAttachment", self.attachment)

    @property
    def meeting(self) -> Meeting:
        thing = self._thing
        return thing.item.meeting if isinstance(thing, ItemAttachment) else thing.meeting

    @property
    def committee(self) -> Any:
        return self.meeting.committee

    @property
    def is_awaiting(self) -> bool:
        return getattr(self, "answer", None) is None

    @property
    def is_confirmed(self) -> bool:
        answer = getattr(self, "answer", None)
        return answer is not None and answer.is_confirmed


BY_ANOTHER = """
    IF NEW.is_confirmed AND EXISTS (
        SELECT 1 FROM meetings_withdrawal asked
        WHERE asked.id = NEW.withdrawal_id AND asked.asked_by_id = NEW.answered_by_id
    ) THEN
        RAISE EXCEPTION 'who asked for a withdrawal does not confirm it';
    END IF;
    RETURN NEW;
"""


class WithdrawalAnswer(models.Model):
    """Somebody else has confirmed or declined it; with the confirmation it takes effect."""

    withdrawal = models.OneToOneField(
        Withdrawal, on_delete=models.PROTECT, related_name="answer", primary_key=True
    )
    is_confirmed = models.BooleanField(_("confirmed"))
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    answered_role = models.CharField(_("role"), max_length=16)
    answered_at = models.DateTimeField(_("answered"), default=timezone.now)

    class Meta:
        verbose_name = _("answer to a withdrawal")
        verbose_name_plural = _("answers to withdrawals")
        triggers = [
            pgtrigger.Protect(name="frozen", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="by_another",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                func=BY_ANOTHER,
            ),
        ]

    def __str__(self) -> str:
        return str(self.withdrawal_id)
