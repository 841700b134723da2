"""Counts for the filters, kept with each change so that no page has to count a million rows."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date

from django.db import transaction
from django.db.models import Count, F, Sum
from django.db.models.functions import ExtractQuarter, ExtractYear
from django.utils import timezone

from .models import Answer, Handling, Idea, Tally

Facet = tuple[str, str]
FACETS = ("all", "theme", "capacity", "state", "quarter", "answers", "days")
"""`answers` and `days` hold, by year, how many first answers were given and what they took."""
WAITED = "waited"
"""Holds by days how many first answers took as long; for the committee's figures only."""


def facets(idea: Idea) -> set[Facet]:
    """Return where the idea is counted; nowhere while it is not in the catalogue."""
    if not idea.is_listed:
        return set()
    # The generated column is only known after a reload.
    state = idea.outcome if idea.handling == Handling.ANSWERED else idea.handling
    return {
        ("all", ""),
        ("theme", str(idea.theme_id)),
        ("capacity", str(idea.capacity_kind)),
        ("state", str(state)),
        ("quarter", quarter(timezone.localdate(idea.published_at))),
    }


def quarter(day: date) -> str:
    """Return the quarter of a year as filters and addresses name it: 2026-4."""
    return f"{day.year}-{(day.month + 2) // 3}"


@contextmanager
def recounted(idea: Idea) -> Iterator[None]:
    """Move the idea to its new counts after a change made inside, in the same transaction."""
    before = facets(idea)
    yield
    after = facets(idea)
    # One order for everybody, so that two changes wait for each other and never in a circle.
    for facet in sorted(before ^ after):
        _add(idea.committee_id, facet, 1 if facet in after else -1)


def counted_in(idea: Idea) -> None:
    """Count an idea that has just been made."""
    for facet in sorted(facets(idea)):
        _add(idea.committee_id, facet, 1)


def answer_counted(idea: Idea, *, year: int, days: int) -> None:
    """Remember how long the author of this idea waited for the first answer."""
    _add(idea.committee_id, ("answers", str(year)), 1)
    _add(idea.committee_id, ("days", str(year)), days)
    _add(idea.committee_id, (WAITED, str(days)), 1)


@transaction.atomic
def recount(committee_id: int) -> dict[Facet, tuple[int, int]]:
    """Count a committee's catalogue anew and mend what differs; returns (kept, right) for that.

    For the loader of demo data and a nightly check; the counters on ideas are mended by them.
    """
    right: Counter[Facet] = Counter()
    ideas = Idea.objects.listed().filter(committee=committee_id)
    for facet, column in (("theme", "theme"), ("capacity", "capacity_kind"), ("state", "state")):
        for value, total in ideas.values_list(column).annotate(n=Count("pk")).order_by(column):
            right[facet, str(value)] = total
    right["all", ""] = ideas.count()
    quarters = ideas.annotate(
        year=ExtractYear("published_at"), quarter=ExtractQuarter("published_at")
    )
    for year, part, total in (
        quarters.values_list("year", "quarter").annotate(n=Count("pk")).order_by("year")
    ):
        right["quarter", f"{year}-{part}"] += total
    firsts = Answer.objects.filter(idea__committee=committee_id, number=1)
    for answer in firsts.select_related("idea").order_by("pk").iterator(chunk_size=1000):
        year = str(timezone.localdate(answer.published_at).year)
        right["answers", year] += 1
        right["days", year] += answer.days_used
        right[WAITED, str(answer.days_used)] += 1
    rows = Tally.objects.select_for_update().filter(committee=committee_id).order_by("pk")
    kept = {(row.facet, row.value): row.count for row in rows}
    drift = {
        facet: (kept.get(facet, 0), right[facet])
        for facet in {*kept, *right}
        if kept.get(facet, 0) != right[facet]
    }
    for key, (was, should) in sorted(drift.items()):
        _add(committee_id, key, should - was)
    return drift


def _add(committee_id: int, facet: Facet, step: int) -> None:
    key = {"committee_id": committee_id, "facet": facet[0], "value": facet[1]}
    Tally.objects.bulk_create([Tally(**key)], ignore_conflicts=True)
    Tally.objects.filter(**key).update(count=F("count") + step)


def counts(committee_ids: Iterable[int] | None = None) -> dict[str, dict[str, int]]:
    """Return the counts by facet and value, of some committees or of all, in one query."""
    rows = Tally.objects.filter(facet__in=FACETS)
    if committee_ids is not None:
        rows = rows.filter(committee__in=committee_ids)
    found: dict[str, dict[str, int]] = {name: {} for name in FACETS}
    found["all"][""] = 0
    summed = rows.values("facet", "value").annotate(total=Sum("count"))
    for facet, value, total in summed.values_list("facet", "value", "total").order_by("facet"):
        found[facet][value] = total
    return found
