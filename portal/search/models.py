"""The index: one narrow row for each thing that can be found, and every word that stands in one."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func


class Plain(Func):
    """The database's own `plain` (see `words`)."""

    function = "search_plain"
    output_field = models.TextField()


def _vector(*, title: Any, body: Any) -> Any:
    return SearchVector(Plain(title), config="danish", weight="A") + SearchVector(
        Plain(body), config="danish", weight="B"
    )


class Entry(models.Model):
    """What one row of a source says. Only `portal.search.services` writes it."""

    source = models.CharField(max_length=24)
    object_id = models.BigIntegerField()
    title = models.TextField()
    body = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="da")
    at = models.DateTimeField()
    vector = models.GeneratedField(
        expression=_vector(title=F("title"), body=F("body")),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        verbose_name = "entry of the search"
        verbose_name_plural = "entries of the search"
        constraints = [
            models.UniqueConstraint(fields=["source", "object_id"], name="search_entry_once"),
        ]
        indexes = [
            GinIndex(fields=["vector"], name="search_entry_words"),
            # A word that stands nearly everywhere is looked for from the newest on.
            models.Index(fields=["-at", "-id"], name="search_entry_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.object_id}"


class Word(models.Model):
    """A word that stands somewhere in the index, for finding those that a typo is like."""

    word = models.CharField(max_length=60, primary_key=True, db_collation="C")

    class Meta:
        verbose_name = "word of the search"
        verbose_name_plural = "words of the search"
        indexes = [GinIndex(OpClass("word", name="gin_trgm_ops"), name="search_word_alike")]

    def __str__(self) -> str:
        return self.word
