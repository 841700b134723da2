"""The demo in a database of its own, loaded once for all tests that walk through it.

Loading plays nine months through the services and takes as long as many test files. So the first
worker that needs it loads it into a database that stays for the run (or, on a server named by
`TEST_DATABASE_URL`, until the code changes); every worker then works on a copy. It is always the
same day there.

Use it for a module: `pytestmark = pytest.mark.usefixtures("demo")`, with `db` in each test; what a
test changes is taken back like everywhere.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings
from psycopg.sql import SQL, Identifier

from bin.launcher import checkout, stamps
from config.demo import clock

TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 12, tzinfo=ZoneInfo("Europe/Copenhagen"))
PACKAGES = ("config", "meetings", "projects", "ideas", "committee", "portal")


def load() -> str:
    out = StringIO()
    call_command("load_demo", "--today", TODAY.isoformat(), stdout=out)
    return out.getvalue()


@pytest.fixture(scope="session")
def demo_database(django_db_setup: None, django_db_blocker) -> tuple[str, Path]:
    """Return the name of this worker's copy and the folder with its files."""
    plain = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.close()
    loaded, files = _loaded(plain, django_db_blocker)
    copy = f"{plain}_demo"
    with _server() as server:
        _make(server, copy, loaded)
    return copy, files


@pytest.fixture(scope="module")
def demo(demo_database: tuple[str, Path], django_db_blocker) -> Iterator[None]:
    """Put the tests of a module on the loaded demo."""
    name, files = demo_database
    with _database(name, django_db_blocker), override_settings(MEDIA_ROOT=files):
        yield


@pytest.fixture
def that_day(db: None) -> Iterator[None]:
    """It is the day of loading, whenever the tests run."""
    with clock.set_to(NOON):
        yield


def sign_in(user: object) -> Client:
    client = Client()
    if user is not None:
        backend = "allauth.account.auth_backends.AuthenticationBackend"
        client.force_login(user, backend=backend)  # type: ignore[arg-type]
    return client


def _loaded(plain: str, blocker) -> tuple[str, Path]:
    """Return the name of the database that every worker copies, loading it where it is not."""
    name = f"demo_{_fingerprint()}"
    files = _keep() / name
    files.mkdir(parents=True, exist_ok=True)
    with (files.parent / "demo.lock").open("w") as lock, _server() as server:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return name, files
        unfinished = f"{name}_unfinished"
        _make(server, unfinished, _empty(plain))
        with (
            _database(unfinished, blocker),
            override_settings(DEMO=True, MEDIA_ROOT=files),
            blocker.unblock(),
        ):
            load()
        server.execute(
            SQL("ALTER DATABASE {} RENAME TO {}").format(Identifier(unfinished), Identifier(name))
        )
    return name, files


def _empty(plain: str) -> str:
    """Return a database that is migrated and no more; this worker's own where none is kept."""
    return connection.settings_dict["TEST"].get("TEMPLATE") or plain


def _keep() -> Path:
    """Return where the demo's files are kept: as long as the database beside them."""
    if "TEST_DATABASE_URL" in os.environ:
        return checkout.server_home() / "test-demos"
    return Path(os.environ["TEST_RUN_DIR"])


def _fingerprint() -> str:
    sources = [path for name in PACKAGES for path in (checkout.ROOT / name).rglob("*.py")]
    return stamps.digest(*sorted(sources), checkout.ROOT / "requirements.lock")[:16]


@contextmanager
def _server() -> Iterator[psycopg.Connection]:
    """Connect beside the databases that are copied: whoever is in one would forbid the copy."""
    with psycopg.connect(os.environ["DATABASE_URL"], dbname="postgres", autocommit=True) as server:
        yield server


def _make(server: psycopg.Connection, name: str, template: str) -> None:
    server.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(name)))
    # A browser's last questions to a live server may still hold connections to a worker's own.
    server.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s",
        [template],
    )
    server.execute(
        SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template))
    )


@contextmanager
def _database(name: str, blocker) -> Iterator[None]:
    """Let the connection lead to another database meanwhile."""
    plain = connection.settings_dict["NAME"]
    with blocker.unblock():
        connection.close()
    connection.settings_dict["NAME"] = name
    try:
        yield
    finally:
        with blocker.unblock():
            connection.close()
        connection.settings_dict["NAME"] = plain
