"""The record as plain data: what a published agenda or published minutes say, word for word.

Pages, PDFs and feeds are made from these and never from live rows. The public one is built from
an allow-list: of a closed item it takes address, number, the neutral title and the flag, and
nothing is ever hidden afterwards. The members' one holds all; who reads it is asked per reader,
and `redact` takes out what that reader may not have.

Everything is JSON as it stands: times are ISO 8601 in UTC, codes are those of the models,
absent values are empty strings or empty lists, HTML is what `portal.documents.richtext` let
through. Sentences ("left at 18.05 during item 5") are made by whoever shows it, in `language`.
"""

from .approval import in_office
from .building import Frame, build_agenda, build_member, build_minutes, build_public
from .items import disqualified_of, printed_numbers, taken_numbers
from .marks import fingerprint, salted, seen_mark, written
from .people import attendee_of
from .redaction import redact
from .shapes import (
    LANGUAGE,
    Agenda,
    Agreed,
    Approved,
    Attachment,
    AttendanceList,
    Attendee,
    Changed,
    ClosedItem,
    CorrectionBox,
    Disqualified,
    Edition,
    FollowedUp,
    Item,
    Link,
    MeetingFacts,
    MinutesSnapshot,
    Quorum,
    Reservation,
    SittingFacts,
    Stay,
    StillOpen,
    Votes,
)

__all__ = [
    "LANGUAGE",
    "Agenda",
    "Agreed",
    "Approved",
    "Attachment",
    "AttendanceList",
    "Attendee",
    "Changed",
    "ClosedItem",
    "CorrectionBox",
    "Disqualified",
    "Edition",
    "FollowedUp",
    "Frame",
    "Item",
    "Link",
    "MeetingFacts",
    "MinutesSnapshot",
    "Quorum",
    "Reservation",
    "SittingFacts",
    "Stay",
    "StillOpen",
    "Votes",
    "attendee_of",
    "build_agenda",
    "build_member",
    "build_minutes",
    "build_public",
    "disqualified_of",
    "fingerprint",
    "in_office",
    "printed_numbers",
    "redact",
    "salted",
    "seen_mark",
    "taken_numbers",
    "written",
]
