"""What the page of a proposal shows, gathered in a fixed number of queries.

Everything here goes to the public, unless `insider` says that the reader works on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Prefetch, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from committee.models import Committee, MandateTask, MandateVersion, Role, roles_of
from ideas.models import Idea
from portal.ui import formats
from portal.ui.chain import Step

from . import charts, snapshots, upwards
from .models import (
    WITHDRAWABLE,
    Benefit,
    Decision,
    DecisionKind,
    Measurement,
    Proposal,
    Question,
    State,
)

OUTCOMES = {DecisionKind.APPROVED, DecisionKind.REJECTED}


@dataclass(frozen=True)
class Rights:
    """What this reader may do now: the right and the state together, for the buttons."""

    read_draft: bool = False
    edit: bool = False
    send_to_committee: bool = False
    submit: bool = False
    decide: bool = False
    may_not_decide_as_author: bool = False
    withdraw: bool = False
    start: bool = False
    finish: bool = False
    stop: bool = False

    @property
    def any_verb(self) -> bool:
        return any(
            (
                self.edit,
                self.send_to_committee,
                self.submit,
                self.decide,
                self.withdraw,
                self.start,
                self.finish,
                self.stop,
            )
        )


def rights_of(user: Any, proposal: Proposal) -> Rights:
    """Ask each permission where the state leaves anything to do."""
    if not user.is_authenticated:
        return Rights()
    state = proposal.state
    edits = proposal.is_writable and user.has_perm("projects.edit_proposal", proposal)
    awaits = state == State.SUBMITTED and Role.CHIEF in roles_of(user, proposal.committee)
    decides = awaits and user.has_perm("projects.decide_on_proposal", proposal)
    carries_out = proposal.is_carried_out and user.has_perm("projects.carry_out_project", proposal)
    return Rights(
        read_draft=user.has_perm("projects.read_draft", proposal),
        edit=edits,
        send_to_committee=edits and state == State.DRAFT,
        submit=state in {State.IN_COMMITTEE, State.RETURNED}
        and user.has_perm("projects.submit_proposal", proposal),
        decide=decides,
        may_not_decide_as_author=awaits and not decides,
        withdraw=state in WITHDRAWABLE and user.has_perm("projects.withdraw_proposal", proposal),
        start=carries_out and state == State.APPROVED,
        finish=carries_out and state == State.RUNNING,
        stop=carries_out and state in {State.APPROVED, State.RUNNING},
    )


@dataclass(frozen=True)
class QuestionAndAnswer:
    number: int
    text: str
    answer: str


@dataclass(frozen=True)
class DecisionBlock:
    """A decision as it is set on the thread."""

    kind: str
    heading: str
    meta: str
    reason: str
    questions: list[QuestionAndAnswer]
    anchor: str
    version: int | None

    @property
    def has_answers(self) -> bool:
        return any(question.answer for question in self.questions)


@dataclass(frozen=True)
class MeasuredBenefit:
    """A benefit of an approved project with its curve and what the reader may do."""

    benefit: Benefit
    curve: charts.Curve | None
    measurements: list[Measurement]
    may_measure: bool
    may_change_target: bool

    @property
    def realised(self) -> Decimal | None:
        if not self.measurements:
            return None
        return self.benefit.gain(self.measurements[-1].value)

    @property
    def target_moved(self) -> bool:
        benefit = self.benefit
        first = (benefit.first_target_value, benefit.first_target_on)
        return benefit.first_target_value is not None and first != (
            benefit.target_value,
            benefit.target_on,
        )


@dataclass(frozen=True)
class Figure:
    number: str
    text: str


class ProposalPage:
    """One proposal for one reader."""

    def __init__(self, proposal: Proposal, user: Any, *, draft: bool = False) -> None:
        self.proposal = proposal
        self.user = user
        self.version = None if draft else proposal.current_version
        self.reading = (
            snapshots.read_version(self.version)
            if self.version is not None
            else snapshots.read_draft(proposal)
        )
        self.rights = rights_of(user, proposal)

    @property
    def is_draft(self) -> bool:
        return self.version is None

    @property
    def lang(self) -> str:
        """The proposal's language where it is not the page's; for `lang`."""
        spoken = self.reading.language
        return "" if spoken == (get_language() or "da")[:2] else spoken

    @cached_property
    def ideas(self) -> list[Idea]:
        found = (
            Idea.objects.visible_to(self.user)
            .filter(pk__in=self.reading.idea_ids)
            .select_related("committee")
            .defer("body")
        )
        order = {pk: place for place, pk in enumerate(self.reading.idea_ids)}
        return sorted(found.order_by("pk"), key=lambda idea: order[idea.pk])

    @cached_property
    def decisions(self) -> list[Decision]:
        return list(
            self.proposal.decisions.select_related("by", "version").defer("version__snapshot")
        )

    @cached_property
    def outcome(self) -> Decision | None:
        """The chief's approval or rejection, if there is one."""
        return next((d for d in reversed(self.decisions) if d.kind in OUTCOMES), None)

    @cached_property
    def decision_blocks(self) -> list[DecisionBlock]:
        """All decisions, newest first, with their questions."""
        questions: dict[int, list[Question]] = {}
        rows = Question.objects.filter(version__proposal=self.proposal).order_by("number", "pk")
        for question in rows if self.decisions else ():
            questions.setdefault(question.version_id, []).append(question)
        return [
            _block(decision, questions, insider=self.rights.read_draft)
            for decision in reversed(self.decisions)
        ]

    @cached_property
    def benefits(self) -> list[MeasuredBenefit]:
        """The live benefits of an approved project, with what was measured."""
        if not self.proposal.is_carried_out:
            return []
        standing = Prefetch(
            "measurements", queryset=Measurement.objects.standing(), to_attr="standing_rows"
        )
        rows = self.proposal.benefits.select_related("owner").prefetch_related(standing)
        return [self._measured(benefit) for benefit in rows.order_by("pk")]

    def _measured(self, benefit: Any) -> MeasuredBenefit:
        benefit.proposal = self.proposal
        measurements: list[Measurement] = benefit.standing_rows
        return MeasuredBenefit(
            benefit=benefit,
            curve=charts.benefit_curve(benefit, measurements),
            measurements=measurements,
            may_measure=self.user.has_perm("projects.measure_benefit", benefit),
            may_change_target=self.user.has_perm("projects.change_target", benefit),
        )

    @cached_property
    def figures(self) -> list[Figure]:
        """The four numbers that matter at this stage."""
        if self.proposal.is_carried_out and self.benefits:
            return [*_measured_figures(self.benefits), *_money_figures(self.reading)][:4]
        count = len(self.reading.benefits)
        figures = _money_figures(self.reading)
        if count:
            figures.append(
                Figure(
                    formats.number(count),
                    ngettext("benefit with a target", "benefits with targets", count),
                )
            )
        if self.ideas:
            figures.append(
                Figure(
                    formats.number(len(self.ideas)),
                    ngettext("idea behind it", "ideas behind it", len(self.ideas)),
                )
            )
        return figures

    @cached_property
    def facts(self) -> list[tuple[str, str]]:
        """What stands neither in the head of the page nor among its figures."""
        proposal = self.proposal
        return [
            (_("Period"), _period(self.reading)),
            (_("Started"), formats.day(proposal.started_on)),
            (_("Ended"), formats.day(proposal.ended_on)),
        ]

    @cached_property
    def chain(self) -> list[Step]:
        """Idea, item, decision, project, benefit: what has happened, and what is to come."""
        here = Step(
            kind=pgettext("chain", "Project"),
            what=_("This project"),
            when=self._since(),
            state="here",
        )
        before = [*_idea_steps(self.ideas), *self._item_steps()]
        decision = self._decision_step()
        if self.outcome is not None and decision:
            before, after = [*before, decision], []
        else:
            after = [decision] if decision else []
        return [*before, here, *after, *self._benefit_steps()]

    def _since(self) -> str:
        return self.proposal.standing(formats.day_short(self.proposal.state_since))

    def _item_steps(self) -> list[Step]:
        item = upwards.adopted_at(self.proposal, self.user)
        if item is None:
            return []
        return [
            Step(
                kind=_("Agenda item"),
                what=upwards.title_of(item),
                url=item.get_absolute_url(),
                when=formats.day(item.meeting.starts_at),
            )
        ]

    def _decision_step(self) -> Step | None:
        if self.outcome is not None:
            return Step(
                kind=_("The chief’s decision"),
                what=self.outcome.get_kind_display(),
                url="#afgoerelse",
                when=formats.day(self.outcome.at),
            )
        if self.proposal.state in {State.SUBMITTED, State.RETURNED}:
            return Step(kind=_("The chief’s decision"), what=_("Awaited"), state="planned")
        return None

    def _benefit_steps(self) -> list[Step]:
        """Name the first benefit, measured or planned."""
        others = self.benefits[1:]
        label = ngettext("and %(count)s more benefit", "and %(count)s more benefits", len(others))
        for measured in self.benefits[:1]:
            count = len(measured.measurements)
            planned_on = measured.benefit.baseline_planned_on
            waits = (
                _("Measured from %(day)s") % {"day": formats.day(planned_on)} if planned_on else ""
            )
            return [
                Step(
                    kind=pgettext("chain", "Benefit"),
                    what=measured.benefit.title,
                    url=f"#gevinst-{measured.benefit.pk}",
                    when=(
                        ngettext("%(count)s measurement", "%(count)s measurements", count)
                        % {"count": count}
                        if count
                        else waits
                    ),
                    state="done" if count else "planned",
                    more=tuple(
                        (each.benefit.title, f"#gevinst-{each.benefit.pk}") for each in others
                    ),
                    more_label=label % {"count": len(others)},
                )
            ]
        if self.proposal.state in {State.REJECTED, State.WITHDRAWN}:
            return []
        return [
            Step(
                kind=pgettext("chain", "Benefit"),
                what=benefit.title,
                when=(
                    _("Target by %(day)s") % {"day": formats.day(benefit.target_on)}
                    if benefit.target_on
                    else ""
                ),
                state="planned",
            )
            for benefit in self.reading.benefits[:1]
        ]


def _idea_steps(ideas: list[Idea]) -> list[Step]:
    """Name the first idea; the others open from it."""
    if not ideas:
        return []
    first, others = ideas[0], ideas[1:]
    label = ngettext("and %(count)s more idea", "and %(count)s more ideas", len(others))
    return [
        Step(
            kind=_("Idea no. %(number)s") % {"number": first.number},
            what=first.title,
            url=first.get_absolute_url(),
            when=formats.day(first.published_at),
            more=tuple((idea.title, idea.get_absolute_url()) for idea in others),
            more_label=label % {"count": len(others)},
        )
    ]


def _block(
    decision: Decision, questions: dict[int, list[Question]], *, insider: bool
) -> DecisionBlock:
    asked = (
        questions.get(decision.version_id or 0, [])
        if decision.kind == DecisionKind.RETURNED
        else []
    )
    return DecisionBlock(
        kind=decision.kind,
        heading=_heading(decision),
        meta=_meta(decision),
        reason=decision.reason,
        questions=[
            QuestionAndAnswer(question.number, question.text, question.answer_for(insider=insider))
            for question in asked
        ],
        anchor="afgoerelse" if decision.kind in OUTCOMES else f"afgoerelse-{decision.pk}",
        version=(
            decision.version.number
            if decision.version and decision.kind in {*OUTCOMES, DecisionKind.RETURNED}
            else None
        ),
    )


def _heading(decision: Decision) -> str:
    return {
        DecisionKind.RETURNED: _("The innovation chief’s questions"),
        DecisionKind.APPROVED: _("The innovation chief’s decision: approved"),
        DecisionKind.REJECTED: _("The innovation chief’s decision: rejected"),
        DecisionKind.WITHDRAWN: _("The committee has withdrawn the proposal"),
        DecisionKind.STARTED: _("The project has started"),
        DecisionKind.FINISHED: _("The project has finished"),
        DecisionKind.STOPPED: _("The innovation chief has stopped the project"),
    }[DecisionKind(decision.kind)]


def _meta(decision: Decision) -> str:
    """Say when, on which version, who, in which role, and how long it took."""
    role = str(Role(decision.role).label).lower() if decision.role else ""
    parts = [formats.day(decision.at)]
    if decision.version is not None:
        parts.append(_("on version %(number)s") % {"number": decision.version.number})
    who = f"{decision.by}, {role}" if role else str(decision.by)
    line = f"{', '.join(parts)}. {who}."
    if decision.kind in {*OUTCOMES, DecisionKind.RETURNED}:
        line = f"{line} {_days_used(decision.days)}"
    return line


def _days_used(days: int) -> str:
    if not days:
        return _("The same day.")
    return ngettext("After %(days)s day.", "After %(days)s days.", days) % {"days": days}


def _measured_figures(benefits: list[MeasuredBenefit]) -> list[Figure]:
    """The first benefit's realised gain against plan and target, and how many are measured."""
    figures = []
    measured = [row for row in benefits if row.measurements]
    for row in measured[:1]:
        benefit, last = row.benefit, row.measurements[-1]
        realised, whole = row.realised or Decimal(0), benefit.planned_gain
        figures.append(
            Figure(
                charts.with_unit(realised, benefit),
                _("%(benefit)s by %(day)s. The plan was %(planned)s.")
                % {
                    "benefit": benefit.title,
                    "day": formats.day(last.measured_on),
                    "planned": formats.number(benefit.planned_gain_on(last.measured_on)),
                },
            )
        )
        if whole:
            percent = (realised / whole * 100).quantize(Decimal(1))
            figures.append(
                Figure(
                    f"{formats.number(percent)}{formats.NBSP}%",
                    _("of the target of %(target)s, to be reached by %(day)s.")
                    % {
                        "target": formats.number(whole),
                        "day": formats.day(benefit.target_on),
                    },
                )
            )
    figures.append(
        Figure(
            _("%(done)s of %(all)s")
            % {"done": formats.number(len(measured)), "all": formats.number(len(benefits))},
            ngettext("benefit is measured", "benefits are measured", len(benefits)),
        )
    )
    return figures


def _money_figures(reading: snapshots.Reading) -> list[Figure]:
    figures = []
    if reading.budget:
        figures.append(Figure(formats.kroner(reading.budget_total), _("budget in all")))
    if reading.economic:
        figures.append(
            Figure(formats.kroner(reading.expected_total), _("expected economic potential in all"))
        )
    return figures


def _period(reading: snapshots.Reading) -> str:
    if reading.starts_on is None or reading.ends_on is None:
        return ""
    return _("%(from)s to %(to)s") % {
        "from": formats.day(reading.starts_on),
        "to": formats.day(reading.ends_on),
    }


@dataclass(frozen=True)
class Portfolio:
    """How many projects a committee has got approved against what its mandate asks for."""

    committee: Committee
    task: MandateTask
    approved: int
    underway: int

    @property
    def label(self) -> str:
        low, high = self.task.target_low, self.task.target_high
        wanted = _("%(low)s to %(high)s") % {"low": low, "high": high} if low != high else str(high)
        return _("%(approved)s of %(wanted)s projects approved.") % {
            "approved": self.approved,
            "wanted": wanted,
        }

    @property
    def text(self) -> str:
        if not self.underway:
            return ""
        return ngettext(
            "%(count)s awaits its decision.", "%(count)s await their decision.", self.underway
        ) % {"count": self.underway}

    @property
    def total(self) -> int:
        return max(self.task.target_high or 0, self.approved)


def portfolios(committees: Iterable[Committee]) -> list[Portfolio]:
    """Return the standing of each committee whose mandate has a target; three queries.

    One that is coming or over and has no project says nothing: its rings would all be empty.
    """
    counted = (
        Proposal.objects.submitted()
        .values("committee")
        .annotate(
            approved=Count("pk", filter=Q(state__in=["approved", "running", "finished"])),
            underway=Count("pk", filter=Q(state__in=["submitted", "returned"])),
        )
        .order_by("committee")
        .values_list("committee", "approved", "underway")
    )
    counts = {committee: (approved, underway) for committee, approved, underway in counted}
    by_pk = {c.pk: c for c in committees if c.is_ongoing or c.pk in counts}
    newest = (
        MandateVersion.objects.published()
        .filter(committee__in=by_pk)
        .order_by("committee", "-number")
        .distinct("committee")
        .values("pk")
    )
    tasks = (
        MandateTask.objects.filter(version__in=newest, target_low__isnull=False)
        .select_related("version")
        .order_by("version__committee", "number")
    )
    return [
        Portfolio(
            committee=by_pk[task.version.committee_id],
            task=task,
            approved=counts.get(task.version.committee_id, (0, 0))[0],
            underway=counts.get(task.version.committee_id, (0, 0))[1],
        )
        for task in tasks
    ]


def crumbs(proposal: Proposal, *last: str) -> list[tuple[str, str]]:
    """The way to a proposal's page and on to what is done there."""
    committee = proposal.committee
    way = [
        (committee.name, committee.get_absolute_url()),
        (_("Projects"), f"{reverse('projects:proposal-list')}?udvalg={committee.slug}"),
        (proposal.title, proposal.get_absolute_url() if last else ""),
    ]
    return [*way, *((label, "") for label in last)]
