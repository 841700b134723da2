"""Meetings at every point of their way, made by the verbs that make them in life."""

import io
from datetime import date, timedelta
from typing import Any

import pikepdf
from django.utils import timezone

from meetings import services, snapshots
from meetings.models import AgendaItem, ItemAttachment, Meeting, Minutes, MinutesVersion
from meetings.services.attendance import expected
from portal.documents.services import store_bytes
from tests.cast import Cast

SECRET = "Hvalrosglimmer"
"""The word that stands in every field of a closed item, and must be found nowhere."""
NEUTRAL = "Drøftelse af et lejemål"


def plan(cast: Cast, days: int = 20, **values: Any) -> Meeting:
    start = (timezone.now() + timedelta(days=days)).replace(
        hour=15, minute=0, second=0, microsecond=0
    )
    values = {
        "starts_at": start,
        "ends_at": start + timedelta(hours=2, minutes=30),
        "place": "Rådhuset, lokale 2",
        **values,
    }
    return services.plan_meeting(cast.committee.pk, by=cast.users["secretary"], **values)


def add(
    cast: Cast, meeting: Meeting, title: str, who: str = "secretary", **facts: Any
) -> AgendaItem:
    item = services.add_item(meeting.pk, by=cast.users[who], title=title, **facts)
    services.save_section(
        item.pk,
        "summary",
        content=f"<p>Resumé af {title}.</p>",
        base_revision=0,
        by=cast.users[who],
    )
    return item


def add_closed(cast: Cast, meeting: Meeting) -> AgendaItem:
    """Add a closed item with the secret word in every field that takes words, and a file."""
    by = cast.users["secretary"]
    item = services.add_item(
        meeting.pk,
        by=by,
        title=f"{SECRET} titel",
        presenter=f"{SECRET} Hansen",
        case_number=f"{SECRET}-1",
        is_public=False,
        public_title=NEUTRAL,
        closed_reason=f"{SECRET} grund",
    )
    for kind in ("summary", "background", "assessment", "economy", "recommendation"):
        services.save_section(
            item.pk, kind, content=f"<p>{SECRET} {kind}</p>", base_revision=0, by=by
        )
    attach(cast, item, title=f"{SECRET} bilag", name=f"{SECRET}.txt", text=SECRET)
    return item


def attach(cast: Cast, item: AgendaItem, *, title="Bilag", name="bilag.txt", text="Ord", **values):
    file = store_bytes(
        f"{text} i en fil.".encode(),
        name=name,
        mime_type="text/plain",
        by=cast.users["secretary"],
        title=title,
    )
    return services.attach_file(
        item.pk, by=cast.users["secretary"], file=file, title=title, **values
    )


def attach_pdf(cast: Cast, item: AgendaItem) -> ItemAttachment:
    """Attach a PDF with the secret word in its text and in what it says about itself."""
    by, pdf = cast.users["secretary"], pikepdf.new()
    page = pdf.add_blank_page()
    page.Contents = pdf.make_stream(f"BT /F1 12 Tf 72 700 Td ({SECRET} tekst) Tj ET".encode())
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    names = {key: pikepdf.Name(value) for key, value in font.items()}
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pikepdf.Dictionary(names)))
    for key in ("Title", "Author", "Subject", "Keywords"):
        pdf.docinfo[f"/{key}"] = f"{SECRET} {key}"
    written = io.BytesIO()
    pdf.save(written)
    title = f"{SECRET} notat"
    file = store_bytes(
        written.getvalue(), name=f"{title}.pdf", mime_type="application/pdf", by=by, title=title
    )
    return services.attach_file(item.pk, by=by, file=file, title=title)


def seen(meeting: Meeting | Minutes, correction=None) -> str:
    frame = snapshots.Frame(0, timezone.now())
    if isinstance(meeting, Minutes):
        return snapshots.seen_mark(snapshots.build_minutes(meeting, frame, "public", correction))
    return snapshots.seen_mark(snapshots.build_agenda(meeting, frame, "public"))


def publish(cast: Cast, meeting: Meeting, late_reason: str = "") -> Meeting:
    services.send_agenda_to_review(meeting.pk, by=cast.users["secretary"])
    meeting.refresh_from_db()
    services.publish_agenda(
        meeting.pk, by=cast.users["chair"], seen=seen(meeting), late_reason=late_reason
    )
    meeting.refresh_from_db()
    return meeting


def open_now(cast: Cast, meeting: Meeting) -> Minutes:
    """Begin the meeting at its planned time."""
    return services.open_meeting(meeting.pk, by=cast.users["secretary"], at=meeting.starts_at)


def all_present(cast: Cast, meeting: Meeting, **status: str) -> None:
    """Enter everybody as present, or as said by `who=status`."""
    said = {cast.memberships[who].pk: value for who, value in status.items()}
    services.record_attendance(
        meeting.pk,
        entries=[services.Entry(row, said.get(row.pk, "present")) for row in expected(meeting)],
        by=cast.users["secretary"],
    )


def was_on(cast: Cast, item: AgendaItem, begins: int, ends: int) -> None:
    """Note from when to when an item was on, in minutes since the meeting began."""
    start = item.meeting.started_at or item.meeting.starts_at
    services.correct_item_times(
        item.pk,
        spans=[(start + timedelta(minutes=begins), start + timedelta(minutes=ends))],
        by=cast.users["secretary"],
    )


def decide_all(cast: Cast, meeting: Meeting) -> None:
    for item in meeting.items.standing_on_agenda():
        secret = "" if item.is_public else f"{SECRET} "
        services.set_decision(
            item.pk,
            outcome="discussed",
            content=f"<p>{secret}Drøftet.</p>",
            base_revision=0,
            by=cast.users["secretary"],
        )


def hold(cast: Cast, meeting: Meeting) -> Minutes:
    """Open, enter all, close: minutes in draft that lack nothing."""
    minutes = open_now(cast, meeting)
    all_present(cast, meeting)
    decide_all(cast, meeting)
    services.close_meeting(
        meeting.pk, by=cast.users["secretary"], at=meeting.starts_at + timedelta(hours=2)
    )
    minutes.refresh_from_db()
    return minutes


def send_to_review(cast: Cast, minutes: Minutes, deadline: date | None = None) -> Minutes:
    services.send_minutes_to_review(
        minutes.pk,
        by=cast.users["secretary"],
        deadline=deadline or timezone.localdate() + timedelta(days=2),
    )
    minutes.refresh_from_db()
    return minutes


def approve(cast: Cast, minutes: Minutes) -> Minutes:
    for who in ("chair", "deputy", "politician", "member"):
        services.review_minutes(minutes.pk, by=cast.users[who], choice="approved")
    services.approve_minutes(minutes.pk, by=cast.users["chair"])
    minutes.refresh_from_db()
    return minutes


def publish_minutes(cast: Cast, minutes: Minutes) -> MinutesVersion:
    version = services.publish_minutes(minutes.pk, by=cast.users["secretary"], seen=seen(minutes))
    minutes.refresh_from_db()
    return version


def published_minutes(cast: Cast, *, closed: bool = False) -> Minutes:
    """Go the whole way."""
    meeting = plan(cast)
    add(cast, meeting, "Klare breve")
    if closed:
        add_closed(cast, meeting)
    publish(cast, meeting)
    minutes = approve(cast, send_to_review(cast, hold(cast, meeting)))
    publish_minutes(cast, minutes)
    return minutes


def one_item(meeting: Meeting, title: str) -> AgendaItem:
    return meeting.items.get(title=title)
