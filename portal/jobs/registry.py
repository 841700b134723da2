"""What can be started by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from celery import current_app, shared_task

if TYPE_CHECKING:
    from .work import Progress

Work = Callable[[str, "Progress"], None]


class GiveUp(Exception):  # noqa: N818 - an instruction to the runner, not a programming error
    """No retry can cure this: the job fails at once and its text is shown to people."""


@dataclass(frozen=True)
class Task:
    name: str
    work: Work
    max_attempts: int


registered: dict[str, Task] = {}


def find(name: str) -> Task | None:
    """Return the task of that name, having loaded every app's `tasks.py` if need be."""
    if name not in registered:
        current_app.loader.import_default_modules()
    return registered.get(name)


def task(name: str, *, max_attempts: int = 5) -> Callable[[Work], Work]:
    """Register `work(key, progress)` under the name that `jobs.start` is given.

    The work must be safe to do twice. It is called outside any transaction, with the default
    language, and with the one who started the job as actor of the rows' history.
    """

    def register(work: Work) -> Work:
        registered[name] = Task(name, work, max_attempts)

        @shared_task(name=name)
        def run(job_id: int) -> None:
            from .work import run_job  # noqa: PLC0415 - imported before apps are ready

            run_job(job_id)

        return work

    return register
