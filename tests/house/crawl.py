"""Follow every link that a person is shown, from the front page on."""

import re
from collections import deque
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from django.test import Client
from lxml import html

PER_SHAPE = 2
"""So many pages of one shape (`/ideer/12-…`) are enough."""


NOT_OURS = ("/accounts/", "/en/accounts/", "/admin/")


@dataclass(frozen=True)
class Visit:
    url: str
    came_from: str
    status: int
    content_type: str
    body: str
    has_cookies: bool

    @property
    def is_page(self) -> bool:
        return self.content_type.startswith("text/html")


def shape(url: str) -> str:
    path = urlsplit(url).path
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+(-[\w-]+)?|(?<=/)v\d+(?=/)", "*", path) + (
        "?" + "&".join(sorted(part.split("=")[0] for part in urlsplit(url).query.split("&")))
        if urlsplit(url).query
        else ""
    )


def crawl(client: Client, start: str = "/", *, most: int = 400, also: str = "") -> list[Visit]:
    """Visit what is linked, a few of each shape, and return what was found."""
    waiting = deque([(start, "")])
    seen = {start}
    shapes: dict[str, int] = {}
    visits: list[Visit] = []
    while waiting and len(visits) < most:
        url, came_from = waiting.popleft()
        visit = _visit(client, url, came_from)
        visits.append(visit)
        if not visit.is_page or not visit.body:
            continue
        for link in _links(visit):
            if link in seen or (not (also and link.startswith(also)) and link.startswith(NOT_OURS)):
                continue
            seen.add(link)
            shapes[shape(link)] = shapes.get(shape(link), 0) + 1
            if shapes[shape(link)] <= PER_SHAPE:
                waiting.append((link, url))
    return visits


def _visit(client: Client, url: str, came_from: str) -> Visit:
    response = client.get(url, follow=True)
    content_type = response.headers.get("Content-Type", "")
    is_text = content_type.startswith(("text/", "application/json", "application/atom"))
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return Visit(
        url,
        came_from,
        response.status_code,
        content_type,
        body.decode() if is_text else "",
        bool(response.cookies),
    )


def _links(visit: Visit) -> list[str]:
    page = html.document_fromstring(visit.body)
    found = []
    for href in page.xpath("//a/@href | //link[@rel='alternate']/@href | //img/@src"):
        target = urldefrag(urljoin(f"http://testserver{visit.url}", href)).url
        parts = urlsplit(target)
        if parts.netloc in {"testserver", "samskab.example.dk"}:
            found.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return found
