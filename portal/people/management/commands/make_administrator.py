"""`manage.py make_administrator anna@example.dk`: how the first administrator comes to be."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.people import services
from portal.people.models import User


class Command(BaseCommand):
    help = "Make an account that signed up administrator of this installation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, email: str, **options: Any) -> None:
        try:
            user = services.make_administrator(email)
        except User.DoesNotExist:
            raise CommandError(
                f"Nobody signed up as {email}; sign up in the portal first."
            ) from None
        self.stdout.write(f"{user} <{user.email}> is administrator.")
