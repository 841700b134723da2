"""The style page: for administrators, complete, and without a fault."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from portal.ui import icons
from portal.ui.templatetags import lists, ui
from tests.browser.axe import assert_accessible
from tests.cast import Cast
from tests.house.matrix import at_once

SCREENS = [(320, "light"), (320, "dark"), (1280, "light"), (1280, "dark")]
NOT_SHOWN = {
    # They bring no piece of a page of their own.
    "editor_assets", "editorial", "htmx", "title_prefix", "trail", "wording",
    # The frame around every page shows them, or every form does.
    "breadcrumbs", "form_groups", "menu_item", "theirs", "ui_form",
}  # fmt: skip


def source():
    return Path(settings.BASE_DIR, "templates/ui/style.html").read_text()


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/stil/", "/en/stil/"])
def test_the_style_page_is_for_administrators_alone(cast, address):
    assert cast["admin"].get(address).status_code == 200
    for who in ("participant", "member", "chair", "secretary", "chief"):
        assert cast[who].get(address).status_code == 403
    assert "login" in cast["public"].get(address)["Location"]


def test_every_component_is_shown():
    tags = (set(ui.register.tags) | set(lists.register.tags)) - NOT_SHOWN
    tags = {name for name in tags if not name.startswith("end")}
    assert [name for name in sorted(tags) if f"{{% {name} " not in source()] == []
    assert set(ui.register.tags) | set(lists.register.tags) >= NOT_SHOWN


@pytest.mark.django_db
def test_every_state_of_badge_capacity_icon_and_field_is_shown(cast):
    text = cast["admin"].get("/stil/").content.decode()
    for kind in ui.BADGES:
        assert re.search(rf'class="badge[^>]*>(<svg.*?</svg>)?{kind}</span>', text), kind
    for kind in ui.CAPACITY_ORDER:
        assert f'class="capacity capacity-{kind}"' in text
    for name in icons.NAMES:
        assert str(icons.draw(name)) in text
    for piece in ("form-input", "form-select", "form-radio", "form-checkbox", "form-file"):
        assert f'class="{piece}' in text
    assert "<title>Stil" in text
    assert text.count("form-error-message") >= 3
    assert 'value="1,5"' in text


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("width", "scheme"), at_once(SCREENS, {(320, "dark"), (1280, "light")}))
def test_the_style_page_is_accessible(live_server, browser: Browser, settings, scheme, width):
    settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "sessionid", False
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, locale="da-DK"
    )
    [cookie] = Cast()["admin"].cookies.values()
    context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
    page = context.new_page()
    page.goto(f"{live_server.url}/stil/")
    assert_accessible(page)
    context.close()
