"""The agenda editor: one page for the whole agenda, each part saved by a form of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from meetings import reading, services, wording
from meetings.forms import (
    AttachmentForm,
    DisqualificationForm,
    FactsForm,
    IdeasForm,
    MergeForm,
    NewItemForm,
    SectionForm,
)
from meetings.models import AgendaItem, ItemAttachment, Meeting, SectionKind
from meetings.numbering import clock_times, numbers
from meetings.refusals import Refusal
from meetings.snapshots import taken_numbers
from portal.ui.http import HttpRequest
from portal.ui.text import without_controls
from portal.writing import Conflict, answers, history
from portal.writing import services as writing
from portal.writing.comparing import compared
from portal.writing.rows import fingerprint

from .common import (
    attempt,
    carry_out,
    done,
    fetch_item,
    fetch_meeting,
    not_saved,
    people_of,
    private,
    refused_with,
    who,
)

EDIT = "meetings.edit_agenda"
EDIT_ITEM = "meetings.edit_item"


def edit_url(item: AgendaItem) -> str:
    """Return where an item is worked on now: in the agenda, or in the minutes."""
    name = "item-edit" if item.meeting.is_coming else "minutes-item"
    return reverse(f"meetings:{name}", args=[item.meeting_id, item.uid])


def outline(meeting: Meeting, user: Any, chosen: AgendaItem | None) -> list[dict[str, Any]]:
    """Return the items at the left: number, title, minutes and computed clock time."""
    items = list(meeting.items.standing_on_agenda())
    printed = numbers(items, taken=taken_numbers(meeting))
    times = clock_times(items, meeting.starts_at)
    hidden = reading.closed_to(user, meeting)
    return [
        {
            "item": item,
            "uid": item.uid,
            "title": hidden.get(item.uid, item.title),
            "is_hidden": item.uid in hidden,
            "number": printed[item.pk],
            "starts_at": times[item.pk],
            "minutes": item.planned_minutes,
            "is_closed": not item.is_public,
            "is_here": chosen is not None and item.pk == chosen.pk,
            "is_done": bool(item.outcome),
        }
        for item in items
    ]


def sections_of(item: AgendaItem, kinds: list[SectionKind], **bound: Any) -> list[dict[str, Any]]:
    """Return the section forms of an item; `bound` holds a form that was refused, by its kind."""
    texts = {row.kind: row.text for row in item.sections.select_related("text__saved_by")}
    rows = []
    for kind in kinds:
        text = texts.get(kind.value)
        initial = {
            "content": text.content if text else "",
            "base_revision": text.revision if text else 0,
        }
        rows.append(
            {
                "kind": kind.value,
                "label": kind.label,
                "form": bound.get(kind.value) or SectionForm(initial=initial, kind=kind.value),
                "saved_at": text.saved_at if text else None,
                "saved_by": str(text.saved_by) if text and text.saved_by else "",
            }
        )
    return rows


@require_http_methods(["GET"])
def agenda_edit(request: HttpRequest, pk: int, uid: str = "") -> HttpResponse:
    """The whole agenda, with one item open."""
    meeting = fetch_meeting(request, pk, may=EDIT)
    if not meeting.agenda_is_writable:
        messages.info(request, _("The agenda has been sent out. Open it for changes to write on."))
        return done(request, meeting)
    item = _chosen(request, meeting, uid)
    return edit_page(request, meeting, item)


def _chosen(request: HttpRequest, meeting: Meeting, uid: str) -> AgendaItem | None:
    readable = AgendaItem.objects.visible_to(request.user).filter(meeting=meeting)
    if not uid:
        return readable.standing_on_agenda().first()
    item = readable.filter(uid=uid).first()
    if item is None:
        raise Http404
    return item


def edit_page(
    request: HttpRequest,
    meeting: Meeting,
    item: AgendaItem | None,
    *,
    status: int = 200,
    facts: FactsForm | None = None,
    new_item: NewItemForm | None = None,
    upload: AttachmentForm | None = None,
    ideas: IdeasForm | None = None,
) -> HttpResponse:
    if item is not None:
        item.meeting = meeting
    rows = outline(meeting, request.user, item)
    here = next((at for at, row in enumerate(rows) if row["is_here"]), None)
    context = {
        "meeting": meeting,
        "outline": rows,
        "item": item,
        "here": rows[here] if here is not None else None,
        "place": (here or 0) + 1,
        "next_uid": rows[here + 1]["uid"] if here is not None and here + 1 < len(rows) else "",
        "up_after": _up(rows, here),
        "down_after": _down(rows, here),
        "before_uid": rows[here - 1]["uid"] if here else "",
        "new_item": new_item or NewItemForm(meeting=meeting),
        "planned_total": wording.duration(sum(row["minutes"] for row in rows)),
        "frame_total": wording.duration(
            int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
        ),
        "may_keep": meeting.agenda_is_public
        and request.user.has_perm("meetings.reopen_agenda", meeting),
        "removed": _removed(meeting, request.user),
        "may_publish": request.user.has_perm("meetings.publish_agenda", meeting),
        "may_review": request.user.has_perm("meetings.send_agenda_to_review", meeting),
        "last_saved": None,
        "stand": stand_of(meeting),
        "crumbs": reading.crumbs(meeting, (_("Agenda"), "")),
    }
    if item is not None:
        sections = sections_of(item, SectionKind.of_agenda())
        saved = [row["saved_at"] for row in sections if row["saved_at"]]
        context |= {
            "facts_form": facts or FactsForm(item=item),
            "sections": sections,
            "last_saved": max(saved) if saved else None,
            "attachments": list(item.attachments.present().select_related("file")),
            "removed_files": list(item.attachments.filter(removed_at__isnull=False).order_by("pk")),
            "upload": upload or AttachmentForm(),
            "ideas_form": ideas or IdeasForm(item=item),
            "ideas": [link.idea for link in item.idea_links.in_order().select_related("idea")],
            "dq_form": DisqualificationForm(
                people=people_of(meeting),
                is_coming=meeting.is_coming,
                beside=services.disqualified(item),
            )
            if request.user.has_perm("meetings.disqualify", meeting)
            else None,
        }
    response = render(request, "meetings/agenda_edit.html", context, status=status)
    return private(response)


def _up(rows: list[dict[str, Any]], here: int | None) -> str | None:
    """Return after whom the item comes to stand one place up; None where it cannot go."""
    if here is None or here < 2 or rows[here]["item"].standing:
        return None
    return str(rows[here - 2]["uid"])


def _down(rows: list[dict[str, Any]], here: int | None) -> str | None:
    if here is None or here >= len(rows) - 2 or rows[here]["item"].standing:
        return None
    return str(rows[here + 1]["uid"])


def _removed(meeting: Meeting, user: Any) -> list[AgendaItem]:
    rows = AgendaItem.objects.visible_to(user).filter(meeting=meeting, removed_at__isnull=False)
    return list(rows.order_by("-removed_at", "pk"))


@require_POST
def item_add(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = fetch_meeting(request, pk, may=EDIT)
    form = NewItemForm(request.POST, meeting=meeting)
    if form.is_valid():
        item = attempt(form, services.add_item, meeting.pk, by=who(request), **form.cleaned_data)
        if item is not None:
            item.meeting = meeting
            return done(request, edit_url(item))
    if not meeting.agenda_is_writable:
        back = meeting.get_absolute_url()
        if not meeting.is_coming:
            back = reverse("meetings:minutes-edit", args=[pk])
        return not_saved(request, meeting, form, back=back)
    return edit_page(request, meeting, _chosen(request, meeting, ""), new_item=form, status=422)


@require_POST
def item_facts(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    meeting = item.meeting
    form = FactsForm(request.POST, item=item)
    saved = None
    if form.is_valid():
        saved = attempt(form, services.edit_item, item.pk, by=who(request), **form.cleaned_data)
    if saved is not None:
        return done(request, edit_url(item), _("Saved."))
    if not meeting.agenda_is_writable:
        return not_saved(request, meeting, form, back=edit_url(item))
    return edit_page(request, meeting, item, facts=form, status=refused_with(form))


@require_safe
@answers.while_open
def item_news(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """What others have done since the page of an item was opened, or asked last."""
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    texts = {row.kind: row.text for row in item.sections.select_related("text__saved_by")}
    return answers.news(request, texts, place=f"meeting-{pk}", stand=stand_of(item.meeting))


def stand_of(meeting: Meeting) -> str:
    """Return the print of what a page of an agenda or minutes shows beside its texts."""
    items = meeting.items.standing_on_agenda().values_list("uid", "revision", "outcome")
    return fingerprint([meeting.state, meeting.agenda_state, *items])


@require_http_methods(["GET", "POST"])
@answers.while_open
def section_save(request: HttpRequest, pk: int, uid: str, kind: str) -> HttpResponse:
    """Save one section; where two wrote the same, show both and a proposal, nothing lost."""
    if kind not in SectionKind.values:
        raise Http404
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    if request.method == "GET":
        return done(request, edit_url(item))
    label = str(SectionKind(kind).label)
    form = SectionForm(request.POST, kind=kind)
    if f"{kind}-content" not in request.POST:
        form = MergeForm(request.POST)  # type: ignore[assignment]
    if not form.is_valid():
        return not_saved(request, item.meeting, form, back=edit_url(item), what=label)
    try:
        text = services.save_section(item.pk, kind, by=who(request), **form.cleaned_data)
    except Conflict as conflict:
        return merge_page(request, item, kind, conflict)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return not_saved(request, item.meeting, form, back=edit_url(item), what=label)
    if answers.by_script(request):
        return answers.saved(text, sent=form.cleaned_data["content"])
    messages.success(request, _("%(section)s is saved.") % {"section": label})
    return done(request, f"{edit_url(item)}#{kind}")


@require_safe
def section_history(request: HttpRequest, pk: int, uid: str, kind: str) -> HttpResponse:
    """The versions of a section, for those who write in it."""
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    section = item.sections.filter(kind=kind).select_related("text").first()
    way = history.Way(
        label=str(SectionKind(kind).label) if kind in SectionKind.values else "",
        save=reverse("meetings:section-save", args=[pk, uid, kind]),
        prefix=kind,
        back=f"{edit_url(item)}#{kind}",
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


@require_POST
def item_move(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """Put the item after the one named; the order that the person saw comes with it."""
    item = fetch_item(request, pk, uid, may=EDIT)
    anchor = without_controls(request.POST.get("after", ""))
    after = None
    if anchor:
        after = get_object_or_404(AgendaItem, meeting=item.meeting, uid=anchor)
    raw = request.POST.get("order_revision", "")
    revision = int(raw) if raw.isdecimal() and len(raw) < 10 else -1
    carry_out(request, services.move_item, item.pk, after=after, order_revision=revision)
    return done(request, edit_url(item))


@require_POST
def item_remove(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    carry_out(
        request,
        services.remove_item,
        item.pk,
        said=_("The item is taken off. You can put it back below the list."),
    )
    return done(request, reverse("meetings:agenda-edit", args=[pk]))


@require_POST
def item_restore(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    anchor = without_controls(request.POST.get("after", ""))
    after = AgendaItem.objects.filter(meeting=item.meeting, uid=anchor).first()
    carry_out(request, services.restore_item, item.pk, after=after, said=_("The item is back."))
    return done(request, edit_url(item))


@require_POST
def item_ideas(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    form = IdeasForm(request.POST, item=item)
    if form.is_valid():
        ideas = form.cleaned_data["numbers"]
        seen = form.cleaned_data["opened_with"]
        if attempt(
            form, services.set_links, item.pk, ideas=ideas, opened_with=seen, by=who(request)
        ):
            return done(request, edit_url(item), _("Saved."))
    if not item.meeting.agenda_is_writable:
        return not_saved(request, item.meeting, form, back=edit_url(item))
    return edit_page(request, item.meeting, item, ideas=form, status=refused_with(form))


@require_POST
def attachment_add(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    form = AttachmentForm(request.POST, request.FILES)
    if form.is_valid():
        data = dict(form.cleaned_data)
        upload = data.pop("file")
        if attempt(form, services.attach_file, item.pk, upload=upload, by=who(request), **data):
            return done(request, f"{edit_url(item)}#bilag", _("The file is attached."))
    if not item.meeting.agenda_is_writable:
        return not_saved(request, item.meeting, form, back=edit_url(item))
    return edit_page(request, item.meeting, item, upload=form, status=422)


def _file(item: AgendaItem, uid: Any) -> ItemAttachment:
    return get_object_or_404(ItemAttachment, item=item, uid=uid)


@require_POST
def attachment_remove(request: HttpRequest, pk: int, uid: str, attachment_uid: Any) -> HttpResponse:
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    file = _file(item, attachment_uid)
    carry_out(request, services.remove_attachment, file.pk, said=_("The file is taken off."))
    return done(request, f"{edit_url(item)}#bilag")


@require_POST
def attachment_restore(
    request: HttpRequest, pk: int, uid: str, attachment_uid: Any
) -> HttpResponse:
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    file = _file(item, attachment_uid)
    carry_out(request, services.restore_attachment, file.pk, said=_("The file is back."))
    return done(request, f"{edit_url(item)}#bilag")


# The agenda's way -------------------------------------------------------------------------------


@require_POST
def agenda_to_review(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = fetch_meeting(request, pk, may="meetings.send_agenda_to_review")
    said = _("The agenda is ready to be looked at by all.")
    carry_out(request, services.send_agenda_to_review, meeting.pk, said=said)
    return done(request, reverse("meetings:agenda-edit", args=[pk]))


@require_POST
def agenda_back(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = fetch_meeting(request, pk, may="meetings.take_agenda_back")
    carry_out(
        request, services.take_agenda_back, meeting.pk, said=_("The agenda is a draft again.")
    )
    return done(request, reverse("meetings:agenda-edit", args=[pk]))


@require_POST
def agenda_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = fetch_meeting(request, pk, may="meetings.reopen_agenda")
    said = _("You can change the agenda. What was sent out stays public until the next version.")
    carry_out(request, services.reopen_agenda, meeting.pk, said=said)
    return done(request, reverse("meetings:agenda-edit", args=[pk]))


@require_POST
def agenda_keep(request: HttpRequest, pk: int) -> HttpResponse:
    """Close the agenda again as it was sent out."""
    meeting = fetch_meeting(request, pk, may="meetings.reopen_agenda")
    said = _("The agenda holds as it was sent out.")
    if carry_out(request, services.keep_agenda, meeting.pk, said=said):
        return done(request, meeting)
    return done(request, reverse("meetings:agenda-edit", args=[pk]))
