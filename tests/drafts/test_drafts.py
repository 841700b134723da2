"""What is typed into a long form is kept for its owner alone, until it is sent."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from portal.drafts import services, tasks, typed, views
from portal.drafts.models import Draft
from tests.cast import Cast
from tests.ideas import factories as make
from tests.projects import factories as make_projects

pytestmark = pytest.mark.django_db
TYPED = "Vi bør låne cykler ud 🚲 <script>alert('æøå')</script>"


@pytest.fixture
def page(cast) -> str:
    make.make_theme(cast.committee)
    return reverse("ideas:idea-create")


def save(cast: Cast, who: str, form: str, *, version: int = 0, lang: str = "", **fields: str):
    """Save as the script does it."""
    return cast[who].post(
        f"{lang}/kladder/gem/",
        fields
        | {
            "draft_form": form,
            "draft_version": str(version),
            "draft_owner": typed.owner_key(cast.users[who]),
        },
        headers={"Accept": "application/json"},
    )


def text_of(client: Client, page: str) -> str:
    return client.get(page).content.decode()


def test_a_draft_comes_back_in_its_form(cast, page):
    saved = save(cast, "participant", page, title="Lånecykler", body=TYPED)
    assert saved.status_code == 200
    assert saved.json()["said"].startswith("Kladde gemt kl.")
    offered = text_of(cast["participant"], page)
    assert "Du har en kladde fra" in offered
    assert "Lånecykler" not in offered
    draft = Draft.objects.get()
    used = text_of(cast["participant"], f"{page}?kladde={draft.pk}")
    assert 'value="Lånecykler"' in used
    assert "&lt;script&gt;alert(&#x27;æøå&#x27;)&lt;/script&gt;" in used
    assert "🚲" in used
    assert f'name="draft_version" value="{draft.version}"' in used


def test_a_draft_is_the_same_in_both_languages(cast, page):
    save(cast, "participant", page, lang="/en", title="Lånecykler")
    assert "You have a draft from" in text_of(cast["participant"], f"/en{page}")


def test_nobody_else_meets_a_draft(cast, page):
    save(cast, "participant", page, title="Lånecykler", body=TYPED)
    draft = Draft.objects.get()
    for who in ("member", "secretary", "admin", "public"):
        shown = text_of(cast[who], f"{page}?kladde={draft.pk}")
        assert "Lånecykler" not in shown
        assert "Du har en kladde fra" not in shown
        discard = reverse("drafts:draft-discard", args=[draft.pk])
        assert cast[who].get(discard).status_code == 404
        assert cast[who].post(discard).status_code == 404
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_a_page_of_somebody_else_saves_nothing(cast, page):
    """Another person signed in at the same machine while the tab stood open."""
    answer = cast["member"].post(
        "/kladder/gem/",
        {
            "draft_form": page,
            "title": "Lånecykler",
            "draft_owner": typed.owner_key(cast.users["participant"]),
        },
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 401
    assert not Draft.objects.exists()


def test_a_session_that_ran_out_is_told_and_makes_no_new_one(cast, page):
    client = Client()
    answer = client.post(
        "/kladder/gem/",
        {"draft_form": page, "title": "x", "draft_owner": "somebody"},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 401
    assert "ligger på din computer" in answer.json()["said"]
    assert not client.cookies


def test_sending_the_form_ends_the_draft(cast, page):
    theme = cast.committee.themes.get()
    save(cast, "participant", page, title="Lånecykler")
    fields = {
        "title": "Lånecykler",
        "body": "Til alle.",
        "theme": theme.pk,
        "capacity": "citizen",
        "draft_form": page,
        "draft_copy": "abc123",
    }
    refused = cast["participant"].post(page, fields | {"title": ""})
    assert refused.status_code == 422
    assert Draft.objects.exists()
    capacity = cast.users["participant"].capacities.get()
    sent = cast["participant"].post(page, fields | {"capacity": capacity.pk})
    if sent.status_code != 302:
        sent = cast["participant"].post(page, fields)
    assert sent.status_code == 302
    assert not Draft.objects.exists()
    assert 'data-sent="abc123"' in text_of(cast["participant"], sent.url)
    assert "data-sent" not in text_of(cast["participant"], sent.url)


def test_a_comment_that_was_sent_has_no_draft(cast):
    idea = make.make_idea(cast)
    action = reverse("ideas:comment-create", args=[idea.pk])
    save(cast, "participant", action, body="God idé")
    assert "Du har en kladde fra" in text_of(cast["participant"], idea.get_absolute_url())
    kept = Draft.objects.get()
    assert ">\nGod idé<" in text_of(
        cast["participant"], f"{idea.get_absolute_url()}?kladde={kept.pk}"
    )


def test_two_windows_do_not_write_over_each_other(cast, page):
    first = save(cast, "participant", page, title="Den første")
    again = save(cast, "participant", page, title="Den anden")
    assert again.status_code == 409
    assert again.json()["version"] == first.json()["version"]
    assert Draft.objects.get().values["title"] == ["Den første"]
    knowing = save(cast, "participant", page, version=again.json()["version"], title="Den anden")
    assert knowing.status_code == 200
    assert Draft.objects.get().values["title"] == ["Den anden"]


def test_passwords_keys_and_nulls_are_not_kept(cast, page):
    save(cast, "participant", page, title="a\0b", password1="hemmelig", form_key="x", next="/")
    assert Draft.objects.get().values == {"title": ["ab"]}


def test_a_megabyte_is_refused_in_words(cast, page):
    answer = save(cast, "participant", page, body="æ" * 1_000_000)
    assert answer.status_code == 413
    assert "for lang" in answer.json()["said"]
    assert not Draft.objects.exists()


def test_somebody_who_saves_too_often_waits(cast, page, monkeypatch):
    monkeypatch.setattr(views, "MOST_SAVES", 2)
    answers = [save(cast, "participant", page, version=n, title=str(n)) for n in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]


def test_only_so_many_drafts_are_kept(cast, monkeypatch):
    monkeypatch.setattr(services, "MOST_DRAFTS", 3)
    for number in range(5):
        save(cast, "participant", f"/ideer/{number}/", title="x")
    assert Draft.objects.count() == 3


def test_a_foreign_site_saves_nothing(cast, page):
    client = Client(enforce_csrf_checks=True)
    client.cookies = cast["participant"].cookies
    answer = client.post("/kladder/gem/", {"draft_form": page, "title": "x"})
    assert answer.status_code == 403
    assert not Draft.objects.exists()


def test_without_a_script_a_button_saves_and_leads_back_to_the_form(cast, page):
    assert f'formaction="/kladder/gem/?side={page.replace("/", "%2F")}"' in text_of(
        cast["participant"], page
    )
    answer = cast["participant"].post(
        f"/kladder/gem/?side={page}", {"draft_form": page, "title": "Lånecykler"}
    )
    draft = Draft.objects.get()
    assert answer.url == f"{page}?kladde={draft.pk}"
    away = cast["participant"].post(
        "/kladder/gem/?side=//evil.example.dk/", {"draft_form": page, "title": "Lånecykler"}
    )
    assert away.status_code == 200


def test_a_draft_is_discarded(cast, page):
    save(cast, "participant", page, title="Lånecykler")
    discard = reverse("drafts:draft-discard", args=[Draft.objects.get().pk])
    assert cast["participant"].get(discard).status_code == 200
    assert cast["participant"].post(f"{discard}?side={page}").url == page
    assert not Draft.objects.exists()


def test_what_nobody_came_back_for_goes(cast, page):
    save(cast, "participant", page, title="Lånecykler")
    tasks.forget_drafts()
    assert Draft.objects.exists()
    Draft.objects.update(saved_at=timezone.now() - services.KEPT_FOR - timedelta(minutes=1))
    tasks.forget_drafts()
    assert not Draft.objects.exists()


def test_a_draft_of_a_text_that_changed_meanwhile_says_so(cast, page):
    idea = make.make_idea(cast)
    author = next(who for who, user in cast.users.items() if user == idea.author)
    edit = reverse("ideas:idea-edit", args=[idea.pk])
    save(cast, author, edit, title="Ny titel", base_version=str(idea.version))
    assert "en anden tekst" not in text_of(cast[author], edit)
    type(idea).objects.filter(pk=idea.pk).update(version=idea.version + 1)
    assert "en anden tekst" in text_of(cast[author], edit)
    used = text_of(cast[author], f"{edit}?kladde={Draft.objects.get().pk}")
    assert f'name="base_version" value="{idea.version}"' in used


def test_a_draft_over_what_another_saved_meanwhile_shows_both(cast):
    group = make_projects.make_group(cast)
    page = reverse("committee:group-change", args=[cast.committee.slug, group.slug])
    secretary = cast["secretary"]
    opened = html.document_fromstring(secretary.get(page).content)
    [form] = [one for one in opened.forms if "purpose" in one.fields]
    fields = {name: value for name, value in form.fields.items() if name != "csrfmiddlewaretoken"}
    assert fields["opened_with"]
    save(
        cast,
        "secretary",
        page,
        **{k: v or "" for k, v in fields.items()} | {"purpose": "Kladdens formål"},
    )
    type(group).objects.filter(pk=group.pk).update(purpose="Den andens formål")
    offered = text_of(secretary, page)
    assert "en anden tekst" in offered
    used = html.document_fromstring(
        secretary.get(f"{page}?kladde={Draft.objects.get().pk}").content
    )
    [form] = [one for one in used.forms if "purpose" in one.fields]
    assert form.fields["purpose"].strip() == "Kladdens formål"
    assert form.fields["opened_with"] == fields["opened_with"]
    sent = secretary.post(page, {k: v or "" for k, v in form.fields.items()})
    assert sent.status_code == 409
    shown = sent.content.decode()
    assert "Kladdens formål" in shown
    assert "Den andens formål" in shown
    assert Draft.objects.exists()
