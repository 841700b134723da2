"""Querysets that say no order come back shuffled, so that no test and no page leans on luck."""

import random
from typing import Any

from django.db.models import QuerySet


def shuffle_what_has_no_order() -> None:
    fetch_all = QuerySet._fetch_all

    def shuffled(self: QuerySet[Any, Any]) -> None:
        fresh = self._result_cache is None
        fetch_all(self)
        if fresh and not self.ordered and not self.query.combinator:
            random.shuffle(self._result_cache)

    QuerySet._fetch_all = shuffled
