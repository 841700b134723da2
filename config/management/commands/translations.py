"""`manage.py translations update|compile|check`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from config import translations


class Command(BaseCommand):
    """Keeps the Danish catalogue; see `config/translations.py`."""

    help = "Update, compile or check the Danish catalogue."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("action", choices=["update", "compile", "check"])

    def handle(self, *args: Any, action: str, **options: Any) -> None:
        {"update": self.update, "compile": self.compile, "check": self.complain}[action]()

    def update(self) -> None:
        """Extract anew, fold the parts in, drop what the code no longer says."""
        for domain, missing in translations.update().items():
            self.stdout.write(f"{domain}: {missing} without translation")

    def compile(self) -> None:
        for path in translations.compile_all(force=True):
            self.stdout.write(f"wrote {path.relative_to(translations.ROOT)}")

    def complain(self) -> None:
        """Fail with every message that is missing, fuzzy, stale or has lost a placeholder."""
        found = translations.complaints()
        for complaint in found:
            self.stderr.write(complaint)
        if found:
            raise CommandError(
                f"{len(found)} messages to mend: run `manage.py translations update`,"
                f" then edit locale/{translations.LANGUAGE}/LC_MESSAGES."
            )
        self.stdout.write("The Danish catalogue is complete.")
