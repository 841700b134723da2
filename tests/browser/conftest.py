"""A seat at the portal for everybody of the cast, each with a browser of their own."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page


@pytest.fixture
def desk(live_server, cast, browser: Browser, settings):
    """Open the portal as somebody of the cast: `desk("secretary", width=390)` is a page."""
    # The production names of the cookies demand HTTPS, which the test's server does not speak.
    settings.SESSION_COOKIE_NAME, settings.SESSION_COOKIE_SECURE = "sessionid", False
    settings.CSRF_COOKIE_NAME, settings.CSRF_COOKIE_SECURE = "csrftoken", False
    contexts = []

    def sit(who: str, *, width: int = 1280, scheme: str = "light", **options: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,  # type: ignore[arg-type]
            locale="da-DK",
            **options,
        )
        contexts.append(context)
        [cookie] = cast[who].cookies.values()
        context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": live_server.url}])
        return context.new_page()

    yield sit
    # No page asks any more, and every answer has come, when the database is emptied.
    pages = [page for context in contexts for page in context.pages]
    for page in pages:
        page.goto("about:blank")
    if pages:
        pages[-1].wait_for_timeout(500)
    for context in contexts:
        context.close()
