"""Project proposals: written by their groups, adopted, submitted, decided on and measured."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from config.demo import prose
from config.demo.ideas import IDEAS
from config.demo.kinds import Benefit, Proposal, Ruling
from config.demo.projects import PROPOSALS
from projects import services
from projects.models import Question

from .acts import Stage, scatter

CHIEF = "rikke"
IDEA_DAYS = {idea.key: idea.day for idea in IDEAS}
SUBMITS = "mads"


def write_all(stage: Stage) -> None:
    for proposal in PROPOSALS:
        _plan_writing(stage, proposal)
        _plan_decisions(stage, proposal)
        _plan_measuring(stage, proposal)


def _plan_writing(stage: Stage, proposal: Proposal) -> None:
    author = proposal.author
    stage.act(stage.at(proposal.created, "19.10"), author, lambda: _start(stage, proposal))
    for place, kind in enumerate(proposal.sections):
        writer = proposal.writers.get(kind, author)
        moment = stage.around(proposal.written - 3, proposal.key) + timedelta(minutes=23 * place)
        stage.act(moment, writer, partial(_write, stage, proposal, kind, writer))
    written = stage.at(proposal.written, "20.05")
    stage.act(written, author, lambda: _state_facts(stage, proposal))
    if proposal.in_committee is not None:
        moment = stage.at(proposal.in_committee, "9.20")
        stage.act(
            moment,
            author,
            lambda: services.send_to_committee(
                stage.proposals[proposal.key].pk, by=stage.users[author]
            ),
        )


def _start(stage: Stage, proposal: Proposal) -> None:
    by = stage.users[proposal.author]
    row = services.start_proposal(
        stage.groups[proposal.group].pk,
        title=proposal.title,
        summary=proposal.summary,
        kind=proposal.kind,
        by=by,
    )
    stage.proposals[proposal.key] = row


def link_ideas(stage: Stage) -> None:
    """Say which ideas a proposal grew out of, as soon as both are there."""
    for proposal in PROPOSALS:
        for idea in proposal.ideas:
            day = max(proposal.created + 1, IDEA_DAYS[idea] + 2)
            stage.act(
                stage.at(day, "19.40"),
                proposal.author,
                partial(_link, stage, proposal, idea),
            )


def _link(stage: Stage, proposal: Proposal, idea: str) -> None:
    services.link_idea(
        stage.proposals[proposal.key].pk, stage.ideas[idea].pk, by=stage.users[proposal.author]
    )


def _write(stage: Stage, proposal: Proposal, kind: str, writer: str) -> None:
    row = stage.proposals[proposal.key]
    services.save_section(
        row.pk,
        kind,
        content=prose.to_html(proposal.sections[kind]),
        base_revision=row.sections.get(kind=kind).text.revision,
        by=stage.users[writer],
    )


def _state_facts(stage: Stage, proposal: Proposal) -> None:
    """The period, potentials, budget and benefits, entered in one evening."""
    row, by = stage.proposals[proposal.key], stage.users[proposal.author]
    if proposal.starts is not None and proposal.ends is not None:
        services.set_facts(
            row.pk,
            title=proposal.title,
            summary=proposal.summary,
            kind=proposal.kind,
            starts_on=stage.today + timedelta(days=proposal.starts),
            ends_on=stage.today + timedelta(days=proposal.ends),
            by=by,
        )
    for text in proposal.qualitative:
        services.add_qualitative_potential(row.pk, text=text, by=by)
    for potential in proposal.economic:
        services.add_economic_potential(
            row.pk,
            post=potential.post,
            year=stage.today.year + potential.year,
            low=Decimal(potential.low),
            expected=Decimal(potential.expected),
            high=Decimal(potential.high),
            assumptions=potential.assumptions,
            by=by,
        )
    for line in proposal.budget:
        services.add_budget_line(
            row.pk,
            post=line.post,
            year=stage.today.year + line.year,
            amount=Decimal(line.amount),
            by=by,
        )
    for benefit in proposal.benefits:
        _add_benefit(stage, proposal, benefit)


def _add_benefit(stage: Stage, proposal: Proposal, benefit: Benefit) -> None:
    def day(count: int) -> date:
        return stage.today + timedelta(days=count)

    baseline = benefit.baseline
    stage.benefits[proposal.key, benefit.title] = services.add_benefit(
        stage.proposals[proposal.key].pk,
        title=benefit.title,
        kind=benefit.kind,
        owner_name=benefit.owner_name,
        owner=stage.persons[benefit.owner] if benefit.owner else None,
        indicator=benefit.indicator,
        unit=benefit.unit,
        direction="lower" if benefit.lower_is_better else "higher",
        baseline_value=Decimal(baseline.value) if baseline else None,
        baseline_on=day(baseline.day) if baseline else None,
        baseline_source=benefit.source,
        baseline_planned_on=day(benefit.plan_day) if benefit.plan_day is not None else None,
        target_value=Decimal(benefit.target.value),
        target_on=day(benefit.target.day),
        by=stage.users[proposal.author],
    )


def _plan_decisions(stage: Stage, proposal: Proposal) -> None:
    for day in proposal.submitted:
        stage.act(
            stage.at(day, "14.10"),
            SUBMITS,
            lambda: services.submit(stage.proposals[proposal.key].pk, by=stage.users[SUBMITS]),
        )
    for ruling in proposal.rulings:
        stage.act(stage.at(ruling.day, "11.25"), CHIEF, partial(_rule, stage, proposal, ruling))
        for place, question in enumerate(ruling.questions):
            if question.answer:
                moment = stage.around(min(ruling.day + 2 + place, -1), proposal.key, question.text)
                stage.act(
                    moment,
                    question.answered_by,
                    partial(
                        _answer,
                        stage,
                        proposal,
                        question.text,
                        question.answer,
                        question.answered_by,
                    ),
                )
    if proposal.started is not None:
        started = proposal.started
        stage.act(
            stage.at(started, "8.55"),
            CHIEF,
            lambda: services.start_project(
                stage.proposals[proposal.key].pk,
                started_on=stage.today + timedelta(days=started),
                reason=proposal.start_note,
                by=stage.users[CHIEF],
            ),
        )


def _rule(stage: Stage, proposal: Proposal, ruling: Ruling) -> None:
    row = stage.proposals[proposal.key]
    row.refresh_from_db()
    version = row.versions.count()
    by = stage.users[CHIEF]
    if ruling.kind == "returned":
        services.return_with_questions(
            row.pk,
            version=version,
            reason=ruling.reason,
            questions=[question.text for question in ruling.questions],
            by=by,
        )
    else:
        services.approve(row.pk, version=version, reason=ruling.reason, by=by)


def _answer(stage: Stage, proposal: Proposal, text: str, answer: str, who: str) -> None:
    question = Question.objects.get(version__proposal=stage.proposals[proposal.key], text=text)
    services.answer_question(
        question.pk,
        answer=answer,
        by=stage.users[who],
    )


def _plan_measuring(stage: Stage, proposal: Proposal) -> None:
    for benefit in proposal.benefits:
        for measure in benefit.measures:
            moment = stage.at(measure.day, f"{13 + scatter(measure.note) % 3}.15")
            stage.act(
                moment,
                benefit.owner,
                partial(
                    _measure,
                    stage,
                    (proposal.key, benefit.title),
                    measure.value,
                    measure.note,
                    measure.day,
                ),
            )


def _measure(stage: Stage, key: tuple[str, str], value: str, note: str, day: int) -> None:
    benefit = stage.benefits[key]
    services.add_measurement(
        benefit.pk,
        value=Decimal(value),
        measured_on=stage.today + timedelta(days=day),
        source=benefit.baseline_source,
        note=note,
        by=stage.users[_owner(stage, key)],
    )


def _owner(stage: Stage, key: tuple[str, str]) -> str:
    """Return the account of the benefit's owner."""
    owner = stage.benefits[key].owner
    return next(who for who, person in stage.persons.items() if person == owner)
