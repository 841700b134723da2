"""Sending an idea: in one's own capacity, inside the dates, once, and nothing is ever lost."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from ideas.models import Draft, Idea, IdeaVersion
from ideas.tasks import forget_drafts
from portal.people.models import Capacity
from tests.cast import PASSWORD
from tests.forms import form_on, text_of

from .factories import capacity_of, make_idea, make_theme

CREATE = "/ideer/ny/"


@pytest.fixture
def theme(cast):
    return make_theme(cast.committee)


def typed(cast, a_theme, who="participant", **values):
    return {
        "title": "Lad skolernes værksteder stå åbne",
        "body": "<p>Der står drejebænke stille efter kl. 15.</p>",
        "theme": a_theme.pk,
        "capacity": capacity_of(cast.users[who]).pk,
        "form_key": uuid4(),
        **values,
    }


def test_a_participant_submits_an_idea_that_everybody_reads(cast, theme):
    response = cast["participant"].post(CREATE, typed(cast, theme))
    idea = Idea.objects.get()
    assert response.status_code == 302
    assert response.url == f"/ideer/{idea.pk}-lad-skolernes-vaerksteder-staa-aabne/"
    page = cast["public"].get(response.url)
    assert page.status_code == 200
    assert "Lad skolernes værksteder stå åbne" in page.content.decode()
    assert "Petra Prøve" in page.content.decode()
    assert (idea.number, idea.publication, idea.handling) == (1, "published", "new")
    assert IdeaVersion.objects.get().title == idea.title


@pytest.mark.parametrize("who", ["participant", "public"])
def test_how_it_will_look_is_shown_before_anything_is_sent(cast, theme, who):
    values = typed(cast, theme)
    shown = cast[who].post(CREATE, values | {"vis": "1"})
    assert shown.status_code == 200
    preview = html.fromstring(shown.content).get_element_by_id("saadan").text_content()
    assert values["title"] in preview
    assert "Der står drejebænke stille efter kl.\N{NO-BREAK SPACE}15." in preview
    assert "Petra Prøve" in preview if who == "participant" else "Dit navn" in preview
    assert not Idea.objects.exists()
    assert not Draft.objects.exists()
    again = form_on(shown, with_field="title")
    assert again["title"] == [values["title"]]
    assert again["body"] == [values["body"]]
    assert again["form_key"] == [str(values["form_key"])]
    cast[who].post(CREATE, again)
    assert Idea.objects.exists() is (who == "participant")


def test_a_preview_of_what_is_not_complete_says_what_is_missing(cast, theme):
    shown = cast["participant"].post(CREATE, typed(cast, theme, title="", vis="1"))
    assert "Giv idéen en titel, så andre kan finde den." in text_of(shown)
    assert "Sådan bliver den" not in text_of(shown)


def test_numbers_count_within_the_committee(cast):
    first = make_idea(cast)
    second = make_idea(cast)
    other = make_idea(cast, committee=cast.other_committee)
    assert [first.number, second.number, other.number] == [1, 2, 1]


def test_the_capacity_and_its_organisation_are_frozen(cast, theme):
    capacity = Capacity.objects.get(kind="association")
    cast["association"].post(CREATE, typed(cast, theme, "association", capacity=capacity.pk))
    capacity.organisation = "Et andet navn"
    capacity.save()
    idea = Idea.objects.get()
    assert (idea.capacity_kind, idea.capacity_label) == (
        "association",
        "Skovlyst Grundejerforening",
    )


def test_somebody_elses_capacity_is_refused_at_its_field(cast, theme):
    foreign = Capacity.objects.get(kind="association")
    response = cast["participant"].post(CREATE, typed(cast, theme, capacity=foreign.pk))
    assert response.status_code == 422
    assert "capacity" in response.context["form"].errors
    assert "drejebænke" in response.content.decode()
    assert not Idea.objects.exists()


def test_a_capacity_that_has_ended_is_refused(cast, theme):
    user = cast.users["association"]
    old = Capacity.objects.get(kind="association")
    old.ended_on = timezone.localdate() - timedelta(days=1)
    old.started_on = old.ended_on
    old.save()
    response = cast["association"].post(CREATE, typed(cast, theme, "association", capacity=old.pk))
    assert "capacity" in response.context["form"].errors
    assert Capacity.objects.held_by(user).count() == 1


def test_a_double_click_makes_one_idea_and_lands_on_it(cast, theme):
    values = typed(cast, theme)
    first = cast["participant"].post(CREATE, values)
    second = cast["participant"].post(CREATE, values)
    assert first.url == second.url
    assert Idea.objects.count() == 1


def test_somebody_elses_form_key_neither_shows_nor_takes_their_idea(cast, theme):
    values = typed(cast, theme)
    cast["participant"].post(CREATE, values)
    other = typed(cast, theme, "association", form_key=values["form_key"])
    cast["association"].post(CREATE, other)
    assert {idea.author.email for idea in Idea.objects.all()} == {
        "participant@example.dk",
        "association@example.dk",
    }


@pytest.mark.parametrize(
    ("missing", "advice"),
    [
        ("title", "Giv idéen en titel"),
        ("body", "Skriv, hvad du vil ændre"),
        ("theme", "Vælg det tema"),
        ("capacity", "Vælg én rolle"),
    ],
)
def test_what_is_missing_is_said_at_its_field_and_the_rest_stays(cast, theme, missing, advice):
    values = typed(cast, theme, "association")
    values[missing] = "<p></p>" if missing == "body" else ""
    response = cast["association"].post(CREATE, values)
    page = response.content.decode()
    assert response.status_code == 422
    assert missing in response.context["form"].errors
    assert advice in page
    assert "Ret én ting" in page
    assert not Idea.objects.exists()


@pytest.mark.parametrize(
    "dates",
    [
        {"ideas_open_to": timezone.localdate() - timedelta(days=1)},
        {"ideas_open_from": timezone.localdate() + timedelta(days=1)},
        {"ended_on": timezone.localdate() - timedelta(days=1)},
    ],
    ids=["after", "before", "ended"],
)
def test_outside_the_dates_the_page_says_so_and_keeps_the_words(cast, theme, dates):
    for name, value in dates.items():
        setattr(cast.committee, name, value)
    cast.committee.save()
    url = f"{CREATE}?udvalg=innovation"
    assert 'name="title"' not in cast["participant"].get(url).content.decode()
    response = cast["participant"].post(url, typed(cast, theme))
    assert response.status_code == 422
    assert "drejebænke" in response.content.decode()
    assert not Idea.objects.exists()


def test_a_theme_of_a_committee_that_takes_no_ideas_is_refused(cast, theme):
    cast.other_committee.ideas_open_to = timezone.localdate() - timedelta(days=1)
    cast.other_committee.save()
    foreign = make_theme(cast.other_committee, "Klima")
    response = cast["participant"].post(CREATE, typed(cast, theme, theme=foreign.pk))
    assert "theme" in response.context["form"].errors


def test_a_visitor_writes_first_signs_in_at_the_end_and_loses_nothing(cast, theme):
    user = cast.users["participant"]
    user.set_password(PASSWORD)
    user.save()
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    browser = cast["public"]
    assert browser.get(CREATE).status_code == 200
    values = typed(cast, theme)
    del values["capacity"]
    response = browser.post(CREATE, values)
    assert response.status_code == 302
    assert response.url.startswith("/accounts/login/?next=")
    assert not Idea.objects.exists()
    signed_in = browser.post(response.url, {"login": user.email, "password": PASSWORD})
    assert signed_in.status_code == 302, signed_in.content.decode()
    form_page = browser.get(signed_in.url)
    form = form_page.context["form"]
    assert "Det, du skrev, er her" in form_page.content.decode()
    assert form["title"].value() == "Lad skolernes værksteder stå åbne"
    assert "drejebænke" in form["body"].value()
    sent = {name: form[name].value() for name in ("title", "body", "theme", "capacity", "form_key")}
    first = browser.post(CREATE, sent)
    assert first.status_code == 302, first.context["form"].errors
    second = browser.post(CREATE, sent)
    assert first.url == second.url
    assert Idea.objects.get().author == user
    assert not Draft.objects.exists()


def test_a_visitors_mistake_is_said_before_signing_in(cast, theme):
    response = cast["public"].post(CREATE, typed(cast, theme, title=""))
    assert response.status_code == 422
    assert "title" in response.context["form"].errors
    assert not Draft.objects.exists()


def test_a_session_that_ran_out_keeps_text_and_capacity(cast, theme):
    capacity = Capacity.objects.get(kind="association")
    client = cast["association"]
    client.get(CREATE)
    client.session.flush()
    client.cookies.clear()
    response = client.post(CREATE, typed(cast, theme, "association", capacity=capacity.pk))
    assert response.url.startswith("/accounts/login/")
    client.force_login(
        cast.users["association"], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    form = client.get(CREATE).context["form"]
    assert "drejebænke" in form["body"].value()
    assert str(form["capacity"].value()) == str(capacity.pk)


def test_a_visitors_capacity_of_odd_signs_is_no_500(cast, theme):
    sent = cast["public"].post(CREATE, typed(cast, theme, capacity="\0\x01"))
    assert sent.status_code == 302
    assert sent.url.startswith("/accounts/login/")


def test_a_draft_is_nobody_elses(cast, theme):
    values = typed(cast, theme)
    cast["public"].post(CREATE, values)
    draft = Draft.objects.get()
    assert "drejebænke" not in cast["participant"].get(CREATE).content.decode()
    # Even the same browser, once somebody has claimed it.
    draft.owner = cast.users["outsider"]
    draft.save()
    browser = cast["public"]
    browser.force_login(
        cast.users["participant"], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert "drejebænke" not in browser.get(CREATE).content.decode()


def test_drafts_that_nobody_came_back_for_are_forgotten(cast, theme):
    cast["public"].post(CREATE, typed(cast, theme))
    Draft.objects.update(saved_at=timezone.now() - timedelta(days=15))
    forget_drafts()
    assert not Draft.objects.exists()


def test_hostile_html_is_taken_out_before_it_is_stored(cast, theme):
    body = (
        '<p onclick="steal()">Hej <script>alert(1)</script><img src=x onerror=alert(2)>'
        '<a href="javascript:alert(3)">her</a></p><iframe src="//onde.example.dk"></iframe>'
    )
    title = "<script>alert('titel')</script>"
    cast["participant"].post(CREATE, typed(cast, theme, body=body, title=title))
    idea = Idea.objects.get()
    assert not re.search(r"script|onclick|onerror|iframe|javascript", idea.body)
    page = cast["public"].get(idea.get_absolute_url()).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Ældre på Østerbro får åben café", "aeldre-paa-oesterbro-faar-aaben-cafe"),
        ("🎉🎉", "uden-titel"),
        ("日本語", "uden-titel"),
    ],
)
def test_any_letters_make_an_address_that_works(cast, theme, title, slug):
    response = cast["participant"].post(CREATE, typed(cast, theme, title=title))
    assert response.url.endswith(f"-{slug}/")
    assert cast["public"].get(response.url).status_code == 200


def test_signs_that_no_reader_sees_are_taken_out_of_the_title(cast, theme):
    cast["participant"].post(CREATE, typed(cast, theme, title="En\x07 id\u202eé"))
    assert Idea.objects.get().title == "En idé"
    assert cast["public"].get(reverse("ideas:idea-feed")).status_code == 200


@pytest.mark.parametrize(
    "values",
    [
        {"title": "x" * 91},
        {"body": "<p>" + "æ" * 20_001 + "</p>"},
        {"theme": "999999999999999999999"},
        {"theme": "x"},
        {"capacity": "0"},
        {"title": "nul\x00"},
    ],
)
def test_bad_input_is_an_error_at_its_field_never_a_500(cast, theme, values):
    response = cast["participant"].post(CREATE, typed(cast, theme, **values))
    assert response.status_code == 422
    assert response.context["form"].errors
    assert not Idea.objects.exists()


@pytest.mark.parametrize("key", ["", "not-a-key"])
def test_a_form_without_a_key_is_no_500(cast, theme, key):
    response = cast["participant"].post(CREATE, typed(cast, theme, form_key=key))
    assert response.status_code in {302, 422}


# Changing and withdrawing -------------------------------------------------------------------


def edit_values(idea, **values):
    return {
        "title": "En bedre titel",
        "body": "<p>En bedre tekst.</p>",
        "theme": idea.theme_id,
        "base_version": idea.version,
        **values,
    }


def test_the_author_changes_the_text_and_the_earlier_one_is_kept(cast):
    idea = make_idea(cast)
    url = reverse("ideas:idea-edit", args=[idea.pk])
    response = cast["participant"].post(url, edit_values(idea))
    assert response.status_code == 302
    idea.refresh_from_db()
    assert (idea.title, idea.slug, idea.version) == ("En bedre titel", "en-bedre-titel", 2)
    assert list(idea.versions.order_by("number").values_list("title", flat=True)) == [
        "En telefon, hvor et menneske tager den",
        "En bedre titel",
    ]


def test_a_stale_edit_overwrites_nothing_and_shows_both_texts(cast):
    idea = make_idea(cast)
    url = reverse("ideas:idea-edit", args=[idea.pk])
    cast["participant"].post(url, edit_values(idea))
    response = cast["participant"].post(
        url, edit_values(idea, title="Fra et andet vindue", body="<p>Anden tekst</p>")
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert "En bedre tekst." in page
    assert "Anden tekst" in page
    idea.refresh_from_db()
    assert idea.title == "En bedre titel"


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("public", 302),
        ("association", 403),
        ("member", 403),
        ("secretary", 403),
        ("admin", 403),
        ("participant", 200),
    ],
)
@pytest.mark.parametrize("name", ["idea-edit", "idea-withdraw"])
def test_only_the_author_changes_or_withdraws(cast, who, status, name):
    idea = make_idea(cast)
    response = cast[who].get(reverse(f"ideas:{name}", args=[idea.pk]))
    assert response.status_code == status


def test_a_withdrawn_idea_leaves_the_list_and_keeps_its_page_closed(cast):
    idea = make_idea(cast)
    url = reverse("ideas:idea-withdraw", args=[idea.pk])
    for _ in range(2):
        assert cast["participant"].post(url).status_code == 302
    assert idea.title not in cast["public"].get("/ideer/").content.decode()
    page = cast["public"].get(idea.get_absolute_url())
    assert page.status_code == 200
    assert "trukket idéen tilbage" in page.content.decode()
    cast["association"].post(
        reverse("ideas:idea-support", args=[idea.pk]),
        {"capacity": capacity_of(cast.users["association"]).pk},
    )
    idea.refresh_from_db()
    assert idea.support_count == 0


@pytest.mark.parametrize("name", ["idea-edit", "idea-withdraw"])
def test_a_foreign_id_is_not_there(cast, name):
    assert cast["participant"].get(reverse(f"ideas:{name}", args=[987654])).status_code == 404
