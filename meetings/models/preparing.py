"""What an agenda begins with: the committee's templates, and what people suggest for it."""

from __future__ import annotations

from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from committee.models import Committee, Membership
from portal.ui.models import Keyed

from .agenda import AgendaItem
from .meetings import INSIDERS


class AgendaTemplateQuerySet(models.QuerySet["AgendaTemplate"]):
    def visible_to(self, user: Any) -> AgendaTemplateQuerySet:
        """Return the templates of the committees whose agendas this person writes."""
        return self.filter(removed_at=None, committee__in=_worked_for(user))


@pghistory.track()
class AgendaTemplate(Keyed):
    """Items that a committee's agendas begin with, between the first and the last.

    `items` is a list in order; each has `title, kind, presenter, minutes, is_sub, is_public,
    public_title, closed_reason, sections` (kinds). A template holds no texts of a meeting.
    """

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="agenda_templates"
    )
    name = models.CharField(_("name"), max_length=80)
    items = models.JSONField(_("items"), default=list)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True)

    objects = AgendaTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("agenda template")
        verbose_name_plural = _("agenda templates")
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "name"],
                condition=Q(removed_at=None),
                name="agenda_template_name_once",
            )
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("meetings:template-edit", args=[self.pk])


class SuggestionState(models.TextChoices):
    OPEN = "open", pgettext_lazy("suggestion", "Not answered yet")
    TAKEN = "taken", pgettext_lazy("suggestion", "On the agenda")
    DECLINED = "declined", pgettext_lazy("suggestion", "Not taken on")
    WITHDRAWN = "withdrawn", pgettext_lazy("suggestion", "Withdrawn")


class ItemSuggestionQuerySet(models.QuerySet["ItemSuggestion"]):
    def visible_to(self, user: Any) -> ItemSuggestionQuerySet:
        """Return what this person suggested, and what was suggested to committees they work for."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(Q(suggested_by=user) | Q(committee__in=_worked_for(user)))

    def waiting(self) -> ItemSuggestionQuerySet:
        return self.filter(state=SuggestionState.OPEN).order_by("suggested_at", "pk")


@pghistory.track()
class ItemSuggestion(Keyed):
    """Somebody suggests an item for a coming agenda; who runs the meetings answers with words."""

    State = SuggestionState

    committee = models.ForeignKey(
        Committee, on_delete=models.PROTECT, related_name="item_suggestions"
    )
    title = models.CharField(_("title"), max_length=200)
    reason = models.TextField(_("why"), max_length=2000)
    suggested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="item_suggestions"
    )
    suggested_at = models.DateTimeField(_("suggested"), default=timezone.now)
    state = models.CharField(
        _("state"), max_length=10, choices=SuggestionState.choices, default=SuggestionState.OPEN
    )
    item = models.OneToOneField(
        AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="suggestion"
    )
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = ItemSuggestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("suggested item")
        verbose_name_plural = _("suggested items")
        indexes = [models.Index(fields=["committee", "state"], name="suggestion_of_committee")]
        constraints = [
            models.CheckConstraint(
                name="suggestion_state_known", condition=Q(state__in=sorted(SuggestionState.values))
            ),
            models.CheckConstraint(
                name="suggestion_taken_has_an_item",
                condition=Q(state="taken", item__isnull=False) | (~Q(state="taken") & Q(item=None)),
            ),
            models.CheckConstraint(
                name="suggestion_declined_with_words",
                condition=~Q(state="declined") | ~Q(answer=""),
            ),
        ]
        triggers = [pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete)]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_label(self) -> str:
        """What the record says: no word of what the public has not read."""
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:suggestion", args=[self.pk])


def _worked_for(user: Any) -> Any:
    """Return the committees whose papers this person works with today."""
    if not user.is_authenticated or not user.is_active:
        return Committee.objects.none()
    seats = Membership.objects.current().filter(person__user=user, role__in=INSIDERS)
    return Committee.objects.filter(pk__in=seats.order_by().values("committee"))
