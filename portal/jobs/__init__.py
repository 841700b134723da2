"""Work in the background: a row first, sent after commit, found again if it got lost.

The row is the truth and the broker only a messenger. A worker claims the row with a
conditional update and keeps a lease on it while it works; a sweep sends again what was never
delivered and what lost its lease. A job runs at least once and its effect happens once,
because the services that it calls are safe to call twice.
"""

from typing import TYPE_CHECKING, Any

from .registry import GiveUp, task
from .work import Progress

if TYPE_CHECKING:
    from .models import Job

__all__ = ["GiveUp", "Job", "Progress", "start", "task"]


def start(task: str, key: object) -> "Job":
    """Have `task` done for `key`, once; calling it again returns the same job.

    The row commits or vanishes with the caller's transaction. A job that failed is started
    again. A broker that is away costs nobody anything: the sweep sends the row later.
    """
    from .services import start as start_  # noqa: PLC0415 - imported before apps are ready

    return start_(task, key)


def __getattr__(name: str) -> Any:
    if name == "Job":
        from .models import Job  # noqa: PLC0415 - imported before apps are ready

        return Job
    raise AttributeError(name)
