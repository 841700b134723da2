"""The ground the tests stand on: real servers of their own and the settings of production.

Every run starts a PostgreSQL and a Redis of its own and throws them away, so that several runs
can go on side by side, in one checkout or in many. Only the controller starts them; workers of
xdist inherit the addresses and take a Redis number and a database each.

The settings are those of production (DEMO off, Secure cookies), except for what a test on plain
HTTP could not do without: no redirect to HTTPS, plain file names for static files, fast password
hashes. `DATABASE_URL` and `REDIS_URL` from outside are not used, as tests throw data away;
servers that may be used for that are named by `TEST_DATABASE_URL` and `TEST_REDIS_URL`.
"""

import atexit
import os
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from bin.launcher import checkout, processes
from config import translations
from tests.servers import TEMPLATE_DATABASE, Servers

ENVIRONMENT = {
    "DEMO": "0",
    "SECRET_KEY": "only-for-tests-and-so-not-secret-at-all-0123456789abcdefghij",
    "BASE_URL": "https://samskab.example.dk",
    "ALLOWED_HOSTS": "samskab.example.dk,testserver,localhost,127.0.0.1",
    "SECURE_SSL_REDIRECT": "0",
    "DATABASE_POOL_SIZE": "0",
    "JOB_LEASE_SECONDS": "3",
    "JOB_SWEEP_SECONDS": "1",
    "LOG_FORMAT": "text",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "true",  # Playwright runs a loop in the tests' thread
}


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests() -> Generator[None, object, object]:
    """Before pytest-django reads the settings."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    checkout.let_others_pass()
    os.environ.update(ENVIRONMENT)
    if worker:
        base, _, _ = os.environ["REDIS_URL"].rpartition("/")
        os.environ["REDIS_URL"] = f"{base}/{int(worker.removeprefix('gw')) + 1}"
    else:
        translations.compile_all()
        servers = Servers()
        atexit.register(servers.end)
        os.environ.update(servers.addresses)
        os.environ["TEST_RUN_DIR"] = str(servers.home)
    scratch = Path(os.environ["TEST_RUN_DIR"]) / (worker or "main")
    (scratch / "static").mkdir(parents=True, exist_ok=True)
    os.environ["FILES_DIR"] = str(scratch / "files")

    from django.conf import settings  # noqa: PLC0415 - the environment had to come first

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    if "TEST_DATABASE_URL" not in os.environ:
        settings.DATABASES["default"]["TEST"] = {"TEMPLATE": TEMPLATE_DATABASE}
    settings.STATIC_ROOT = scratch / "static"
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    # The live server gives browsers what the build made, straight from where it lies.
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return (yield)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--full", action="store_true", help="run the wider browser matrix too")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.import_plugin("tests.chromium")
    config.pluginmanager.import_plugin("tests.demo")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("full") and not config.getoption("--full"):
            item.add_marker(pytest.mark.skip(reason="runs only with --full"))


@pytest.fixture
def worker(transactional_db: None) -> Iterator["Worker"]:
    """A real Celery worker with beat on the test's database and Redis."""
    running = Worker()
    running.start()
    yield running
    running.end()


class Worker:
    """May be killed and started again in the middle of a job: `kill()`, `start()`."""

    def __init__(self) -> None:
        self.home = Path(os.environ["FILES_DIR"]).parent / "worker"

    def start(self) -> None:
        from django.db import connection  # noqa: PLC0415

        base, _, _ = os.environ["DATABASE_URL"].rpartition("/")
        database = connection.settings_dict["NAME"]
        self.child = processes.start(
            "worker",
            [
                sys.executable,
                "-m",
                "celery",
                "-A",
                "config",
                "worker",
                "--beat",
                "--concurrency=1",
                "--loglevel=INFO",
                "--include=tests.jobs.tasks",
                "--without-gossip",
                "--without-mingle",
                f"--schedule={self.home / 'beat'}",
            ],
            home=self.home,
            cwd=checkout.ROOT,
            env={**os.environ, "DATABASE_URL": f"{base}/{database}"},
        )
        self.child.wait_until(
            lambda: " ready." in self.child.log.read_text(errors="replace"), seconds=60
        )

    def kill(self) -> None:
        """As if the machine had lost power: no signal handler gets a chance."""
        processes.signal_session(self.child.process.pid, processes.signal.SIGKILL)
        self.child.process.wait()
        self.child.log.unlink()

    def end(self) -> None:
        self.child.end()
        self.child.log.unlink(missing_ok=True)
