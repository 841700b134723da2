"""Eight people who write at the same time, and what it cost; see `__main__.py`."""

import threading
import time
from dataclasses import dataclass, field
from random import random
from statistics import quantiles
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse

from meetings import services
from meetings.models import ItemSection
from meetings.views.texts import stand_of
from portal.drafts.typed import owner_key
from portal.people.models import Person, User
from portal.writing import services as writing
from portal.writing.models import Revision
from tests.cast import Cast
from tests.meetings import factories as make
from tests.meetings.editors import Editor, cookies_of, long_text

AT_MOST = {"a save against a bare view": 5.0, "seen by others, s": 3.0, "lost": 0}
EDITORS, ITEMS = 8, 12
PAUSE = 1.0  # between two saves, as `together.js` has it after the last key
LOOK = 2.0  # between two questions what is new
NAMES = ["chair", "deputy", "politician", "member", "secretary", "citizen1", "citizen2", "citizen3"]
# Two and two: in one section, in one paragraph, in two sections of one item, in one section.
PLACES = [
    (1, "summary", "A"), (1, "summary", "B"),
    (2, "background", "C"), (2, "background", "C"),
    (3, "summary", "E"), (3, "assessment", "F"),
    (4, "summary", "G"), (4, "summary", "H"),
]  # fmt: skip


@dataclass
class Run:
    """What the threads find out together."""

    ends_at: float
    saves: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    accepted: dict[tuple[str, int], float] = field(default_factory=dict)
    seen_after: list[float] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)

    @property
    def goes_on(self) -> bool:
        return time.perf_counter() < self.ends_at and not self.troubles


def measured(address: str, seconds: int) -> int:
    """Let them write for so long, and print what came of it."""
    editors, bare_texts = prepared(address)
    print(f"{len(editors)} editors, {ITEMS} items, {seconds} s at {address}", flush=True)
    warm_up(editors)
    run = Run(time.perf_counter() + seconds)
    threads = [
        threading.Thread(target=carried_out, args=(run, work, editor, text))
        for editor, text in zip(editors, bare_texts, strict=True)
        for work in (type_on, look_on)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return told(run, editors)


def prepared(address: str) -> tuple[list[Any], list[int]]:
    """Fill the agenda; return who writes in it, and for each a text for the bare view."""
    cast = Cast()
    for name in NAMES[5:]:
        cast.users[name] = User.objects.create_user(f"{name}@example.dk", display_name=name)
        cast.people[name] = Person.objects.create(name=name, user=cast.users[name])
        cast.seat(name, "member", "citizen")
    meeting = make.plan(cast)
    items = [
        services.add_item(meeting.pk, by=cast.users["secretary"], title=f"Punkt {n}")
        for n in range(1, ITEMS + 1)
    ]
    texts = {}
    for number, item in enumerate(items, start=1):
        for kind in ("summary", "background", "assessment"):
            here = sorted({mark for at, section, mark in PLACES if (at, section) == (number, kind)})
            texts[number, kind] = services.save_section(
                item.pk,
                kind,
                content=long_text(here),
                base_revision=0,
                by=cast.users["secretary"],
            )
    meeting.refresh_from_db()
    stand, token = stand_of(meeting), "a" * 32
    names = (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)
    editors, bare_texts = [], []
    for name, (number, kind, mark) in zip(NAMES, PLACES, strict=True):
        user, item = cast.users[name], items[number - 1]
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        editors.append(
            Editor(
                name=name,
                address=address,
                cookies=cookies_of(client, names, token),
                token=token,
                owner=owner_key(user),
                path=reverse("meetings:item-detail", args=[meeting.pk, item.uid]),
                news=reverse("meetings:agenda-news", args=[meeting.pk]),
                section=kind,
                paragraph=f"{mark}:",
                content=texts[number, kind].content,
                stand=stand,
            )
        )
        bare_texts.append(writing.create(content=long_text([]), by=user).pk)
    return editors, bare_texts


def warm_up(editors: list[Editor]) -> None:
    """Let every process of the web server load what it needs, by looking without writing."""
    for _round in range(5):
        for editor in editors:
            editor.look()


def carried_out(run: Run, work: Any, editor: Any, text: int) -> None:
    try:
        work(run, editor, text)
    except Exception as error:
        run.troubles.append(f"{editor.name}: {error!r}")


def type_on(run: Run, editor: Any, text: int) -> None:
    """Type and save, and in turn with that ask the bare view, all at the pace of a person."""
    time.sleep(random() * PAUSE)
    while run.goes_on:
        with editor.lock:
            saved = editor.type_and_save()
        run.accepted.setdefault((editor.path + editor.section, saved.revision), saved.at)
        time.sleep(PAUSE / 2 * (0.5 + random()))
        with editor.lock:
            began = time.perf_counter()
            status, _told = editor.post(f"/bare/{text}/", {"content": editor.content})
            run.bare.append(time.perf_counter() - began)
        assert status == 200, status
        time.sleep(PAUSE / 2 * (0.5 + random()))


def look_on(run: Run, editor: Any, text: int) -> None:
    """Ask what others have saved, and note how long ago that was."""
    time.sleep(random() * LOOK)
    while run.goes_on:
        began = time.perf_counter()
        with editor.lock:
            known = editor.revision
            if editor.look():
                now = time.perf_counter()
                place = editor.path + editor.section
                told = (run.accepted.get((place, n)) for n in range(known + 1, editor.revision + 1))
                run.seen_after += [now - at for at in told if at is not None]
        time.sleep(max(0.0, LOOK - (time.perf_counter() - began)))


def told(run: Run, editors: list[Any]) -> int:

    lost = 0
    for editor in editors:
        uid = editor.path.split("/")[-2]
        text = ItemSection.objects.get(item__uid=uid, kind=editor.section).text
        history = list(Revision.objects.filter(text=text).values_list("content", flat=True))
        lost += len(editor.lost(text.content, history))
    saves = [seconds for editor in editors for seconds in editor.seconds]
    save, bare = p95(saves), p95(run.bare)
    typed = sum(len(" ".join(editor.words)) for editor in editors)
    figures = {
        "a save against a bare view": save / bare,
        "seen by others, s": max(run.seen_after, default=0.0),
        "lost": lost,
    }
    rows = [
        ("saves", f"{len(saves)}, of which {sum(one.clashes for one in editors)} clashed"),
        ("a save, p95", f"{1000 * save:.1f} ms"),
        ("a bare view, p95", f"{1000 * bare:.1f} ms, asked {len(run.bare)} times"),
        ("characters typed", f"{typed}"),
        *((name, f"{figure:.4g} (at most {AT_MOST[name]:g})") for name, figure in figures.items()),
    ]
    for name, figure in rows:
        print(f"{name:28} {figure}")
    for trouble in run.troubles:
        print(trouble)
    beyond = [name for name, figure in figures.items() if figure > AT_MOST[name]]
    if beyond:
        print("BEYOND: " + ", ".join(beyond))
    return 1 if beyond or run.troubles else 0


def p95(seconds: list[float]) -> float:
    return quantiles(seconds, n=20)[-1]
