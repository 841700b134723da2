"""`manage.py migrate` in half the time, and not at all where nothing changed."""

import sys
from contextlib import suppress

from . import checkout, stamps, venv

# Django builds some ten thousand classes of models on the way through the migrations, and the
# garbage collector goes through all of them again and again, for nothing.
WITHOUT_COLLECTOR = """
import gc
import os
gc.disable()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "migrate", "--no-input"])
"""
COMMAND = [sys.executable, "-c", WITHOUT_COLLECTOR]
"""To be run at the top of the checkout, inside the virtual environment."""


def fingerprint() -> str:
    """Name what the tables follow from: our migrations, and those of the locked packages."""
    packages = [init.parent for init in checkout.ROOT.glob("*/__init__.py")]
    ours = [path for package in packages for path in package.glob("**/migrations/*.py")]
    return stamps.digest(*sorted(ours), venv.LOCK)


def is_ready(url: str, state: str) -> bool:
    """Whether the database was left in that state; it says so itself, wherever it moves."""
    import psycopg  # noqa: PLC0415 - part of the virtual environment

    with psycopg.connect(url) as connection:
        row = connection.execute(
            "select obj_description(to_regclass('django_migrations'), 'pg_class')"
        ).fetchone()
    return row == (state,)


def set_ready(url: str, state: str) -> None:
    """Note the state; where we do not own the table, the next start looks for itself again."""
    import psycopg  # noqa: PLC0415
    from psycopg import sql  # noqa: PLC0415

    note = sql.SQL("comment on table django_migrations is {}").format(state)
    with suppress(psycopg.errors.InsufficientPrivilege), psycopg.connect(url) as connection:
        connection.execute(note)
