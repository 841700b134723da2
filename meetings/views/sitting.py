"""For the one who takes the minutes: who is there, what was decided, who dissents."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from meetings import reading, services, snapshots, wording
from meetings.forms import (
    ActionForm,
    AdoptionForm,
    BeginningsForm,
    CloseForm,
    DecisionForm,
    DisqualificationForm,
    ItemTimesForm,
    NewItemForm,
    RemarkForm,
    ReviewDeadlineForm,
    VoteForm,
)
from meetings.models import (
    AgendaItem,
    Correction,
    Disqualification,
    Meeting,
    Minutes,
    ProtocolRemark,
    SectionKind,
)
from meetings.models.agenda import ADOPTS
from meetings.services.actions import candidates
from meetings.services.minutes import gaps
from meetings.services.voters import unsure_of, voters
from meetings.timeline import meeting_timeline, sittings_of
from portal.people.models import Person
from portal.ui.http import HttpRequest, status_of
from portal.writing import Conflict
from projects.models import Proposal

from .agenda import outline
from .common import (
    attempt,
    carry_out,
    done,
    fetch_item,
    fetch_meeting,
    fetch_minutes,
    known_item,
    not_saved,
    on_day,
    people_of,
    private,
    substitutes_of,
    who,
)
from .course import course_of
from .review import comments_on, may_answer
from .texts import merge_page, sections_of, stand_of


def item_url(item: AgendaItem) -> str:
    return reverse("meetings:minutes-item", args=[item.meeting_id, item.uid])


@require_safe
def minutes_edit(request: HttpRequest, pk: int, uid: str = "") -> HttpResponse:
    """The minutes while they are written, with one item open."""
    minutes = fetch_minutes(request, pk, may="meetings.write_minutes")
    if not minutes.is_written:
        messages.info(request, _("The minutes are not being written now."))
        return done(request, minutes.meeting)
    readable = AgendaItem.objects.visible_to(request.user).filter(meeting=pk)
    item = readable.filter(uid=uid).first() if uid else _first(readable)
    if uid and item is None:
        raise Http404
    return edit_page(request, minutes, item)


def _first(readable: Any) -> AgendaItem | None:
    """Return what the page opens with: the item that is on, otherwise the first."""
    on: AgendaItem | None = readable.filter(turns__isnull=False, turns__ended_at=None).first()
    if on is not None:
        return on
    first: AgendaItem | None = readable.standing_on_agenda().first()
    return first


def edit_page(
    request: HttpRequest,
    minutes: Minutes,
    item: AgendaItem | None,
    *,
    status: int = 200,
    **forms: Any,
) -> HttpResponse:
    meeting = minutes.meeting
    user = request.user
    if item is not None:
        item.meeting = meeting
    rows = outline(meeting, user, item)
    here = next((at for at, row in enumerate(rows) if row["is_here"]), None)
    runs = user.has_perm("meetings.record_attendance", meeting)
    course = course_of(meeting, rows) if runs else None
    context = {
        "meeting": meeting,
        "minutes": minutes,
        "outline": rows,
        "item": item,
        "here": rows[here] if here is not None else None,
        "place": (here or 0) + 1,
        "next_uid": rows[here + 1]["uid"] if here is not None and here + 1 < len(rows) else "",
        "runs": runs,
        "course": course,
        "gaps": gaps(minutes),
        "may_send": user.has_perm("meetings.send_minutes_to_review", minutes),
        "close_form": forms.get("close") or CloseForm(meeting=meeting),
        "begins_form": forms.get("begins") or BeginningsForm(sittings=sittings_of(meeting)),
        "deadline_form": forms.get("deadline")
        or ReviewDeadlineForm(initial={"deadline": _in_days(minutes)}),
        "new_item": NewItemForm(meeting=meeting),
        "correction": _correction(minutes, user),
        "last_saved": None,
        "stand": stand_of(meeting),
        "crumbs": reading.crumbs(meeting, (_("Minutes"), "")),
    }
    if item is not None:
        context |= _item_context(item, runs=runs, forms=forms)
        context |= {
            "comments": comments_on(user, minutes, item),
            "may_answer": may_answer(user, minutes),
            "me": getattr(user, "person", None),
        }
    return private(render(request, "meetings/minutes_edit.html", context, status=status))


def _correction(minutes: Minutes, user: Any) -> Correction | None:
    """Return what is being corrected, without the words of it for whom an item is closed to."""
    correction = minutes.corrections.being_written().first()
    hidden = reading.closed_to(user, minutes.meeting)
    if correction is not None and correction.items.filter(uid__in=hidden).exists():
        correction.what = correction.why = correction.requested_by = ""
    return correction


def _in_days(minutes: Minutes) -> Any:
    return timezone.localdate() + timedelta(days=minutes.committee.minutes_days)


def _item_context(item: AgendaItem, *, runs: bool, forms: dict[str, Any]) -> dict[str, Any]:
    kinds = SectionKind.of_agenda()
    sections = sections_of(item, [*kinds, SectionKind.DECISION])
    decision = sections.pop()
    line = meeting_timeline(item.meeting)
    could = voters(item, line)
    vote = item.votes.filter(removed_at=None).prefetch_related("ballots").first()
    cast = {row.person_id: row.option for row in vote.ballots.all()} if vote else {}
    present = _present(item.meeting)
    remarks = list(item.remarks.filter(removed_at=None).select_related("person").order_by("pk"))
    initial = {**decision["form"].initial, "outcome": item.outcome}
    proposals = _before_the_committee(item)
    shown = [row for row in sections if row["saved_at"] or item.off_agenda_agreed]
    recommended = next((row for row in shown if row["kind"] == SectionKind.RECOMMENDATION), None)
    if item.off_agenda_agreed:
        recommended = None  # it is written here, among the other sections
    return {
        "sections": [row for row in shown if row is not recommended],
        "recommended": recommended,
        "may_take_over": recommended is not None and not decision["form"].initial["content"],
        "times": services.times_of(item),
        "times_form": ItemTimesForm(times=services.times_of(item)) if runs else None,
        "writes_sections": item.off_agenda_agreed,
        "decision_form": forms.get("decision") or DecisionForm(initial=initial),
        "last_saved": decision["saved_at"],
        "last_saved_by": decision["saved_by"],
        "voters": could,
        "unsure": ", ".join(person.name for person in unsure_of(item, line)) if runs else "",
        "vote_form": forms.get("vote") or VoteForm(voters=could, cast=cast),
        "has_vote": bool(cast),
        "dq_form": forms.get("dq") or (_disqualification_form(item) if runs else None),
        "disqualifications": [_disqualified(row) for row in _entered_disqualifications(item)],
        "remark_form": forms.get("remark")
        or RemarkForm(people=present, beside={str(row.person_id): row.text for row in remarks}),
        "remarks": remarks,
        **_actions(item, forms),
        "adopts": (item.outcome in ADOPTS and runs) or "adopt" in forms,
        "adoption_form": forms.get("adopt") or AdoptionForm(proposals=proposals),
        "adoptions": list(item.adoptions.select_related("proposal").order_by("pk")),
    }


def _actions(item: AgendaItem, forms: dict[str, Any]) -> dict[str, Any]:
    points = list(item.action_points.select_related("responsible").order_by("pk"))
    return {
        "action_points": [point for point in points if point.removed_at is None],
        "removed_action_points": [point for point in points if point.removed_at],
        "action_form": forms.get("action") or ActionForm(item=item, people=candidates(item)),
    }


def _entered_disqualifications(item: AgendaItem) -> Any:
    rows = item.disqualifications.filter(removed_at=None)
    return rows.select_related("person", "substitute").order_by("pk")


def _disqualified(row: Disqualification) -> dict[str, Any]:
    """Return what the record will say of somebody, and what can be tapped while the item is on."""
    taps = []
    if row.is_upheld and row.left_at is None:
        taps.append((services.Door.OUT.value, services.Door.OUT.label))
    elif row.is_upheld and row.returned_at is None:
        taps.append((services.Door.BACK.value, services.Door.BACK.label))
    return {
        "pk": row.pk,
        "name": row.person.name,
        "said": wording.disqualification(snapshots.disqualified_of(row)),
        "raised_by": row.raised_by,
        "note": row.note,
        "taps": taps,
    }


def _disqualification_form(item: AgendaItem) -> DisqualificationForm:
    return DisqualificationForm(
        people=people_of(item.meeting),
        is_coming=item.meeting.is_coming,
        substitutes=substitutes_of(item.meeting),
        beside=services.disqualified(item),
    )


def _before_the_committee(item: AgendaItem) -> Any:
    committee = item.meeting.committee
    lying = Proposal.objects.filter(committee=committee, state=Proposal.State.IN_COMMITTEE)
    return lying.order_by("-pk")


def _present(meeting: Meeting) -> Any:
    sat = meeting.attendances.present().voting().order_by().values("person")
    return Person.objects.filter(pk__in=sat).in_order()


# Under an item ----------------------------------------------------------------------------------


def _minutes_of(request: HttpRequest, item: AgendaItem) -> Minutes:
    return fetch_minutes(request, item.meeting_id)


def _again(request: HttpRequest, item: AgendaItem, **form: Any) -> HttpResponse:
    """Show the page with the refused form if the minutes are being written, else the form alone."""
    minutes = _minutes_of(request, item)
    (bound,) = form.values()
    # Who is disqualified under a closed item knows of it, and its page is not for them.
    writes = request.user.has_perm("meetings.set_decision", item)
    if minutes.is_written and writes:
        return edit_page(request, minutes, item, status=status_of(bound), **form)
    return not_saved(request, item.meeting, bound, back=item.meeting.get_absolute_url())


@require_POST
def decision_save(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    item = fetch_item(request, pk, uid, may="meetings.set_decision")
    form = DecisionForm(request.POST)
    if form.is_valid():
        try:
            if attempt(form, services.set_decision, item.pk, by=who(request), **form.cleaned_data):
                return done(request, item_url(item), _("The decision is saved."))
        except Conflict as conflict:
            return merge_page(
                request,
                item,
                SectionKind.DECISION,
                conflict,
                action=reverse("meetings:decision-save", args=[pk, uid]),
                outcome=form.cleaned_data["outcome"],
                opened_with=request.POST.get("opened_with", ""),
            )
    return _again(request, item, decision=form)


@require_POST
def decision_begin(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """Take the recommendation over as the text that the decision starts from."""
    item = fetch_item(request, pk, uid, may="meetings.set_decision")
    said = _("The recommendation stands in the decision now. Change it as it was decided.")
    carry_out(request, services.begin_decision, item.pk, said=said)
    return done(request, f"{item_url(item)}#beslutning")


@require_POST
def disqualification_add(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """Enter that somebody is disqualified, before the meeting or at it."""
    meeting = fetch_meeting(request, pk, may="meetings.disqualify")
    item = known_item(meeting, uid, request.user)
    form = DisqualificationForm(
        request.POST,
        people=people_of(meeting),
        is_coming=meeting.is_coming,
        substitutes=substitutes_of(meeting),
    )
    if form.is_valid():
        data = dict(form.cleaned_data)
        left, returned = data.pop("left", None), data.pop("returned", None)
        was = services.disqualified(item).get(str(data["person"].pk), {})
        row = attempt(
            form,
            services.disqualify,
            item.pk,
            by=who(request),
            left_at=on_day(meeting, left, was=was.get("left_at")),
            returned_at=on_day(meeting, returned, was=was.get("returned_at")),
            **data,
        )
        if row is not None:
            back = item_url(item) if not meeting.is_coming else meeting.get_absolute_url()
            return done(request, back, _("Saved."))
    if meeting.is_coming:
        return not_saved(request, meeting, form, back=meeting.get_absolute_url())
    return _again(request, item, dq=form)


@require_POST
def disqualification_remove(request: HttpRequest, pk: int, uid: str, row: int) -> HttpResponse:
    meeting = fetch_meeting(request, pk, may="meetings.disqualify")
    item = known_item(meeting, uid, request.user)
    found = get_object_or_404(Disqualification, item=item, pk=row)
    carry_out(request, services.remove_disqualification, found.pk, said=_("Taken back."))
    return done(request, item_url(item))


@require_POST
def vote_save(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    item = fetch_item(request, pk, uid, may="meetings.record_vote")
    form = VoteForm(request.POST, voters=voters(item), cast={})
    if form.is_valid():
        seen = form.cleaned_data["opened_with"]
        attempt(
            form,
            services.record_vote,
            item.pk,
            votes=form.votes(),
            opened_with=seen,
            by=who(request),
        )
        if not form.errors:
            return done(request, item_url(item), _("The vote is saved."))
    return _again(request, item, vote=form)


@require_POST
def remark_add(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    """Enter a dissent: one's own, or as secretary a member's."""
    meeting = fetch_meeting(request, pk, may="meetings.enter_remark")
    item = known_item(meeting, uid, request.user)
    form = RemarkForm(request.POST, people=_present(meeting))
    if form.is_valid():
        data = form.cleaned_data
        if attempt(form, services.protocol_remark, item.pk, by=who(request), **data):
            if data["person"].user_id == who(request).pk:
                return done(request, reverse("meetings:minutes-remarks", args=[pk]), _("Saved."))
            said = _("Saved. It counts when the member has confirmed it.")
            return done(request, item_url(item), said)
    return _again(request, item, remark=form)


@require_POST
def proposal_adopt(request: HttpRequest, pk: int, uid: str) -> HttpResponse:
    item = fetch_item(request, pk, uid, may="meetings.adopt_proposal")
    proposals = _before_the_committee(item)
    form = AdoptionForm(request.POST, proposals=proposals)
    if form.is_valid():
        proposal = form.cleaned_data["proposal"]
        if attempt(form, services.adopt_proposal, item.pk, proposal=proposal, by=who(request)):
            said = _("The committee has adopted the proposal; it can be submitted.")
            return done(request, item_url(item), said)
    return _again(request, item, adopt=form)


@require_safe
def remarks(request: HttpRequest, pk: int) -> HttpResponse:
    """The protocol remarks in this person's name, to be read and confirmed."""
    meeting = fetch_meeting(request, pk, may="meetings.enter_remark")
    rows = (
        ProtocolRemark.objects.filter(
            item__meeting=meeting, removed_at=None, person__user=who(request)
        )
        .select_related("item", "person")
        .order_by("pk")
    )
    hidden = reading.closed_to(request.user, meeting)
    response = render(
        request,
        "meetings/remarks.html",
        {
            "meeting": meeting,
            "remarks": [
                {"row": row, "title": hidden.get(row.item.uid, row.item.title)} for row in rows
            ],
            "crumbs": reading.crumbs(meeting, (_("Protocol remarks"), "")),
        },
    )
    return private(response)


def _remark(request: HttpRequest, pk: int, row: int) -> ProtocolRemark:
    meeting = fetch_meeting(request, pk, may="meetings.enter_remark")
    return get_object_or_404(ProtocolRemark, item__meeting=meeting, pk=row)


@require_POST
def remark_confirm(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    found = _remark(request, pk, row)
    carry_out(request, services.confirm_remark, found.pk, said=_("Confirmed."))
    return done(request, reverse("meetings:minutes-remarks", args=[pk]))


@require_POST
def remark_remove(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    found = _remark(request, pk, row)
    carry_out(request, services.remove_remark, found.pk, said=_("Taken back."))
    return done(request, reverse("meetings:minutes-remarks", args=[pk]))
