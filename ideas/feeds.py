"""The newest ideas for feed readers."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from committee.models import Committee

from .catalogue import Catalogue
from .models import Idea


class NewestIdeas(Feed):  # type: ignore[type-arg]
    """Twenty ideas that the catalogue shows at the same address, the newest first."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Committee | None:
        self.catalogue = Catalogue(request)
        slug = request.GET.get("udvalg", "")
        if not slug:
            return None
        return get_object_or_404(Committee.objects.visible_to(request.user), slug=slug)

    def title(self, committee: Committee | None) -> str:
        name = committee.name if committee else "Samskab"
        return _("New ideas: %(name)s") % {"name": name}

    def link(self, committee: Committee | None) -> str:
        url = reverse("ideas:idea-list")
        return f"{url}?udvalg={committee.slug}" if committee else url

    def items(self, committee: Committee | None) -> list[Idea]:
        found = self.catalogue.ideas().select_related("theme", "author")
        return list(found.order_by("-published_at", "-pk").defer("body")[:20])

    def item_title(self, item: Any) -> str:
        return str(item.title)

    def item_description(self, item: Any) -> str:
        return str(item.excerpt)

    def item_author_name(self, item: Any) -> str:
        return str(item.author)

    def item_pubdate(self, item: Idea) -> datetime | None:
        return item.published_at

    def item_updateddate(self, item: Idea) -> datetime:
        return item.last_active_at

    def item_categories(self, item: Idea) -> list[str]:
        return [item.theme.name]
