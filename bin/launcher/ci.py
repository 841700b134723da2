""".ci/run: all that a change must pass; goes on after a failure so that one run tells all."""

import os
import secrets
import subprocess
from pathlib import Path

from . import checkout, say, tests, venv

PRODUCTION = {
    "DEMO": "0",
    "SECRET_KEY": secrets.token_urlsafe(60),
    "BASE_URL": "https://samskab.example.dk",
    # nothing of this phase connects
    "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}
PACKAGES = ["config", "meetings", "projects", "ideas", "committee", "portal", "bin/launcher"]


def main(arguments: list[str]) -> int:
    os.environ.setdefault("CI", "true")
    venv.enter("ci", arguments)
    tests.prepare()
    failed = [name for name, command in checks().items() if not passes(name, command)]
    if not passes("Tests", [Path("bin/test"), "--full", *arguments]):
        failed.append("Tests")
    say.line()
    if failed:
        raise say.Trouble(f"Failed: {', '.join(failed)}")
    say.line("Everything passed.")
    return 0


def checks() -> dict[str, list[str | Path]]:
    tools = venv.PYTHON.parent
    manage: list[str | Path] = [venv.PYTHON, "-W", "ignore", "manage.py"]
    return {
        "Lint": [tools / "ruff", "check"],
        "Format": [tools / "ruff", "format", "--check"],
        "Templates": [tools / "djlint", "templates", "--lint", "--quiet"],
        "Import directions": [tools / "lint-imports"],
        "Types": [tools / "mypy", *PACKAGES],
        "Migrations": [*manage, "makemigrations", "--check", "--dry-run"],
        "Settings of production": [*manage, "check", "--deploy", "--fail-level", "WARNING"],
        "Translations": [*manage, "translations", "check"],
    }


def passes(name: str, command: list[str | Path]) -> bool:
    say.line(f"\n== {name}")
    environment = os.environ if name == "Tests" else os.environ | PRODUCTION
    done = subprocess.run(command, cwd=checkout.ROOT, env=environment, check=False)
    if done.returncode:
        say.line(f"!! {name} failed")
    return done.returncode == 0
