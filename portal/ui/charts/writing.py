"""A drawing as SVG: for a page with classes alone, for paper with its colours written in."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .drawing import Chart, Drawing, Shape

Paint = Mapping[str, Mapping[str, str]]

BRAND, INK, INK_2, LINE, EDGE, THREAD = (
    "#0f4c55", "#15211f", "#475553", "#d7dedc", "#6f7c79", "#b5371f",
)  # fmt: skip
CAPACITIES = ("#0f4c55", "#3f7d3a", "#8a5a00", "#9c3d6e", "#3d5aa8", "#6f4a9e", "#5c6663")
PAPER: Paint = {
    "chart-bar": {"fill": BRAND},
    "chart-grid": {"stroke": LINE},
    "chart-zero": {"stroke": EDGE},
    "chart-promise": {"stroke": INK, "stroke-width": "2", "stroke-dasharray": "4 4"},
    "chart-halo": {"stroke": "#ffffff", "stroke-width": "6"},
    "chart-due": {"stroke": INK_2, "stroke-width": "2"},
    "chart-planned": {
        "fill": "none",
        "stroke": INK_2,
        "stroke-width": "2.5",
        "stroke-dasharray": "1 6",
        "stroke-linecap": "round",
    },
    "chart-realised": {"fill": "none", "stroke": THREAD, "stroke-width": "3.5"},
    "chart-dot": {"fill": THREAD},
    "chart-target": {"fill": "#ffffff", "stroke": INK_2, "stroke-width": "3"},
    "chart-strong": {"fill": INK, "font-weight": "600"},
    "chart-name": {"fill": INK},
    **{f"chart-c{place}": {"fill": colour} for place, colour in enumerate(CAPACITIES, start=1)},
}
"""The light theme's colours; the thread as documents print it."""

WORDS = {"fill": INK_2, "font-family": "IBM Plex Sans", "font-size": "14"}


def for_page(drawing: Drawing, sentence: str) -> SafeString:
    """Return the drawing for a page, where the stylesheet knows its classes."""
    return format_html(
        '<svg class="chart-{}" viewBox="{}" role="img" aria-label="{}">{}{}</svg>',
        drawing.name,
        _view_box(drawing),
        sentence,
        format_html_join("", "{}", ((_shape(shape),) for shape in drawing.shapes)),
        format_html_join(
            "",
            '<text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>',
            (
                (label.css or "chart-axis", label.x, label.y, label.anchor, label.text)
                for label in drawing.labels
            ),
        ),
    )


def _shape(shape: Shape) -> SafeString:
    geometry = _attributes(dict(shape.geometry))
    return format_html('<{} class="{}"{}/>', shape.tag, shape.css, geometry)


def for_paper(chart: Chart) -> str:
    """Return the wide drawing as the address of a picture, for `<img src alt>` in a document.

    Its colours are values: a document knows no custom properties and no dark scheme.
    """
    drawing = chart.drawings[0]
    shapes = [
        format_html("<{}{}/>", shape.tag, _attributes({**dict(shape.geometry), **PAPER[shape.css]}))
        for shape in drawing.shapes
    ]
    words = [
        format_html(
            '<text x="{}" y="{}" text-anchor="{}"{}>{}</text>',
            label.x,
            label.y,
            label.anchor,
            _attributes({**WORDS, **PAPER.get(label.css, {})}),
            label.text,
        )
        for label in drawing.labels
    ]
    svg = format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}" viewBox="{}">{}</svg>',
        drawing.width,
        drawing.height,
        _view_box(drawing),
        format_html_join("", "{}", ((piece,) for piece in [*shapes, *words])),
    )
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode()}"


def _view_box(drawing: Drawing) -> str:
    return f"0 0 {drawing.width} {drawing.height}"


def _attributes(values: Mapping[str, str]) -> SafeString:
    return format_html_join("", ' {}="{}"', values.items())
