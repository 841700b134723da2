"""Ideas with their supports, comments, handling and answers."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils import translation

from committee import services as committee
from config.demo import prose
from config.demo.committees import INNOVATION
from config.demo.ideas import IDEAS
from config.demo.kinds import Answer, Comment, Idea, Remark
from config.demo.people import ACCOUNTS, CITIZEN, NOT_IN_OFFICE
from ideas import services
from portal.people.models import Capacity

from .acts import Stage, scatter
from .meetings.offices import SECRETARY

FOLLOWERS = ("dorte", "kaj", "ida", "sofie", "inger.moelgaard", "kasper.ulfeldt", "omar.birkedal")
ENGLISH = ("buddy",)


def tell_all(stage: Stage) -> None:
    for idea in IDEAS:
        _tell(stage, idea)
    follow = stage.at(-255, "20.15")
    for key in FOLLOWERS:
        stage.act(follow, key, partial(_follow_committee, stage, key))


def _follow_committee(stage: Stage, key: str) -> None:
    committee.follow_committee(stage.committees[INNOVATION.slug].pk, by=stage.users[key])


def _tell(stage: Stage, idea: Idea) -> None:
    sent = stage.around(idea.day, idea.key)
    stage.act(sent, idea.author, lambda: _submit(stage, idea))
    _plan_supports(stage, idea, sent)
    for place, comment in enumerate(idea.comments):
        _plan_comment(stage, idea, comment, sent, place)
    if idea.in_review_after is not None:
        moment = stage.at(idea.day + idea.in_review_after, "10.05")
        stage.act(moment, "mads", lambda: _review(stage, idea))
    if idea.answer is not None:
        answer = idea.answer
        moment = stage.at(idea.day + answer.after, f"{9 + scatter(idea.key) % 6}.42")
        stage.act(moment, answer.by, lambda: _answer(stage, idea, answer))


def _submit(stage: Stage, idea: Idea) -> None:
    with translation.override("en" if idea.key in ENGLISH else "da"):
        stage.ideas[idea.key] = services.submit_idea(
            stage.committees[INNOVATION.slug].pk,
            by=stage.users[idea.author],
            capacity=stage.capacities[idea.author, idea.part],
            title=idea.title,
            body=prose.to_html(idea.body),
            theme=stage.themes[idea.theme],
        )


def _plan_supports(stage: Stage, idea: Idea, sent: datetime) -> None:
    """Many soon after the idea, some later; who it is, is always the same."""
    crowd = [
        account for account in ACCOUNTS if account.key not in (idea.author, *NOT_IN_OFFICE[2:])
    ]
    crowd.sort(key=lambda account: scatter(idea.key, account.key))
    for account in crowd[: idea.supports]:
        share = (scatter("when", idea.key, account.key) % 1000 / 1000) ** 2
        day = min(idea.day + int(share * -idea.day), -1)
        moment = _after(stage.around(day, idea.key, account.key), sent, "support", account.key)
        stage.act(moment, account.key, partial(_support, stage, idea, account.key))


def _support(stage: Stage, idea: Idea, key: str) -> None:
    held = _capacities(stage, key)
    services.support_idea(
        stage.ideas[idea.key].pk,
        by=stage.users[key],
        capacity=held[scatter("as", idea.key, key) % len(held)],
    )


def _capacities(stage: Stage, key: str) -> list[Capacity]:
    """Return the capacities somebody holds; whoever holds another seldom speaks as a citizen."""
    held = [capacity for (who, _kind), capacity in stage.capacities.items() if who == key]
    others = [capacity for capacity in held if capacity.kind != CITIZEN]
    return [*others, *others, *held]


def _plan_comment(
    stage: Stage, idea: Idea, comment: Comment, sent: datetime, place: int, parent: Any = None
) -> None:
    day = min(idea.day + comment.after, -1)
    moment = _after(stage.around(day, idea.key, place, comment.text), sent, comment.text)
    made: list[int] = []
    stage.act(moment, comment.author, lambda: made.append(_comment(stage, idea, comment, parent)))
    if comment.first:
        corrected = moment + timedelta(minutes=4)
        stage.act(corrected, comment.author, lambda: _correct(stage, idea, comment, made[0]))
    for number, report in enumerate(comment.reports):
        reported = moment + timedelta(hours=24 + 2 * number)
        stage.act(reported, report.person, partial(_report, stage, idea, report, made))
    if comment.stands:
        decided = moment + timedelta(hours=48)
        stage.act(decided, SECRETARY, lambda: _let_stand(stage, idea, comment, made[0]))
    for reply_place, reply in enumerate(comment.replies):
        _plan_comment(stage, idea, reply, moment, 100 + reply_place, made)
        moment += timedelta(minutes=9)


def _comment(stage: Stage, idea: Idea, comment: Comment, parent: list[int] | None) -> int:
    row = services.comment_on_idea(
        stage.ideas[idea.key].pk,
        by=stage.users[comment.author],
        body=prose.to_plain(comment.first or comment.text),
        capacity=_capacities(stage, comment.author)[0],
        parent_id=parent[0] if parent else None,
        stance=comment.stance,
    )
    return row.pk


def _correct(stage: Stage, idea: Idea, comment: Comment, row: int) -> None:
    services.edit_comment(
        stage.ideas[idea.key].pk,
        row,
        by=stage.users[comment.author],
        body=prose.to_plain(comment.text),
        stance=comment.stance,
    )


def _report(stage: Stage, idea: Idea, report: Remark, made: list[int]) -> None:
    services.report_comment(
        stage.ideas[idea.key].pk, made[0], by=stage.users[report.person], reason=report.text
    )


def _let_stand(stage: Stage, idea: Idea, comment: Comment, row: int) -> None:
    services.let_comment_stand(
        stage.ideas[idea.key].pk, row, by=stage.users[SECRETARY], reason=comment.stands
    )


def _after(moment: datetime, first: datetime, *keys: object) -> datetime:
    """Return the moment, or one within the hour after `first` if it would come before that."""
    return moment if moment > first else first + timedelta(minutes=3 + scatter(*keys) % 50)


def _review(stage: Stage, idea: Idea) -> None:
    services.take_into_review(
        stage.ideas[idea.key].pk,
        by=stage.users["mads"],
        responsible=stage.persons[idea.responsible],
    )


def _answer(stage: Stage, idea: Idea, answer: Answer) -> None:
    services.answer_idea(
        stage.ideas[idea.key].pk,
        by=stage.users[answer.by],
        outcome=answer.outcome,
        reason=prose.to_plain(answer.reason),
        passed_to=answer.passed_to,
        left_out=answer.left_out,
    )
