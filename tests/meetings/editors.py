"""People who write in one agenda at the same time, by HTTP, as their browsers would.

Each keeps count of every word typed and of every paragraph sent; `lost` compares that with the
texts and their history in the end.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from http.client import HTTPConnection
from threading import RLock
from time import perf_counter
from typing import Any
from urllib.parse import urlencode, urlsplit

PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
PROPOSAL = re.compile(r"<textarea[^>]*name=\"[^\"]*content\"[^>]*>(.*?)</textarea>", re.DOTALL)
CHARACTERS = 3_000


def long_text(names: Iterable[str]) -> str:
    """A section of 3,000 characters in paragraphs, the first ones begun by those who write."""
    begun = [f"<p>{name}:</p>" for name in names]
    filler = "<p>" + "Der er holdt møder med foreninger og boligorganisationer. " * 10 + "</p>"
    text = "".join(begun)
    while len(text) < CHARACTERS:
        text += filler
    return text


@dataclass
class Saved:
    """What the server had accepted, and when, for whoever waits to see it."""

    at: float
    revision: int


@dataclass
class Editor:
    """Types in a paragraph of its own, or with others in one, of one section of one item."""

    name: str
    address: str
    cookies: str
    token: str
    owner: str
    path: str
    """Of the item: `/moeder/1/punkter/abc/`."""
    news: str
    """Where the page asks what is new."""
    section: str
    paragraph: str
    """How the paragraph begins in which it types."""
    content: str
    revision: int = 1
    words: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    """The paragraph, as it was sent each time."""
    clashes: int = 0
    seconds: list[float] = field(default_factory=list)
    stand: str = ""
    here: str = ""
    lock: Any = field(default_factory=RLock)
    """Held while it asks: an answer is taken in before the next question goes out."""

    def __post_init__(self) -> None:
        place = urlsplit(self.address)
        self.line = HTTPConnection(place.hostname or "", place.port, timeout=30)

    def type_and_save(self) -> Saved:
        """Put a word to the end of the paragraph and save; settle what clashes with both texts."""
        word = f"{self.name}x{len(self.words)}"
        self.words.append(word)
        content = self._with(word)
        for _attempt in range(20):
            self.sent.append(self._own(content))
            began = perf_counter()
            status, told = self.post(f"{self.path}afsnit/{self.section}/", self._body(content))
            ended = perf_counter()
            self.seconds.append(ended - began)
            if status == 200:
                self.content, self.revision = told.get("content", content), told["revision"]
                return Saved(ended, self.revision)
            assert status == 409, (status, told)
            self.clashes += 1
            content = html.unescape(PROPOSAL.findall(told["html"])[0]).strip()
            self.revision = told["revision"]
        raise AssertionError(f"{self.name} clashed without end")

    def look(self) -> bool:
        """Ask what is new, as the page does every other second; True if the text moved on."""
        query = {
            "draft_owner": self.owner,
            "seen": f"{self.name_on_page}:{self.revision}",
            "at": self.name_on_page,
            "stand": self.stand,
            "here": self.here,
        }
        status, told = self._ask("GET", f"{self.news}?{urlencode(query)}")
        assert status in {200, 204}, (status, told)
        self.here = told.get("here", self.here)
        fresh = told.get("texts", {}).get(self.name_on_page)
        if fresh is None:
            return False
        self.content, self.revision = fresh["content"], fresh["revision"]
        return True

    def post(self, path: str, body: dict[str, Any]) -> tuple[int, Any]:
        return self._ask("POST", path, urlencode(body))

    @property
    def name_on_page(self) -> str:
        """The section's name among those of all items that the page of an agenda shows."""
        return f"{self.section}-{self.path.split('/')[-2]}"

    def _body(self, content: str) -> dict[str, Any]:
        return {
            f"{self.section}-content": content,
            f"{self.section}-base_revision": self.revision,
            "draft_owner": self.owner,
        }

    def _with(self, word: str) -> str:
        def longer(match: re.Match[str]) -> str:
            text = match[1]
            return f"<p>{text} {word}</p>" if text.startswith(self.paragraph) else match[0]

        assert f"<p>{self.paragraph}" in self.content, self.content
        return PARAGRAPH.sub(longer, self.content)

    def _own(self, content: str) -> str:
        return next(text for text in PARAGRAPH.findall(content) if self.words[-1] in text)

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, Any]:
        headers = {
            "Accept": "application/json",
            "Cookie": self.cookies,
            "X-CSRFToken": self.token,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.line.request(method, path, body=body, headers=headers)
        answer = self.line.getresponse()
        said = answer.read()
        return answer.status, json.loads(said) if said and answer.status != 204 else {}

    def lost(self, text: str, history: list[str]) -> list[str]:
        """Return what was typed and stands nowhere: words in the text, paragraphs in the past."""
        words = set(re.findall(r"\w+", text))
        gone = [word for word in self.words if word not in words]
        return gone + [sent for sent in self.sent if not any(sent in past for past in history)]


def cookies_of(client: Any, names: tuple[str, str], token: str) -> str:
    """Return the header by which an editor is the person of this test client."""
    session = next(iter(client.cookies.values())).value
    return f"{names[0]}={session}; {names[1]}={token}"
