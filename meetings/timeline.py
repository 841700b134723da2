"""What follows from who was there when: said here once, for the page, the record and every check.

Three things are written down: when each item was on, when each person took part, and when
somebody left the room as disqualified. All else (who could vote, whether there was a quorum, that
somebody "left at 18.05 during item 5") is worked out from them by a `Timeline`, so that no two of
them can disagree.

Stretches of time include their beginning and not their end. An open end is the sitting's own, and
as long as a sitting is on, it has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

from django.utils import timezone

from committee.models import Membership, Role

from .models import (
    Adjournment,
    Attendance,
    AttendanceStatus,
    Disqualification,
    ItemTurn,
    Meeting,
    Mode,
)

FAR = datetime(9999, 1, 1, tzinfo=UTC)
"""Later than anything that is written down: the end of what has none yet."""


@dataclass(frozen=True)
class Sitting:
    """One of the days on which a meeting was held; most meetings have one."""

    number: int
    begins: datetime
    ends: datetime | None
    place: str = ""
    address: str = ""


@dataclass(frozen=True)
class Turn:
    """An item was on."""

    item: int
    begins: datetime
    ends: datetime | None = None


@dataclass(frozen=True)
class Stay:
    """Somebody took part, from when to when and how; an open end is the sitting's own."""

    begins: datetime | None = None
    ends: datetime | None = None
    mode: str = Mode.PHYSICAL


@dataclass(frozen=True)
class Out:
    """Somebody is disqualified under an item; with the times, as far as they are known."""

    item: int
    person: int
    name: str = ""
    left: datetime | None = None
    returned: datetime | None = None
    substitute: int | None = None


@dataclass(frozen=True)
class Seat:
    """One person at one sitting."""

    person: int
    sitting: int
    is_present: bool
    votes: bool = True
    stays: tuple[Stay, ...] = ()
    name: str = ""


@dataclass(frozen=True)
class Told:
    """A stay as the record tells it: only what differs from the sitting, and during which item."""

    arrived_at: datetime | None
    arrived_during: int | None
    left_at: datetime | None
    left_during: int | None
    mode: str


@dataclass(frozen=True)
class Gap:
    """A time in which the committee could not decide, and the item that was on."""

    begins: datetime
    ends: datetime | None
    item: int | None


@dataclass(frozen=True)
class Timeline:
    """A meeting as it went; `meeting_timeline` reads it."""

    sittings: Sequence[Sitting]
    turns: Sequence[Turn] = ()
    seats: Sequence[Seat] = ()
    outs: Sequence[Out] = ()

    # Items ------------------------------------------------------------------------------------

    @property
    def current(self) -> Turn | None:
        """The item that is on now."""
        return next((turn for turn in self.turns if turn.ends is None), None)

    def turns_of(self, item: int) -> list[Turn]:
        return [turn for turn in self.turns if turn.item == item]

    def item_at(self, moment: datetime) -> int | None:
        """Return the item that was on at a moment; somebody who came then came during it."""
        return next(
            (turn.item for turn in self.turns if turn.begins <= moment < (turn.ends or FAR)),
            None,
        )

    def item_left(self, moment: datetime) -> int | None:
        """Return the item that was on until a moment: somebody who left then left during it."""
        return next(
            (turn.item for turn in self.turns if turn.begins < moment <= (turn.ends or FAR)),
            None,
        )

    def sitting_at(self, moment: datetime) -> Sitting | None:
        """Return the sitting that a moment lies in, its last moment too."""
        return next(
            (one for one in self.sittings if one.begins <= moment <= (one.ends or FAR)), None
        )

    def time_used(self, item: int, now: datetime) -> timedelta:
        spent = [(turn.ends or now) - turn.begins for turn in self.turns_of(item)]
        return sum(spent, timedelta())

    def time_in_sittings(self, now: datetime) -> timedelta:
        """Return how long the committee has sat, without the days between."""
        spent = [(one.ends or now) - one.begins for one in self.sittings]
        return sum(spent, timedelta())

    # Who was there ----------------------------------------------------------------------------

    def stays(self, seat: Seat) -> list[Stay]:
        """Return when somebody took part in a sitting, with both ends; nothing if not present."""
        sitting = next((one for one in self.sittings if one.number == seat.sitting), None)
        if not seat.is_present or sitting is None:
            return []
        found = []
        for stay in seat.stays or (Stay(),):
            begins = max(stay.begins or sitting.begins, sitting.begins)
            ends = _first(stay.ends, sitting.ends)
            if ends is None or begins < ends:
                found.append(Stay(begins, ends, stay.mode))
        return sorted(found, key=_begin)

    def told(self, seat: Seat) -> list[Told]:
        """Return the stays of a person as sentences are made of them."""
        sitting = next((one for one in self.sittings if one.number == seat.sitting), None)
        if sitting is None:
            return []
        rows = []
        for stay in self.stays(seat):
            came = stay.begins if stay.begins != sitting.begins else None
            left = stay.ends if stay.ends != sitting.ends else None
            rows.append(
                Told(
                    arrived_at=came,
                    arrived_during=self.item_at(came) if came else None,
                    left_at=left,
                    left_during=self.item_left(left) if left else None,
                    mode=stay.mode,
                )
            )
        return rows

    def is_there(self, person: int, moment: datetime) -> bool:
        return any(_covers(stay, moment) for stay in self._stays_of(person))

    def was_there_until(self, person: int, moment: datetime) -> bool:
        """Whether somebody could leave at a moment: they were there just before."""
        return any(_begin(stay) < moment <= (stay.ends or FAR) for stay in self._stays_of(person))

    def is_entered(self, person: int) -> bool:
        return any(seat.person == person for seat in self.seats)

    def _stays_of(self, person: int) -> list[Stay]:
        return [stay for seat in self.seats if seat.person == person for stay in self.stays(seat)]

    # Under an item ----------------------------------------------------------------------------

    def present_under(self, item: int) -> set[int]:
        """Return who was there for at least a part of an item, disqualified or not.

        As long as an item has no times, that is known only of those who sat the meeting through.
        """
        turns = self.turns_of(item)
        if not turns:
            return {person for person in self._at_the_meeting() if self.sat_through(person)}
        return {
            person
            for person in self._at_the_meeting()
            if any(_meet(stay, turn) for stay in self._stays_of(person) for turn in turns)
        }

    def unsure_under(self, item: int) -> set[int]:
        """Return who could have voted if they were there: nobody has noted when the item was on."""
        if self.turns_of(item):
            return set()
        with_a_vote = {seat.person for seat in self.seats if seat.votes}
        elsewhere = self._at_the_meeting() - self.present_under(item)
        return (elsewhere & with_a_vote) - self.disqualified_under(item)

    def _at_the_meeting(self) -> set[int]:
        return {seat.person for seat in self.seats if seat.is_present and self.stays(seat)}

    def sat_through(self, person: int) -> bool:
        """Whether somebody was there from first to last, on each day of the meeting."""
        return bool(self.sittings) and all(self._sat(person, sitting) for sitting in self.sittings)

    def _sat(self, person: int, sitting: Sitting) -> bool:
        reached = sitting.begins
        for seat in self.seats:
            if (seat.person, seat.sitting) != (person, sitting.number):
                continue
            for stay in self.stays(seat):
                if _begin(stay) > reached:
                    return False
                reached = stay.ends or FAR
        return reached == (sitting.ends or FAR)

    def disqualified_under(self, item: int) -> set[int]:
        return {out.person for out in self.outs if out.item == item}

    def voters(self, item: int) -> set[int]:
        """Return who may vote under an item: there at the time, with a vote, not disqualified.

        Whoever was called in for somebody disqualified votes in their place.
        """
        with_a_vote = {seat.person for seat in self.seats if seat.votes}
        there = self.present_under(item) & with_a_vote
        return (there | self.called_in(item)) - self.disqualified_under(item)

    def called_in(self, item: int | None) -> set[int]:
        return {out.substitute for out in self.outs if out.item == item and out.substitute}

    # Quorum -----------------------------------------------------------------------------------

    def count_at(self, moment: datetime) -> int:
        """Return how many with a vote take part at a moment, without who is disqualified then."""
        item = self.item_at(moment)
        there = {
            seat.person
            for seat in self.seats
            if seat.votes and any(_covers(stay, moment) for stay in self.stays(seat))
        }
        called = self.called_in(item)
        return len({one for one in there | called if not self._is_out(one, item, moment)})

    def _is_out(self, person: int, item: int | None, moment: datetime) -> bool:
        """Whether somebody is out of the room, or has no part in the item that is on."""
        return any(
            out.person == person
            and (
                out.item == item
                or (out.left is not None and out.left <= moment < (out.returned or out.left))
            )
            for out in self.outs
        )

    def without_quorum(self, needed: int) -> list[Gap]:
        """Return when too few were there, as long as the committee sat."""
        gaps: list[Gap] = []
        for sitting in self.sittings:
            points = [at for at in self._points if sitting.begins <= at < (sitting.ends or FAR)]
            for begins, ends in zip(points, [*points[1:], sitting.ends], strict=True):
                if self.count_at(begins) >= needed:
                    continue
                item, last = self.item_at(begins), gaps[-1] if gaps else None
                if last is not None and last.ends == begins and last.item == item:
                    gaps[-1] = Gap(last.begins, ends, item)
                else:
                    gaps.append(Gap(begins, ends, item))
        return gaps

    @cached_property
    def _points(self) -> list[datetime]:
        """Return every moment at which something changes."""
        moments: set[datetime | None] = {one.begins for one in self.sittings}
        for turn in self.turns:
            moments |= {turn.begins, turn.ends}
        for seat in self.seats:
            for stay in self.stays(seat):
                moments |= {stay.begins, stay.ends}
        for out in self.outs:
            moments |= {out.left, out.returned}
        return sorted(moment for moment in moments if moment is not None)

    # What cannot be ---------------------------------------------------------------------------

    def wrong_voters(self, item: int, voted: Iterable[int]) -> set[int]:
        """Return who is said to have voted under an item and could not."""
        return set(voted) - self.voters(item)

    def wrong_outs(self) -> list[Out]:
        """Return the disqualified who left or came back when they were not at the meeting."""
        return [
            out
            for out in self.outs
            if self.is_entered(out.person)
            and (
                (out.left is not None and not self.was_there_until(out.person, out.left))
                or (out.returned is not None and not self.is_there(out.person, out.returned))
            )
        ]


def _begin(stay: Stay) -> datetime:
    assert stay.begins is not None  # noqa: S101 - `stays` has filled it in
    return stay.begins


def _first(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(one, other) if one and other else one or other


def _covers(stay: Stay, moment: datetime) -> bool:
    return _begin(stay) <= moment < (stay.ends or FAR)


def _meet(stay: Stay, turn: Turn) -> bool:
    """Whether both have some time in common."""
    return max(_begin(stay), turn.begins) < min(stay.ends or FAR, turn.ends or FAR)


# Reading it -----------------------------------------------------------------------------------


def sittings_of(
    meeting: Meeting, adjournments: Iterable[Adjournment] | None = None
) -> list[Sitting]:
    """Return the sittings that have begun, in their order."""
    if meeting.started_at is None:
        return []
    rows = list(meeting.adjournments.all() if adjournments is None else adjournments)
    begun = [row for row in rows if row.resumed_at is not None]
    starts = [(meeting.started_at, meeting.place, meeting.address)]
    starts += [(row.resumed_at, row.place, row.address) for row in begun if row.resumed_at]
    ends = [row.adjourned_at for row in rows]
    return [
        Sitting(
            number,
            begins,
            ends[number - 1] if number <= len(ends) else meeting.ended_at,
            place,
            address,
        )
        for number, (begins, place, address) in enumerate(starts, start=1)
    ]


def current_sitting(meeting: Meeting) -> Sitting | None:
    """Return the sitting that is on; none before, between and after."""
    last = sittings_of(meeting)[-1:]
    return last[0] if last and last[0].ends is None else None


def meeting_timeline(meeting: Meeting) -> Timeline:
    """Return the meeting as it went so far; a fixed number of queries."""
    return Timeline(
        sittings=sittings_of(meeting),
        turns=[
            Turn(row.item_id, row.began_at, row.ended_at)
            for row in ItemTurn.objects.filter(meeting=meeting)
        ],
        seats=[seat_of(row) for row in attendance_rows(meeting)],
        outs=[
            Out(
                item=row.item_id,
                person=row.person_id,
                name=row.person.name,
                left=row.left_at,
                returned=row.returned_at,
                substitute=row.substitute_id,
            )
            for row in Disqualification.objects.filter(
                item__meeting=meeting, is_upheld=True, removed_at=None
            ).select_related("person")
        ],
    )


def attendance_rows(meeting: Meeting) -> list[Attendance]:
    """Return everybody's rows with what `seat_of` and lists need."""
    rows = Attendance.objects.filter(meeting=meeting).in_order()
    return list(
        rows.select_related(
            "person", "membership", "stands_in_for__person", "substitute__person"
        ).prefetch_related("presences")
    )


def seat_of(row: Attendance) -> Seat:
    return Seat(
        person=row.person_id,
        sitting=row.sitting,
        is_present=row.status == AttendanceStatus.PRESENT,
        votes=row.membership.votes,
        stays=tuple(Stay(one.arrived_at, one.left_at, one.mode) for one in row.presences.all()),
        name=row.person.name,
    )


def number_of_seats(meeting: Meeting) -> int:
    """Return of how many a quorum is a part; a substitute fills a seat and adds none."""
    begins = meeting.started_at or meeting.starts_at
    seats = Membership.objects.current(timezone.localdate(begins)).filter(
        committee=meeting.committee, votes=True
    )
    return seats.exclude(role=Role.SUBSTITUTE).count()
