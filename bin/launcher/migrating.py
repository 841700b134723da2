"""`manage.py migrate` in half the time, and not at all where nothing changed."""

import gc
import os
import sys
from contextlib import suppress
from typing import Any

from . import checkout, stamps, venv

COMMAND = [sys.executable, "-m", "bin.launcher.migrating"]
"""To be run at the top of the checkout, inside the virtual environment."""


def migrate(*what: str) -> None:
    """Migrate, an app and so far where `what` says so, without what makes it slow here.

    Django builds ten thousand classes of models. The garbage collector goes through all of them
    again and again, for nothing. And pgtrigger has a model and all that are related to it built
    anew for each trigger, which changes none.
    """
    from django.core.management import execute_from_command_line  # noqa: PLC0415
    from django.db.migrations.state import ProjectState  # noqa: PLC0415
    from pgtrigger.migrations import AddTrigger  # noqa: PLC0415

    def state_forwards(self: Any, app_label: str, state: ProjectState) -> None:
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [*options.get("triggers", []), self.trigger]

    gc.disable()
    AddTrigger.state_forwards = state_forwards  # type: ignore[method-assign]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    execute_from_command_line(["manage.py", "migrate", "--no-input", *what])


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


if __name__ == "__main__":
    migrate(*sys.argv[1:])
