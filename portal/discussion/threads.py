"""Reading a thread: twenty comments a page, newest first, each with its first replies.

One address parameter opens the thread at a comment or a reply, wherever it stands: the page
begins with it. Three queries, however long the thread is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import F, Q, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest

from portal.ui.paging import Page, paginate

from .models import Comment, CommentQuerySet

FOCUS = "kommentar"
REPLY = "svar"
PAGE_SIZE = 20
REPLIES_SHOWN = 20


@dataclass(frozen=True)
class Terms:
    """What the owner of a thread says of it.

    `way` gives the address of a step with one comment: `way("edit", 17)`.
    """

    way: Callable[[str, int], str]
    is_open: bool
    may_hide: bool = False
    proposer_id: int | None = None
    """Who wrote what the thread is about; their comments are marked."""


@dataclass
class Entry:
    """A comment with the replies that are shown below it, and where its steps lie."""

    comment: Comment
    url: str
    is_proposers: bool = False
    edit_url: str = ""
    history_url: str = ""
    report_url: str = ""
    hide_url: str = ""
    reply_url: str = ""
    takes_reply: bool = False
    replies: list[Entry] = field(default_factory=list)
    more_replies_url: str = ""
    earlier_replies_url: str = ""

    @property
    def anchor(self) -> str:
        return f"kommentar-{self.comment.pk}"


@dataclass
class ThreadPage:
    """One page of a thread; `page` carries the link to the next one."""

    entries: list[Entry]
    page: Page[Comment]
    focus: Comment | None
    whole_url: str


def read_thread(request: HttpRequest, thread_id: int, terms: Terms) -> ThreadPage:
    """Return the page of the thread that the address asks for.

    The caller has made sure that this person may see the thread's owner.
    """
    comments = Comment.objects.filter(thread=thread_id).select_related("author", "hidden_by")
    focus = _asked_for(comments, request.GET.get(FOCUS, ""))
    opening = comments.opening()
    if focus:
        opening = opening.filter(pk__lte=focus.parent_id or focus.pk)
    page = paginate(request, opening, order=("-pk",), size=PAGE_SIZE)
    thread = ThreadPage(entries=[], page=page, focus=focus, whole_url=f"{request.path}#kommentarer")
    replies = _replies(comments, [comment.pk for comment in page], focus)
    answering = request.GET.get(REPLY, "")
    for comment in page:
        entry = _entry(request, comment, terms)
        entry.takes_reply = answering == str(comment.pk) and not comment.is_hidden
        _add_replies(request, entry, replies.get(comment.pk, []), focus, terms)
        thread.entries.append(entry)
    return thread


def _asked_for(comments: CommentQuerySet, key: str) -> Comment | None:
    if not key.isdecimal() or len(key) > 18:
        return None
    return comments.filter(pk=int(key)).first()


def _replies(
    comments: CommentQuerySet, below: list[int], focus: Comment | None
) -> dict[int, list[Comment]]:
    """Return the first replies of each comment, one more than is shown; from the focus on."""
    rows = comments.filter(parent__in=below)
    if focus and focus.parent_id:
        rows = rows.filter(~Q(parent=focus.parent_id) | Q(pk__gte=focus.pk))
    place = Window(RowNumber(), partition_by=F("parent_id"), order_by="pk")
    rows = rows.annotate(place=place).filter(place__lte=REPLIES_SHOWN + 1).order_by("pk")
    found: dict[int, list[Comment]] = {}
    for reply in rows if below else []:
        found.setdefault(reply.parent_id or 0, []).append(reply)
    return found


def _add_replies(
    request: HttpRequest,
    entry: Entry,
    replies: list[Comment],
    focus: Comment | None,
    terms: Terms,
) -> None:
    entry.replies = [_entry(request, reply, terms) for reply in replies[:REPLIES_SHOWN]]
    if len(replies) > REPLIES_SHOWN:
        entry.more_replies_url = _url(request, replies[REPLIES_SHOWN].pk)
    if focus and focus.parent_id == entry.comment.pk:
        entry.earlier_replies_url = _url(request, entry.comment.pk)


def _entry(request: HttpRequest, comment: Comment, terms: Terms) -> Entry:
    above = comment.parent_id or comment.pk
    entry = Entry(
        comment=comment,
        url=_url(request, comment.pk),
        is_proposers=comment.author_id == terms.proposer_id,
        reply_url=f"{request.path}?{FOCUS}={above}&{REPLY}={above}#svar-{above}",
    )
    if not comment.is_hidden:
        _add_steps(request, entry, terms)
    return entry


def _add_steps(request: HttpRequest, entry: Entry, terms: Terms) -> None:
    comment = entry.comment
    is_own = comment.author_id == request.user.pk
    if is_own and terms.is_open and comment.may_still_change:
        entry.edit_url = terms.way("edit", comment.pk)
    if comment.edited_at:
        entry.history_url = terms.way("history", comment.pk)
    if not is_own and not terms.may_hide:
        entry.report_url = terms.way("report", comment.pk)
    if terms.may_hide:
        entry.hide_url = terms.way("hide", comment.pk)


def _url(request: HttpRequest, pk: int) -> str:
    return f"{request.path}?{FOCUS}={pk}#kommentar-{pk}"
