"""In the room: whoever takes the minutes taps what happens, alone or with a deputy beside them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from meetings import services, snapshots, wording
from meetings.models import ItemTurn
from meetings.refusals import NotReady
from meetings.services.attendance import recorded
from meetings.services.voters import voters
from meetings.timeline import Stay, meeting_timeline
from portal.audit.models import Entry
from tests.forms import form_on, text_of

from . import factories as make

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"meetings:{name}", args=args)


@pytest.fixture
def room(cast):
    """Return a meeting that began an hour ago, with two items beside the standing ones."""
    meeting = make.plan(cast)
    for title in ("Klare breve", "Åbne døre"):
        item = make.add(cast, meeting, title)
        services.save_section(
            item.pk,
            "recommendation",
            content=f"<p>Det indstilles, at {title} vedtages.</p>",
            base_revision=0,
            by=cast.users["secretary"],
        )
    make.add_closed(cast, meeting)
    make.publish(cast, meeting)
    begun = timezone.now() - timedelta(hours=1)
    services.open_meeting(meeting.pk, by=cast.users["secretary"], at=begun)
    meeting.refresh_from_db()
    return meeting


@pytest.fixture
def letters(room):
    return make.one_item(room, "Klare breve")


@pytest.fixture
def doors(room):
    return make.one_item(room, "Åbne døre")


def begin(cast, item, who="secretary", **values):
    return cast[who].post(url("item-begin", item.meeting_id, item.uid), values)


def tap(cast, meeting, whom, what, who="secretary", **values):
    address = url("attendance-tap", meeting.pk, cast.memberships[whom].pk)
    return cast[who].post(address, {"tap": what, **values})


def page_of(cast, meeting, who="secretary", item=None):
    name, args = (
        ("minutes-item", [meeting.pk, item.uid]) if item else ("minutes-edit", [meeting.pk])
    )
    return text_of(cast[who].get(url(name, *args)))


def stays_of(cast, meeting, whom):
    return recorded(meeting)[cast.memberships[whom].pk].stays


# Item after item ----------------------------------------------------------------------------------


def test_one_tap_begins_the_next_item_and_ends_the_one_before(cast, room, letters, doors):
    assert "Intet punkt er begyndt" in page_of(cast, room)
    assert begin(cast, letters).status_code == 302
    assert begin(cast, doors).status_code == 302
    first, second = ItemTurn.objects.filter(meeting=room)
    assert (first.item, second.item) == (letters, doors)
    assert first.ended_at == second.began_at
    assert second.ended_at is None
    said = page_of(cast, room)
    assert "Åbne døre" in said
    assert "af 10, siden" in said
    assert "Tilbage til 2" in said


def test_the_page_opens_with_the_item_that_is_on(cast, room, doors):
    begin(cast, doors)
    assert cast["secretary"].get(url("minutes-edit", room.pk)).context["item"] == doors


def test_two_who_tap_next_at_once_go_on_once(cast, room, letters, doors):
    begin(cast, letters)
    begin(cast, doors, who="secretary")
    begin(cast, doors, who="deputy")
    assert ItemTurn.objects.filter(item=doors).count() == 1


def test_going_back_at_once_undoes_the_step(cast, room, letters, doors):
    begin(cast, letters)
    begin(cast, doors)
    begin(cast, letters)
    (turn,) = ItemTurn.objects.filter(meeting=room)
    assert (turn.item, turn.ended_at) == (letters, None)


def test_an_item_that_is_taken_up_again_has_two_times(cast, room, letters, doors):
    start = room.started_at
    make.was_on(cast, letters, 0, 10)
    make.was_on(cast, doors, 10, 30)
    begin(cast, letters)
    assert letters.turns.count() == 2
    line = meeting_timeline(room)
    used = line.time_used(letters.pk, timezone.now())
    assert timedelta(minutes=9) < used < timedelta(minutes=12)
    assert line.turns_of(letters.pk)[0].begins == start


def test_the_time_used_is_told_against_the_plan(cast, room, letters):
    make.was_on(cast, letters, 0, 60)
    assert "50 min bagud" in page_of(cast, room)


def test_only_whoever_runs_the_meeting_taps(cast, room, letters):
    for who in ("member", "politician", "participant", "chief"):
        assert begin(cast, letters, who=who).status_code == 403
        assert tap(cast, room, "member", "left", who=who).status_code == 403
    assert not ItemTurn.objects.exists()


def test_times_of_items_are_corrected_and_the_neighbour_moves_along(cast, room, letters, doors):
    make.was_on(cast, letters, 0, 10)
    make.was_on(cast, doors, 10, 30)
    page = cast["secretary"].get(url("minutes-item", room.pk, doors.uid))
    form = form_on(page, with_field="times-began0")
    new = timezone.localtime(room.started_at) + timedelta(minutes=15)
    form["times-began0"] = f"{new:%H:%M}"
    assert cast["secretary"].post(url("item-times", room.pk, doors.uid), form).status_code == 302
    first, second = ItemTurn.objects.filter(meeting=room)
    assert first.ended_at == second.began_at
    assert f"{timezone.localtime(second.began_at):%H:%M}" == f"{new:%H:%M}"


def test_an_item_does_not_end_before_it_begins(cast, room, letters):
    start = timezone.localtime(room.started_at)
    form = {"times-began0": f"{start + timedelta(minutes=20):%H:%M}"}
    form["times-ended0"] = f"{start + timedelta(minutes=10):%H:%M}"
    refused = cast["secretary"].post(url("item-times", room.pk, letters.uid), form)
    assert refused.status_code == 422
    assert "skal slutte, efter at det er begyndt" in text_of(refused)
    assert form["times-began0"] in refused.content.decode()


def test_two_items_are_never_on_at_once(cast, room, letters, doors):
    make.was_on(cast, letters, 0, 30)
    start = timezone.localtime(room.started_at)
    form = {
        f"times-{end}0": f"{start + timedelta(minutes=m):%H:%M}"
        for end, m in (("began", 10), ("ended", 20))
    }
    refused = cast["secretary"].post(url("item-times", room.pk, doors.uid), form)
    assert refused.status_code == 422
    assert "To kan ikke være i gang samtidig" in text_of(refused)


def test_two_corrections_of_one_items_times_are_shown_side_by_side(cast, room, letters):
    make.was_on(cast, letters, 0, 30)
    page = url("minutes-item", room.pk, letters.uid)
    save = url("item-times", room.pk, letters.uid)
    opened = form_on(cast["secretary"].get(page), with_field="times-began0")
    start = timezone.localtime(room.started_at)
    theirs, mine = (f"{start + timedelta(minutes=m):%H:%M}" for m in (40, 50))
    assert cast["chair"].post(save, opened | {"times-ended0": theirs}).status_code == 302
    refused = cast["secretary"].post(save, opened | {"times-ended0": mine})
    assert refused.status_code == 409
    assert theirs.removeprefix("0").replace(":", ".") in text_of(refused)


# Who is here --------------------------------------------------------------------------------------


def test_everybody_is_here_with_one_tap_but_for_apologies(cast, room):
    tap(cast, room, "member", "apology")
    assert cast["secretary"].post(url("attendance-rest", room.pk)).status_code == 302
    standing = recorded(room)
    assert standing[cast.memberships["member"].pk].status == "apology"
    assert standing[cast.memberships["chair"].pk].status == "present"
    said = page_of(cast, room)
    assert "Fremmøde: 3 af 4 med stemmeret" in said
    assert "Beslutningsdygtigt" in said


def test_somebody_leaves_and_comes_back_and_the_record_says_during_which_item(
    cast, room, letters, doors
):
    make.all_present(cast, room)
    begin(cast, letters)
    tap(cast, room, "member", "left")
    begin(cast, doors)
    ItemTurn.objects.filter(item=letters).update(began_at=room.started_at)  # not a slip
    tap(cast, room, "member", "arrived")
    first, second = stays_of(cast, room, "member")
    assert first.ends < second.begins
    record = snapshots.build_minutes(room.minutes, snapshots.Frame(1, timezone.now()), "public")
    person = next(p for p in record["attendance"]["present"] if p["name"] == "Mads Medlem")
    left, came = wording.stays(person)
    assert left.endswith("under punkt 2.")
    assert came.endswith("under punkt 3.")
    said = page_of(cast, room).replace("\xa0", " ")
    for line in (left, came):
        assert capfirst(line.removeprefix("Mads Medlem ").replace("\xa0", " ")) in said


def test_a_tap_that_another_has_made_is_not_made_twice(cast, room):
    make.all_present(cast, room)
    tap(cast, room, "member", "left", who="secretary")
    before = stays_of(cast, room, "member")
    tap(cast, room, "member", "left", who="chair")
    assert stays_of(cast, room, "member") == before
    noted = Entry.objects.filter(action="meeting.attendance_noted")
    assert noted.count() == 1


def test_an_apology_does_not_overwrite_that_another_saw_them(cast, room):
    tap(cast, room, "member", "present", who="chair")
    page = text_of(
        tap(cast, room, "member", "apology") and cast["secretary"].get(url("minutes-edit", room.pk))
    )
    assert "Mads Medlem står som til stede. Ret det under Fremmøde." in page
    assert recorded(room)[cast.memberships["member"].pk].status == "present"


def test_somebody_goes_on_online_without_having_left(cast, room, letters):
    make.all_present(cast, room)
    begin(cast, letters)
    tap(cast, room, "member", "to_online")
    first, second = stays_of(cast, room, "member")
    assert (first.mode, second.mode, first.ends) == ("physical", "online", second.begins)
    said = page_of(cast, room)
    assert "deltog online fra" in said.lower()
    assert "forlod mødet" not in said
    assert cast.people["member"] in voters(letters)


def test_a_tap_sent_later_counts_from_when_it_was_made(cast, room):
    make.all_present(cast, room)
    left = room.started_at + timedelta(minutes=20)
    tap(cast, room, "member", "left", at=str(int(left.timestamp() * 1000)))
    (stay,) = stays_of(cast, room, "member")
    assert abs(stay.ends - left) < timedelta(seconds=1)


def test_a_script_is_told_in_words_what_could_not_be(cast, room):
    tap(cast, room, "member", "present", who="chair")
    page = cast["secretary"].get(url("minutes-edit", room.pk))
    owner = page.content.decode().split('data-person="')[1].split('"')[0]
    address = url("attendance-tap", room.pk, cast.memberships["member"].pk)
    values = {"tap": "apology", "draft_owner": owner}
    told = cast["secretary"].post(address, values, headers={"Accept": "application/json"})
    assert told.status_code == 422
    assert "står som til stede" in told.json()["said"]
    signed_out = cast["public"].post(address, values, headers={"Accept": "application/json"})
    assert signed_out.status_code == 401


def test_the_page_asks_for_what_others_have_tapped(cast, room, letters):
    news = url("course-news", room.pk)
    stand = cast["secretary"].get(url("minutes-edit", room.pk)).context["course"]["stand"]
    assert cast["secretary"].get(news, {"stand": stand}).status_code == 204
    begin(cast, letters, who="chair")
    answer = cast["secretary"].get(news, {"stand": stand, "punkt": letters.uid})
    assert answer.status_code == 200
    assert "Klare breve" in answer.json()["html"]


def test_times_are_corrected_afterwards_and_keep_their_seconds(cast, room):
    make.all_present(cast, room)
    tap(cast, room, "member", "left")
    (before,) = stays_of(cast, room, "member")
    page = url("attendance", room.pk)
    form = form_on(cast["secretary"].get(page), with_field="csrfmiddlewaretoken", action="")
    pk = cast.memberships["politician"].pk
    form |= {f"m{pk}-left0": f"{timezone.localtime(room.started_at) + timedelta(minutes=5):%H:%M}"}
    assert cast["secretary"].post(page, form).status_code == 302
    assert stays_of(cast, room, "member") == (before,)
    assert stays_of(cast, room, "politician")[0].ends is not None


# What cannot be -----------------------------------------------------------------------------------


def vote(cast, item, whom="member", option="against", who="secretary"):
    values = {f"vote-{cast.people[whom].pk}": option}
    return cast[who].post(url("vote-save", item.meeting_id, item.uid), values)


def test_who_left_is_not_offered_a_vote_and_a_vote_of_theirs_is_refused(cast, room, letters, doors):
    make.all_present(cast, room)
    begin(cast, letters)
    tap(cast, room, "member", "left")
    begin(cast, doors)
    assert cast.people["member"] in voters(letters)
    assert cast.people["member"] not in voters(doors)
    name = f"vote-{cast.people['member'].pk}"
    assert name not in page_of(cast, room, item=doors)
    with pytest.raises(NotReady):
        services.record_vote(
            doors.pk, votes={cast.people["member"].pk: "for"}, by=cast.users["secretary"]
        )


def test_a_vote_of_somebody_who_left_meanwhile_is_refused_by_name_and_the_others_are_kept(
    cast, room, letters
):
    make.all_present(cast, room)
    begin(cast, letters)
    opened = page_form(cast, letters)
    services.correct_item_times(letters.pk, spans=[], by=cast.users["secretary"])
    begin(cast, letters)
    letters.turns.update(began_at=timezone.now() - timedelta(minutes=1))
    services.note_attendance(
        room.pk,
        membership_id=cast.memberships["member"].pk,
        tap="left",
        by=cast.users["secretary"],
        at=timezone.now() - timedelta(minutes=5),
    )
    member, chair = (f"vote-{cast.people[who].pk}" for who in ("member", "chair"))
    opened |= {member: "against", chair: "for"}
    refused = cast["secretary"].post(url("vote-save", room.pk, letters.uid), opened)
    assert refused.status_code == 422
    assert "ikke Mads Medlem" in text_of(refused)
    again = form_on(refused, with_field=chair)
    assert again[chair] == ["for"]
    assert member not in again
    assert cast["secretary"].post(url("vote-save", room.pk, letters.uid), again).status_code == 302


def page_form(cast, item):
    page = cast["secretary"].get(url("minutes-item", item.meeting_id, item.uid))
    return form_on(page, with_field=f"vote-{cast.people['chair'].pk}")


def test_who_came_and_went_votes_under_an_item_only_when_it_is_noted_when_it_was_on(
    cast, room, letters
):
    make.all_present(cast, room)
    tap(cast, room, "member", "left")
    name = f"vote-{cast.people['member'].pk}"
    assert cast.people["member"] not in voters(letters)
    assert "det vides ikke, om Mads Medlem var der" in page_of(cast, room, item=letters)
    assert name not in page_form(cast, letters)
    make.was_on(cast, letters, 10, 40)
    assert name in page_form(cast, letters)
    assert "det vides ikke" not in page_of(cast, room, item=letters)


def test_who_voted_under_an_item_without_times_is_not_noted_as_gone_before_they_are(
    cast, room, letters
):
    make.all_present(cast, room)
    assert vote(cast, letters).status_code == 302
    with pytest.raises(NotReady, match="Mads Medlem stemte under punkt 2"):
        services.note_attendance(
            room.pk,
            membership_id=cast.memberships["member"].pk,
            tap="left",
            by=cast.users["secretary"],
        )
    make.was_on(cast, letters, 10, 40)
    assert tap(cast, room, "member", "left").status_code == 302
    assert stays_of(cast, room, "member")


def test_a_change_of_the_timeline_against_a_vote_is_refused_with_its_item(cast, room, letters):
    make.all_present(cast, room)
    begin(cast, letters)
    assert vote(cast, letters).status_code == 302
    page = url("attendance", room.pk)
    form = form_on(cast["secretary"].get(page), with_field="csrfmiddlewaretoken", action="")
    form[f"m{cast.memberships['member'].pk}-status"] = "apology"
    refused = cast["secretary"].post(page, form)
    assert refused.status_code == 422
    assert "Mads Medlem stemte under punkt 2 uden at være der. Ret afstemningen først." in text_of(
        refused
    )
    assert recorded(room)[cast.memberships["member"].pk].status == "present"


def test_times_of_an_item_against_a_vote_are_refused(cast, room, letters):
    make.all_present(cast, room)
    gone = Stay(ends=room.started_at + timedelta(minutes=30))
    services.record_attendance(
        room.pk,
        entries=[services.Entry(cast.memberships["member"], "present", stays=(gone,))],
        by=cast.users["secretary"],
    )
    make.was_on(cast, letters, 10, 40)
    vote(cast, letters)
    with pytest.raises(NotReady, match="Mads Medlem"):
        make.was_on(cast, letters, 35, 40)
    assert letters.turns.get().began_at == room.started_at + timedelta(minutes=10)


def test_the_disqualified_leave_and_return_by_taps_and_do_not_vote(cast, room, letters):
    make.all_present(cast, room)
    begin(cast, letters)
    add = url("disqualification-add", room.pk, letters.uid)
    values = {
        "dq-person": cast.people["member"].pk,
        "dq-is_upheld": "1",
        "dq-raised_by": "Formanden",
        "dq-substitute": cast.people["substitute"].pk,
    }
    assert cast["secretary"].post(add, values).status_code == 302
    row = letters.disqualifications.get()
    door = url("disqualified-tap", room.pk, letters.uid, row.pk)
    for way in ("out", "back", "out"):
        assert cast["secretary"].post(door, {"way": way}).status_code == 302
    row.refresh_from_db()
    assert row.left_at < row.returned_at
    could = voters(letters)
    assert cast.people["member"] not in could
    assert cast.people["substitute"] in could
    said = page_of(cast, room, item=letters)
    assert "Mads Medlem var inhabil, forlod lokalet" in said
    assert "Stine Stedfortræder deltog i stedet" in said
    assert "Rejst af Formanden" in said


def test_the_disqualified_cannot_have_left_while_not_at_the_meeting(cast, room, letters):
    make.all_present(cast, room)
    services.disqualify(
        letters.pk,
        person=cast.people["member"],
        by=cast.users["secretary"],
        left_at=room.started_at + timedelta(minutes=20),
    )
    gone = Stay(ends=room.started_at + timedelta(minutes=10))
    with pytest.raises(NotReady, match="inhabil under punkt 2"):
        services.record_attendance(
            room.pk,
            entries=[services.Entry(cast.memberships["member"], "present", stays=(gone,))],
            by=cast.users["secretary"],
        )


def test_the_quorum_is_lost_and_the_record_says_when(cast, room, letters):
    make.all_present(cast, room)
    make.was_on(cast, letters, 0, 50)
    by, start = cast.users["secretary"], room.started_at
    services.record_attendance(
        room.pk,
        entries=[
            services.Entry(
                cast.memberships[who], "present", stays=(Stay(ends=start + timedelta(minutes=m)),)
            )
            for who, m in (("member", 20), ("politician", 30), ("deputy", 30))
        ],
        by=by,
    )
    services.close_meeting(room.pk, by=by, at=start + timedelta(minutes=55))
    room.minutes.refresh_from_db()
    record = snapshots.build_minutes(room.minutes, snapshots.Frame(1, timezone.now()), "public")
    first, second = wording.quorum(record["quorum"])
    assert first.startswith("Udvalget var ikke beslutningsdygtigt fra")
    assert first.endswith("under punkt 2.")
    assert "punkt" not in second
    cast.committee.quorum_rule = "none"
    cast.committee.save()
    assert (
        snapshots.build_minutes(
            type(room.minutes).objects.get(pk=room.minutes.pk),
            snapshots.Frame(1, timezone.now()),
            "public",
        )["quorum"]
        is None
    )


def test_the_meeting_does_not_end_before_what_is_noted(cast, room, letters):
    make.all_present(cast, room)
    make.was_on(cast, letters, 10, 40)
    ended = timezone.localtime(room.started_at) + timedelta(minutes=20)
    refused = cast["secretary"].post(url("meeting-close", room.pk), {"ended": f"{ended:%H:%M}"})
    assert refused.status_code == 422
    assert "Et punkt er noteret til" in text_of(refused)
    room.refresh_from_db()
    assert room.state == "in_progress"


def test_closing_ends_the_item_that_is_on(cast, room, letters):
    begin(cast, letters)
    services.close_meeting(room.pk, by=cast.users["secretary"])
    room.refresh_from_db()
    assert letters.turns.get().ended_at == room.ended_at


# The decision -------------------------------------------------------------------------------------


def test_the_decision_starts_from_the_recommendation_once(cast, room, letters):
    page = page_of(cast, room, item=letters)
    assert "Det indstilles, at Klare breve vedtages." in page
    start = url("decision-begin", room.pk, letters.uid)
    assert cast["member"].post(start).status_code == 302
    text = letters.sections.get(kind="decision").text
    assert text.content == "<p>Det indstilles, at Klare breve vedtages.</p>"
    services.save_section(
        letters.pk, "decision", content="<p>Nej.</p>", base_revision=1, by=cast.users["chair"]
    )
    cast["secretary"].post(start)
    text.refresh_from_db()
    assert text.content == "<p>Nej.</p>"


def test_all_others_voted_for_with_one_button(cast, room, letters):
    make.all_present(cast, room)
    address = url("vote-save", room.pk, letters.uid)
    values = {f"vote-{cast.people['member'].pk}": "against", "vote-rest": "for"}
    assert cast["secretary"].post(address, values).status_code == 302
    ballots = letters.votes.get().ballots
    assert ballots.filter(option="against").get().person == cast.people["member"]
    assert ballots.filter(option="for").count() == len(voters(letters)) - 1
