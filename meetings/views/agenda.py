"""The agenda editor: one page for the whole agenda, each part saved by a form of its own.

Every form works by itself and leads back to its item. The page's script sends the same forms,
takes the parts that changed out of the page that comes back, and leaves alone what is written in.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from committee.deliverables import deliverables_of
from committee.models import Deliverable
from meetings import reading, services, wording
from meetings.forms import (
    AttachmentForm,
    DisqualificationForm,
    FactsForm,
    LinksForm,
    NewItemForm,
    TemplateNameForm,
)
from meetings.models import (
    ActionPoint,
    AgendaItem,
    AgendaTemplate,
    ItemAttachment,
    ItemSection,
    ItemSuggestion,
    Meeting,
    SectionKind,
)
from meetings.numbering import clock_times, numbers
from meetings.snapshots import taken_numbers
from meetings.steps import Steps
from portal.documents import richtext
from portal.ui.forms import KeyedForm
from portal.ui.http import HttpRequest
from portal.writing import answers
from projects.models import Proposal

from .common import carry_out, done, fetch_meeting, people_of, private
from .texts import section_rows, stand_of

EDIT = "meetings.edit_agenda"
EDIT_ITEM = "meetings.edit_item"
MOST_OPEN = 40


def outline(
    meeting: Meeting,
    user: Any,
    chosen: AgendaItem | None,
    items: list[AgendaItem] | None = None,
) -> list[dict[str, Any]]:
    """Return the items at the left: number, title, minutes and computed clock time."""
    if items is None:
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
            "is_sub": item.parent_id is not None,
            "starts_at": times[item.pk],
            "minutes": item.planned_minutes,
            "is_closed": not item.is_public,
            "is_here": chosen is not None and item.pk == chosen.pk,
            "is_done": bool(item.outcome),
        }
        for item in items
    ]


@require_http_methods(["GET"])
def agenda_edit(request: HttpRequest, pk: int, uid: str = "") -> HttpResponse:
    """The whole agenda; the item asked for is open to write in, and those in `ogsaa` beside it."""
    meeting = fetch_meeting(request, pk, may=EDIT)
    if not meeting.agenda_is_writable:
        if meeting.is_coming:
            said = _("The agenda has been sent out. Open it for changes to write on.")
        else:
            said = _("The agenda is closed: the meeting is no longer ahead.")
        messages.info(request, said)
        return done(request, meeting)
    item = None
    if uid:
        readable = AgendaItem.objects.visible_to(request.user).filter(meeting=meeting)
        item = readable.filter(uid=uid).first()
        if item is None:
            raise Http404
    return edit_page(request, meeting, item)


def edit_page(
    request: HttpRequest,
    meeting: Meeting,
    item: AgendaItem | None,
    *,
    status: int = 200,
    new_item: NewItemForm | None = None,
    template_form: TemplateNameForm | None = None,
    **refused: Any,
) -> HttpResponse:
    """Show the page; `refused` holds the forms of the item that were refused, by their name."""
    user = request.user
    items = _with_all(meeting)
    rows = outline(meeting, user, item, items)
    opening = _Opening(request, meeting)
    also = _also_open(request)
    steps = Steps(items)
    for row in rows:
        row["item"].meeting = meeting
        row.update(_folded(row, steps.ways(row["item"])))
        if not row["is_hidden"] and (row["is_here"] or row["uid"] in also):
            row["open"] = opening.of(row["item"], **(refused if row["is_here"] else {}))
    # Who is kept from an item is asked for only at the item that is looked at.
    disqualify = opening.disqualify(item) if item is not None else None
    here = next((at for at, row in enumerate(rows) if row["is_here"]), None)
    gone = None
    if item is not None and here is None:  # somebody has removed it; its words are still there
        item.meeting = meeting
        gone = {"item": item, "uid": item.uid, "title": item.title}
        gone["open"] = opening.of(item, **refused)
    total = sum(row["minutes"] for row in rows)
    ends_at = meeting.starts_at + timedelta(minutes=total)
    context = {
        "meeting": meeting,
        "rows": rows,
        "gone": gone,
        "item": item,
        "has_errors": bool(refused),
        "dq_form": disqualify,
        "place": (here or 0) + 1,
        "next_uid": _next_uid(rows, here),
        "new_item": new_item or NewItemForm(meeting=meeting),
        "planned_total": wording.duration(total),
        "frame_total": wording.duration(
            int((meeting.ends_at - meeting.starts_at).total_seconds() // 60)
        ),
        "ends_at": ends_at,
        "is_too_long": ends_at > meeting.ends_at,
        "may_keep": meeting.agenda_is_public and user.has_perm("meetings.reopen_agenda", meeting),
        "may_publish": user.has_perm("meetings.publish_agenda", meeting),
        "may_review": user.has_perm("meetings.send_agenda_to_review", meeting),
        "last_saved": max(_saved_times(items), default=None),
        "stand": stand_of(meeting),
        "crumbs": reading.crumbs(meeting, (_("Agenda"), "")),
        **_beside(request, meeting),
        "template_form": template_form or TemplateNameForm(),
        "copy_key": _key_field(),
        "fill_key": _key_field(),
    }
    return private(render(request, "meetings/agenda_edit.html", context, status=status))


def _also_open(request: HttpRequest) -> set[str]:
    """Return which items stand open beside the one asked for; the script says it in a header."""
    asked = request.headers.get("X-Open", "") or request.GET.get("ogsaa", "")
    return set(asked.split(".")[:MOST_OPEN])


def _key_field() -> SafeString:
    """Return the hidden field of a form that is nothing but a button."""
    return KeyedForm(auto_id=False)["form_key"].as_widget()


def _with_all(meeting: Meeting) -> list[AgendaItem]:
    """Return the items with all that the page shows of them; a fixed number of queries."""
    sections = ItemSection.objects.select_related("text__saved_by").order_by("pk")
    files = ItemAttachment.objects.select_related("file").order_by("pk")
    return list(
        meeting.items.standing_on_agenda()
        .select_related("came_from__meeting", "suggestion")
        .prefetch_related(
            Prefetch("sections", sections),
            Prefetch("attachments", files),
            "idea_links__idea",
            "proposal_links__proposal",
            "deliverable_links__deliverable__committee",
        )
    )


def _saved_times(items: list[AgendaItem]) -> list[Any]:
    return [section.text.saved_at for item in items for section in item.sections.all()]


def _next_uid(rows: list[dict[str, Any]], here: int | None) -> str:
    following = rows[here + 1 :] if here is not None else []
    return next((str(row["uid"]) for row in following if not row["is_hidden"]), "")


def _folded(row: dict[str, Any], moves: dict[str, bool]) -> dict[str, Any]:
    """Return what a line of the agenda says of an item that is not open."""
    item: AgendaItem = row["item"]
    if row["is_hidden"]:
        return {"moves": {}, "words": "", "files": 0, "open": None}
    texts = {one.kind: one.text.content for one in item.sections.all() if not one.left_out_at}
    first = next((texts[kind] for kind in SectionKind.of_agenda() if texts.get(kind)), "")
    words = Truncator(richtext.to_text(first).replace("\n", " ")).chars(180)
    files = sum(1 for file in item.attachments.all() if not file.removed_at)
    return {"moves": moves, "words": words, "files": files, "open": None}


class _Opening:
    """What an open item shows; what is the same for all of them is asked for once."""

    def __init__(self, request: HttpRequest, meeting: Meeting) -> None:
        self.user = request.user
        self.meeting = meeting
        self.disqualifies = self.user.has_perm("meetings.disqualify", meeting)
        self.proposals: list[Proposal] | None = None

    def of(self, item: AgendaItem, **refused: Any) -> dict[str, Any]:
        ids = f"id_{item.uid}_%s"
        sections, missing = section_rows(item)
        files = list(item.attachments.all())
        facts = refused.get("facts") or FactsForm(item=item, auto_id=ids)
        links = refused.get("links") or LinksForm(
            item=item,
            proposals=self._proposals(),
            deliverables=self.deliverables,
            auto_id=ids,
        )
        return {
            "facts": facts,
            "asks_more": bool(not item.is_public or facts.errors),
            "sections": sections,
            "missing": missing,
            "files": [file for file in files if not file.removed_at],
            "removed_files": [file for file in files if file.removed_at],
            "upload": refused.get("upload") or AttachmentForm(auto_id=ids),
            "links": links,
            "ideas": [link.idea for link in item.idea_links.all()],
            "proposals": [
                link.proposal for link in item.proposal_links.all() if self._knows(link.proposal)
            ],
            "deliverables": [link.deliverable for link in item.deliverable_links.all()],
        }

    @cached_property
    def deliverables(self) -> list[Deliverable]:
        return deliverables_of(self.meeting.committee, self.user)

    def _proposals(self) -> list[Proposal]:
        if self.proposals is None:
            visible = Proposal.objects.visible_to(self.user)
            self.proposals = list(
                visible.filter(committee=self.meeting.committee).order_by("number", "pk")
            )
        return self.proposals

    def _knows(self, proposal: Proposal) -> bool:
        return proposal in self._proposals()

    def disqualify(self, item: AgendaItem) -> DisqualificationForm | None:
        if not self.disqualifies:
            return None
        return DisqualificationForm(
            people=people_of(self.meeting),
            is_coming=self.meeting.is_coming,
            beside=services.disqualified(item),
            auto_id=f"id_{item.uid}_%s",
        )


def _beside(request: HttpRequest, meeting: Meeting) -> dict[str, Any]:
    """Return what may come onto the agenda, and what was taken off it."""
    user = request.user
    unfinished = (
        AgendaItem.objects.visible_to(user)
        .unfinished()
        .filter(
            meeting__committee=meeting.committee,
            meeting__starts_at__lt=meeting.starts_at,
            standing="",
        )
        .select_related("meeting")
        .order_by("-meeting__starts_at", "position", "pk")
    )
    answers_them = user.has_perm("meetings.answer_suggestion", meeting)
    suggestions = ItemSuggestion.objects.filter(committee=meeting.committee).waiting()
    removed = AgendaItem.objects.visible_to(user).filter(
        meeting=meeting, removed_at__isnull=False, parent__removed_at=None
    )
    removed_now = request.GET.get("fjernet", "")
    rows = list(removed.order_by("-removed_at", "pk"))
    return {
        "unfinished": list(unfinished[:20]),
        "suggestions": list(suggestions.select_related("suggested_by")[:20])
        if answers_them
        else [],
        "templates": list(
            AgendaTemplate.objects.visible_to(user)
            .filter(committee=meeting.committee)
            .order_by("name", "pk")
        ),
        "may_make_templates": user.has_perm("meetings.edit_templates", meeting),
        "actions": list(
            ActionPoint.objects.visible_to(user)
            .open()
            .before(meeting)
            .for_rows()
            .soonest_first()[:20]
        ),
        "removed": rows,
        "just_removed": next((row for row in rows if row.uid == removed_now), None),
    }


@require_safe
@answers.while_open
def agenda_news(request: HttpRequest, pk: int) -> HttpResponse:
    """What others have done on the agenda since the page was opened, or asked last."""
    meeting = fetch_meeting(request, pk, may=EDIT)
    readable = AgendaItem.objects.visible_to(request.user).filter(meeting=meeting)
    sections = (
        ItemSection.objects.present()
        .filter(item__in=readable)
        .select_related("item", "text__saved_by")
        .defer("text__content")
    )
    texts = {f"{row.kind}-{row.item.uid}": row.text for row in sections.order_by("pk")}
    return answers.news(request, texts, place=f"meeting-{pk}", stand=stand_of(meeting))


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
