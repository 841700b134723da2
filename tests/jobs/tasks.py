"""Tasks that leave a trace: one line in a file for each time their effect happened."""

import os
import time
from pathlib import Path

from portal import jobs
from portal.people.models import Person


def effects(key: str) -> int:
    """Count how often the effect of the job happened, in whatever process."""
    trace = _trace(key)
    return len(trace.read_text().splitlines()) if trace.exists() else 0


def _trace(key: str) -> Path:
    folder = Path(os.environ["FILES_DIR"]) / "traces"
    folder.mkdir(parents=True, exist_ok=True)
    return folder / key


def _leave_trace(key: str) -> None:
    with _trace(key).open("a") as trace:
        trace.write("done\n")


@jobs.task("tests.quick")
def quick(key: str, progress: jobs.Progress) -> None:
    _leave_trace(key)


@jobs.task("tests.slow")
def slow(key: str, progress: jobs.Progress) -> None:
    for step in range(20):
        progress(step, 20)
        time.sleep(0.1)
    _leave_trace(key)


@jobs.task("tests.hopeless", max_attempts=2)
def hopeless(key: str, progress: jobs.Progress) -> None:
    raise OSError("the disk is full")


@jobs.task("tests.gives_up")
def gives_up(key: str, progress: jobs.Progress) -> None:
    raise jobs.GiveUp("Pango is missing.")


@jobs.task("tests.rename_person")
def rename_person(key: str, progress: jobs.Progress) -> None:
    person = Person.objects.get(pk=int(key))
    person.name = "Renamed"
    person.save(update_fields=["name"])
