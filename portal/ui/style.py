"""The style page: every component in every state, with made-up content in Danish.

It is where a component is looked at before it is used, in both schemes and all widths.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal.access import require
from portal.ui import charts, formats, icons
from portal.ui.chain import Step
from portal.ui.difference import marked
from portal.ui.forms import ColourField, KronerField
from portal.ui.http import HttpRequest
from portal.ui.paging import Page
from portal.ui.templatetags.ui import BADGES, CAPACITY_ORDER
from portal.ui.theme import BRAND

DAY = datetime(2026, 4, 16, 15, 5, tzinfo=UTC)
COLOURS = (
    "paper", "ground", "raised", "ink", "ink-2", "line", "edge", "brand", "brand-strong",
    "brand-tint", "on-brand", "thread", "field", "on-field", "on-field-2", "field-thread",
    "field-line", "visited", "focus", "ok", "ok-tint", "warn", "warn-tint", "error", "error-tint",
    "ins", "del", "c1", "c2", "c3", "c4", "c5", "c6", "c7",
)  # fmt: skip
LONG = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz" * 3
RIGHT_TO_LEFT = "فكرة من المواطنين"


class _Samples(forms.Form):
    """Every shape of field."""

    obstacle = gettext_lazy("before the idea can be sent")
    groups = [("Behandling", ["outcome", "themes", "follow"])]

    title = forms.CharField(label="Titel", help_text="Sig idéen i én sætning.")
    body = forms.CharField(label="Tekst", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    amount = KronerField(label="Beløb")
    day = forms.DateField(label="Dato", required=False)
    time = forms.TimeField(label="Klokkeslæt", required=False)
    theme = forms.ChoiceField(label="Tema", choices=[("", "Vælg"), ("service", "Service")])
    colour = ColourField(label="Farve", otherwise=BRAND)
    file = forms.FileField(label="Fil", required=False, widget=forms.FileInput)
    outcome = forms.ChoiceField(
        label="Svar",
        widget=forms.RadioSelect,
        choices=[("ja", "Taget op"), ("nej", "Ikke taget op")],
    )
    themes = forms.MultipleChoiceField(
        label="Temaer",
        widget=forms.CheckboxSelectMultiple,
        choices=[("aeldre", "Ældre"), ("skole", "Skole")],
        required=False,
    )
    follow = forms.BooleanField(label="Følg idéen", required=False)


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Show all components; for administrators."""
    require(request, "ui.see_style")
    context = {
        "crumbs": [(_("Style"), "")],
        "colours": COLOURS,
        "icons": sorted(icons.NAMES),
        "messages_of": ["success", "info", "warning", "error"],
        "day": DAY,
        "long": LONG,
        "right_to_left": RIGHT_TO_LEFT,
        # In a box of their own: a refused form on the page makes the title an error's.
        "forms": {"empty": _Samples(prefix="tom"), "refused": _refused()},
    }
    return render(request, "ui/style.html", context | _thread() | _lists() | _charts())


def _refused() -> forms.Form:
    form = _Samples({"forkert-amount": "1,5", "forkert-colour": "blå"}, prefix="forkert")
    form.is_valid()
    return form


def _thread() -> dict[str, Any]:
    idea = Step("Idé nr. 87", "Skriv breve om", "#traaden", formats.day(DAY))
    item = Step("Punkt", "2. møde, punkt 4", "#traaden", formats.day(DAY))
    decision = Step("Beslutning", "Denne beslutning", "", formats.day(DAY), "here")
    project = Step("Projekt", "Klare breve", "", "Venter", "planned")
    benefit = Step("Gevinst", "Ikke fastlagt", "", "Måles fra januar 2027", "planned")
    return {
        "chains": [
            ("hele vejen", [idea, item, decision, project, benefit]),
            ("nået", [idea, item, Step("Beslutning", "Anbefalet", "#traaden")]),
            ("to trin", [Step("Idé nr. 88", "Denne idé", "", "", "here"), item]),
        ],
        "progress": [(0, 5), (2, 5), (3, 3)],
    }


def _lists() -> dict[str, Any]:
    return {
        "badges": list(BADGES),
        "capacities": CAPACITY_ORDER,
        "facts": [
            ("Periode", "1. december 2026 til 31. januar 2028"),
            ("Næste måling", "5. oktober"),
        ],
        "shares": [(kind, 40 - 5 * at) for at, kind in enumerate(CAPACITY_ORDER)],
        "bars": [("Taget op", 36), ("Delvist taget op", 21), ("Ikke taget op", 9)],
        "choices": [
            {"label": "Service", "without": "#maerker"},
            {"label": "Ny", "without": "#maerker"},
        ],
        "difference": marked("Mødet er den 3. december.", "Mødet er flyttet til den 10. december."),
        "page": Page(items=[], next_url="#lister", is_first=True),
    }


def _charts() -> dict[str, Any]:
    """Every kind of chart; a benefit's curve is drawn by the projects themselves."""
    drawn = [
        (
            "Hvad blev der af idéerne",
            charts.bars([charts.Bar("Taget op", 36), charts.Bar("Ny", 9)]),
        ),
        (
            "Idéer efter rolle",
            charts.parts([charts.Bar("Borger", 17, "c1"), charts.Bar("Forening", 6, "c4")]),
        ),
        (
            "Dage til svar",
            charts.columns([4, 9, 3], ["0", "10", "20", "30"], mark=charts.Mark(2, "Løftet")),
        ),
        (
            "Gevinster",
            charts.ways([charts.Way("Færre opkald", "2.850 af 6.200", "Mål: 6.200", 0.3, 0.46)]),
        ),
    ]
    rows = [[charts.Cell("Første"), charts.Cell("36")], [charts.Cell("Anden"), charts.Cell("9")]]
    return {
        "charts": [
            charts.Chart(title, title, drawings, ["Navn", "Antal"], rows)
            for title, drawings in drawn
        ]
    }
