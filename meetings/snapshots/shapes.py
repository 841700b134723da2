"""The shapes of what a snapshot holds: plain JSON, as it lies in the database."""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict

FORMAT = 1
LANGUAGE = "da"

Edition = Literal["public", "member"]


# Items --------------------------------------------------------------------------------------


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


class DeliverableLink(TypedDict):
    """Something that the committee hands over; it has no number, and lies under its committee."""

    id: int
    title: str
    slug: str
    committee: str


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
    deliverables: NotRequired[list[DeliverableLink]]
    """Missing in versions from before items could deal with them."""


class MemberItem(Item):
    """As the committee has it; `public_title` and `closed_reason` are empty for open items."""

    public_title: str
    closed_reason: str
    parent: str
    """The address of the item that it stands under; missing in the oldest versions."""
    linked: list[int]
    """Proposals that it deals with, whoever may see them; missing in the oldest versions."""


# People -------------------------------------------------------------------------------------


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


# The two records ----------------------------------------------------------------------------


class CorrectedItem(TypedDict):
    uid: str
    number: str
    title: str
    is_closed: bool


class Changed(TypedDict):
    """What a correction put in the place of what: only the paragraphs that differ."""

    uid: str
    """Of the item, and so no longer told once that is closed; empty for the attendance."""
    number: str
    part: str
    """The heading over it in the record, in the record's language."""
    before: str
    after: str


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
    changes: NotRequired[list[Changed]]
    """Missing in versions from before it was told; empty where the version before is withdrawn."""


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
    salt: NotRequired[str]
    """Chance letters, put in when it is published (see `marks.salted`)."""


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
    salt: NotRequired[str]
