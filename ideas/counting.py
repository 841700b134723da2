"""The nightly look at everything that is counted and kept: what drifted is reported and mended."""

from __future__ import annotations

import logging

from django.db import transaction
from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from committee.models import Committee
from portal.discussion import services as discussion
from portal.discussion.models import Comment

from . import tallies
from .models import Idea, Support

logger = logging.getLogger(__name__)


def mend_counts() -> dict[str, tuple[int, int]]:
    """Compare counters with what they count; return and log (kept, right) where they differ."""
    found: dict[str, tuple[int, int]] = {}
    for pk in _differing().values_list("pk", flat=True):
        found |= _mend_idea(pk)
    for committee in Committee.objects.order_by("pk").values_list("pk", flat=True):
        drift = tallies.recount(committee)
        found |= {f"committee {committee} {' '.join(key)}": pair for key, pair in drift.items()}
    for what, (kept, right) in found.items():
        logger.warning("Counter of %s was %d and should be %d", what, kept, right)
    return found


def _differing() -> QuerySet[Idea]:
    supports = _number(Support.objects.filter(idea=OuterRef("pk")), "idea")
    comments = _number(Comment.objects.shown().filter(thread=OuterRef("thread")), "thread")
    ideas = Idea.objects.annotate(supports_now=supports, comments_now=comments)
    right = ideas.filter(
        support_count=F("supports_now"),
        comment_count=F("comments_now"),
        thread__comment_count=F("comments_now"),
    )
    return Idea.objects.exclude(pk__in=right.values("pk")).order_by("pk")


def _number(rows: QuerySet[Support] | QuerySet[Comment], by: str) -> Coalesce:
    counted = rows.order_by().values(by).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


@transaction.atomic
def _mend_idea(pk: int) -> dict[str, tuple[int, int]]:
    """Count again with the idea locked: what is under way now is no drift."""
    idea = Idea.objects.select_for_update(of=("self",), no_key=True).get(pk=pk)
    kept = {"supports": idea.support_count, "comments": idea.comment_count}
    idea.support_count = idea.supports.count()
    idea.comment_count = discussion.recount(idea.thread_id)
    idea.save(update_fields=["support_count", "comment_count"])
    right = {"supports": idea.support_count, "comments": idea.comment_count}
    return {
        f"{name} of idea {pk}": (kept[name], right[name])
        for name in kept
        if kept[name] != right[name]
    }
