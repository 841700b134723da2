"""Finding: a bounded set of candidates, ranked; and where there are few, words that are alike.

A question is read as `websearch_to_tsquery` reads it: all words, "a phrase", or, -without. The
newest `MOST_RANKED` entries that match are ranked, however many there are, so that a word which
stands everywhere costs no more than another. Where fewer than `ENOUGH` are found, words count
that are like those asked for: typos, and compounds that have them inside.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db import connection
from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast

from .models import Entry
from .sources import Source, sources
from .words import SHORTEST_ALIKE, plain, single

MOST_RANKED = 1000
ENOUGH = 20
MOST_ALIKE = 12
MOST_COMPARED = 8
"""Words of a text that others are compared by: its longest."""
LONGEST_QUESTION = 200
ORDER = ("-rank", "-pk")
_RANK_STEPS = 1_000_000


@dataclass(frozen=True)
class Question:
    """What is asked for, as the database compares it; `lexemes` are what a hit has."""

    query: Any
    lexemes: tuple[str, ...]
    is_widened: bool = False


def found(question: Question, user: Any, only: Iterable[str] = ()) -> QuerySet[Entry]:
    """Return the ranked entries that this person may find; to be ordered by `ORDER`."""
    asked = {name: one for name, one in sources().items() if not only or name in only}
    newest = Entry.objects.filter(source__in=asked, vector=question.query).order_by("-at", "-pk")
    rank = Cast(SearchRank(F("vector"), question.query) * _RANK_STEPS, IntegerField())
    candidates = Entry.objects.filter(pk__in=newest.values("pk")[:MOST_RANKED])
    return candidates.filter(_visible(asked, user)).annotate(rank=rank).defer("vector")


def exact(text: str) -> Question | None:
    """Read a question as it stands; None where nothing is left to look for."""
    asked = plain(text[:LONGEST_QUESTION])
    query = SearchQuery(asked, config="danish", search_type="websearch")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT numnode(q), tsvector_to_array(to_tsvector('danish', %s))"
            " FROM websearch_to_tsquery('danish', %s) AS q",
            [asked, asked],
        )
        nodes, lexemes = cursor.fetchone()
    return Question(query, tuple(lexemes)) if nodes else None


def widened(text: str) -> Question | None:
    """Read a question so that each word may be one that is like it; None where none is."""
    alike = _alike(single(text[:LONGEST_QUESTION]))
    if not alike:
        return None
    query: Any = None
    for word, others in alike.items():
        one = _any([word, *others])
        query = one if query is None else query & one
    known = tuple(word for word, others in alike.items() for word in (word, *others))
    return Question(query, known, is_widened=True)


def similar(text: str, user: Any, only: str, most: int = 4) -> list[int]:
    """Return the keys of what says the same as this text in other words, the nearest first.

    Every word may be one that is like it. Of the newest `MOST_RANKED` entries that have one of
    them, those count that have two at least, or the only one asked for.
    """
    words = sorted(single(text[:LONGEST_QUESTION]), key=len, reverse=True)[:MOST_COMPARED]
    asked = [_any([word, *others]) for word, others in _alike(words).items() if others]
    if not asked:
        return []
    either = asked[0]
    for one in asked[1:]:
        either |= one
    shared: Any = Value(0)
    for one in asked:
        shared += Case(When(vector=one, then=1), default=0)
    near = found(Question(either, ()), user, [only]).annotate(shared=shared)
    near = near.filter(shared__gte=min(2, len(asked)))
    return list(near.order_by("-shared", *ORDER).values_list("object_id", flat=True)[:most])


def _any(words: list[str]) -> Any:
    query: Any = SearchQuery(words[0], config="danish", search_type="plain")
    for word in words[1:]:
        query |= SearchQuery(word, config="danish", search_type="plain")
    return query


def _alike(words: list[str]) -> dict[str, list[str]]:
    """Return each word with those of the index that are like it or have it inside."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT asked.word, alike.word FROM unnest(%s::text[]) AS asked (word)
            CROSS JOIN LATERAL (
                SELECT known.word FROM search_word AS known
                WHERE (known.word %% asked.word AND length(asked.word) >= %s)
                   OR (known.word LIKE '%%' || asked.word || '%%' AND length(asked.word) >= %s)
                ORDER BY known.word <-> asked.word, known.word LIMIT %s
            ) AS alike
            """,
            [words, SHORTEST_ALIKE, SHORTEST_ALIKE, MOST_ALIKE],
        )
        rows = cursor.fetchall()
    if not rows:
        return {}
    found: dict[str, list[str]] = {word: [] for word in words}
    for word, other in rows:
        found[word].append(other)
    return found


def _visible(asked: dict[str, Source], user: Any) -> Any:
    visible: Any = Q(pk__in=[])
    for name, source in asked.items():
        rows = source.visible_to(user).filter(pk=OuterRef("object_id"))
        visible |= Q(source=name) & Exists(rows)
    return visible
