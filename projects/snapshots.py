"""What a proposal says, taken as plain data: what is frozen at submission, and what pages show.

A page reads a proposal only through `Reading`, be it the draft or a frozen version; so a version
looks the same for good, and the draft of the next one cannot slip into it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.dateparse import parse_date

from .models import (
    BenefitKind,
    Direction,
    ProjectKind,
    Proposal,
    ProposalVersion,
    SectionKind,
)

FORMAT = 1


def take(proposal: Proposal) -> dict[str, Any]:
    """Return the draft as data that JSON keeps exactly; seven queries."""
    draft = proposal.draft
    texts = {section.kind: section.text.content for section in _sections(proposal)}
    return {
        "format": FORMAT,
        "title": draft.title,
        "summary": draft.summary,
        "kind": draft.kind,
        "language": proposal.language,
        "starts_on": _day(draft.starts_on),
        "ends_on": _day(draft.ends_on),
        "group": {"id": proposal.working_group_id, "name": proposal.working_group.name},
        "sections": [{"kind": kind, "html": texts.get(kind, "")} for kind in SectionKind.values],
        "qualitative": [row.text for row in proposal.qualitative_potentials.order_by("pk")],
        "economic": [
            {
                "post": row.post,
                "year": row.year,
                "low": str(row.low),
                "expected": str(row.expected),
                "high": str(row.high),
                "assumptions": row.assumptions,
            }
            for row in proposal.economic_potentials.order_by("year", "pk")
        ],
        "budget": [
            {"post": row.post, "year": row.year, "amount": str(row.amount)}
            for row in proposal.budget_lines.order_by("year", "pk")
        ],
        "benefits": [_benefit(row) for row in proposal.benefits.order_by("pk")],
        "ideas": list(
            proposal.idea_links.filter(in_draft=True)
            .order_by("pk")
            .values_list("idea_id", flat=True)
        ),
    }


def _sections(proposal: Proposal) -> Any:
    return proposal.sections.select_related("text").order_by("pk")


def _benefit(row: Any) -> dict[str, Any]:
    return {
        "id": row.pk,
        "title": row.title,
        "kind": row.kind,
        "owner": row.owner_name,
        "indicator": row.indicator,
        "unit": row.unit,
        "direction": row.direction,
        "baseline_value": _number(row.baseline_value),
        "baseline_on": _day(row.baseline_on),
        "baseline_source": row.baseline_source,
        "baseline_planned_on": _day(row.baseline_planned_on),
        "target_value": _number(row.target_value),
        "target_on": _day(row.target_on),
    }


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _number(value: Decimal | None) -> str:
    return "" if value is None else str(value)


def fingerprint(snapshot: dict[str, Any]) -> str:
    """Return the SHA-512 of the content, whatever order its keys came back in."""
    text = json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha512(text.encode()).hexdigest()


@dataclass(frozen=True)
class Section:
    kind: str
    label: str
    html: str


@dataclass(frozen=True)
class Economic:
    post: str
    year: int
    low: Decimal
    expected: Decimal
    high: Decimal
    assumptions: str


@dataclass(frozen=True)
class EconomicYear:
    """The posts of one year with their sum."""

    year: int
    rows: list[Economic]

    @property
    def low(self) -> Decimal:
        return sum((row.low for row in self.rows), Decimal(0))

    @property
    def expected(self) -> Decimal:
        return sum((row.expected for row in self.rows), Decimal(0))

    @property
    def high(self) -> Decimal:
        return sum((row.high for row in self.rows), Decimal(0))


@dataclass(frozen=True)
class Budget:
    post: str
    year: int
    amount: Decimal


@dataclass(frozen=True)
class PlannedBenefit:
    """A benefit as the version promised it."""

    id: int
    title: str
    kind: str
    kind_label: str
    owner: str
    indicator: str
    unit: str
    direction: str
    direction_label: str
    baseline_value: Decimal | None
    baseline_on: date | None
    baseline_source: str
    baseline_planned_on: date | None
    target_value: Decimal | None
    target_on: date | None


@dataclass(frozen=True)
class Reading:
    """One version of a proposal, ready to be shown."""

    title: str
    summary: str
    kind: str
    kind_label: str
    language: str
    starts_on: date | None
    ends_on: date | None
    group_name: str
    sections: list[Section]
    qualitative: list[str]
    economic: list[EconomicYear]
    budget: list[Budget]
    benefits: list[PlannedBenefit]
    idea_ids: list[int]

    @property
    def written_sections(self) -> list[Section]:
        return [section for section in self.sections if section.html]

    @property
    def budget_total(self) -> Decimal:
        return sum((line.amount for line in self.budget), Decimal(0))

    @property
    def expected_total(self) -> Decimal:
        return sum((year.expected for year in self.economic), Decimal(0))


def read(snapshot: dict[str, Any]) -> Reading:
    """Turn frozen data into values of the domain; labels in the language of the page."""
    return Reading(
        title=snapshot["title"],
        summary=snapshot["summary"],
        kind=snapshot["kind"],
        kind_label=str(ProjectKind(snapshot["kind"]).label),
        language=snapshot["language"],
        starts_on=_read_day(snapshot["starts_on"]),
        ends_on=_read_day(snapshot["ends_on"]),
        group_name=snapshot["group"]["name"],
        sections=[
            Section(row["kind"], str(SectionKind(row["kind"]).label), row["html"])
            for row in snapshot["sections"]
        ],
        qualitative=list(snapshot["qualitative"]),
        economic=_by_year(snapshot["economic"]),
        budget=[
            Budget(row["post"], row["year"], Decimal(row["amount"])) for row in snapshot["budget"]
        ],
        benefits=[_read_benefit(row) for row in snapshot["benefits"]],
        idea_ids=list(snapshot["ideas"]),
    )


def read_version(version: ProposalVersion) -> Reading:
    return read(version.snapshot)


def read_draft(proposal: Proposal) -> Reading:
    return read(take(proposal))


def _by_year(rows: list[dict[str, Any]]) -> list[EconomicYear]:
    years: dict[int, list[Economic]] = {}
    for row in rows:
        years.setdefault(row["year"], []).append(
            Economic(
                post=row["post"],
                year=row["year"],
                low=Decimal(row["low"]),
                expected=Decimal(row["expected"]),
                high=Decimal(row["high"]),
                assumptions=row["assumptions"],
            )
        )
    return [EconomicYear(year, posts) for year, posts in sorted(years.items())]


def _read_benefit(row: dict[str, Any]) -> PlannedBenefit:
    return PlannedBenefit(
        id=row["id"],
        title=row["title"],
        kind=row["kind"],
        kind_label=str(BenefitKind(row["kind"]).label),
        owner=row["owner"],
        indicator=row["indicator"],
        unit=row["unit"],
        direction=row["direction"],
        direction_label=str(Direction(row["direction"]).label),
        baseline_value=_read_number(row["baseline_value"]),
        baseline_on=_read_day(row["baseline_on"]),
        baseline_source=row["baseline_source"],
        baseline_planned_on=_read_day(row["baseline_planned_on"]),
        target_value=_read_number(row["target_value"]),
        target_on=_read_day(row["target_on"]),
    )


def _read_number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _read_day(text: str) -> date | None:
    return parse_date(text) if text else None
