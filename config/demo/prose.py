"""The mini markup of the demo's texts, turned into the HTML that the portal stores.

A blank line parts paragraphs. Lines that begin with ``- `` make a list, with ``1. `` a numbered
one; lines within a block run on. Nothing else is needed, so nothing else is offered.
"""

import html
import re
from textwrap import dedent


def to_html(text: str) -> str:
    """Rich text for sections, answers and editorial pages."""
    blocks = re.split(r"\n\s*\n", dedent(text).strip())
    return "".join(_block(block) for block in blocks if block.strip())


def to_plain(text: str) -> str:
    """Plain text with one line a paragraph, for ideas and comments."""
    blocks = re.split(r"\n\s*\n", dedent(text).strip())
    return "\n\n".join(_joined(block) for block in blocks)


def _block(block: str) -> str:
    for mark, tag in ((r"- ", "ul"), (r"\d+\. ", "ol")):
        if re.match(mark, block):
            entries = re.split(rf"(?:^|\n)\s*{mark}", block)[1:]
            rows = "".join(f"<li>{_run_on(entry)}</li>" for entry in entries)
            return f"<{tag}>{rows}</{tag}>"
    return f"<p>{_run_on(block)}</p>"


def _run_on(text: str) -> str:
    return html.escape(_joined(text), quote=False)


def _joined(text: str) -> str:
    """Let lines run on; a no-break space stays one."""
    return re.sub(r"[ \n]+", " ", text).strip(" \n")
