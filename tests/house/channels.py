"""Every address that there is, made from the URL configuration, so that none is forgotten.

Values of its parameters come from the scene: from the cases that the table of rights has for it,
and for addresses below a meeting from every meeting at its open and its closed item.
"""

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.contrib import admin
from django.urls import get_resolver
from lxml import html

from . import rights
from .scene import Scene

Values = dict[str, Any]
OF_ACCOUNTS: Values = {"uidb36": "1", "key": "x-wrong", "pk": 1, "provider_id": "x"}


class Way(NamedTuple):
    """A route as `reverse` knows it, `moeder/%(pk)s/`, and what it takes."""

    name: str
    """With its namespace; empty for a route without a name."""
    form: str
    wanted: tuple[str, ...]


def ways() -> list[Way]:
    return sorted(set(_ways(get_resolver())))


def _ways(resolver: Any, namespace: str = "", prefix: str = "") -> Iterator[Way]:
    for name, found in resolver.reverse_dict.lists():
        for possible, *_rest in found:
            for form, wanted in possible:
                named = f"{namespace}{name}" if isinstance(name, str) else ""
                yield Way(named, f"/{prefix}{form}", tuple(wanted))
    for inner, (before, below) in resolver.namespace_dict.items():
        yield from _ways(below, f"{namespace}{inner}:", f"{prefix}{before}")


def addresses(stage: Scene, meetings: Collection[str] = ()) -> tuple[set[str], set[str]]:
    """Return every address with every set of values, and the routes that nobody has values for.

    Named meetings are enough where time is short: each address still has those of the table.
    """
    cases: dict[str, list[Values]] = {}
    for row in rights.read():
        cases.setdefault(row.name, []).append(stage.at[row.case])
    named = meetings or stage.meetings
    below = [stage.at[f"{name}{which}"] for name in named for which in ("", " closed")]
    found: set[str] = set()
    reached: set[str] = set()
    for way in ways():
        given = [*cases.get(way.name, []), {}]
        if way.name.startswith("meetings:"):
            given += below
        elif way.form.startswith("/admin/"):
            given += _of_administration(way.form)
        elif way.form.startswith("/accounts/"):
            given.append(OF_ACCOUNTS)
        for values in given:
            if set(way.wanted) <= values.keys():
                found.add(way.form % {name: values[name] for name in way.wanted})
                reached.add(way.form)
    return found, {way.form for way in ways()} - reached


def _of_administration(form: str) -> list[Values]:
    """Return a model's newest rows, and what else the administration asks for."""
    models = {f"/admin/{m._meta.app_label}/{m._meta.model_name}/": m for m in admin.site._registry}
    model = next((model for place, model in models.items() if form.startswith(place)), None)
    rows = list(model._default_manager.order_by("-pk")[:2]) if model else []
    return [
        *({"object_id": row.pk, "id": row.pk} for row in rows),
        {"object_id": 0, "id": 0, "content_type_id": 1, "app_label": "meetings", "url": "meetings"},
    ]


def searches(address: str, body: str, word: str) -> Iterator[str]:
    """Return where the forms of a page lead when this word is looked for in all their fields."""
    if "<form" not in body:
        return
    for form in html.document_fromstring(body).xpath("//form[not(@method) or @method='get']"):
        names = form.xpath(
            ".//input[not(@type) or @type='text' or @type='search']/@name | .//textarea/@name"
        )
        if names:
            path = (form.get("action") or address).partition("?")[0]
            yield f"{path}?{urlencode(dict.fromkeys(names, word))}"
