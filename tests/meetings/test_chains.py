"""The thread of a matter leads both ways, and shows nobody more than the pages it leads to."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from committee.services import remove_deliverable
from ideas.models import Idea
from meetings import papers, services
from meetings.models import Adoption
from projects.models import IdeaLink
from tests.committee.factories import make_deliverable
from tests.forms import form_on
from tests.ideas.factories import make_idea
from tests.projects.factories import add_benefit, approved, start

from .factories import add, add_closed, one_item, plan, publish, published_minutes

pytestmark = pytest.mark.django_db
SENTINEL = "Zebraen ingen må se"


def chain_on(client, path):
    """Return the first thread of a page as HTML; empty where there is none."""
    response = client.get(path)
    assert response.status_code == 200
    found = re.search(r'<nav class="chain".*?</nav>', response.content.decode(), re.DOTALL)
    return found.group() if found else ""


def link(cast, item, *ideas):
    services.set_links(item.pk, ideas=list(ideas), by=cast.users["secretary"])


@pytest.fixture
def item(cast):
    """An open item of a coming meeting, not published yet."""
    return add(cast, plan(cast), "Klare breve")


def test_idea_and_item_lead_to_each_other(cast, item):
    idea = make_idea(cast, "Skriv breve om sammen")
    link(cast, item, idea)
    publish(cast, item.meeting)
    at_idea = chain_on(cast["public"], idea.get_absolute_url())
    assert f'href="{item.get_absolute_url()}"' in at_idea
    assert "chain-planned" in at_idea
    assert "På mødet" in at_idea
    at_item = chain_on(cast["public"], item.get_absolute_url())
    assert f'href="{idea.get_absolute_url()}"' in at_item
    assert 'aria-current="true"' in at_item


def test_item_project_and_benefit_lead_to_each_other(cast):
    idea = make_idea(cast, "Skriv breve om sammen")
    minutes = published_minutes(cast)
    item = one_item(minutes.meeting, "Klare breve")
    project = approved(cast)
    IdeaLink.objects.create(proposal=project, idea=idea, is_public=True)
    at_idea = chain_on(cast["public"], idea.get_absolute_url())
    benefit = project.benefits.first()
    assert f'href="{project.get_absolute_url()}"' in at_idea
    assert f'href="{benefit.get_absolute_url()}"' in at_idea
    page = cast["public"].get(project.get_absolute_url()).content.decode()
    assert f'id="gevinst-{benefit.pk}"' in page
    assert 'id="afgoerelse"' in page
    assert item.get_absolute_url()


def test_item_and_deliverable_lead_to_each_other_and_the_record_names_it(cast, item):
    model = make_deliverable(cast.committee, title_da="Politisk model", title_en="A model")
    page = reverse("meetings:item-edit", args=[item.meeting_id, item.uid])
    form = form_on(cast["secretary"].get(page), with_field="links-numbers")
    form["links-deliverables"] = [str(model.pk)]
    address = reverse("meetings:item-links", args=[item.meeting_id, item.uid])
    assert cast["secretary"].post(address, form).status_code == 302
    for who in ("public", "secretary"):
        assert item.uid not in chain_on(cast[who], model.get_absolute_url())
    publish(cast, item.meeting)
    at_item = chain_on(cast["public"], item.get_absolute_url())
    assert f'href="{model.get_absolute_url()}"' in at_item
    assert f'href="{item.get_absolute_url()}"' in chain_on(cast["public"], model.get_absolute_url())
    item.meeting.refresh_from_db()
    paper = papers.paper(item.meeting.current_agenda.body.public, "")
    assert f"{model.get_absolute_url()}" in str(paper)
    with pytest.raises(ValidationError, match="Et punkt på et møde"):
        remove_deliverable(model.pk, by=cast.users["secretary"])


def test_a_deliverable_of_a_closed_item_says_nothing_of_it(cast):
    meeting = plan(cast)
    closed = add_closed(cast, meeting)
    model = make_deliverable(cast.committee)
    services.set_links(closed.pk, ideas=[], deliverables=[model], by=cast.users["secretary"])
    publish(cast, meeting)
    assert closed.uid not in chain_on(cast["public"], model.get_absolute_url())
    assert model.title_da not in str(meeting.current_agenda.body.public)
    assert closed.uid in chain_on(cast["member"], model.get_absolute_url())


def test_a_copied_item_deals_with_the_same_deliverables(cast, item):
    model = make_deliverable(cast.committee)
    by = cast.users["secretary"]
    services.set_links(item.pk, ideas=[], deliverables=[model], by=by)
    services.set_links(item.pk, ideas=[], by=by)
    copy = services.duplicate_item(item.pk, by=by)
    assert [link.deliverable for link in copy.deliverable_links.all()] == [model]


def test_several_ideas_stand_behind_the_first_one(cast, item):
    ideas = [make_idea(cast, f"Idé nummer {n}") for n in range(4)]
    link(cast, item, *ideas)
    publish(cast, item.meeting)
    shown = chain_on(cast["public"], item.get_absolute_url())
    assert "og 3 idéer til" in shown
    assert all(f'href="{idea.get_absolute_url()}"' in shown for idea in ideas)


def test_in_english_the_thread_leads_on_in_english(cast, item):
    idea = make_idea(cast)
    link(cast, item, idea, make_idea(cast, "Endnu en"))
    publish(cast, item.meeting)
    for path in (item.get_absolute_url(), idea.get_absolute_url()):
        shown = chain_on(cast["public"], f"/en{path}")
        assert shown
        assert all(url.startswith(("/en/", "#")) for url in re.findall(r'href="([^"]+)"', shown))


@pytest.mark.parametrize("who", ["public", "participant", "outsider", "former_member", "chief"])
def test_a_closed_item_is_on_no_thread(cast, who):
    meeting = plan(cast)
    closed = add_closed(cast, meeting)
    idea = make_idea(cast)
    link(cast, closed, idea)
    publish(cast, meeting)
    shown = chain_on(cast[who], idea.get_absolute_url())
    assert closed.get_absolute_url() not in shown
    assert closed.title not in shown


def test_an_item_that_is_still_written_is_on_no_thread(cast, item):
    idea = make_idea(cast)
    link(cast, item, idea)
    for who in ("public", "participant", "member"):
        assert item.get_absolute_url() not in chain_on(cast[who], idea.get_absolute_url())


def test_an_idea_that_was_hidden_since_is_on_no_thread(cast, item):
    idea, other = make_idea(cast, SENTINEL), make_idea(cast, "Den anden")
    link(cast, item, idea, other)
    publish(cast, item.meeting)
    assert SENTINEL in chain_on(cast["public"], item.get_absolute_url())
    Idea.objects.filter(pk=idea.pk).update(
        hidden_at=timezone.now(), hidden_reason="Navne", hidden_by=cast.users["secretary"]
    )
    for who in ("public", "member", "chief"):
        shown = chain_on(cast[who], item.get_absolute_url())
        assert SENTINEL not in shown
        assert "Den anden" in shown


def test_a_draft_proposal_is_on_no_thread(cast, item):
    idea = make_idea(cast)
    draft = start(cast, title=SENTINEL)
    add_benefit(cast, draft, title=f"{SENTINEL} gevinst")
    IdeaLink.objects.create(proposal=draft, idea=idea, in_draft=True)
    link(cast, item, idea)
    Adoption.objects.create(item=item, proposal=draft, adopted_by=cast.users["secretary"])
    publish(cast, item.meeting)
    for who in ("public", "participant", "outsider", "chief"):
        for path in (item.get_absolute_url(), idea.get_absolute_url()):
            assert SENTINEL not in chain_on(cast[who], path), who


def test_an_idea_alone_says_when_the_answer_comes(cast):
    idea = make_idea(cast)
    shown = chain_on(cast["public"], idea.get_absolute_url())
    assert "Udvalgets svar" in shown
    assert "chain-planned" in shown


def test_the_queries_do_not_grow_with_what_is_linked(cast):
    counted, paths = [], []
    for many in (3, 20):
        other = plan(cast, days=30 + many)
        linked = add(cast, other, f"Punkt med {many}")
        ideas = [make_idea(cast, f"Idé {many}-{n}") for n in range(many)]
        link(cast, linked, *ideas)
        publish(cast, other)
        paths.append((linked.get_absolute_url(), ideas[0].get_absolute_url()))
    for pair in paths:
        for path in pair:
            cast["public"].get(path)
            with CaptureQueriesContext(connection) as queries:
                cast["public"].get(path)
            counted.append(len(queries))
    assert counted[:2] == counted[2:]
