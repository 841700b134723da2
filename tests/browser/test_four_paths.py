"""The four paths of the portal, each walked in a browser from its first step to its last.

What many people do at their own desks (filling in a whole proposal, the other members' answers to
the minutes) is done by the services; everything that one path is about is pressed and typed.
"""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from ideas.models import Idea
from meetings import services as meetings
from meetings.models import Meeting
from projects.models import Proposal
from tests.browser.axe import assert_accessible
from tests.cast import PASSWORD, Cast
from tests.ideas.factories import make_theme
from tests.meetings.factories import plan
from tests.projects import factories as proposals

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WATCH = """
document.addEventListener('securitypolicyviolation', (event) => {
  broken(`${event.documentURI}: ${event.violatedDirective} ${event.blockedURI}`);
});
"""


class Walk:
    """One browser window a person; says at the end what the pages did that they may not."""

    def __init__(self, browser: Browser, url: str, cast: Cast, *, scripts: bool = True) -> None:
        self.browser, self.url, self.cast, self.scripts = browser, url, cast, scripts
        self.pages: dict[str, Page] = {}
        self.broken: list[str] = []

    def __call__(self, who: str, path: str = "") -> Page:
        if who not in self.pages:
            self.pages[who] = self._window(who)
        page = self.pages[who]
        if path:
            page.goto(self.url + path)
        return page

    def _window(self, who: str) -> Page:
        context = self.browser.new_context(
            viewport={"width": 1280, "height": 900},
            locale="da-DK",
            java_script_enabled=self.scripts,
        )
        if who != "public":
            [cookie] = self.cast[who].cookies.values()
            context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": self.url}])
        if self.scripts:
            context.expose_function("broken", lambda told: self.broken.append(told))
            context.add_init_script(WATCH)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: self.broken.append(f"{page.url}: {error}"))
        page.on(
            "response",
            lambda answer: (
                answer.status >= 400
                and self.broken.append(f"{answer.status} {answer.request.method} {answer.url}")
            ),
        )
        return page

    def end(self) -> None:
        for page in self.pages.values():
            page.context.close()
        assert self.broken == []


BACKGROUND = "[id^=background-]"
"""The section of the item that is open, whichever that is."""


@pytest.fixture
def cast(settings) -> Cast:
    # The production names and flags of the cookies demand HTTPS, which the test's server lacks.
    settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "sessionid", False
    settings.CSRF_COOKIE_NAME, settings.CSRF_COOKIE_SECURE = "csrftoken", False
    return Cast()


@pytest.fixture
def walk(live_server, browser: Browser, cast) -> Iterator[Walk]:
    walk = Walk(browser, live_server.url, cast)
    yield walk
    walk.end()


@pytest.fixture
def walk_without_scripts(live_server, browser: Browser, cast) -> Iterator[Walk]:
    walk = Walk(browser, live_server.url, cast, scripts=False)
    yield walk
    walk.end()


def press(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name).first.click()


def follow(page: Page, name: str) -> None:
    with page.expect_navigation():
        page.locator("main").get_by_role("link", name=name).first.click()


def write(page: Page, section: str, words: str) -> None:
    """Type into the rich text of a section as a person does."""
    page.locator(f"{section} .ProseMirror").click()
    page.keyboard.type(words)


def add_item(page: Page, title: str) -> None:
    page.get_by_text("Tilføj punkt").click()
    page.get_by_label("Det nye punkts titel").fill(title)
    press(page, "Tilføj")


def told(page: Page, words: str) -> None:
    expect(page.locator(".messages")).to_contain_text(words)


# The committee --------------------------------------------------------------------------------


def test_the_secretary_keeps_the_committees_page_and_everybody_reads_it(walk):
    page = walk("secretary", "/udvalg/innovation/")
    follow(page, "Ret tekster og kontakt")
    assert_accessible(page)
    page.get_by_label("Indledning på dansk").fill("Vi leder efter bedre måder.")
    press(page, "Gem")
    visitor = walk("public", "/")
    expect(visitor.locator(".lead").first).to_have_text("Vi leder efter bedre måder.")
    assert_accessible(visitor)
    follow(visitor, "Opgaveudvalget for klima")
    expect(visitor.get_by_role("heading", level=1)).to_have_text("Opgaveudvalget for klima")
    assert visitor.context.cookies() == []


# Meetings -------------------------------------------------------------------------------------


@pytest.mark.worker
def test_a_meeting_goes_from_a_members_draft_to_published_minutes_with_a_pdf(walk, cast, worker):
    meeting = plan(cast)
    member = walk("member", f"/moeder/{meeting.pk}/")
    follow(member, "Skriv dagsordenen")
    add_item(member, "Klare breve")
    write(member, BACKGROUND, "Brevene er svære at forstå.")
    press(member, "Gem Baggrund")
    expect(member.locator(f"{BACKGROUND} .writing-head")).to_contain_text("af Mads Medlem")
    assert_accessible(member)
    press(member, "Til gennemsyn")

    secretary = walk("secretary", f"/moeder/{meeting.pk}/dagsorden/offentliggoer/")
    press(secretary, "Send udgave 1 ud")
    visitor = walk("public", f"/moeder/{meeting.pk}/")
    follow(visitor, "Klare breve")
    expect(visitor.locator("main")).to_contain_text("Brevene er svære at forstå.")

    secretary.goto(f"{walk.url}/moeder/{meeting.pk}/")
    press(secretary, "Begynd mødet")
    assert_accessible(secretary)
    press(secretary, "Gem fremmødet")
    for number in range(3):
        secretary.locator(".outline li a").nth(number).click()
        secretary.get_by_label("Udfald").select_option(label="Drøftet")
        write(secretary, "#beslutning", "Udvalget drøftede det.")
        press(secretary, "Gem beslutningen")
        told(secretary, "Beslutningen er gemt.")
    assert_accessible(secretary)
    end_at_once(meeting, cast)
    secretary.reload()
    press(secretary, "Send til gennemsyn")

    minutes = Meeting.objects.get(pk=meeting.pk).minutes
    for who in ("deputy", "politician", "member"):
        meetings.review_minutes(minutes.pk, by=cast.users[who], choice="approved")
    chair = walk("chair", f"/moeder/{meeting.pk}/")
    follow(chair, "Gennemse referatet")
    chair.get_by_label("Jeg var til stede, og det er rigtigt").check()
    press(chair, "Send svaret")
    press(chair, "Godkend referatet")
    chair.goto(f"{walk.url}/moeder/{meeting.pk}/referat/offentliggoer/")
    press(chair, "Offentliggør")

    visitor.goto(f"{walk.url}/moeder/{meeting.pk}/referat/")
    expect(visitor.locator("main")).to_contain_text("Udvalget drøftede det.")
    assert_accessible(visitor)
    assert visitor.context.cookies() == []
    address = visitor.get_by_role("link", name="Hent PDF").get_attribute("href")
    wait_for_pdf(visitor, walk.url + address)


def end_at_once(meeting: Meeting, cast: Cast) -> None:
    """At the very moment, not at a whole minute: a test may run around midnight."""
    meetings.close_meeting(meeting.pk, by=cast.users["secretary"], at=timezone.now())


def wait_for_pdf(page: Page, url: str) -> None:
    deadline = timezone.now() + timedelta(seconds=60)
    while timezone.now() < deadline:
        answer = page.request.get(url)
        if answer.headers["content-type"] == "application/pdf":
            assert answer.body().startswith(b"%PDF-")
            return
        page.wait_for_timeout(500)
    raise AssertionError("The worker made no PDF within a minute.")


# Ideas ----------------------------------------------------------------------------------------


def test_an_idea_is_written_signed_out_and_gets_support_comments_and_an_answer(walk, cast):
    make_theme(cast.committee)
    cast.users["participant"].set_password(PASSWORD)
    cast.users["participant"].save()
    verify(cast.users["participant"])
    author = walk("public", "/ideer/")
    follow(author, "Send en idé")
    assert_accessible(author)
    author.get_by_label("Titel").fill("En telefon, hvor et menneske tager den")
    write(author, "form", "Det første valg skal være et menneske.")
    author.get_by_label("Tema").select_option(label="Service")
    press(author, "Log ind og send")
    sign_in_by_hand(author, "participant@example.dk")
    expect(author.locator("form .ProseMirror")).to_contain_text("skal være et menneske")
    press(author, "Send idéen")
    told(author, "Din idé er sendt.")
    idea = Idea.objects.get()

    supporter = walk("member", idea.get_absolute_url())
    press(supporter, "Støt idéen")
    told(supporter, "Du støtter idéen.")
    supporter.get_by_label("Din kommentar").fill("Den vil min nabo også være glad for.")
    press(supporter, "Send kommentaren")
    assert_accessible(supporter)

    secretary = walk("secretary", idea.get_absolute_url())
    follow(secretary, "Svar på idéen")
    secretary.get_by_label("Ikke taget op", exact=True).check()
    secretary.get_by_label("Begrundelse").fill("Et menneske tager den allerede.")
    press(secretary, "Offentliggør svaret")
    author.goto(walk.url + idea.get_absolute_url())
    expect(author.locator(".knotted")).to_contain_text("Et menneske tager den allerede.")
    expect(author.locator("main")).to_contain_text("Den vil min nabo også være glad for.")
    author.goto(f"{walk.url}/min-side/")
    expect(author.locator("main")).to_contain_text("En telefon, hvor et menneske tager den")
    assert_accessible(author)


# Projects -------------------------------------------------------------------------------------


def test_a_proposal_is_returned_with_a_question_answered_and_approved(walk, cast):
    group = proposals.make_group(cast)
    proposal = proposals.write(cast, proposals.start(cast, group))
    proposals.add_benefit(cast, proposal)
    member = walk("member", proposal.get_absolute_url())
    follow(member, "Skriv videre")
    assert_accessible(member)
    press(member, "Send til udvalget")
    proposals.adopt(cast, proposal)

    chair = walk("chair", proposal.get_absolute_url())
    submit(chair)
    chief = walk("chief", "/projekter/skrivebord/")
    assert_accessible(chief)
    chief.goto(walk.url + proposal.get_absolute_url())
    follow(chief, "Send tilbage med spørgsmål")
    chief.locator("main textarea").first.fill("Godt begyndt, men én ting mangler.")
    chief.locator("main textarea").nth(1).fill("Hvem måler?")
    press(chief, "Send")

    member.goto(walk.url + proposal.get_absolute_url())
    follow(member, "Skriv videre")
    follow(member, "Svar")
    member.locator("main textarea").fill("Borgerservice måler hver måned.")
    press(member, "Gem svaret")
    chair.goto(walk.url + proposal.get_absolute_url())
    submit(chair)
    chief.goto(walk.url + proposal.get_absolute_url())
    follow(chief, "Godkend")
    chief.locator("main textarea").first.fill("Gevinsten har en ejer.")
    press(chief, "Godkend")

    visitor = walk("public", proposal.get_absolute_url())
    expect(visitor.locator("main")).to_contain_text("Gevinsten har en ejer.")
    expect(visitor.locator("main")).to_contain_text("Borgerservice måler hver måned.")
    assert_accessible(visitor)
    assert visitor.context.cookies() == []
    assert Proposal.objects.get().state == "approved"


def submit(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("link", name="Indsend", exact=True).click()
    press(page, "Indsend")


# Without scripts ------------------------------------------------------------------------------


def test_an_agenda_is_written_without_scripts(walk_without_scripts, cast):
    meeting = plan(cast)
    member = walk_without_scripts("member", f"/moeder/{meeting.pk}/dagsorden/rediger/")
    add_item(member, "Klare breve")
    member.locator(f"{BACKGROUND} textarea").fill("<p>Brevene er svære at forstå.</p>")
    press(member, "Gem Baggrund")
    expect(member.locator(f"{BACKGROUND} textarea")).to_have_value(re.compile("svære at forstå"))
    add_item(member, "Åbne værksteder")
    press(member, "Flyt op")
    titles = [item.title for item in meeting.items.standing_on_agenda()]
    assert titles[1:3] == ["Åbne værksteder", "Klare breve"]
    press(member, "Fjern")
    expect(member.locator(".outline ol")).not_to_contain_text("Åbne værksteder")


def test_an_idea_is_sent_without_scripts(walk_without_scripts, cast):
    make_theme(cast.committee)
    page = walk_without_scripts("participant", "/ideer/ny/")
    page.get_by_label("Titel").fill("Lån en gravko")
    page.locator("main textarea").fill("Maskinerne står stille om lørdagen.")
    page.get_by_label("Tema").select_option(label="Service")
    press(page, "Send idéen")
    told(page, "Din idé er sendt.")
    assert Idea.objects.get().title == "Lån en gravko"


def verify(user) -> None:
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)


def sign_in_by_hand(page: Page, email: str) -> None:
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Adgangskode", exact=True).fill(PASSWORD)
    press(page, "Log ind")
