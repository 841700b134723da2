"""Every migration of the portal can be taken back, and made again on what is left."""

import os
import subprocess

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from bin.launcher import checkout, migrating

OURS = {config.label for config in apps.get_app_configs() if "site-packages" not in config.path}


def applied() -> set[tuple[str, str]]:
    return set(MigrationRecorder(connection).applied_migrations())


def tables() -> set[str]:
    return set(connection.introspection.table_names())


def migrate(*what: str) -> None:
    base, _, _ = os.environ["DATABASE_URL"].rpartition("/")
    url = f"{base}/{connection.settings_dict['NAME']}"
    command = [*migrating.COMMAND, *what]
    subprocess.run(command, cwd=checkout.ROOT, env=os.environ | {"DATABASE_URL": url}, check=True)


@pytest.mark.full
@pytest.mark.django_db(transaction=True)
def test_every_migration_is_taken_back_and_made_again():
    before, tables_before = applied(), tables()
    migrate("people", "zero")  # and all that points to people
    while left := {app for app, _name in applied()} & OURS:
        migrate(left.pop(), "zero")
    assert not [name for name in tables() if name.startswith(tuple(f"{app}_" for app in OURS))]
    migrate()
    assert applied() == before
    assert tables() == tables_before
