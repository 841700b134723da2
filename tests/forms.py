"""Forms as a browser sees them: read off a page, filled in, sent."""

from typing import Any

from lxml import html

EMPTY_IS_SENT = {"text", "email", "url", "tel", "date", "time", "datetime-local", "number"}


def form_on(response: Any, *, with_field: str = "", action: str = "") -> dict[str, list[str]]:
    """Return the values of the form on a page, as a browser would send them untouched."""
    page = html.fromstring(response.content)
    for form in page.forms:
        values: dict[str, list[str]] = {
            field.name: [""] for field in form.inputs if field.get("type") in EMPTY_IS_SENT
        }
        seen: set[str] = set()
        areas = {area.get("name") for area in form.iter("textarea")}
        for name, value in form.form_values():
            # A browser drops the line break that a text area's source begins with.
            typed = value.removeprefix("\n") if name in areas else value
            values[name] = [*(values[name] if name in seen else []), typed]
            seen.add(name)
        sent_to = form.get("action") or ""
        if form.method == "POST" and with_field in form.fields and sent_to.endswith(action):
            return values
    raise AssertionError(f"No form with {with_field!r} on the page")


def text_of(response: Any) -> str:
    """Return what a reader sees of a page, in one line."""
    return " ".join(html.fromstring(response.content).text_content().split())
