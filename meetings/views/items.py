"""What is done with one item of an agenda: each a form of its own, and the way back to the item."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from committee.deliverables import deliverables_of
from meetings import services
from meetings.forms import AttachmentForm, FactsForm, LinksForm, NewItemForm
from meetings.models import AgendaItem, ItemAttachment, Meeting, SectionKind
from meetings.numbering import numbers
from meetings.snapshots import taken_numbers
from meetings.steps import WAYS, Steps
from portal.ui.forms import KeyedForm
from portal.ui.http import HttpRequest, status_of
from portal.ui.text import without_controls
from projects.models import Proposal

from .agenda import EDIT, EDIT_ITEM, edit_page
from .common import (
    attempt,
    carry_out,
    done,
    fetch_item,
    fetch_meeting,
    not_saved,
    who,
)
from .texts import anchor_url, edit_url, section_url


def number_of(item: AgendaItem) -> str:
    items = list(item.meeting.items.standing_on_agenda())
    return numbers(items, taken=taken_numbers(item.meeting)).get(item.pk, "")


@require_POST
def item_add(request: HttpRequest, pk: int) -> HttpResponse:
    meeting = fetch_meeting(request, pk, may=EDIT)
    form = NewItemForm(request.POST, meeting=meeting)
    if form.is_valid():
        item = attempt(form, services.add_item, meeting.pk, by=who(request), **form.cleaned_data)
        if item is not None:
            item.meeting = meeting
            return done(request, anchor_url(item))
    if not meeting.agenda_is_writable:
        back = meeting.get_absolute_url()
        if not meeting.is_coming:
            back = reverse("meetings:minutes-edit", args=[pk])
        return not_saved(request, meeting, form, back=back)
    return edit_page(request, meeting, None, new_item=form, status=422)


@require_POST
def item_facts(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    meeting = item.meeting
    form = FactsForm(request.POST, item=item, auto_id=f"id_{uid}_%s")
    saved = None
    if form.is_valid():
        saved = attempt(form, services.edit_item, item.pk, by=who(request), **form.cleaned_data)
    if saved is not None:
        return done(request, anchor_url(item), _("Saved."))
    if not meeting.agenda_is_writable:
        return not_saved(request, meeting, form, back=edit_url(item))
    return edit_page(request, meeting, item, facts=form, status=status_of(form))


@require_POST
def item_move(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """Move the item one step, or after and under those named, in the order that was seen."""
    item = fetch_item(request, pk, uid, may=EDIT)
    raw = request.POST.get("order_revision", "")
    revision = int(raw) if raw.isdecimal() and len(raw) < 10 else -1
    way = request.POST.get("way", "")
    to: tuple[AgendaItem | None, AgendaItem | None] | None
    if way in WAYS:
        to = Steps(item.meeting.items.standing_on_agenda()).to(item, way)
        if to is None:
            messages.error(request, _("The item cannot go there, so nothing was moved."))
            return done(request, anchor_url(item))
    else:
        to = (_named(request, item.meeting, "after"), _named(request, item.meeting, "under"))
    after, under = to
    moved = carry_out(
        request, services.move_item, item.pk, after=after, under=under, order_revision=revision
    )
    if moved:
        said = _("%(title)s is now item %(number)s.")
        messages.success(request, said % {"title": item.label, "number": number_of(item)})
    return done(request, anchor_url(item))


def _named(request: HttpRequest, meeting: Meeting, name: str) -> AgendaItem | None:
    uid = without_controls(request.POST.get(name, ""))
    return get_object_or_404(AgendaItem, meeting=meeting, uid=uid) if uid else None


@require_POST
def item_duplicate(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    form = KeyedForm(request.POST)
    key = form.cleaned_data["form_key"] if form.is_valid() else None
    made: list[AgendaItem] = []

    def verb(*, by: Any) -> None:
        made.append(services.duplicate_item(item.pk, by=by, form_key=key))

    if carry_out(request, verb, said=_("Here is the copy.")):
        made[0].meeting = item.meeting
        return done(request, anchor_url(made[0]))
    return done(request, anchor_url(item))


@require_POST
def item_remove(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    page = reverse("meetings:agenda-edit", args=[pk])
    if carry_out(request, services.remove_item, item.pk):
        return done(request, f"{page}?fjernet={item.uid}#fjernet")
    return done(request, page)


@require_POST
def item_restore(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    anchor = without_controls(request.POST.get("after", ""))
    after = AgendaItem.objects.filter(meeting=item.meeting, uid=anchor).first()
    carry_out(request, services.restore_item, item.pk, after=after, said=_("The item is back."))
    return done(request, anchor_url(item))


@require_POST
def item_take_over(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """Take over what an earlier meeting left open; `uid` is the item there."""
    meeting = fetch_meeting(request, pk, may=EDIT)
    known = AgendaItem.objects.visible_to(request.user).filter(meeting__committee=meeting.committee)
    source = get_object_or_404(known, uid=uid)
    made: list[AgendaItem] = []

    def verb(*, by: Any) -> None:
        made.append(services.take_over_item(meeting.pk, source.pk, by=by))

    if carry_out(request, verb, said=_("The item is taken over, with its texts and files.")):
        made[0].meeting = meeting
        return done(request, anchor_url(made[0]))
    return done(request, reverse("meetings:agenda-edit", args=[pk]))


# Sections and what hangs on the item ------------------------------------------------------------


@require_POST
def section_add(request: HttpRequest, pk: int, uid: str, kind: str) -> HttpResponse:
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    carry_out(request, services.add_section, item.pk, kind)
    return done(
        request, section_url(item, kind) if kind in SectionKind.values else anchor_url(item)
    )


@require_POST
def section_leave_out(request: HttpRequest, pk: int, uid: str, kind: str) -> HttpResponse:
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    said = ""
    if kind in SectionKind.values:
        said = _("%(section)s is left out. Add it again to get its text back.")
        said %= {"section": SectionKind(kind).label}
    carry_out(request, services.leave_out_section, item.pk, kind, said=said)
    return done(request, f"{edit_url(item)}#afsnit-{item.uid}")


@require_POST
def item_links(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    visible = Proposal.objects.visible_to(request.user)
    proposals = list(visible.filter(committee=item.meeting.committee).order_by("number", "pk"))
    form = LinksForm(
        request.POST,
        item=item,
        proposals=proposals,
        deliverables=deliverables_of(item.meeting.committee, request.user),
        auto_id=f"id_{uid}_%s",
    )
    saved = None
    if form.is_valid():
        saved = attempt(form, services.set_links, item.pk, by=who(request), **form.facts())
    if saved is not None:
        return done(request, f"{edit_url(item)}#links-{uid}", _("Saved."))
    if not item.meeting.agenda_is_writable:
        return not_saved(request, item.meeting, form, back=edit_url(item))
    return edit_page(request, item.meeting, item, links=form, status=status_of(form))


@require_POST
def attachment_add(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    form = AttachmentForm(request.POST, request.FILES, auto_id=f"id_{uid}_%s")
    if form.is_valid():
        data = dict(form.cleaned_data)
        upload = data.pop("file")
        if attempt(form, services.attach_file, item.pk, upload=upload, by=who(request), **data):
            return done(request, _files(item), _("The file is attached."))
    if not item.meeting.agenda_is_writable:
        return not_saved(request, item.meeting, form, back=edit_url(item))
    return edit_page(request, item.meeting, item, upload=form, status=422)


def _files(item: AgendaItem) -> str:
    return f"{edit_url(item)}#bilag-{item.uid}"


def _file(item: AgendaItem, uid: Any) -> ItemAttachment:
    return get_object_or_404(ItemAttachment, item=item, uid=uid)


@require_POST
def attachment_show(request: HttpRequest, pk: int, uid: str, attachment_uid: Any) -> HttpResponse:
    """Let everybody read the file, or only the committee."""
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    file = _file(item, attachment_uid)
    is_public = request.POST.get("offentlig") == "1"
    said = (
        _("Everybody may read the file.") if is_public else _("Only the committee reads the file.")
    )
    carry_out(request, services.show_attachment, file.pk, is_public=is_public, said=said)
    return done(request, _files(item))


@require_POST
def attachment_remove(request: HttpRequest, pk: int, uid: str, attachment_uid: Any) -> HttpResponse:
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    file = _file(item, attachment_uid)
    carry_out(request, services.remove_attachment, file.pk, said=_("The file is taken off."))
    return done(request, _files(item))


@require_POST
def attachment_restore(
    request: HttpRequest, pk: int, uid: str, attachment_uid: Any
) -> HttpResponse:
    item = fetch_item(request, pk, uid, may=EDIT_ITEM)
    file = _file(item, attachment_uid)
    carry_out(request, services.restore_attachment, file.pk, said=_("The file is back."))
    return done(request, _files(item))
