"""The table of rights: who gets what at which address, read from and compared with `rights.txt`.

A row is an address, the case that its arguments come from (`scene.py`), the method, and one
answer for each role: a status, or `in` where a visitor is led to sign in first. Addresses of
libraries stand there by their prefix, with one address that stands for the rest.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction
from django.urls import URLPattern, get_resolver, reverse

from .scene import ROLES, Scene

TABLE = Path(__file__).with_name("rights.txt")
OF_LIBRARIES = {"accounts/", "admin/"}
"""Where the addresses lie that libraries bring along."""


class Row(NamedTuple):
    name: str
    case: str
    method: str


Answers = list[str]


def addresses() -> set[str]:
    """Return the names of all addresses of the portal itself."""
    return set(_names(get_resolver()))


def is_of_a_library(name: str) -> bool:
    return name.startswith(("account_", "mfa_", "admin:"))


def _names(resolver: Any, namespace: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if str(entry.pattern) in OF_LIBRARIES:
            continue
        if isinstance(entry, URLPattern):
            assert entry.name, f"{entry} has no name"
            yield f"{namespace}{entry.name}"
        else:
            yield from _names(entry, namespace + (f"{entry.namespace}:" if entry.namespace else ""))


def read() -> dict[Row, Answers]:
    rows = {}
    for line in TABLE.read_text().splitlines():
        if line and not line.startswith("#"):
            key, _, answers = line.partition("|")
            name, _, rest = key.partition(" ")
            *case, method = rest.split()
            rows[Row(name, " ".join(case), method)] = answers.split()
    return rows


def written(rows: dict[Row, Answers]) -> str:
    width = max(len(f"{row.name} {row.case}") for row in rows) + 1
    head = f"{'# address and case':{width}}{'':5}| " + " ".join(f"{r[:5]:5}" for r in ROLES)
    lines = [head.rstrip()]
    for row, answers in rows.items():
        told = " ".join(f"{answer:5}" for answer in answers).rstrip()
        lines.append(f"{f'{row.name} {row.case}':{width}}{row.method:5}| {told}")
    return "\n".join(lines) + "\n"


def url_of(scene: Scene, row: Row) -> str:
    """Return the address with those of the case's arguments that it takes."""
    given = scene.at[row.case]
    wanted = _arguments(row.name)
    return reverse(row.name, kwargs={name: given[name] for name in wanted})


def _arguments(name: str) -> list[str]:
    *namespaces, last = name.split(":")
    resolver = get_resolver()
    if namespaces:
        resolver = resolver.namespace_dict[namespaces[0]][1]
    found = resolver.reverse_dict.getlist(last)
    ways = [way for possible, *_rest in found for way in possible]
    return max((arguments for _path, arguments in ways), key=len)


def asked(scene: Scene, row: Row, role: str) -> str:
    """Ask as this role, take back what it did, and return the answer."""
    response = answered(scene, row, role)
    if response.status_code == 302 and "/accounts/login/" in response["Location"]:
        return "in"
    return str(response.status_code)


def answered(scene: Scene, row: Row, role: str) -> Any:
    """Ask as this role, take back what it did, and return the whole response."""
    client, url = scene.client(role), url_of(scene, row)
    with transaction.atomic():
        response = client.get(url) if row.method == "GET" else client.post(url, {"x": "1"})
        list(response) if response.streaming else None
        transaction.set_rollback(True)
    return response
