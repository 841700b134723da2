"""The pieces that pages are made of; how they look stands in static/css.

Every tag takes complete values and gives one whole piece of HTML, so that a page never repeats
a component's markup. The filters write days, times and numbers (see `portal.ui.formats`).
"""

from collections.abc import Iterable, Sequence, Sized
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BaseForm, BaseFormSet, BoundField
from django.template import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, pgettext

from portal.ui import charts, formats, icons
from portal.ui import editorial as texts
from portal.ui.chain import Step
from portal.ui.forms import Mistake, grouped, mistakes_in
from portal.ui.paging import Page

register = template.Library()

# Words and numbers --------------------------------------------------------------------------

register.filter("day", formats.day)
register.filter("day_short", formats.day_short)
register.filter("weekday_day", formats.weekday_day)
register.filter("weekday_day_short", formats.weekday_day_short)
register.filter("clock", formats.clock)
register.filter("when", formats.when)
register.filter("number", formats.number)
register.filter("kroner", formats.kroner)
register.filter("file_size", formats.size)


@register.filter
def count(value: int | Sized | None) -> str:
    """How many, written as a number; of a list, its length."""
    if value is None or isinstance(value, int):
        return formats.number(value or 0)
    return formats.number(len(value))


@register.filter
def richtext(value: str) -> SafeString:
    """Show text that was cleaned by the one allow-list when it was saved."""
    return mark_safe(formats.together(value))  # noqa: S308 - cleaned at save, by documents.richtext


@register.filter
def paragraphs(value: str) -> SafeString:
    """Show plain text as its paragraphs and lines."""
    return mark_safe(linebreaks(formats.together(value), autoescape=True))  # noqa: S308 - escaped


@register.simple_tag
def editorial(of: Any, name: str, *, paragraphs: bool = False) -> SafeString:
    """Show a text in the page's language, or the Danish one, marked as Danish."""
    text, language = texts.pick(of, name)
    text = formats.together(text)
    shown = linebreaks(text, autoescape=True) if paragraphs else text
    body = mark_safe(shown) if paragraphs else shown  # noqa: S308 - escaped by linebreaks
    if language == (get_language() or "da")[:2]:
        return format_html("{}", body)
    element = "div" if paragraphs else "span"
    return format_html('<{} lang="{}">{}</{}>', element, language, body, element)


# Small pieces -------------------------------------------------------------------------------


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon beside the word that says the same."""
    return icons.draw(name)


BADGES = {
    "new": ("plain", "clock"),
    "in_review": ("brand", "clock"),
    "taken_up": ("ok", "tick"),
    "partly": ("ok", "tick"),
    "carried_out": ("ok", "tick"),
    "passed_on": ("brand", "arrow"),
    "not_taken_up": ("plain", "cross"),
    "waiting": ("warn", "clock"),
    "overdue": ("error", "alert"),
    "closed": ("plain", "lock"),
    "ok": ("ok", "tick"),
    "warn": ("warn", "alert"),
    "draft": ("plain", ""),
    "office": ("brand", ""),
    "neutral": ("plain", ""),
}
"""Tone and icon of each kind of badge; the word always stands beside."""


@register.simple_tag
def badge(kind: str, label: str) -> SafeString:
    """Show a state: tint, icon and word."""
    tone, icon_name = BADGES.get(kind, BADGES["neutral"])
    drawing = icons.draw(icon_name) if icon_name else ""
    return format_html('<span class="badge badge-{}">{}{}</span>', tone, drawing, label)


@register.simple_tag
def capacity(kind: str, label: str = "") -> SafeString:
    """Show in which capacity somebody speaks; `label` adds for whom ("Bøgelund Boldklub")."""
    of = format_html(' <span class="capacity-of">{}</span>', label) if label else ""
    return format_html(
        '<span class="capacity capacity-{}">{}{}</span>', kind, _capacity_word(kind), of
    )


def _capacity_word(kind: str) -> str:
    words = {
        "citizen": pgettext("capacity", "Citizen"),
        "volunteer": pgettext("capacity", "Volunteer"),
        "company": pgettext("capacity", "Company"),
        "association": pgettext("capacity", "Association"),
        "employee": pgettext("capacity", "Employee"),
        "leader": pgettext("capacity", "Leader"),
        "politician": pgettext("capacity", "Politician"),
    }
    return words.get(kind, kind)


@register.inclusion_tag("ui/date_block.html")
def date_block(when: date | datetime, planned: bool = False) -> dict[str, Any]:  # noqa: FBT001, FBT002 - template syntax
    """Show a day large over its month; dashed while it is still to come."""
    return {"when": when, "day": formats.day_number(when), "planned": planned}


@register.inclusion_tag("ui/facts.html")
def facts(rows: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """List what is known, name and value; rows without a value are left out."""
    return {"rows": [(name, value) for name, value in rows if value not in (None, "")]}


@register.inclusion_tag("ui/bar.html")
def bar(value: int, of: int) -> dict[str, Any]:
    """Draw a number that stands in words beside; `of` is the longest bar of the list."""
    return {"width": round(100 * value / of, 2) if of else 0}


CAPACITY_ORDER = (
    "citizen", "volunteer", "company", "association", "employee", "leader", "politician",
)  # fmt: skip


@register.inclusion_tag("ui/share_bar.html")
def share_bar(parts: Iterable[tuple[str, int]]) -> dict[str, Any]:
    """Draw the parts of a whole by capacity, largest first; the counts stand in a list beside."""
    known = sorted(
        ((kind, size) for kind, size in parts if size and kind in CAPACITY_ORDER),
        key=lambda part: -part[1],
    )
    whole, gap, at = sum(size for _, size in known), 0.6, 0.0
    pieces = []
    for kind, size in known:
        width = size / whole * (100 - gap * (len(known) - 1))
        pieces.append((CAPACITY_ORDER.index(kind) + 1, round(at, 2), round(width, 2)))
        at += width + gap
    return {"pieces": pieces}


@register.inclusion_tag("ui/chart.html")
def chart(chart: charts.Chart) -> dict[str, Any]:
    """Show a chart in its two widths, with its numbers as a table."""
    drawings = [charts.for_page(drawing, chart.sentence) for drawing in chart.drawings]
    return {
        "chart": chart,
        "drawings": drawings,
        "rows": [list(zip(chart.heads, row, strict=True)) for row in chart.rows],
        "is_wide": len(chart.heads) > NARROW_TABLE,
    }


NARROW_TABLE = 2
"""A table of as many columns stands beside its picture, and needs no stacking on phones."""


@register.filter
def drawn(drawing: charts.Drawing, sentence: str) -> SafeString:
    """Write one drawing of a chart whose table the page writes itself."""
    return charts.for_page(drawing, sentence)


register.filter("for_paper", charts.for_paper)


@register.inclusion_tag("ui/more.html")
def more(page: Page[Any], label: str) -> dict[str, Any]:
    """Link to the next page of a list, where there is one."""
    return {"url": page.next_url or "", "label": label}


# The thread ---------------------------------------------------------------------------------


@register.inclusion_tag("ui/chain.html")
def chain(steps: Sequence[Step], of: str = "") -> dict[str, Any]:
    """Show what a matter came from and becomes; nothing at all when there is one step only.

    A page with several chains says which is `of` what, so that a screen reader tells them apart.
    """
    ahead = [*steps[1:], None]
    return {
        "of": of,
        "knots": [
            (step, "dashed" if after is not None and after.is_planned else "solid")
            for step, after in zip(steps, ahead, strict=True)
        ]
        if len(steps) > 1
        else [],
    }


@register.inclusion_tag("ui/steps.html")
def steps(done: int, total: int, text: str = "", label: str = "") -> dict[str, Any]:
    """Show counted progress: knots for the eye, the same in words.

    `label` replaces "2 of 5 steps." where the steps have a name of their own.
    """
    return {
        "knots": [
            ("done" if n < done else "planned", "solid" if n + 1 < done else "dashed")
            for n in range(total)
        ],
        "done": done,
        "total": total,
        "text": text,
        "label": label,
    }


@register.simple_block_tag
def knotted(
    content: str, heading: str, meta: str = "", *, level: int = 2, anchor: str = ""
) -> SafeString:
    """Set a decision or an answer on the thread; a draft never looks like this."""
    return render_to_string(
        "ui/knotted.html",
        {"content": content, "heading": heading, "meta": meta, "level": level, "anchor": anchor},
    )


# Notices ------------------------------------------------------------------------------------


@register.simple_block_tag
def notice(content: str, title: str = "", *, kind: str = "plain", level: int = 0) -> SafeString:
    """Say something that belongs to the whole page.

    Kinds: plain, correction (amber: something published was changed), warn, error, ok.
    `level` makes the title a heading.
    """
    return render_to_string(
        "ui/notice.html", {"content": content, "title": title, "kind": kind, "level": level}
    )


@register.simple_block_tag
def empty_state(content: str, title: str) -> SafeString:
    """Say what is missing and the one thing to do about it."""
    return render_to_string("ui/empty_state.html", {"content": content, "title": title})


# Forms --------------------------------------------------------------------------------------


@register.inclusion_tag("ui/forms/error_summary.html")
def error_summary(
    form: BaseForm | Sequence[BaseForm], also: Iterable[str] = (), *, focus: bool = True
) -> dict[str, Any]:
    """List what must be put right, each a link to its field; nothing while all is well.

    The answer to a form begins here: it takes the `focus`, and is read out. Of several forms on
    one page each says what it is `about`; `also` names mistakes of the whole.
    """
    forms = [form] if isinstance(form, BaseForm) else form
    mistakes = [Mistake(text, "") for text in also]
    for one in forms:
        about = f"{one.about}: " if hasattr(one, "about") else ""
        mistakes += [Mistake(about + found.advice, found.anchor) for found in mistakes_in(one)]
    obstacles = [str(one.obstacle) for one in forms if hasattr(one, "obstacle")]
    return {
        "mistakes": mistakes,
        "focus": focus,
        "how_many": _how_many(len(mistakes)),
        "obstacle": obstacles[0] if obstacles else gettext("before you can go on"),
    }


def _how_many(number: int) -> str:
    words = {
        1: gettext("Fix one thing"),
        2: gettext("Fix two things"),
        3: gettext("Fix three things"),
        4: gettext("Fix four things"),
        5: gettext("Fix five things"),
    }
    return words.get(number) or gettext("Fix %(number)s things") % {"number": number}


@register.simple_tag
def form_groups(form: BaseForm) -> list[tuple[str, list[BoundField]]]:
    """Return the visible fields as the form groups them; what no group names comes first."""
    return grouped(form)


@register.inclusion_tag("ui/forms/theirs.html")
def theirs(form: BaseForm, name: str) -> dict[str, Any]:
    """Show what somebody else saved meanwhile in a field, or in rows that stand beside the form."""
    place = form[name].auto_id if name in form.fields else name
    return {"theirs": getattr(form, "theirs", {}).get(name), "anchor": f"{place}_theirs"}


@register.inclusion_tag("ui/forms/page_form.html", takes_context=True)
def ui_form(
    context: Context,
    form: BaseForm,
    submit: str,
    *,
    action: str = "",
    secondary_url: str = "",
    secondary_label: str = "",
    anchor: str = "",
    minor: bool = False,
    preview: str = "",
) -> dict[str, Any]:
    """Show a whole form that is posted: summary of mistakes, fields, button.

    A minor form stands beside the page's main one, and its button is not the primary one. With
    `preview`, the place on the page where it is shown, a second button posts `vis` as well.
    """
    return {
        "request": context.get("request"),
        "form": form,
        "submit": submit,
        "action": action,
        "secondary_url": secondary_url,
        "secondary_label": secondary_label or gettext("Cancel"),
        "anchor": anchor,
        "is_minor": minor,
        "preview": preview,
    }


@register.simple_tag(takes_context=True)
def title_prefix(context: Context) -> str:
    """Begin the title of a page with "Error:" when a form on it was refused."""
    values = (value for layer in context.dicts for value in layer.values())
    # The type, not isinstance: that would wake lazy values, and the database with them.
    forms = (value for value in values if issubclass(type(value), BaseForm | BaseFormSet))
    refused = any(form.is_bound and not form.is_valid() for form in forms)
    return gettext("Error: ") if refused or context.get("has_errors") else ""


@register.inclusion_tag("ui/editor_assets.html", takes_context=True)
def editor_assets(context: Context) -> dict[str, Any]:
    """Load the rich text editor on a page for signed-in people, in its head.

    The import map is inline, so it carries the page's nonce.
    """
    return {
        "nonce": str(context["request"].csp_nonce),
        "import_map": _import_map(),
        "words": _editor_words(),
    }


def _editor_words() -> dict[str, dict[str, str]]:
    """What the editor's buttons and dialogs say; its own words are English and partly fixed."""
    return {
        "names": {
            "toolbar": gettext("Formatting"),
            "bold": gettext("Bold"),
            "italic": gettext("Italic"),
            "heading4": gettext("Heading"),
            "bulletList": gettext("Bulleted list"),
            "orderedList": gettext("Numbered list"),
            "blockquote": gettext("Quotation"),
            "link": gettext("Link"),
            "unlink": gettext("Remove the link"),
            "table": gettext("Insert a table"),
            "table:addColumnAfter": gettext("Add a column"),
            "table:deleteColumn": gettext("Remove the column"),
            "table:addRowAfter": gettext("Add a row"),
            "table:deleteRow": gettext("Remove the row"),
            "table:mergeCells": gettext("Join the cells"),
            "table:splitCell": gettext("Split the cell"),
            "table:toggleHeaderCell": gettext("Heading cell on or off"),
            "table:deleteTable": gettext("Remove the table"),
        },
        "dialogs": {
            "Edit Link": gettext("Link"),
            "URL": gettext("Address"),
            "Title": gettext("What the link leads to"),
            "Update": gettext("Use"),
            "Cancel": gettext("Cancel"),
            "Table Properties": gettext("Insert a table"),
            "Insert Table": gettext("Insert"),
            "Rows": gettext("Rows"),
            "Columns": gettext("Columns"),
            "Include header row": gettext("Headings in the first row"),
            "Yes": gettext("Yes"),
            "No": gettext("No"),
        },
        "icons": {name: str(icons.draw(drawing)) for name, drawing in _EDITOR_ICONS.items()},
    }


_EDITOR_ICONS = {
    "heading4": "heading",
    "bulletList": "list",
    "orderedList": "numbers",
    "blockquote": "quote",
    "link": "link",
    "unlink": "unlink",
    "table": "table",
    "table:mergeCells": "join",
    "table:splitCell": "split",
}


def _import_map() -> SafeString:
    names = {
        "django-prose-editor/editor": "django_prose_editor/editor.js",
        "django-prose-editor/configurable": "django_prose_editor/configurable.js",
    }
    entries = ",".join(f'"{name}":"{static(path)}"' for name, path in names.items())
    return mark_safe(f'{{"imports":{{{entries}}}}}')  # noqa: S308 - our own names and addresses


# The frame ----------------------------------------------------------------------------------


@register.simple_block_tag
def wording(content: str) -> SafeString:
    """Keep what stands inside for later: `{% wording as title %}…{% endwording %}`."""
    return mark_safe(content.strip())  # noqa: S308 - rendered by the template engine


@register.inclusion_tag("ui/logo.html")
def logo(of: Any) -> dict[str, Any]:
    """Draw the municipality's logo; its name stands beside."""
    width, height = of.drawn
    return {"url": of.get_absolute_url(), "width": width, "height": height}


@register.inclusion_tag("ui/breadcrumbs.html")
def breadcrumbs(crumbs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Show the way here; the last one is this page."""
    return {"crumbs": crumbs}


OF_THE_PORTAL = {"accessibility", "privacy"}
"""Pages that belong to no word of the menu, whichever app they stand in."""


@register.inclusion_tag("ui/menu_item.html", takes_context=True)
def menu_item(context: Context, section: str, url: str, label: str) -> dict[str, Any]:
    """One of the four words of the menu, marked where the page belongs to its section."""
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    here = match is not None and section in match.namespaces and match.url_name not in OF_THE_PORTAL
    exactly = here and request is not None and request.path == url
    return {"url": url, "label": label, "here": here, "exactly": exactly}


@register.simple_tag
def htmx() -> SafeString:
    """Load htmx, without eval and without its own styles; goes into the head."""
    return format_html(
        '<meta name="htmx-config" content="{}"><script src="{}" defer></script>',
        '{"includeIndicatorStyles":false,"allowEval":false}',
        static("django_htmx/htmx-2.min.js"),
    )
