"""What is found of ideas: those of the catalogue, by whoever may see them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.documents import richtext
from portal.search import finding
from portal.search.sources import Shown, Source, Text

from .models import Idea

SHORTEST_TITLE = 4


class Ideas(Source):
    name = "ideer"
    label = _("Ideas")

    def texts(self, pks: Iterable[int]) -> Iterable[Text]:
        for idea in Idea.objects.listed().filter(pk__in=pks):
            yield Text(
                pk=idea.pk,
                title=idea.title,
                body=" ".join(richtext.to_text(idea.body).split()),
                at=idea.published_at or timezone.now(),
                language=idea.language,
            )

    def every(self) -> QuerySet[Any]:
        return Idea.objects.listed()

    def visible_to(self, user: Any) -> QuerySet[Any]:
        return Idea.objects.visible_to(user).listed()

    def shown(self, pks: Iterable[int], user: Any) -> dict[int, Shown]:
        rows = self.visible_to(user).filter(pk__in=pks).select_related("theme").defer("body")
        return {idea.pk: _shown(idea) for idea in rows}


def similar(title: str, user: Any) -> list[Idea]:
    """Return the ideas that say nearly the same as this title, the nearest first."""
    pks = finding.similar(title, user, Ideas.name) if len(title.strip()) >= SHORTEST_TITLE else []
    rows = Idea.objects.visible_to(user).listed().with_cards().in_bulk(pks)
    return [rows[pk] for pk in pks if pk in rows]


def _shown(idea: Idea) -> Shown:
    return Shown(
        url=idea.get_absolute_url(),
        about=f"{idea.get_state_display()}, {idea.theme.name}",
        at=idea.published_at or timezone.now(),
    )
