"""What search engines are told: which pages everybody may read, and where no page is for them.

Each section lists what a visitor may see, a range of keys at a time, so that no answer grows with
the years.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from committee.models import Committee, Deliverable, WorkingGroup
from ideas.models import Idea
from meetings.models import Meeting, Minutes
from portal.ui.addresses import absolute
from projects.models import Proposal

AT_ONCE = 2000
"""Keys in one file; a search engine takes fifty thousand addresses, and a committee has several."""

PAGES = (
    "committee:front",
    "committee:about",
    "committee:accessibility",
    "committee:privacy",
    "meetings:meeting-list",
    "ideas:idea-list",
    "projects:proposal-list",
)


def _of_committee(committee: Any) -> Iterator[str]:
    yield committee.get_absolute_url()
    yield reverse("committee:committee-members", args=[committee.slug])
    yield reverse("committee:mandate-detail", args=[committee.slug])
    yield reverse("committee:deliverable-list", args=[committee.slug])


def _of_meeting(meeting: Any) -> Iterator[str]:
    yield meeting.get_absolute_url()
    if meeting.has_minutes:
        yield reverse("meetings:minutes-detail", args=[meeting.pk])


def _itself(found: Any) -> Iterator[str]:
    yield found.get_absolute_url()


Section = tuple[Callable[[Any], "QuerySet[Any]"], Callable[[Any], Iterator[str]]]
SECTIONS: dict[str, Section] = {
    "udvalg": (Committee.objects.visible_to, _of_committee),
    "grupper": (
        lambda you: WorkingGroup.objects.visible_to(you).select_related("committee"),
        _itself,
    ),
    "leverancer": (
        lambda you: Deliverable.objects.visible_to(you).select_related("committee"),
        _itself,
    ),
    "moeder": (
        lambda you: Meeting.objects.visible_to(you).annotate(
            has_minutes=Exists(Minutes.objects.published().filter(meeting=OuterRef("pk")))
        ),
        _of_meeting,
    ),
    "ideer": (Idea.objects.visible_to, _itself),
    "projekter": (Proposal.objects.visible_to, _itself),
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Name the files of each section, as many as its keys need."""
    files = [absolute(reverse("sitemap-section", args=["sider", 1]))]
    for name, (visible, _addresses) in SECTIONS.items():
        newest = visible(AnonymousUser()).aggregate(newest=Max("pk"))["newest"]
        if newest is not None:
            pages = range(1, newest // AT_ONCE + 2)
            files += [absolute(reverse("sitemap-section", args=[name, page])) for page in pages]
    return _xml(request, "config/sitemap_index.xml", {"files": files})


@require_safe
def section(request: HttpRequest, section: str, page: int) -> HttpResponse:
    """List one range of a section's addresses, each in both languages."""
    if section == "sider" and page == 1:
        paths = [reverse(name) for name in PAGES]
    elif section in SECTIONS and 0 < page < 1_000_000:
        visible, addresses = SECTIONS[section]
        rows = visible(AnonymousUser()).filter(pk__gte=(page - 1) * AT_ONCE, pk__lt=page * AT_ONCE)
        paths = [path for row in rows.order_by("pk") for path in addresses(row)]
    else:
        raise Http404
    pages = [(absolute(path), absolute(path, "en")) for path in paths]
    return _xml(request, "config/sitemap.xml", {"pages": pages})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say where nothing is to be found; what is private is closed by rights, not by this."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in ("/accounts/", "/en/accounts/", "/admin/", "/kladder/")),
        f"Sitemap: {settings.BASE_URL}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def was(request: HttpRequest) -> HttpResponse:
    """Where people and the supervision look for the accessibility statement."""
    return HttpResponsePermanentRedirect(reverse("committee:accessibility"))


def _xml(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    answer = render(request, template, context, content_type="application/xml")
    answer["Cache-Control"] = "public, max-age=3600"
    return answer
