"""Fails a test in which a service changed rows and wrote nothing into the record.

Every public function of every app's services is watched; the outermost one answers for what it
calls.
"""

import importlib
import inspect
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from django.db import connection

APPS = ["committee", "ideas", "projects", "meetings"]
WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM) "(\w+)"', re.IGNORECASE)
NOT_RECORDED = {
    "notifications_follow",
    "notifications_channel",
    "notifications_notice",
    "jobs_job",
    "ideas_draft",
    "drafts_draft",
    "writing_text",
    "writing_revision",
}
"""Whom somebody follows and what was sent to them is theirs, not an act on a matter; nor is
what a visitor has typed and not sent. A text is saved while it is typed: each of its revisions
says who and when, and the record names only the first of a run."""

_at_work = False


@contextmanager
def watched(name: str) -> Iterator[None]:
    written: set[str] = set()

    def watch(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if found := WRITES.match(sql):
            written.add(found[1])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield
    changed = {table for table in written - NOT_RECORDED if not table.endswith("event")}
    changed -= {"pghistory_context"}
    assert not changed or "audit_entry" in changed, f"{name} changed {sorted(changed)} unrecorded"


def _watch(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    @wraps(function)
    def service(*args: Any, **kwargs: Any) -> Any:
        global _at_work  # noqa: PLW0603 - tests of one process run one after the other
        if _at_work:
            return function(*args, **kwargs)
        _at_work = True
        try:
            with watched(name):
                return function(*args, **kwargs)
        finally:
            _at_work = False

    return service


def watch_services() -> None:
    """Put the watch around every public service of the four apps."""
    for app in APPS:
        try:
            services = importlib.import_module(f"{app}.services")
        except ModuleNotFoundError:
            continue
        for name, function in vars(services).copy().items():
            if name.startswith("_") or not inspect.isfunction(function):
                continue
            if function.__module__.startswith(f"{app}.services"):
                setattr(services, name, _watch(function, f"{app}.services.{name}"))
