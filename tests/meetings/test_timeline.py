"""What follows from the timeline agrees with itself, whatever happened at the meeting."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from meetings.timeline import Out, Seat, Sitting, Stay, Timeline, Turn

START = datetime(2026, 5, 5, 15, 0, tzinfo=UTC)
LENGTH = 180
PEOPLE = range(1, 6)


def at(minute):
    return START + timedelta(minutes=minute)


minutes = some.integers(0, LENGTH)


@some.composite
def stays(draw):
    """Several stretches in order, the first and last perhaps open."""
    cuts = sorted(draw(some.sets(minutes, min_size=1, max_size=6)))
    moments = [at(cut) for cut in cuts]
    if draw(some.booleans()):
        moments.insert(0, None)
    if len(moments) % 2:
        moments.append(None)
    pairs = zip(moments[::2], moments[1::2], strict=True)
    return tuple(
        Stay(*pair, mode=draw(some.sampled_from(["physical", "online"]))) for pair in pairs
    )


@some.composite
def turns(draw, is_on):
    """Items one after the other, with breaks, and perhaps taken up again."""
    cuts = sorted(draw(some.sets(minutes, max_size=10)))
    found = []
    for begins, ends in itertools.pairwise(cuts):
        if item := draw(some.integers(0, 4)):
            found.append(Turn(item, at(begins), at(ends)))
    if is_on and cuts and draw(some.booleans()):
        found.append(Turn(draw(some.integers(1, 4)), at(cuts[-1])))
    return found


@some.composite
def meetings(draw):
    is_on = draw(some.booleans())
    sittings = [Sitting(1, START, None if is_on else at(LENGTH))]
    seats = [
        Seat(
            person,
            1,
            is_present=draw(some.booleans()),
            votes=draw(some.booleans()),
            stays=draw(some.just(()) | stays()),
            name=f"Nr. {person}",
        )
        for person in PEOPLE
    ]
    outs = [
        Out(item, person)
        for item, person in draw(
            some.sets(some.tuples(some.integers(1, 4), some.sampled_from(PEOPLE)), max_size=3)
        )
    ]
    return Timeline(sittings, draw(turns(is_on)), seats, outs)


MOMENTS = [at(half / 2) for half in range(2 * LENGTH)]


@given(meetings())
@settings(max_examples=120, deadline=None)
def test_who_votes_was_there_and_had_a_part_in_the_item(line):
    for item in range(1, 5):
        for person in line.voters(item):
            (seat,) = (seat for seat in line.seats if seat.person == person)
            assert seat.is_present
            assert seat.votes
            assert person not in line.disqualified_under(item)
            if line.turns_of(item):
                assert any(
                    line.item_at(moment) == item and line.is_there(person, moment)
                    for moment in MOMENTS
                )
            else:
                assert all(line.is_there(person, moment) for moment in MOMENTS)


@given(meetings())
@settings(max_examples=120, deadline=None)
def test_a_sentence_names_the_item_that_was_on_and_a_time_that_was(line):
    for seat in line.seats:
        for told in line.told(seat):
            assert seat.is_present
            if told.arrived_at:
                assert told.arrived_during == line.item_at(told.arrived_at)
                assert line.is_there(seat.person, told.arrived_at)
            if told.left_at:
                assert line.was_there_until(seat.person, told.left_at)
                if told.left_during:
                    assert seat.person in line.present_under(told.left_during)
            if told.arrived_during:
                assert seat.person in line.present_under(told.arrived_during)


@given(meetings(), some.integers(1, 5))
@settings(max_examples=120, deadline=None)
def test_the_times_without_a_quorum_are_those_with_too_few(line, needed):
    gaps = line.without_quorum(needed)
    for moment in MOMENTS:
        is_told = any(gap.begins <= moment and (not gap.ends or moment < gap.ends) for gap in gaps)
        assert is_told == (line.count_at(moment) < needed), moment
    for gap in gaps:
        assert gap.item == line.item_at(gap.begins)


@given(meetings(), some.sampled_from(PEOPLE), minutes)
@settings(max_examples=120, deadline=None)
def test_a_vote_is_wrong_when_the_voter_turns_out_to_have_left(line, person, minute):
    """Whatever is changed: who voted is found wrong unless the new timeline lets them vote."""
    gone = [
        Seat(seat.person, 1, seat.is_present, seat.votes, (Stay(None, at(minute)),), seat.name)
        if seat.person == person
        else seat
        for seat in line.seats
    ]
    after = Timeline(line.sittings, line.turns, gone, line.outs)
    for item in range(1, 5):
        wrong = after.wrong_voters(item, line.voters(item))
        assert wrong == line.voters(item) - after.voters(item)
        if after.turns_of(item) and after.turns_of(item)[0].begins >= at(minute):
            assert person not in after.voters(item)


@given(meetings())
@settings(max_examples=60, deadline=None)
def test_time_used_by_items_is_never_more_than_the_meeting_took(line):
    now = at(LENGTH)
    used = sum((line.time_used(item, now) for item in range(1, 5)), timedelta())
    assert used <= line.time_in_sittings(now)


# By example ---------------------------------------------------------------------------------------


def test_somebody_leaves_during_an_item_and_comes_back_during_another():
    line = Timeline(
        [Sitting(1, START, at(120))],
        [Turn(4, at(30), at(60)), Turn(5, at(60), at(80)), Turn(6, at(80), at(120))],
        [Seat(1, 1, is_present=True, stays=(Stay(None, at(65)), Stay(at(90), None, "online")))],
    )
    first, second = line.told(line.seats[0])
    assert (first.arrived_at, first.left_at, first.left_during) == (None, at(65), 5)
    assert (second.arrived_at, second.arrived_during, second.left_at) == (at(90), 6, None)
    assert line.present_under(5) == {1}
    assert line.voters(6) == {1}


def test_whoever_left_before_an_item_began_has_no_vote_there():
    line = Timeline(
        [Sitting(1, START, at(120))],
        [Turn(4, at(30), at(60)), Turn(5, at(60), at(80))],
        [Seat(1, 1, is_present=True, stays=(Stay(None, at(60)),)), Seat(2, 1, is_present=True)],
    )
    assert line.voters(4) == {1, 2}
    assert line.voters(5) == {2}
    (told,) = line.told(line.seats[0])
    assert told.left_during == 4


@pytest.mark.parametrize(("needed", "gaps"), [(1, 0), (2, 1), (3, 1)])
def test_the_disqualified_do_not_count_towards_the_quorum_of_their_item(needed, gaps):
    line = Timeline(
        [Sitting(1, START, at(120))],
        [Turn(4, at(0), at(60)), Turn(5, at(60), at(120))],
        [Seat(1, 1, is_present=True), Seat(2, 1, is_present=True)],
        [Out(4, 1)],
    )
    found = line.without_quorum(needed)
    assert len(found) == (gaps if needed < 3 else 2)
    if needed == 2:
        assert (found[0].begins, found[0].ends, found[0].item) == (at(0), at(60), 4)


def test_a_substitute_called_in_for_one_item_votes_under_it_and_no_other():
    line = Timeline(
        [Sitting(1, START, at(120))],
        [Turn(4, at(0), at(60)), Turn(5, at(60), at(120))],
        [Seat(1, 1, is_present=True)],
        [Out(4, 1, substitute=9)],
    )
    assert line.voters(4) == {9}
    assert line.voters(5) == {1}
    assert line.count_at(at(10)) == line.count_at(at(70)) == 1


def test_who_was_at_one_sitting_has_no_part_in_the_other():
    later = timedelta(days=7)
    line = Timeline(
        [Sitting(1, START, at(60)), Sitting(2, START + later, None)],
        [Turn(4, at(0), at(60)), Turn(5, START + later)],
        [Seat(1, 1, is_present=True), Seat(2, 2, is_present=True)],
    )
    assert (line.voters(4), line.voters(5)) == ({1}, {2})
    assert line.time_in_sittings(START + later + timedelta(minutes=30)) == timedelta(minutes=90)


def test_without_times_an_item_was_voted_on_by_those_who_sat_the_meeting_through():
    online_later = (Stay(ends=at(60)), Stay(at(60), mode="online"))
    away_for_a_while = (Stay(ends=at(60)), Stay(at(70)))
    seats = [
        Seat(1, 1, is_present=True),
        Seat(2, 1, is_present=True, stays=online_later),
        Seat(3, 1, is_present=True, stays=away_for_a_while),
        Seat(4, 1, is_present=True, stays=(Stay(at(5)),)),
        Seat(5, 1, is_present=True, votes=False),
        Seat(6, 1, is_present=False),
        Seat(7, 1, is_present=True, stays=(Stay(ends=at(90)),)),
    ]
    line = Timeline([Sitting(1, START, at(LENGTH))], [Turn(5, at(10), at(30))], seats, [Out(4, 7)])
    assert (line.voters(4), line.unsure_under(4)) == ({1, 2}, {3, 4})
    assert (line.voters(5), line.unsure_under(5)) == ({1, 2, 3, 4, 7}, set())
