"""Everything that happens to a proposal, as verbs. The only place that writes."""

from .benefits import (
    add_benefit,
    add_measurement,
    change_benefit,
    change_target,
    conclude_benefit,
    correct_measurement,
    measure_baseline,
    remove_benefit,
)
from .contents import (
    add_budget_line,
    add_economic_potential,
    add_qualitative_potential,
    link_idea,
    remove_budget_line,
    remove_economic_potential,
    remove_qualitative_potential,
    unlink_idea,
)
from .decisions import (
    answer_question,
    approve,
    finish_project,
    reject,
    return_with_questions,
    start_project,
    stop_project,
    withdraw,
)
from .submission import missing_in, send_to_committee, submit
from .writing import save_section, set_facts, start_proposal

__all__ = [
    "add_benefit",
    "add_budget_line",
    "add_economic_potential",
    "add_measurement",
    "add_qualitative_potential",
    "answer_question",
    "approve",
    "change_benefit",
    "change_target",
    "conclude_benefit",
    "correct_measurement",
    "finish_project",
    "link_idea",
    "measure_baseline",
    "missing_in",
    "reject",
    "remove_benefit",
    "remove_budget_line",
    "remove_economic_potential",
    "remove_qualitative_potential",
    "return_with_questions",
    "save_section",
    "send_to_committee",
    "set_facts",
    "start_project",
    "start_proposal",
    "stop_project",
    "submit",
    "unlink_idea",
    "withdraw",
]
