"""Committees, their mandates, people, groups and progress."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from committee import services
from committee.models import Committee as CommitteeRow
from committee.models import Membership, Municipality
from config.demo import files, portraits, prose
from config.demo.committees import COMMITTEES, INNOVATION, MUNICIPALITY
from config.demo.kinds import Committee, Council, Deliverable, Seat, Words
from config.demo.people import ADMINISTRATOR
from ideas import services as ideas

from .acts import Stage

SET_UP_BEFORE = 25  # days before the committee's first one


def months_from(day: date, months: int) -> date:
    """Return the same day so many months later or earlier, or the month's last one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    following = date(year + month // 11, (month + 1) % 12 + 1, 1)
    return min(
        date(year, month + 1, 1) + timedelta(days=day.day - 1), following - timedelta(days=1)
    )


def set_up_all(stage: Stage) -> None:
    stage.act(stage.at(-299), ADMINISTRATOR, lambda: _describe_municipality(stage))
    for committee in COMMITTEES:
        _plan(stage, committee)


def _describe_municipality(stage: Stage) -> None:
    services.describe_municipality(
        Municipality(
            name=MUNICIPALITY.da,
            contact_email="kommunen@example.dk",
            data_protection_email="databeskyttelse@example.dk",
            accessibility_checked_on=stage.today - timedelta(days=20),
        ),
        by=stage.users[ADMINISTRATOR],
    )


def _plan(stage: Stage, committee: Committee) -> None:
    starts = months_from(stage.today, committee.starts[0])
    set_up = min(starts - timedelta(days=SET_UP_BEFORE), stage.today - timedelta(days=10))
    secretary = next(seat.person for seat in committee.seats if seat.role == "secretary")

    def act(day: date, clock_time: str, who: str, do: Any) -> None:
        stage.act(stage.at(day, clock_time), who, lambda: do(stage, committee))

    act(set_up, "09.00", ADMINISTRATOR, _set_up)
    act(set_up, "10.00", secretary, _edit)
    act(set_up, "11.00", secretary, _publish_mandate)
    act(set_up, "13.00", secretary, _appoint)
    act(set_up, "14.00", secretary, _add_themes)
    for deliverable in committee.deliverables:
        _deliver(stage, committee, deliverable, secretary)
    if committee.progress:
        act(stage.today - timedelta(days=4), "10.00", secretary, _report_progress)


def _both(name: str, words: Words) -> dict[str, Any]:
    return {f"{name}_da": prose.to_plain(words.da), f"{name}_en": prose.to_plain(words.en)}


def _set_up(stage: Stage, committee: Committee) -> None:
    starts = months_from(stage.today, committee.starts[0])
    row = services.set_up_committee(
        CommitteeRow(
            slug=committee.slug,
            started_on=starts,
            ended_on=months_from(stage.today, committee.ends[0]),
            is_featured=committee.featured,
            **_both("name", committee.name),
        ),
        by=stage.users[ADMINISTRATOR],
    )
    stage.committees[committee.slug] = row
    seat = next(seat for seat in committee.seats if seat.role == "secretary")
    # Never later than the day on which the committee is set up: there is work before it begins.
    set_up = min(starts - timedelta(days=SET_UP_BEFORE), stage.today - timedelta(days=10))
    membership = Membership(committee=row, person=stage.persons[seat.person], started_on=set_up)
    stage.memberships[committee.slug, seat.person] = services.appoint_first_secretary(
        membership, by=stage.users[ADMINISTRATOR]
    )
    stage.roles_changed()


def _secretary(stage: Stage, committee: Committee) -> Any:
    """The account that works for the committee; ended and coming ones are served by persons."""
    person = next(seat.person for seat in committee.seats if seat.role == "secretary")
    return stage.users[person]


def _edit(stage: Stage, committee: Committee) -> None:
    row = stage.committees[committee.slug]
    dates: dict[str, Any] = {}
    if committee.ideas_open and row.ended_on:
        dates = {
            "ideas_open_from": row.started_on + timedelta(days=committee.ideas_open[0]),
            "ideas_open_to": row.ended_on - timedelta(days=committee.ideas_open[1]),
        }
    council: dict[str, Any] = {}
    if committee.council:
        months, decision = committee.council
        council = {"council_decides_on": months_from(stage.today, months)}
        council |= _both("council_decision", decision) if decision else {}
    services.edit_committee(
        row.pk,
        by=_secretary(stage, committee),
        contact_name=_secretary(stage, committee).display_name,
        contact_email=committee.contact_email,
        notice_days=4,
        minutes_days=5,
        participants_suggest_items=bool(committee.ideas_open),
        answer_days=30,
        **_both("lead", committee.lead),
        **_both("about", committee.about),
        **_both("legal_basis", committee.legal_basis),
        **_both("reports_to", committee.reports_to),
        **_both("contact_title", committee.contact_title),
        **dates,
        **council,
    )


def _publish_mandate(stage: Stage, committee: Committee) -> None:
    by = _secretary(stage, committee)
    draft = services.draft_mandate(stage.committees[committee.slug].pk, by=by)
    services.write_mandate(
        draft.pk,
        by=by,
        tasks=[
            {
                **_both("title", task.title),
                **_both("text", task.text),
                "target_low": task.target[0] if task.target else None,
                "target_high": task.target[1] if task.target else None,
            }
            for task in committee.tasks
        ],
        **_both("background", committee.background),
        **_both("composition", committee.composition),
        **_both("period", committee.period),
        **_both("reporting", committee.reporting),
    )
    services.publish_mandate(draft.pk, by=by)


def _appoint(stage: Stage, committee: Committee) -> None:
    """Seats from the committee's first day; substitutes last, as they name whom they stand for."""
    row, by = stage.committees[committee.slug], _secretary(stage, committee)
    seats = [seat for seat in committee.seats if seat.role != "secretary"]
    for seat in sorted(seats, key=lambda seat: seat.role == "substitute"):
        stage.memberships[committee.slug, seat.person] = services.appoint(
            row.pk,
            by=by,
            person=stage.persons[seat.person],
            role=seat.role,
            appointed_as=seat.appointed_as,
            votes=seat.role not in ("secretary", "chief"),
            started_on=row.started_on,
            substitute_for=_stands_for(stage, committee, seat),
        )
        if seat.person in portraits.TONES:
            services.set_portrait(
                stage.persons[seat.person].pk, row.pk, by=by, picture=portraits.drawn(seat.person)
            )
    stage.roles_changed()


def _stands_for(stage: Stage, committee: Committee, seat: Seat) -> Membership | None:
    if not seat.substitute_for:
        return None
    return stage.memberships[committee.slug, seat.substitute_for]


def _add_themes(stage: Stage, committee: Committee) -> None:
    for theme in committee.themes:
        row = ideas.add_theme(
            stage.committees[committee.slug].pk,
            by=_secretary(stage, committee),
            name_da=theme.name.da,
            name_en=theme.name.en,
        )
        stage.themes[theme.slug] = row


def _report_progress(stage: Stage, committee: Committee) -> None:
    for number, progress in enumerate(committee.progress, start=1):
        services.report_progress(
            stage.committees[committee.slug].pk,
            by=_secretary(stage, committee),
            task_number=number,
            steps_done=progress.done,
            steps_total=progress.total,
            status_da=progress.status.da,
            status_en=progress.status.en,
            next_da=progress.comes_next.da,
            next_en=progress.comes_next.en,
        )


def _deliver(stage: Stage, committee: Committee, told: Deliverable, secretary: str) -> None:
    """Plan a deliverable, hand it over and tell what the council decided, each on its day."""
    by_title = (committee.slug, told.title.da)

    def plan() -> None:
        stage.deliverables[by_title] = services.plan_deliverable(
            stage.committees[committee.slug].pk,
            by=stage.users[secretary],
            task_number=told.task,
            due_on=stage.at(told.due).date(),
            **_both("title", told.title),
            **_both("summary", told.summary),
        )

    def hand_over() -> None:
        services.hand_over(
            stage.deliverables[by_title].pk,
            by=stage.users[secretary],
            handed_over_on=timezone.localdate(),
            document=files.upload(told.title.da, told.paper, author=committee.name.da)
            if told.paper
            else None,
            **_both("document_note", told.version or Words("", "")),
        )

    def decide(council: Council) -> None:
        services.record_council_decision(
            stage.deliverables[by_title].pk,
            by=stage.users[secretary],
            council_decides_on=stage.at(council.day).date(),
            council_reference=council.reference,
            **_both("council_decision", council.decision),
        )

    stage.act(stage.at(told.planned, "11.30"), secretary, plan)
    if told.handed_over is not None:
        stage.act(stage.at(told.handed_over, "14.00"), secretary, hand_over)
    if told.council is not None:
        stage.act(stage.at(told.council.day + 1, "09.30"), secretary, partial(decide, told.council))


def form_groups(stage: Stage, day: date, meeting: str) -> None:
    """Form the working groups that a meeting set up, on the day after it."""
    by = _secretary(stage, INNOVATION)
    for group in INNOVATION.groups:
        if group.set_up_at != meeting:
            continue
        row = services.form_group(
            stage.committees[INNOVATION.slug].pk,
            by=by,
            name=group.name,
            purpose=group.purpose,
            started_on=day,
        )
        stage.groups[group.slug] = row
        for member in group.members:
            services.add_to_group(row.pk, by=by, person=stage.persons[member], started_on=day)
    stage.roles_changed()
