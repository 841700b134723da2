"""What changed from one version of a proposal to the next, in words added and words taken out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.documents import richtext
from portal.ui import formats
from portal.ui.difference import marked

from .snapshots import PlannedBenefit, Reading


@dataclass(frozen=True)
class Change:
    label: str
    words: SafeString


def compare(before: Reading, after: Reading) -> list[Change]:
    """Return the parts that differ, in the order of the page."""
    old = dict(_parts(before))
    changes = []
    for label, text in _parts(after):
        previous = old.get(label, "")
        if text != previous:
            changes.append(Change(label, marked(previous, text)))
    return changes


def _parts(reading: Reading) -> Iterator[tuple[str, str]]:
    """Give every part of a proposal as plain text under its label."""
    yield _("Title"), reading.title
    yield _("In short"), reading.summary
    yield _("Type"), reading.kind_label
    yield _("Period"), f"{formats.day(reading.starts_on)} – {formats.day(reading.ends_on)}"
    for section in reading.sections:
        yield section.label, richtext.to_text(section.html)
    yield _("Qualitative potentials"), "\n".join(reading.qualitative)
    yield (
        _("Economic potentials"),
        "\n".join(
            f"{row.year} {row.post}: {formats.kroner(row.low)} / {formats.kroner(row.expected)}"
            f" / {formats.kroner(row.high)} {row.assumptions}"
            for year in reading.economic
            for row in year.rows
        ),
    )
    yield (
        pgettext("money", "Budget"),
        "\n".join(
            f"{line.year} {line.post}: {formats.kroner(line.amount)}" for line in reading.budget
        ),
    )
    yield _("Benefits"), "\n".join(_benefit(benefit) for benefit in reading.benefits)


def _benefit(benefit: PlannedBenefit) -> str:
    return "; ".join(
        part
        for part in (
            benefit.title,
            benefit.kind_label,
            benefit.owner,
            benefit.indicator,
            f"{formats.number(benefit.baseline_value)} {benefit.unit}".strip(),
            formats.day(benefit.baseline_on or benefit.baseline_planned_on),
            f"{formats.number(benefit.target_value)} {benefit.unit}".strip(),
            formats.day(benefit.target_on),
        )
        if part
    )
