"""A browser on the test's own client: pages of an open transaction, without a server between.

Whatever the browser asks for, the client of the story answers, so what the story has made is
there, nothing has to be committed, and a page costs little more than its own rendering.
"""

from contextvars import copy_context
from typing import Any

from django.test import Client
from playwright.sync_api import BrowserContext, Page, Request, Route

ORIGIN = "https://testserver"
_assets: dict[str, dict[str, Any]] = {}


def serve(context: BrowserContext, client: Client) -> None:
    """Let this client answer all that the pages of the context ask for."""
    # Playwright calls back in a context of its own, in which Django would open a new connection.
    here = copy_context()

    def answer(route: Route) -> None:
        route.fulfill(**here.run(_answer, client, route.request))

    context.unroute_all()
    context.route("**/*", answer)


def open_page(page: Page, client: Client, path: str) -> None:
    serve(page.context, client)
    page.goto(ORIGIN + path, wait_until="load")


def _answer(client: Client, request: Request) -> dict[str, Any]:
    path = request.url.removeprefix(ORIGIN)
    if not path.startswith("/"):
        raise AssertionError(f"The page asks for something elsewhere: {request.url}")
    if path.startswith("/static/"):
        if path not in _assets:
            _assets[path] = _asked(client, request, path)
        return _assets[path]
    answer = _asked(client, request, path)
    if request.method == "GET" and answer["status"] in {301, 302}:
        # What a browser is led on to would not be asked through the route.
        return _asked(client, request, answer["headers"]["Location"].removeprefix(ORIGIN))
    return answer


def _asked(client: Client, request: Request, path: str) -> dict[str, Any]:
    response = client.generic(
        request.method,
        path,
        request.post_data_buffer or b"",
        content_type=request.headers.get("content-type", "application/octet-stream"),
        secure=True,
        headers={
            name: value
            for name, value in request.headers.items()
            if name in {"accept", "origin", "referer", "x-csrftoken", "hx-request", "hx-target"}
        },
    )
    body = b"".join(response) if response.streaming else response.content  # type: ignore[arg-type]
    headers = {name: value for name, value in response.headers.items() if name != "Set-Cookie"}
    return {"status": response.status_code, "headers": headers, "body": body}
