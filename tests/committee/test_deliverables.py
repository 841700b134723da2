"""What the committee hands over: planned, handed over, decided on by the council."""

from uuid import uuid4

import pgtrigger
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, ProgrammingError, transaction

from committee.models import Deliverable
from portal.audit.models import Entry

from .factories import PDF, days, make_deliverable, make_document, make_mandate

pytestmark = pytest.mark.django_db
LIST = "/udvalg/innovation/leverancer/"


def document(name="model.pdf", content=PDF, kind="application/pdf"):
    return SimpleUploadedFile(name, content, kind)


def page_of(deliverable):
    return f"{LIST}{deliverable.pk}-{deliverable.slug}/"


def opened(client, url):
    """Return what the form there would send as it was opened."""
    form = client.get(url).context["form"]
    values = {bound.html_name: bound.value() for bound in form}
    return {name: "" if value is None else value for name, value in values.items()}


def text(client, url):
    return client.get(url).content.decode()


def told(action):
    return Entry.objects.filter(action=action).count()


def test_from_planned_over_handed_over_to_decided(cast):
    """The secretary's three forms, and what everybody reads after each."""
    make_mandate(cast.committee)
    secretary, public = cast["secretary"], cast["public"]
    assert "Der er ikke planlagt nogen leverancer endnu" in text(public, LIST)

    plan = f"{LIST}ny/"
    sent = opened(secretary, plan) | {
        "title_da": "En model for innovation",
        "summary_da": "Hvem der kan rejse et emne.",
        "task_number": "2",
        "due_on": days(30).isoformat(),
    }
    assert secretary.post(plan, sent).status_code == 302
    made = Deliverable.objects.get()
    page, base = page_of(made), f"{LIST}{made.pk}/"
    read = text(public, page)
    assert "Planlagt" in read
    assert "Opgave nummer 2" in read
    assert "Læs dokumentet" not in read

    sent = opened(secretary, f"{base}aflever/") | {
        "handed_over_on": days(-1).isoformat(),
        "document": document(),
        "document_note_da": "Udgave 2",
    }
    assert secretary.post(f"{base}aflever/", sent).status_code == 302
    read = text(public, page)
    assert "Afleveret" in read
    assert "Udgave 2" in read
    assert f'href="{base}dokument/"' in read
    file = public.get(f"{base}dokument/")
    assert (file["Content-Type"], b"".join(file)) == ("application/pdf", PDF)

    sent = opened(secretary, f"{base}beslutning/") | {
        "council_decides_on": days(0).isoformat(),
        "council_reference": "punkt 7",
        "council_decision_da": "Modellen er vedtaget.",
        "council_decision_url": "example.dk/referat",
    }
    assert secretary.post(f"{base}beslutning/", sent).status_code == 302
    for path in (page, LIST):
        read = text(public, path)
        assert "Behandlet af kommunalbestyrelsen" in read
        assert "Modellen er vedtaget." in read
        assert 'href="https://example.dk/referat"' in read
    assert "punkt 7" in text(public, page)
    assert "Modellen er vedtaget." in text(public, "/udvalg/innovation/")
    for action in ("planned", "handed_over", "council_decision_recorded"):
        assert told(f"deliverable.{action}") == 1
    assert made.events.count() == 3


def test_a_task_of_the_mandate_lists_what_answers_it(cast):
    make_mandate(cast.committee)
    make_deliverable(cast.committee, task_number=2)
    make_deliverable(cast.committee, title_da="Kortet", task_number=1, handed_over_on=days(-2))
    for path in ("/", "/udvalg/innovation/", "/udvalg/innovation/kommissorium/"):
        first, _, second = text(cast["public"], path).partition("Opgave nummer 2")
        assert "Kortet" in first[first.index("Opgave nummer 1") :]
        assert "En model for innovation" in second
    assert 'id="opgave-2"' in text(cast["public"], "/udvalg/innovation/kommissorium/")


def test_the_number_counts_and_a_wrong_name_leads_to_the_right_one(cast):
    made = make_deliverable(cast.committee)
    for prefix in ("", "/en"):
        there = f"{prefix}{page_of(made)}"
        assert cast["public"].get(there).status_code == 200
        for wrong in (f"{prefix}{LIST}{made.pk}-et-andet-navn/", f"{prefix}{LIST}{made.pk}/"):
            answer = cast["public"].get(wrong)
            assert (answer.status_code, answer["Location"]) == (301, there)
    foreign = make_deliverable(cast.other_committee)
    assert cast["public"].get(f"{LIST}{foreign.pk}/").status_code == 404


def test_in_english_the_danish_stands_in_where_nobody_translated(cast):
    make_deliverable(cast.committee)
    made = make_deliverable(cast.committee, title_da="Kun dansk", title_en="", summary_da="Ord.")
    read = text(cast["public"], f"/en{page_of(made)}")
    assert '<span lang="da">Kun dansk</span>' in read
    assert "Planned" in read
    listed = text(cast["public"], f"/en{LIST}")
    assert "A model for innovation" in listed
    assert 'lang="da">Kun dansk</a>' in listed


def test_a_share_shows_the_title_and_what_it_is(cast):
    read = text(cast["public"], page_of(make_deliverable(cast.committee)))
    assert '<meta property="og:title" content="En model for innovation' in read
    assert '<meta property="og:description" content="Hvem der kan rejse et emne.">' in read


@pytest.mark.parametrize(
    ("path", "values", "field"),
    [
        ("rediger", {"title_da": ""}, "title_da"),
        ("rediger", {"due_on": "2001-01-01"}, "due_on"),
        ("rediger", {"task_number": "9"}, "task_number"),
        ("aflever", {"handed_over_on": days(1).isoformat()}, "handed_over_on"),
        ("aflever", {"handed_over_on": "2001-01-01"}, "handed_over_on"),
        ("aflever", {"document": document("a.txt", b"Ord.", "text/plain")}, "document"),
        ("aflever", {"document": document("a.pdf", b"", "application/pdf")}, "document"),
        (
            "aflever",
            {"document": document(), "document_url": "https://example.dk/model"},
            "document_url",
        ),
        ("aflever", {"document_url": "javascript:alert(1)"}, "document_url"),
        ("beslutning", {"council_decision_da": "Vedtaget."}, "council_decision_da"),
        ("beslutning", {"council_decision_en": "Adopted."}, "council_decision_da"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(cast, path, values, field):
    made = make_deliverable(cast.committee)
    url = f"{LIST}{made.pk}/{path}/"
    kept = Deliverable.objects.filter(pk=made.pk).values().get()
    answer = cast["secretary"].post(url, opened(cast["secretary"], url) | values)
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert Deliverable.objects.filter(pk=made.pk).values().get() == kept


def test_the_council_decides_after_the_handing_over_and_not_tomorrow(cast):
    made = make_deliverable(cast.committee, handed_over_on=days(-5))
    url = f"{LIST}{made.pk}/beslutning/"

    def refused(day, decision):
        sent = {"council_decides_on": day, "council_decision_da": decision}
        answer = cast["secretary"].post(url, opened(cast["secretary"], url) | sent)
        return answer.status_code == 422 and set(answer.context["form"].errors)

    assert refused(days(-6).isoformat(), "") == {"council_decides_on"}
    assert refused("", "Vedtaget.") == {"council_decides_on"}
    assert refused(days(2).isoformat(), "Vedtaget.") == {"council_decision_da"}
    assert not refused(days(2).isoformat(), "")


def test_a_new_document_takes_the_place_of_the_old_and_removing_leaves_none(cast):
    made = make_deliverable(cast.committee, handed_over_on=days(-5), document=make_document())
    url, old = f"{LIST}{made.pk}/aflever/", made.document
    sent = opened(cast["secretary"], url) | {"document": document("ny.pdf", PDF + b"nyt\n")}
    cast["secretary"].post(url, sent)
    assert b"".join(cast["public"].get(f"{LIST}{made.pk}/dokument/")).endswith(b"nyt\n")
    assert old.blob.storage.exists(old.blob.name)

    sent = opened(cast["secretary"], url) | {"without_document": "on"}
    cast["secretary"].post(url, sent)
    assert cast["public"].get(f"{LIST}{made.pk}/dokument/").status_code == 404


def test_two_secretaries_do_not_overwrite_one_another(cast):
    made = make_deliverable(cast.committee, document=make_document("a.pdf"))
    edit, hand_over = f"{LIST}{made.pk}/rediger/", f"{LIST}{made.pk}/aflever/"
    secretary = cast["secretary"]
    mine, theirs = opened(secretary, edit), opened(secretary, edit)
    secretary.post(edit, theirs | {"title_da": "Deres titel"})
    secretary.post(edit, mine | {"summary_da": "Min tekst."})
    made.refresh_from_db()
    assert (made.title_da, made.summary_da) == ("Deres titel", "Min tekst.")
    answer = secretary.post(edit, mine | {"title_da": "Min titel"})
    assert answer.status_code == 409
    read = answer.content.decode()
    assert "Deres titel" in read
    assert "Min titel" in read

    mine, theirs = opened(secretary, hand_over), opened(secretary, hand_over)
    secretary.post(hand_over, theirs | {"document": document("deres.pdf")})
    answer = secretary.post(hand_over, mine | {"document": document("min.pdf")})
    assert answer.status_code == 409
    assert "deres.pdf" in answer.content.decode()
    made.refresh_from_db()
    assert made.document.name == "deres.pdf"


def test_only_what_was_never_handed_over_is_removed_and_after_a_question(cast):
    made = make_deliverable(cast.committee)
    url = f"{LIST}{made.pk}/fjern/"
    assert "Fjern En model for innovation" in text(cast["secretary"], url)
    assert Deliverable.objects.exists()
    answer = cast["secretary"].post(url, follow=True)
    assert "En model for innovation er fjernet" in answer.content.decode()
    assert not Deliverable.objects.exists()
    assert told("deliverable.removed") == 1
    assert cast["secretary"].post(url).status_code == 404

    kept = make_deliverable(cast.committee, handed_over_on=days(-1))
    answer = cast["secretary"].post(f"{LIST}{kept.pk}/fjern/", follow=True)
    assert "Det, der er afleveret, bliver stående." in answer.content.decode()
    assert Deliverable.objects.exists()


def test_the_database_refuses_what_must_never_be(cast):
    committee = cast.committee
    handed_over = make_deliverable(committee, handed_over_on=days(-3))
    with pytest.raises(ProgrammingError, match="Cannot delete"), transaction.atomic():
        handed_over.delete()
    for values in (
        {"council_decision_da": "Vedtaget."},
        {"handed_over_on": days(-3), "council_decides_on": days(-4)},
        {"document": make_document(), "document_url": "https://example.dk/"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_deliverable(committee, **values)
    with pgtrigger.ignore("committee.Deliverable:keep_handed_over"):
        handed_over.delete()


def test_a_form_sent_twice_makes_one(cast):
    sent = {"title_da": "Et kort", "form_key": str(uuid4())}
    first, again = (cast["secretary"].post(f"{LIST}ny/", sent) for _ in range(2))
    assert first["Location"] == again["Location"]
    assert Deliverable.objects.count() == 1
