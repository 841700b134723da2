"""PostgreSQL and Redis for one run of the tests, made in a second and thrown away afterwards.

Migrating an empty database takes longer than most test files. So the migrated cluster is kept, for
as long as no migration changes; each run starts on a copy, and its databases copy what lies there
(`TEST["TEMPLATE"]`).
"""

import os
import subprocess
import sys

from bin.launcher import checkout, migrating, ports, postgres, processes, valkey

HOME = checkout.server_home()
RUNS, TEMPLATES = HOME / "tests", HOME / "test-templates"
TEMPLATE_DATABASE = postgres.DATABASE


class Servers:
    """The servers of one run, in a folder named for the process that must outlive them."""

    def __init__(self) -> None:
        sweep_abandoned_runs()
        self.home = RUNS / str(os.getpid())
        self.home.mkdir(parents=True, exist_ok=True)
        processes.PidFile(self.home / "owner.pid").write(os.getpid())
        self.addresses = {
            "DATABASE_URL": os.environ.get("TEST_DATABASE_URL") or self.start_database(),
            "REDIS_URL": os.environ.get("TEST_REDIS_URL") or self.start_redis(),
        }

    def start_database(self) -> str:
        copy(migrated_template(), self.home / "postgres")
        return start_cluster(self.home / "postgres")

    def start_redis(self) -> str:
        return valkey.start(self.home / "valkey", port=ports.free())

    def end(self) -> None:
        processes.end_all()
        checkout.remove(self.home)


def sweep_abandoned_runs() -> None:
    """End what a killed run left behind."""
    for owner in RUNS.glob("*/owner.pid"):
        if processes.PidFile(owner).living() is None:
            for pid_file in owner.parent.rglob("*.pid"):
                processes.end_leftover(processes.PidFile(pid_file))
            checkout.remove(owner.parent)


def start_cluster(home: os.PathLike[str], *, throw_away: bool = True) -> str:
    return postgres.start(home, port=ports.free(), shared=HOME, throw_away=throw_away)


def migrated_template() -> os.PathLike[str]:
    """A cluster at rest whose database has all migrations of this checkout."""
    fingerprint = migrating.fingerprint()[:16]
    template = TEMPLATES / fingerprint
    if template.is_dir():
        return template
    unfinished = TEMPLATES / f"{fingerprint}.{os.getpid()}"
    unfinished.mkdir(parents=True, exist_ok=True)
    try:
        migrate(start_cluster(unfinished))
        processes.children[-1].end(by=postgres.END_BY)
        for old in TEMPLATES.iterdir():
            if "." not in old.name:
                checkout.remove(old)
        unfinished.rename(template)
    finally:
        checkout.remove(unfinished)
    return template


def migrate(url: str) -> None:
    done = subprocess.run(
        migrating.COMMAND,
        cwd=checkout.ROOT,
        env={
            **os.environ,
            "DATABASE_URL": url,
            "REDIS_URL": "redis://127.0.0.1:1/0",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        processes.end_all()
        sys.exit(f"{done.stderr}\nThe migrations do not run, so no test can.")


def copy(source: os.PathLike[str], target: os.PathLike[str]) -> None:
    """With owners and rights, as PostgreSQL insists on them."""
    subprocess.run(["cp", "-a", source, target], check=True)
