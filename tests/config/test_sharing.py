"""What search engines and other sites are told of a page: what everybody may read, no more."""

from io import BytesIO

import pytest
from django.conf import settings
from django.urls import reverse
from lxml import etree, html
from PIL import Image

from committee.models import Committee, Municipality
from tests.ideas import factories as make_ideas
from tests.meetings import factories as make
from tests.projects import factories as make_projects

pytestmark = pytest.mark.django_db


def head(client, path: str):
    return html.document_fromstring(client.get(path).content).head


def told(page, name: str) -> str:
    return page.xpath(f"string(.//meta[@property='{name}']/@content)")


def test_a_link_to_an_idea_shows_what_it_is_about(cast):
    idea = make_ideas.make_idea(cast, title="Lånecykler <ved> 'stationen' 🚲")
    page = head(cast["public"], idea.get_absolute_url())
    assert told(page, "og:title") == idea.title
    assert told(page, "og:description") == idea.excerpt
    assert told(page, "og:url").endswith(idea.get_absolute_url())
    picture = cast["public"].get(told(page, "og:image").removeprefix(settings.BASE_URL))
    assert Image.open(BytesIO(picture.content)).size == (1200, 630)


def test_every_public_page_names_its_twin_and_its_own_address(cast):
    idea = make_ideas.make_idea(cast)
    path = idea.get_absolute_url()
    for asked in (path, f"/en{path}", f"{path}?kommentar=1"):
        page = head(cast["public"], asked)
        twins = {
            link.get("hreflang"): link.get("href").removeprefix(settings.BASE_URL)
            for link in page.xpath(".//link[@rel='alternate'][@hreflang]")
        }
        assert twins == {"da": path, "en": f"/en{path}", "x-default": path}
        [canonical] = page.xpath(".//link[@rel='canonical']/@href")
        assert canonical.removeprefix(settings.BASE_URL) == asked.split("?")[0]
        assert not page.xpath(".//meta[@name='robots']")


def test_what_somebody_sees_signed_in_is_not_for_engines(cast):
    idea = make_ideas.make_idea(cast)
    page = head(cast["participant"], idea.get_absolute_url())
    assert page.xpath(".//meta[@name='robots']/@content") == ["noindex"]
    assert not page.xpath(".//meta[starts-with(@property, 'og:')]")


@pytest.mark.parametrize("path", ["/accounts/login/", "/findes-ikke/", "/invitation/x/"])
def test_pages_that_are_nobodys_to_find_say_so(cast, path):
    assert head(cast["public"], path).xpath(".//meta[@name='robots']/@content") == ["noindex"]


def addresses_of(cast, path: str) -> list[str]:
    answer = cast["public"].get(path)
    assert answer["Content-Type"] == "application/xml"
    return etree.fromstring(answer.content).xpath("//*[local-name()='loc']/text()")


def test_the_sitemap_lists_what_a_visitor_may_read(cast):
    idea = make_ideas.make_idea(cast)
    hidden = make_ideas.make_idea(cast, title="Skjules")
    type(hidden).objects.filter(pk=hidden.pk).update(
        hidden_at=hidden.published_at, hidden_by=cast.users["secretary"], hidden_reason="x"
    )
    draft = make_projects.start(cast)
    meeting = make.plan(cast)
    files = addresses_of(cast, "/sitemap.xml")
    listed = [
        address.removeprefix(settings.BASE_URL)
        for file in files
        for address in addresses_of(cast, file.removeprefix(settings.BASE_URL))
    ]
    for path in ("/", idea.get_absolute_url(), meeting.get_absolute_url()):
        assert path in listed
    assert f"/en{idea.get_absolute_url()}" in listed
    assert hidden.get_absolute_url() not in listed
    assert draft.get_absolute_url() not in listed
    assert f"{meeting.get_absolute_url()}referat/" not in listed
    for path in listed:
        assert cast["public"].get(path).status_code == 200


def test_engines_are_led_to_the_sitemap_and_away_from_sign_in(cast):
    lines = cast["public"].get("/robots.txt").content.decode().splitlines()
    assert f"Sitemap: {settings.BASE_URL}/sitemap.xml" in lines
    assert "Disallow: /accounts/" in lines
    assert cast["public"].get("/sitemap-andet-1.xml").status_code == 404


def test_an_idea_a_proposal_and_a_committee_are_found_at_their_earlier_address(cast):
    idea = make_ideas.make_idea(cast)
    old = idea.get_absolute_url()
    type(idea).objects.filter(pk=idea.pk).update(slug="et-nyt-navn")
    moved = cast["public"].get(f"{old}?kommentar=1")
    assert (moved.status_code, moved.url) == (301, f"/ideer/{idea.pk}-et-nyt-navn/?kommentar=1")

    proposal = make_projects.start(cast)
    old = proposal.get_absolute_url()
    type(proposal).objects.filter(pk=proposal.pk).update(slug="et-nyt-navn")
    moved = cast["member"].get(old)
    assert (moved.status_code, moved.url) == (301, f"/projekter/{proposal.pk}-et-nyt-navn/")

    committee = cast.committee
    before = reverse("committee:committee-members", args=[committee.slug])
    Committee.objects.filter(pk=committee.pk).update(slug="fornyelse")
    moved = cast["public"].get(f"/en{before}")
    assert (moved.status_code, moved.url) == (301, "/en/udvalg/fornyelse/medlemmer/")
    assert cast["public"].get("/udvalg/aldrig/medlemmer/").status_code == 404
    assert cast["public"].get("/udvalg/fornyelse/findes-ikke/").status_code == 404


def test_the_accessibility_statement_says_what_the_law_asks(cast):
    Municipality.objects.update_or_create(
        pk=1,
        defaults={
            "name": "Bøgelund Kommune",
            "contact_email": "tilgaengelighed@example.dk",
            "contact_phone": "12 34 56 78",
        },
    )
    Municipality.current().save()
    moved = cast["public"].get("/was/")
    assert (moved.status_code, moved.url) == (301, reverse("committee:accessibility"))
    for path, words in {
        moved.url: ("Bøgelund Kommune svarer for", "Digitaliseringsstyrelsen"),
        f"/en{moved.url}": ("Bøgelund Kommune is responsible", "Agency for Digital Government"),
    }.items():
        page = cast["public"].get(path).content.decode()
        for word in (*words, "tilgaengelighed@example.dk", "12 34 56 78"):
            assert word in page


def test_reading_sets_no_cookie(cast):
    idea = make_ideas.make_idea(cast)
    meeting = make.plan(cast)
    for path in (
        "/", idea.get_absolute_url(), meeting.get_absolute_url(), "/ideer/", "/tilgaengelighed/",
        "/privatliv/", "/findes-ikke/", "/robots.txt", "/sitemap.xml",
    ):  # fmt: skip
        assert not cast["public"].get(path).cookies
