"""Keeping the index: called by an app's services in the transaction that changes a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from django.db import connection, transaction

from .models import Entry
from .sources import Source, sources

LONGEST_TEXT = 100_000
"""Of one row; the database takes no longer one into its index."""
AT_A_TIME = 500


@transaction.atomic
def index(name: str, pks: Iterable[int]) -> None:
    """Bring these rows of a source up to date; what is not to be found any more goes."""
    asked = sorted(set(pks))
    if not asked:
        return
    texts = sorted(sources()[name].texts(asked), key=lambda text: text.pk)
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
        _learn_words(name, [entry.object_id for entry in entries])


def make_anew(name: str) -> int:
    """Index a whole source again, a few hundred rows at a time; returns how many it has."""
    source = sources()[name]
    for pks in _chunks(source):
        index(name, pks)
    known = source.every().values("pk")
    Entry.objects.filter(source=name).exclude(object_id__in=known).delete()
    return Entry.objects.filter(source=name).count()


def _chunks(source: Source) -> Iterator[list[int]]:
    rows = source.every().order_by("pk").values_list("pk", flat=True)
    keys = rows.iterator(chunk_size=AT_A_TIME)
    while chunk := list(islice(keys, AT_A_TIME)):
        yield chunk


def _learn_words(name: str, pks: list[int]) -> None:
    """Keep the words of these entries. In one order, so that two who write wait in no circle."""
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
