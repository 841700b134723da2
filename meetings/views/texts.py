"""The sections of an item, in an agenda and in minutes: saved, followed, compared, gone back in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from meetings import reading, services
from meetings.forms import MergeForm, SectionForm
from meetings.models import AgendaItem, ItemSection, Meeting, SectionKind
from meetings.refusals import Refusal
from portal.ui.http import HttpRequest
from portal.writing import Conflict, answers, history
from portal.writing import services as writing
from portal.writing.comparing import compared
from portal.writing.rows import fingerprint

from .common import done, fetch_item, not_saved, private, who

EDIT_ITEM = "meetings.edit_item"


def edit_url(item: AgendaItem) -> str:
    """Return where an item is worked on now: in the agenda, or in the minutes."""
    name = "item-edit" if item.meeting.is_coming else "minutes-item"
    return reverse(f"meetings:{name}", args=[item.meeting_id, item.uid])


def anchor_url(item: AgendaItem) -> str:
    """Return the item's own place on the page on which it is worked on."""
    return f"{edit_url(item)}#punkt-{item.uid}" if item.meeting.is_coming else edit_url(item)


def section_url(item: AgendaItem, kind: str) -> str:
    """Return the place of a section; on an agenda several items stand open on one page."""
    return (
        f"{edit_url(item)}#{kind}-{item.uid}"
        if item.meeting.is_coming
        else f"{edit_url(item)}#{kind}"
    )


def sections_of(item: AgendaItem, kinds: list[SectionKind], **bound: Any) -> list[dict[str, Any]]:
    """Return the section forms of an item; `bound` holds a form that was refused, by its kind."""
    rows = {row.kind: row for row in item.sections.select_related("text__saved_by")}
    return [
        _section(kind, rows.get(kind.value), form=bound.get(kind.value))
        for kind in kinds
        if kind.value not in rows or rows[kind.value].left_out_at is None
    ]


def section_rows(item: AgendaItem) -> tuple[list[dict[str, Any]], list[SectionKind]]:
    """Return the sections that an item of an agenda stands with, and those it can be given.

    The sections are asked from the item as it was prefetched.
    """
    rows = {row.kind: row for row in item.sections.all()}
    usual = [] if item.standing else SectionKind.at_first()
    shown, missing = [], []
    for kind in SectionKind.of_agenda():
        row = rows.get(kind.value)
        if row.left_out_at is None if row is not None else kind in usual:
            found = _section(kind, row, auto_id=f"id_{item.uid}_%s")
            shown.append({**found, "of": kind.value, "kind": f"{kind.value}-{item.uid}"})
        else:
            missing.append(kind)
    return shown, missing


def _section(
    kind: SectionKind, row: ItemSection | None, *, form: SectionForm | None = None, **options: Any
) -> dict[str, Any]:
    text = row.text if row is not None else None
    initial = {
        "content": text.content if text else "",
        "base_revision": text.revision if text else 0,
    }
    is_written = text is not None and (text.revision > 1 or bool(text.content))
    return {
        "kind": kind.value,
        "label": kind.label,
        "form": form or SectionForm(initial=initial, kind=kind.value, **options),
        "saved_at": text.saved_at if text and is_written else None,
        "saved_by": str(text.saved_by) if text and is_written and text.saved_by else "",
    }


@require_safe
@answers.while_open
def item_news(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """What others have done since the page of an item was opened, or asked last."""
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    rows = item.sections.present().select_related("text__saved_by")
    texts = {row.kind: row.text for row in rows}
    return answers.news(request, texts, place=f"meeting-{pk}", stand=stand_of(item.meeting))


def stand_of(meeting: Meeting) -> str:
    """Return the print of what a page of an agenda or minutes shows beside its texts."""
    items = meeting.items.standing_on_agenda().values_list(
        "uid", "parent", "revision", "outcome", "shown_number"
    )
    return fingerprint([meeting.state, meeting.agenda_state, *items])


@require_http_methods(["GET", "POST"])
@answers.while_open
def section_save(request: HttpRequest, pk: int, uid: str, kind: str) -> HttpResponse:
    """Save one section; where two wrote the same, show both and a proposal, nothing lost."""
    if kind not in SectionKind.values:
        raise Http404
    form = SectionForm(request.POST or None, kind=kind)
    if request.method == "POST" and f"{kind}-content" not in request.POST:
        form = MergeForm(request.POST)  # type: ignore[assignment]
    if answers.by_script(request) and request.user.is_authenticated and form.is_valid():
        return _save_while_typed(request, pk, uid, kind, form)
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    if request.method == "GET":
        return done(request, edit_url(item))
    label = str(SectionKind(kind).label)
    if not form.is_valid():
        return not_saved(request, item.meeting, form, back=edit_url(item), what=label)
    try:
        services.save_section(item.pk, kind, by=who(request), **form.cleaned_data)
    except Conflict as conflict:
        return merge_page(request, item, kind, conflict)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return not_saved(request, item.meeting, form, back=edit_url(item), what=label)
    messages.success(request, _("%(section)s is saved.") % {"section": label})
    return done(request, section_url(item, kind))


def _save_while_typed(
    request: HttpRequest, pk: int, uid: str, kind: str, form: SectionForm
) -> HttpResponse:
    """Save what the page's script sends, as often as somebody pauses.

    The service asks for every right itself; only where it refuses is it found out why.
    """
    item_id = AgendaItem.objects.filter(meeting=pk, uid=uid).values_list("pk", flat=True).first()
    if item_id is None:
        raise Http404
    try:
        text = services.save_section(item_id, kind, by=who(request), **form.cleaned_data)
    except PermissionDenied:
        fetch_item(request, pk, uid, may=EDIT_ITEM)
        raise
    except Conflict as conflict:
        return answers.clash(request, conflict, section=str(SectionKind(kind).label))
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return answers.refused(form)
    return answers.saved(text, sent=form.cleaned_data["content"])


@require_safe
def section_history(request: HttpRequest, pk: int, uid: str, kind: str) -> HttpResponse:
    """The versions of a section, for those who write in it."""
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    section = item.sections.filter(kind=kind).select_related("text").first()
    way = history.Way(
        label=str(SectionKind(kind).label) if kind in SectionKind.values else "",
        save=reverse("meetings:section-save", args=[pk, uid, kind]),
        prefix=kind,
        back=section_url(item, kind),
        crumbs=reading.crumbs(item.meeting, (_("History"), "")),
    )
    return history.page(request, section.text if section else None, way)


def merge_page(
    request: HttpRequest,
    item: AgendaItem,
    kind: str,
    conflict: Conflict,
    *,
    action: str = "",
    outcome: str = "",
    opened_with: str = "",
) -> HttpResponse:
    """Show yours and theirs beside each other and a proposal with both."""
    if answers.by_script(request):
        return answers.clash(request, conflict, section=str(SectionKind(kind).label))
    writing.keep_beside(conflict, by=who(request))
    text = conflict.text

    def choice(content: str) -> MergeForm:
        initial = {"content": content, "base_revision": conflict.revision}
        return MergeForm(initial=initial)

    response = render(
        request,
        "meetings/merge.html",
        {
            "item": item,
            "meeting": item.meeting,
            "section": SectionKind(kind).label,
            "them": str(text.saved_by) if text.saved_by else _("Somebody"),
            "saved_at": text.saved_at,
            "yours": compared(conflict.base, conflict.yours),
            "theirs": compared(conflict.base, conflict.theirs),
            "proposal": choice(conflict.proposal),
            "yours_content": conflict.yours,
            "base_revision": conflict.revision,
            "outcome": outcome,
            "opened_with": opened_with,
            "action": action
            or reverse("meetings:section-save", args=[item.meeting_id, item.uid, kind]),
            "back": edit_url(item),
            "crumbs": reading.crumbs(item.meeting, (_("Two texts"), "")),
        },
        status=409,
    )
    return private(response)
