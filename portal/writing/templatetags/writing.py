"""`{% writing_section %}` is a section that several write in, `{% together %}` lets them meet."""

from __future__ import annotations

from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context

register = template.Library()


@register.inclusion_tag("writing/section.html", takes_context=True)
def writing_section(
    context: Context,
    section: dict[str, Any],
    action: str,
    *,
    history: str,
    anchor: str,
    level: int = 3,
    of: str = "",
) -> dict[str, Any]:
    """Show a section with its own form; `action` saves it, by the script and by the button.

    `history` is the address of its versions; `of` the heading above it that names it too, where
    the page has several of the same kind.
    """
    return {
        "request": context.get("request"),
        "csrf_token": context.get("csrf_token"),
        "section": section,
        "action": action,
        "history": history,
        "anchor": anchor,
        "level": level,
        "of": of,
    }


@register.inclusion_tag("writing/together.html", takes_context=True)
def together(context: Context, news: str, stand: str) -> dict[str, Any]:
    """Let the sections of the page save themselves and follow what others write.

    `news` is the address that tells what is new, `stand` the print of the rest of the page. It
    stands where a quiet notice may appear.
    """
    request: HttpRequest = context["request"]
    return {"news": news, "stand": stand, "here": request.get_full_path()}
