"""The whole demo in one transaction: all of it is there, or nothing."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from committee.services import start_figures
from config.demo.committees import INNOVATION
from config.demo.quiet import no_mails
from ideas.models import Idea
from meetings.models import Meeting
from portal.notifications.models import Notice
from projects.models import Proposal

from . import committees, ideas, meetings, people, projects
from .acts import Stage

FRESH_DAYS = 8


def play(today: date) -> dict[str, int]:
    """Load the demo as it is on a day, and say how much of what there is.

    Jobs are started and sent when it has committed; mails are not. Notices older than a week
    count as read, so that the visitor finds a few new ones.
    """
    stage = Stage(today)
    with no_mails(), transaction.atomic():
        people.open_accounts(stage)
        committees.set_up_all(stage)
        meetings.hold_all(stage)
        projects.link_ideas(stage)
        projects.write_all(stage)
        ideas.tell_all(stage)
        stage.perform()
        start_figures(stage.committees[INNOVATION.slug])
        old = Notice.objects.filter(read_at=None, created_at__lt=stage.at(-FRESH_DAYS))
        old.update(read_at=timezone.now())
        return {
            "accounts": len(stage.users),
            "meetings": Meeting.objects.count(),
            "ideas": Idea.objects.count(),
            "projects": Proposal.objects.count(),
        }
