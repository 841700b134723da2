"""Fill an empty portal with the demo: one municipality, three committees, nine months of work."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from committee.models import Committee, Municipality
from config.demo.stage import play
from portal.people.demo import PASSWORD

LOCK = 17_04  # section 17(4)


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--today",
            type=date.fromisoformat,
            default=None,
            metavar="YYYY-MM-DD",
            help="the day that all dates count from (default: today)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo's sign-ins are known to everybody: it needs DEMO=1.")
        with connection.cursor() as cursor:
            # Two starts at the same time load it once; the second waits and finds it there.
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            try:
                self.load(options["today"] or timezone.localdate())
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])

    def load(self, today: date) -> None:
        if Municipality.objects.exists() or Committee.objects.exists():
            self.stdout.write("The portal has content already; nothing is loaded.")
            return
        counts = play(today)
        told = ", ".join(f"{count} {what}" for what, count in counts.items())
        self.stdout.write(f"Loaded {told}. All demo sign-ins have the password {PASSWORD}.")
