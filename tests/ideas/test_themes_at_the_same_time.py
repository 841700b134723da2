"""Two people keep the same themes."""

import pytest
from django.urls import reverse

from tests.forms import form_on, text_of

from .factories import make_theme

pytestmark = pytest.mark.django_db


def test_a_themes_names_merge_and_clash(cast):
    theme = make_theme(cast.committee)
    url = reverse("ideas:theme-edit", args=[theme.pk])
    opened = form_on(cast["secretary"].get(url), with_field="name_da")
    assert cast["secretary"].post(url, opened | {"name_en": "Their name"}).status_code == 302
    assert cast["secretary"].post(url, opened | {"name_da": "Mit navn"}).status_code == 302
    theme.refresh_from_db()
    assert (theme.name_da, theme.name_en) == ("Mit navn", "Their name")
    clash = cast["secretary"].post(url, opened | {"name_en": "Mine"})
    assert clash.status_code == 409
    assert "Their name" in text_of(clash)
    again = form_on(clash, with_field="name_da")
    assert (again["name_en"], again["name_da"]) == (["Mine"], ["Mit navn"])
    assert cast["secretary"].post(url, again).status_code == 302
