"""What an agenda begins with: templates, what is unfinished, what people suggest."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from meetings import services
from meetings.models import AgendaItem, AgendaTemplate, ItemSuggestion, Meeting
from portal.notifications.models import Notice
from tests.forms import form_on
from tests.meetings import factories as make
from tests.projects import factories as projects

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def edit(meeting: Meeting, *more: str) -> str:
    name = "item-edit" if more else "agenda-edit"
    return reverse(f"meetings:{name}", args=[meeting.pk, *more])


# Templates


@pytest.fixture
def template(cast) -> AgendaTemplate:
    meeting = make.plan(cast)
    make.add(cast, meeting, "Nyt fra formanden", planned_minutes=15)
    below = make.add(cast, meeting, "Nyt fra grupperne", planned_minutes=5)
    services.add_section(below.pk, "economy", by=cast.users["secretary"])
    meeting.refresh_from_db()
    services.move_item(
        below.pk,
        after=None,
        under=meeting.items.get(title="Nyt fra formanden"),
        order_revision=meeting.order_revision,
        by=cast.users["secretary"],
    )
    make.add_closed(cast, meeting)
    page = cast["secretary"].get(edit(meeting))
    data = form_on(page, with_field="template-name") | {"template-name": "Faste punkter"}
    saved = cast["secretary"].post(f"/moeder/{meeting.pk}/dagsorden/gem-skabelon/", data)
    assert saved.status_code == 302
    return AgendaTemplate.objects.get()


def test_an_agenda_is_saved_as_a_template_without_its_texts(cast, template):
    assert [row["title"] for row in template.items] == [
        "Nyt fra formanden",
        "Nyt fra grupperne",
        make.NEUTRAL,
    ]
    assert template.items[1]["is_sub"]
    assert template.items[1]["sections"] == ["summary", "background", "economy", "recommendation"]
    assert make.SECRET not in str(template.items)
    assert "Resumé af" not in str(template.items)


def test_a_new_meeting_starts_from_a_template(cast, template):
    page = cast["secretary"].get(reverse("meetings:meeting-create"))
    data = form_on(page, with_field="place") | {
        "day": "2031-03-04",
        "begins": "17:00",
        "ends": "19:00",
        "place": "Rådhuset",
    }
    assert data["template"] == [str(template.pk)]
    assert cast["secretary"].post(reverse("meetings:meeting-create"), data).status_code == 302
    meeting = Meeting.objects.order_by("-pk").first()
    items = list(meeting.items.standing_on_agenda())
    assert [one.title for one in items][1:4] == [row["title"] for row in template.items]
    assert items[2].parent == items[1]
    assert (items[1].planned_minutes, items[3].is_public) == (15, False)
    shown = text(cast["secretary"].get(edit(meeting, items[2].uid)))
    assert "Økonomi" in shown


def test_the_secretary_edits_a_template_and_two_never_overwrite_each_other(cast, template):
    address = template.get_absolute_url()
    opened = form_on(cast["secretary"].get(address), with_field="name")
    changed = opened | {"row2-title": "Nyt fra alle", "row2-place": "5", "row4-title": "Nyt punkt"}
    assert cast["secretary"].post(address, changed).status_code == 302
    template.refresh_from_db()
    assert [row["title"] for row in template.items] == [
        "Nyt fra alle",
        "Nyt fra formanden",
        make.NEUTRAL,
        "Nyt punkt",
    ]
    assert not template.items[0]["is_sub"]  # there is none above it
    clash = cast["secretary"].post(address, opened | {"row1-title": "Et tredje"})
    assert clash.status_code == 409
    assert "Nyt fra alle" in text(clash)
    assert "Et tredje" in clash.content.decode()
    refused = cast["secretary"].post(address, opened | {"name": ""})
    assert refused.status_code == 422


def test_a_template_fills_an_agenda_once(cast, template):
    meeting = make.plan(cast, days=40)
    data = form_on(cast["member"].get(edit(meeting)), with_field="template")
    for _again in range(2):
        cast["member"].post(f"/moeder/{meeting.pk}/dagsorden/fra-skabelon/", data)
    assert meeting.items.standing_on_agenda().count() == 5


# Taking over


@pytest.fixture
def earlier(cast) -> Meeting:
    meeting = make.plan(cast, days=5)
    make.attach(cast, make.add(cast, meeting, "Klare breve", presenter="Ida"))
    make.add(cast, meeting, "Haver")
    make.add_closed(cast, meeting)
    make.publish(cast, meeting, late_reason="Sent.")
    minutes = make.open_now(cast, meeting)
    make.all_present(cast, meeting)
    outcomes = {"Klare breve": "postponed", f"{make.SECRET} titel": "referred_back"}
    for item in meeting.items.standing_on_agenda():
        services.set_decision(
            item.pk,
            outcome=outcomes.get(item.title, "discussed"),
            content="<p>Besluttet.</p>",
            base_revision=0,
            by=cast.users["secretary"],
        )
    services.close_meeting(meeting.pk, by=cast.users["secretary"], at=meeting.ends_at)
    minutes.refresh_from_db()
    meeting.refresh_from_db()
    return meeting


def test_unfinished_items_are_taken_over_with_a_way_back(cast, earlier):
    meeting = make.plan(cast, days=30)
    page = text(cast["member"].get(edit(meeting)))
    assert "2 uafsluttede punkter" in page
    assert "Haver" not in page
    source = earlier.items.get(title="Klare breve")
    address = reverse("meetings:item-take-over", args=[meeting.pk, source.uid])
    for _again in range(2):
        assert cast["member"].post(address).status_code == 302
    item = meeting.items.get(came_from=source)
    assert (item.title, item.presenter, item.outcome) == ("Klare breve", "Ida", "")
    assert item.sections.get(kind="summary").text.content == "<p>Resumé af Klare breve.</p>"
    assert not item.sections.filter(kind="decision").exists()
    assert item.attachments.count() == 1
    page = text(cast["member"].get(edit(meeting, item.uid)))
    assert "1 uafsluttet punkt" in page
    assert "Fortsætter fra 1. møde" in page
    make.publish(cast, meeting)
    shown = text(cast["public"].get(item.get_absolute_url()))
    assert "Punkt på et tidligere møde 1. møde" in shown
    old = text(cast["public"].get(source.get_absolute_url()))
    assert "Fortsætter på et senere møde" in old


def test_who_is_kept_from_a_closed_item_is_kept_from_what_goes_on(cast, earlier):
    source = earlier.items.get(is_public=False)
    cast["secretary"].post(
        reverse("meetings:disqualification-add", args=[earlier.pk, source.uid]),
        {"dq-person": cast.people["politician"].pk, "dq-is_upheld": "1"},
    )
    meeting = make.plan(cast, days=30)
    assert "1 uafsluttet punkt" in text(cast["politician"].get(edit(meeting)))
    address = reverse("meetings:item-take-over", args=[meeting.pk, source.uid])
    assert cast["politician"].post(address).status_code == 404
    assert cast["chair"].post(address).status_code == 302
    item = meeting.items.get(came_from=source)
    page = cast["politician"].get(edit(meeting))
    assert make.SECRET not in page.content.decode()
    assert cast["politician"].get(edit(meeting, item.uid)).status_code == 404
    make.publish(cast, meeting)
    for one in (item, source):
        public = text(cast["public"].get(one.get_absolute_url()))
        assert "tidligere møde" not in public
        assert "senere møde" not in public


# Suggestions


def suggest(cast, who: str, **values: str):
    address = f"{reverse('meetings:suggestion-create')}?udvalg={cast.committee.slug}"
    data = {"title": "Bænke ved søen", "reason": "Mange går tur.\n\nDer er langt hjem.", **values}
    return cast[who].post(address, data)


def test_members_always_suggest_and_others_where_the_committee_asks_them(cast):
    listed = reverse("meetings:meeting-list")
    assert suggest(cast, "member").status_code == 302
    assert suggest(cast, "participant").status_code == 403
    assert "Foreslå et punkt" not in text(cast["participant"].get(listed))
    cast.committee.participants_suggest_items = True
    cast.committee.save()
    assert "Foreslå et punkt" in text(cast["public"].get(listed))
    assert suggest(cast, "participant").status_code == 302
    assert suggest(cast, "public").status_code == 302
    assert ItemSuggestion.objects.count() == 2


def test_a_suggestion_is_taken_onto_the_agenda_and_its_author_is_told(cast):
    cast.committee.participants_suggest_items = True
    cast.committee.save()
    suggest(cast, "participant")
    suggestion = ItemSuggestion.objects.get()
    told = Notice.objects.filter(kind="meetings.item_suggested").values_list("user", flat=True)
    assert set(told) == {cast.users[who].pk for who in ("chair", "deputy", "secretary")}
    meeting = make.plan(cast)
    assert "1 foreslået punkt" in text(cast["secretary"].get(edit(meeting)))
    assert "foreslået punkt" not in text(cast["member"].get(edit(meeting)))
    address = reverse("meetings:suggestion-take", args=[meeting.pk, suggestion.pk])
    for _again in range(2):
        assert cast["chair"].post(address).status_code == 302
    item = meeting.items.get(title="Bænke ved søen")
    background = item.sections.get(kind="background").text.content
    assert background == "<p>Mange går tur.</p><p>Der er langt hjem.</p>"
    assert Notice.objects.filter(
        kind="meetings.suggestion_answered", user=cast.users["participant"]
    ).exists()
    answer = text(cast["participant"].get(suggestion.get_absolute_url()))
    assert "På dagsordenen" in answer
    assert "Se punktet" not in answer  # it is not public yet
    make.publish(cast, meeting)
    assert "Se punktet" in text(cast["participant"].get(suggestion.get_absolute_url()))


def test_a_suggestion_is_declined_with_words_that_its_author_reads(cast):
    suggest(cast, "member")
    suggestion = ItemSuggestion.objects.get()
    address = reverse("meetings:suggestion-decline", args=[suggestion.pk])
    assert cast["secretary"].post(address, {"answer": " "}).status_code == 422
    words = "Det hører under teknisk udvalg."
    assert cast["secretary"].post(address, {"answer": words}).status_code == 302
    assert words in text(cast["member"].get(suggestion.get_absolute_url()))
    late = make.plan(cast)
    taken = reverse("meetings:suggestion-take", args=[late.pk, suggestion.pk])
    assert "besvaret eller trukket tilbage" in text(cast["chair"].post(taken, follow=True))
    assert not late.items.filter(title="Bænke ved søen").exists()


def test_an_author_takes_a_suggestion_back_while_it_is_open(cast):
    suggest(cast, "member")
    suggestion = ItemSuggestion.objects.get()
    address = reverse("meetings:suggestion-withdraw", args=[suggestion.pk])
    assert cast["chair"].post(address).status_code == 403
    assert cast["member"].post(address).status_code == 302
    meeting = make.plan(cast)
    assert "foreslået punkt" not in text(cast["secretary"].get(edit(meeting)))


# Links


def test_an_item_deals_with_a_project_and_the_public_reads_of_those_it_may_know(cast):
    public, draft = projects.submitted(cast), projects.start(cast, title="Hemmelig kladde")
    meeting = make.plan(cast)
    item = make.add(cast, meeting, "Projekterne")
    page = cast["secretary"].get(edit(meeting, item.uid))
    data = form_on(page, with_field="links-numbers")
    chosen = data | {"links-proposals": [str(public.pk), str(draft.pk)]}
    address = reverse("meetings:item-links", args=[meeting.pk, item.uid])
    assert cast["secretary"].post(address, chosen).status_code == 302
    assert item.proposal_links.count() == 2
    make.publish(cast, meeting)
    shown = cast["public"].get(item.get_absolute_url()).content.decode()
    assert public.title in shown
    assert draft.title not in shown
    assert draft.title not in str(meeting.current_agenda.body.public)
    assert not mail.outbox or draft.title not in mail.outbox[-1].body


def test_the_page_costs_the_same_with_three_items_and_with_thirty(
    cast, django_assert_max_num_queries
):
    meeting = make.plan(cast)
    by = cast.users["secretary"]

    def add(number: int) -> list[AgendaItem]:
        made = []
        for n in range(number):
            item = make.add(cast, meeting, f"Punkt {number}-{n}")
            services.save_section(
                item.pk, "background", content="<p>Ord.</p>", base_revision=0, by=by
            )
            make.attach(cast, item)
            made.append(item)
        return made

    counted = []
    for number in (3, 27):
        items = add(number)
        address = f"{edit(meeting, items[0].uid)}?ogsaa={'.'.join(one.uid for one in items)}"
        cast["secretary"].get(address)
        with django_assert_max_num_queries(45) as queries:
            assert cast["secretary"].get(address).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]
