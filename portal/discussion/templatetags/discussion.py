"""A thread as its owner's page shows it."""

from typing import Any

from django import template
from django.forms import BaseForm
from django.template import Context
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

from portal.discussion.threads import ThreadPage

register = template.Library()


@register.filter
def comment_text(body: str) -> SafeString:
    """Show plain text with its paragraphs and with links where addresses stand."""
    linked = mark_safe(urlize(body, nofollow=True, autoescape=True))  # noqa: S308 - escaped here
    return mark_safe(linebreaks(linked))  # noqa: S308 - of escaped text


@register.inclusion_tag("discussion/thread.html", takes_context=True)
def thread(
    context: Context,
    page: ThreadPage,
    *,
    count: int,
    is_open: bool = True,
    form: BaseForm | None = None,
    action: str = "",
    sign_in_url: str = "",
    language: str = "",
) -> dict[str, Any]:
    """Show a page of comments, and the form to whoever may write.

    `form` is for signed-in people; a visitor gets `sign_in_url` instead.
    """
    return {
        "request": context["request"],
        "language": language or context["language"],
        "thread": page,
        "count": count,
        "is_open": is_open,
        "form": form,
        "action": action,
        "sign_in_url": sign_in_url,
        "is_answering": any(entry.takes_reply for entry in page.entries),
    }
