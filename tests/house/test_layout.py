"""The house itself: who may import whom, no forgotten migration, no dead template, no lost job."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from importlinter.api import read_configuration
from importlinter.cli import lint_imports

from config.celery import app as celery_app
from portal.jobs import registry

ROOT = Path(settings.BASE_DIR)
PACKAGES = ["config", "portal", "committee", "ideas", "projects", "meetings"]
SOURCES = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))

BY_LIBRARIES = (
    "allauth/",
    "account/",
    "mfa/",
    "usersessions/",
    "socialaccount/",
    "django/",
    "admin/",
)
"""Folders whose templates a library asks for by name."""


def test_imports_point_down_only(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert read_configuration()["contracts_options"]
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_started_job_is_registered():
    started = {
        call.args[0].value
        for path in SOURCES
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func) in {"jobs.start", "portal.jobs.start"}
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }
    assert started
    celery_app.loader.import_default_modules()
    assert started <= set(registry.registered)


def test_every_template_is_used():
    text = "\n".join(path.read_text() for path in [*SOURCES, *TEMPLATES])
    named = set(re.findall(r"""["']([\w/.-]+?)(?:#[\w-]+)?["']""", text))
    names = [path.relative_to(ROOT / "templates").as_posix() for path in TEMPLATES]
    unused = [
        name
        for name in names
        if name not in named
        and re.sub(r"(\.subject)?\.txt$", "", name) not in named
        and not name.startswith(BY_LIBRARIES)
    ]
    assert unused == []


def test_rules_are_not_gone_around():
    """`pgtrigger.ignore` opens what the database closes; no code of ours may use it."""
    users = [path.name for path in SOURCES if "pgtrigger.ignore" in path.read_text()]
    assert users == []
