"""The sentences that a record is told in: the same on the page, in the PDF and in mails.

Everything here takes pieces of a frozen snapshot and speaks the active language. Nobody's
words are in it but the record's own.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import pairwise
from typing import TYPE_CHECKING, TypedDict

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from committee.models import AppointedAs, Role
from portal.ui import formats

from .models import ActionState, Mode, Outcome, SectionKind

if TYPE_CHECKING:
    from .snapshots import (
        Agreed,
        Approved,
        AttendanceList,
        Attendee,
        Changed,
        CorrectionBox,
        Disqualified,
        FollowedUp,
        Item,
        MeetingFacts,
        MinutesSnapshot,
        Quorum,
        Reservation,
        SittingFacts,
        Stay,
        StillOpen,
        Votes,
    )


class VoteRow(TypedDict):
    option: str
    count: int
    names: str


def at(written: str) -> datetime | None:
    """Read a snapshot's time; an empty one is none."""
    return datetime.fromisoformat(written) if written else None


def listed(names: Iterable[str]) -> str:
    """Ida, Peter og Karen / Ida, Peter and Karen."""
    *most, last = list(names) or [""]
    if not most:
        return last
    # By itself: a word inside an f-string is not found when the catalogue is made.
    joined_by = pgettext("between the last two of a list", "and")
    return f"{', '.join(most)} {joined_by} {last}"


# Meeting --------------------------------------------------------------------------------------


def meeting_title(meeting: MeetingFacts) -> str:
    """Return "5. møde", or the name of a meeting outside the row."""
    if meeting["number"] is None:
        return meeting["name"]
    return _("Meeting %(number)s") % {"number": meeting["number"]}


def when(meeting: MeetingFacts) -> str:
    """Tell which meeting it is and from when to when it really lasted, as far as that is known.

    A meeting that was adjourned lasted on two days.
    """
    starts = at(meeting["started_at"]) or at(meeting["starts_at"])
    ends = at(meeting["ended_at"]) or at(meeting["ends_at"])
    spans = [(at(one["started_at"]), at(one["ended_at"]) or ends) for one in sittings(meeting)]
    days = [_span(*span) for span in spans or [(starts, ends)]]
    return ", ".join([meeting_title(meeting), listed(days)])


def _span(starts: datetime | None, ends: datetime | None) -> str:
    values = {
        "day": formats.weekday_day(starts),
        "from": formats.clock(starts),
        "to": formats.clock(ends).removeprefix("kl.\N{NO-BREAK SPACE}"),
    }
    return _("%(day)s, %(from)s to\N{NO-BREAK SPACE}%(to)s") % values


def sittings(meeting: MeetingFacts) -> list[SittingFacts]:
    """Return the days of a meeting that was adjourned; of others none."""
    return meeting.get("sittings", [])


def adjournments(meeting: MeetingFacts) -> list[str]:
    """Tell when the meeting was adjourned, and when and where it went on."""
    days = sittings(meeting)
    return [
        adjourned(
            at(before["ended_at"]),
            at(after["started_at"]),
            after["place"] if after["place"] != before["place"] else "",
        )
        for before, after in pairwise(days)
    ]


def adjourned(ended: datetime | None, resumed: datetime | None, place: str = "") -> str:
    """Mødet blev udsat kl. 20.10 og genoptaget 12. maj 2026 kl. 17.00."""
    values = {
        "ended": formats.clock(ended),
        "day": formats.day(resumed),
        "resumed": formats.clock(resumed),
        "place": place,
    }
    if place:
        text = _(
            "The meeting was adjourned %(ended)s and resumed on %(day)s %(resumed)s, %(place)s."
        )
    else:
        text = _("The meeting was adjourned %(ended)s and resumed on %(day)s %(resumed)s.")
    return text % values


def where(meeting: MeetingFacts) -> str:
    """Tell the place, and the times that were planned where they differ from the real ones."""
    place = ", ".join(part for part in (meeting["place"], meeting["address"]) if part)
    sentences = [f"{place}."] if place else []
    planned, real = at(meeting["starts_at"]), at(meeting["started_at"])
    if planned and real and planned != real:
        sentences.append(_("Planned start %(clock)s.") % {"clock": formats.clock(planned)})
    planned, real = at(meeting["ends_at"]), at(meeting["ended_at"])
    if planned and real and planned != real:
        sentences.append(_("Planned end %(clock)s.") % {"clock": formats.clock(planned)})
    return " ".join(sentences)


# Who was there --------------------------------------------------------------------------------


def role(person: Attendee) -> str:
    if person["stands_in_for"]:
        return _("Substitute for %(name)s") % {"name": person["stands_in_for"]}
    return str(Role(person["role"]).label) if person["role"] in Role.values else ""


def office(person: Attendee) -> str:
    """Return the chair's and the deputy's office, as it stands after the name; nobody else's."""
    return role(person).lower() if person["role"] in {Role.CHAIR, Role.DEPUTY} else ""


def note(person: Attendee) -> str:
    """Return what is said of one present: for whom they came, and when they came and left."""
    stands_in = f"{role(person)}." if person["stands_in_for"] else ""
    moved = [capfirst(line.removeprefix(f"{person['name']} ")) for line in stays(person)]
    return " ".join(filter(None, [stands_in, *moved]))


def appointed_as(person: Attendee) -> str:
    value = person["appointed_as"]
    return str(AppointedAs(value).label) if value in AppointedAs.values else ""


def present_count(attendance: AttendanceList) -> str:
    number = len(attendance["present"])
    return ngettext(
        "%(number)s with the right to vote", "%(number)s with the right to vote", number
    ) % {"number": number}


def apologies(attendance: AttendanceList) -> str:
    """Tell who sent apologies and who came instead."""
    names = [
        _("%(name)s (%(substitute)s came instead)") % person
        if person["substitute"]
        else person["name"]
        for person in attendance["apologies"]
    ]
    return _sentence(names)


def absent(attendance: AttendanceList) -> str:
    return _sentence([person["name"] for person in attendance["absent"]])


def others(attendance: AttendanceList) -> str:
    """Tell who was there without being a member, each with the office."""
    names = [f"{person['name']} ({role(person).lower()})" for person in attendance["others"]]
    return f"{listed(names)}." if names else ""


def _sentence(names: list[str]) -> str:
    return f"{listed(names)}." if names else pgettext("nobody", "none.")


def comings_and_goings(attendance: AttendanceList) -> list[str]:
    """Tell who came late, left early or was away for a while, and under which item."""
    return [
        sentence
        for person in (*attendance["present"], *attendance["others"])
        for sentence in stays(person)
    ]


def stays(person: Attendee) -> list[str]:
    """Tell when somebody came, left and changed, as far as it was not with the meeting itself."""
    name, rows = person["name"], person["stays"]
    if not rows:
        return []
    all_online = all(_is_online(stay) for stay in rows)
    sentences = [_("%(name)s took part online.") % {"name": name} if all_online else ""]
    before: Stay | None = None
    for stay, after in zip(rows, [*rows[1:], None], strict=True):
        if before is not None and before["left_at"] == stay["arrived_at"]:
            sentences.append(
                _moved(name, stay["arrived_at"], stay["arrived_during"], _went_on(stay))
            )
        else:
            came = _("%(name)s came back %(clock)s") if before else _("%(name)s came %(clock)s")
            sentences.append(_moved(name, stay["arrived_at"], stay["arrived_during"], came))
        if after is None or after["arrived_at"] != stay["left_at"]:
            left = _("%(name)s left the meeting %(clock)s")
            sentences.append(_moved(name, stay["left_at"], stay["left_during"], left))
        before = stay
    return [sentence for sentence in sentences if sentence]


def _is_online(stay: Stay) -> bool:
    return stay.get("mode") == Mode.ONLINE


def _went_on(stay: Stay) -> str:
    if _is_online(stay):
        return _("%(name)s took part online from %(clock)s")
    return _("%(name)s took part in the room from %(clock)s")


def _moved(name: str, written: str, item: str, how: str) -> str:
    if not written:
        return ""
    told = how % {"name": name, "clock": formats.clock(at(written))}
    during = _(" during item %(number)s") % {"number": item} if item else ""
    return f"{told}{during}."


def quorum(told: Quorum | None) -> list[str]:
    """Tell whether the committee could decide all the time, and if not, when it could not."""
    if told is None:
        return []
    if not told["gaps"]:
        return [_("The committee had a quorum throughout.")]
    sentences = []
    for gap in told["gaps"]:
        values = {
            "begins": formats.clock(at(gap["begins_at"])),
            "ends": formats.clock(at(gap["ends_at"])).removeprefix("kl.\N{NO-BREAK SPACE}"),
        }
        text = (
            _("The committee had no quorum from %(begins)s to\N{NO-BREAK SPACE}%(ends)s")
            if gap["ends_at"]
            else _("The committee has had no quorum since %(begins)s")
        )
        during = _(" during item %(number)s") % {"number": gap["during"]} if gap["during"] else ""
        sentences.append(f"{text % values}{during}.")
    return sentences


def against_plan(seconds: int) -> str:
    """3 min bagud / 5 min foran / efter planen."""
    minutes = abs(seconds) // 60
    if not minutes:
        return _("on time")
    values = {"minutes": duration(minutes)}
    return _("%(minutes)s behind") % values if seconds > 0 else _("%(minutes)s ahead") % values


def dealt_with(days: list[str]) -> str:
    """Behandlet 5. maj 2026 / Behandlet 5. maj 2026 og 12. maj 2026."""
    told = listed(formats.day(date.fromisoformat(day)) for day in days)
    return _("Dealt with on %(days)s") % {"days": told} if days else ""


# Items ----------------------------------------------------------------------------------------


def section_title(kind: str) -> str:
    return str(SectionKind(kind).label)


def outcome(item: Item) -> str:
    return str(Outcome(item["outcome"]).label) if item["outcome"] else ""


def duration(minutes: int) -> str:
    """45 min / 2 t 30 min / 2 h 30 min."""
    hours, rest = divmod(minutes, 60)
    parts = [_("%(hours)s h") % {"hours": hours}] if hours else []
    if rest or not hours:
        parts.append(_("%(minutes)s min") % {"minutes": rest})
    return " ".join(parts).replace(" ", "\N{NO-BREAK SPACE}")


def access(*, is_closed: bool) -> str:
    return pgettext("item", "Closed") if is_closed else pgettext("item", "Open")


def vote_title(votes: Votes) -> str:
    """Return what stands above a vote: that it is one, and on what if not on the item itself."""
    return _("Vote: %(on)s") % votes if votes["on"] else _("Vote")


def behind_closed_doors(*, was: bool) -> str:
    """Tell of a closed item all that may be told."""
    if was:
        return _("This item was handled behind closed doors. Only number and title are public.")
    return _("This item is handled behind closed doors. Only number and title are public.")


def vote_rows(votes: Votes) -> list[VoteRow]:
    """Return for each option how many chose it and who."""
    options = [
        (pgettext("vote", "For"), votes["in_favour"]),
        (pgettext("vote", "Against"), votes["against"]),
        (pgettext("vote", "Abstained"), votes["abstained"]),
    ]
    return [
        {"option": label, "count": len(names), "names": listed(names) or _("None")}
        for label, names in options
    ]


def disqualification(row: Disqualified) -> str:
    """Tell what the committee decided on somebody's disqualification and what followed."""
    if not row["is_upheld"]:
        return _("The committee found that %(name)s is not disqualified.") % row
    left, back = (formats.clock(at(row[moment])) for moment in ("left_at", "returned_at"))
    if left and back:
        text = _("%(name)s was disqualified, left the room %(left)s and came back %(back)s.")
    elif left:
        text = _("%(name)s was disqualified and left the room %(left)s.")
    elif back:
        text = _("%(name)s was disqualified and came back %(back)s.")
    else:
        text = _("%(name)s was disqualified.")
    sentences = [text % {**row, "left": left, "back": back}]
    if row["substitute"]:
        sentences.append(_("%(substitute)s took part instead.") % row)
    return " ".join(sentences)


# The record itself ----------------------------------------------------------------------------


class ActionRow(TypedDict):
    text: str
    who: str
    due: str


def action(point: Agreed | StillOpen) -> ActionRow:
    due = point["due_on"]
    return {
        "text": point["text"],
        "who": point["responsible"],
        "due": formats.day(date.fromisoformat(due)) if due else _("No date"),
    }


def followed_up(point: FollowedUp) -> str:
    """Tell what was closed under an item, and with which words."""
    values = {
        "text": _ended(point["text"]),
        "state": ActionState(point["state"]).label,
        "words": _ended(point["words"]),
    }
    return _("%(text)s %(state)s: %(words)s") % values


def corrected_items(box: CorrectionBox) -> str:
    """Punkt 2 / Punkt 2 og 4."""
    numbers = [item["number"] for item in box["items"]]
    text = ngettext("Item %(numbers)s", "Items %(numbers)s", len(numbers))
    return text % {"numbers": listed(numbers)} if numbers else ""


def correction(box: CorrectionBox) -> list[str]:
    """Tell what was corrected, why, by whom, and which version this one takes the place of."""
    what, items = box["what"], corrected_items(box)
    if what:
        sentences = [_ended(f"{items}: {what}" if items else what)]
    else:
        sentences = [_("%(items)s: a closed item has been corrected.") % {"items": items}]
    if box["why"]:
        sentences.append(_ended(_("Why: %(why)s") % box))
    if box["requested_by"]:
        asked = {"requested_by": box["requested_by"].rstrip().removesuffix(".")}
        sentences.append(_("Asked for by %(requested_by)s.") % asked)
    if box["released_by"]:
        sentences.append(_("Corrected by %(written_by)s, released by %(released_by)s.") % box)
    else:
        sentences.append(_("Corrected by %(written_by)s.") % box)
    sentences.append(_("Replaces version\N{NO-BREAK SPACE}%(replaces)s.") % box)
    return sentences


class ChangeRow(TypedDict):
    place: str
    before: str
    after: str


def change(changed: Changed) -> ChangeRow:
    """Name the place, and say what stood there and what stands there now."""
    number, part = changed["number"], changed["part"]
    return {
        "place": _("Item %(number)s, %(part)s") % {"number": number, "part": _small(part)}
        if number
        else part,
        "before": changed["before"] or pgettext("change", "Nothing"),
        "after": changed["after"] or pgettext("change", "Nothing"),
    }


def _small(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"


def _ended(text: str) -> str:
    """Return what somebody typed as a sentence, so that the next one can follow."""
    return text if text.rstrip().endswith((".", "!", "?")) else f"{text.rstrip()}."


def closing(snapshot: MinutesSnapshot) -> list[str]:
    """Tell when the meeting ended and when the committee meets again."""
    sentences = []
    if ended := at(snapshot["meeting"]["ended_at"]):
        sentences.append(_("The meeting ended %(clock)s.") % {"clock": formats.clock(ended)})
    if following := snapshot["next_meeting"]:
        starts = at(following["starts_at"])
        values = {"day": formats.weekday_day(starts), "clock": formats.clock(starts)}
        sentences.append(_("Next meeting: %(day)s %(clock)s.") % values)
    return sentences


def _reservation(row: Reservation) -> str:
    values = {**row, "day": formats.day(at(row["at"]))}
    if not row["text"]:
        return _("%(name)s has approved with a reservation about a closed item, %(day)s.") % values
    return _("%(name)s has approved with a reservation, %(day)s: %(text)s") % values


def approval(approved: Approved | None) -> list[str]:
    """Tell who approved the minutes, who did so with a reservation, and who did not answer."""
    if approved is None:
        return []
    values = {
        "by": approved["by"],
        "role": str(Role(approved["role"]).label).lower(),
        "day": formats.day(at(approved["at"])),
    }
    sentences = [_("Approved by %(by)s, %(role)s, on %(day)s.") % values]
    text = ngettext(
        "%(approved)s of %(present)s present has approved.",
        "%(approved)s of %(present)s present have approved.",
        approved["approved"],
    )
    sentences.append(text % approved)
    sentences += [_reservation(row) for row in approved["reservations"]]
    if approved["unanswered"]:
        sentences.append(_("No answer from %(names)s.") % {"names": listed(approved["unanswered"])})
    return [capfirst(sentence) for sentence in sentences]
