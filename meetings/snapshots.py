"""The record as plain data: what a published agenda or published minutes say, word for word.

Pages, PDFs and feeds are made from these and never from live rows. The public one is built from
an allow-list: of a closed item it takes address, number, the neutral title and the flag, and
nothing is ever hidden afterwards. The members' one holds all; who reads it is asked per reader,
and `redact` takes out what that reader may not have.

Everything is JSON as it stands: times are ISO 8601 in UTC, codes are those of the models,
absent values are empty strings or empty lists, HTML is what `portal.documents.richtext` let
through. Sentences ("left at 18.05 during item 5") are made by whoever shows it, in `language`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Literal, NotRequired, TypedDict, cast

from django.db.models import Prefetch
from django.utils import timezone

from committee.models import OFFICES, Municipality

from .models import (
    ActionPoint,
    AgendaItem,
    Approval,
    Attendance,
    AttendanceStatus,
    Correction,
    Disqualification,
    ItemAttachment,
    ItemSection,
    Meeting,
    Minutes,
    ProtocolRemark,
    SectionKind,
    VoteEvent,
)
from .numbering import clock_times, numbers
from .timeline import (
    Timeline,
    attendance_rows,
    meeting_timeline,
    number_of_seats,
    seat_of,
    sittings_of,
)

if TYPE_CHECKING:
    from portal.people.models import User

FORMAT = 1
LANGUAGE = "da"


class Section(TypedDict):
    kind: str
    """summary, background, assessment, economy, recommendation; the decision stands apart."""
    html: str


class Attachment(TypedDict):
    uid: str
    title: str
    name: str
    mime_type: str
    size: int
    sha512: str
    is_public: bool
    is_late: bool
    """Added after the agenda was sent out for the first time."""
    added_at: str


class Link(TypedDict):
    id: int
    number: int
    title: str
    slug: str


class Votes(TypedDict):
    on: str
    in_favour: list[str]
    against: list[str]
    abstained: list[str]


class Disqualified(TypedDict):
    name: str
    is_upheld: bool
    left_at: str
    returned_at: str
    substitute: str


class Remark(TypedDict):
    name: str
    text: str


class Agreed(TypedDict):
    """An action point made under the item: who does what by when."""

    text: str
    responsible: str
    due_on: str
    """A day; empty where none was set."""


class FollowedUp(TypedDict):
    """An action point that the committee was told of under the item, and closed."""

    uid: str
    """The item that it was made under: closed later, it takes this with it."""
    text: str
    responsible: str
    state: str
    """done, dropped"""
    words: str


class StillOpen(TypedDict):
    """An open action point from an earlier meeting, as the next agenda tells of it."""

    uid: str
    """The item that it was made under: closed later, it takes this with it."""
    meeting: str
    meeting_id: int
    text: str
    responsible: str
    due_on: str


class ClosedItem(TypedDict):
    """All that leaves the house of a closed item."""

    uid: str
    number: str
    title: str
    is_closed: Literal[True]


class ItemTimes(TypedDict):
    """When an item was on; empty in an agenda, and for an item whose times nobody noted."""

    began_at: NotRequired[str]
    ended_at: NotRequired[str]
    days: NotRequired[list[str]]
    """On which days it was dealt with, where the meeting was adjourned."""


class Item(ItemTimes):
    uid: str
    number: str
    title: str
    is_closed: bool
    kind: str
    presenter: str
    case_number: str
    planned_minutes: int
    planned_at: str
    is_late: bool
    off_agenda: bool
    sections: list[Section]
    outcome: str
    decision: str
    votes: list[Votes]
    disqualified: list[Disqualified]
    remarks: list[Remark]
    action_points: NotRequired[list[Agreed]]
    followed_up: NotRequired[list[FollowedUp]]
    attachments: list[Attachment]
    ideas: list[Link]
    proposals: list[Link]


class MemberItem(Item):
    """As the committee has it; `public_title` and `closed_reason` are empty for open items."""

    public_title: str
    closed_reason: str
    parent: str
    """The address of the item that it stands under; missing in the oldest versions."""
    linked: list[int]
    """Proposals that it deals with, whoever may see them; missing in the oldest versions."""


class Stay(TypedDict):
    """A stretch of time in the room; an empty end is the meeting's own."""

    arrived_at: str
    arrived_during: str
    left_at: str
    left_during: str
    mode: NotRequired[str]
    """physical, online; records from before it was noted do not say."""


class Attendee(TypedDict):
    name: str
    role: str
    appointed_as: str
    stands_in_for: str
    substitute: str
    stays: list[Stay]


class AttendanceList(TypedDict):
    present: list[Attendee]
    apologies: list[Attendee]
    absent: list[Attendee]
    others: list[Attendee]
    """Secretary and chief: there, but no members."""


class QuorumGap(TypedDict):
    begins_at: str
    ends_at: str
    during: str


class Quorum(TypedDict):
    """What the committee's rule asks for, and when it was not kept; of a rule."""

    seats: int
    needed: int
    gaps: list[QuorumGap]


class Reservation(TypedDict):
    """Who has one. Words about a closed item stay inside: the public edition's `text` is empty."""

    name: str
    text: str
    at: str
    is_closed: bool


class Approved(TypedDict):
    at: str
    by: str
    role: str
    """chair or deputy"""
    present: int
    approved: int
    reservations: list[Reservation]
    unanswered: list[str]


class CorrectedItem(TypedDict):
    uid: str
    number: str
    title: str
    is_closed: bool


class CorrectionBox(TypedDict):
    """What version n+1 says of itself.

    With a closed item among `items` the words stay inside: the public one then has an empty
    `what`, `why` and `requested_by`.
    """

    what: str
    why: str
    items: list[CorrectedItem]
    requested_by: str
    written_by: str
    released_by: str
    released_at: str
    replaces: int


class SittingFacts(TypedDict):
    """One of the days of a meeting that was adjourned."""

    number: int
    started_at: str
    ended_at: str
    place: str
    address: str


class MeetingFacts(TypedDict):
    id: int
    name: str
    number: int | None
    starts_at: str
    ends_at: str
    started_at: str
    ended_at: str
    place: str
    address: str
    access_info: str
    open_to_public: bool
    sittings: NotRequired[list[SittingFacts]]
    """Empty unless the meeting was adjourned."""


class NextMeeting(TypedDict):
    id: int
    name: str
    starts_at: str


class CommitteeFacts(TypedDict):
    id: int
    slug: str
    name: str


class Agenda(TypedDict):
    format: int
    what: Literal["agenda"]
    edition: Literal["public", "member"]
    language: str
    version: int
    published_at: str
    late_reason: str
    municipality: str
    committee: CommitteeFacts
    meeting: MeetingFacts
    items: list[Item | ClosedItem]
    follow_up: NotRequired[list[StillOpen]]


class MinutesSnapshot(TypedDict):
    format: int
    what: Literal["minutes"]
    edition: Literal["public", "member"]
    language: str
    version: int
    published_at: str
    municipality: str
    committee: CommitteeFacts
    meeting: MeetingFacts
    attendance: AttendanceList
    """Of the first sitting; of all in `later_attendance` where the meeting was adjourned."""
    later_attendance: NotRequired[list[AttendanceList]]
    quorum: NotRequired[Quorum | None]
    items: list[Item | ClosedItem]
    approved: Approved | None
    """None only in a preview of minutes that are not approved yet."""
    correction: CorrectionBox | None
    next_meeting: NextMeeting | None


Edition = Literal["public", "member"]


def fingerprint(snapshot: Agenda | MinutesSnapshot) -> str:
    """Return the SHA-512 of the snapshot in its one written form: sorted keys, no spaces, UTF-8."""
    written = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha512(written.encode()).hexdigest()


def redact(
    snapshot: dict[str, Any], uids: Collection[str], titles: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return a snapshot for a reader who may not have the items named.

    Of each is left what leaves the house of a closed item. `titles` gives the neutral titles
    of items that were open when the snapshot was frozen and have been closed since.
    """
    neutral = {
        item["uid"]: (titles or {}).get(item["uid"]) or item.get("public_title", "")
        for item in snapshot["items"]
        if item["uid"] in uids
    }
    if not neutral:
        return snapshot
    items = [
        ClosedItem(
            uid=item["uid"], number=item["number"], title=neutral[item["uid"]], is_closed=True
        )
        if item["uid"] in neutral and "kind" in item
        else item
        for item in snapshot["items"]
    ]
    return {
        **snapshot,
        "items": items,
        **_redacted_box(snapshot, neutral),
        **_redacted_reservations(snapshot, neutral),
    }


def _redacted_reservations(snapshot: dict[str, Any], neutral: Mapping[str, str]) -> dict[str, Any]:
    """Return the approval without what is said of closed items.

    Of an item that was open when its reservations were written, nobody can tell whether they
    speak of it.
    """
    approved = snapshot.get("approved")
    if approved is None:
        return {}
    was_open = any(item["uid"] in neutral and not item["is_closed"] for item in snapshot["items"])
    kept = [
        {**row, "text": ""} if was_open or row["is_closed"] else row
        for row in approved["reservations"]
    ]
    return {"approved": {**approved, "reservations": kept}}


def _redacted_box(snapshot: dict[str, Any], neutral: Mapping[str, str]) -> dict[str, Any]:
    """Return the correction without words that were written of a closed item."""
    box = snapshot.get("correction")
    if box is None or not any(item["uid"] in neutral for item in box["items"]):
        return {}
    corrected = [
        {**item, "title": neutral[item["uid"]], "is_closed": True}
        if item["uid"] in neutral
        else item
        for item in box["items"]
    ]
    told = {**box, "what": "", "why": "", "requested_by": "", "items": corrected}
    return {"correction": told}


def seen_mark(snapshot: Agenda | MinutesSnapshot) -> str:
    """Return a mark of what a person saw, so that nothing else is published in its place.

    When, by whom and why it is published comes after the look at it.
    """
    changing = {"version", "published_at", "late_reason"}
    seen: dict[str, Any] = {key: val for key, val in snapshot.items() if key not in changing}
    if seen.get("correction"):
        seen["correction"] = {**seen["correction"], "released_by": "", "released_at": ""}
    return fingerprint(cast("Agenda", seen))[:40]


@dataclass(frozen=True)
class Frame:
    """What is said of a version beside its content."""

    version: int
    published_at: datetime
    late_reason: str = ""


# The two records ------------------------------------------------------------------------------


def build_agenda(meeting: Meeting, frame: Frame, edition: Edition) -> Agenda:
    """Return the agenda as it stands now, for everybody or for the committee."""
    return {
        "format": FORMAT,
        "what": "agenda",
        "edition": edition,
        "language": LANGUAGE,
        "version": frame.version,
        "published_at": _iso(frame.published_at),
        "late_reason": frame.late_reason,
        "municipality": Municipality.current().name,
        "committee": _committee(meeting),
        "meeting": _meeting(meeting),
        "items": _items(meeting, edition),
        "follow_up": _follow_up(meeting, edition),
    }


def build_minutes(
    minutes: Minutes, frame: Frame, edition: Edition, correction: Correction | None = None
) -> MinutesSnapshot:
    """Return the minutes as they stand now, for everybody or for the committee."""
    meeting = minutes.meeting
    line = meeting_timeline(meeting)
    printed = printed_numbers(meeting)
    items = _items(meeting, edition, line)
    first, *later = _attendance(meeting, line, printed)
    return {
        "format": FORMAT,
        "what": "minutes",
        "edition": edition,
        "language": LANGUAGE,
        "version": frame.version,
        "published_at": _iso(frame.published_at),
        "municipality": Municipality.current().name,
        "committee": _committee(meeting),
        "meeting": _meeting(meeting),
        "attendance": first,
        "later_attendance": later,
        "quorum": _quorum(meeting, line, printed),
        "items": items,
        "approved": _approved(minutes, edition),
        "correction": _correction(correction, items, edition) if correction else None,
        "next_meeting": _next_meeting(meeting),
    }


def build_public(of: Meeting | Minutes, frame: Frame) -> Agenda | MinutesSnapshot:
    """Return what everybody may read of the agenda or the minutes as they stand now."""
    if isinstance(of, Minutes):
        return build_minutes(of, frame, "public")
    return build_agenda(of, frame, "public")


def build_member(of: Meeting | Minutes, frame: Frame) -> Agenda | MinutesSnapshot:
    """Return what the committee may read of the agenda or the minutes as they stand now."""
    if isinstance(of, Minutes):
        return build_minutes(of, frame, "member")
    return build_agenda(of, frame, "member")


# Pieces ---------------------------------------------------------------------------------------


def _iso(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat() if at else ""


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""


def _committee(meeting: Meeting) -> CommitteeFacts:
    committee = meeting.committee
    return {"id": committee.pk, "slug": committee.slug, "name": committee.name_da}


def _meeting(meeting: Meeting) -> MeetingFacts:
    return {
        "id": meeting.pk,
        "name": meeting.name,
        "number": meeting.number,
        "starts_at": _iso(meeting.starts_at),
        "ends_at": _iso(meeting.ends_at),
        "started_at": _iso(meeting.started_at),
        "ended_at": _iso(meeting.ended_at),
        "place": meeting.place,
        "address": meeting.address,
        "access_info": meeting.access_info,
        "open_to_public": meeting.open_to_public,
        "sittings": _sittings(meeting),
    }


def _sittings(meeting: Meeting) -> list[SittingFacts]:
    sittings = sittings_of(meeting)
    if len(sittings) < 2:
        return []
    return [
        {
            "number": one.number,
            "started_at": _iso(one.begins),
            "ended_at": _iso(one.ends),
            "place": one.place,
            "address": one.address,
        }
        for one in sittings
    ]


def loaded_items(meeting: Meeting) -> list[AgendaItem]:
    """Return the items on the agenda with all that hangs on them; a fixed number of queries."""
    present = {"removed_at": None}
    return list(
        AgendaItem.objects.filter(meeting=meeting)
        .standing_on_agenda()
        .select_related("parent")
        .prefetch_related(
            Prefetch("sections", ItemSection.objects.present().select_related("text")),
            Prefetch(
                "attachments",
                ItemAttachment.objects.present().select_related("file"),
                to_attr="present_attachments",
            ),
            "idea_links__idea",
            "proposal_links__proposal",
            "adoptions__proposal",
            Prefetch(
                "votes",
                VoteEvent.objects.filter(**present)
                .order_by("pk")
                .prefetch_related("ballots__person"),
                to_attr="present_votes",
            ),
            Prefetch(
                "disqualifications",
                Disqualification.objects.filter(**present)
                .order_by("pk")
                .select_related("person", "substitute"),
                to_attr="present_disqualifications",
            ),
            Prefetch(
                "remarks",
                ProtocolRemark.objects.filter(**present).order_by("pk").select_related("person"),
                to_attr="present_remarks",
            ),
            Prefetch(
                "action_points",
                ActionPoint.objects.present().order_by("pk").select_related("responsible"),
                to_attr="present_action_points",
            ),
            Prefetch(
                "closed_action_points",
                ActionPoint.objects.present().order_by("pk").select_related("responsible", "item"),
                to_attr="told_action_points",
            ),
        )
    )


def taken_numbers(meeting: Meeting) -> list[str]:
    """Return the numbers of items that were published once and removed since."""
    return list(
        AgendaItem.objects.filter(meeting=meeting, removed_at__isnull=False)
        .exclude(shown_number="")
        .order_by("pk")
        .values_list("shown_number", flat=True)
    )


def printed_numbers(meeting: Meeting) -> dict[int, str]:
    """Return the printed number of each item on the agenda, by its key."""
    return numbers(list(meeting.items.standing_on_agenda()), taken=taken_numbers(meeting))


def _items(
    meeting: Meeting, edition: Edition, line: Timeline | None = None
) -> list[Item | ClosedItem]:
    """Return the items; with what came of them where the meeting's course is given."""
    items = loaded_items(meeting)
    printed = numbers(items, taken=taken_numbers(meeting))
    times = clock_times(items, meeting.starts_at)
    first = (
        meeting.agenda_versions.order_by("number").values_list("published_at", flat=True).first()
    )
    taking = _Taking(first, edition, line)
    return [taking.item(item, printed[item.pk], times[item.pk]) for item in items]


class _Taking:
    """Takes items for one edition."""

    def __init__(
        self, first_published: datetime | None, edition: Edition, line: Timeline | None
    ) -> None:
        self.first_published = first_published
        self.edition = edition
        self.line = line
        self.with_results = line is not None

    def item(self, item: AgendaItem, number: str, planned: datetime) -> Item | ClosedItem:
        if self.edition == "member":
            return MemberItem(
                **self._whole(item, number, planned),
                public_title=item.public_title,
                closed_reason=item.closed_reason,
                parent=item.parent.uid if item.parent else "",
                linked=sorted(link.proposal_id for link in item.proposal_links.all()),
            )
        if not item.is_public:
            return {
                "uid": item.uid,
                "number": number,
                "title": item.public_title,
                "is_closed": True,
            }
        return self._whole(item, number, planned)

    def _whole(self, item: AgendaItem, number: str, planned: datetime) -> Item:
        texts = {section.kind: section.text.content for section in item.sections.all()}
        return {
            "uid": item.uid,
            "number": number,
            "title": item.title,
            "is_closed": not item.is_public,
            "kind": item.kind,
            "presenter": item.presenter,
            "case_number": item.case_number,
            "planned_minutes": item.planned_minutes,
            "planned_at": _iso(planned),
            **self._times(item),
            "is_late": self._is_late(item.added_at),
            "off_agenda": item.off_agenda_agreed,
            "sections": [
                {"kind": kind.value, "html": texts[kind.value]}
                for kind in SectionKind.of_agenda()
                if texts.get(kind.value)
            ],
            "outcome": item.outcome if self.with_results else "",
            "decision": texts.get(SectionKind.DECISION, "") if self.with_results else "",
            "votes": self._votes(item),
            "disqualified": self._disqualified(item),
            "remarks": self._remarks(item),
            "action_points": self._agreed(item),
            "followed_up": self._followed_up(item),
            "attachments": self._attachments(item),
            "ideas": self._ideas(item),
            "proposals": self._proposals(item),
        }

    def _times(self, item: AgendaItem) -> ItemTimes:
        """Return when it was on; an item that was not is silent."""
        turns = self.line.turns_of(item.pk) if self.line else []
        if self.line is None or not turns:
            return {"began_at": "", "ended_at": "", "days": []}
        days = sorted({timezone.localdate(turn.begins).isoformat() for turn in turns})
        return {
            "began_at": _iso(turns[0].begins),
            "ended_at": _iso(turns[-1].ends),
            "days": days if len(self.line.sittings) > 1 else [],
        }

    def _is_late(self, added_at: datetime) -> bool:
        return self.first_published is not None and added_at > self.first_published

    def _attachments(self, item: AgendaItem) -> list[Attachment]:
        attached: Iterable[ItemAttachment] = item.present_attachments  # type: ignore[attr-defined]
        return [
            {
                "uid": str(row.uid),
                "title": row.title,
                "name": row.file.name,
                "mime_type": row.file.mime_type,
                "size": row.file.size,
                "sha512": row.file.sha512,
                "is_public": row.is_public,
                "is_late": self._is_late(row.added_at),
                "added_at": _iso(row.added_at),
            }
            for row in attached
            if row.is_public or self.edition == "member"
        ]

    def _ideas(self, item: AgendaItem) -> list[Link]:
        ideas = sorted((link.idea for link in item.idea_links.all()), key=lambda idea: idea.pk)
        return [
            {"id": idea.pk, "number": idea.number, "title": idea.title, "slug": idea.slug}
            for idea in ideas
            if idea.publication == "published" and idea.hidden_at is None
        ]

    def _proposals(self, item: AgendaItem) -> list[Link]:
        found = {link.proposal_id: link.proposal for link in item.proposal_links.all()}
        if self.with_results:
            found |= {row.proposal_id: row.proposal for row in item.adoptions.all()}
        return [
            {"id": row.pk, "number": row.number, "title": row.title, "slug": row.slug}
            for _pk, row in sorted(found.items())
            if row.is_public or self.edition == "member"
        ]

    def _votes(self, item: AgendaItem) -> list[Votes]:
        if not self.with_results:
            return []
        events: Iterable[VoteEvent] = item.present_votes  # type: ignore[attr-defined]
        return [_ballots(event) for event in events]

    def _disqualified(self, item: AgendaItem) -> list[Disqualified]:
        if not self.with_results:
            return []
        rows: Iterable[Disqualification] = item.present_disqualifications  # type: ignore[attr-defined]
        return [disqualified_of(row) for row in rows]

    def _remarks(self, item: AgendaItem) -> list[Remark]:
        if not self.with_results:
            return []
        rows: Iterable[ProtocolRemark] = item.present_remarks  # type: ignore[attr-defined]
        return [{"name": row.person.name, "text": row.text} for row in rows if row.confirmed_at]

    def _agreed(self, item: AgendaItem) -> list[Agreed]:
        if not self.with_results:
            return []
        points: Iterable[ActionPoint] = item.present_action_points  # type: ignore[attr-defined]
        return [
            {"text": point.text, "responsible": point.who, "due_on": _day(point.due_on)}
            for point in points
            if point.is_public or self.edition == "member"
        ]

    def _followed_up(self, item: AgendaItem) -> list[FollowedUp]:
        """Return what was closed here; what was made behind closed doors stays there."""
        if not self.with_results:
            return []
        points: Iterable[ActionPoint] = item.told_action_points  # type: ignore[attr-defined]
        return [
            {
                "uid": point.item.uid,
                "text": point.text,
                "responsible": point.who,
                "state": point.state,
                "words": point.closing_words,
            }
            for point in points
            if point.item.is_public and (self.edition == "member" or self._is_told(point, item))
        ]

    @staticmethod
    def _is_told(point: ActionPoint, item: AgendaItem) -> bool:
        """Whether the public has read of it, or reads of it in these same minutes."""
        here = point.item.meeting_id == item.meeting_id
        return point.is_public and (here or point.is_known)


def disqualified_of(row: Disqualification) -> Disqualified:
    """Return one disqualification as the record has it; a sentence is made of it."""
    return {
        "name": row.person.name,
        "is_upheld": row.is_upheld,
        "left_at": _iso(row.left_at),
        "returned_at": _iso(row.returned_at),
        "substitute": row.substitute.name if row.substitute else "",
    }


def _ballots(event: VoteEvent) -> Votes:
    by_option: dict[str, list[str]] = {"for": [], "against": [], "abstain": []}
    for ballot in sorted(event.ballots.all(), key=lambda row: row.person.sort_key):
        by_option[ballot.option].append(ballot.person.name)
    return {
        "on": event.on,
        "in_favour": by_option["for"],
        "against": by_option["against"],
        "abstained": by_option["abstain"],
    }


def _attendance(
    meeting: Meeting, line: Timeline, printed: Mapping[int, str]
) -> list[AttendanceList]:
    """Return who was there, a list for each sitting."""
    lists: list[AttendanceList] = [
        {"present": [], "apologies": [], "absent": [], "others": []}
        for _sitting in range(max(len(line.sittings), 1))
    ]
    for row in attendance_rows(meeting):
        if row.sitting <= len(lists):
            result = lists[row.sitting - 1]
            result[_list_of(row)].append(attendee_of(row, line, printed))
    return lists


def _list_of(row: Attendance) -> Literal["present", "apologies", "absent", "others"]:
    if row.status == AttendanceStatus.APOLOGY:
        return "apologies"
    if row.status == AttendanceStatus.ABSENT:
        return "absent"
    return "others" if row.membership.role in OFFICES else "present"


def attendee_of(row: Attendance, line: Timeline, printed: Mapping[int, str]) -> Attendee:
    """Return one person as the record has them; sentences are made of it."""
    came_instead: Attendance | None = getattr(row, "substitute", None)
    return {
        "name": row.person.name,
        "role": row.membership.role,
        "appointed_as": row.membership.appointed_as,
        "stands_in_for": row.stands_in_for.person.name if row.stands_in_for else "",
        "substitute": came_instead.person.name if came_instead else "",
        "stays": [
            {
                "arrived_at": _iso(stay.arrived_at),
                "arrived_during": printed.get(stay.arrived_during or 0, ""),
                "left_at": _iso(stay.left_at),
                "left_during": printed.get(stay.left_during or 0, ""),
                "mode": stay.mode,
            }
            for stay in line.told(seat_of(row))
        ],
    }


def _quorum(meeting: Meeting, line: Timeline, printed: Mapping[int, str]) -> Quorum | None:
    """Return whether enough were there; None where there is no rule, or nobody is entered."""
    seats = number_of_seats(meeting)
    needed = meeting.committee.quorum_of(seats)
    if not needed or not line.seats:
        return None
    return {
        "seats": seats,
        "needed": needed,
        "gaps": [
            {
                "begins_at": _iso(gap.begins),
                "ends_at": _iso(gap.ends),
                "during": printed.get(gap.item or 0, ""),
            }
            for gap in line.without_quorum(needed)
        ],
    }


def in_office(user: User | None) -> str:
    """Return the name that the record knows an account by."""
    if user is None:
        return ""
    person = getattr(user, "person", None)
    return person.name if person is not None else user.display_name


def _approved(minutes: Minutes, edition: Edition) -> Approved | None:
    if minutes.approved_at is None:
        return None
    sat = (
        Attendance.objects.filter(meeting=minutes.meeting)
        .present()
        .voting()
        .in_order()
        .select_related("person")
    )
    answers = {
        row.person_id: row
        for row in Approval.objects.filter(
            minutes=minutes, review_round=minutes.review_round
        ).order_by("pk")
    }
    people = list({row.person_id: row.person for row in sat}.values())
    return {
        "at": _iso(minutes.approved_at),
        "by": in_office(minutes.approved_by),
        "role": minutes.approved_role,
        "present": len(people),
        "approved": sum(
            person.pk in answers and answers[person.pk].choice == "approved" for person in people
        ),
        "reservations": [
            {
                "name": person.name,
                "text": ""
                if answers[person.pk].is_closed and edition == "public"
                else answers[person.pk].text,
                "at": _iso(answers[person.pk].at),
                "is_closed": answers[person.pk].is_closed,
            }
            for person in people
            if person.pk in answers and answers[person.pk].choice == "reservation"
        ],
        "unanswered": [person.name for person in people if person.pk not in answers],
    }


def _follow_up(meeting: Meeting, edition: Edition) -> list[StillOpen]:
    """Return what earlier meetings left to do, the soonest first."""
    left = (
        ActionPoint.objects.open() if edition == "member" else ActionPoint.objects.for_everybody()
    )
    points = left.before(meeting).select_related("responsible", "item__meeting")
    return [
        {
            "uid": point.item.uid,
            "meeting": point.meeting.name,
            "meeting_id": point.meeting.pk,
            "text": point.text,
            "responsible": point.who,
            "due_on": _day(point.due_on),
        }
        for point in points.soonest_first()
    ]


def _correction(
    correction: Correction, items: list[Item | ClosedItem], edition: Edition
) -> CorrectionBox:
    chosen = set(correction.items.order_by("pk").values_list("uid", flat=True))
    corrected: list[CorrectedItem] = [
        {
            "uid": item["uid"],
            "number": item["number"],
            "title": item["title"],
            "is_closed": item["is_closed"],
        }
        for item in items
        if item["uid"] in chosen
    ]
    # Words written about a closed item never leave the house with the others.
    told = edition == "member" or not any(item["is_closed"] for item in corrected)
    replaced = correction.minutes.current_version
    return {
        "what": correction.what if told else "",
        "why": correction.why if told else "",
        "items": corrected,
        "requested_by": correction.requested_by if told else "",
        "written_by": in_office(correction.written_by),
        "released_by": in_office(correction.released_by),
        "released_at": _iso(correction.released_at),
        "replaces": replaced.number if replaced else 0,
    }


def _next_meeting(meeting: Meeting) -> NextMeeting | None:
    following = (
        Meeting.objects.filter(committee=meeting.committee, starts_at__gt=meeting.starts_at)
        .exclude(state=Meeting.State.CANCELLED)
        .order_by("starts_at", "pk")
        .first()
    )
    if following is None:
        return None
    return {
        "id": following.pk,
        "name": following.name,
        "starts_at": _iso(following.starts_at),
    }
