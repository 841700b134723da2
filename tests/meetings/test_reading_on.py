"""The ways on from the record: to an item, to what a correction changed."""

from django.urls import reverse
from django.utils import translation

from meetings import services

from . import factories as make


def test_the_correction_box_leads_to_the_comparison(cast):
    minutes = make.published_minutes(cast)
    item = make.one_item(minutes.meeting, "Klare breve")
    correction = services.correct_minutes(
        minutes.pk, by=cast.users["secretary"], what="Et tal", why="Tastefejl", items=[item]
    )
    minutes.refresh_from_db()
    compare = reverse("meetings:minutes-compare", args=[minutes.meeting_id, 2])
    page = reverse("meetings:minutes-detail", args=[minutes.meeting_id])
    assert compare not in cast["public"].get(page).content.decode()
    services.release_correction(
        minutes.pk, by=cast.users["chair"], seen=make.seen(minutes, correction)
    )
    said = cast["public"].get(page).content.decode()
    assert f'href="{compare}">Sammenlign med udgave 1' in said
    assert "Punkt 2: Et tal." in said
    assert cast["public"].get(compare).status_code == 200
    assert f'href="/en{compare}"' in cast["public"].get(f"/en{page}").content.decode()


def test_whoever_reads_in_english_goes_on_in_english(cast):
    minutes = make.published_minutes(cast)
    item = make.one_item(minutes.meeting, "Klare breve")
    with translation.override("en"):
        page = reverse("meetings:minutes-detail", args=[minutes.meeting_id])
        address = item.get_absolute_url()
    assert address.startswith("/en/")
    assert f'href="{address}"' in cast["public"].get(page).content.decode()
