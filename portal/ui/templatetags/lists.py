"""The pieces that lists, desks and records are made of; builtin like those in `ui`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_block_tag
def list_row(
    content: str,
    title: str = "",
    url: str = "",
    *,
    level: int = 3,
    lang: str = "",
    prefix: str = "",
    above: str = "",
    number: str = "",
    unit: str = "",
    action: str = "",
    when: datetime | None = None,
    planned: bool = False,
) -> SafeString:
    """Show one row of `<ul class="rows">`: title, text, and what matters at the right.

    `above` stands over the title and `prefix` before it; `number` with its `unit`, or an
    `action`, stands at the right; with `when` the day stands large at the left.
    """
    row = {
        "content": content,
        "title": title,
        "url": url,
        "level": level,
        "lang": lang,
        "prefix": prefix,
        "above": above,
        "number": number,
        "unit": unit,
        "action": action,
        "when": when,
        "planned": planned,
    }
    return render_to_string("ui/list_row.html", row)


@register.simple_block_tag
def dated(
    content: str, when: datetime, title: str, url: str, *, planned: bool = False
) -> SafeString:
    """Show one thing beside its day, set large; outside a list."""
    values = {"content": content, "when": when, "title": title, "url": url, "planned": planned}
    return render_to_string("ui/dated.html", values)


@register.inclusion_tag("ui/desk_row.html")
def desk_row(
    what: str,
    url: str,
    *,
    kind: str,
    why: str,
    waited: str,
    verb: str,
    verb_url: str,
    overdue: bool = False,
) -> dict[str, Any]:
    """Show one thing that waits: what it is, why it waits, how long, and the one verb."""
    return {
        "what": what,
        "url": url,
        "kind": kind,
        "why": why,
        "waited": waited,
        "verb": verb,
        "verb_url": verb_url,
        "overdue": overdue,
    }


@register.simple_block_tag
def fact_list(content: str) -> SafeString:
    """Hold facts that have more in them than a value: `{% fact "Period" %}…{% endfact %}`."""
    return render_to_string("ui/fact_list.html", {"content": content})


@register.simple_block_tag
def fact(content: str, name: str) -> SafeString:
    return render_to_string("ui/fact.html", {"content": content, "name": name})


@register.simple_block_tag
def attachment(content: str, title: str, url: str, about: str = "") -> SafeString:
    """Show one file of `<ul class="files">`; what stands inside comes below its name."""
    values = {"content": content, "title": title, "url": url, "about": about}
    return render_to_string("ui/attachment.html", values)


@register.inclusion_tag("ui/saved.html")
def saved(at: datetime | None) -> dict[str, Any]:
    """Say when the text was last saved; nothing before the first time."""
    return {"at": at}


@register.simple_block_tag
def refusal(content: str, title: str, *, focus: bool = True) -> SafeString:
    """Say at the top why something was not done, where no field is at fault."""
    values = {"content": content, "title": title, "focus": focus}
    return render_to_string("ui/refusal.html", values)


@register.inclusion_tag("ui/chosen.html")
def chosen(choices: Any, all_url: str) -> dict[str, Any]:
    """Show the chosen filters, each a link that takes it away."""
    return {"choices": choices, "all_url": all_url}


@register.inclusion_tag("ui/diff.html")
def diff(words: SafeString) -> dict[str, Any]:
    """Show a text with what came and what went (see `portal.ui.difference`)."""
    return {"words": words}


@register.simple_tag
def trail(*pairs: str) -> list[tuple[str, str]]:
    """Pair labels with addresses for `breadcrumbs`, on pages that have no view of ours."""
    return list(zip(pairs[::2], pairs[1::2], strict=True))
