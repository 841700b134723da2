"""`manage.py index_search`: make the search's index anew, for rows that came before it."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.search import services
from portal.search.sources import sources


class Command(BaseCommand):
    help = "Make the index of the search anew from what the apps hold."

    def handle(self, *args: Any, **options: Any) -> None:
        for name in sources():
            self.stdout.write(f"{name}: {services.make_anew(name)}")
