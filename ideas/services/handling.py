"""What the committee does with an idea. The second axis of `workflows.md`, as one table.

| from             | to                                           | needs                          |
|------------------|----------------------------------------------|--------------------------------|
| new              | in review                                    | a responsible person           |
| new, in review   | taken up                                     | reason, a link                 |
| new, in review   | partly                                       | reason, and what is not        |
| new, in review   | passed on                                    | reason, to whom                |
| new, in review   | not taken up                                 | reason                         |
| answered         | in review (reopened)                         | reason; the old answer stays   |
| taken up, partly | carried out                                  | reason, a finished project     |

A link is a project or an agenda item that the app above has tied to the idea.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from committee.models import roles_of
from ideas import tallies
from ideas.locking import danish_path, locked
from ideas.models import Answer, Handling, HandlingStep, Idea, Outcome, State
from portal import audit
from portal.notifications import services as notifications
from portal.ui.text import without_controls

if TYPE_CHECKING:
    from portal.people.models import Person, User

TAKEN_UP = {Outcome.TAKEN_UP, Outcome.PARTLY}
SPEAKING_ROLES = ("chair", "deputy", "chief", "secretary")


@transaction.atomic
def take_into_review(idea_id: int, *, by: User, responsible: Person) -> Idea:
    """Begin the handling with somebody who sees to it. Again: only the responsible changes."""
    idea = locked(idea_id, by=by, may="ideas.review_idea")
    if idea.handling == Handling.IN_REVIEW and idea.responsible == responsible:
        return idea
    _require_handled(idea)
    if idea.is_answered:
        raise ValidationError(_("The idea has been answered. Reopen it first."), code="answered")
    if not idea.committee.memberships.current().filter(person=responsible).exists():
        raise ValidationError({"responsible": _("Choose somebody who works in the committee.")})
    with tallies.recounted(idea):
        idea.handling, idea.responsible = Handling.IN_REVIEW, responsible
        idea.save(update_fields=["handling", "responsible"])
    _log(idea, State.IN_REVIEW, by=by)
    audit.record("idea.taken_into_review", actor=by, subject=idea, role=_role(by, idea))
    return idea


@transaction.atomic
def answer_idea(
    idea_id: int, *, by: User, outcome: str, reason: str, passed_to: str = "", left_out: str = ""
) -> Answer:
    """Say for good what becomes of an idea, and tell its author and followers.

    The same answer sent twice is given once. A correction is a further answer after reopening.
    """
    idea = locked(idea_id, by=by, may="ideas.answer_idea")
    latest = idea.answers.order_by("number").last()
    texts = _answer_texts(outcome, reason, passed_to=passed_to, left_out=left_out)
    if idea.is_answered:
        if latest and all(getattr(latest, name) == value for name, value in texts.items()):
            return latest
        raise ValidationError(_("The idea has been answered. Reopen it first."), code="answered")
    _require_handled(idea)
    if outcome == Outcome.TAKEN_UP and not is_linked(idea):
        raise ValidationError(
            {"outcome": _("Link the idea to a project or an agenda item first.")}, code="no_link"
        )
    return _publish(idea, by=by, texts=texts, number=latest.number + 1 if latest else 1)


@transaction.atomic
def carry_out_idea(idea_id: int, *, by: User, reason: str) -> Answer:
    """Say that what was taken up has been done, once a project of it is finished."""
    idea = locked(idea_id, by=by, may="ideas.carry_out_idea")
    latest = idea.answers.order_by("number").last()
    if latest and idea.outcome == Outcome.CARRIED_OUT:
        return latest
    _require_handled(idea)
    if latest is None or idea.outcome not in TAKEN_UP:
        raise ValidationError(_("Only what was taken up can be carried out."), code="not_taken_up")
    if not idea.project_links.filter(proposal__state="finished").exists():
        raise ValidationError(_("No project of the idea is finished yet."), code="no_project")
    texts = _answer_texts(Outcome.CARRIED_OUT, reason)
    return _publish(idea, by=by, texts=texts, number=latest.number + 1)


@transaction.atomic
def reopen_idea(idea_id: int, *, by: User, reason: str) -> Idea:
    """Take an answered idea up again; the old answer stays readable. Safe to repeat."""
    idea = locked(idea_id, by=by, may="ideas.reopen_idea")
    if not idea.is_answered:
        return idea
    _require_handled(idea)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the idea is taken up again.")})
    with tallies.recounted(idea):
        idea.handling, idea.outcome, idea.answered_at = Handling.IN_REVIEW, "", None
        idea.responsible = idea.responsible or by.person
        idea.save(update_fields=["handling", "outcome", "answered_at", "responsible"])
    _log(idea, State.IN_REVIEW, by=by, reason=reason.strip())
    audit.record(
        "idea.reopened", actor=by, subject=idea, reason=reason.strip(), role=_role(by, idea)
    )
    return idea


def is_linked(idea: Idea) -> bool:
    """Whether the apps above have tied a project or an agenda item to the idea."""
    return idea.project_links.exists() or idea.item_links.exists()


def _require_handled(idea: Idea) -> None:
    """Hidden, withdrawn and merged ideas are not handled; the committee's end hinders nothing."""
    if not idea.is_listed:
        raise ValidationError(_("The idea is not in the catalogue."), code="not_listed")


def _answer_texts(
    outcome: str, reason: str, *, passed_to: str = "", left_out: str = ""
) -> dict[str, str]:
    """Return the columns of an answer that says all its outcome needs."""
    texts = {
        "outcome": str(outcome),
        "reason": without_controls(reason).replace("\r\n", "\n").strip(),
        "passed_to": without_controls(passed_to).strip() if outcome == Outcome.PASSED_ON else "",
        "left_out": without_controls(left_out).strip() if outcome == Outcome.PARTLY else "",
    }
    errors = {}
    if not texts["reason"]:
        errors["reason"] = _("Give the reason. The author and everybody else will read it.")
    if outcome == Outcome.PASSED_ON and not texts["passed_to"]:
        errors["passed_to"] = _("Say to whom the idea is passed on.")
    if outcome == Outcome.PARTLY and not texts["left_out"]:
        errors["left_out"] = _("Say what is not taken up.")
    if errors:
        raise ValidationError(errors)
    return texts


def _publish(idea: Idea, *, by: User, texts: dict[str, str], number: int) -> Answer:
    now = timezone.now()
    with tallies.recounted(idea):
        idea.handling, idea.outcome = Handling.ANSWERED, texts["outcome"]
        idea.answered_at = idea.last_active_at = now
        idea.save(update_fields=["handling", "outcome", "answered_at", "last_active_at"])
    role = _role(by, idea)
    answer = Answer.objects.create(
        idea=idea,
        number=number,
        language=(get_language() or "da")[:2],
        by=by,
        role=role,
        published_at=now,
        **texts,
    )
    if number == 1:
        tallies.answer_counted(idea, year=timezone.localdate(now).year, days=answer.days_used)
    _log(idea, State(texts["outcome"]), by=by, answer=answer)
    audit.record("idea.answered", actor=by, subject=idea, reason=answer.reason, role=role)
    notifications.notify(
        "ideas.answered",
        event=f"idea:{idea.pk}:answer:{number}",
        url=f"{danish_path(idea)}#svar",
        title_da=f"Udvalget har svaret på »{idea.title}«",
        title_en=f"The committee has answered “{idea.title}”",
        to=[idea.author],
        channel=idea.channel,
        except_for=by,
    )
    return answer


def _log(
    idea: Idea, state: State, *, by: User, reason: str = "", answer: Answer | None = None
) -> None:
    HandlingStep.objects.create(
        idea=idea,
        state=state,
        reason=reason,
        answer=answer,
        responsible=idea.responsible if state == State.IN_REVIEW else None,
        by=by,
        role=_role(by, idea),
    )


def _role(by: User, idea: Idea) -> str:
    """Return the role that the record names, where somebody holds several."""
    held = roles_of(by, idea.committee)
    return next((role for role in SPEAKING_ROLES if role in held), "")
