"""The committee's dates: in the list all of them, in the picture no word covers another."""

import random
from itertools import combinations
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from fontTools.ttLib import TTFont

from committee.models import WorkingGroup
from committee.timeline import Moment, drawn
from committee.timeline.picture import WIDTH
from meetings.models import Meeting
from portal.documents import fonts
from portal.ui.charts.measure import fitted, text_width
from tests.meetings.factories import published_minutes
from tests.projects.factories import approved, start

from .factories import days, make_deliverable, make_group, make_mandate
from .test_front_page import make_meeting, page

COMMITTEE_PAGE = "/udvalg/innovation/"
LONG = "Arbejdsgruppen for digitalt selvbetjente hverdagsløsninger i hele kommunen og omegnen"


def moment(day, short="", weight=1, **values):
    values.setdefault("is_planned", day > timezone.localdate())
    return Moment(day, short or "Et punkt på listen", short=short, weight=weight, **values)


def meetings(number, *, first=-200, last=200, name="{}. møde"):
    step = (last - first) / max(1, number - 1)
    return [moment(days(round(first + n * step)), name.format(n + 1)) for n in range(number)]


def framed(inner, first=-210, last=210):
    today = moment(timezone.localdate(), is_today=True)
    ends = [moment(days(first), "Udpeget", 0), moment(days(last), "Sidste dag", 0), today]
    return sorted([*ends, *inner], key=lambda each: each.day)


def group(name, first, last=None):
    ended_on = None if last is None else days(last)
    return WorkingGroup(name=name, started_on=days(first), ended_on=ended_on)


def covering(picture):
    return [pair for pair in combinations(picture.boxes, 2) if pair[0].covers(pair[1])]


def texts(picture):
    return [words.text for words in picture.words]


CASES = {
    "a usual committee": (
        meetings(7),
        [group("Klare breve", -120, 100), group("Åbne værksteder", -120, 90)],
    ),
    "sixty meetings": (meetings(60), [group("Klare breve", -120, 100)]),
    "all on one day": ([moment(days(-3), f"{n}. møde") for n in range(9)], []),
    "neighbouring days": ([moment(days(n), f"{n}. møde") for n in range(-6, 7)], []),
    "very long names": (meetings(12, name="{}. " + LONG), [group(LONG, -150), group(LONG, -20)]),
    "other alphabets": (meetings(9, name="会議と集会 {} 😀😀😀"), [group("جماعة العمل", -100, 50)]),
    "six groups": (meetings(5), [group(f"Gruppe {n}", -100 + n, 80) for n in range(6)]),
    "a group of one day": (meetings(5), [group("Et kort liv", -3, -3)]),
    "nothing between": ([], []),
}


@pytest.mark.parametrize("case", CASES)
def test_no_word_of_the_picture_covers_another(case):
    inner, groups = CASES[case]
    picture = drawn(framed(inner), groups)
    assert covering(picture) == []
    assert all(box.left >= 0 and box.right <= WIDTH for box in picture.boxes)
    top, bottom = picture.top, picture.top + picture.height
    assert all(top <= box.top and box.bottom <= bottom for box in picture.boxes)
    assert {"Udpeget", "Sidste dag"} <= set(texts(picture))


@pytest.mark.parametrize("seed", range(60))
def test_no_word_covers_another_whatever_the_dates(seed):
    dice = random.Random(seed)
    first, last = -dice.randint(1, 900), dice.randint(-1, 900)
    last = max(last, first + 1)
    words = ["Møde", "Ekstraordinært møde", "W" * 30, "Klare breve godkendt", "Ny 😀", ""]
    inner = [
        moment(
            days(dice.randint(first, last)),
            dice.choice(words),
            dice.randint(1, 3),
            is_cancelled=dice.random() < 0.1,
        )
        for _ in range(dice.choice([0, 1, 5, 20, 90]))
    ]
    groups = []
    for _ in range(dice.randint(0, 6)):
        start_day = dice.randint(first, last)
        groups.append(group(dice.choice([*words[:4], LONG]), start_day, start_day + 90))
    assert covering(drawn(framed(inner, first, last), groups)) == []


def test_a_usual_committee_has_every_meeting_named():
    inner, groups = CASES["a usual committee"]
    shown = texts(drawn(framed(inner), groups))
    assert {f"{n}. møde" for n in range(1, 8)} <= set(shown)
    assert {"Klare breve", "Åbne værksteder"} <= set(shown)


def test_what_lies_behind_is_solid_and_what_is_to_come_is_dotted():
    picture = drawn(framed(meetings(2)), [group("Klare breve", -100, 100)])
    lines = {line.css: line.path for line in picture.lines}
    assert lines["timeline-done"].startswith("M0 0H")
    assert {"timeline-planned", "timeline-strand", "timeline-strand-planned"} <= set(lines)
    assert [dot.css for dot in picture.dots] == [
        "timeline-knot",
        "timeline-knot",
        "timeline-knot-planned",
        "timeline-knot-planned",
    ]
    ended = drawn([moment(days(-90), "Udpeget"), moment(days(-2), "Sidste dag")], [])
    assert {line.css for line in ended.lines} == {"timeline-done"}


def test_there_is_no_picture_of_a_single_day():
    assert drawn([moment(days(0), "Udpeget"), moment(days(0), is_today=True)], []) is None


def test_the_width_of_words_is_never_less_than_the_font_draws():
    letters = " ,.:;-/()!?%0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅabcdefghijklmnopqrstuvwxyzæøåéüö"
    for weight in ("Regular", "SemiBold"):
        font = TTFont(next(fonts.folder().glob(f"*{weight}.*")))
        names, advances = font.getBestCmap(), font["hmtx"]
        for letter in letters:
            drawn_width = advances[names[ord(letter)]][0] / font["head"].unitsPerEm
            assert text_width(letter, 1) >= drawn_width - 0.001, letter
    assert text_width(fitted(LONG, 15, 170), 15) <= 170


@pytest.mark.django_db
class TestOnThePage:
    def test_the_list_tells_meetings_minutes_mandates_groups_and_projects(self, cast):
        make_mandate(cast.committee)
        published_minutes(cast)
        make_meeting(cast.committee, 8, 30, state="cancelled", cancelled_reason="For få.")
        project = approved(cast)
        moments = cast["public"].get(COMMITTEE_PAGE).context["timeline"]
        told = [each.label for each in moments]
        for label in [
            "Udvalget går i gang",
            "Kommissorium, udgave 1, offentliggjort",
            "8. møde, aflyst",
            "Arbejdsgruppe: Klare breve",
            f"Projekt indsendt: {project.title}",
            f"Projekt godkendt: {project.title}",
            "I dag",
            "Udvalgets sidste dag",
        ]:
            assert label in told
        assert any(label.startswith("Referat af ") for label in told)
        assert [each.day for each in moments] == sorted(each.day for each in moments)

    def test_a_draft_is_on_nobodys_thread(self, cast):
        make_mandate(cast.committee, number=1)
        make_mandate(cast.committee, number=2, published=False)
        start(cast, title="Nabohjælp på hjul")
        for who in ["public", "member", "secretary"]:
            told = [each.label for each in cast[who].get(COMMITTEE_PAGE).context["timeline"]]
            assert not any("Nabohjælp" in label or "udgave 2" in label for label in told)

    def test_links_lead_to_the_same_language(self, cast):
        make_group(cast.committee)
        for path, prefix in [("/", "/udvalg/"), ("/en/", "/en/udvalg/")]:
            moments = cast["public"].get(path).context["timeline"]
            assert next(each.url for each in moments if each.url).startswith(prefix)

    def test_the_picture_is_well_formed_and_says_in_words_what_it_shows(self, cast):
        make_meeting(cast.committee, 1, -20)
        make_meeting(cast.committee, 2, 20)
        make_group(cast.committee, name="Breve & <b>mere</b>")
        shown = page(cast["public"])
        drawing = shown[shown.index('<svg class="timeline-picture"') :]
        svg = ElementTree.fromstring(drawing[: drawing.index("</svg>") + 6])
        assert svg.get("role") == "img"
        assert "afholdte møder 1, kommende møder 1, arbejdsgrupper 1" in svg.get("aria-label")
        assert "style=" not in drawing[: drawing.index("</svg>")]
        assert 'href="#datoer"' in shown
        assert 'id="datoer"' in shown

    def test_a_committee_that_has_just_been_set_up_has_its_list(self, cast):
        cast.committee.started_on = timezone.localdate()
        cast.committee.ended_on = None
        cast.committee.save()
        shown = page(cast["public"])
        assert "timeline-picture" not in shown
        assert "Udvalget går i gang" in shown

    def test_the_queries_do_not_grow(self, cast):
        published_minutes(cast)
        approved(cast)
        cast["public"].get(COMMITTEE_PAGE)
        counted = []
        for many in (3, 60):
            for n in range(many):
                make_meeting(cast.committee, None, n + 1)
                make_group(cast.committee, name=f"Gruppe {many}-{n}", slug=f"g-{many}-{n}")
            with CaptureQueriesContext(connection) as queries:
                cast["public"].get(COMMITTEE_PAGE)
            counted.append(len(queries))
        assert counted[0] == counted[1]


def test_the_thread_ends_with_the_councils_decision(cast):
    """Dashed while it is to come, and what was decided stands on the committee's page after it."""
    path = "/udvalg/innovation/rediger/"
    form = cast["secretary"].get(path).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    sent |= {"council_decision_da": "Planen er vedtaget."}
    refused = cast["secretary"].post(path, sent)
    assert "hvilken dag" in str(refused.context["form"].errors["council_decides_on"])
    assert "Planen er vedtaget." in refused.content.decode()

    sent["council_decision_da"] = ""
    sent["council_decides_on"] = days(30).isoformat()
    cast["secretary"].post(path, sent)
    listed = cast["public"].get(COMMITTEE_PAGE).content.decode()
    assert "Kommunalbestyrelsens beslutning" in listed
    assert "knotted" not in listed

    form = cast["secretary"].get(path).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    sent |= {"council_decides_on": days(-1).isoformat()}
    sent |= {"council_decision_da": "Planen er vedtaget."}
    sent |= {"council_decision_url": "example.dk/referat"}
    cast["secretary"].post(path, sent)
    told = cast["public"].get(COMMITTEE_PAGE).content.decode()
    assert "Planen er vedtaget." in told
    assert 'href="https://example.dk/referat"' in told


def test_where_the_list_is_the_picture_long_past_dates_are_asked_for(cast):
    for number in range(1, 9):
        make_meeting(cast.committee, number, in_days=-90 + number)
    shown = page(cast["public"], COMMITTEE_PAGE)
    hidden = shown.count('"is-earlier ')
    assert f'<a href="#datoer">Vis {hidden} tidligere datoer</a>' in shown
    earlier, recent = shown.split("8. møde")[0], shown[shown.rindex('"is-earlier ') :]
    assert hidden == earlier.count("<time") - recent.count('"is-done"')
    assert recent.count('"is-done"') == 3


def picture_on(shown):
    return shown[shown.index("timeline-picture") :].partition("</svg>")[0]


def labels(cast):
    return [each.label for each in cast["public"].get(COMMITTEE_PAGE).context["timeline"]]


@pytest.mark.django_db
class TestDeliverables:
    def test_planned_handed_over_and_decided_on_are_moments_that_lead_to_the_page(self, cast):
        planned = make_deliverable(cast.committee, title_da="Modellen", due_on=days(30))
        done = make_deliverable(
            cast.committee,
            title_da="Kortet",
            due_on=days(-39),
            handed_over_on=days(-40),
            council_decides_on=days(-20),
            council_decision_da="Taget til efterretning.",
        )
        moments = cast["public"].get(COMMITTEE_PAGE).context["timeline"]
        found = {each.label: each for each in moments}
        assert found["Leverance: Modellen"].day == days(30)
        assert found["Leverance: Modellen"].is_planned
        assert found["Leverance: Modellen"].url == planned.get_absolute_url()
        assert found["Afleveret: Kortet"].day == days(-40)
        assert not found["Afleveret: Kortet"].is_planned
        assert found["Kommunalbestyrelsen: Kortet"].url == done.get_absolute_url()
        picture = picture_on(page(cast["public"]))
        assert ">Modellen<" in picture
        assert ">Kommunalbestyrelsen<" in picture

    def test_what_is_late_stays_a_hollow_knot(self, cast):
        make_deliverable(cast.committee, title_da="Modellen", due_on=days(-9))
        moments = cast["public"].get(COMMITTEE_PAGE).context["timeline"]
        assert next(each for each in moments if each.label == "Leverance: Modellen").is_planned
        assert "Forsinket" in page(cast["public"], f"{COMMITTEE_PAGE}leverancer/")

    def test_several_of_one_day_share_a_name_in_the_picture(self, cast):
        for number in range(3):
            make_deliverable(cast.committee, title_da=f"Del {number}", council_decides_on=days(50))
        shown = page(cast["public"])
        picture = picture_on(shown)
        assert ">3 leverancer<" in picture
        assert picture.count(">Kommunalbestyrelsen<") == 1
        assert shown.count("Kommunalbestyrelsen: Del") == 3

    def test_the_councils_day_on_the_whole_stands_until_a_deliverable_names_it(self, cast):
        whole, committee = "Kommunalbestyrelsens beslutning", cast.committee
        committee.council_decides_on = days(60)
        committee.save()
        first = make_deliverable(
            committee,
            handed_over_on=days(-9),
            council_decides_on=days(-3),
            council_decision_da="Vedtaget.",
        )
        assert whole in labels(cast)  # for what is still to be handed over
        second = make_deliverable(committee, council_decides_on=days(60))
        assert whole not in labels(cast)
        second.council_decides_on = days(70)
        second.save()
        assert whole in labels(cast)
        committee.council_decides_on, committee.council_decision_da = days(-1), "Taget samlet."
        committee.save()
        assert whole not in labels(cast)
        assert "Taget samlet." not in page(cast["public"], COMMITTEE_PAGE)
        first.council_decides_on, first.council_decision_da = None, ""
        first.save()
        assert "Taget samlet." in page(cast["public"], COMMITTEE_PAGE)

    def test_an_ended_committee_begins_with_what_it_handed_over(self, cast):
        published_minutes(cast)
        cast.committee.started_on, cast.committee.ended_on = days(-300), days(-30)
        cast.committee.save()
        assert "Læs det nyeste referat" in page(cast["public"], COMMITTEE_PAGE)
        made = make_deliverable(cast.committee, title_da="Kortet", handed_over_on=days(-40))
        shown = page(cast["public"], COMMITTEE_PAGE)
        field = shown[shown.index('class="field"') : shown.index('id="tidslinje"')]
        assert f'<a href="{made.get_absolute_url()}">Kortet</a>' in field
        assert "Læs det nyeste referat" not in field
        assert shown.index("Det afleverede udvalget") < shown.index('id="tasks"')


@pytest.mark.django_db
def test_a_meeting_outside_the_numbering_is_written_small_within_a_sentence(cast):
    minutes = published_minutes(cast)
    Meeting.objects.filter(pk=minutes.meeting_id).update(number=None, name="Ekstraordinært møde")
    told = labels(cast)
    assert "Referat af ekstraordinært møde offentliggjort" in told
    assert "Ekstraordinært møde" in told
    Meeting.objects.filter(pk=minutes.meeting_id).update(name="Studietur til Ribe")
    assert "Referat af Studietur til Ribe offentliggjort" in labels(cast)
