"""HTML to PDF: tagged, lasting, and byte for byte the same every time.

One file carries two marks: PDF/A-2a (it can be kept) and PDF/UA-1 (everybody can read it).
Only what is handed in gets in: no network, no files, no system fonts, no clock. So the same
frozen data with the same template gives the same bytes in every process.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from lxml import html as lxml_html

from portal.jobs import GiveUp

from . import fonts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from types import ModuleType

DRAWN_AS_NOTHING = {"Cc", "Cf", "Zs", "Zl", "Zp"}
"""Kinds of letters that say how others are set, and are no mark on paper."""

# WeasyPrint and Pango keep state of their own; one page at a time in a process.
_one_at_a_time = threading.Lock()

UA_MARK = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which this file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


class RendererMissing(GiveUp):
    """The machine lacks a system library; whoever runs it is told which."""


def render(
    template: str,
    context: Mapping[str, Any],
    *,
    language: str,
    title: str,
    author: str,
    subject: str,
    keywords: Iterable[str] = (),
    url: str = "",
    dated: datetime,
) -> bytes:
    """Return the PDF of a template that extends `documents/pdf/base.html`.

    A letter that no font of ours can draw is named where it stands, and the end says so.

    `dated` is the document's own date (publication), not now. `url` is its permanent address.
    Raises RendererMissing where the system library is not installed.
    """
    with translation.override(language):
        page = render_to_string(
            template,
            {
                **context,
                "document": {
                    "language": language,
                    "title": title,
                    "author": author,
                    "subject": subject,
                    "keywords": ", ".join(keywords),
                    "address": url.partition("://")[2].rstrip("/"),
                    "dated": dated.isoformat(timespec="seconds"),
                },
            },
        )
        told = _with_letters_that_can_be_drawn(page, url)
    return from_page(told)


def from_page(page: str) -> bytes:
    """Return the PDF of a whole HTML page that has all it needs in itself."""
    weasyprint = _weasyprint()
    with _one_at_a_time, fonts.only_ours():
        drawn = _draw(weasyprint, page)
    return _finish(drawn, link_texts(page))


def warm_up() -> None:
    """Load the renderer and draw the fonts, so that a worker's first document is quick."""
    _weasyprint()


def link_texts(page: str) -> dict[str, str]:
    """Return for each address or place in the page the words that lead there."""
    texts: dict[str, str] = {}
    for link in lxml_html.document_fromstring(page).iter("a"):
        target, words = link.get("href", ""), " ".join(link.text_content().split())
        if target and words:
            texts.setdefault(target.removeprefix("#"), words)
    return texts


def _with_letters_that_can_be_drawn(page: str, url: str) -> str:
    """Name what would be an empty box: a reader must know that something is left out.

    The lasting forms of PDF forbid such boxes, too.
    """
    head, body_begins, body = page.partition("<body")
    unknown = {
        letter
        for letter in set(body) - fonts.letters()
        if unicodedata.category(letter) not in DRAWN_AS_NOTHING
        and not unicodedata.name(letter, "").startswith("VARIATION SELECTOR")
    }
    if not unknown:
        return page
    runs = re.compile(f"[{re.escape(''.join(sorted(unknown)))}]+")
    named = runs.sub(lambda run: f"[{' '.join(f'U+{ord(each):04X}' for each in run[0])}]", body)
    note = render_to_string("documents/pdf/letters.html", {"address": url})
    before, body_ends, after = named.rpartition("</body>")
    return f"{head}{body_begins}{before}{note}{body_ends}{after}"


def _weasyprint() -> ModuleType:
    """Import the renderer late, so that pages are shown where it cannot work."""
    try:
        with fonts.only_ours():
            import weasyprint  # noqa: PLC0415 - needs system libraries
    except OSError as missing:
        raise RendererMissing(
            _(
                "PDFs cannot be made on this machine, because the library Pango is missing. "
                "Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 "
                "libharfbuzz-subset0. macOS: brew install pango."
            )
        ) from missing
    module: ModuleType = weasyprint
    return module


def _draw(weasyprint: ModuleType, page: str) -> bytes:
    class Closed(weasyprint.urls.URLFetcher):  # type: ignore[name-defined]
        """Opens nothing but what stands in the page itself."""

        def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
            if not url.startswith("data:"):
                message = "A document may not load anything from outside."
                raise ValueError(message)
            return super().fetch(url, headers)

    letters, closed = weasyprint.text.fonts.FontConfiguration(), Closed()
    style = weasyprint.CSS(
        string=render_to_string("documents/pdf/style.css"), font_config=letters, url_fetcher=closed
    )
    document = weasyprint.HTML(string=page, base_url=settings.BASE_URL, url_fetcher=closed)
    drawn: bytes = document.write_pdf(
        stylesheets=[style], font_config=letters, pdf_variant="pdf/a-2a"
    )
    return drawn


def _finish(drawn: bytes, texts: Mapping[str, str]) -> bytes:
    """Add the second mark and the words that a screen reader says for each link."""
    import pikepdf  # noqa: PLC0415 - heavy, and pages do without

    with pikepdf.open(BytesIO(drawn)) as pdf:
        packet = pdf.Root.Metadata.read_bytes().replace(b"</rdf:RDF>", UA_MARK, 1)
        metadata = pdf.make_stream(packet, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
        pdf.Root.Metadata = metadata
        for page in pdf.pages:
            page.Tabs = pikepdf.Name.S
            for annotation in page.get("/Annots", ()):
                if annotation.get("/Subtype") == "/Link":
                    annotation.Contents = pikepdf.String(_describe(annotation, texts))
        finished = BytesIO()
        pdf.save(
            finished,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.preserve,
            fix_metadata_version=False,
        )
    return finished.getvalue()


def _describe(annotation: Any, texts: Mapping[str, str]) -> str:
    if "/Dest" in annotation:
        place = str(annotation.Dest)
        return texts.get(place, place.replace("-", " "))
    address = str(annotation.A.URI)
    path = address.removeprefix(settings.BASE_URL)
    words = texts.get(address) or texts.get(path) or ""
    return f"{words} ({address})" if words and words != address else address
