"""The year of the committee: what happens at which of its meetings."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from config.demo.committees import INNOVATION
from config.demo.meetings import MEETINGS
from config.demo.stage.acts import Stage
from config.demo.stage.committees import form_groups
from meetings import services
from meetings.services.preparing import row as template_row

from .agendas import cancel, plan_agenda, plan_invitation
from .minutes import plan_minutes
from .offices import SECRETARY
from .sittings import plan_sitting

STANDING = (("Nyt fra formanden", 10), ("Nyt fra arbejdsgrupperne", 20))
SUGGESTED = (
    (
        "dorte",
        "Må frivillige være med i arbejdsgrupperne?",
        "Vi er flere i Skovlyst, der gerne vil hjælpe med værkstederne, men ingen ved, hvem vi skal"
        " spørge.",
    ),
    (
        "ida",
        "Et fast punkt om, hvad vi har lært",
        "Gruppernes logbøger bliver læst for sent. Fem minutter på hvert møde er nok.",
    ),
)


def hold_all(stage: Stage) -> None:
    stage.act(stage.at(-200, "9.40"), SECRETARY, lambda: _make_template(stage))
    for number, (who, title, reason) in enumerate(SUGGESTED):
        suggest = partial(_suggest, stage, who, title, reason)
        stage.act(stage.at(number - 4, "19.20"), who, suggest)
    for meeting in MEETINGS:
        plan_agenda(stage, meeting)
        if meeting.replies:
            plan_invitation(stage, meeting)
        if meeting.cancelled_why:
            stage.act(stage.at(-3, "14.10"), SECRETARY, partial(cancel, stage, meeting))
        elif meeting.state != "agenda_draft":
            plan_sitting(stage, meeting)
            plan_minutes(stage, meeting)
        if any(group.set_up_at == meeting.key for group in INNOVATION.groups):
            day = stage.meeting_day(meeting.day) + timedelta(days=1)
            stage.act(
                stage.at(day, "9.10"), SECRETARY, partial(form_groups, stage, day, meeting.key)
            )


def _make_template(stage: Stage) -> None:
    services.make_template(
        stage.committees[INNOVATION.slug].pk,
        by=stage.users[SECRETARY],
        name="Ordinært møde",
        items=[template_row(title, minutes=minutes) for title, minutes in STANDING],
    )


def _suggest(stage: Stage, who: str, title: str, reason: str) -> None:
    committee = stage.committees[INNOVATION.slug]
    services.suggest_item(committee.pk, by=stage.users[who], title=title, reason=reason)
