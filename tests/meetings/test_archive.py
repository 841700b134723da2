"""Past meetings by committee and year, which stay readable when the committee has ended."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from meetings.models import Meeting


def past(committee, year: int, name: str) -> Meeting:
    starts = datetime(year, 1, 1, 0, 30, tzinfo=ZoneInfo("Europe/Copenhagen"))
    return Meeting.objects.create(
        committee=committee,
        name=name,
        starts_at=starts,
        ends_at=starts + timedelta(hours=1),
        place="Her",
    )


@pytest.fixture
def meetings(cast):
    year = timezone.localdate().year
    cast.other_committee.ended_on = timezone.localdate() - timedelta(days=1)
    cast.other_committee.save()
    return {
        "old": past(cast.committee, year - 2, "Gammelt møde"),
        "new": past(cast.committee, year - 1, "Nyere møde"),
        "ended": past(cast.other_committee, year - 2, "Et afsluttet udvalgs møde"),
    }


def shown(cast, **asked: object) -> set[str]:
    page = cast["public"].get("/moeder/", asked).content.decode()
    return {name for name in ("Gammelt møde", "Nyere møde", "afsluttet udvalgs") if name in page}


def test_the_past_is_found_by_year_and_committee(cast, meetings):
    year = timezone.localdate().year
    own, ended = cast.committee.slug, cast.other_committee.slug
    assert shown(cast) == {"Gammelt møde", "Nyere møde", "afsluttet udvalgs"}
    assert shown(cast, aar=year - 2) == {"Gammelt møde", "afsluttet udvalgs"}
    assert shown(cast, aar=year - 1) == {"Nyere møde"}, "New Year's night is counted in Denmark"
    assert shown(cast, aar=year - 2, udvalg=own) == {"Gammelt møde"}
    assert shown(cast, udvalg=ended) == {"afsluttet udvalgs"}
    assert shown(cast, udvalg=ended, aar=year - 1) == set()


def test_only_years_with_meetings_are_offered(cast, meetings):
    year = timezone.localdate().year
    page = cast["public"].get("/moeder/", {"udvalg": cast.other_committee.slug}).content.decode()
    assert f'<option value="{year - 2}">' in page
    assert f'<option value="{year - 1}">' not in page


@pytest.mark.parametrize("asked", ["x", "20261", "-201", "²⁰²⁶", "2026;", "0001"])
def test_a_year_that_is_none_is_not_found(cast, asked):
    assert cast["public"].get("/moeder/", {"aar": asked}).status_code == 404
