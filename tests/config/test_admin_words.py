"""The administration speaks Danish: every heading of the portal's own apps and models."""

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.utils import translation

from portal.people.models import User

OURS = ("portal.", "committee", "ideas", "projects", "meetings")


def test_every_app_and_model_has_a_danish_name():
    for app in apps.get_app_configs():
        if not app.name.startswith(OURS) or not any(
            model in admin.site._registry for model in app.get_models()
        ):
            continue
        words = {str(app.verbose_name)}
        for model in app.get_models():
            if model in admin.site._registry:
                words |= {str(model._meta.verbose_name), str(model._meta.verbose_name_plural)}
        with translation.override("en"):
            english = {str(app.verbose_name)}
        with translation.override("da"):
            danish = {str(app.verbose_name)}
        assert english != danish, app.name
        assert "_" not in " ".join(words)


@pytest.mark.django_db
def test_the_front_page_of_the_administration_shows_them(client):
    client.force_login(
        User.objects.create_user("admin@example.dk", display_name="A", is_staff=True),
        backend=settings.AUTHENTICATION_BACKENDS[-1],
    )
    page = client.get("/admin/", headers={"accept-language": "da"}).content.decode()
    for heading in ("Projekter", "Udvalg", "Idéer", "Møder", "Personer og konti", "Hændelseslog"):
        assert heading in page


def test_the_administration_is_found_under_both_languages(client):
    answer = client.get("/en/admin/")
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")
