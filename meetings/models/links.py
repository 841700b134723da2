"""What an item is about: the idea it grew from, the proposal it made the committee's own."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from committee.models import Deliverable
from ideas.models import Idea
from projects.models import Proposal

from .agenda import AgendaItem
from .meetings import insider_meetings


class LinkQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: Any) -> LinkQuerySet:
        """Return links that a published version shows under an open item, and all for insiders.

        A link to a closed item would say what the item is about.
        """
        public = Q(published_at__isnull=False, item__is_public=True, item__shown_is_public=True)
        inside = insider_meetings(
            user, committee="item__meeting__committee", meeting="item__meeting"
        )
        return self.filter(public | inside, item__in=AgendaItem.objects.visible_to(user))

    def in_order(self) -> LinkQuerySet:
        return self.order_by("pk")


class IdeaLink(models.Model):
    """An item takes up an idea; published with the agenda that shows it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="idea_links")
    idea = models.ForeignKey(Idea, on_delete=models.PROTECT, related_name="item_links")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to an idea")
        verbose_name_plural = _("links to ideas")
        constraints = [
            models.UniqueConstraint(fields=["item", "idea"], name="item_links_idea_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} → {self.idea_id}"


class ProposalLink(models.Model):
    """An item deals with a project proposal; published with the agenda that shows it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="proposal_links")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="item_links")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to a proposal")
        verbose_name_plural = _("links to proposals")
        constraints = [
            models.UniqueConstraint(fields=["item", "proposal"], name="item_links_proposal_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} → {self.proposal_id}"


class DeliverableLink(models.Model):
    """An item deals with what the committee hands over; published with the agenda that shows it."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="deliverable_links")
    deliverable = models.ForeignKey(
        Deliverable, on_delete=models.PROTECT, related_name="item_links"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    added_at = models.DateTimeField(_("added"), default=timezone.now)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to a deliverable")
        verbose_name_plural = _("links to deliverables")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "deliverable"], name="item_links_deliverable_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} → {self.deliverable_id}"


class Adoption(models.Model):
    """The committee made a proposal its own at an item; without it nothing is submitted."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="adoptions")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="adoptions")
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    adopted_at = models.DateTimeField(_("adopted"), default=timezone.now)
    published_at = models.DateTimeField(_("published"), null=True, blank=True, editable=False)

    objects = LinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("adoption")
        verbose_name_plural = _("adoptions")
        constraints = [
            models.UniqueConstraint(fields=["item", "proposal"], name="item_adopts_once"),
        ]

    def __str__(self) -> str:
        return f"{self.item_id} → {self.proposal_id}"
