"""Keeping the index: called by an app's services in the transaction that changes a text."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from .models import Entry
from .sources import Source, sources

logger = logging.getLogger(__name__)

LONGEST_TEXT = 100_000
"""Of one row; the database takes no longer one into its index."""
AT_A_TIME = 500


@transaction.atomic
def index(name: str, pks: Iterable[int]) -> None:
    """Bring these rows of a source up to date; what is not to be found any more goes."""
    asked = sorted(set(pks))
    if not asked:
        return
    source = sources()[name]
    source.hold(asked)
    texts = sorted(source.texts(asked), key=lambda text: text.pk)
    entries = [
        Entry(
            source=name,
            object_id=text.pk,
            title=text.title[:LONGEST_TEXT],
            body=text.body[:LONGEST_TEXT],
            language=text.language,
            at=text.at,
        )
        for text in texts
    ]
    gone = set(asked) - {text.pk for text in texts}
    if gone:
        Entry.objects.filter(source=name, object_id__in=gone).delete()
    Entry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["source", "object_id"],
        update_fields=["title", "body", "language", "at"],
    )
    if entries:
        learn = partial(learn_words, name, [entry.object_id for entry in entries])
        transaction.on_commit(learn, robust=True)


def make_anew(name: str) -> int:
    """Index a whole source again, a few hundred rows at a time; returns how many it has."""
    for pks in _chunks(sources()[name].every(), "pk"):
        index(name, pks)
    _forget_unknown(name)
    return Entry.objects.filter(source=name).count()


def mend(name: str) -> list[int]:
    """Bring up to date what differs from its source, and only that; returns and logs its keys."""
    source = sources()[name]
    differ = _forget_unknown(name)
    for pks in _chunks(source.every(), "pk"):
        entries = Entry.objects.filter(source=name, object_id__in=pks)
        kept = {pk: said for pk, *said in entries.values_list("object_id", *SAID)}
        said = _said(source, pks)
        changed = [pk for pk in pks if kept.get(pk) != said.get(pk)]
        index(name, changed)
        differ += changed
    if differ:
        logger.warning("The search differed from %s at %s", name, differ[:100])
    return differ


SAID = ("title", "body", "language", "at")


def _said(source: Source, pks: list[int]) -> dict[int, list[Any]]:
    return {
        text.pk: [text.title[:LONGEST_TEXT], text.body[:LONGEST_TEXT], text.language, text.at]
        for text in source.texts(pks)
    }


def _forget_unknown(name: str) -> list[int]:
    """Drop the entries of rows that are not to be found any more; returns their keys."""
    gone: list[int] = []
    for pks in _chunks(Entry.objects.filter(source=name), "object_id"):
        known = set(sources()[name].every().filter(pk__in=pks).values_list("pk", flat=True))
        gone += [pk for pk in pks if pk not in known]
    Entry.objects.filter(source=name, object_id__in=gone).delete()
    return gone


def _chunks(rows: QuerySet[Any], key: str) -> Iterator[list[int]]:
    keys = rows.order_by(key).values_list(key, flat=True).iterator(chunk_size=AT_A_TIME)
    while chunk := list(islice(keys, AT_A_TIME)):
        yield chunk


def learn_words(name: str, pks: list[int]) -> None:
    """Keep the words of these entries: one statement of its own, in one order.

    Not in the transaction that wrote them: two imports that meet the same new words in another
    order would each hold one that the other waits for.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO search_word (word)
            SELECT DISTINCT found.word FROM search_entry,
                unnest(tsvector_to_array(
                    to_tsvector('simple', search_plain(title || ' ' || body)))) AS found (word)
            WHERE source = %s AND object_id = ANY(%s) AND length(found.word) BETWEEN 4 AND 60
                AND found.word ~ '^[[:alpha:]]'
                AND NOT EXISTS (SELECT FROM search_word AS known WHERE known.word = found.word)
            ORDER BY 1
            ON CONFLICT DO NOTHING
            """,
            [name, pks],
        )


def forget_words() -> int:
    """Drop the words that stand in no entry any more, so that nothing erased lives on here.

    One that a text takes up again in the same moment may go with them; it is learnt again when
    that text is saved. Returns how many went.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """
            WITH told AS MATERIALIZED (
                SELECT DISTINCT unnest(tsvector_to_array(
                    to_tsvector('simple', search_plain(title || ' ' || body)))) AS word
                FROM search_entry
            )
            DELETE FROM search_word AS known
            WHERE NOT EXISTS (SELECT FROM told WHERE told.word = known.word)
            """
        )
        return int(cursor.rowcount)
